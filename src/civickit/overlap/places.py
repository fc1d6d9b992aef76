"""Places named by a locality, a body or a title.

From commune to province, before and after the mergers of 2025.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from civickit.vntext import fold

_MERGED_FROM = 2025
_PLACE = re.compile(
    r"\b(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tp\.?|tx\.?|Xã|Phường|Thị "
    r"trấn|Đặc khu|Huyện|Quận|Thị xã|Thành phố|TP\.?|TX\.?|XÃ|PHƯỜNG|HUYỆN|THÀNH PHỐ)\s+"
    r"((?:[A-ZĐÀ-ỸÂÊÔƠƯĂ][\w]*|\d+)(?:\s+(?:[A-ZĐÀ-ỸÂÊÔƠƯĂ][\w]*|\d+)){0,3})"
)
_PROVINCE = re.compile(
    r"\b[Tt]ỉnh\s+((?:Bà Rịa\s*-\s*Vũng Tàu)|[A-ZĐÀ-ỸÂÊÔƠƯĂ]\w*(?:\s+[A-ZĐÀ-ỸÂÊÔƠƯĂ]\w*){1,2})"
)
_CITIES = frozenset(("ha noi", "hai phong", "hue", "da nang", "can tho", "ho chi minh"))
_COMMUNE = ("xa", "phuong", "thi tran", "dac khu")


@dataclass(frozen=True)
class NamedPlace:
    """Where: folded names; empty strings and sets mean "not said"."""

    province: str = ""
    districts: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _mergers() -> dict[str, str]:
    lines = (
        (resources.files("civickit.overlap") / "lexicon" / "mergers.txt")
        .read_text("utf-8")
        .splitlines()
    )
    pairs = (line.split("=") for line in lines if "=" in line and not line.startswith("#"))
    return {_bare(old): _bare(new) for old, new in pairs}


def _bare(name: str) -> str:
    words = re.sub(r"[^a-z0-9 ]", " ", fold(name))
    words = re.sub(r"\s+", " ", words).strip()
    return re.sub(
        r"^(tinh|thanh pho|tp|huyen|quan|thi xa|tx|xa|phuong|thi tran|dac khu) (?=\D)", "", words
    )


def successor(province: str, year: int | None) -> str:
    """The province's name after the mergers, for years from 2025; both folded."""
    return _mergers().get(province, province) if year and year >= _MERGED_FROM else province


@lru_cache(maxsize=65536)
def named_places(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Districts (or towns) and communes a text names with their type."""
    districts: set[str] = set()
    communes: set[str] = set()
    if text.isupper():  # where everything is in capitals, capitals name nothing
        return frozenset(), frozenset()
    for found in _PLACE.finditer(text):
        (communes if fold(found[1]).rstrip(".") in _COMMUNE else districts).add(_bare(found[2]))
    return frozenset(districts), frozenset(communes)


@lru_cache(maxsize=65536)
def named_province(text: str) -> str:
    """The province, or city of the centre, that a body's name ends with; folded, "" when none.

    >>> named_province("UBND tỉnh Nghệ An"), named_province("Công an TP Hải Phòng")
    ('nghe an', 'hai phong')
    """
    if found := _PROVINCE.search(text):
        return _bare(found[1])
    return next(iter(sorted(named_places(text)[0] & _CITIES)), "")


@lru_cache(maxsize=65536)
def locality(text: str | None) -> NamedPlace:
    """From the smallest place to the province, parted by commas.

    "xã Tân Hưng, TP Bà Rịa, Bà Rịa - Vũng Tàu".
    """
    parts = [part.strip() for part in re.split(r"[,;]", text or "") if part.strip()]
    if not parts:
        return NamedPlace()
    head, province = parts[:-1], parts[-1]
    if fold(province) in ("toan quoc", "ca nuoc", "viet nam", "trung uong"):
        province = ""
    own = re.match(r"(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã)\s", province, re.IGNORECASE)
    if own:
        head, province = parts, ""
    districts: set[str] = set()
    communes: set[str] = set()
    for part in head:
        kind = re.match(r"(xã|phường|thị trấn|đặc khu)\s", part, re.IGNORECASE)
        (communes if kind else districts).add(_bare(part))
    return NamedPlace(_bare(province), frozenset(districts), frozenset(communes))
