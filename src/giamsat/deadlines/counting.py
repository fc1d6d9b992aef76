"""Count what is due, under the rule's version of the day it began and the calendar of today."""

from datetime import date
from functools import lru_cache
from typing import Any

from civickit.workdays import Deadline, Override, WorkCalendar, count_deadline, vietnam_calendar
from giamsat.deadlines.models import AnnouncedDay, Counted
from giamsat.foundation.capability import Clock, capabilities
from giamsat.rulebooks import DeadlineVersion, deadline_versions, find_deadline_rule, official_swaps


def clocks() -> dict[str, Clock]:
    """Tables whose rows are counted anew when a day is announced, by their label."""
    every = [clock for face in capabilities().values() for clock in face.clocks]
    return {clock.model._meta.label_lower: clock for clock in every}


def working_calendar() -> WorkCalendar:
    """The calendar with official swaps and what was announced since; one query."""
    announced = AnnouncedDay.objects.filter(withdrawn_at=None).values_list(
        "day", "is_working", "source"
    )
    return _calendar(tuple(announced))


@lru_cache(maxsize=8)
def _calendar(announced: tuple[tuple[date, bool, str], ...]) -> WorkCalendar:
    return vietnam_calendar([*official_swaps(), *(Override(*one) for one in announced)])


def version_of(rule: str, valid_from: date | None, event: date) -> DeadlineVersion:
    """The version a row began with, or the one in force on the day of the event.

    Raises UnknownRule.
    """
    for version in deadline_versions():
        if version.rule.id == rule and version.valid_from == valid_from:
            return version
    return find_deadline_rule(rule, event)


def counted(
    rule: str,
    event: date,
    *,
    number: int | None = None,
    valid_from: date | None = None,
    calendar: WorkCalendar | None = None,
) -> Deadline:
    """A deadline with the steps of its counting. Raises UnknownRule."""
    return count_deadline(
        version_of(rule, valid_from, event).rule,
        event,
        calendar or working_calendar(),
        count=number,
    )


def due_fields(
    rule: str, event: date | None, *, number: int | None = None, runs: bool = True
) -> dict[str, Any]:
    """The fields of a row that is due by a rule; without an event nothing is due yet."""
    if not rule or event is None:
        return {
            "rule": rule,
            "rule_from": None,
            "event_on": None,
            "number": number,
            "due_on": None,
            "is_running": False,
        }
    version = find_deadline_rule(rule, event)
    due = count_deadline(version.rule, event, working_calendar(), count=number).due
    return {
        "rule": rule,
        "rule_from": version.valid_from,
        "event_on": event,
        "number": number,
        "due_on": due,
        "is_running": runs,
    }


def explained(row: Counted, calendar: WorkCalendar | None = None) -> Deadline | None:
    """How a row's day was counted; None when no rule counts it."""
    if not row.rule or row.event_on is None:
        return None
    return counted(
        row.rule, row.event_on, number=row.number, valid_from=row.rule_from, calendar=calendar
    )
