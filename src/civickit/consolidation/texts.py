"""What an opinion says, reduced to what tells opinions apart.

Words without marks, numbers, words that turn the meaning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from civickit.vntext import Abbreviations, clean, fold, load_abbreviations

LONGEST = 20_000  # characters that are compared; the whole text is kept
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|%")
_MARKED_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_FIGURES = {
    "một": "1",
    "hai": "2",
    "ba": "3",
    "bốn": "4",
    "năm": "5",
    "sáu": "6",
    "bảy": "7",
    "tám": "8",
    "chín": "9",
    "mười": "10",
}
_UNITS = (
    "năm|tháng|tuần|ngày|giờ|lần|người|cuộc|triệu|tỷ|tỉ|nghìn|ngàn|trăm|bậc|cấp|đợt|kỳ|suất|khóa|"
    "điểm|lít|mét|héc-ta"
)
_WRITTEN = re.compile(rf"\b({'|'.join(_FIGURES)})\s+({_UNITS})\b", re.IGNORECASE)
_SPOKEN_DAY = re.compile(
    r"(?:ngày |ngay )?\b(\d{1,2}) (?:tháng|thang) (\d{1,2})\b(?: (?:năm|nam) (\d{4})\b)?",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-ZĐ]{2}")
# Words whose presence turns a sentence round; without them "đồng ý" and "không đồng ý" are near
# duplicates.
TURNING = frozenset(
    [
        "khong",
        "chua",
        "chang",
        "cham",
        "tang",
        "giam",
        "nang",
        "ha",
        "bo",
        "giu",
        "tren",
        "duoi",
        "truoc",
        "sau",
        "it",
        "nhieu",
        "som",
        "muon",
        "them",
        "bot",
        "rong",
        "hep",
        "keo",
        "rut",
    ]
)
_SHORT = {
    "ko": "khong",
    "k": "khong",
    "hok": "khong",
    "kg": "khong",
    "dc": "duoc",
    "đc": "duoc",
    "ng": "nguoi",
    "nv": "nhan vien",
}
_SHORT_MARKED = {"ko": "không", "k": "không", "hok": "không", "dc": "được", "đc": "được"}
# Words of politeness and grammar: they carry no proposal.
PLAIN = frozenset(
    [
        "de",
        "nghi",
        "kien",
        "nghi",
        "toi",
        "chung",
        "em",
        "minh",
        "cho",
        "rang",
        "la",
        "va",
        "cua",
        "cac",
        "nhung",
        "mot",
        "thi",
        "ma",
        "nen",
        "can",
        "phai",
        "duoc",
        "co",
        "the",
        "theo",
        "voi",
        "tai",
        "trong",
        "ve",
        "den",
        "tu",
        "ra",
        "vao",
        "o",
        "nay",
        "do",
        "khi",
        "vi",
        "hay",
        "hoac",
        "cung",
        "nhu",
        "se",
        "da",
        "dang",
        "con",
        "qua",
        "rat",
        "noi",
        "dung",
        "quy",
        "dinh",
        "dieu",
        "khoan",
        "diem",
        "du",
        "thao",
        "nghi",
        "quyet",
        "xin",
        "kinh",
        "gom",
        "mong",
        "muon",
        "lam",
        "ro",
        "hon",
        "nua",
        "thay",
        "a",
        "ah",
        "vay",
        "roi",
        "nhe",
    ]
)
# Approval says nothing of what is approved, "bổ sung" nothing of what is to be added.
_PHRASES = re.compile(
    r" (?:(?:co ban |hoan toan )?(?:nhat tri|ung ho|dong tinh|dong y|tan thanh|hoan nghenh)|"
    r"bo sung|lam ro|ghi ro|neu ro|"
    r"xem xet|sua doi|dieu chinh)(?= )"
)
_STRIKE = frozenset({"bo", "xoa", "bai", "huy"})


def words_of(text: str) -> tuple[str, ...]:
    """Folded words and numbers; abbreviations written out, leading zeros gone."""
    return tuple(
        [
            _plain_number(word) if word[0].isdigit() else _SHORT.get(word, word)
            for word in _TOKEN.findall(fold(_written_out(text)))
        ]
    )


def marked_words_of(text: str) -> list[str]:
    """Words in small letters as they were written, with their marks where the writer made any."""
    plain = _written_out(text)
    plain = fold(plain) if text.isascii() else clean(plain).lower()
    return [
        _plain_number(word) if word[0].isdigit() else _SHORT_MARKED.get(word, word)
        for word in _MARKED_TOKEN.findall(plain)
    ]


def _written_out(text: str) -> str:
    text = _SPOKEN_DAY.sub(_as_day, text[:LONGEST])
    if not text.isascii():
        text = _WRITTEN.sub(_as_figures, text)
    if _CAPITALS.search(text) or text.isascii():
        text = _abbreviations().expand(text)
    return text


def _as_day(found: re.Match[str]) -> str:
    """A day said in words is written with figures: 30/9 for "ngày 30 tháng 9"."""
    return "/".join(part for part in found.groups() if part)


def _as_figures(found: re.Match[str]) -> str:
    """One time, one amount, however it is written: two years said in words are "2 năm"."""
    return f"{_FIGURES[found[1].lower()]} {found[2]}"


def amounts_in(words: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Numbers with the word that follows: "50%" is not "50 nghìn"."""
    after = [*words[1:], ""]
    return frozenset(
        (word, "" if unit[:1].isdigit() else unit)
        for word, unit in zip(words, after, strict=True)
        if word[:1].isdigit()
    )


def _plain_number(number: str) -> str:
    """07 and 7 are one; 3.000.000 is 3000000; 1,5 stays a decimal."""
    if "." in number and all(len(part) == 3 for part in number.split(".")[1:]):
        number = number.replace(".", "")
    return number.replace(",", ".").lstrip("0") or "0"


@lru_cache(maxsize=1)
def _abbreviations() -> Abbreviations:
    return load_abbreviations()


@dataclass(frozen=True, slots=True)
class Text:
    """One text that leads a group.

    Its words, where it stands ("" nowhere), its stance, the numbers and amounts it brings, its
    words with marks, and the text as it was written.
    """

    words: tuple[str, ...]
    path: str
    article: str
    stance: str
    numbers: frozenset[str]
    amounts: frozenset[tuple[str, str]] = frozenset()
    marked: tuple[str, ...] = ()
    written: str = ""

    @property
    def content(self) -> frozenset[str]:
        """Words that carry meaning."""
        return content_of(self.words)

    @property
    def strikes(self) -> bool:
        """Whether it asks to strike something out."""
        return self.stance == "oppose" and bool(_STRIKE.intersection(self.words))


def content_of(words: Sequence[str]) -> frozenset[str]:
    """Words that carry meaning, approval and grammar left out."""
    rest = _PHRASES.sub(" ", f" {' '.join(words)} ").split()
    return frozenset(
        word for word in rest if word not in PLAIN and not word[0].isdigit() and word != "%"
    )
