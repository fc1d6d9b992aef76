"""Working days in Viet Nam and deadlines counted from rules. Public face below."""

from civickit.workdays.calendar import Override, WorkCalendar, vietnam_calendar
from civickit.workdays.deadlines import UNITS, CountedStep, Deadline, DeadlineRule, count_deadline
from civickit.workdays.wording import day_in, days_in, weekday_in

__all__ = [
    "UNITS",
    "CountedStep",
    "Deadline",
    "DeadlineRule",
    "Override",
    "WorkCalendar",
    "count_deadline",
    "day_in",
    "days_in",
    "vietnam_calendar",
    "weekday_in",
]
