"""Bring the packaged places into the database, and open the office of a province."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib import resources

from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.organisations.models import Organisation, Place, PlaceSuccession

Kind = Organisation.Kind
# The Front and the five organisations that work under it since the reorganisation of 2025 (Conclusion 126, 127-KL/TW).
MEMBERS = (
    ("LDLD", Kind.UNION, "Liên đoàn Lao động", "LĐLĐ"),
    ("HND", Kind.FARMERS, "Hội Nông dân", "Hội Nông dân"),
    ("LHPN", Kind.WOMEN, "Hội Liên hiệp Phụ nữ", "Hội LHPN"),
    ("DTN", Kind.YOUTH, "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Đoàn Thanh niên"),
    ("CCB", Kind.VETERANS, "Hội Cựu chiến binh", "Hội CCB"),
)

# The bodies of a commune: suffix of the code, kind, name and short name before the place's.
COMMUNE_BODIES = (
    ("MT", Kind.FRONT, "Ủy ban MTTQ Việt Nam", "MTTQ"),
    ("CD", Kind.UNION, "Công đoàn", "Công đoàn"),
    ("HND", Kind.FARMERS, "Hội Nông dân", "Hội Nông dân"),
    ("PN", Kind.WOMEN, "Hội Liên hiệp Phụ nữ", "Hội LHPN"),
    ("DTN", Kind.YOUTH, "Đoàn TNCS Hồ Chí Minh", "Đoàn Thanh niên"),
    ("CCB", Kind.VETERANS, "Hội Cựu chiến binh", "Hội CCB"),
    ("DU", Kind.PARTY, "Đảng ủy", "Đảng ủy"),
    ("UB", Kind.AUTHORITY, "Ủy ban nhân dân", "UBND"),
)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (resources.files("giamsat.organisations") / "data" / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@db.transaction
def load_places() -> int:
    """Every place and succession of the packaged lists, in place of those before; returns how many places."""
    places = [
        Place(
            level=row["level"],
            code=row["code"],
            parent_code=row["parent"],
            type=row["type"],
            name=row["name"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            decree=row["decree"],
            search=searchable(Place.Type(row["type"]).label, row["name"], row["code"]),
        )
        for row in _rows("places.csv")
    ]
    if Place.objects.count() == len(places):
        return len(places)
    Place.objects.all().delete()
    PlaceSuccession.objects.all().delete()
    Place.objects.bulk_create(places, batch_size=2000)
    PlaceSuccession.objects.bulk_create(
        (
            PlaceSuccession(
                level=row["level"],
                old_code=row["old"],
                new_code=row["new"],
                happened_on=date.fromisoformat(row["on"]),
                is_whole=row["whole"] == "1",
            )
            for row in _rows("successions.csv")
        ),
        batch_size=2000,
    )
    return len(places)


@db.transaction_required
def open_office(place_code: str, place_name: str) -> Organisation:
    """The Front of a province with its five organisations and the Party committee; ``place_name`` as in "tỉnh Nghệ An"."""
    front, _ = Organisation.objects.get_or_create(
        code="MTTQ",
        defaults={
            "kind": Kind.FRONT,
            "level": Place.Level.PROVINCE,
            "place_code": place_code,
            "name": f"Ủy ban MTTQ Việt Nam {place_name}",
            "short_name": f"MTTQ {place_name}",
        },
    )
    for code, kind, name, short_name in MEMBERS:
        Organisation.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "level": Place.Level.PROVINCE,
                "place_code": place_code,
                "under": front,
                "name": f"{name} {place_name}",
                "short_name": short_name,
            },
        )
    Organisation.objects.get_or_create(
        code="TU",
        defaults={
            "kind": Kind.PARTY,
            "level": Place.Level.PROVINCE,
            "place_code": place_code,
            "name": f"Tỉnh ủy {_bare(place_name)}",
            "short_name": "Tỉnh ủy",
        },
    )
    return front


def _bare(place_name: str) -> str:
    """The name alone: Nghệ An of tỉnh Nghệ An."""
    return place_name.removeprefix("tỉnh ").removeprefix("thành phố ")


@db.transaction_required
def add_commune_bodies(province: str, *, with_former: bool) -> int:
    """The bodies of every commune of a province, and of the communes that went into them; how many were not there yet."""
    places = list(
        Place.objects.filter(level=Place.Level.COMMUNE, parent_code=province, valid_to=None)
    )
    if with_former:
        old = PlaceSuccession.objects.filter(
            level=Place.Level.COMMUNE, new_code__in=[one.code for one in places]
        )
        former = Place.objects.filter(
            level=Place.Level.COMMUNE, code__in=old.values("old_code"), valid_to__isnull=False
        )
        places += [one for one in former if one.code not in {place.code for place in places}]
    there = set(
        Organisation.objects.filter(level=Place.Level.COMMUNE).values_list("code", flat=True)
    )
    bodies = [
        Organisation(
            code=f"{place.code}-{suffix}",
            kind=kind,
            level=Place.Level.COMMUNE,
            place_code=place.code,
            name=f"{long} {place}",
            short_name=f"{short} {place}"[:60],
            valid_from=place.valid_from,
            valid_to=place.valid_to,
            search=searchable(f"{long} {place}", f"{short} {place}", place.code),
        )
        for place in places
        for suffix, kind, long, short in COMMUNE_BODIES
        if f"{place.code}-{suffix}" not in there
    ]
    Organisation.objects.bulk_create(bodies, batch_size=1000)
    return len(bodies)
