"""The job that groups a version's opinions.

What a person has grouped, and what was answered, stays as it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from os import cpu_count
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from civickit.consolidation import Group, Opinion, consolidate
from giamsat.criticism.batches import batched
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.placing import engine_draft
from giamsat.criticism.states import OpinionState
from giamsat.foundation import transactions as db
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.organisations.actors import SYSTEM
from giamsat.supervision.heeding import follow

_BATCH = 5_000
# Opinions wait so long for others before they are grouped by themselves.
_QUIET = timedelta(minutes=10)
_COLUMNS = (
    "id",
    "provision",
    "text",
    "stance",
    "who_type",
    "who",
    "who_key",
    "group",
    "is_pinned",
)
# Who did not say who they are counts once each.
_PEOPLE = Count("who_key", filter=~Q(who_key=""), distinct=True) + Count("id", filter=Q(who_key=""))


class _Placed(NamedTuple):
    """What grouping reads of an opinion: which it is, and the group it stays in."""

    id: int
    kept: int | None


def group_opinions(handle: Handle) -> None:
    """Group all counted opinions of the job's version."""
    draft = DraftVersion.objects.get(id=handle.job.subject_id)
    handle.step("opinions-grouping")
    begun = timezone.now()
    placed, opinions = _read(draft)
    found = consolidate(engine_draft(draft), opinions, processes=cpu_count() or 1)
    handle.step("opinions-writing")
    with transaction.atomic():
        handle.still_held()
        db.lock(draft.case)
        _write(draft, placed, found.groups)
        count_draft(draft)
        DraftVersion.objects.filter(id=draft.id).update(groups_made_at=begun)
        follow(actor=SYSTEM, case=draft.case, now=timezone.now())


def _read(draft: DraftVersion) -> tuple[list[_Placed], list[Opinion]]:
    kept = set(
        OpinionGroup.objects.filter(
            Q(is_kept=True) | Q(answer__isnull=False), draft=draft
        ).values_list("id", flat=True)
    )
    paths = dict(draft.provisions.values_list("id", "path"))
    rows = DraftOpinion.objects.filter(draft=draft, state=OpinionState.COUNTED).order_by("id")
    placed, opinions = [], []
    for row in rows.values_list(*_COLUMNS, named=True).iterator(_BATCH):
        stays = row.is_pinned or row.group in kept
        placed.append(_Placed(row.id, row.group if stays else None))
        opinions.append(
            Opinion(
                id=str(row.id),
                who=row.who or row.who_key,
                who_type=row.who_type,
                anchor=None,
                text=row.text,
                stance=row.stance,
                path=paths.get(row.provision, ""),
            )
        )
    return placed, opinions


def _write(draft: DraftVersion, placed: Sequence[_Placed], groups: Iterable[Group]) -> None:
    """Write groups down.

    New ones take what nobody has placed; a newcomer joins the kept group its words belong with.
    """
    _dissolve(draft)
    fresh: list[tuple[OpinionGroup, list[int]]] = []
    joining: dict[int, list[int]] = defaultdict(list)
    rows = draft.provisions.values_list("path", "id", "place")
    provisions = {path: (provision, place) for path, provision, place in rows}
    for group in groups:
        members = [placed[place] for place in group.members]
        free = [member.id for member in members if member.kept is None]
        held = Counter(member.kept for member in members if member.kept is not None)
        if held and free:
            joining[min(held, key=lambda kept: (-held[kept], kept))] += free
        elif free:
            new = _new_group(group, len(free))
            new.draft = draft
            new.provision_id, new.place = provisions.get(new.path, (None, len(provisions)))
            fresh.append((new, free))
    OpinionGroup.objects.bulk_create([new for new, _free in fresh], _BATCH)
    _put((new.id, free) for new, free in fresh)
    _put(joining.items())
    count_groups(joining)


def _new_group(group: Group, size: int) -> OpinionGroup:
    """A group as it was found, of so many that nobody has placed."""
    return OpinionGroup(
        path=group.path or "",
        text=group.text,
        size=size,
        people=group.people,
        organisations=group.organisations,
        why=group.why,
    )


def _dissolve(draft: DraftVersion) -> None:
    """Groups that nobody kept, answered or put an opinion into are made anew."""
    pinned = DraftOpinion.objects.filter(group=OuterRef("id"), is_pinned=True)
    old = OpinionGroup.objects.filter(~Exists(pinned), draft=draft, is_kept=False, answer=None)
    DraftOpinion.objects.filter(draft=draft, group__in=old).update(group=None)
    old.delete()


def _put(placed: Iterable[tuple[int, list[int]]]) -> None:
    """Write where each opinion stands; one prepared statement, run for each."""
    table = DraftOpinion._meta.db_table
    with connection.cursor() as cursor:
        rows = ((group, member) for group, members in placed for member in members)
        for some in batched(rows, _BATCH):
            cursor.executemany(f"UPDATE {table} SET group_id = %s WHERE id = %s", some)  # noqa: S608 - our own table


@db.transaction_required
def count_groups(groups: Iterable[int]) -> None:
    """Count the members of some groups anew, five hundred a query.

    An empty one that nobody answered is gone.
    """
    for some in batched(groups, 500):
        members = DraftOpinion.objects.filter(group__in=some).order_by().values("group")
        sizes: Any = members.annotate(
            size=Count("id"),
            people=_PEOPLE,
            organisations=Count("who_key", filter=Q(who_type="organisation"), distinct=True),
        )
        counted = {row.pop("group"): row for row in sizes}
        empty = [group for group in some if group not in counted]
        OpinionGroup.objects.filter(id__in=empty, answer=None).delete()
        rows = list(OpinionGroup.objects.filter(id__in=list(counted)))
        for row in rows:
            for name, figure in counted[row.id].items():
                setattr(row, name, figure)
            row.version += 1
        OpinionGroup.objects.bulk_update(rows, ["size", "people", "organisations", "version"], 500)


@db.transaction_required
def count_draft(draft: DraftVersion) -> None:
    """Opinions and groups of every provision and of the whole; each table is read once."""
    counted = DraftOpinion.objects.filter(draft=draft, state=OpinionState.COUNTED)
    opinions, groups = (
        _by_provision(counted),
        _by_provision(OpinionGroup.objects.filter(draft=draft)),
    )
    changed = []
    for row in DraftProvision.objects.filter(draft=draft).only("id", "opinions", "groups"):
        now = (opinions.get(row.id, 0), groups.get(row.id, 0))
        if now != (row.opinions, row.groups):
            row.opinions, row.groups = now
            changed.append(row)
    DraftProvision.objects.bulk_update(changed, ["opinions", "groups"], 500)
    figures = counted.aggregate(opinions=Count("id"), people=_PEOPLE)
    points = OpinionGroup.objects.filter(draft=draft).count()
    DraftVersion.objects.filter(id=draft.id).update(points=points, **figures)


def _by_provision(rows: "QuerySet[Any]") -> dict[int, int]:
    """How many rows each provision has, read in one pass."""
    return dict(
        rows.exclude(provision=None).order_by().values_list("provision").annotate(n=Count("id"))
    )


def group_by_itself(now: datetime) -> None:
    """Ask for grouping where opinions have come in and nobody pressed the button."""
    waiting = DraftOpinion.objects.filter(
        draft=OuterRef("id"), group=None, state=OpinionState.COUNTED
    )
    with transaction.atomic():
        for draft in DraftVersion.objects.filter(Exists(waiting)):
            if draft.groups_made_at is None or draft.groups_made_at < now - _QUIET:
                queue.ask(SYSTEM, "group-opinions", draft.id, now=now)
