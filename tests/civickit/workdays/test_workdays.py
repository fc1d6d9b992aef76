from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civickit.workdays import DeadlineRule, Override, WorkCalendar, count_deadline, vietnam_calendar

SWAPS = [
    Override(date(2026, 1, 2), False, "QĐ 25/12/2025"),
    Override(date(2026, 1, 10), True, "QĐ 25/12/2025"),
    Override(date(2025, 4, 26), True, "TB"),
    Override(date(2025, 5, 2), False, "TB"),
]
VN = vietnam_calendar(SWAPS)
DAYS = st.dates(date(2020, 1, 1), date(2030, 11, 1))


def rule(count, unit="days", direction="after", **more):
    return DeadlineRule("R", "sự kiện", "the event", direction, count, unit, "Luật", "read", **more)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),
        (date(2026, 1, 17), False),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2026, 9, 2), False),
        (date(2026, 11, 24), False),
        (date(2027, 3, 1), True),
    ],
)
def test_days_worked_with_tet_and_swaps(day, works):
    assert VN.is_workday(day) is works
    for lang in ("vi", "en"):
        assert bool(VN.why_off(day, lang)) is not works


@pytest.mark.parametrize(
    ("event", "counted", "due"),
    [
        (date(2026, 3, 2), rule(15), date(2026, 3, 17)),
        (
            date(2026, 4, 10),
            rule(15),
            date(2026, 4, 28),
        ),  # 25/4 is a Saturday, 27/4 makes up for Hùng Kings on Sunday
        (date(2026, 2, 10), rule(10, "workdays"), date(2026, 3, 3)),  # Tết 16–20/2 is not counted
        (date(2026, 1, 8), rule(5, "workdays", "before"), date(2025, 12, 30)),
        (
            date(2026, 1, 5),
            rule(5, "workdays"),
            date(2026, 1, 10),
        ),  # the Saturday worked in exchange counts
        (date(2026, 3, 20), rule(15, "days", "before"), date(2026, 3, 5)),
        (
            date(2026, 3, 16),
            rule(15, "days", "before"),
            date(2026, 3, 1),
        ),  # a Sunday: counting back is never moved later
        (date(2026, 8, 31), rule(6, "months"), date(2027, 3, 1)),  # 28/2/2027 is a Sunday
        (date(2026, 5, 4), rule(1, "year_end"), date(2026, 12, 31)),
    ],
)
def test_deadlines(event, counted, due):
    assert count_deadline(counted, event, VN).due == due


def test_the_counting_is_shown_step_by_step():
    told = count_deadline(rule(5, "workdays", "before"), date(2026, 1, 8), VN)
    assert [step.sentence("vi") for step in told.steps] == [
        "thứ Năm 8/1/2026: ngày sự kiện; ngày này không tính",
        "thứ Năm 1/1/2026: nghỉ, không tính: Tết Dương lịch",
        "thứ Sáu 2/1/2026: nghỉ, không tính: nghỉ hoán đổi (QĐ 25/12/2025)",
        "thứ Ba 30/12/2025: lùi 5 ngày làm việc",
    ]
    assert [step.sentence("en") for step in told.steps] == [
        "Thursday 8 Jan 2026: the day of the event; not counted",
        "Thursday 1 Jan 2026: off, not counted: New Year's Day",
        "Friday 2 Jan 2026: off, not counted: a day off in exchange (QĐ 25/12/2025)",
        "Tuesday 30 Dec 2025: 5 working days earlier",
    ]
    assert told.counted_from == date(2026, 1, 7)


def test_a_number_of_our_own_is_called_suggested():
    assert count_deadline(rule(None, suggested=15), date(2026, 3, 2), VN).is_suggested
    assert not count_deadline(rule(None, suggested=15), date(2026, 3, 2), VN, count=30).is_suggested
    with pytest.raises(ValueError, match="R"):
        count_deadline(rule(None), date(2026, 3, 2), VN)


def test_a_calendar_closed_for_ever_is_refused():
    closed = WorkCalendar({date(2027, 1, 1) + timedelta(days=n): "nghỉ" for n in range(200)})
    with pytest.raises(ValueError, match="no working day"):
        closed.next_workday(date(2027, 1, 5))


@given(DAYS, st.integers(1, 60), st.sampled_from(["days", "workdays"]))
def test_a_deadline_forward_ends_on_a_working_day_after_the_event(event, count, unit):
    told = count_deadline(rule(count, unit), event, VN)
    assert told.due > event
    assert VN.is_workday(told.due)


@given(DAYS, st.integers(1, 40))
def test_working_days_count_back_to_where_they_came_from(day, count):
    start = VN.next_workday(day)
    assert VN.workdays_after(VN.workdays_after(start, count), -count) == start
