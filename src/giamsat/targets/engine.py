"""Rows ↔ frames.

Units with their lineage and days, facts of every source, readings of a rulebook.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F, Q

from civickit.measures import (
    FactFrame,
    Reading,
    Target,
    UnitFrame,
    back,
    fact_frame,
    needed,
    read_targets,
    unit_frame,
)
from giamsat.organisations.models import (
    Organisation,
    OrganisationSuccession,
    Place,
    PlaceSuccession,
)
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.targets import sources

_UNIT_COLUMNS = ("id", "code", "kind", "level", "place_code", "valid_from", "valid_to")
_UnitRow = tuple[int, str, str, str, str, date | None, date | None]


def units() -> UnitFrame:
    """Every organisation there ever was, with its province and who took over from whom.

    Three queries, four with merged ones.
    """
    rows = list(Organisation.objects.order_by("id").values_list(*_UNIT_COLUMNS))
    province = provinces()
    return unit_frame(
        (
            (
                number,
                code,
                kind,
                level,
                place,
                province.get(place, "") if level != "province" else "",
                _number(first),
                _number(last),
            )
            for number, code, kind, level, place, first, last in rows
        ),
        ((old, new, on.toordinal()) for old, new, on in lineage(rows)),
    )


def lineage(rows: Sequence[_UnitRow]) -> Iterator[tuple[int, int, date]]:
    """Who took over from whom.

    As recorded, and for bodies that ended with their place, the body of its kind where it went.
    """
    recorded = list(
        OrganisationSuccession.objects.order_by("id").values_list("old_id", "new_id", "happened_on")
    )
    yield from recorded
    yield from _merged(rows, {old for old, _, _ in recorded})


def _merged(rows: Sequence[_UnitRow], known: Container[int]) -> Iterator[tuple[int, int, date]]:
    """Bodies that ended with their place, where nothing else is ``known`` of who took over."""
    ended: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    now: dict[tuple[str, str, str], int] = {}
    for number, _code, kind, level, place, _first, last in rows:
        if last and place and number not in known:
            ended[level, place].append((kind, number))
        elif not last:
            now[level, place, kind] = number
    if not ended:
        return
    links = PlaceSuccession.objects.order_by("id").values_list(
        "level", "old_code", "new_code", "happened_on"
    )
    for level, old, new, on in links:
        for kind, number in ended.get((level, old), ()):
            if (level, new, kind) in now:
                yield number, now[level, new, kind], on


def provinces() -> dict[str, str]:
    """The code of the province each district and each commune with an organisation lies in.

    Of two in time the newer.
    """
    ours = Q(level="commune", code__in=Organisation.objects.order_by().values("place_code"))
    rows = Place.objects.filter(Q(level="district") | ours).order_by(
        F("valid_from").asc(nulls_first=True)
    )
    above = dict(rows.values_list("code", "parent_code"))
    return {code: above.get(over, over) for code, over in above.items()}


def _number(day: date | None) -> int | None:
    return day.toordinal() if day else None


@dataclass
class BookReading:
    """A rulebook read as of a day.

    The facts are brought once for all its targets and for ``periods`` periods back.
    """

    book: TargetRulebook
    as_of: date
    targets: Sequence[Target]
    periods: int = 1
    shared: UnitFrame | None = None  # brought before, for another rulebook

    @cached_property
    def units(self) -> UnitFrame:
        """Every unit."""
        return self.shared or units()

    @cached_property
    def facts(self) -> FactFrame:
        """What the targets look at."""
        wanted = needed(
            self.targets, self.as_of, self.book.term, self.book.vocabulary, self.periods
        )
        reported, known = sources.reported(wanted, self.as_of), sources.known(wanted, self.as_of)
        return fact_frame(reported, self.units, wanted, self.book.vocabulary, known)

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """By code of target."""
        return self.read(self.as_of)

    def read(self, as_of: date, units_on: date | None = None) -> dict[str, Reading]:
        """The same targets as of a day before, from the same facts."""
        return read_targets(
            self.targets,
            self.units,
            self.facts,
            as_of=as_of,
            term=self.book.term,
            units_on=units_on,
        )

    def trend(self, target: Target) -> list[Reading]:
        """The periods before and this one, oldest first, by the units of today."""
        days = [
            back(target.period, self.as_of, self.book.term, periods_back)
            for periods_back in range(self.periods - 1, -1, -1)
        ]
        return [self.read(day, units_on=self.as_of)[target.code] for day in days]


def read_target_of(
    book: TargetRulebook,
    as_of: date,
    target: Target,
    periods: int = 1,
    shared: UnitFrame | None = None,
) -> BookReading:
    """One target, with those of its rulebook that count events for themselves alone."""
    barring = [
        other
        for other in book.on(as_of)
        if other.code != target.code and other.counts_toward is not None
    ]
    return read_book(book, as_of, [target, *barring], periods, shared)


def read_book(
    book: TargetRulebook,
    as_of: date,
    targets: Iterable[Target] | None = None,
    periods: int = 1,
    shared: UnitFrame | None = None,
) -> BookReading:
    """What a rulebook says as of a day; ``shared`` units serve several rulebooks."""
    return BookReading(
        book, as_of, tuple(book.on(as_of) if targets is None else targets), periods, shared
    )
