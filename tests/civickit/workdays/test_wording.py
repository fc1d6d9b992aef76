"""The time of an activity as an office prints it."""

from datetime import date

import pytest

from civickit.workdays import time_in, whole_span

MARCH, MAY, JULY = date(2027, 3, 15), date(2027, 5, 3), date(2027, 7, 31)


@pytest.mark.parametrize(
    ("first", "last", "unit", "vi", "en"),
    [
        (MARCH, MARCH, "day", "15/3", "15 Mar"),
        (MAY, date(2027, 5, 7), "day", "3/5–7/5", "3 May–7 May"),
        (MAY, date(2027, 5, 7), "month", "Tháng 5", "May"),
        (MARCH, MAY, "month", "Tháng 3–5", "Mar–May"),
        (MAY, date(2027, 6, 30), "quarter", "Quý II", "Q2"),
        (MARCH, JULY, "quarter", "Quý I–III", "Q1–3"),
    ],
)
def test_a_time_is_printed_by_quarter_month_or_day(first, last, unit, vi, en):
    assert time_in(first, last, unit, "vi").replace("\u2060", "") == vi
    assert time_in(first, last, unit, "en").replace("\u2060", "") == en


@pytest.mark.parametrize(
    ("unit", "span"),
    [
        ("day", (MAY, JULY)),
        ("month", (date(2027, 5, 1), JULY)),
        ("quarter", (date(2027, 4, 1), date(2027, 9, 30))),
    ],
)
def test_a_calendar_shows_no_day_that_is_not_printed(unit, span):
    assert whole_span(MAY, JULY, unit) == span


def test_the_last_month_ends_with_the_year():
    december = date(2027, 12, 6)
    assert whole_span(december, december, "quarter") == (date(2027, 10, 1), date(2027, 12, 31))
