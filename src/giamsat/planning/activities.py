"""A variant that people take.

Its activities as rows, written once, and the one the year's pages show.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from civickit.planner import PlannedActivity
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import unit_key
from giamsat.organisations.recognising import Register
from giamsat.planning.models import Activity, ActivityUnit, Variant


def write_activities(variant: Variant) -> None:
    """Rows for a variant's plan, in order of time; nothing when they are there.

    The caller has the transaction.
    """
    if Activity.objects.filter(variant=variant).exists():
        return
    bodies = Organisation.objects.in_bulk(field_name="code")
    names = variant.plan.instance.units
    partners = {line["id"]: line["partners"] for line in variant.paper.get("lines", ())}
    rows, visited = [], []
    ordered = sorted(variant.plan.activities, key=lambda planned: (planned.first_day, planned.id))
    for no, planned in enumerate(ordered, 1):
        places = [names[unit] for unit in planned.units]
        row = _row(variant, no, planned, bodies[planned.lead], places)
        row.partners = partners.get(planned.id, [])
        rows.append(row)
        visited.append(dict.fromkeys(places))
    Activity.objects.bulk_create(rows, batch_size=500)
    _write_units(zip(rows, visited, strict=True))


def _row(
    variant: Variant, no: int, planned: PlannedActivity, lead: Organisation, places: list[str]
) -> Activity:
    return Activity(
        variant=variant,
        no=no,
        key=planned.id,
        codes=list(planned.codes),
        title=planned.title,
        kind=planned.kind,
        lead=lead,
        joint=list(planned.joint),
        first_day=planned.first_day,
        last_day=planned.last_day,
        search=searchable(planned.title, " ".join(places)),
        fingerprint=_fingerprint(planned, places),
    )


def _write_units(visited: Iterable[tuple[Activity, Iterable[str]]]) -> None:
    """The bodies each activity goes to, two spellings of one body once."""
    register = Register()
    units: dict[tuple[int, str], ActivityUnit] = {}
    for row, places in visited:
        for place in places:
            found = register.recognise(place)
            key = unit_key(found.name)
            units[row.id, key] = ActivityUnit(
                activity=row, key=key, name=found.name[:300], organisation_id=found.body_id
            )
    ActivityUnit.objects.bulk_create(units.values(), batch_size=500)


def _fingerprint(planned: PlannedActivity, places: list[str]) -> str:
    """Equal for activities that say the same; it is kept, so its form never changes."""
    matter: list[object] = [
        planned.title,
        planned.kind,
        planned.lead,
        sorted(planned.joint),
        sorted(places),
        planned.first_day.isoformat(),
        planned.last_day.isoformat(),
    ]
    if planned.partners is not None:  # chosen by people: then they agree on these
        matter.append(sorted(planned.partners))
    return hashlib.sha256(json.dumps(matter, ensure_ascii=False).encode("utf-8")).hexdigest()


@db.transaction_required
def show(variant: Variant, by_name: str, now: datetime) -> None:
    """From now on the year's pages show this variant, and no other of its programme."""
    others = Variant.objects.filter(programme=variant.programme_id, accepted_at__isnull=False)
    others.exclude(id=variant.id).update(accepted_at=None, accepted_by_name="")
    Variant.objects.filter(id=variant.id).update(accepted_at=now, accepted_by_name=by_name)
