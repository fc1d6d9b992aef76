"""How a unit of a Vietnamese legal text begins: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm.

Roman heads of Party texts.

Shapes: Decree 78/2025/NĐ-CP and 30/2020/NĐ-CP. Points go a b c d đ e g h i k l m n o p q r s t u v
x y.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

LETTERS = "abcdđeghiklmnopqrstuvxy"
_STOP = r"(?:[.:)]|\s[-–—])"


class Kind(StrEnum):
    """Sorts of units, outermost first."""

    ATTACHED = "attached"  # văn bản ban hành kèm theo
    ANNEX = "annex"  # phụ lục
    PART = "part"  # phần
    CHAPTER = "chapter"  # chương
    SECTION = "section"  # mục
    SUBSECTION = "subsection"  # tiểu mục
    ARTICLE = "article"  # điều
    CLAUSE = "clause"  # khoản
    POINT = "point"  # điểm
    HEADING = "heading"  # I. of a Party text
    ITEM = "item"  # 1. and 1.1. of a Party text


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a unit.

    ``number`` as written ("3a", "II", "đ"), ``label`` as it stands, the rest of the line.
    An ``odd`` form ("1-", "1 ", "a.Được", "Điều 5 Tên") is told from words only by the numbers
    around it; the form is what stands after the number.
    """

    kind: Kind
    number: str
    label: str
    rest: str
    odd: str = ""


_GROUPED = (
    (
        Kind.PART,
        re.compile(
            r"(?P<label>(?:Phần|PHẦN)\s+(?P<number>(?:thứ|THỨ)\s+\w+|[IVXLC]+|\d+|"
            r"[A-Z]))(?P<rest>.*)"
        ),
    ),
    (
        Kind.CHAPTER,
        re.compile(
            r"(?P<label>(?:Chương|CHƯƠNG)\s+(?P<number>[IVXLC]+[a-z]?|\d+[a-z]?))(?P<rest>.*)"
        ),
    ),
    (
        Kind.SUBSECTION,
        re.compile(
            r"(?P<label>(?:Tiểu mục|TIỂU MỤC|Tiểu Mục)\s+(?P<number>\d+[a-z]?|[IVX]+))(?P<rest>.*)"
        ),
    ),
    (
        Kind.SECTION,
        re.compile(r"(?P<label>(?:Mục|MỤC)\s+(?P<number>\d+[a-z]?|[IVX]+))(?P<rest>.*)"),
    ),
)
_ARTICLE = re.compile(
    rf"(?P<label>(?:Điều|ĐIỀU)\s+(?P<number>\d+[a-zđ]*)\s*(?:{_STOP}|$))\s*(?P<rest>.*)"
)
_CLAUSE = re.compile(
    r"(?P<label>(?:Khoản\s+)?(?P<number>\d{1,3}[a-zđ]?)\s*(?:\.(?!\d)|/(?=\s|$)|\)))\s*"
    r"(?P<rest>.*)"
)
_POINT = re.compile(
    rf"(?P<label>(?:Điểm\s+)?(?P<number>[{LETTERS}fjwz]\d{{0,2}})\s*(?:\)|/(?=\s|$)|"
    r"\.(?=\s)))\s*(?P<rest>.*)"
)
# Forms that are heads only where the numbers around say so. A digit never follows: "05/2023",
# "15/11", "1-2". A letter does without a space, too: "1/Nội dung", "a.Được".
_ODD_CLAUSE = re.compile(
    r"(?P<label>(?P<number>\d{1,3}[a-zđ]?)(?P<form>\s?[-–—:/,](?![\d\s]*\d)|\s(?=[^\W\d_])))\s*"
    r"(?P<rest>.*)"
)
_ODD_POINT = re.compile(
    rf"(?P<label>(?P<number>[{LETTERS}])(?P<form>\.|\s?[-–—/:]|,(?=\s)))\s*(?P<rest>\D.*)"
)
_ODD_ARTICLE = re.compile(
    r"(?P<label>(?:Điều|ĐIỀU)\s+(?P<number>\d+[a-zđ]?))(?P<form>\s|[-–—/,)])\s*(?P<rest>\D.*)"
)
_ODD_ITEM = re.compile(
    r"(?P<label>(?P<number>\d{1,2}(?:\.\d{1,2})+)(?P<form>\s?[-–—:/]))\s*(?P<rest>\D.*)"
)
# What makes "Điều 5 …" a reference and no title.
_OWNED = re.compile(
    r"(của|này|và|hoặc|thì|là|được|có|theo|tại|quy định|nêu|trên|dưới|khoản|điểm|luật|bộ luật|"
    r"nghị (định|quyết)|quyết định|thông tư|pháp lệnh|hiến pháp|quy chế|điều lệ)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?P<label>(?P<number>[IVXL]+)\s*[.)\-/])\s*(?P<rest>.*)")
_LETTERED = re.compile(r"(?P<label>(?P<number>[A-HĐ])\s*[.)/])\s*(?P<rest>.*)")
_DOTTED = re.compile(
    r"(?P<label>(?P<number>\d{1,2}(?:\.\d{1,2})+)\s*[.)]?)(?:\s+|(?=[^\d\s.,]))(?P<rest>.*)"
)
_SEPARATED = re.compile(r"\s*(?:[.:\-–—]\s*)?")


def _grouped(line: str) -> Head | None:
    for kind, shape in _GROUPED:
        if found := shape.fullmatch(line):
            rest = found["rest"]
            if rest and rest[0].isalnum():
                return None
            title = rest[_SEPARATED.match(rest).end() :]  # type: ignore[union-attr]
            # "Chương II của Quy định này" is a sentence, "Mục 2 Chương II" a reference.
            if title and (
                title[0].islower()
                or re.match(r"(Chương|Điều|Phần|Quy)\b", title)
                or title[0] in ",;)"
            ):
                return None
            return Head(kind, _roman_or_word(found["number"]), found["label"], title)
    return None


def _roman_or_word(number: str) -> str:
    return number.lower() if number[:3].lower() == "thứ" else number


def article_head(line: str) -> Head | None:
    """``Điều 3a. …``: an article."""
    if not line.startswith(("Đ", "đ")):
        return None
    found = _ARTICLE.fullmatch(line)
    return (
        Head(Kind.ARTICLE, found["number"], found["label"].rstrip(" -–—"), found["rest"])
        if found
        else None
    )


def group_head(line: str) -> Head | None:
    """Phần, Chương, Mục, Tiểu mục."""
    return _grouped(line) if line[:1] in "PCMT" else None


def clause_head(line: str) -> Head | None:
    """``1. …``, ``1a. …``: a clause."""
    if not (line[:1].isdigit() or line.startswith("Khoản")):
        return None
    found = _CLAUSE.fullmatch(line)
    return Head(Kind.CLAUSE, found["number"], found["label"], found["rest"]) if found else None


def point_head(line: str) -> Head | None:
    """``a) …``, ``a1) …``: a point."""
    if len(line) < 2 or not (line[1] in ").1234567890 /" or line.startswith("Điểm")):
        return None
    found = _POINT.fullmatch(line)
    return Head(Kind.POINT, found["number"], found["label"], found["rest"]) if found else None


def heading_head(line: str) -> Head | None:
    """``II. …`` of a Party text, or ``A. …`` in capitals."""
    if found := _HEADING.fullmatch(line):
        return Head(Kind.HEADING, found["number"], found["label"], found["rest"])
    found = _LETTERED.fullmatch(line)
    if found and found["rest"].isupper():
        return Head(Kind.PART, found["number"], found["label"], found["rest"])
    return None


def item_head(line: str) -> Head | None:
    """``2.`` or ``2.1.`` of a Party text."""
    if not line[:1].isdigit():
        return None
    if found := _DOTTED.fullmatch(line):
        return Head(Kind.ITEM, found["number"], found["label"], found["rest"])
    found = _CLAUSE.fullmatch(line)
    return Head(Kind.ITEM, found["number"], found["label"], found["rest"]) if found else None


def odd_article_head(line: str) -> Head | None:
    """``Điều 5 Tên``: an article when the one before is 4."""
    found = _ODD_ARTICLE.fullmatch(line) if line[:1] == "Đ" else None
    if not found or _OWNED.match(found["rest"]) or not found["rest"][:1].isupper():
        return None
    return _odd(Kind.ARTICLE, found)


def odd_clause_head(line: str) -> Head | None:
    """``1- …``, ``1/Tên``, ``1 Tên``: a clause where it continues the clauses around."""
    found = _ODD_CLAUSE.fullmatch(line) if line[:1].isdigit() else None
    if not found or (found["form"].isspace() and not found["rest"][:1].isupper()):
        return None
    return _odd(Kind.CLAUSE, found)


def odd_point_head(line: str) -> Head | None:
    """``a.Được``, ``a- …``: a point where it continues the points around."""
    found = _ODD_POINT.fullmatch(line)
    return _odd(Kind.POINT, found) if found else None


def odd_item_head(line: str) -> Head | None:
    """``1.1- …`` and ``1- …`` of a Party text."""
    if not line[:1].isdigit():
        return None
    found = _ODD_ITEM.fullmatch(line) or _ODD_CLAUSE.fullmatch(line)
    if not found or (found["form"].isspace() and not found["rest"][:1].isupper()):
        return None
    return _odd(Kind.ITEM, found)


def _odd(kind: Kind, found: re.Match[str]) -> Head:
    form = found["form"].strip().replace("–", "-").replace("—", "-")
    return Head(kind, found["number"], found["label"].strip(), found["rest"], form or " ")


def looks_like_head(line: str) -> bool:
    """Whether any unit could begin with this line."""
    return any(
        (
            article_head(line),
            group_head(line),
            clause_head(line),
            point_head(line),
            heading_head(line),
            item_head(line),
        )
    ) or bool(re.match(r"[“\"](Điều|\d+[a-zđ]?\.|[a-zđ]\))|[-+•]\s", line))


def is_contents_line(line: str) -> bool:
    """A line of a table of contents: leaders and a page number."""
    return bool(re.search(r"(?:\.{4,}|…{2,})\s*\d*$", line))


def follows(previous: str, number: str) -> bool:
    """Whether a number may come right after another: 3 → 4, 3 → 3a, 3a → 3b, 3a → 4."""
    old, new = split_number(previous), split_number(number)
    if new[0] == old[0]:
        return new[1] > old[1]
    return new[0] == old[0] + 1 and not new[1]


def split_number(number: str) -> tuple[int, str]:
    """``"3a"`` → ``(3, "a")``."""
    found = re.match(r"(\d+)(.*)", number)
    return (int(found[1]), found[2]) if found else (0, number)


def letter_follows(previous: str, letter: str) -> bool:
    """The same for points: c → d → đ → e, a → a1."""
    old, new = (LETTERS.find(one[0]) for one in (previous, letter))
    if new == old:
        return int(letter[1:] or 0) > int(previous[1:] or 0)
    return new == old + 1 and len(letter) == 1
