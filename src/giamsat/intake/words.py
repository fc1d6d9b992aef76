"""Words as strangers write them, as we keep them."""

import re

from civickit.vntext import clean

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


# What tells who somebody is, or accuses somebody: never public before a person has looked.
_NUMBERS = re.compile(
    r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)"  # telephones
    r"|(?<!\d)(?:\d{9}|\d{12})(?!\d)"  # identity papers
    r"|[\w.+-]+@[\w-]+\.\w+"
)
_NAMED = re.compile(
    r"(?<!\w)(?:tôi (?:là|tên)|tên (?:là|tôi là)|họ và tên|ký tên|ông|bà|anh|chị|cụ)[\s:]+"
    r"(?P<first>\w+)\s+(?P<second>\w+)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"(?<!\w)(?:số nhà|ngõ|hẻm|ngách)\s+\d|(?:nhà tôi ở|tôi ở|trú tại|thường trú)\s", re.IGNORECASE
)
_ACCUSES = re.compile(
    r"tham nhũng|tham ô|hối lộ|ăn chặn|bao che|lừa đảo|chạy chức|chạy án|biển thủ|ăn tiền",
    re.IGNORECASE,
)


def tells_of_a_person(text: str) -> bool:
    """Whether words tell who or where somebody is.

    >>> tells_of_a_person("Tôi là Nguyễn Văn Test, số điện thoại 0912345678.")
    True
    >>> tells_of_a_person("Đề nghị nâng mức hỗ trợ lên 70% từ năm 2027.")
    False
    """
    if _NUMBERS.search(text) or _LIVES.search(text):
        return True
    return any(
        named["first"][0].isupper() and named["second"][0].isupper()
        for named in _NAMED.finditer(text)
    )


def accuses(text: str) -> bool:
    """Whether words speak of an offence of somebody."""
    return bool(_ACCUSES.search(text))


def tidy(text: str) -> str:
    """Text as it is kept: NFC, no control characters, lines kept."""
    lines = (
        clean(line)
        for line in _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
