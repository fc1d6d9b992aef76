"""What an opinion asks, and whether two ask for what cannot be one point.

An ask is a place, an object and a direction: remove, keep, add, lower, raise, clarify. Here are
read, from the words as they were written, the direction with its negation, the judgement where
nothing is asked, the sides that are named (trước or sau, tối đa or tối thiểu), the bodies and
places that a name follows, the days, and the wording that is quoted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from civickit.vntext import clean, fold

_NOT = r"(?:khong|chua|chang|dung|khoi|phan doi|bac bo)"
_FILLING = r"(?:(?:nen|can|phai|duoc|the|dong y|tan thanh|dong tinh|viec|dong thuan|voi|de)\s)*"
_DIRECTIONS = {
    "remove": (
        r"bo(?! sung| tri| quy| phieu| doi| may| phan| nhiem| ngoai)|xoa(?! doi)|"
        r"bai bo|huy bo|luoc bo|loai bo"
    ),
    "keep": r"(?<!thu )(?<!luu )(?<!bat )(?<!cat )giu|duy tri|bao luu",
    "add": r"bo sung|them(?! vao do)|mo rong",
    "lower": (
        r"giam(?! sat| doc| dinh| ho| ngheo)|ha(?! tang| noi| giang| nam| tinh| long)|"
        r"rut|thu hep|bot"
    ),
    "raise": r"(?<!ha )(?<!gia )tang|nang(?! luc| suat| cao)|keo dai",
}
_DIRECTION = {
    name: re.compile(rf"(?P<not>\b{_NOT}\s{_FILLING})?\b(?:{words})\b")
    for name, words in _DIRECTIONS.items()
}
_OPPOSITE = {
    "remove": "keep",
    "keep": "remove",
    "add": "remove",
    "lower": "raise",
    "raise": "lower",
}
_AGAINST = frozenset(map(frozenset, (("remove", "keep"), ("raise", "lower"), ("remove", "add"))))
_GOOD = (
    "phu hop|hop ly|ro|ro rang|cu the|kha thi|day du|thong nhat|cong bang|chat che|dong y|"
    "nhat tri|dong tinh|tan thanh|ung ho|hieu qua|can thiet|thuyet phuc|xac dang|thoa dang|dung"
)
_JUDGED = re.compile(
    r"(?P<not>\b(?:khong|chua|chang|it|thieu|kho)\s"
    rf"(?:duoc\s|that su\s|thuc su\s|hoan toan\s|that\s)?)?\b(?:{_GOOD})\b"
)
# "Việc không mở rộng là lạc hậu" asks to widen.
_COMPLAINT = re.compile(
    r"\b(?:viec|neu)\b.*\b(?:khong|chua)\b.*\b(?:la|thi)\s(?:lac hau|han che|bat cap|thieu sot|"
    r"khong (?:phu hop|hop ly|kha thi|cong bang)|chua (?:phu hop|hop ly|cong bang))"
)
# Two words of one line are the two sides of one measure.
_POLES = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        ("truoc(?! day| mat| het)", "sau(?! day| sac| xa| nay| do)"),
        ("toi da|khong qua|nhieu nhat|cao nhat", "toi thieu|it nhat|thap nhat"),
        ("tro len|tren (?=\\d)|tu du (?=\\d)", "duoi|tro xuong|chua du (?=\\d)"),
        ("bat buoc", "khuyen khich|tu nguyen|tuy chon"),
        ("nam gioi|dan ong", "phu nu|nu gioi|nu"),
        ("cong khai", "bi mat|kin"),
        ("thanh thi|do thi", "nong thon"),
        ("tu nhan|ngoai cong lap", "(?<!ngoai )cong lap|nha nuoc"),
        ("truc tiep", "truc tuyen|gian tiep|qua mang"),
        (
            "trong(?= dia ban| tinh| nuoc| xa| huyen| gio)",
            "ngoai(?= dia ban| tinh| nuoc| xa| huyen| gio)",
        ),
        ("thuong tru", "tam tru"),
        ("dau (?=nam|thang|quy|ky)", "cuoi (?=nam|thang|quy|ky)"),
        ("som", "muon|cham"),
        ("cho phep|duoc phep", "cam|nghiem cam"),
    )
)
_NAMED = re.compile(
    r"\b(?P<kind>[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]ỉnh|[Tt]hành phố|[Tt]hôn|[Ấấ]p|"
    r"[Ss]ở|[Pp]hòng|[Bb]an|[Bb]ộ|[Hh]ội|[Cc]hi cục|[Cc]ông ty|[Ôô]ng|[Bb]à|[Tt]rường|[Bb]ệnh viện|"
    r"[Cc]hợ|[Đđ]ường|[Ss]ông|[Cc]ầu|[Kk]hu)\s"
    r"(?P<name>[A-ZĐÀ-Ỹ][^\W\d_]*(?:\s[A-ZĐÀ-Ỹ][^\W\d_]*)*)"
)
_DAY = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}))?\b")
_QUOTED = re.compile(r"[“\"«„‘]([^“”\"«»„]{2,200}?)[”\"»’]")


@dataclass(frozen=True)
class Ask:
    """What one text asks."""

    directions: frozenset[str]
    judgement: str  # good, bad or ""
    poles: frozenset[tuple[int, int]]
    names: frozenset[tuple[str, str]]
    days: frozenset[tuple[str, ...]]
    quotes: frozenset[str]


@lru_cache(maxsize=65536)
def ask_of(text: str) -> Ask:
    """What a text asks, from its words as they were written."""
    words = " ".join(re.findall(r"\d+(?:[.,/]\d+)*|[a-z]+|%", fold(text)))
    named = () if text.isupper() else _NAMED.finditer(clean(text))
    return Ask(
        frozenset(_directions(words)),
        _judgement(words),
        frozenset(_sides(words)),
        names=frozenset((found["kind"].lower(), fold_name(found["name"])) for found in named),
        days=frozenset(
            tuple(part.lstrip("0") for part in found.groups("")) for found in _DAY.finditer(text)
        ),
        quotes=frozenset(fold(quoted).strip(" .,;:") for quoted in _QUOTED.findall(text)),
    )


def fold_name(name: str) -> str:
    """A name in small letters; its marks are part of it."""
    return clean(name).lower()


def _directions(words: str) -> Iterable[str]:
    is_complaint = bool(_COMPLAINT.search(words))
    for name, pattern in _DIRECTION.items():
        for found in pattern.finditer(words):
            yield _OPPOSITE[name] if found["not"] and not is_complaint else name


def _judgement(words: str) -> str:
    signs = {"bad" if found["not"] else "good" for found in _JUDGED.finditer(words)}
    return signs.pop() if len(signs) == 1 else ""


def _sides(words: str) -> Iterable[tuple[int, int]]:
    for number, poles in enumerate(_POLES):
        for side, pattern in enumerate(poles):
            if pattern.search(words):
                yield number, side


def are_opposed(ask: Ask, other: Ask) -> bool:
    """Whether two asks can be no one point; symmetric."""
    return (
        _turn_against(ask, other)
        or _are_on_other_sides(ask.poles, other.poles)
        or _name_others(ask.names, other.names)
        or _are_apart(ask.days, other.days)
        or _are_apart(ask.quotes, other.quotes)
    )


def _turn_against(ask: Ask, other: Ask) -> bool:
    """Directions that no text of the other shares, or opposed judgements where nothing is asked."""
    mine, theirs = ask.directions - other.directions, other.directions - ask.directions
    if any(frozenset((a, b)) in _AGAINST for a in mine for b in theirs):
        return True
    both_ask = ask.directions and other.directions
    return not both_ask and {ask.judgement, other.judgement} == {"good", "bad"}


def _are_on_other_sides(
    ones: frozenset[tuple[int, int]], others: frozenset[tuple[int, int]]
) -> bool:
    mine, theirs = ones - others, others - ones
    return any((number, 1 - side) in theirs for number, side in mine)


def _name_others(ones: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    """Whether both name bodies or places of one class and share none of them."""
    kinds = {kind for kind, _ in ones} & {kind for kind, _ in others}
    return any(
        {name for own, name in ones if own == kind}.isdisjoint(
            name for own, name in others if own == kind
        )
        for kind in kinds
    )


def _are_apart(ones: frozenset[Any], others: frozenset[Any]) -> bool:
    return bool(ones and others) and ones.isdisjoint(others)
