"""What the words of one address name, unit by unit, in any order and with or without marks."""

import re
from dataclasses import dataclass, field

from civickit.vntext import fold, has_diacritics

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ATTACHED_WORDS = r"quy dinh|quy che|dieu le|de an|kem theo|qd kem|chuong trinh kem"
_MAIN_WORDS = r"nghi quyet|quyet dinh|van ban chinh|nq\b"
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
_GLUED = re.compile(r"(?<=\d)(?=[kd]\.?\d)|(?<=\d)(?=k\b)")


@dataclass
class NamedUnits:
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
        """Whether no unit was named."""
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


def name_units(written: str) -> NamedUnits:
    """Take an anchor apart. Works on the folded words.

    Letters of points keep their marks where the writer made any.
    """
    plain = written.lower().replace("…", "...")
    folded = fold(plain)
    for at in reversed([found.start() for found in _GLUED.finditer(folded)]):
        folded, plain = f"{folded[:at]} {folded[at:]}", f"{plain[:at]} {plain[at:]}"
    named = NamedUnits(has_marks=has_diacritics(written))
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


def _take_points(folded: str, plain: str, named: NamedUnits) -> str:
    if not (found := _POINT.search(folded)):
        return folded
    for letter in re.finditer(
        r"(?<!\w)[a-z]\d?(?!\w)", folded[found.start("letters") : found.end("letters")]
    ):
        start = found.start("letters") + letter.start()
        named.points.append(plain[start : start + len(letter.group())])
    return _blank(folded, found)


def _take_articles(folded: str, named: NamedUnits) -> str:
    if not (found := _ARTICLE.search(folded)):
        return folded
    numbers = found["numbers"]
    if found["dotted"]:  # "Điều 7.1" is khoản 1
        named.clauses.append(found["dotted"][1:])
        numbers = numbers.replace(found["dotted"], "", 1)
    named.articles = re.findall(r"\d+[a-z]?", numbers)
    return _blank(folded, found)


def _take_sections(folded: str, named: NamedUnits) -> str:
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


def is_item(path: str, named: NamedUnits) -> bool:
    """Whether an address is the numbered item that was named."""
    inner = path.rsplit(": ", 1)[-1]
    found = re.search(r"Mục ([IVXL]+)?\.?([\d.]*)$", inner)
    if not found:
        return False
    roman, item = (found[1] or "").lower(), found[2]
    wanted = named.item.strip(".")
    return (not named.roman or roman == named.roman) and item == wanted


def plain_number(number: str) -> str:
    """Roman and Arabic numbers of chapters are one: "II" = "2"."""
    folded = fold(number)
    if folded and set(folded) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in folded]
        total = sum(
            -value if value < max(values[at + 1 :], default=0) else value
            for at, value in enumerate(values)
        )
        return str(total)
    return folded
