"""Which days are worked: weekends, public holidays, Tết, and the days the Government swaps.

Holidays come from the ``holidays`` library (Labour Code 2019, Art. 112); announced swaps are data
and win over it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from civickit.workdays.wording import name_of_weekday

_SATURDAY = 5
_LONGEST_REST = 60  # days; a calendar closed for longer is a mistake in the data


@dataclass(frozen=True)
class Override:
    """A day that an official announcement makes working or off, whatever the rule says."""

    day: date
    is_working: bool
    source: str


class WorkCalendar:
    """Answers for single days.

    ``holidays`` maps days off to their names, ``in_english`` the same days.
    """

    def __init__(
        self,
        holidays: Mapping[date, str],
        overrides: Iterable[Override] = (),
        in_english: Mapping[date, str] | None = None,
    ) -> None:
        self._holidays = holidays
        self._names = {"vi": holidays, "en": holidays if in_english is None else in_english}
        self._overrides = {one.day: one for one in overrides}

    def is_workday(self, day: date) -> bool:
        """Whether offices work on the day."""
        if day in self._overrides:
            return self._overrides[day].is_working
        return day.weekday() < _SATURDAY and day not in self._holidays

    def why_off(self, day: date, lang: str) -> str:
        """What closes the day; empty on a working day."""
        if self.is_workday(day):
            return ""
        if day in self._overrides:
            swapped = "a day off in exchange" if lang == "en" else "nghỉ hoán đổi"
            return f"{swapped} ({self._overrides[day].source})"
        return self._names[lang].get(day) or name_of_weekday(day, lang)

    def next_workday(self, day: date) -> date:
        """The first working day after the day."""
        return self._walk(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last working day before the day."""
        return self._walk(day, -1)

    def _walk(self, day: date, step: int) -> date:
        for _ in range(_LONGEST_REST):
            day += timedelta(days=step)
            if self.is_workday(day):
                return day
        raise ValueError(f"no working day near {day}")

    def workdays_after(self, start: date, count: int) -> date:
        """The day on which the count-th working day after start ends.

        The start is not counted, negative counts go back.
        """
        day = start
        for _ in range(abs(count)):
            day = self.next_workday(day) if count > 0 else self.previous_workday(day)
        return day


def vietnam_calendar(overrides: Iterable[Override] = ()) -> WorkCalendar:
    """The Vietnamese calendar for any year the library knows, with official swaps on top."""
    import holidays

    return WorkCalendar(
        holidays.country_holidays("VN", language="vi"),
        overrides,
        holidays.country_holidays("VN", language="en_US"),
    )
