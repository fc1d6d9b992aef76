"""Checks of what a person typed that several commands share."""

from datetime import date

from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words

FIRST_YEAR, LAST_YEAR = 2000, 2100
NOT_UTF8 = Words("không phải UTF-8", "it is not UTF-8")
WRONG_LINE = Words("dòng {number} chưa đúng ({error})", "line {number} is wrong ({error})")


class BadYear(Refusal):
    """The year is out of reason."""

    code = "BAD_YEAR"
    vi = "Năm {year} không hợp lý. Ghi năm của chương trình, ví dụ --year 2027."
    en = "The year {year} is not plausible. Give the programme's year, for example --year 2027."


class BadDay(Refusal):
    """The day is no day, or out of reason."""

    code = "BAD_DAY"
    vi = "{given} không phải ngày có thật. Ghi dạng năm-tháng-ngày, ví dụ 2026-01-31."
    en = "{given} is no day. Write it as year-month-day, for example 2026-01-31."


def checked_year(year: int) -> int:
    """The year, if a programme can be of it. Raises BadYear."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadYear(year=year)
    return year


def checked_day(text: str) -> date:
    """A day typed as 2026-01-31. Raises BadDay."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadDay(given=text) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadDay(given=text)
    return day
