"""Addresses in what people write: a list, each with its owner, and whether all was understood.

Read on the words with their marks, so that "chi trả" is no chapter and "góp ý" no paragraph.
Lists and ranges are written out, a unit belongs to the article it stands beside, and what follows
tells whose article it is: this draft's, or another law's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

_NUMBER = r"\d+[a-zđ]?(?![\w/%])"
_LETTER = r"(?:[a-zđ]\d?|\d+(?:\.\d+)*)(?![\w/%])"
_TO = r"\s*(?:đến|tới|-)\s*(?:hết\s+)?"
_AND = r"(?:\s*[,;]\s*(?:và\s+)?|\s+(?:và|hoặc|hay)\s+)"


def _listed(one: str, word: str) -> str:
    more = rf"(?:(?:các\s+)?{word}\s+)?{one}"
    return rf"(?:các\s+|những\s+)?{word}[\s.:]+(?:{one})(?:(?:{_AND}|{_TO}){more})*"


_DOTTED = rf"(?:\d+\.\d+(?:\.[a-zđ])?(?!\w)|{_NUMBER})"
_UNIT = re.compile(
    rf"(?<!\w)(?:(?P<article>{_listed(_DOTTED, 'điều')})|(?P<clause>{_listed(_NUMBER, 'khoản')})|"
    rf"(?P<point>{_listed(_LETTER, 'điểm')})|(?P<section>mục[\s.:]+{_NUMBER})|"
    r"(?P<finer>(?:tiết|đoạn|gạch đầu dòng|câu|ý)\s+(?:thứ\s+)?(?:\d+|[a-zđ]|nhất|hai|ba)(?!\w)))"
)
_PIECE = re.compile(
    rf"(?P<to>{_TO})?(?P<one>(?<!\w)(?:\d+(?:\.\d+)+(?:\.[a-zđ])?|\d+[a-zđ]?|[a-zđ]\d?)(?!\w))"
)
_BESIDE = re.compile(r"[\s,.;:\-()]*(?:(?:của|tại|trong|thuộc|ở)\s*)?$")
_OTHERS = (
    r"(?:bộ luật|luật|nghị định|thông tư|hiến pháp|pháp lệnh|nghị quyết|quyết định|chỉ thị|"
    r"kết luận)"
)
_OTHER = re.compile(
    rf"[\s,]*(?:của\s+|tại\s+|trong\s+)?{_OTHERS}(?!\s+(?:này|kèm|ban hành|sửa đổi)|[\s.,;)]*$)"
)
_AMENDED = re.compile(r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)[\s,]*(?:bổ sung\s*)?$")
_LEFT = re.compile(r"[\s,.;:()]*\d{1,3}(?![\w/%]|\s*(?:%|năm|ngày|tháng|tuổi|đồng|triệu|người))")
_UNKNOWN = re.compile(r"gạch|câu|ý")
_WIDEST = 200


@dataclass(frozen=True)
class Address:
    """One place: article, clause, point ("" when not said), and whose it is."""

    article: str
    clause: str = ""
    point: str = ""
    owner: str = ""  # "other" or ""
    section: str = ""  # a number that was written as a section, right before the article


@dataclass(frozen=True)
class Read:
    """What was read; ``is_whole`` when nothing that looks like a number of it was left."""

    addresses: tuple[Address, ...]
    is_whole: bool


@dataclass(frozen=True)
class _Part:
    level: str
    values: tuple[str, ...]
    start: int
    end: int


def read_addresses(text: str) -> Read:
    """The addresses in words of small letters that name articles.

    >>> read = read_addresses("khoản 2, 3 điều 5 và điều 7")
    >>> [(one.article, one.clause) for one in read.addresses]
    [('5', '2'), ('5', '3'), ('7', '')]
    """
    parts = [_part(found) for found in _UNIT.finditer(text)]
    addresses: list[Address] = []
    is_whole = True
    clusters = list(_clusters(parts, text))
    for cluster in map(_with_article, clusters, [*clusters[1:], []]):
        made = list(_written_out(cluster))
        begin, tail = text[: cluster[0].start], text[cluster[-1].end :]
        if _AMENDED.search(begin) and addresses:
            made = [replace(one, owner="other") for one in made]
        elif _OTHER.match(tail):
            made = [replace(one, owner="other") for one in made]
            if re.search(rf"{_AND}$", text[: cluster[0].start]):
                addresses = [replace(one, owner="other") for one in addresses]
        is_whole &= bool(made) and not _LEFT.match(tail) and not _has_unknown(cluster, text)
        addresses += made
    return Read(tuple(dict.fromkeys(addresses)), is_whole)


def _with_article(cluster: list[_Part], following: list[_Part]) -> list[_Part]:
    """The article at the end is that of both: "điểm h khoản 1 và điểm đ khoản 2 Điều 2"."""
    if any(part.level == "article" for part in cluster) or len(following) < len(cluster):
        return cluster
    return cluster + [part for part in following if part.level == "article"]


def _has_unknown(cluster: list[_Part], text: str) -> bool:
    """Whether a finer place is named that an address cannot tell."""
    return any(_UNKNOWN.match(text[part.start : part.end]) for part in cluster)


def _part(found: re.Match[str]) -> _Part:
    level = found.lastgroup or ""
    words = re.sub(r"các|những|điều|khoản|điểm|mục", " ", found.group())
    values: list[str] = []
    for piece in _PIECE.finditer(words):
        if piece["to"] and values and values[-1].isdigit() and piece["one"].isdigit():
            values += map(str, range(int(values[-1]) + 1, min(int(piece["one"]), _WIDEST)))
        values.append(piece["one"])
    return _Part(level, tuple(values), found.start(), found.end())


def _clusters(parts: list[_Part], text: str) -> Iterator[list[_Part]]:
    """Units that make one address: those before their article, else those right after it."""
    current: list[_Part] = []
    for place, part in enumerate(parts):
        beside = bool(current) and bool(_BESIDE.fullmatch(text[current[-1].end : part.start]))
        has_article = any(one.level == "article" for one in current)
        known = part.level in {one.level for one in current}
        if current and (not beside or known or (has_article and _leads(parts, place, text))):
            yield current
            current = []
        current.append(part)
    if current:
        yield current


def _leads(parts: list[_Part], place: int, text: str) -> bool:
    """Whether a unit stands before an article of its own."""
    for before, after in zip(parts[place:], parts[place + 1 :], strict=False):
        if not _BESIDE.fullmatch(text[before.end : after.start]):
            return False
        if after.level == "article":
            return True
    return False


def _written_out(cluster: list[_Part]) -> Iterator[Address]:
    values = {part.level: part.values for part in cluster}
    articles = values.get("article", ())
    if not articles:
        return
    first, *rest = articles
    number, *dotted = first.split(".")
    clauses, points = values.get("clause", ()), values.get("point", ())
    clauses = clauses or tuple(dotted[:1])
    points = points or tuple(dotted[1:2])
    if points and not clauses and all(one.isdigit() for one in points):
        clauses, points = points, ()  # "điểm 5 Điều 2" is its clause
    points = tuple(one for one in points if not one[0].isdigit())
    section = next(iter(values.get("section", ())), "")
    for clause, point in product(clauses or ("",), points or ("",)):
        yield Address(number, clause, point, section=section)
    for other in rest:
        yield Address(other)
