"""The departments and agencies every province has, with the names that went into them in 2025."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib import resources

from giamsat.foundation import transactions as db
from giamsat.organisations.models import FormerName, Organisation, Place
from giamsat.organisations.recognising import Register
from giamsat.organisations.six import SIX, bare_place


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (resources.files("giamsat.organisations") / "data" / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def province_of(front: Organisation) -> str:
    """The place in the name of a province's Front: "tỉnh Nghệ An"."""
    return front.name.removeprefix(SIX[0].province.name).strip()


@db.transaction_required
def add_usual_departments(place_code: str, place_name: str) -> int:
    """Those that are missing; how many are new. ``place_name`` as in "tỉnh Nghệ An".

    A body that is there under any of its names stays as it is, and only gains the former names
    that nobody bears.
    """
    register = Register()
    level = place_name.removesuffix(bare_place(place_name)).strip()
    bodies, made = {}, 0
    for row in _rows("departments.csv"):
        if place_code in row["not_in"].split():
            continue
        name = row["name"].format(place=place_name)
        body = register.body_called(name)
        if body is None:
            body, made = (
                _open(row, name, row["short_name"].format(level=level), place_code),
                made + 1,
            )
        bodies[row["code"]] = body
    _add_former_names(bodies, register)
    return made


def _open(row: dict[str, str], name: str, short_name: str, place_code: str) -> Organisation:
    return Organisation.objects.create(
        code=_free_code(row["code"]),
        kind=row["kind"],
        level=Place.Level.PROVINCE,
        place_code=place_code,
        name=name,
        short_name=short_name,
    )


def _free_code(code: str) -> str:
    """The usual code, or with a number where another body has it."""
    taken = set(Organisation.objects.values_list("code", flat=True))
    numbered = (f"{code}-{n}" for n in range(2, len(taken) + 3))
    return code if code not in taken else next(other for other in numbered if other not in taken)


def _add_former_names(bodies: dict[str, Organisation], register: Register) -> None:
    for row in _rows("former_departments.csv"):
        body = bodies.get(row["code"])
        if body is not None and register.body_called(row["name"]) is None:
            FormerName.objects.create(
                organisation=body,
                name=row["name"],
                short_name=row["short_name"],
                valid_to=date.fromisoformat(row["valid_to"]),
                decree=row["source"],
            )
