"""Try a change of law before it is in force.

Which running cases would fall under it, and what their days would be.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from civickit.workdays import count_deadline
from giamsat.deadlines.counting import clocks, working_calendar
from giamsat.foundation.capability import Clock
from giamsat.rulebooks import DeadlineVersion

MOST = 200  # rows that are shown; all are counted


@dataclass(frozen=True)
class RecountedRow:
    """A running row with its day under the present version and under the one that is tried."""

    name: str
    href: str
    event_on: date
    old_due: date
    new_due: date


@dataclass(frozen=True)
class LawTrial:
    """What a change would do.

    Rows that would be counted anew, those that keep their version, and the first of them.
    """

    falling: int
    moved: int
    keeping: int
    rows: list[RecountedRow]


# A row's number, its event, its own count of days, and its day as it is.
Running = tuple[int, date, int | None, date]


def try_change(version: DeadlineVersion, *, count: int, unit: str, valid_from: date) -> LawTrial:
    """Rows whose event is on or after the first day fall under the new version.

    Earlier ones keep theirs. A row that asks for its own number of days keeps it. Nothing is
    written.
    """
    calendar = working_calendar()
    rule = replace(version.rule, count=count, unit=unit)
    falling = moved = keeping = 0
    shown: list[RecountedRow] = []
    for clock in clocks().values():
        table: Any = clock.model._default_manager
        rows = table.filter(is_running=True, rule=version.rule.id, due_on__isnull=False)
        keeping += rows.filter(event_on__lt=valid_from).count()
        under = _running(rows.filter(event_on__gte=valid_from))
        events = {event for _id, event, _number, _due in under}
        days = {event: count_deadline(rule, event, calendar).due for event in events}
        changed = [row for row in under if row[2] is None and days[row[1]] != row[3]]
        falling, moved = falling + len(under), moved + len(changed)
        shown += _shown(clock, changed[: MOST - len(shown)], days)
    return LawTrial(falling, moved, keeping, shown)


def _running(rows: Any) -> list[Running]:
    columns = ("id", "event_on", "number", "due_on")
    return list(rows.order_by("due_on", "id").values_list(*columns))


def _shown(
    clock: Clock, changed: Sequence[Running], days: Mapping[date, date]
) -> list[RecountedRow]:
    names = clock.tell([row[0] for row in changed]) if changed else {}
    return [
        RecountedRow(*names.get(row_id, ("–", "")), event, old, days[event])
        for row_id, event, _number, old in changed
    ]
