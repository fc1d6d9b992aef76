"""Names of offices as officials shorten them: "UBND P. Cửa Lò", "Sở NN và MT", "Sở VH, TT&DL"."""

import re
from functools import lru_cache

from civickit.vntext.abbreviations import load_abbreviations
from civickit.vntext.normal import clean, fold

_UNIT_LETTERS = {
    "P": "phường",
    "X": "xã",
    "TT": "thị trấn",
    "Q": "quận",
    "H": "huyện",
    "TX": "thị xã",
    "TP": "thành phố",
    "ĐK": "đặc khu",
}
CAPITALS = "".join(char for char in map(chr, range(0x41, 0x1F00)) if char.isupper())
_PROPER = rf"(?=[{CAPITALS}\d])"
_DOTTED = re.compile(rf"\b(P|X|TT|Q|H|TX|TP|ĐK)\.\s*{_PROPER}")
# Without its point only where a place must follow, and not before other capitals: "TT Y tế".
_PLACED = r"(?:UBND|HĐND|Đảng ủy|Đảng uỷ|Công an|UBMTTQ|MTTQ|nhân dân)"
_BARE = re.compile(rf"(?<=\s)(P|X|TT|Q|H|TX|TP)\s+{_PROPER}(?=\w{{2,}})")
# Letters of a department's field, in its name alone: elsewhere NN is "nhà nước".
_FIELDS = {
    "nn": "nông nghiệp",
    "mt": "môi trường",
    "vh": "văn hóa",
    "tt": "thể thao",
    "dl": "du lịch",
    "gd": "giáo dục",
    "đt": "đào tạo",
    "kh": "khoa học",
    "cn": "công nghệ",
    "tc": "tài chính",
    "tp": "tư pháp",
    "ct": "công thương",
    "nv": "nội vụ",
    "xd": "xây dựng",
    "yt": "y tế",
    "dt": "dân tộc",
    "tg": "tôn giáo",
    "ngv": "ngoại vụ",
    "lđ": "lao động",
    "tb": "thương binh",
    "xh": "xã hội",
    "tn": "tài nguyên",
    "gt": "giao thông",
    "vt": "vận tải",
    "đđ": "đất đai",
    "ptnt": "phát triển nông thôn",
}
# Two fields together that mean something else than each alone.
_TOGETHER = (
    (re.compile(r"\bKH\W{0,3}ĐT\b"), "kế hoạch và đầu tư"),
    (re.compile(r"\bTT\W{0,3}TT\b"), "thông tin và truyền thông"),
)
_DEPARTMENT = re.compile(r"^(?:các )?(?:sở|phòng)\b", re.IGNORECASE)
_SHORT = re.compile(r"\b[A-ZĐ]{2,8}\b")


@lru_cache(maxsize=16384)
def spell_units(text: str) -> str:
    """Write out the letters that stand for a kind of place.

    >>> spell_units("UBND P. Cửa Lò, UBND TT. Yên Viên")
    'UBND phường Cửa Lò, UBND thị trấn Yên Viên'
    """
    text = _DOTTED.sub(lambda found: f"{_UNIT_LETTERS[found[1]]} ", text)
    if not re.search(_PLACED, text, re.IGNORECASE):
        return text
    return _BARE.sub(lambda found: f"{_UNIT_LETTERS[found[1]]} ", text)


@lru_cache(maxsize=16384)
def spell_office(name: str) -> str:
    """One office's name without abbreviations, small letters where it was short.

    >>> spell_office("Sở VH, TT&DL")
    'Sở văn hóa, thể thao và du lịch'
    """
    name = spell_units(clean(name))
    name = re.sub(r"^TT(?=\s)", "Trung tâm", name)
    name = re.sub(r"(?<=\w)\s*&\s*(?=\w)", "&", name)
    expanded = load_abbreviations().expand(_fields(name) if _DEPARTMENT.match(name) else name)
    return clean(expanded.replace("&", " và "))


def _fields(name: str) -> str:
    """The letters of a department's fields, written out where they are capitals."""
    for pattern, fields in _TOGETHER:
        name = pattern.sub(fields, name)
    return _SHORT.sub(lambda found: _decomposed(found[0]) or found[0], name)


def _decomposed(letters: str) -> str:
    """A run of capitals as known fields in a row: VHTT = VH + TT; empty when it is not one."""
    if not letters:
        return ""
    for size in (4, 3, 2):
        head, rest = _FIELDS.get(letters[:size].lower()), letters[size:]
        if head and (not rest or _decomposed(rest)):
            return f"{head} {_decomposed(rest)}".strip()
    return ""


@lru_cache(maxsize=65536)
def office_key(name: str) -> str:
    """What every spelling of one office's name shares: words without marks, joints and points.

    >>> office_key("Sở NN và MT") == office_key("Sở Nông nghiệp & Môi trường")
    True
    """
    words = re.findall(r"[a-z0-9]+", fold(spell_office(name)).replace("viet nam", ""))
    return " ".join(word for word in words if word != "va")
