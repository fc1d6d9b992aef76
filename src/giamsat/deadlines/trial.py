"""Try a change of law before it is in force: which running cases would fall under it, and what their days would be."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from civickit.workdays import count_deadline
from giamsat.deadlines.counting import clocks, working_calendar
from giamsat.rulebooks import DeadlineVersion

MOST = 200  # rows that are shown; all are counted


@dataclass(frozen=True)
class Moved:
    """A running row with its day under the present version and under the one that is tried."""

    name: str
    href: str
    event_on: date
    old_due: date
    new_due: date


@dataclass(frozen=True)
class Trial:
    """What a change would do: rows that would be counted anew, those that keep their version, and the first of them."""

    falling: int
    moved: int
    keeping: int
    rows: list[Moved]


def try_change(version: DeadlineVersion, *, count: int, unit: str, valid_from: date) -> Trial:
    """Rows whose event is on or after the first day fall under the new version; earlier ones keep theirs.

    A row that asks for its own number of days keeps it. Nothing is written.
    """
    calendar = working_calendar()
    rule = replace(version.rule, count=count, unit=unit)
    falling = moved = keeping = 0
    shown: list[Moved] = []
    for clock in clocks().values():
        table: Any = clock.model._default_manager
        rows = table.filter(is_running=True, rule=version.rule.id, due_on__isnull=False)
        keeping += rows.filter(event_on__lt=valid_from).count()
        told = list(
            rows.filter(event_on__gte=valid_from)
            .order_by("due_on", "id")
            .values_list("id", "event_on", "number", "due_on")
        )
        falling += len(told)
        days = {
            event: count_deadline(rule, event, calendar).due for event in {one[1] for one in told}
        }
        changed = [one for one in told if one[2] is None and days[one[1]] != one[3]]
        moved += len(changed)
        first = changed[: MOST - len(shown)]
        names = clock.tell([one[0] for one in first]) if first else {}
        shown += [
            Moved(*names.get(row_id, ("–", "")), event, old, days[event])
            for row_id, event, _number, old in first
        ]
    return Trial(falling, moved, keeping, shown)
