"""Counts and amounts of money as people type them: "02", "một", "15.000.000", "9,5 triệu"."""

import math
import re

from civickit.vntext import fold

_WORDS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_UNITS = {
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
    "trieu": 1_000_000,
    "tr": 1_000_000,
    "nghin": 1_000,
    "ngan": 1_000,
    "k": 1_000,
}
_SCALES = {"muoi", "chuc", "tram", *_UNITS}  # what a digit in words is multiplied by
_ABOUT = re.compile(
    r"(?:(?:khoang|chung|uoc|uoc tinh|du kien|tren|hon|gan|duoi|it nhat|toi thieu|toi da)\b ?|"
    r"[~≈>±] ?)+"
)
_LARGEST = 10**15  # a quadrillion đồng is beyond the State budget: a slip of the keyboard


def parse_count(value: object) -> int | None:
    """A whole number, or None when the cell holds none or several: "02", "khoảng 2.400 hộ".

    Words are read up to ten; "ba mươi" is a larger number and not three.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return (
            int(value)
            if math.isfinite(value) and value == int(value) and 0 <= value < _LARGEST
            else None
        )
    words = _ABOUT.sub("", fold(str(value)))
    if found := re.match(r"(\d{1,4}(?:[.,]\d)?) ?(nghin|ngan|trieu)\b", words):
        return round(float(found[1].replace(",", ".")) * _UNITS[found[2]])
    if found := re.match(r"(\d{1,3}(?:[.,]\d{3})+|\d{1,9})(?![\d,.])(?! ?(?:-|den|~) ?\d)", words):
        return int(re.sub(r"\D", "", found[1]))
    first, _, rest = words.partition(" ")
    return None if rest.split(" ")[0] in _SCALES else _WORDS.get(first)


def parse_vnd(value: object, unit: int = 1) -> int | None:
    """Đồng as a whole number.

    ``unit`` is what the column's header multiplies by ("triệu đồng" = 1,000,000).
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return (
            round(value * unit) if math.isfinite(value) and 0 <= value * unit < _LARGEST else None
        )
    total = 0.0
    seen = False
    for found in re.finditer(r"(\d[\d.,\s]*)\s*(ty|ti|trieu|tr|nghin|ngan|k)?\b", fold(str(value))):
        number = _number(found[1].strip(" .,"))
        if number is None:
            return None
        total += number * (
            _UNITS[found[2]] if found[2] else unit if number < _LARGEST / unit and not seen else 1
        )
        seen = True
    return round(total) if seen and total < _LARGEST else None


def _number(text: str) -> float | None:
    """Vietnamese groups thousands with dots and decimals with a comma; both orders are met."""
    text = text.replace(" ", "")
    if re.fullmatch(r"\d+", text):
        return float(text)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return float(re.sub(r"[.,]", "", text))
    if found := re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})*|\d+)[.,](\d{1,2})", text):
        return float(re.sub(r"[.,]", "", found[1]) + "." + found[2])
    return None
