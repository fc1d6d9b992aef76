"""Bring the packaged places into the database, and open the office of a province."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any

from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.organisations.models import Organisation, Place, PlaceSuccession
from giamsat.organisations.recognising import Register
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
    """Bodies of a province's communes, and of those that went into them; how many are new.

    A body that stands under such a name already, typed in by hand, is given its place instead.
    """
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
    new = _without_known(bodies, places)
    Organisation.objects.bulk_create(new, batch_size=1000)
    return len(new)


@db.transaction_required
def _without_known(bodies: list[Organisation], places: list[Place]) -> list[Organisation]:
    """Bodies that nobody has typed in by hand; those that somebody has take their place.

    A name that two places share says nothing of which is meant.
    """
    shared = Counter(str(place) for place in places if place.valid_to is None)
    register, by_hand = Register(), dict[tuple[str, str], Organisation]()
    standing = Organisation.objects.filter(level=Place.Level.COMMUNE, valid_to=None)
    codes = {place.code: place for place in places}
    for body in standing.order_by("-id"):
        by_hand[body.kind, register.key(body.name)] = body
    new = []
    for body in bodies:
        same = by_hand.get((body.kind, register.key(body.name))) if body.valid_to is None else None
        is_clear = shared[str(codes[body.place_code])] == 1
        if same is None or same.place_code not in ("", body.place_code) or not is_clear:
            new.append(body)
        elif not same.place_code:
            same.place_code = body.place_code
            same.save(update_fields=["place_code"])
    return new


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
