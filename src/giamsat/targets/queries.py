"""What pages of targets show: a fixed number of queries however many units there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np

from civickit.measures import Reading, Status, Target, sentence
from civickit.measures.periods import back
from giamsat.organisations.models import Organisation, Place
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.targets.engine import BookReading, read_book, read_target_of
from giamsat.targets.models import KeptReading
from giamsat.targets.wording import (
    CHIPS,
    ICONS,
    REASON_CODES,
    STATUS_CODES,
    figure,
    is_percent,
    is_share,
    json_number,
    percent_of,
    status_in_words,
    total_in_words,
)

TREND = 5  # periods shown


@dataclass(frozen=True)
class TargetLine:
    """One target of a resolution on its page."""

    code: str
    title: str
    said: str
    total: str
    status: str
    chip: str
    icon: str
    words: str
    percent: float | None
    change: float | None
    is_draft: bool
    is_aim: bool


@dataclass(frozen=True)
class BookPage:
    """A resolution: its targets, how many are met, the nearest and the farthest of the others."""

    book: TargetRulebook
    as_of: date
    lines: list[TargetLine]
    merged: int
    left_out: int

    @property
    def met(self) -> int:
        """How many targets are met."""
        return sum(one.status == "met" for one in self.lines)

    @property
    def open(self) -> list[TargetLine]:
        """Not met with a share, nearest first."""
        rest = [
            line
            for line in self.lines
            if line.status in {"not_met", "not_known"} and line.percent is not None
        ]
        return sorted(rest, key=lambda line: -(line.percent or 0))


def book_page(book: TargetRulebook, as_of: date) -> BookPage:
    """A resolution as of a day, beside the period before."""
    read = read_book(book, as_of, periods=2)
    days = {target.code: back(target.period, as_of, book.term, 1) for target in read.targets}
    before = {day: read.read(day, units_on=as_of) for day in set(days.values())}
    lines = [
        _line(target, read.readings[target.code], before[days[target.code]][target.code], book)
        for target in read.targets
    ]
    readings = read.readings.values()
    return BookPage(
        book,
        as_of,
        lines,
        sum(one.merged for one in readings),
        sum(one.left_out for one in readings),
    )


def _line(target: Target, reading: Reading, before: Reading, book: TargetRulebook) -> TargetLine:
    now, then = percent_of(reading), percent_of(before)
    status = STATUS_CODES[reading.status]
    return TargetLine(
        code=target.code,
        title=target.title,
        said=sentence(target, book.vocabulary),
        total=total_in_words(reading),
        status=status,
        chip=CHIPS[status],
        icon=ICONS[status],
        words=_chip_words(reading),
        percent=now if is_share(reading) else None,
        change=round(now - then, 1) if now is not None and then is not None else None,
        is_draft=target.status == "draft",
        is_aim=target.aim,
    )


def _chip_words(reading: Reading) -> str:
    words = status_in_words(reading.status, reading.reason)
    value = percent_of(reading)
    if value is None:
        return words
    return f"{figure(value, percent=is_share(reading))}, {words}"


@dataclass(frozen=True)
class UnitRow:
    """One unit, or the bodies of one place, in the list of a target."""

    code: str
    name: str
    value: str
    parts: str
    status: str
    chip: str
    icon: str
    words: str


@dataclass(frozen=True)
class Which:
    """Which units of a target are looked at; all where nothing is said."""

    level: str = ""
    kind: str = ""
    place: str = ""  # the unit's own, or the province above it

    def groups(self, reading: Reading) -> "np.ndarray[Any, Any]":
        """The groups named for such units."""
        units, lead = reading.frame.units, reading.lead
        kept = np.ones(len(lead), dtype=bool)
        for value, names, columns in (
            (self.level, units.levels, (units.level,)),
            (self.kind, units.kinds, (units.kind,)),
            (self.place, units.places, (units.place, units.above)),
        ):
            if value:
                number = names.index(value) if value in names else -2  # nobody's
                kept &= np.any([one[lead] == number for one in columns], axis=0)
        return np.flatnonzero(kept)

    @property
    def query(self) -> str:
        """As an address says it."""
        return urlencode(
            {
                key: value
                for key, value in (("cap", self.level), ("to-chuc", self.kind), ("noi", self.place))
                if value
            }
        )

    def words(self, book: TargetRulebook) -> str:
        """As a page says it."""
        place = Place.objects.filter(code=self.place, valid_to=None).first() if self.place else None
        words = (
            book.vocabulary.kinds.get(self.kind, self.kind),
            book.vocabulary.levels.get(self.level, self.level),
            str(place or self.place),
        )
        return " ".join(word for word in words if word)


@dataclass
class TargetPage:
    """One target: its reading, the units behind it, levels, provinces and the trend."""

    read: BookReading
    target: Target
    reading: Reading
    trend: list[Reading] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many units have each status."""
        statuses = self.reading.groups.statuses
        return {code: int((statuses == status).sum()) for status, code in STATUS_CODES.items()}

    def order(self, status: str, which: "Which") -> "np.ndarray[Any, Any]":
        """Places of the groups with a status (all for none) among some units, the worst first."""
        groups, chosen = self.reading.groups, which.groups(self.reading)
        wanted = [key for key, code in STATUS_CODES.items() if code == status]
        chosen = chosen[np.isin(groups.statuses[chosen], wanted)] if wanted else chosen
        rank = np.array([1, 3, 4, 2])[groups.statuses[chosen]]
        return chosen[np.lexsort((chosen, np.nan_to_num(groups.values[chosen]), rank))]


def target_page(
    book: TargetRulebook, as_of: date, target: Target, *, trend: bool = True
) -> TargetPage:
    """One target as of a day, with the periods before."""
    read = read_target_of(book, as_of, target, periods=TREND if trend else 1)
    page = TargetPage(read, target, read.readings[target.code])
    page.trend = read.trend(target) if trend else []
    return page


def unit_rows(reading: Reading, groups: Sequence[int]) -> list[UnitRow]:
    """Rows of a list for some groups; one query."""
    ids = [int(no) for no in reading.frame.units.ids[reading.lead[np.array(groups, dtype=int)]]]
    named = Organisation.objects.only("id", "code", "name").in_bulk(ids)
    return [_unit_row(reading, group, named[no]) for group, no in zip(groups, ids, strict=True)]


def _unit_row(reading: Reading, group: int, unit: Organisation) -> UnitRow:
    groups = reading.groups
    status = STATUS_CODES[Status(groups.statuses[group])]
    bottom = groups.bottoms[group]
    percent = is_percent(reading.frame.target.measure.kind)
    return UnitRow(
        code=unit.code,
        name=unit.name,
        value=figure(groups.values[group], percent=percent),
        parts="" if np.isnan(bottom) else f"{figure(groups.tops[group])}/{figure(bottom)}",
        status=status,
        chip=CHIPS[status],
        icon=ICONS[status],
        words=status_in_words(groups.statuses[group], groups.reasons[group]),
    )


@dataclass(frozen=True)
class Share:
    """A level, a kind or a province of a target: how many pass, and the sum of what was counted."""

    name: str
    which: Which
    passing: int
    applies: int
    top: float
    bottom: float

    @property
    def percent(self) -> str:
        """Share that passes."""
        return figure(100 * self.passing / self.applies, percent=True) if self.applies else "–"

    @property
    def sums(self) -> str:
        """What was counted, over what where it is a ratio."""
        return figure(self.top) + (f"/{figure(self.bottom)}" if self.bottom else "")


def parts_by(reading: Reading, column: str, names: Sequence[str]) -> list[Share]:
    """The whole in parts that add up to it.

    By ``level``, ``kind`` or ``province`` of the unit each group is named for.
    """
    units, groups = reading.frame.units, reading.groups
    place, codes, asked_by = {
        "level": (units.level, units.levels, "level"),
        "kind": (units.kind, units.kinds, "kind"),
        "province": (
            np.where(units.above >= 0, units.above, units.place),
            units.places,
            "place",
        ),
    }[column]
    at = place[reading.lead]

    def summed(weights: "np.ndarray[Any, Any]") -> list[float]:
        numbers = np.nan_to_num(weights)
        return np.bincount(at, weights=numbers, minlength=len(names)).tolist()  # type: ignore[no-any-return]

    passing, applies = (
        summed(groups.statuses == Status.MET),
        summed(groups.statuses != Status.NOT_APPLICABLE),
    )
    tops, bottoms = summed(groups.tops), summed(groups.bottoms)
    return [
        Share(
            name=name,
            which=Which(**{asked_by: codes[no]}),
            passing=int(passing[no]),
            applies=int(applies[no]),
            top=tops[no],
            bottom=bottoms[no],
        )
        for no, name in enumerate(names)
        if (at == no).any()
    ]


def province_names(reading: Reading) -> list[str]:
    """The name of each place of the frame, for comparing provinces."""
    named = {one.code: str(one) for one in Place.objects.filter(level="province", valid_to=None)}
    return [named.get(code, code) for code in reading.frame.units.places]


def figures(read: BookReading, *, with_units: bool = True) -> dict[str, Any]:
    """All readings as plain data: page, export, API and command line say the same."""
    return {
        "rulebook": read.book.code,
        "title": read.book.title,
        "as_of": read.as_of.isoformat(),
        "targets": [
            _figure(read, read.readings[target.code], with_units=with_units)
            for target in read.targets
        ],
    }


def _figure(read: BookReading, reading: Reading, *, with_units: bool) -> dict[str, Any]:
    target, window = reading.frame.target, reading.window
    passing, applies = reading.share()
    out = {
        "code": target.code,
        "title": target.title,
        "sentence": sentence(target, read.book.vocabulary),
        "source": target.source,
        "target_status": target.status,
        "period": window.label,
        "first_day": window.first.isoformat(),
        "last_day": window.closes.isoformat(),
        "status": STATUS_CODES[reading.status],
        "reason": REASON_CODES[reading.reason],
        "value": json_number(reading.value),
        "top": json_number(reading.top),
        "bottom": json_number(reading.bottom),
        "passing": passing,
        "applicable": applies,
        "merged": reading.merged,
        "left_out": reading.left_out,
    }
    return out | ({"units": units_as_data(reading)} if with_units else {})


def units_as_data(reading: Reading) -> list[dict[str, Any]]:
    """Every unit with its figure."""
    units, groups = reading.frame.units, reading.groups
    columns = (groups.values, groups.tops, groups.bottoms, groups.statuses, groups.reasons)
    rows = zip(reading.lead.tolist(), *(column.tolist() for column in columns), strict=True)
    return [
        {
            "unit": units.codes[lead],
            "value": json_number(value),
            "top": json_number(top),
            "bottom": json_number(bottom),
            "status": STATUS_CODES[Status(status)],
            "reason": REASON_CODES[reason],
        }
        for lead, value, top, bottom, status, reason in rows
    ]


def last_kept(code: str, before: date) -> KeptReading | None:
    """The newest reading that was kept up to a day."""
    return KeptReading.objects.filter(book_code=code, as_of__lte=before).order_by("-as_of").first()
