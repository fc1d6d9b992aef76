"""Splitting one cell into the bodies it names, and naming the organisation that sent a file."""

import re
from functools import lru_cache

from civickit.vntext import clean, fold
from civickit.worksheets.phrases import POST, spread_lists, unprotected, with_heads

_HEADS = (
    r"(?:ủy ban|uỷ ban|ubnd|ubmttq|ub mttq|mttq|hđnd|hội đồng|sở|bộ|ban|đảng ủy|đảng uỷ|tỉnh "
    r"ủy|thành ủy|huyện ủy|chi bộ|chi cục|cục|phòng|văn phòng|"
    r"trung tâm|tt|trường|học viện|bệnh viện|bv|trạm|công an|ca|quân sự|bộ chỉ huy|bchqs|bhxh|"
    r"bảo hiểm xã hội|kho bạc|ngân hàng|nhnn|nhcsxh|thuế|hải quan|"
    r"thanh tra|viện|tòa án|toà án|tand|vksnd|thi hành án|kiểm toán|công ty|cty|tổng công ty|"
    r"doanh nghiệp|dn|tập đoàn|hợp tác xã|htx|quỹ|điện lực|hạt|đội|đồn|"
    r"hội|liên đoàn|lđlđ|công đoàn|đoàn|tỉnh đoàn|liên hiệp|liên minh|mặt trận|xã(?! hội)|phường|"
    r"thị trấn|huyện|thành phố|tp|quận|đặc khu|thôn|tổ dân phố|bql|ban qlda|cơ sở|nhà máy|các)\b"
)
_NEXT_BODY = re.compile(
    rf"\s*[,+]\s*(?={_HEADS}|{POST.pattern})|\s+(?:và|&)\s+(?=(?!các\b){_HEADS}|{POST.pattern})",
    re.IGNORECASE,
)
_BODY = re.compile(_HEADS, re.IGNORECASE)
_WHOLE = re.compile(r"các\b|ubnd các|đảng ủy các|\d+ ", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-+•*–●▪]|\d{1,2}[.)])\s+(?=\D)")

# The first words that name an organisation of the field, most particular first, and the name used
# everywhere.
_ORGANISATIONS = (
    (r"cuu chien binh|\bccb\b", "Hội Cựu chiến binh"),
    (r"nong dan|\bhnd\b", "Hội Nông dân"),
    (r"phu nu|\blhpn\b|\bhpn\b", "Hội LHPN"),
    (
        r"tncs|doan thanh nien|tinh doan|thanh doan|\bdtn\b|doan xa|doan phuong|xa doan|huyen doan",
        "Đoàn TNCS HCM",
    ),
    (r"lien doan lao dong|cong doan|\bldld\b", "Liên đoàn Lao động"),
    (r"hoi dong nhan dan|\bhdnd\b", "HĐND"),
    (r"kiem toan|\bktnn\b", "Kiểm toán Nhà nước"),
    (r"uy ban kiem tra|\bubkt\b", "UBKT"),
    (r"thanh tra", "Thanh tra"),
    (r"mat tran|\bmttq\b|ubmttq", "MTTQ"),
)


def is_body(text: str) -> bool:
    """Whether a text begins as the name of a body does."""
    return bool(_BODY.match(text))


@lru_cache(maxsize=16384)
def split_bodies(text: str) -> tuple[str, ...]:
    """The bodies a cell names.

    Split at ";" and line breaks, at "," and "và" only before another body's name.

    >>> split_bodies("Sở Y tế, Sở Giáo dục và Đào tạo")
    ('Sở Y tế', 'Sở Giáo dục và Đào tạo')
    >>> split_bodies("UBND các huyện, thị xã, thành phố")
    ('UBND các huyện, thị xã, thành phố',)
    """
    out: list[str] = []
    for part in re.split(r"[;\n\r]+", text):
        piece = clean(_BULLET.sub("", part)).strip(" ,.")
        if not piece:
            continue
        out += [clean(one).strip(" ,") for one in _pieces(piece)]
    return tuple(one for one in dict.fromkeys(out) if one)


def _pieces(text: str) -> list[str]:
    text = spread_lists(text)
    if _WHOLE.match(text) and not re.search(
        r",\s*(?:sở|ubnd|bhxh|công an|ban(?!,? ngành))\b", text, re.IGNORECASE
    ):
        return [unprotected(text)]
    return [unprotected(piece) for piece in with_heads(_cut(text))]


def _cut(text: str) -> list[str]:
    """Cut before every further body."""
    starts = list(_NEXT_BODY.finditer(text))
    ends = [*(found.start() for found in starts), len(text)]
    firsts = [0, *(found.end() for found in starts)]
    return [text[first:last] for first, last in zip(firsts, ends, strict=True)]


@lru_cache(maxsize=16384)
def split_names(text: str) -> tuple[str, ...]:
    """Groups of people and the like: split at ";", "," and line breaks; "không" means none."""
    parts = [clean(_BULLET.sub("", part)).strip(" .") for part in re.split(r"[;,\n\r]+", text)]
    return tuple(
        part
        for part in dict.fromkeys(parts)
        if part and fold(part) not in ("khong", "khong co", "-", "x", "0")
    )


def organisation_in(text: str) -> str | None:
    """The organisation a title line or a file name speaks of, by its name used everywhere.

    None when none.
    """
    words = re.sub(r"[_.\-]+", " ", fold(text))
    if re.match(r"(kinh gui|noi nhan)\b", words):
        return None
    return next((name for pattern, name in _ORGANISATIONS if re.search(pattern, words)), None)
