"""One phrase that names several bodies: "Bí thư Đảng ủy, Chủ tịch UBND xã A, xã B"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from civickit.vntext import clean
from civickit.vntext.offices import CAPITALS, spell_units

_POST = (
    r"(?:(?:các )?(?:đồng chí|đ/c|ông|bà) )?(?:"
    r"(?:phó |quyền )?(?:chủ tịch|bí thư|giám đốc|tổng giám đốc|hiệu trưởng|cục trưởng|chi cục "
    r"trưởng|viện trưởng|chánh án|chánh văn phòng|trưởng ban|trưởng trạm|chỉ huy trưởng|"
    r"chính ủy)|chánh thanh tra|trưởng (?=công an)|(?:người đứng đầu|lãnh đạo|thủ trưởng|"
    r"thường trực|ban thường vụ)(?= (?:sở|ubnd|ủy ban|uỷ ban|hđnd|hội đồng|đảng ủy|công an|"
    r"mttq|ubmttq)))"
)
POST = re.compile(rf"({_POST})(?=\s|$)\s*", re.IGNORECASE)
_KIND = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|đặc khu|thành phố|tp)"
_OFFICE = (
    r"(?:ubnd|(?:ủy|uỷ) ban nhân dân|hđnd|hội đồng nhân dân|đảng ủy|đảng uỷ|(?:(?:ủy|uỷ) ban |ub "
    r"?)?mttq(?: việt nam)?|công an|trạm y tế|ban chqs|ban chỉ huy quân sự|hội (?!đồng)\w+ "
    r"\w+(?: \w+)?|đoàn (?:tncs|thanh niên)[^,;]*?)"
)
_PLACED = re.compile(
    rf"(?P<office>{_OFFICE})?\s*(?P<place>{_KIND}\s+.+|tỉnh(?:\s+.+)?)", re.IGNORECASE
)
_BARE_OFFICE = re.compile(rf"{_OFFICE}\s*", re.IGNORECASE)
_SCHOOL = r"(?!Trường (?:THPT|THCS|TH|MN|Mầm|Tiểu|Trung|Đại|Cao|CĐ|Chính|Phổ)\b)"
_NAME = (
    rf"{_SCHOOL}(?!(?:UBND|HĐND|MTTQ|BHXH|Sở|Công an|Đảng|Ủy ban|Hội|Bí thư|Chủ tịch|Ban|Chi|Cục|"
    rf"Kho bạc|Thuế|Thanh tra|Trung tâm|Phòng|Bệnh viện|Công ty)\b)"
    rf"[{CAPITALS}]\w*(?:[ -][{CAPITALS}\d]\w*){{0,3}}"
)
_SEVERAL = re.compile(
    rf"(?i:các)\s+(?P<kind>(?i:{_KIND})):?\s+"
    rf"(?P<names>{_NAME}(?:\s*(?:,|\bvà\b|&)\s*{_NAME})*)(?=\s*(?:[,;.()]|và\b|$))"
)
_JOINT = re.compile(r"\s*(?:,|\bvà\b|&)\s*")
# Commas and joints inside one name.
_INSIDE = re.compile(
    r"(?i:\bVH|văn h(?:óa|oá))\s*,\s*(?:TT|thể thao|thông tin)|"
    r"(?i:văn phòng (?:đoàn )?(?:đđbqh|đbqh|đại biểu quốc hội)) (?:và|&) (?i:hđnd|hội đồng)|"
    r"(?i:lao động)\s*,\s*(?i:thương binh)"
)


@dataclass
class _Heads:
    """What a bare place after a comma belongs to: the posts and offices named before it."""

    waiting: list[str] = field(default_factory=list)  # without a place yet
    last: list[str] = field(default_factory=list)


@lru_cache(maxsize=16384)
def take_post(text: str) -> tuple[str, str]:
    """The post a phrase begins with, and the body it is a post of; an empty post where none is.

    >>> take_post("Chủ tịch UBND xã Yên Thành")
    ('Chủ tịch', 'UBND xã Yên Thành')
    >>> take_post("Chủ tịch xã Yên Thành")
    ('Chủ tịch', 'UBND xã Yên Thành')
    """
    found = POST.match(text)
    if not found:
        return "", text
    post, body = clean(found[1]), text[found.end() :]
    office = {"chủ tịch": "UBND", "bí thư": "Đảng ủy", "chánh thanh tra": "Thanh tra"}
    implied = next((name for words, name in office.items() if words in post.lower()), "")
    if implied and re.match(rf"(?:(?:các )?{_KIND}|tỉnh)\b", body, re.IGNORECASE):
        body = f"{implied} {body}"
    return (post, body) if body else ("", text)


def spread_lists(text: str) -> str:
    """A text in which every place of a list has its kind, and no name is cut at its own comma.

    "UBND các phường A, B" is "UBND phường A, phường B"; a comma inside a name becomes "‚".
    """
    text = _SEVERAL.sub(_each_with_kind, spell_units(text))
    return _INSIDE.sub(
        lambda found: found[0].replace(",", "\u201a").replace(" và ", " va\u0300 "), text
    )


def _each_with_kind(found: re.Match[str]) -> str:
    kind = found["kind"].lower()
    return ", ".join(f"{kind} {name}" for name in _JOINT.split(found["names"]) if name)


def unprotected(text: str) -> str:
    """With its own comma and joint again."""
    return text.replace("\u201a", ",").replace("va\u0300", "và")


def with_heads(pieces: Iterable[str]) -> list[str]:
    """Give every bare place the offices named before it, and every bare office the place after."""
    out: list[str] = []
    heads = _Heads()
    for piece in pieces:
        out += _take(piece, heads)
    return out + heads.waiting


def _take(piece: str, heads: _Heads) -> list[str]:
    post, body = _head_of(piece)
    placed = _PLACED.fullmatch(body)
    if placed and (placed["office"] or post):
        head = f"{post} {placed['office'] or ''}".strip()
        heads.last, heads.waiting = [*heads.waiting, head], []
        return [_joined(one, placed["place"]) for one in heads.last]
    if placed and (heads.waiting or heads.last):
        heads.last, heads.waiting = heads.waiting or heads.last, []
        return [_joined(one, placed["place"]) for one in heads.last]
    if not body or _BARE_OFFICE.fullmatch(body):
        heads.waiting.append(piece)
        return []
    waiting, heads.waiting, heads.last = heads.waiting, [], []
    return [*waiting, piece]


def _joined(head: str, place: str) -> str:
    return take_post_name(f"{head} {place}")


def take_post_name(phrase: str) -> str:
    """A phrase in which a post has the office it is of."""
    post, body = take_post(phrase)
    return f"{post} {body}" if post else phrase


def _head_of(piece: str) -> tuple[str, str]:
    found = POST.match(piece)
    return (clean(found[1]), piece[found.end() :]) if found else ("", piece)
