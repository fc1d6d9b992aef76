"""What a column holds, from the words of its header, also of headers never seen.

A header is judged by its parts: an object (đơn vị, cơ quan, nội dung, ngày) and what qualifies it
(được giám sát, phối hợp, đề xuất, bắt đầu). Qualifiers decide first, bare objects last.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from civickit.vntext import fold
from civickit.worksheets.periods import parse_period

_BODY = (
    r"(don vi|d\.? ?vi|dv|co quan|to chuc|noi|dia phuong|dia chi|chu the|doi tuong|ben|nganh|cq)"
)
_WATCHED = (
    r"(duoc|chiu su|chiu|bi) ?(g\.?s|giam sat|kiem tra|kiem toan|thanh tra)|(don vi|co quan|noi|"
    r"dia diem|dia ban|dia phuong|doi tuong|dv|d\.vi) ?(can |du kien )?(giam sat|gs\b|kiem tra|"
    r"thanh tra|kiem toan)|soan thao|co quan trinh"
)

# Order matters: the first pattern found wins, so the narrow stand before the wide.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("supervised_units", r"soan thao|(chiu su|duoc) (giam sat|gs)\b"),
    (
        "people_affected",
        r"so (nguoi|luong nguoi|dan|ho).*(huong|dong|anh huong)?|bao nhieu nguoi|quy mo dan",
    ),
    (
        "vulnerable_groups",
        (
            r"yeu the|de bi ton thuong|(doi tuong|nhom|nguoi).*(thu huong|huong loi|tac dong|lien "
            r"quan|anh huong)|nhom (xa hoi|dan cu|doi tuong)"
        ),
    ),
    ("note", r"^ghi chu|^luu y|^can cu|ly do|^y kien|^ket qua|^san pham"),
    (
        "partners",
        (
            r"phoi hop|phoi ket hop|cung (thuc hien|tham gia|giam sat)|thanh phan (moi|tham gia)|"
            r"don vi tham gia|co quan tham gia|ben tham gia"
        ),
    ),
    (
        "lead",
        (
            r"chu tri|chu tri thuc hien|dau moi|(don vi|co quan|to chuc|bo phan|nguoi) (phu trach|"
            r"thuc hien|to chuc)|truong doan|lanh dao (chi dao|phu trach)"
        ),
    ),
    ("organisation", _BODY + r" (de xuat|dang ky|gui|giam sat chinh)|to chuc (ct-?xh|chinh tri)"),
    (
        "kind",
        (
            r"^loai\b|loai hinh|loai (hoat dong|viec|cuoc|noi dung)|hinh thuc hoat dong|giam sat "
            r"?/ ?phan bien|gs ?/ ?pb|^hoat dong$"
        ),
    ),
    (
        "period_start",
        (
            r"(ngay|thoi gian|thoi diem|tg) (bat dau|khoi dau|khoi cong)|^bat dau|^tu ngay|^tu$|"
            r"ngay dau|khoi su"
        ),
    ),
    (
        "period_end",
        (
            r"(ngay|thoi gian|thoi diem|thoi han|tg|han) (ket thuc|hoan thanh|cuoi|xong)|^ket "
            r"thuc|^den ngay|^den$|^hoan thanh|han chot"
        ),
    ),
    (
        "sessions",
        r"^so (cuoc|dot|luot|lan|luong|doan|buoi|don vi)|so luong (cuoc|don vi|doan|dot)|^sl\b",
    ),
    (
        "budget_vnd",
        r"kinh phi|du toan|ngan sach|so tien|chi phi|^tien$|^tien \(|nguon luc tai chinh",
    ),
    ("supervised_units", _WATCHED),
    (
        "title",
        (
            r"(noi dung|chuyen de|chu de|van de|de tai|linh vuc|ten|cuoc|du thao|van ban|de an|"
            r"chinh sach).*(giam sat|phan bien|de xuat|dang ky|noi dung|cuoc|chuyen de|van ban|du "
            r"thao|du kien|thuc hien|kiem tra|thanh tra|kiem toan)|^(tom tat )?noi dung|^chuyen "
            r"de|^chu de|^van de|^de tai|^ten\b|^cuoc (giam sat|thanh tra|kiem tra|kiem toan)|"
            r"^nhiem vu|^cong viec|^viec "
        ),
    ),
    ("quarter", r"^quy$|^quy (thuc hien|du kien|trien khai)"),
    ("month", r"^thang$|^thang (thuc hien|du kien|trien khai)"),
    (
        "time",
        (
            r"thoi gian|thoi diem|thoi han|tien do|lo trinh|lich (giam sat|thuc hien|du kien)|"
            r"^lich$|^khi nao|^ngay\b|^tg\b|du kien (thuc hien|trien khai)"
        ),
    ),
    ("form", r"hinh thuc|phuong thuc|phuong phap|cach thuc"),
    ("supervised_units", r"^" + _BODY + r"\b|dia ban|dia diem|pham vi"),
    ("no", r"^(so )?(tt|stt|thu tu)\b|^so tt|^s\.t\.t|^no\.?$|^#$"),
    ("field", r"^linh vuc|^nhom noi dung|^mang\b"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_LONGEST_HEADER = 90
_KIND_WORDS = re.compile(
    r"(giam sat|gs|phan bien( xa hoi)?|pb|pbxh|kiem tra|gop y|khao sat)( xa "
    r"hoi)?(\s*[/,+]\s*(giam sat|gs|phan bien|pb))?"
)


@lru_cache(maxsize=4096)
def label(text: str) -> str:
    """The header as compared: folded, without hints in brackets, dots or line breaks."""
    words = fold(text)
    words = re.sub(r"\((?!gs|pb)[^)]*\)", " ", words)
    words = re.sub(r"[*:;_?\"]|\.(?=\s|$)", " ", words)
    return re.sub(r"\s+", " ", words).strip(" -/.,")


@lru_cache(maxsize=4096)
def role_of(text: str) -> str | None:
    """The role a header's words name.

    ``mark:Quý II`` for a column headed by a time; None when unknown.
    """
    text = re.sub(r"\s+", " ", text).strip()
    if not text or len(text) > _LONGEST_HEADER:
        return None
    words = label(text)
    if (
        re.match(r"(giam sat|phan bien|gs|pbxh|thanh tra|kiem tra|kiem toan|khao sat) ", words)
        and len(words.split()) > 4
    ):
        return None  # a topic, not the name of a column
    if re.fullmatch(r"(quy|q|thang|t)\.? ?([1-9]|1[0-2]|iv|iii|ii|i)", words) and parse_period(
        text, 2000
    ):
        return f"mark:{text}"
    return next((role for role, pattern in _COMPILED if pattern.search(words)), None)


def role_of_stack(parts: Sequence[str]) -> str | None:
    """The role of a column under a header of several storeys, the lowest first."""
    headings = [part for part in parts if part.strip()]
    if (
        len(headings) > 1
        and (unit := _counted(headings[-2]))
        and re.fullmatch(r"\d{1,2}|IV|I{1,3}", headings[-1])
    ):
        return f"mark:{unit} {headings[-1]}"
    for part in reversed(headings):
        if (role := role_of(part)) is not None:
            if (
                role in ("period_start", "period_end", "title", "supervised_units")
                or len(headings) == 1
            ):
                return role
            return role_of(" ".join(headings)) if role == "quarter" else role
    return role_of(" ".join(headings))


def breadth(parts: Sequence[str]) -> int:
    """How widely a head speaks: the place of the pattern that knows it, the narrow first."""
    words = label(" ".join(parts))
    return next(
        (place for place, (_, pattern) in enumerate(_COMPILED) if pattern.search(words)),
        len(_COMPILED),
    )


def _counted(text: str) -> str | None:
    """What the numbers under a head count.

    "Thời gian thực hiện (tháng)" has months below it, "Quý" quarters.
    """
    words = fold(text)
    return (
        "Tháng"
        if re.search(r"\bthang\b", words)
        else "Quý"
        if re.search(r"\bquy\b", words)
        else None
    )


def money_unit(header: str) -> int:
    """What a budget column's header multiplies by."""
    words = fold(header)
    if re.search(r"trieu|trd|tr\.?d|\btr\b", words):
        return 1_000_000
    if re.search(r"nghin|ngan dong|1\.?000 ?d", words):
        return 1_000
    return 1_000_000_000 if re.search(r"\bt[yi] dong", words) else 1


def holds_kinds(values: Iterable[str]) -> bool:
    """Whether a column's cells say "Giám sát" or "Phản biện".

    Then it tells the kind, whatever its header.
    """
    kinds = [fold(value) for value in values if value.strip()]
    return bool(kinds) and sum(bool(_KIND_WORDS.fullmatch(word)) for word in kinds) * 2 > len(kinds)


def kind_of(text: str) -> str | None:
    """``supervision`` or ``criticism`` from a cell or a title; None when it says neither."""
    words = fold(text)
    criticism = re.search(r"phan bien|\bpb(xh)?\b|gop y (vao |doi voi )?(du thao|van ban)", words)
    supervision = re.search(r"giam sat|\bgs\b|kiem tra|khao sat|thanh tra|kiem toan", words)
    if criticism and supervision:
        return "criticism" if criticism.start() < supervision.start() else "supervision"
    return "criticism" if criticism else "supervision" if supervision else None
