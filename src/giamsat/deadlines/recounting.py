"""Move every running deadline that an announced day touches.

The day before, the day now and how it was counted are kept.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from civickit.workdays import CountedStep, Deadline, WorkCalendar, count_deadline
from giamsat.deadlines.counting import clocks, version_of, working_calendar
from giamsat.deadlines.models import AnnouncedDay, DueChange
from giamsat.foundation.words import LANGUAGES
from giamsat.jobs.handlers import Handle

if TYPE_CHECKING:
    from django.db.models import QuerySet


def recount(handle: Handle) -> None:
    """The job that follows an announcement or its withdrawal."""
    announced = AnnouncedDay.objects.get(id=handle.job.subject_id)
    handle.step("recounting")
    with transaction.atomic():
        handle.still_held()
        recount_all(announced, now=timezone.now())


def recount_all(announced: AnnouncedDay, *, now: datetime) -> int:
    """Every table with a clock; how many rows moved.

    Rows that share rule, event and number are counted once.
    """
    calendar = working_calendar()
    return sum(_recount_table(clock.model, announced, calendar, now) for clock in clocks().values())


Alike = tuple[str, date, date, int | None, date]  # rule, version, event, number, due


def _recount_table(
    model: type[Model], announced: AnnouncedDay, calendar: WorkCalendar, now: datetime
) -> int:
    manager: Any = model._default_manager  # of any table with a clock
    rows = manager.filter(is_running=True, due_on__isnull=False).exclude(rule="")
    columns = ("rule", "rule_from", "event_on", "number", "due_on")
    moved = [
        (group, counted)
        for group in rows.values_list(*columns).distinct()
        if (counted := _count(group, calendar)).due != group[-1]
    ]
    return sum(
        _move(
            rows.filter(**dict(zip(columns, group, strict=True))),
            announced,
            counted.due,
            _in_words(counted.steps),
            now,
        )
        for group, counted in moved
    )


def _count(group: Alike, calendar: WorkCalendar) -> Deadline:
    rule, valid_from, event, number, _due = group
    return count_deadline(version_of(rule, valid_from, event).rule, event, calendar, count=number)


def _in_words(steps: Sequence[CountedStep]) -> dict[str, list[str]]:
    return {lang: [step.sentence(lang) for step in steps] for lang in LANGUAGES}


def _move(
    rows: "QuerySet[Any]",
    announced: AnnouncedDay,
    due: date,
    steps: dict[str, list[str]],
    now: datetime,
) -> int:
    """Rows of one group.

    What was and what is goes to the history in one statement, then the rows get their day.
    """
    ids = list(
        rows.select_for_update().values_list("id", flat=True)
    )  # nobody answers one of them meanwhile
    chosen, values = rows.order_by().values("id", "due_on").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {DueChange._meta.db_table} "  # noqa: S608 - our own names
            '(announced_id, "table", row_id, old_due, new_due, steps, at) '
            f"SELECT %s, %s, chosen.id, chosen.due_on, %s, %s, %s FROM ({chosen}) AS chosen",
            [
                announced.id,
                rows.model._meta.label_lower,
                due,
                json.dumps(steps, ensure_ascii=False),
                now,
                *values,
            ],
        )
    rows.update(due_on=due)
    return len(ids)
