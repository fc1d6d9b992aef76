"""The job that groups a version's opinions. What a person has grouped, and what was answered, stays as it is."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import cpu_count
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from civickit.consolidation import Consolidation, Opinion, consolidate
from giamsat.criticism.batches import batched
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.placing import engine_draft
from giamsat.criticism.states import OpinionState
from giamsat.foundation import transactions as db
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.organisations.actors import SYSTEM

_BATCH = 5_000
_QUIET = timedelta(
    minutes=10
)  # opinions wait so long for others before they are grouped by themselves


@dataclass(frozen=True)
class _Row:
    """What grouping reads of an opinion."""

    id: int
    kept: int | None  # the group it stays in


def group_opinions(handle: Handle) -> None:
    """Group all counted opinions of the job's version."""
    draft = DraftVersion.objects.get(id=handle.job.subject_id)
    handle.step("opinions-grouping")
    begun = timezone.now()
    rows, opinions = _read(draft)
    told = consolidate(engine_draft(draft), opinions, processes=cpu_count() or 1)
    texts = {number: one.text for number, one in enumerate(told.groups)}
    handle.step("opinions-writing")
    with transaction.atomic():
        handle.still_held()
        db.lock(draft.case)
        _write(draft, rows, told, texts)
        count_draft(draft)
        DraftVersion.objects.filter(id=draft.id).update(groups_made_at=begun)


def _read(draft: DraftVersion) -> tuple[list[_Row], list[Opinion]]:
    kept = set(
        OpinionGroup.objects.filter(
            Q(is_kept=True) | Q(answer__isnull=False), draft=draft
        ).values_list("id", flat=True)
    )
    paths = dict(draft.provisions.values_list("id", "path"))
    found = DraftOpinion.objects.filter(draft=draft, state=OpinionState.COUNTED).order_by("id")
    told = found.values_list(
        "id", "provision", "text", "stance", "who_type", "who", "who_key", "group", "is_pinned"
    )
    rows, opinions = [], []
    for id_, provision, text, stance, who_type, who, who_key, group, is_pinned in told.iterator(
        _BATCH
    ):
        rows.append(_Row(id_, group if is_pinned or group in kept else None))
        path = paths.get(provision, "")
        said_by = who or who_key
        opinions.append(Opinion(str(id_), said_by, who_type, None, text, stance, path=path))
    return rows, opinions


def _write(
    draft: DraftVersion, rows: list[_Row], told: Consolidation, texts: dict[int, str]
) -> None:
    """New groups take what nobody has placed; a newcomer joins the kept group its words belong with."""
    pinned = DraftOpinion.objects.filter(group=OuterRef("id"), is_pinned=True)
    old = OpinionGroup.objects.filter(~Exists(pinned), draft=draft, is_kept=False, answer=None)
    DraftOpinion.objects.filter(draft=draft, group__in=old).update(group=None)
    old.delete()
    places = dict(draft.provisions.values_list("path", "place"))
    ids = dict(draft.provisions.values_list("path", "id"))
    fresh: list[tuple[OpinionGroup, list[int]]] = []
    joining: dict[int, list[int]] = defaultdict(list)
    for number, group in enumerate(told.groups):
        free = [rows[place].id for place in group.members if rows[place].kept is None]
        held = Counter(rows[place].kept for place in group.members if rows[place].kept is not None)
        if held and free:
            joining[min(held, key=lambda one: (-held[one], one or 0)) or 0] += free
        elif free:
            path = group.path or ""
            fresh.append(
                (
                    OpinionGroup(
                        draft=draft,
                        provision_id=ids.get(path),
                        path=path,
                        text=texts[number],
                        size=len(free),
                        people=group.people,
                        organisations=group.organisations,
                        why=group.why,
                        place=places.get(path, len(places)),
                    ),
                    free,
                )
            )
    OpinionGroup.objects.bulk_create([one for one, _ in fresh], _BATCH)
    _put((one.id, members) for one, members in fresh)
    _put(joining.items())
    count_groups(joining)


def _put(placed: Iterable[tuple[int, list[int]]]) -> None:
    """Write where each opinion stands; one prepared statement, run for each."""
    table = DraftOpinion._meta.db_table
    with connection.cursor() as cursor:
        for some in batched(((group, one) for group, members in placed for one in members), _BATCH):
            cursor.executemany(f"UPDATE {table} SET group_id = %s WHERE id = %s", some)  # noqa: S608 - our own table


@db.transaction_required
def count_groups(groups: Iterable[int]) -> None:
    """Count the members of some groups anew, five hundred a query; an empty one that nobody answered is gone."""
    for some in batched(groups, 500):
        told = {
            one["group"]: one
            for one in DraftOpinion.objects.filter(group__in=some)
            .order_by()
            .values("group")
            .annotate(
                size=Count("id"),
                people=Count("who_key", filter=~Q(who_key=""), distinct=True)
                + Count("id", filter=Q(who_key="")),
                organisations=Count("who_key", filter=Q(who_type="organisation"), distinct=True),
            )
        }
        OpinionGroup.objects.filter(
            id__in=[one for one in some if one not in told], answer=None
        ).delete()
        rows = list(OpinionGroup.objects.filter(id__in=list(told)))
        for row in rows:
            counted = told[row.id]
            row.size, row.people, row.organisations = (
                counted["size"],
                counted["people"],
                counted["organisations"],
            )
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
    told = counted.aggregate(
        opinions=Count("id"),
        people=Count("who_key", filter=~Q(who_key=""), distinct=True)
        + Count("id", filter=Q(who_key="")),
    )
    points = OpinionGroup.objects.filter(draft=draft).count()
    DraftVersion.objects.filter(id=draft.id).update(points=points, **told)


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
