"""When an officer means to do it: "Quý II/2025", "Tháng 5-6", "trước 30/6", "9 tháng đầu năm".

Conventions, where Vietnamese usage leaves room: a day before which something is done starts at New
Year; "hè" is June to August; "đầu, giữa, cuối tháng" are its three ten-day parts; "đầu năm" is the
first quarter.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from civickit.vntext import clean, fold

ALL_YEAR = "cả năm"  # as a proposer writes that any time will do
_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: no count of sessions or people looks like a date
_ROMAN = {"iv": "4", "iii": "3", "ii": "2", "i": "1"}
_WORDS = {
    "mot": 1,
    "gieng": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
    "chap": 12,
}
_NUMBER_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SEASONS = (
    (r"\bhe\b|dip he|nghi he", (6, 8)),
    (r"thang thanh nien", (3, 3)),
    (r"thang cong nhan", (5, 5)),
    (r"thang hanh dong vi tre em", (6, 6)),
    (r"(nua|phan) dau nam|6 thang dau", (1, 6)),
    (r"(nua|phan) cuoi nam", (7, 12)),
    (r"dau nam(?! hoc)", (1, 3)),
    (r"giua nam(?! hoc)", (5, 8)),
    (r"cuoi nam(?! hoc)", (10, 12)),
    (
        (
            r"ca nam|trong nam|quanh nam|suot nam|thuong xuyen|hang nam|hang quy|hang thang|moi "
            r"quy|cac quy|theo quy\b"
        ),
        (1, 12),
    ),
)
_EVENT = re.compile(
    r"[,;]?\s*\b(truoc|sau) (ky hop|cac ky hop|tet|dai hoi|hoi nghi|khi|le)\b[^,;()]*"
)
_DAY = r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}|\d{2})(?!\d))?"
_MONTHS_OF_A_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])\s*-\s*(?:0?[1-9]|1[0-2])\s*/\s*20\d\d")
_LINK = r"\s*(?:-|den(?: het)?(?: ngay)?|toi(?: ngay)?|~|>)\s*(?:ngay )?"


@dataclass(frozen=True)
class PlannedTime:
    """First and last day, both inclusive; ``None`` where the text leaves that end open."""

    first_day: date | None
    last_day: date | None


def from_serial(number: float, epoch: int = 1900) -> date | None:
    """An Excel day number as a date in the workbook's date system; None when not plausible."""
    return _EPOCHS[epoch] + timedelta(days=int(number)) if int(number) in _SERIALS else None


def parse_day(value: object, year: int, epoch: int = 1900) -> date | None:
    """A single day from a real date, a serial number or text: "5.6.2025", "01/11/25", "15/4"."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = fold(str(value)) if not isinstance(value, float) else f"{value:.0f}"
    if re.fullmatch(r"\d{5}(?:\.0+)?", text):
        return from_serial(float(text), epoch)
    if found := re.fullmatch(r"(?:ngay )?(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?", text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    # "5-6/2027" is May to June.
    if not _MONTHS_OF_A_YEAR.fullmatch(text) and (
        found := re.fullmatch(r"(?:ngay )?" + _DAY, text)
    ):
        return _found_day(found.groups(), year)
    return None


def is_day_or_months(text: str) -> bool:
    """Whether "5-6" stands alone: the fifth of June, or May to June. Nobody can tell."""
    found = re.fullmatch(r"(\d{1,2})\s*[-–]\s*(\d{1,2})", text.strip())
    return bool(found) and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 12  # type: ignore[index]


def parse_period(value: object, year: int, epoch: int = 1900, unit: str = "") -> PlannedTime | None:
    """The days an officer's words stand for; None when they do not say.

    ``unit`` is "quarter" or "month" when the column's header already says which number it holds.
    """
    if value is None or value == "":
        return None
    text = f"{value:.0f}" if isinstance(value, float) else clean(str(value))
    if unit and re.fullmatch(r"[\divIVxX]{1,4}(\s*[-,+]\s*[\divIVxX]{1,4})*", text):
        text = ("quý " if unit == "quarter" else "tháng ") + text
    elif day := parse_day(value, year, epoch):
        return PlannedTime(day, day)
    words = _normalise(text)
    if period := _read_two_years(words):
        return period
    words, stated = _take_year(words)
    year = stated or year
    for phrase in dict.fromkeys((_without_remarks(words), _EVENT.sub(" ", words))):
        for reader in _READERS:
            if period := reader(phrase, year):
                first, last = period.first_day, period.last_day
                return period if not first or not last or first <= last else None
    return (
        _months(1, 12, year)
        if stated and re.fullmatch(r"[\s(),.\-]*(?:nam)?[\s(),.\-]*", words)
        else None
    )


def _normalise(text: str) -> str:
    words = fold(text)
    words = re.sub(r"\bqu[iy]\b\.?", "quy", words)
    words = re.sub(r"\bq\s*\.?\s*(?=[1-4iv])", "quy ", words)
    words = re.sub(r"\b(?:t|thg|th)\s*\.?\s*(?=\d)", "thang ", words)
    words = re.sub(
        r"(?<![\d/.\-])(?<!thang )(?<!quy )(0?[1-9]|1[0-2])\s?([-,+&]|va)\s?(0?[1-9]|1[0-2])"
        r"(?=\s?/\s?20\d\d)",
        r"thang \1\2\3",
        words,
    )
    words = re.sub(
        r"(?<![\d/.\-])(?<!thang )(?<!quy )(0?[1-9]|1[0-2])(?=\s?[/\-]\s?20\d\d)",
        r"thang \1",
        words,
    )
    words = re.sub(r"(?<=quy )\s*0(?=[1-4])", "", words)
    words = re.sub(r"\b(iv|iii|ii|i)\b", lambda found: _ROMAN[found.group()], words)
    return re.sub(
        rf"\bthang ({_NUMBER_WORD})\b(?! thang)", lambda found: f"thang {_WORDS[found[1]]}", words
    )


def _without_remarks(words: str) -> str:
    """A time without what stands in brackets, or says which event it is near."""
    return re.sub(r"\([^)]*\)?", " ", _EVENT.sub(" ", words)).strip()


def _read_two_years(words: str) -> PlannedTime | None:
    """From a month of one year to a month of the next: "tháng 11/2027 - tháng 1/2028"."""
    found = re.findall(r"thang (\d{1,2})\s*[/-]\s*(20\d\d)", words)
    if len(found) != 2 or found[0][1] == found[1][1]:
        return None
    first, last = (_months(int(month), int(month), int(year)) for month, year in found)
    return _span(first.first_day, last.last_day) if first and last else None


def _take_year(words: str) -> tuple[str, int | None]:
    """Cut "/2025", "năm 2025" or a lone "2025" out; several years leave the last."""
    years = re.findall(r"\b(20\d\d)\b", words)
    if not years or re.search(
        r"(?<!quy )(?<!thang )(?<!\d)\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*20\d\d", words
    ):
        return words, int(years[-1]) if years else None
    return re.sub(
        r"\s*(?:/|-|\.|,|(?<!dau )(?<!giua )(?<!cuoi )\bnam\b)?\s*\b20\d\d\b", "", words
    ).strip(), int(years[-1])


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found_day(parts: tuple[str | None, ...], year: int) -> date | None:
    day, month, own = parts
    if own:
        year = int(own) + (2000 if len(own) == 2 else 0)
    return _day(int(day or 0), int(month or 0), year)


def _months(first: int, last: int, year: int) -> PlannedTime | None:
    if not (1 <= first <= last <= 12):
        return None
    return PlannedTime(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _span(first: date | None, last: date | None) -> PlannedTime | None:
    return PlannedTime(first, last) if first and last else None


def _read_day_ranges(words: str, year: int) -> PlannedTime | None:
    if found := re.search(_DAY + _LINK + _DAY, words):
        end_year = found[6] or found[3]
        return _span(
            _found_day((found[1], found[2], found[3] or end_year), year),
            _found_day((found[4], found[5], end_year), year),
        )
    if found := re.search(r"(\d{1,2})" + _LINK + _DAY, words):
        last = _found_day(found.groups()[1:], year)
        return (
            _span(last.replace(day=int(found[1])), last)
            if last and 1 <= int(found[1]) <= last.day
            else None
        )
    if found := re.search(r"(?:ngay )?(\d{1,2})" + _LINK + r"(\d{1,2}) thang (\d{1,2})\b", words):
        return _span(
            _day(int(found[1]), int(found[3]), year), _day(int(found[2]), int(found[3]), year)
        )
    if found := re.search(r"(?:^|\btu |\bngay )(\d{1,2}) thang (\d{1,2})\b", words):
        day = _day(int(found[1]), int(found[2]), year)
        return _open_ended(words, day, day, year)
    return None


def _open_ended(words: str, first: date | None, last: date | None, year: int) -> PlannedTime | None:
    """Apply "trước", "chậm nhất", "từ", "sau" to what the words name."""
    if not first or not last:
        return None
    if re.search(r"truoc (?:thang|quy)\b", words):
        return (
            _span(date(year, 1, 1), first - timedelta(days=1)) if first > date(year, 1, 1) else None
        )
    if re.search(
        r"\b(?:truoc|cham nhat|han cuoi|muon nhat|xong)\b|^(?:den|toi)\b", words
    ) and not re.search(r"\btu\b", words):
        return PlannedTime(date(year, 1, 1), last)
    if re.search(r"\bsau\b", words):
        return (
            _span(last + timedelta(days=1), date(year, 12, 31))
            if last < date(year, 12, 31)
            else None
        )
    if re.search(r"\b(?:tu|bat dau)\b", words) and not re.search(r"\b(?:den|toi)\b|-", words):
        return _span(first, date(year, 12, 31))
    return PlannedTime(first, last)


def _read_one_day(words: str, year: int) -> PlannedTime | None:
    days = list(re.finditer(r"(?<![\d/])" + _DAY + r"(?![\d/])", words))
    if len(days) == 1:
        [found] = days
        day = _found_day(found.groups(), year)
        return _open_ended(words, day, day, year)
    return None


def _read_counted_months(words: str, year: int) -> PlannedTime | None:
    if found := re.search(r"\b(\d{1,2}|" + _NUMBER_WORD + r") thang (dau|cuoi)\b", words):
        count = int(found[1]) if found[1].isdigit() else _WORDS[found[1]]
        return _months(1, count, year) if found[2] == "dau" else _months(13 - count, 12, year)
    return None


def _numbers_after(word: str, words: str) -> list[int]:
    """The numbers that a word governs: "quy 1+2", "thang 3, 4, 5", "quy 2 - quy 3"."""
    out: list[int] = []
    for found in re.finditer(
        (
            rf"\b{word}\s*((?:\d{{1,2}})(?:\s*(?:-|\+|,|;|&|/|va|den|toi|"
            rf"{word})\s*(?:{word}\s*)?\d{{1,2}})*)"
        ),
        words,
    ):
        out += [int(number) for number in re.findall(r"\d{1,2}", found[1])]
    return out


def _part_of(words: str, period: PlannedTime | None, of: str) -> PlannedTime | None:
    """Narrow a quarter or month to the part named: "đầu quý II", "giữa tháng 5", "cuối tháng 9"."""
    found = re.search(rf"\b(nua )?(dau|giua|cuoi) {of}", words)
    if not found or not period or not period.first_day or not period.last_day:
        return period
    first, last = period.first_day, period.last_day
    if found[1]:
        middle = (first + (last - first) / 2).replace(day=15)
        is_early = found[2] == "dau"
        return PlannedTime(first, middle) if is_early else PlannedTime(middle.replace(day=16), last)
    if of == "thang":
        cuts = {
            "dau": (first, first.replace(day=10)),
            "giua": (first.replace(day=11), first.replace(day=20)),
            "cuoi": (last.replace(day=21), last),
        }
        return PlannedTime(*cuts[found[2]])
    month = {"dau": first.month, "giua": first.month + 1, "cuoi": last.month}[found[2]]
    return _months(month, month, first.year)


def _read_quarters(words: str, year: int) -> PlannedTime | None:
    quarters = _numbers_after("quy", words)
    if not quarters:
        return None
    if not all(1 <= q <= 4 for q in quarters):
        return None
    first, last = 3 * min(quarters) - 2, 3 * max(quarters)
    beside = [month for month in _numbers_after("thang", words) if not first <= month <= last]
    if beside:  # "Tháng 4 và quý III"
        return _months(min(first, *beside), max(last, *beside), year)
    period = _part_of(words, _months(first, last, year), "quy")
    return period and _open_ended(words, period.first_day, period.last_day, year)


def _read_months(words: str, year: int) -> PlannedTime | None:
    months = _numbers_after("thang", words)
    if not months:
        return None
    period = _part_of(words, _months(min(months), max(months), year), "thang")
    return period and _open_ended(words, period.first_day, period.last_day, year)


def _read_seasons(words: str, year: int) -> PlannedTime | None:
    for pattern, months in _SEASONS:
        if re.search(pattern, words):
            return _months(*months, year)
    return None


_READERS: tuple[Callable[[str, int], PlannedTime | None], ...] = (
    _read_day_ranges,
    _read_counted_months,
    _read_quarters,
    _read_months,
    _read_one_day,
    _read_seasons,
)
