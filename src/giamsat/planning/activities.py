"""The activities of a variant as rows, written once when people begin to work on it."""

import hashlib
import json

from civickit.planner import PlannedActivity
from civickit.vntext import fold
from giamsat.foundation.paging import searchable
from giamsat.organisations.models import FormerName, Organisation
from giamsat.programmes.models import Activity, ActivityUnit, Variant


def unit_key(name: str) -> str:
    """What two spellings of one supervised body share."""
    return " ".join(fold(name).split())[:200]


def write_activities(variant: Variant) -> None:
    """Rows for a variant's plan, in order of time; nothing when they are there. The caller has the transaction."""
    if Activity.objects.filter(variant=variant).exists():
        return
    bodies = {one.code: one for one in Organisation.objects.all()}
    names = variant.plan.instance.units
    known = organisations_by_name()
    rows, units = [], []
    ordered = sorted(variant.plan.activities, key=lambda planned: (planned.first_day, planned.id))
    for no, planned in enumerate(ordered, 1):
        places = [names[unit] for unit in planned.units]
        row = Activity(
            variant=variant,
            no=no,
            key=planned.id,
            codes=list(planned.codes),
            title=planned.title,
            kind=planned.kind,
            lead=bodies[planned.lead],
            joint=list(planned.joint),
            first_day=planned.first_day,
            last_day=planned.last_day,
            search=searchable(planned.title, " ".join(places)),
            fingerprint=_fingerprint(planned, places),
        )
        rows.append(row)
        units += [(row, place) for place in dict.fromkeys(places)]
    Activity.objects.bulk_create(rows, batch_size=500)
    seen: dict[tuple[int, str], ActivityUnit] = {}
    for row, place in units:
        key = unit_key(place)
        seen[row.id, key] = ActivityUnit(
            activity=row, key=key, name=place[:300], organisation=known.get(key)
        )
    ActivityUnit.objects.bulk_create(seen.values(), batch_size=500)


def _fingerprint(planned: PlannedActivity, places: list[str]) -> str:
    """Equal for activities that say the same; it is kept, so its form never changes."""
    matter = [
        planned.title,
        planned.kind,
        planned.lead,
        sorted(planned.joint),
        sorted(places),
        planned.first_day.isoformat(),
        planned.last_day.isoformat(),
    ]
    return hashlib.sha256(json.dumps(matter, ensure_ascii=False).encode("utf-8")).hexdigest()


def organisations_by_name() -> dict[str, Organisation]:
    """Every body by the folded form of each name it bears or bore."""
    found: dict[str, Organisation] = {}
    for former in FormerName.objects.select_related("organisation"):
        found |= dict.fromkeys(
            (unit_key(former.name), unit_key(former.short_name)), former.organisation
        )
    for one in Organisation.objects.order_by("-valid_to", "id"):  # one that still exists wins
        found |= dict.fromkeys((unit_key(one.name), unit_key(one.short_name)), one)
    return found
