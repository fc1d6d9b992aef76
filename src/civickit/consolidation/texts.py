"""What an opinion says, reduced to what tells opinions apart: words without marks, numbers, words that turn the meaning."""

import re
from dataclasses import dataclass
from functools import lru_cache

from civickit.vntext import Abbreviations, fold, load_abbreviations

LONGEST = 20_000  # characters that are compared; the whole text is kept
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|%")
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Words whose presence turns a sentence round; without them "đồng ý" and "không đồng ý" are near duplicates.
TURNING = frozenset(
    "khong chua chang cham tang giam nang ha bo giu tren duoi truoc sau it nhieu som muon them bot rong hep keo rut".split()  # noqa: SIM905 - read as a sentence
)
_SHORT = {"ko": "khong", "k": "khong", "hok": "khong", "kg": "khong", "dc": "duoc", "đc": "duoc", "ng": "nguoi", "nv": "nhan vien"}  # fmt: skip
# Words of politeness and grammar: they carry no proposal.
PLAIN = frozenset(
    ["de", "nghi", "kien", "nghi", "toi", "chung", "em", "minh", "cho", "rang", "la", "va", "cua", "cac", "nhung", "mot", "thi", "ma", "nen", "can", "phai", "duoc", "co", "the", "theo", "voi", "tai", "trong", "ve", "den", "tu", "ra", "vao", "o", "nay", "do", "khi", "vi", "hay", "hoac", "cung", "nhu", "se", "da", "dang", "con", "qua", "rat", "noi", "dung", "quy", "dinh", "dieu", "khoan", "diem", "du", "thao", "nghi", "quyet", "xin", "kinh", "gom", "mong", "muon", "lam", "ro", "hon", "nua", "thay", "a", "ah", "vay", "roi", "nhe"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """``words`` in order; ``key`` equal for opinions that differ in marks, case and punctuation alone."""

    words: tuple[str, ...]
    numbers: frozenset[str]
    turning: frozenset[str]

    @property
    def key(self) -> str:
        """All words with single spaces."""
        return " ".join(self.words)


def said(text: str) -> Said:
    """Reduce a text."""
    words = words_of(text)
    return Said(
        words,
        frozenset(word for word in words if word[0].isdigit()),
        frozenset(word for word in words if word in TURNING),
    )


def words_of(text: str) -> tuple[str, ...]:
    """Folded words and numbers; abbreviations written out, leading zeros gone."""
    text = text[:LONGEST]
    if _CAPITALS.search(text) or text.isascii():
        text = _abbreviations().expand(text)
    return tuple(
        [_plain_number(word) if word[0].isdigit() else _SHORT.get(word, word) for word in _TOKEN.findall(fold(text))]
    )


def numbers_in(text: str) -> frozenset[str]:
    """Numbers of a provision, as ``Said.numbers`` has them."""
    return frozenset(_plain_number(number) for number in _NUMBER.findall(text))


def _plain_number(number: str) -> str:
    """07 and 7 are one; 3.000.000 is 3000000; 1,5 stays a decimal."""
    if "." in number and all(len(part) == 3 for part in number.split(".")[1:]):
        number = number.replace(".", "")
    return number.replace(",", ".").lstrip("0") or "0"


@lru_cache(maxsize=1)
def _abbreviations() -> Abbreviations:
    return load_abbreviations()
