"""The days a target is counted over, as of a day.

Months to terms, a span of its own, or the months just passed.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from civickit.workdays import day_in

EVERY = ("month", "quarter", "half_year", "year", "term")
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Term:
    """A term of office: ``start`` of one of them and how many ``years`` each lasts."""

    start: date
    years: int = 5


@dataclass(frozen=True)
class Period:
    """``every`` month, quarter, half_year, year or term.

    Or ``span`` of two days; or the last ``months``.

    ``by`` (month, day) ends the counting early within its year or term: what comes later is too
    late.
    """

    every: str = ""
    span: tuple[date, date] | None = None
    months: int = 0
    by: tuple[int, int] | None = None


@dataclass(frozen=True)
class Window:
    """Inclusive days. ``last`` is the day the period ends.

    ``closes`` the last day that still counts.
    """

    first: date
    last: date
    closes: date
    label: str
    label_en: str

    def sentence(self, lang: str) -> str:
        """The period as it stands within a sentence."""
        return self.label_en if lang == "en" else self.label


def window_of(period: Period, as_of: date, term: Term) -> Window:
    """The period a day lies in; a span and the last months are themselves.

    >>> window_of(Period("quarter"), date(2026, 8, 5), Term(date(2025, 1, 1))).label
    'quý III năm 2026'
    """
    if period.span:
        first, last = period.span
        vi = f"từ {written(first)} đến {written(last)}"
        en = f"{day_in(first, 'en')} to {day_in(last, 'en')}"
        return Window(first, last, _closing(period, first, last), vi, en)
    if period.months:
        first = add_months(as_of + timedelta(days=1), -period.months)
        vi = f"{period.months} tháng đến {written(as_of)}"
        en = f"the {period.months} months to {day_in(as_of, 'en')}"
        return Window(first, as_of, as_of, vi, en)
    first = _first_day(period.every, as_of, term)
    months = 12 * term.years if period.every == "term" else _MONTHS[period.every]
    last = add_months(first, months) - timedelta(days=1)
    return Window(first, last, _closing(period, first, last), *_labels(period.every, first, last))


def back(period: Period, as_of: date, term: Term, times: int) -> date:
    """The last day of the period ``times`` before the one a day lies in; the day itself for 0."""
    if times == 0:
        return as_of
    if period.span or period.months:
        return add_months(as_of, -(period.months or 12) * times)
    months = 12 * term.years if period.every == "term" else _MONTHS[period.every]
    return add_months(_first_day(period.every, as_of, term), -months * (times - 1)) - timedelta(
        days=1
    )


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _first_day(every: str, as_of: date, term: Term) -> date:
    if every == "term":
        passed = (
            as_of.year
            - term.start.year
            - ((as_of.month, as_of.day) < (term.start.month, term.start.day))
        )
        return add_months(term.start, 12 * (passed // term.years) * term.years)
    size = _MONTHS[every]
    return date(as_of.year, (as_of.month - 1) // size * size + 1, 1)


def _closing(period: Period, first: date, last: date) -> date:
    if period.by is None:
        return last
    month, day = period.by
    closing = date(last.year, month, min(day, calendar.monthrange(last.year, month)[1]))
    return min(last, max(first, closing))


def _labels(every: str, first: date, last: date) -> tuple[str, str]:
    year, quarter = first.year, (first.month - 1) // 3
    if every == "term":
        years = f"{year}–{last.year + (last.month == 12 and last.day == 31 and first.month == 1)}"
        return f"nhiệm kỳ {years}", f"the term {years}"
    half, half_en = ("đầu", "first") if first.month == 1 else ("cuối", "second")
    return {
        "month": (f"tháng {first.month} năm {year}", f"{calendar.month_name[first.month]} {year}"),
        "quarter": (f"quý {_ROMAN[quarter]} năm {year}", f"quarter {_ROMAN[quarter]} of {year}"),
        "half_year": (f"6 tháng {half} năm {year}", f"the {half_en} half of {year}"),
        "year": (f"năm {year}", str(year)),
    }[every]


def written(day: date) -> str:
    """A day as Vietnamese writes it: 5/8/2026."""
    return f"{day.day}/{day.month}/{day.year}"
