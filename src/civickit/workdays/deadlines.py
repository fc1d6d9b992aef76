"""A deadline and how it was counted.

"Kể từ ngày" begins the day after the event, and a last day that is a rest day moves to the next
working day (Civil Code 2015, Arts. 147-148). "Chậm nhất N ngày trước" counts back and is never
moved later.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from civickit.workdays.calendar import WorkCalendar
from civickit.workdays.wording import weekday_in

CALENDAR, WORKING, MONTHS, YEAR_END = UNITS = ("days", "workdays", "months", "year_end")
_UNIT_WORDS = {
    CALENDAR: ("ngày", "days"),
    WORKING: ("ngày làm việc", "working days"),
    MONTHS: ("tháng", "months"),
}


@dataclass(frozen=True)
class DeadlineRule:
    """A rule of law as data. ``count`` is None where the law gives no number.

    Then ``suggested`` may stand in. ``event_en`` is the event in English, as it follows "the day
    of".
    """

    id: str
    event: str
    event_en: str
    direction: str  # after or before
    count: int | None
    unit: str
    source: str
    certainty: str
    longest: int | None = None  # the count when extended or complex
    suggested: int | None = None
    title: str = ""


@dataclass(frozen=True)
class CountedStep:
    """One step of the counting, in words."""

    day: date
    vi: str
    en: str

    def sentence(self, lang: str) -> str:
        """The day and what it is in the counting."""
        what = self.vi if lang == "vi" else self.en
        return f"{weekday_in(self.day, lang)}: {what}"


@dataclass(frozen=True)
class Deadline:
    """The day something is due; ``counted_from`` is the first day that counts."""

    due: date
    counted_from: date
    rule: DeadlineRule
    is_suggested: bool
    steps: tuple[CountedStep, ...]


def count_deadline(
    rule: DeadlineRule, event: date, calendar: WorkCalendar, *, count: int | None = None
) -> Deadline:
    """Count a rule from the day of its event.

    ``count`` overrides the rule's own (an extension, a class of cases).

    Raises ValueError when the rule gives no number and suggests none.
    """
    number = count or rule.count or rule.suggested
    if number is None:
        raise ValueError(rule.id)
    if rule.unit == WORKING:
        due, first, counted = _in_workdays(rule, event, calendar, number)
    elif rule.unit == YEAR_END:
        due, first = date(event.year, 12, 31), event + timedelta(days=_sign(rule))
        counted = [CountedStep(due, "hết quý IV", "the end of the fourth quarter")]
    else:
        due, first, counted = _in_calendar(rule, event, calendar, number)
    begin = CountedStep(
        event,
        f"ngày {rule.event}; ngày này không tính",
        f"the day of {rule.event_en}; not counted",
    )
    is_suggested = count is None and rule.count is None
    return Deadline(due, first, rule, is_suggested, (begin, *counted))


def _sign(rule: DeadlineRule) -> int:
    return 1 if rule.direction == "after" else -1


def _in_workdays(
    rule: DeadlineRule, event: date, calendar: WorkCalendar, number: int
) -> tuple[date, date, list[CountedStep]]:
    """The last day, the first that counts, and the days off passed over between them."""
    due = calendar.workdays_after(event, _sign(rule) * number)
    first = calendar.workdays_after(event, _sign(rule))
    return due, first, [*_met(event, due, calendar), _passed(rule, due, number)]


def _in_calendar(
    rule: DeadlineRule, event: date, calendar: WorkCalendar, number: int
) -> tuple[date, date, list[CountedStep]]:
    """The last day, moved to a working day where the count goes on, and the first that counts."""
    due = _shifted(event, _sign(rule) * number, rule.unit)
    steps = [_passed(rule, due, number)]
    if rule.direction == "after" and not calendar.is_workday(due):
        off, due = due, calendar.next_workday(due)
        steps.append(
            CountedStep(
                due,
                f"ngày cuối là ngày nghỉ ({calendar.why_off(off, 'vi')}), "
                "chuyển sang ngày làm việc tiếp theo",
                f"the last day is off ({calendar.why_off(off, 'en')}); "
                "moved to the next working day",
            )
        )
    return due, event + timedelta(days=_sign(rule)), steps


def _passed(rule: DeadlineRule, due: date, number: int) -> CountedStep:
    forward = rule.direction == "after"
    vi, en = _UNIT_WORDS[rule.unit]
    unit = en.removesuffix("s") if number == 1 else en
    return CountedStep(
        due,
        f"{'hết' if forward else 'lùi'} {number} {vi}",
        f"{number} {unit} {'later' if forward else 'earlier'}",
    )


def _shifted(event: date, number: int, unit: str) -> date:
    """Calendar days, or months to the same day or the month's last (Civil Code 2015, Art. 148)."""
    if unit == CALENDAR:
        return event + timedelta(days=number)
    months = event.year * 12 + event.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(event.day, monthrange(year, month + 1)[1]))


def _met(event: date, due: date, calendar: WorkCalendar) -> Iterator[CountedStep]:
    """Days off that were passed over, weekends together with what stands beside them."""
    first, last = min(event, due), max(event, due)
    for offset in range(1, (last - first).days):
        day = first + timedelta(days=offset)
        if not calendar.is_workday(day) and day.weekday() < 5:
            yield CountedStep(
                day,
                f"nghỉ, không tính: {calendar.why_off(day, 'vi')}",
                f"off, not counted: {calendar.why_off(day, 'en')}",
            )
        elif calendar.is_workday(day) and day.weekday() >= 5:
            yield CountedStep(
                day,
                "ngày nghỉ cuối tuần nhưng làm bù, có tính",
                "a weekend day worked in exchange, counted",
            )
