"""Anchors as people write them.

"điểm đ, khoản 1 Điều 2", "K1 Đ4", "d2k1", "muc II.2.2", without marks, in any order.

An anchor is *ok* when it names one provision that is there, *ambiguous* when it could be several or
is no address,
*wrong* when it names nothing there, *missing* when nothing was written.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from civickit.legaltext.addresses import Address, read_addresses
from civickit.legaltext.citing import ATTACHED_PREFIX, path_of
from civickit.legaltext.heads import Kind
from civickit.legaltext.named_units import NamedUnits, is_item, name_units, plain_number
from civickit.legaltext.tree import Draft, Provision
from civickit.vntext import clean, fold

_GENERAL = re.compile(
    r"^(?:chung|toan bo|toan van|ca du thao|du thao|khong|khong co|khong ro|khong ghi|[\W_]*)$"
)


# Read by the grammar of lists when an article is named in full and nothing else leads elsewhere.
_ARTICLE_WORD = re.compile(r"(?<!\w)điều[\s.:]+\d")
_OTHER_GRAMMAR = re.compile(r"chương|phần|kèm|tiểu mục|(?<!\w)[kđdm]\.?\s?\d|mục\s+[ivx]+(?!\w)")
_CHAPTER_NAMED = re.compile(r"chương\s+([ivxlc]+|\d+)(?!\w)")
# "Chương VI (từ Điều 40 đến 50)" is the chapter.
_SPAN_OF_GROUP = re.compile(
    r"(?<=\S)\s*\((?:từ\s+)?điều\s+\d+\s*(?:đến|-|–)\s*(?:điều\s+)?\d+\)", re.IGNORECASE
)


class AnchorStatus(StrEnum):
    """What became of an anchor."""

    OK = "ok"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Anchor:
    """``path`` is the address, or the likeliest one of an ambiguous anchor.

    ``candidates`` are all that it could be.

    ``near`` is where a wrong anchor points to as far as the draft goes: "khoản 9 Điều 4" stands
    near Điều 4.
    """

    status: AnchorStatus
    path: str | None = None
    candidates: tuple[str, ...] = ()
    near: str | None = None


class Anchors:
    """Finds the provision an anchor means, in one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._by_numbers: dict[tuple[str, str, str], list[Provision]] = {}
        self._titles: dict[str, Provision] = {}
        self._has_attached = any(
            provision.kind is Kind.ATTACHED or provision.part == ATTACHED_PREFIX
            for provision in draft.provisions
        )
        self._attached_forms = {
            fold(provision.text.split(" (")[0])
            for provision in draft.provisions
            if provision.kind is Kind.ATTACHED
        }
        self._above = {id(provision): place for place, provision in enumerate(draft.provisions)}
        self._known: dict[str, Anchor] = {}
        for provision in draft.provisions:
            self._by_numbers.setdefault(_numbers(provision.path), []).append(provision)
            self._titles.setdefault(fold(provision.text).rstrip(".;:,"), provision)

    def resolve(self, anchor: str | None) -> Anchor:
        """What an anchor means; answers are remembered, since thousands of opinions repeat them."""
        written = clean(anchor or "")
        if written not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[written] = self._resolve(written)
        return self._known[written]

    def _resolve(self, written: str) -> Anchor:
        exact = self.draft.by_path.get(written) or self.draft.by_path.get(path_of(written))
        if exact and (not self._has_attached or exact.part or not _numbers(exact.path)[0]):
            return Anchor(AnchorStatus.OK, exact.path, (exact.path,))
        if _GENERAL.match(fold(written)):
            return Anchor(AnchorStatus.MISSING)
        written = _SPAN_OF_GROUP.sub("", written)
        listed = self._in_list(written) or self._several_chapters(written)
        return listed or self._alone(written)

    def _alone(self, written: str) -> Anchor:
        """What words name that hold no list written with its marks."""
        named = name_units(written)
        if named.is_nothing:
            return self._by_title(written)
        found = (
            self._in_groups(named)
            if not (named.articles or named.clauses or named.points)
            else self._in_articles(named)
        )
        if not found:
            return Anchor(AnchorStatus.WRONG, near=self._near(named))
        paths = tuple(dict.fromkeys(one.path for one in found))
        if len(paths) > 1 or named.is_finer or self._is_unsaid(named, found):
            return Anchor(AnchorStatus.AMBIGUOUS, paths[0], paths)
        return Anchor(AnchorStatus.OK, paths[0], paths)

    def _in_list(self, written: str) -> Anchor | None:
        """What addresses written with their marks name; None when another reader should look."""
        text = clean(written).lower()
        if self._has_attached or not _ARTICLE_WORD.search(text) or _OTHER_GRAMMAR.search(text):
            return None
        read = read_addresses(text)
        own = [one for one in read.addresses if not one.owner] or list(read.addresses)
        found = [self._named_by(one) for one in own]
        paths = tuple(dict.fromkeys(place.path for some in found for place in some))
        if not paths:  # what is wrong is told by the reader of single addresses
            return None
        is_sure = len(paths) == len(own) == 1 and read.is_whole
        status = AnchorStatus.OK if is_sure else AnchorStatus.AMBIGUOUS
        return Anchor(status, paths[0], paths)

    def _several_chapters(self, written: str) -> Anchor | None:
        """More than one chapter is no one place."""
        numbers = dict.fromkeys(map(plain_number, _CHAPTER_NAMED.findall(clean(written).lower())))
        if len(numbers) < 2:
            return None
        paths = tuple(
            provision.path
            for provision in self.draft.provisions
            if provision.kind is Kind.CHAPTER and plain_number(provision.number) in numbers
        )
        return Anchor(AnchorStatus.AMBIGUOUS, paths[0] if paths else None, paths)

    def _named_by(self, address: Address) -> list[Provision]:
        """Provisions of an address; a number written as a section may be the clause."""
        found = self._by_numbers.get((address.article, address.clause, address.point), [])
        if (
            not address.section
            or address.clause
            or any(self._is_in_section(p, address.section) for p in found)
        ):
            return found
        return self._by_numbers.get((address.article, address.section, address.point), [])

    def _is_in_section(self, provision: Provision, number: str) -> bool:
        return any(
            self.draft.provisions[place].kind is Kind.SECTION
            and plain_number(self.draft.provisions[place].number) == plain_number(number)
            for place in self.draft.above(self._above[id(provision)])
        )

    def _is_unsaid(self, named: NamedUnits, found: list[Provision]) -> bool:
        """With an attached text, an article belongs to either until the writer says which."""
        return self._has_attached and not named.text and any(_numbers(one.path)[0] for one in found)

    def _near(self, named: NamedUnits) -> str | None:
        for article in named.articles[:1]:
            for clause, point in (
                (named.clauses[:1], named.points[:1]),
                (named.clauses[:1], []),
                ([], named.points[:1]),
                ([], []),
            ):
                some = self._at(article, "".join(clause), "".join(point), named)
                if some:
                    return (
                        self._of_text(some, named)[0].path if self._of_text(some, named) else None
                    )
        return None

    def _by_title(self, written: str) -> Anchor:
        """Words that are no address: a title, or "phần căn cứ"; a person decides."""
        words = re.sub(r"^(phan|muc|noi dung|dieu|ve)\s+", "", fold(written)).strip(" .,:;\"'")
        exact = self._titles.get(words)
        if exact is None and len(words) > 5:
            exact = next((one for title, one in self._titles.items() if words in title), None)
        return Anchor(
            AnchorStatus.AMBIGUOUS, exact.path if exact else None, (exact.path,) if exact else ()
        )

    def _in_articles(self, named: NamedUnits) -> list[Provision]:
        found: list[Provision] = []
        for article in named.articles or ["*"]:
            for clause in named.clauses or [""]:
                for point in named.points or [""]:
                    found += self._at(article, clause, point, named)
        return [one for one in self._of_text(found, named) if self._stands_in(one, named)]

    def _at(self, article: str, clause: str, point: str, named: NamedUnits) -> list[Provision]:
        letters = [point] if named.has_marks or point[:1] != "d" else [point, "đ" + point[1:]]
        if article != "*":
            return [
                provision
                for letter in letters
                for provision in self._by_numbers.get((article, clause, letter), [])
            ]
        return [
            provision
            for (number, inner, letter), some in self._by_numbers.items()
            if number and inner == clause and letter in letters and (clause or letter)
            for provision in some
        ]

    def _of_text(self, found: list[Provision], named: NamedUnits) -> list[Provision]:
        if not self._has_attached:
            return found
        if named.text:
            chosen = [
                provision
                for provision in found
                if bool(provision.part) == (named.text == "attached")
            ]
        else:
            # Which text is not said: what is there stands, the attached one first, since it holds
            # the rules.
            chosen = sorted(found, key=lambda provision: not provision.part)
        return chosen

    def _stands_in(self, provision: Provision, named: NamedUnits) -> bool:
        """Whether it stands in the chapter that was named beside it."""
        if not named.chapter:
            return True
        return any(
            self.draft.provisions[place].kind is Kind.CHAPTER
            and plain_number(self.draft.provisions[place].number) == plain_number(named.chapter)
            for place in self.draft.above(self._above[id(provision)])
        )

    def _in_groups(self, named: NamedUnits) -> list[Provision]:
        is_numbered = named.roman or named.item
        found = self._numbered(named) if is_numbered else self._in_order(named)
        return self._of_text(found, named)

    def _numbered(self, named: NamedUnits) -> list[Provision]:
        """Items and headings of a programme, or the parts and sections a Roman number counts."""
        provisions = self.draft.provisions
        found = [
            provision
            for provision in provisions
            if provision.kind in (Kind.HEADING, Kind.ITEM) and is_item(provision.path, named)
        ]
        if found or named.item:
            return found
        groups = (Kind.PART, Kind.SECTION)
        return [
            provision
            for provision in provisions
            if provision.kind in groups and fold(provision.number) == named.roman
        ]

    def _in_order(self, named: NamedUnits) -> list[Provision]:
        """The smallest group that was named, inside the larger ones named beside it."""
        wanted = [
            (Kind.SUBSECTION, named.subsection),
            (Kind.SECTION, named.section),
            (Kind.CHAPTER, named.chapter),
            (Kind.PART, named.part),
        ]
        (kind, number), *around = [(kind, number) for kind, number in wanted if number]
        found = []
        for place, provision in enumerate(self.draft.provisions):
            if provision.kind is not kind or plain_number(provision.number) != plain_number(number):
                continue
            above = [self.draft.provisions[up] for up in self.draft.above(place)]
            if all(
                any(
                    up.kind is outer and plain_number(up.number) == plain_number(value)
                    for up in above
                )
                for outer, value in around
            ):
                found.append(provision)
        return found


def _numbers(path: str) -> tuple[str, str, str]:
    """Article, clause and point of an address; ("", "", "") of a chapter."""
    inner = path.rsplit(": ", 1)[-1]
    found = re.fullmatch(r"(?:Điều (\w+))?(?: ?khoản (\w+))?(?: ?điểm (\w+))?", inner)
    return (found[1] or "", found[2] or "", found[3] or "") if found else ("", "", "")
