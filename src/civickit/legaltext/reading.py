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
from civickit.legaltext.quoting import Quote, opens_quote, without_quotes
from civickit.legaltext.tree import ATTACHED_PREFIX, Draft, Provision

_DEPTH = {
    Kind.ATTACHED: 0,
    Kind.ANNEX: 0,
    Kind.PART: 1,
    Kind.CHAPTER: 2,
    Kind.SECTION: 3,
    Kind.SUBSECTION: 4,
    Kind.HEADING: 2,
    Kind.ARTICLE: 5,
    Kind.CLAUSE: 6,
    Kind.ITEM: 6,
    Kind.POINT: 9,
}
_GROUPS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.HEADING)
_DASH = re.compile(r"^[-–—+•*]\s+")
_AMENDING = re.compile(r"^(Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay|Bỏ)\b", re.IGNORECASE)


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
    from civickit.legaltext.references import check_references

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
        self.made: list[Provision] = []
        self.problems: list[Problem] = []
        self.open: list[int] = []  # units that are open, outermost first
        self.paths: set[str] = set()
        self.part = ""  # prefix of paths: attached texts
        self.attached = 0
        self.has_articles = frame.has_articles
        self.is_over = False  # after the signature
        self.skip_to = self.now = 0
        self.quote: Quote | None = None
        self.last: dict[Kind, str] = {}  # last number of articles, per text

    # one line

    def take(self, place: int) -> None:
        line = self.lines[place]
        if place < self.skip_to:
            return
        self.now = place
        if line.rows:
            self.is_over = self.is_over or (bool(self.made) and is_signature_table(line.rows))
            if self.open and not self.is_over:
                self._current().tables.append(line.rows)
        elif line.is_plain:
            self._add_body(line.text)
        elif line.text and not is_contents_line(line.text):
            self._take_text(line.text, place)

    def _take_text(self, text: str, place: int) -> None:
        if self.made and (found := attached_head(self.lines, place)):
            self._attach(*found)
        elif self.is_over:
            if (head := article_head(text)) and split_number(head.number)[0] == 1:
                self._restart(head)
        elif self.made and is_signature(text):
            self.is_over = True
        elif self.quote is not None or opens_quote(text):
            self._take_quoted(text, place)
        else:
            self._take_plain(text, place)

    def _take_plain(self, text: str, place: int) -> None:
        head = self._head(text, place)
        if head is None:
            self._add_body(text)
        elif head.kind in _GROUPS:
            self._open_group(head, place)
        else:
            self._open_unit(head, place)

    # heads

    def _head(self, text: str, place: int) -> Head | None:
        if head := group_head(text):
            return head
        if head := article_head(text):
            return head if self._article_fits(head, place) else None
        if self.quote is None and not self.has_articles:
            return self._outline_head(text)
        if self._around(Kind.ARTICLE) is None and self.quote is None:
            return heading_head(text)
        if head := clause_head(text):
            return head
        return point_head(text)

    def _outline_head(self, text: str) -> Head | None:
        if head := heading_head(text):
            return head
        if head := item_head(text):
            return head
        return point_head(text) if self.open else None

    def _article_fits(self, head: Head, place: int) -> bool:
        """A line that goes on in the middle of a sentence may begin with "Điều 5." as well."""
        previous = self.last.get(Kind.ARTICLE)
        if previous is None or self.quote is not None or follows(previous, head.number):
            return True
        before = self.lines[place - 1].text if place else ""
        return (
            not before
            or before.endswith((".", ";", ":", "”", '"'))
            or bool(head.rest[:1].isupper() and head.rest)
        )

    # units

    def _open_group(self, head: Head, place: int) -> None:
        self._close_to(_DEPTH[head.kind])
        if head.kind is Kind.HEADING:
            path = f"Mục {head.number}"
        else:
            above = [self.made[one] for one in self.open if self.made[one].kind in _GROUPS]
            path = " ".join(
                [*(_named(one.kind, one.number) for one in above), _named(head.kind, head.number)]
            )
        text, self.skip_to = self._title(head.rest, place)
        if head.kind is Kind.HEADING and (parent := self._around(Kind.PART)) is not None:
            path = f"{_named(Kind.PART, parent.number)} {path}"
        self._add(head, path, text)

    def _title(self, rest: str, place: int) -> tuple[str, int]:
        """A title that stands on the next line, or goes on there.

        Lines in capitals, or one line when there is none.
        """
        words = [rest] if rest else []
        place += 1
        while place < len(self.lines) and len(words) < 4:
            text = self.lines[place].text
            if not text and not words and not self.lines[place].rows:
                place += 1
                continue
            is_title = (
                text.isupper()
                and not self._starts_unit(text)
                and (not words or words[-1].isupper())
            )
            if not is_title and not (text and not words and not self._starts_unit(text)):
                break
            words.append(text)
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

    def _open_unit(self, head: Head, place: int) -> None:
        if head.kind is Kind.ARTICLE:
            self._open_article(head, place)
        elif head.kind is Kind.ITEM:
            self._open_item(head)
        else:
            self._close_to(_DEPTH[head.kind])
            around = self._current_path()
            word = "khoản" if head.kind is Kind.CLAUSE else "điểm"
            self._check_order(head, self._full(f"{around} {word} {head.number}".strip()))
            self._add(head, f"{around} {word} {head.number}".strip(), head.rest)

    def _open_article(self, head: Head, place: int) -> None:
        previous = self.last.get(Kind.ARTICLE)
        if (
            previous is not None
            and self.quote is None
            and head.number == "1"
            and not self.part
            and split_number(previous)[0] > 2
        ):
            self._restart(head)
            return
        self._close_to(_DEPTH[Kind.ARTICLE])
        path = f"Điều {head.number}"
        if previous is not None and self.quote is None:
            self.problems += check_number(previous, head.number, self._full(path), "Điều")
        if self.quote is None:
            self.last[Kind.ARTICLE] = head.number
        text = head.rest
        if (
            not text
            and place + 1 < len(self.lines)
            and (after := self.lines[place + 1].text)
            and not self._starts_unit(after)
        ):
            text, self.skip_to = after, place + 2
        self._add(head, path, text)

    def _open_item(self, head: Head) -> None:
        """1. under II. is "Mục II.1"; 1.1. under 1. is "Mục II.1.1"; the number tells the depth."""
        depth = _DEPTH[Kind.ITEM] + head.number.count(".")
        while self.open and self._depth(self.open[-1]) >= depth:
            self.open.pop()
        parent = self._around(Kind.HEADING)
        number = f"{parent.number}.{head.number}" if parent else head.number
        part = self._around(Kind.PART)
        before = f"{_named(Kind.PART, part.number)} " if part else ""
        self._add(head, f"{before}Mục {number}", head.rest)

    def _depth(self, place: int) -> int:
        one = self.made[place]
        return _DEPTH[one.kind] + (one.number.count(".") if one.kind is Kind.ITEM else 0)

    def _check_order(self, head: Head, path: str) -> None:
        """Numbers of clauses and points within the unit around them.

        Quoted wording may begin anywhere.
        """
        parent = self.open[-1] if self.open else None
        before = [
            one.number
            for one in self.made[(parent or -1) + 1 :]
            if one.parent == parent and one.kind is head.kind
        ]
        last = before[-1] if before else ""
        if head.kind is Kind.POINT:
            found = check_letter(last, head.number, path)
            self.problems += [
                one for one in found if self.quote is None or one.code == "UNUSUAL_LETTER"
            ]
        elif self.quote is None:
            self.problems += check_number(last or "0", head.number, path, "khoản")

    # attached texts and quotes

    def _attach(self, title: str, kind: Kind, skip_to: int) -> None:
        self.open.clear()
        self.is_over, self.quote, self.skip_to = False, None, skip_to
        if kind is Kind.ANNEX:
            self.part = ""
            number = re.sub(r"^PHỤ LỤC\s*", "", title.split("\n", 1)[0], flags=re.IGNORECASE).strip(
                " .:"
            )
            short = number.split(" ")[0] if re.match(r"^(\d+|[IVXLC]+|[A-Z])\b", number) else ""
            self._add(
                Head(kind, short, f"Phụ lục {short}".strip(), ""), f"Phụ lục {short}".strip(), title
            )
            return
        self.attached += 1
        self.part = ""
        self._add(Head(kind, "", "", ""), f"Phần: {title}", title)
        self._begin_part(self.attached, skip_to)

    def _begin_part(self, number: int, place: int) -> None:
        self.part = ATTACHED_PREFIX if number == 1 else f"{ATTACHED_PREFIX} {number}"
        self.last.clear()
        self.has_articles = any(article_head(line.text) for line in self.lines[place : place + 400])
        self.made[-1].part = self.part

    def _restart(self, head: Head) -> None:
        self.open.clear()
        self.is_over, self.quote = False, None
        self.attached += 1
        self.part = ATTACHED_PREFIX if self.attached == 1 else f"{ATTACHED_PREFIX} {self.attached}"
        self.last = {Kind.ARTICLE: head.number}
        self._add(head, f"Điều {head.number}", head.rest)
        self.problems.append(problem("RESTARTED", self.made[-1].path))

    def _take_quoted(self, text: str, place: int) -> None:
        """Wording that an amending text puts into another.

        Its units stand under the amending provision.
        """
        if self.quote is None:
            self.quote = Quote.begin(
                self._current_path_full(), self.open[-1] if self.open else None
            )
            self.open = self.open[:]
            self.quote.kept = len(self.open)
        elif (
            not self.quote.has_closed(text)
            and (head := clause_head(text) or article_head(text))
            and _AMENDING.match(head.rest)
        ):
            self.problems.append(problem("UNCLOSED_QUOTE", self.quote.base))
            self._end_quote()
            self._take_plain(text, place)
            return
        self.quote.count(text)
        inner, is_last = without_quotes(text), self.quote.is_closed
        head = self._head(inner, place)
        if head is None:
            self._add_body(text if not self.quote.has_units else inner)
        else:
            self.quote.has_units = True
            if head.kind in _GROUPS:
                self._open_group(head, place)
            else:
                self._open_unit(head, place)
        if is_last:
            self._end_quote()

    def _end_quote(self) -> None:
        assert self.quote is not None
        del self.open[self.quote.kept :]
        self.quote = None

    # the stack

    def _floor(self) -> int:
        return self.quote.kept if self.quote else 0

    def _close_to(self, depth: int) -> None:
        while len(self.open) > self._floor() and self._depth(self.open[-1]) >= depth:
            self.open.pop()

    def _current(self) -> Provision:
        return self.made[self.open[-1]]

    def _current_path(self) -> str:
        """The address of the article, clause or item around, without prefixes; "" when none."""
        for place in reversed(self.open[self._floor() :]):
            one = self.made[place]
            if one.kind in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.ITEM, Kind.HEADING):
                return self._without_prefix(one.path)
        return ""

    def _current_path_full(self) -> str:
        return self._current().path if self.open else ""

    def _without_prefix(self, path: str) -> str:
        prefix = self._prefix()
        return path[len(prefix) :] if prefix and path.startswith(prefix) else path

    def _prefix(self) -> str:
        if self.quote is not None and self.quote.base:
            return f"{self.quote.base}: "
        return f"{self.part}: " if self.part else ""

    def _full(self, path: str) -> str:
        return self._prefix() + path

    def _around(self, kind: Kind) -> Provision | None:
        for place in reversed(self.open[self._floor() :]):
            if self.made[place].kind is kind:
                return self.made[place]
        return None

    def _add(self, head: Head, path: str, text: str) -> None:
        full = self._full(path) if head.kind not in (Kind.ATTACHED, Kind.ANNEX) else path
        if full in self.paths:
            again = 2
            while f"{full} (lần {again})" in self.paths:
                again += 1
            self.problems.append(problem("DUPLICATE", full, other=f"{full} (lần {again})"))
            full = f"{full} (lần {again})"
        self.paths.add(full)
        parent = self.open[-1] if self.open else None
        part = self._prefix()[:-2] if self._prefix() else ""
        self.made.append(
            Provision(full, head.kind, head.number, head.label, text, parent, part, self.now)
        )
        self.open.append(len(self.made) - 1)

    def _add_body(self, text: str) -> None:
        if not self.open:
            return
        is_dash = bool(_DASH.match(text))
        target = self.open[-1]
        one = self.made[target]
        # A paragraph after the last point, which ended with a full stop, belongs to the clause
        # around it.
        if (
            not is_dash
            and one.kind is Kind.POINT
            and one.parent is not None
            and len(self.open) > self._floor() + 1
            and (one.body[-1] if one.body else one.text).endswith(".")
        ):
            target = one.parent
            self.open.pop()
        self.made[target].body.append(_DASH.sub("", text))

    def finish(self, problems: list[Problem]) -> Draft:
        """The tree, with what was noticed."""
        if self.quote is not None:
            self.problems.append(problem("UNCLOSED_QUOTE", self.quote.base))
        parents = {one.parent for one in self.made}
        for place, one in enumerate(self.made):
            if not one.text and not one.body and not one.tables and place not in parents:
                self.problems.append(problem("EMPTY_PROVISION", one.path))
        if not self.made:
            problems.append(problem("NO_PROVISIONS"))
        return Draft(
            self.frame.title,
            self.frame.preamble,
            self.made,
            problems + self.problems,
            self.frame.form,
        )


def _named(kind: Kind, number: str) -> str:
    word = {
        Kind.PART: "Phần",
        Kind.CHAPTER: "Chương",
        Kind.SECTION: "Mục",
        Kind.SUBSECTION: "Tiểu mục",
    }[kind]
    return f"{word} {number}"
