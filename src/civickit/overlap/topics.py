"""A topic as it is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Topic:
    """What somebody plans to supervise or criticise.

    ``level`` is central, province, district or commune; ``locality`` runs from the smallest place
    to the province ("xã Tân Hưng, Tây Ninh"); days are inclusive; ``None`` and empty mean "not
    said".
    """

    title: str
    kind: str = "supervision"
    organisation: str | None = None
    level: str | None = None
    locality: str | None = None
    year: int | None = None
    supervised_units: tuple[str, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    time_text: str | None = None


def topic_from_json(fields: Mapping[str, Any]) -> Topic:
    """A topic in the form of the command line's contract.

    Raises ValueError naming the field that is wrong.
    """
    title = fields.get("title")
    if not isinstance(title, str) or not title.strip():
        raise ValueError("title")
    year = fields.get("year")
    if year is not None and (
        isinstance(year, bool) or not isinstance(year, int | str) or not str(year).isdigit()
    ):
        raise ValueError("year")
    units = fields.get("supervised_units") or ()
    if isinstance(units, str) or not all(isinstance(unit, str) for unit in units):
        raise ValueError("supervised_units")
    kind = fields.get("kind") or "supervision"
    if kind not in ("supervision", "criticism"):
        raise ValueError("kind")
    return Topic(
        title,
        kind,
        organisation=_text(fields, "organisation"),
        level=_text(fields, "level"),
        locality=_text(fields, "locality"),
        year=int(year) if year else None,
        supervised_units=tuple(units),
        time_text=_text(fields, "month_or_quarter"),
    )


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(name)
    return value or None
