"""What pages of targets show: a fixed number of queries however many units there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from civickit.measures import Reading, Status, Target, sentence
from civickit.measures.periods import back
from giamsat.organisations.models import Organisation, Place
from giamsat.planning.models import Activity
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.supervision.models import Case
from giamsat.targets import sources
from giamsat.targets.engine import BookReading, read_book, read_target_of
from giamsat.targets.models import KeptReading, ReportedFact
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
class Line:
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
    lines: list[Line]
    merged: int
    left_out: int

    @property
    def met(self) -> int:
        """How many targets are met."""
        return sum(one.status == "met" for one in self.lines)

    @property
    def open(self) -> list[Line]:
        """Not met with a share, nearest first."""
        rest = [
            one
            for one in self.lines
            if one.status in {"not_met", "not_known"} and one.percent is not None
        ]
        return sorted(rest, key=lambda one: -(one.percent or 0))


def book_page(book: TargetRulebook, as_of: date) -> BookPage:
    """A resolution as of a day, beside the period before."""
    told = read_book(book, as_of, periods=2)
    days = {one.code: back(one.period, as_of, book.term, 1) for one in told.targets}
    before = {day: told.read(day, units_on=as_of) for day in set(days.values())}
    lines = [
        _line(one, told.readings[one.code], before[days[one.code]][one.code], book)
        for one in told.targets
    ]
    readings = told.readings.values()
    return BookPage(
        book,
        as_of,
        lines,
        sum(one.merged for one in readings),
        sum(one.left_out for one in readings),
    )


def _line(target: Target, reading: Reading, before: Reading, book: TargetRulebook) -> Line:
    now, then = percent_of(reading), percent_of(before)
    status = STATUS_CODES[reading.status]
    return Line(
        target.code,
        target.title,
        sentence(target, book.vocabulary),
        total_in_words(reading),
        status,
        CHIPS[status],
        ICONS[status],
        _chip_words(reading),
        now if is_share(reading) else None,
        round(now - then, 1) if now is not None and then is not None else None,
        target.status == "draft",
        target.aim,
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
    """Which units of a target are looked at: of a level, of a kind, at a place or in a province; all where nothing is said."""

    level: str = ""
    kind: str = ""
    place: str = ""

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
        told = (
            book.vocabulary.kinds.get(self.kind, self.kind),
            book.vocabulary.levels.get(self.level, self.level),
            str(place or self.place),
        )
        return " ".join(one for one in told if one)


@dataclass
class TargetPage:
    """One target: its reading, the units behind it, levels, provinces and the trend."""

    told: BookReading
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
    told = read_target_of(book, as_of, target, periods=TREND if trend else 1)
    page = TargetPage(told, target, told.readings[target.code])
    page.trend = told.trend(target) if trend else []
    return page


def unit_rows(reading: Reading, groups: Sequence[int]) -> list[UnitRow]:
    """Rows of a list for some groups; one query."""
    ids = [int(one) for one in reading.frame.units.ids[reading.lead[np.array(groups, dtype=int)]]]
    named = {
        one.id: one for one in Organisation.objects.filter(id__in=ids).only("id", "code", "name")
    }
    percent = is_percent(reading.frame.target.measure.kind)
    out = []
    for group, number in zip(groups, ids, strict=True):
        told = reading.groups
        status = STATUS_CODES[Status(told.statuses[group])]
        bottom = told.bottoms[group]
        parts = "" if np.isnan(bottom) else f"{figure(told.tops[group])}/{figure(bottom)}"
        out.append(
            UnitRow(
                named[number].code,
                named[number].name,
                figure(told.values[group], percent=percent),
                parts,
                status,
                CHIPS[status],
                ICONS[status],
                status_in_words(told.statuses[group], told.reasons[group]),
            )
        )
    return out


@dataclass(frozen=True)
class Part:
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


def parts_by(reading: Reading, column: str, names: Sequence[str]) -> list[Part]:
    """The whole in parts that add up to it: by ``level``, ``kind`` or ``province`` of the unit each group is named for."""
    units, groups = reading.frame.units, reading.groups
    place = (
        np.where(units.above >= 0, units.above, units.place)
        if column == "province"
        else getattr(units, column)
    )
    at = place[reading.lead]
    size = len(names)
    met, applies = groups.statuses == Status.MET, groups.statuses != Status.NOT_APPLICABLE
    tables = [np.bincount(at[one], minlength=size) for one in (met, applies)]
    sums = [
        np.bincount(at, weights=np.nan_to_num(one), minlength=size)
        for one in (groups.tops, groups.bottoms)
    ]
    codes, field_name = {
        "level": (units.levels, "level"),
        "kind": (units.kinds, "kind"),
        "province": (units.places, "place"),
    }[column]
    return [
        Part(
            name,
            Which(**{field_name: codes[no]}),
            int(tables[0][no]),
            int(tables[1][no]),
            float(sums[0][no]),
            float(sums[1][no]),
        )
        for no, name in enumerate(names)
        if (at == no).any()
    ]


def province_names(reading: Reading) -> list[str]:
    """The name of each place of the frame, for comparing provinces."""
    named = {one.code: str(one) for one in Place.objects.filter(level="province", valid_to=None)}
    return [named.get(code, code) for code in reading.frame.units.places]


@dataclass(frozen=True)
class FactRow:
    """One fact behind a figure: when, what, how much, and the paper or page that shows it."""

    day: date
    unit: str
    text: str
    quantity: float
    paper: str
    address: str
    is_running: bool  # heard of, and not counted before it ends
    is_merged: bool  # of a unit that another one took over


def fact_rows(reading: Reading, rows: Iterable[int], book: TargetRulebook) -> list[FactRow]:
    """The facts of some rows of the frame, in words; at most six queries."""
    facts, units = reading.frame.facts, reading.frame.units
    rows = [int(one) for one in rows]
    by_source: dict[int, set[int]] = {}
    for row in rows:
        by_source.setdefault(int(facts.source[row]), set()).add(int(facts.ids[row]))
    said = _said(by_source)
    numbers = {int(units.ids[facts.unit[row]]) for row in rows}
    names = dict(Organisation.objects.filter(id__in=numbers).values_list("id", "name"))
    out = []
    for row in rows:
        text, paper, address = said.get((int(facts.source[row]), int(facts.ids[row])), ("", "", ""))
        event = book.vocabulary.events[facts.events[facts.event[row]]]
        unit = int(facts.unit[row])
        lead = reading.lead[reading.frame.group[unit]] if reading.frame.group[unit] >= 0 else unit
        moved = (
            int(units.ids[lead]) != int(units.ids[unit])
            and reading.frame.target.subjects.per == "unit"
        )
        out.append(
            FactRow(
                date.fromordinal(int(facts.day[row])),
                names.get(int(units.ids[unit]), ""),
                text or f"{event.unit} {event.title}".strip(),
                float(facts.quantity[row]),
                paper,
                address,
                facts.source[row] == sources.CASES and facts.quantity[row] == 0,
                moved,
            )
        )
    return out


def _said(by_source: dict[int, set[int]]) -> dict[tuple[int, int], tuple[str, str, str]]:
    """Text, paper and address of facts by source and id."""
    out: dict[tuple[int, int], tuple[str, str, str]] = {}
    for one in Case.objects.filter(id__in=by_source.get(sources.CASES, ())).only(
        "id", "code", "title"
    ):
        out[sources.CASES, one.id] = (one.title, one.code, reverse("case", args=[one.code]))
    for row in Recommendation.objects.filter(
        id__in=by_source.get(sources.RECOMMENDATIONS, ())
    ).only("id", "code", "text", "sent_with"):
        out[sources.RECOMMENDATIONS, row.id] = (
            row.text,
            row.sent_with or row.code,
            reverse("recommendation", args=[row.code]),
        )
    for fact in ReportedFact.objects.filter(id__in=by_source.get(sources.REPORTED, ())):
        out[sources.REPORTED, fact.id] = (fact.note, fact.paper, reverse("fact", args=[fact.id]))
    for number in by_source.get(sources.REPORTS, ()):
        out[sources.REPORTS, number] = ("", "", reverse("report", args=[number]))
    planned = Activity.objects.filter(id__in=by_source.get(sources.ACTIVITIES, ())).select_related(
        "variant"
    )
    for activity in planned.only("id", "title", "variant__programme_id"):
        address = reverse("programme", args=[activity.variant.programme_id])
        out[sources.ACTIVITIES, activity.id] = (activity.title, "", address)
    return out


def figures(told: BookReading, *, with_units: bool = True) -> dict[str, Any]:
    """All readings as plain data: what the page, the export, the API and the command line say alike."""
    return {
        "rulebook": told.book.code,
        "title": told.book.title,
        "as_of": told.as_of.isoformat(),
        "targets": [
            _figure(told, told.readings[one.code], with_units=with_units) for one in told.targets
        ],
    }


def _figure(told: BookReading, reading: Reading, *, with_units: bool) -> dict[str, Any]:
    target, window = reading.frame.target, reading.window
    passing, applies = reading.share()
    out = {
        "code": target.code,
        "title": target.title,
        "sentence": sentence(target, told.book.vocabulary),
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
    columns = zip(
        reading.lead.tolist(),
        groups.values.tolist(),
        groups.tops.tolist(),
        groups.bottoms.tolist(),
        groups.statuses.tolist(),
        groups.reasons.tolist(),
        strict=True,
    )
    return [
        {
            "unit": units.codes[lead],
            "value": json_number(value),
            "top": json_number(top),
            "bottom": json_number(bottom),
            "status": STATUS_CODES[Status(status)],
            "reason": REASON_CODES[reason],
        }
        for lead, value, top, bottom, status, reason in columns
    ]


def last_kept(code: str, before: date) -> KeptReading | None:
    """The newest reading that was kept up to a day."""
    return KeptReading.objects.filter(book_code=code, as_of__lte=before).order_by("-as_of").first()
