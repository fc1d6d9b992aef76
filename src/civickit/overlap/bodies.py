"""Supervised bodies and their place in the hierarchy.

"UBND cấp huyện" covers "UBND huyện Nam Sách".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from civickit.overlap.places import named_places, named_province
from civickit.vntext import clean, fold, load_abbreviations

AT_EVERY_LEVEL = ("ubnd", "hđnd", "công an", "đảng")  # the same class at province and commune
# Class of body by its folded name; the first that matches counts.
_CLASSES = (
    ("đại biểu", r"dai bieu"),
    ("hđnd", r"^(thuong truc )?(hdnd|hoi dong nhan dan)|^ban .*hoi dong nhan dan"),
    ("chi bộ", r"^(cac )?chi bo"),
    (
        "đảng",
        r"(dang uy|tinh uy|thanh uy|huyen uy|thi uy|quan uy|ban thuong vu|cap uy|to chuc dang)",
    ),
    ("ubnd", r"(uy ban nhan dan|ubnd|chinh quyen)"),
    (
        "sở",
        r"^(cac )?(so|van phong (uy ban|doan dai bieu|tinh uy)|ban (dan toc|to chuc|tuyen giao))\b",
    ),
    ("phòng", r"^(cac )?phong\b"),
    ("công an", r"cong an|canh sat"),
    ("quân sự", r"quan su|bien phong|bo chi huy"),
    ("bảo hiểm", r"bao hiem xa hoi|bhxh"),
    ("bệnh viện", r"benh vien|trung tam y te|tram y te|phong kham|co so (kham|y te)|co so kham"),
    ("trường", r"\b(truong|hoc vien|mam non|co so giao duc|nha tre)\b(?! hop)"),
    ("tòa án", r"toa an|tand"),
    ("kiểm sát", r"kiem sat|vks"),
    ("thi hành án", r"thi hanh an"),
    ("thanh tra", r"thanh tra"),
    ("ngân hàng", r"ngan hang|nhcsxh|tin dung"),
    ("thuế", r"\bthue\b|hai quan|kho bac"),
    ("kiểm lâm", r"kiem lam|bao ve rung"),
    ("ban quản lý", r"ban quan ly|ban ql|bql"),
    ("điện lực", r"dien luc"),
    (
        "doanh nghiệp",
        (
            r"doanh nghiep|cong ty|nha may|xi nghiep|tap doan|co so (san xuat|kinh doanh|che bien)|"
            r"hop tac xa|nha thau|chu dau tu|cua hang|dai ly|mo than"
        ),
    ),
    ("trung tâm", r"trung tam"),
    ("đơn vị", r"don vi|dia phuong|co so ton giao|to chuc"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _CLASSES)
_WILD = re.compile(
    r"\b(cac|mot so|nhung|cap (huyen|xa|tinh)|toan bo|tat ca|lien quan)\b|^(tung|moi) |^\d+ "
)
_ROLE = re.compile(
    r"^(dong chi |ong |ba )?(chu tich|pho chu tich|giam doc|lanh dao|truong phong|nguoi dung dau|"
    r"thuong truc|van phong(?= uy ban nhan dan (huyen|xa|phuong)))\s+"
)
_PLAIN = re.compile(
    r"\b(tinh|cac|mot so|cap|cua|nha nuoc|viet nam|chi nhanh|thanh pho|huyen|xa|phuong|thi xa|"
    r"thi tran)\b"
)
_NAMED = frozenset(
    (
        "sở",
        "phòng",
        "trung tâm",
        "bệnh viện",
        "trường",
        "doanh nghiệp",
        "ban quản lý",
        "ngân hàng",
        "đơn vị",
        "chi bộ",
    )
)
_NAMED_GROUPS = frozenset(("doanh nghiệp", "đơn vị", "trường", "bệnh viện"))


class Cover(IntEnum):
    """How two bodies stand to each other, from nothing in common to the same."""

    NONE = 0
    OTHER_OF_CLASS = 1  # UBND huyện A and UBND huyện B
    SAME_PLACE = 2  # Công an xã A and UBND xã A
    COVERS = 3  # UBND cấp huyện and UBND huyện A
    SAME = 4


@dataclass(frozen=True)
class Body:
    """A supervised body taken apart.

    ``place`` are the folded names of its district or commune, none when not said; ``wild`` tells
    a whole group of bodies ("các sở"); ``core`` is what is left of the name; ``province`` is the
    folded name of its province, "" when not said.
    """

    name: str
    kind: str
    level: str  # tinh, huyen, xa or ""
    place: frozenset[str]
    wild: bool
    core: str
    province: str = ""


@lru_cache(maxsize=65536)
def parse_body(text: str) -> Body:
    """Take a body's name apart; abbreviations are expanded first."""
    expanded = load_abbreviations().expand(clean(text))
    words = _ROLE.sub("", re.sub(r"\([^)]*\)", "", fold(expanded)).strip())
    districts, communes = named_places(expanded)
    core = _PLAIN.sub(" ", words)
    for place in districts | communes:
        core = core.replace(place, " ")
    return Body(
        name=clean(text),
        kind=next((name for name, pattern in _COMPILED if pattern.search(words)), ""),
        level=_level(words, is_district=bool(districts), is_commune=bool(communes)),
        place=districts | communes,
        wild=bool(_WILD.search(words)) and not (districts or communes),
        core=" ".join(re.findall(r"[a-z0-9]+", core)),
        province=named_province(expanded),
    )


def _level(words: str, *, is_district: bool, is_commune: bool) -> str:
    if is_commune or re.search(r"cap xa|\b(xa|phuong|thi tran|dac khu)\b(?! hoi)", words):
        return "xa" if not re.search(r"cap huyen|cac huyen", words) else "huyen"
    if is_district or re.search(r"cap huyen|\b(huyen|quan|thi xa)\b(?! uy| su)|thanh pho$", words):
        return "huyen"
    return "tinh" if re.search(r"\b(tinh|so)\b", words) else ""


@lru_cache(maxsize=262144)
def relate(body: Body, other: Body) -> Cover:
    """How two bodies stand to each other; symmetric. A body of another province is another body."""
    if body.province and other.province and body.province != other.province:
        return Cover.OTHER_OF_CLASS if body.kind and body.kind == other.kind else Cover.NONE
    if (
        body.core == other.core
        and body.kind == other.kind
        and body.wild == other.wild
        and body.place == other.place
        and (body.level == other.level or not body.level or not other.level)
    ):
        return Cover.SAME
    if (
        {body.kind, other.kind} <= {"sở", "đơn vị"}
        and (body.wild or other.wild)
        and body.place == other.place
    ):
        return Cover.COVERS
    if body.kind == other.kind and body.kind:
        return _relate_within_class(body, other)
    if body.place and body.place & other.place:
        return Cover.SAME_PLACE
    return Cover.NONE


def _relate_within_class(body: Body, other: Body) -> Cover:
    """Two bodies of one class: of which neither, one or both are a whole group of bodies."""
    same_level = body.level == other.level or not body.level or not other.level
    if body.wild and other.wild:
        are_named = body.kind in _NAMED_GROUPS and body.core != other.core
        return Cover.SAME if same_level and not are_named else Cover.OTHER_OF_CLASS
    if body.wild or other.wild:
        return Cover.COVERS if same_level else Cover.OTHER_OF_CLASS
    if body.kind in _NAMED:
        return _relate_named(body, other)
    return _relate_by_place(body, other) if same_level else Cover.OTHER_OF_CLASS


def _relate_named(body: Body, other: Body) -> Cover:
    """Bodies that a name tells apart."""
    if body.place == other.place and _akin(body.core, other.core):
        return Cover.SAME
    return Cover.SAME_PLACE if body.place & other.place else Cover.OTHER_OF_CLASS


def _relate_by_place(body: Body, other: Body) -> Cover:
    """Bodies of one level of which a place has one."""
    if body.place and other.place:
        return Cover.SAME if body.place & other.place else Cover.OTHER_OF_CLASS
    if body.place or other.place:
        is_province = "tinh" in (body.level, other.level)
        return Cover.OTHER_OF_CLASS if is_province else Cover.COVERS
    return Cover.SAME


def _akin(name: str, other: str) -> bool:
    """Names that differ only by left-out words.

    "ban quan ly du an dau tu xay dung" and "ban quan ly du an".
    """
    a, b = set(name.split()), set(other.split())
    small, large = sorted((a, b), key=len)
    return len(small) >= 3 and small <= large


@dataclass(frozen=True)
class CoverOfSets:
    """The relation of two lists of bodies.

    The best pair, and the shares of each side that are matched or covered.
    """

    best: Cover
    pair: tuple[str, str] | None
    share_one: float
    share_other: float

    @property
    def are_all_matched(self) -> bool:
        """Whether every body of both sides is matched or covered."""
        return self.share_one == self.share_other == 1


def relate_sets(bodies: tuple[Body, ...], others: tuple[Body, ...]) -> CoverOfSets:
    """Relate all bodies of two topics; shares count SAME and COVERS."""
    covers = [[relate(body, other) for other in others] for body in bodies]
    best, pair = Cover.NONE, None
    for body, row in zip(bodies, covers, strict=True):
        for other, cover in zip(others, row, strict=True):
            if cover > best:
                best, pair = cover, (body.name, other.name)
    return CoverOfSets(
        best, pair, _share_covered(covers), _share_covered([*zip(*covers, strict=True)])
    )


def _share_covered(covers: Sequence[Sequence[Cover]]) -> float:
    """How many of the bodies, one a row, have one that matches or covers them."""
    if not covers:
        return 0.0
    return sum(max(row, default=Cover.NONE) >= Cover.COVERS for row in covers) / len(covers)
