"""Working days in Viet Nam and deadlines counted from rules. Public face below."""

from civickit.workdays.calendar import Override, WorkCalendar, vietnam_calendar
from civickit.workdays.deadlines import UNITS, CountedStep, Deadline, DeadlineRule, count_deadline
from civickit.workdays.wording import TIME_UNITS, day_in, days_in, time_in, weekday_in, whole_span

__all__ = [
    "TIME_UNITS",
    "UNITS",
    "CountedStep",
    "Deadline",
    "DeadlineRule",
    "Override",
    "WorkCalendar",
    "count_deadline",
    "day_in",
    "days_in",
    "time_in",
    "vietnam_calendar",
    "weekday_in",
    "whole_span",
]
