"""Bring the packaged places into the database, and open the office of a province."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.organisations.models import Organisation, Place, PlaceSuccession
from giamsat.organisations.six import SIX, Names, bare_place

Kind = Organisation.Kind
# Bodies of a commune beside the six.
_COMMUNE_AUTHORITIES = (
    (Kind.PARTY, Names("DU", "Đảng ủy", "Đảng ủy")),
    (Kind.AUTHORITY, Names("UB", "Ủy ban nhân dân", "UBND")),
)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (resources.files("giamsat.organisations") / "data" / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@db.transaction
def load_places() -> int:
    """Every place and succession of the packaged lists, in place of those before; how many."""
    places = list(map(_place, _rows("places.csv")))
    if Place.objects.count() == len(places):
        return len(places)
    Place.objects.all().delete()
    PlaceSuccession.objects.all().delete()
    Place.objects.bulk_create(places, batch_size=2000)
    PlaceSuccession.objects.bulk_create(map(_succession, _rows("successions.csv")), batch_size=2000)
    return len(places)


def _place(row: Mapping[str, str]) -> Place:
    return Place(
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


def _succession(row: Mapping[str, str]) -> PlaceSuccession:
    return PlaceSuccession(
        level=row["level"],
        old_code=row["old"],
        new_code=row["new"],
        happened_on=date.fromisoformat(row["on"]),
        is_whole=row["whole"] == "1",
    )


@db.transaction_required
def open_office(place_code: str, place_name: str) -> Organisation:
    """The Front of a province with its five organisations and the Party committee.

    ``place_name`` as in "tỉnh Nghệ An".
    """
    first, *members = SIX
    front = _open(
        first.province.code,
        first.kind,
        place_code=place_code,
        name=f"{first.province.name} {place_name}",
        short_name=f"{first.province.short_name} {place_name}",
    )
    for member in members:
        _open(
            member.province.code,
            member.kind,
            place_code=place_code,
            under=front,
            name=f"{member.province.name} {place_name}",
            short_name=member.province.short_name,
        )
    _open(
        "TU",
        Kind.PARTY,
        place_code=place_code,
        name=f"Tỉnh ủy {bare_place(place_name)}",
        short_name="Tỉnh ủy",
    )
    return front


def _open(code: str, kind: str, **fields: Any) -> Organisation:
    """An organisation of the province; one that is there stays as it is."""
    body, _is_new = Organisation.objects.get_or_create(
        code=code, defaults={"kind": kind, "level": Place.Level.PROVINCE, **fields}
    )
    return body


@db.transaction_required
def add_commune_bodies(province: str, *, with_former: bool) -> int:
    """Bodies of a province's communes, and of those that went into them; how many are new."""
    places = _communes(province, with_former=with_former)
    there = set(
        Organisation.objects.filter(level=Place.Level.COMMUNE).values_list("code", flat=True)
    )
    kinds = [*((member.kind, member.commune) for member in SIX), *_COMMUNE_AUTHORITIES]
    bodies = [
        _body_of(place, kind, names)
        for place in places
        for kind, names in kinds
        if f"{place.code}-{names.code}" not in there
    ]
    Organisation.objects.bulk_create(bodies, batch_size=1000)
    return len(bodies)


def _communes(province: str, *, with_former: bool) -> list[Place]:
    """The communes of a province as they are, and those that went into them."""
    places = list(
        Place.objects.filter(level=Place.Level.COMMUNE, parent_code=province, valid_to=None)
    )
    if not with_former:
        return places
    codes = {place.code for place in places}
    old = PlaceSuccession.objects.filter(level=Place.Level.COMMUNE, new_code__in=codes)
    former = Place.objects.filter(
        level=Place.Level.COMMUNE, code__in=old.values("old_code"), valid_to__isnull=False
    )
    return [*places, *(place for place in former if place.code not in codes)]


def _body_of(place: Place, kind: str, names: Names) -> Organisation:
    name, short_name = f"{names.name} {place}", f"{names.short_name} {place}"
    return Organisation(
        code=f"{place.code}-{names.code}",
        kind=kind,
        level=Place.Level.COMMUNE,
        place_code=place.code,
        name=name,
        short_name=short_name[:60],
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        search=searchable(name, short_name, place.code),
    )
