"""What the pages of days need, in a fixed number of queries."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet

from giamsat.deadlines.counting import clocks
from giamsat.deadlines.models import AnnouncedDay, Counted, DueChange
from giamsat.jobs.models import Job


def announced_days() -> QuerySet[AnnouncedDay]:
    """Newest day first."""
    return AnnouncedDay.objects.order_by("-day", "-id")


def moved_by(ids: Sequence[int]) -> dict[int, int]:
    """How many deadlines each announcement moved."""
    rows = (
        DueChange.objects.filter(announced__in=ids)
        .values_list("announced")
        .annotate(n=Count("id"))
        .order_by()
    )
    return dict(rows.values_list("announced", "n"))


def told(changes: Sequence[DueChange]) -> list[tuple[DueChange, str, str]]:
    """Changes with the name and the address of what they moved; one query a table."""
    by_table: dict[str, list[int]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change.row_id)
    known = clocks()
    names = {table: known[table].tell(ids) for table, ids in by_table.items() if table in known}
    return [
        (change, *names.get(change.table, {}).get(change.row_id, (change.table, "")))
        for change in changes
    ]


def changes_of(row: Counted) -> QuerySet[DueChange]:
    """How often announced days moved one deadline, newest first."""
    return (
        DueChange.objects.filter(table=row._meta.label_lower, row_id=row.pk)
        .select_related("announced")
        .order_by("-id")
    )


def recounting(announced: AnnouncedDay) -> Job | None:
    """The newest job that counts after an announcement."""
    return Job.objects.filter(kind="recount", subject_id=announced.id).order_by("-id").first()
