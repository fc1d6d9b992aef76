"""Supervised bodies and their place in the hierarchy: "UBND cấp huyện" covers "UBND huyện Nam Sách"."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from civickit.overlap.places import named_places
from civickit.vntext import clean, fold, load_abbreviations

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
        r"^(cac )?(so|van phong (uy ban|doan dai bieu|tinh uy)|ban dan toc|ban to chuc|ban tuyen giao)\b",
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
        r"doanh nghiep|cong ty|nha may|xi nghiep|tap doan|co so (san xuat|kinh doanh|che bien)|hop tac xa|nha thau|chu dau tu|cua hang|dai ly|mo than",
    ),
    ("trung tâm", r"trung tam"),
    ("đơn vị", r"don vi|dia phuong|co so ton giao|to chuc"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _CLASSES)
_WILD = re.compile(
    r"\b(cac|mot so|nhung|cap (huyen|xa|tinh)|toan bo|tat ca|lien quan)\b|^(tung|moi) |^\d+ "
)
_ROLE = re.compile(
    r"^(dong chi |ong |ba )?(chu tich|pho chu tich|giam doc|lanh dao|truong phong|nguoi dung dau|thuong truc|van phong(?= uy ban nhan dan (huyen|xa|phuong)))\s+"
)


class Cover(IntEnum):
    """How two bodies stand to each other, from nothing in common to the same."""

    NONE = 0
    OTHER_OF_CLASS = 1  # UBND huyện A and UBND huyện B
    SAME_PLACE = 2  # Công an xã A and UBND xã A
    COVERS = 3  # UBND cấp huyện and UBND huyện A
    SAME = 4


@dataclass(frozen=True)
class Body:
    """A supervised body taken apart; ``place`` is the folded name of its district or commune, empty when not said."""

    name: str
    kind: str
    level: str  # tinh, huyen, xa or ""
    place: frozenset[str]
    wild: bool
    core: str


@lru_cache(maxsize=65536)
def parse_body(text: str) -> Body:
    """Take a body's name apart; abbreviations are expanded first."""
    expanded = load_abbreviations().expand(clean(text))
    words = _ROLE.sub("", re.sub(r"\([^)]*\)", "", fold(expanded)).strip())
    kind = next((name for name, pattern in _COMPILED if pattern.search(words)), "")
    districts, communes = named_places(expanded)
    wild = bool(_WILD.search(words)) and not (districts or communes)
    level = _level(words, bool(districts), bool(communes))
    core = re.sub(
        r"\b(tinh|cac|mot so|cap|cua|nha nuoc|viet nam|chi nhanh|thanh pho|huyen|xa|phuong|thi xa|thi tran)\b",
        " ",
        words,
    )
    for place in districts | communes:
        core = core.replace(place, " ")
    return Body(
        clean(text),
        kind,
        level,
        districts | communes,
        wild,
        " ".join(re.findall(r"[a-z0-9]+", core)),
    )


def _level(words: str, district: bool, commune: bool) -> str:  # noqa: FBT001
    if commune or re.search(r"cap xa|\b(xa|phuong|thi tran|dac khu)\b(?! hoi)", words):
        return "xa" if not re.search(r"cap huyen|cac huyen", words) else "huyen"
    if district or re.search(r"cap huyen|\b(huyen|quan|thi xa)\b(?! uy| su)|thanh pho$", words):
        return "huyen"
    return "tinh" if re.search(r"\b(tinh|so)\b", words) else ""


@lru_cache(maxsize=262144)
def relate(one: Body, other: Body) -> Cover:
    """How two bodies of one province stand to each other; symmetric."""
    if (
        one.core == other.core
        and one.kind == other.kind
        and one.wild == other.wild
        and one.place == other.place
        and (one.level == other.level or not one.level or not other.level)
    ):
        return Cover.SAME
    if (
        {one.kind, other.kind} <= {"sở", "đơn vị"}
        and (one.wild or other.wild)
        and one.place == other.place
    ):
        return Cover.COVERS
    if one.kind == other.kind and one.kind:
        return _relate_within_class(one, other)
    if one.place and one.place & other.place:
        return Cover.SAME_PLACE
    return Cover.NONE


def _relate_within_class(one: Body, other: Body) -> Cover:  # noqa: PLR0911 - a table of cases
    same_level = one.level == other.level or not one.level or not other.level
    if one.wild and other.wild:
        named = (
            one.kind in ("doanh nghiệp", "đơn vị", "trường", "bệnh viện") and one.core != other.core
        )
        return Cover.SAME if same_level and not named else Cover.OTHER_OF_CLASS
    if one.wild or other.wild:
        return Cover.COVERS if same_level else Cover.OTHER_OF_CLASS
    if one.kind in (
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
    ):
        if one.place == other.place and _akin(one.core, other.core):
            return Cover.SAME
        return Cover.SAME_PLACE if one.place & other.place else Cover.OTHER_OF_CLASS
    if one.place and other.place:
        return Cover.SAME if one.place & other.place and same_level else Cover.OTHER_OF_CLASS
    if one.place or other.place:
        return (
            Cover.COVERS
            if same_level and not (one.level == "tinh" or other.level == "tinh")
            else Cover.OTHER_OF_CLASS
        )
    return Cover.SAME if same_level else Cover.OTHER_OF_CLASS


def _akin(one: str, other: str) -> bool:
    """Names that differ only by left-out words: "ban quan ly du an dau tu xay dung" and "ban quan ly du an"."""
    a, b = set(one.split()), set(other.split())
    small, large = sorted((a, b), key=len)
    return len(small) >= 3 and small <= large


@dataclass(frozen=True)
class CoverOfSets:
    """The relation of two lists of bodies: the best pair, and the shares of each side that are matched or covered."""

    best: Cover
    pair: tuple[str, str] | None
    share_one: float
    share_other: float


def relate_sets(ones: tuple[Body, ...], others: tuple[Body, ...]) -> CoverOfSets:
    """Relate all bodies of two topics; shares count SAME and COVERS."""
    best, pair = Cover.NONE, None
    hit_one = [Cover.NONE] * len(ones)
    hit_other = [Cover.NONE] * len(others)
    for i, one in enumerate(ones):
        for j, other in enumerate(others):
            cover = relate(one, other)
            hit_one[i], hit_other[j] = max(hit_one[i], cover), max(hit_other[j], cover)
            if cover > best:
                best, pair = cover, (one.name, other.name)
    share = [
        sum(cover >= Cover.COVERS for cover in hits) / len(hits) if hits else 0.0
        for hits in (hit_one, hit_other)
    ]
    return CoverOfSets(best, pair, share[0], share[1])
