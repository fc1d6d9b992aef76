"""Lines → tree. One pass, a stack of open units; what does not fit is kept as body and reported."""

import re
from pathlib import Path

from civickit.legaltext.findings import Problem, UnreadableDraft, problem
from civickit.legaltext.framing import (
    Frame,
    attached_head,
    is_signature,
    is_signature_table,
    read_frame,
)
from civickit.legaltext.heads import (
    Head,
    Kind,
    article_head,
    clause_head,
    follows,
    group_head,
    heading_head,
    is_contents_line,
    item_head,
    point_head,
    split_number,
)
from civickit.legaltext.lines import Line
from civickit.legaltext.opening import open_lines
from civickit.legaltext.ordering import check_letter, check_number
from civickit.legaltext.quoting import opens_quote, without_quotes
from civickit.legaltext.references import check_references
from civickit.legaltext.sequences import Sequences
from civickit.legaltext.tree import Draft
from civickit.legaltext.units import DEPTH, GROUPS, Units, named

_AMENDING = re.compile(r"^(Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay|Bỏ)\b", re.IGNORECASE)
_MOST_TITLE_LINES = 4
_FAR = 400  # lines of an attached text in which its first article stands, if it has any


def read_draft(source: Path | bytes) -> Draft:
    """Read a draft from a file or its bytes. Raises UnreadableDraft."""
    if isinstance(source, Path):
        try:
            content = source.read_bytes()
        except FileNotFoundError as error:
            raise UnreadableDraft(problem("NOT_FOUND")) from error
        except OSError as error:
            raise UnreadableDraft(problem("DAMAGED", found=error.strerror or "?")) from error
    else:
        content = source
    lines, problems = open_lines(content)
    return read_lines(lines, problems)


def read_lines(lines: list[Line], problems: list[Problem] | None = None) -> Draft:
    """Read a draft from its lines."""
    frame = read_frame(lines)
    reader = _Reader(frame, lines)
    for place in range(frame.begins, len(lines)):
        reader.take(place)
    draft = reader.finish(list(problems or []))
    draft.problems += check_references(draft)
    return draft


class _Reader:
    """Walks the lines of a draft."""

    def __init__(self, frame: Frame, lines: list[Line]) -> None:
        self.frame, self.lines = frame, lines
        self.units = Units()
        self.sequences = Sequences(lines)
        self.has_articles = frame.has_articles
        self.is_over = False  # after the signature
        self.skip_to = 0
        self.last_article: str | None = None  # its number, in the text that is read

    # one line

    def take(self, place: int) -> None:
        """Read one line, unless it was read with one before."""
        line = self.lines[place]
        if place < self.skip_to:
            return
        self.units.line = place
        if line.rows:
            self._take_table(line.rows)
        elif line.is_plain:
            self.units.add_body(line.text)
        elif line.text and not is_contents_line(line.text):
            self._take_text(line.text, place)

    def _take_table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        if self.units.provisions and is_signature_table(rows):
            self.is_over = True
        if self.units.open and not self.is_over:
            self.units.current().tables.append(rows)

    def _take_text(self, text: str, place: int) -> None:
        is_begun = bool(self.units.provisions)
        if is_begun and (attached := attached_head(self.lines, place)):
            self._attach(*attached)
        elif self.is_over:
            if (head := article_head(text)) and split_number(head.number)[0] == 1:
                self._restart(head)
        elif is_begun and is_signature(text):
            self.is_over = True
        elif self.units.quote is not None or opens_quote(text):
            self._take_quoted(text, place)
        else:
            self._take_plain(text, place)

    def _take_plain(self, text: str, place: int) -> None:
        head = self._head(text, place)
        if head is None:
            self.units.add_body(text)
        else:
            self._open(head, place)

    def _open(self, head: Head, place: int) -> None:
        if head.kind in GROUPS:
            self._open_group(head, place)
        elif head.kind is Kind.ARTICLE:
            self._open_article(head, place)
        elif head.kind is Kind.ITEM:
            self._open_item(head)
        else:
            self._open_part_of_article(head)

    # heads

    def _head(self, text: str, place: int) -> Head | None:
        if head := group_head(text):
            return head
        if head := article_head(text):
            return head if self._article_fits(head, place) else None
        if self.units.quote is not None:
            return clause_head(text) or point_head(text)
        return self._numbered_head(text, place)

    def _numbered_head(self, text: str, place: int) -> Head | None:
        """A head of the text itself that its number tells, in a plain or an odd form."""
        if not self.has_articles:
            return self._outline_head(text, place)
        if head := self.sequences.odd_head(text, place, Kind.ARTICLE, self.last_article or ""):
            return head
        if self.units.around(Kind.ARTICLE) is None:
            return heading_head(text)
        return self._head_in_article(text, place)

    def _head_in_article(self, text: str, place: int) -> Head | None:
        """A clause or a point of the article that is open."""
        for kind, plain in ((Kind.CLAUSE, clause_head), (Kind.POINT, point_head)):
            if head := plain(text):
                return head
            previous = self.units.last_number(kind)
            if head := self.sequences.odd_head(text, place, kind, previous):
                return head
        return None

    def _outline_head(self, text: str, place: int) -> Head | None:
        if head := heading_head(text) or item_head(text):
            return head
        if head := self.sequences.odd_head(
            text, place, Kind.ITEM, self.units.last_number(Kind.ITEM)
        ):
            return head
        return point_head(text) if self.units.open else None

    def _article_fits(self, head: Head, place: int) -> bool:
        """A line that goes on in the middle of a sentence may begin with "Điều 5." as well."""
        previous = self.last_article
        if previous is None or self.units.quote is not None or follows(previous, head.number):
            return True
        before = self.lines[place - 1].text if place else ""
        is_after_end = not before or before.endswith((".", ";", ":", "”", '"'))
        return is_after_end or head.rest[:1].isupper()

    # units

    def _open_group(self, head: Head, place: int) -> None:
        units = self.units
        units.close_to(DEPTH[head.kind])
        text, self.skip_to = self._title(head.rest, place)
        if head.kind is Kind.HEADING:
            part = units.around(Kind.PART)
            above = [named(Kind.PART, part.number)] if part else []
            path = " ".join([*above, f"Mục {head.number}"])
        else:
            groups = (units.provisions[place] for place in units.open)
            above = [named(unit.kind, unit.number) for unit in groups if unit.kind in GROUPS]
            path = " ".join([*above, named(head.kind, head.number)])
        units.add(head, path, text)

    def _title(self, rest: str, place: int) -> tuple[str, int]:
        """A title that stands on the next line, or goes on there; and the place after it.

        Lines in capitals, or one line when there is none.
        """
        words = [rest] if rest else []
        place += 1
        while place < len(self.lines) and len(words) < _MOST_TITLE_LINES:
            line = self.lines[place]
            if line.text or words or line.rows:
                if not line.text or self._starts_unit(line.text):
                    break
                if words and not (line.text.isupper() and words[-1].isupper()):
                    break
                words.append(line.text)
            place += 1
        return " ".join(words), place

    def _starts_unit(self, text: str) -> bool:
        return bool(
            article_head(text)
            or group_head(text)
            or clause_head(text)
            or point_head(text)
            or heading_head(text)
            or opens_quote(text)
            or is_signature(text)
        )

    def _open_article(self, head: Head, place: int) -> None:
        units, previous = self.units, self.last_article
        is_quoted = units.quote is not None
        if previous is not None and not is_quoted and self._begins_anew(head, previous):
            self._restart(head)
            return
        units.close_to(DEPTH[Kind.ARTICLE])
        path = f"Điều {head.number}"
        if previous is not None and not is_quoted:
            units.problems += check_number(previous, head.number, units.full(path), "Điều")
        if not is_quoted:
            self.last_article = head.number
        text = head.rest
        if not text and place + 1 < len(self.lines):
            following = self.lines[place + 1].text
            begins = self._starts_unit(following) or self.sequences.begins(
                following, place + 1, Kind.CLAUSE
            )
            if following and not begins:
                text, self.skip_to = following, place + 2
        units.add(head, path, text)

    def _begins_anew(self, head: Head, previous: str) -> bool:
        """Whether articles start again without the name of an attached text."""
        return head.number == "1" and not self.units.part and split_number(previous)[0] > 2

    def _open_item(self, head: Head) -> None:
        """1. under II. is "Mục II.1"; 1.1. under 1. is "Mục II.1.1"; the number tells the depth."""
        units, depth = self.units, DEPTH[Kind.ITEM] + head.number.count(".")
        while units.open and units.depth(units.open[-1]) >= depth:
            units.open.pop()
        heading, part = units.around(Kind.HEADING), units.around(Kind.PART)
        number = f"{heading.number}.{head.number}" if heading else head.number
        before = f"{named(Kind.PART, part.number)} " if part else ""
        units.add(head, f"{before}Mục {number}", head.rest)

    def _open_part_of_article(self, head: Head) -> None:
        """A clause or a point."""
        self.units.close_to(DEPTH[head.kind])
        word = "khoản" if head.kind is Kind.CLAUSE else "điểm"
        path = f"{self.units.address_around()} {word} {head.number}".strip()
        self._check_order(head, self.units.full(path))
        self.units.add(head, path, head.rest)

    def _check_order(self, head: Head, path: str) -> None:
        """Numbers of clauses and points within the unit around them.

        Quoted wording may begin anywhere.
        """
        units = self.units
        parent = units.open[-1] if units.open else None
        siblings = (
            unit
            for unit in reversed(units.provisions[(parent or -1) + 1 :])
            if unit.parent == parent and unit.kind is head.kind
        )
        previous = next((unit.number for unit in siblings), "")
        if head.kind is Kind.POINT:
            noticed = check_letter(previous, head.number, path)
            units.problems += [
                finding
                for finding in noticed
                if units.quote is None or finding.code == "UNUSUAL_LETTER"
            ]
        elif units.quote is None:
            units.problems += check_number(previous or "0", head.number, path, "khoản")

    # attached texts and quotes

    def _attach(self, title: str, kind: Kind, skip_to: int) -> None:
        self.units.open.clear()
        self.units.quote, self.units.part = None, ""
        self.is_over, self.skip_to = False, skip_to
        if kind is Kind.ANNEX:
            path = _annex(title)
            self.units.add(Head(kind, path.removeprefix("Phụ lục").strip(), path, ""), path, title)
            return
        self.units.add(Head(kind, "", "", ""), f"Phần: {title}", title)
        self.units.begin_attached()
        self.units.current().part = self.units.part
        self.last_article = None
        near = self.lines[skip_to : skip_to + _FAR]
        self.has_articles = any(article_head(line.text) for line in near)

    def _restart(self, head: Head) -> None:
        """Articles begin again: what follows is taken as an attached text."""
        self.units.open.clear()
        self.units.quote = None
        self.units.begin_attached()
        self.is_over, self.last_article = False, head.number
        self.units.add(head, f"Điều {head.number}", head.rest)
        self.units.problems.append(problem("RESTARTED", self.units.current().path))

    def _take_quoted(self, text: str, place: int) -> None:
        """Wording that an amending text puts into another.

        Its units stand under the amending provision.
        """
        units = self.units
        if units.quote is None:
            units.begin_quote()
        elif not units.quote.has_closed(text) and _amends(text):
            units.problems.append(problem("UNCLOSED_QUOTE", units.quote.base))
            units.end_quote()
            self._take_plain(text, place)
            return
        quote = units.quote
        assert quote is not None
        quote.count(text)
        inner, is_last = without_quotes(text), quote.is_closed
        head = self._head(inner, place)
        if head is None:
            units.add_body(inner if quote.has_units else text)
        else:
            quote.has_units = True
            self._open(head, place)
        if is_last:
            units.end_quote()

    def finish(self, problems: list[Problem]) -> Draft:
        """The tree, with what was noticed."""
        units = self.units
        if units.quote is not None:
            units.problems.append(problem("UNCLOSED_QUOTE", units.quote.base))
        parents = {unit.parent for unit in units.provisions}
        for place, unit in enumerate(units.provisions):
            if not unit.text and not unit.body and not unit.tables and place not in parents:
                units.problems.append(problem("EMPTY_PROVISION", unit.path))
        if not units.provisions:
            problems.append(problem("NO_PROVISIONS"))
        return Draft(
            title=self.frame.title,
            preamble=self.frame.preamble,
            provisions=units.provisions,
            problems=problems + units.problems,
            form=self.frame.form,
        )


def _amends(text: str) -> bool:
    """Whether a line is another amending provision."""
    head = clause_head(text) or article_head(text)
    return bool(head and _AMENDING.match(head.rest))


def _annex(title: str) -> str:
    """The address of an annex: its number where it has one."""
    first = re.sub(r"^PHỤ LỤC\s*", "", title.split("\n", 1)[0], flags=re.IGNORECASE).strip(" .:")
    number = first.split(" ")[0] if re.match(r"^(\d+|[IVXLC]+|[A-Z])\b", first) else ""
    return f"Phụ lục {number}".strip()
