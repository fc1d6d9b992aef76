"""Anchors as people write them.

"điểm đ, khoản 1 Điều 2", "K1 Đ4", "d2k1", "muc II.2.2", without marks, in any order.

An anchor is *ok* when it names one provision that is there, *ambiguous* when it could be several or
is no address,
*wrong* when it names nothing there, *missing* when nothing was written.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from civickit.legaltext.heads import Kind
from civickit.legaltext.tree import ATTACHED_PREFIX, Draft, Provision
from civickit.vntext import clean, fold, has_diacritics

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ATTACHED_WORDS = r"quy dinh|quy che|dieu le|de an|kem theo|qd kem|chuong trinh kem"
_MAIN_WORDS = r"nghi quyet|quyet dinh|nq\b"
_NUMBER = r"\d+[a-z]?(?!\w)"
_LETTER = r"[a-z]\d?(?!\w)"
_DOTTED_ITEM = r"\d{1,2}(?:\.\d{1,2})*"


def _listed(one: str, word: str) -> str:
    """One or several: "6, 7", "b, c và d", the word repeated or not."""
    return rf"{one}(?:\s*(?:,|;|va|den|-|hoac)\s*(?:{word}[\s.]*)?{one})*"


_ARTICLE = re.compile(
    r"\b(?:dieu|d)[\s.:]*(?P<numbers>\d+[a-z]?(?:(?P<dotted>[.]\d+)(?!\w)|(?!\w))(?:\s*(?:,|"
    rf";|va|den|-|hoac)\s*(?:(?:dieu|d)[\s.]*)?{_NUMBER})*)"
)
_CLAUSE = re.compile(rf"\b(?:khoan|k)[\s.:]*(?P<numbers>{_listed(_NUMBER, 'khoan|k')})")
_POINT = re.compile(
    rf"\b(?:diem|d(?=[\s.:]+[a-z]\b))[\s.:]*(?P<letters>{_listed(_LETTER, 'diem')})"
)
_CHAPTER = re.compile(r"\b(?:chuong|ch)[\s.:]*(?P<number>[ivxlc]+|\d+[a-z]?)(?!\w)")
_SUBSECTION = re.compile(r"\btieu muc[\s.:]*(?P<number>\d+[a-z]?|[ivx]+)(?!\w)")
_SECTION = re.compile(
    rf"\b(?:muc|phan)[\s.:]*(?P<roman>[ivxl]+)(?!\w)(?:\s*[.,/]?\s*(?P<item>{_DOTTED_ITEM})(?!\w))?"
)
_SECTION_NUMBER = re.compile(rf"\bmuc[\s.:]*(?P<item>{_DOTTED_ITEM})(?!\w)")
_BARE_ROMAN = re.compile(rf"(?<!\w)(?P<roman>[ivxl]+)\s*[.\-]\s*(?P<item>{_DOTTED_ITEM})(?!\w)")
_ITEM = re.compile(rf"\b(?:diem|y|khoan|muc|so)?\s*(?P<item>{_DOTTED_ITEM})(?!\w)")
_PART = re.compile(r"\bphan[\s.:]*(?P<number>thu\s\w+|\d+)(?!\w)")
_INNER = re.compile(r"\(\s*(?P<item>\d{1,2}(?:\.\d{1,2})+)\s*\)")
_FINER = re.compile(r"\b(?:y|doan|dong|gach dau dong|cau|trang|bang|cot)\b")
_GENERAL = re.compile(
    r"^(?:chung|toan bo|toan van|ca du thao|du thao|khong|khong co|khong ro|khong ghi|[\W_]*)$"
)
_GLUED = re.compile(r"(?<=\d)(?=[kd]\.?\d)|(?<=\d)(?=k\b)")


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


@dataclass
class _Named:
    """What was named, unit by unit."""

    articles: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    chapter: str = ""
    section: str = ""
    subsection: str = ""
    part: str = ""
    roman: str = ""
    item: str = ""
    text: str = ""  # "attached", "main" or "" when it is not said which text
    is_finer: bool = False
    has_marks: bool = True

    @property
    def is_nothing(self) -> bool:
        return not (
            self.articles
            or self.clauses
            or self.points
            or self.chapter
            or self.section
            or self.subsection
            or self.part
            or self.roman
            or self.item
        )


class Anchors:
    """Finds the provision an anchor means, in one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._by_numbers: dict[tuple[str, str, str], list[Provision]] = {}
        self._titles: dict[str, Provision] = {}
        self._has_attached = any(
            one.kind is Kind.ATTACHED or one.part == ATTACHED_PREFIX for one in draft.provisions
        )
        self._attached_forms = {
            fold(one.text.split(" (")[0]) for one in draft.provisions if one.kind is Kind.ATTACHED
        }
        self._above = {id(one): place for place, one in enumerate(draft.provisions)}
        self._known: dict[str, Anchor] = {}
        for one in draft.provisions:
            self._by_numbers.setdefault(_numbers(one.path), []).append(one)
            self._titles.setdefault(fold(one.text).rstrip(".;:,"), one)

    def resolve(self, anchor: str | None) -> Anchor:
        """What an anchor means; answers are remembered, since thousands of opinions repeat them."""
        written = clean(anchor or "")
        if written not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            self._known[written] = self._resolve(written)
        return self._known[written]

    def _resolve(self, written: str) -> Anchor:
        exact = self.draft.by_path.get(written)
        if exact and (not self._has_attached or exact.part or not _numbers(exact.path)[0]):
            return Anchor(AnchorStatus.OK, exact.path, (exact.path,))
        if _GENERAL.match(fold(written)):
            return Anchor(AnchorStatus.MISSING)
        named = _named(written)
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

    def _is_unsaid(self, named: _Named, found: list[Provision]) -> bool:
        """With an attached text, an article belongs to either until the writer says which."""
        return self._has_attached and not named.text and any(_numbers(one.path)[0] for one in found)

    def _near(self, named: _Named) -> str | None:
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

    def _in_articles(self, named: _Named) -> list[Provision]:
        found: list[Provision] = []
        for article in named.articles or ["*"]:
            for clause in named.clauses or [""]:
                for point in named.points or [""]:
                    found += self._at(article, clause, point, named)
        return [one for one in self._of_text(found, named) if self._stands_in(one, named)]

    def _at(self, article: str, clause: str, point: str, named: _Named) -> list[Provision]:
        letters = [point] if named.has_marks or point[:1] != "d" else [point, "đ" + point[1:]]
        if article != "*":
            return [
                one
                for letter in letters
                for one in self._by_numbers.get((article, clause, letter), [])
            ]
        return [
            one
            for (number, inner, letter), some in self._by_numbers.items()
            if number and inner == clause and letter in letters and (clause or letter)
            for one in some
        ]

    def _of_text(self, found: list[Provision], named: _Named) -> list[Provision]:
        if not self._has_attached:
            return found
        if named.text:
            chosen = [one for one in found if bool(one.part) == (named.text == "attached")]
        else:
            # Which text is not said: what is there stands, the attached one first, since it holds
            # the rules.
            chosen = sorted(found, key=lambda one: not one.part)
        return chosen

    def _stands_in(self, one: Provision, named: _Named) -> bool:
        """Whether it stands in the chapter that was named beside it."""
        if not named.chapter:
            return True
        return any(
            self.draft.provisions[place].kind is Kind.CHAPTER
            and _value(self.draft.provisions[place].number) == _value(named.chapter)
            for place in self.draft.above(self._above[id(one)])
        )

    def _in_groups(self, named: _Named) -> list[Provision]:
        if named.roman or named.item:
            found = [
                one
                for one in self.draft.provisions
                if one.kind in (Kind.HEADING, Kind.ITEM) and _is_item(one.path, named)
            ]
            if found or not named.roman or named.item:
                return self._of_text(found, named)
            return self._of_text(
                [
                    one
                    for one in self.draft.provisions
                    if one.kind in (Kind.PART, Kind.SECTION) and fold(one.number) == named.roman
                ],
                named,
            )
        wanted = [
            (Kind.SUBSECTION, named.subsection),
            (Kind.SECTION, named.section),
            (Kind.CHAPTER, named.chapter),
            (Kind.PART, named.part),
        ]
        (kind, number), *around = [(kind, number) for kind, number in wanted if number]
        found = []
        for place, one in enumerate(self.draft.provisions):
            if one.kind is not kind or _value(one.number) != _value(number):
                continue
            above = [self.draft.provisions[up] for up in self.draft.above(place)]
            if all(
                any(up.kind is outer and _value(up.number) == _value(value) for up in above)
                for outer, value in around
            ):
                found.append(one)
        return self._of_text(found, named)


def _named(written: str) -> _Named:
    """Take an anchor apart. Works on the folded words.

    Letters of points keep their marks where the writer made any.
    """
    plain = written.lower().replace("…", "...")
    folded = fold(plain)
    for at in reversed([found.start() for found in _GLUED.finditer(folded)]):
        folded, plain = f"{folded[:at]} {folded[at:]}", f"{plain[:at]} {plain[at:]}"
    named = _Named(has_marks=has_diacritics(written))
    if re.search(_ATTACHED_WORDS, folded):
        named.text = "attached"
    elif re.search(_MAIN_WORDS, folded):
        named.text = "main"
    folded = re.sub(
        rf"{_ATTACHED_WORDS}|{_MAIN_WORDS}", lambda found: " " * len(found.group()), folded
    )
    if found := _SUBSECTION.search(folded):
        named.subsection = found["number"]
        folded = _blank(folded, found)
    if found := _CHAPTER.search(folded):
        named.chapter = found["number"]
        folded = _blank(folded, found)
    folded = _take_points(folded, plain, named)
    folded = _take_articles(folded, named)
    if found := _CLAUSE.search(folded):
        named.clauses = re.findall(r"\d+[a-z]?", found["numbers"])
        folded = _blank(folded, found)
    folded = _take_sections(folded, named)
    named.is_finer = bool(_FINER.search(folded))
    return named


def _take_points(folded: str, plain: str, named: _Named) -> str:
    if not (found := _POINT.search(folded)):
        return folded
    for letter in re.finditer(
        r"(?<!\w)[a-z]\d?(?!\w)", folded[found.start("letters") : found.end("letters")]
    ):
        start = found.start("letters") + letter.start()
        named.points.append(plain[start : start + len(letter.group())])
    return _blank(folded, found)


def _take_articles(folded: str, named: _Named) -> str:
    if not (found := _ARTICLE.search(folded)):
        return folded
    numbers = found["numbers"]
    if found["dotted"]:  # "Điều 7.1" is khoản 1
        named.clauses.append(found["dotted"][1:])
        numbers = numbers.replace(found["dotted"], "", 1)
    named.articles = re.findall(r"\d+[a-z]?", numbers)
    return _blank(folded, found)


def _take_sections(folded: str, named: _Named) -> str:
    if not named.articles and (found := _PART.search(folded)):
        named.part = found["number"]
        folded = _blank(folded, found)
    if found := _SECTION.search(folded) or _BARE_ROMAN.search(folded):
        named.roman, named.item = found["roman"], found["item"] or ""
        folded = _blank(folded, found)
        if inner := _INNER.search(folded):
            named.item = inner["item"]
            folded = _blank(folded, inner)
        elif (
            not named.item
            and not named.articles
            and (again := _ITEM.search(folded))
            and not named.clauses
        ):
            named.item, named.is_finer = again["item"], False
            kept = folded[again.start() : again.start("item")]
            folded = _blank(folded, again) + (" y" if re.match(r"\s*y\b", kept) else "")
    elif not named.articles and (found := _SECTION_NUMBER.search(folded)):
        if "." in found["item"]:
            named.item = found["item"]
        else:
            named.section = found["item"]
        folded = _blank(folded, found)
    return folded


def _blank(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]


def _numbers(path: str) -> tuple[str, str, str]:
    """Article, clause and point of an address; ("", "", "") of a chapter."""
    inner = path.rsplit(": ", 1)[-1]
    found = re.fullmatch(r"(?:Điều (\w+))?(?: ?khoản (\w+))?(?: ?điểm (\w+))?", inner)
    return (found[1] or "", found[2] or "", found[3] or "") if found else ("", "", "")


def _is_item(path: str, named: _Named) -> bool:
    inner = path.rsplit(": ", 1)[-1]
    found = re.search(r"Mục ([IVXL]+)?\.?([\d.]*)$", inner)
    if not found:
        return False
    roman, item = (found[1] or "").lower(), found[2]
    wanted = named.item.strip(".")
    return (not named.roman or roman == named.roman) and item == wanted


def _value(number: str) -> str:
    """Roman and Arabic numbers of chapters are one: "II" = "2"."""
    folded = fold(number)
    if folded and set(folded) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in folded]
        total = sum(
            -one if one < max(values[at + 1 :], default=0) else one for at, one in enumerate(values)
        )
        return str(total)
    return folded
