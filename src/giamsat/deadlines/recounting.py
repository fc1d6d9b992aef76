"""Move every running deadline that an announced day touches, keeping the day before, the day now and how it was counted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.workdays import WorkCalendar, count_deadline
from giamsat.deadlines.counting import CLOCKS, version_of, working_calendar
from giamsat.deadlines.models import AnnouncedDay, Counted, DueChange
from giamsat.jobs.handlers import Handle

_BATCH = 10_000


def recount(handle: Handle) -> None:
    """The job that follows an announcement or its withdrawal."""
    announced = AnnouncedDay.objects.get(id=handle.job.subject_id)
    handle.step("recounting")
    with transaction.atomic():
        handle.still_held()
        recount_all(announced, now=timezone.now())


def recount_all(announced: AnnouncedDay, *, now: datetime) -> int:
    """Every registered table; how many rows moved. Rows that share rule, event and number are counted once."""
    calendar = working_calendar()
    return sum(_recount_table(clock.model, announced, calendar, now) for clock in CLOCKS.values())


Group = tuple[str, date, date, int | None, date]  # rule, version, event, number, due


def _recount_table(model: type[Counted], announced: AnnouncedDay, calendar: WorkCalendar, now: datetime) -> int:
    manager: Any = model._default_manager  # of any registered table
    rows = manager.filter(is_running=True, due_on__isnull=False).exclude(rule="")
    moved: dict[Group, tuple[date, list[str]]] = {}
    for group in rows.values_list("rule", "rule_from", "event_on", "number", "due_on").distinct():
        rule, valid_from, event, number, old = group
        told = count_deadline(version_of(rule, valid_from, event).rule, event, calendar, count=number)
        if told.due != old:
            moved[group] = (told.due, [step.text_vi for step in told.steps])
    if not moved:
        return 0
    changes, table = [], model._meta.label_lower
    touched = rows.filter(due_on__in={group[-1] for group in moved}, event_on__in={group[2] for group in moved})
    ids: dict[date, list[int]] = {}
    for row_id, *group in touched.values_list("id", "rule", "rule_from", "event_on", "number", "due_on"):
        if tuple(group) in moved:
            new, steps = moved[tuple(group)]
            ids.setdefault(new, []).append(row_id)
            changes.append(DueChange(announced=announced, table=table, row_id=row_id, old_due=group[-1],
                                     new_due=new, steps=steps, at=now))  # fmt: skip
    for new, several in ids.items():
        for start in range(0, len(several), _BATCH):
            manager.filter(id__in=several[start : start + _BATCH]).update(due_on=new)
    DueChange.objects.bulk_create(changes, batch_size=_BATCH)
    return len(changes)
