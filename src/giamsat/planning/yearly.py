"""The calendar of one year as planning needs it."""

import re
from datetime import date, timedelta

from civickit.workdays import WorkCalendar

_NEW_YEAR = re.compile("Tết Nguyên|Giao thừa")


def tet_of(year: int) -> tuple[date, date] | None:
    """First and last day of the New Year holiday by the lunar calendar."""
    import holidays

    days = [
        day
        for day, name in holidays.country_holidays("VN", years=year, language="vi").items()
        if _NEW_YEAR.search(name)
    ]
    return (min(days), max(days)) if days else None


def rest_days(year: int, calendar: WorkCalendar) -> list[date]:
    """Weekdays on which offices are closed."""
    first = date(year, 1, 1)
    return [
        day
        for day in (first + timedelta(days=n) for n in range(366))
        if day.weekday() < 5 and not calendar.is_workday(day)
    ]
