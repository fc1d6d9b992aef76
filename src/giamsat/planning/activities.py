"""The activities of a variant as rows, written once when people begin to work on it."""

import hashlib
import json
from datetime import date

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
    names = {one["id"]: one["name"] for one in variant.instance["supervised"]}
    proposals = {str(one["id"]): one for one in variant.instance["proposals"]}
    told = sorted(variant.answer["activities"], key=lambda one: (one["first_day"], one["id"]))
    known = organisations_by_name()
    rows, units = [], []
    for no, one in enumerate(told, 1):
        members = [proposals[code] for code in one["proposals"]]
        leading = next((p for p in members if p["organisation"] == one["lead"]), members[0])
        title = leading["title"][:1].upper() + leading["title"][1:]
        places = [names[unit] for unit in one["supervised_units"]]
        row = Activity(
            variant=variant,
            no=no,
            key=one["id"],
            codes=list(one["proposals"]),
            title=title,
            kind=leading["kind"],
            lead=bodies[one["lead"]],
            joint=list(one["joint"]),
            first_day=date.fromisoformat(one["first_day"]),
            last_day=date.fromisoformat(one["last_day"]),
            search=searchable(title, " ".join(places)),
        )
        matter = [
            title,
            row.kind,
            one["lead"],
            sorted(one["joint"]),
            sorted(places),
            one["first_day"],
            one["last_day"],
        ]
        row.fingerprint = hashlib.sha256(
            json.dumps(matter, ensure_ascii=False).encode("utf-8")
        ).hexdigest()
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
