"""What can be scheduled: a proposal, or duplicates held together, with the months it may touch."""

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from civickit.planner.facts import Apart, Instance, ProposalFacts, counted_minimums


@dataclass
class Item:
    """One activity in the making.

    ``choices`` are tuples of months (1..12) it would touch, each with a possible day.
    """

    proposals: tuple[ProposalFacts, ...]
    bodies: tuple[str, ...]
    units: tuple[str, ...]
    choices: list[tuple[int, ...]] = field(default_factory=list)
    blocked_by: str = ""  # why there is no choice: see Days.obstacle

    @property
    def is_supervision(self) -> bool:
        """Whether it visits the bodies it names."""
        return self.proposals[0].is_supervision

    @cached_property
    def duration(self) -> int:
        """Calendar days it needs."""
        return max(p.duration for p in self.proposals)

    @cached_property
    def earliest(self) -> date:
        """First day it may touch."""
        return max(p.earliest for p in self.proposals)

    @cached_property
    def latest(self) -> date:
        """Last day it may touch."""
        return min(p.latest for p in self.proposals)

    @cached_property
    def counts_for(self) -> tuple[str, ...]:
        """Minimums it counts toward, for every organisation in it."""
        return counted_minimums(self.proposals)

    @cached_property
    def commissioned(self) -> bool:
        """Whether one of its proposals was commissioned."""
        return any(p.commissioned for p in self.proposals)

    @cached_property
    def people(self) -> int:
        """People affected, all proposals together."""
        return sum(p.people for p in self.proposals)

    @cached_property
    def preferred(self) -> frozenset[int]:
        """Months somebody asked for."""
        return frozenset(month for p in self.proposals for month in p.preferred_months)

    @cached_property
    def pinned(self) -> frozenset[int]:
        """Months it is pinned to."""
        return frozenset(p.pinned_month for p in self.proposals if p.pinned_month)

    @cached_property
    def fixed(self) -> tuple[date, date] | None:
        """Days fixed by hand or by having begun; of several the first proposal's."""
        return next(
            (
                (p.fixed_first, p.fixed_last)
                for p in self.proposals
                if p.fixed_first and p.fixed_last
            ),
            None,
        )


def quarters_of(months: Iterable[int]) -> tuple[int, ...]:
    """The quarters (1..4) that months fall in."""
    return tuple(sorted({(month - 1) // 3 + 1 for month in months}))


class Days:
    """The year as an array of days, with what is closed to whom; days are numbered from 0."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.first = date(instance.year, 1, 1)
        self.count = 366 if calendar.isleap(instance.year) else 365
        self.month = np.array([self.day(number).month for number in range(self.count)])
        self.weekday = (np.arange(self.count) + self.first.weekday()) % 7
        self._closed_to_all = self._no_days()
        self._closed_to: dict[str, np.ndarray] = {}
        for blackout in instance.rules.blackouts:
            span = self._span(blackout.first_day, blackout.last_day)
            closed = [self._closed_to.setdefault(body, self._no_days()) for body in blackout.bodies]
            for flags in closed or [self._closed_to_all]:
                flags[span.start : span.stop] = 1
        self._closed_before: dict[tuple[str, ...], np.ndarray] = {}
        self._away: dict[str, list[Apart]] = {}
        for apart in instance.apart:
            if apart.is_outside and apart.first_day and apart.last_day:
                self._away.setdefault(apart.one, []).append(apart)
        self.outside = self._outside_visits()

    def number(self, day: date) -> int:
        """Days since New Year."""
        return (day - self.first).days

    def day(self, number: int) -> date:
        """The date of a day number."""
        return self.first + timedelta(days=int(number))

    def _no_days(self) -> np.ndarray:
        return np.zeros(self.count, dtype=np.int32)

    def _span(self, first_day: date, last_day: date) -> range:
        """The numbers of the days that lie in the year."""
        start = max(0, self.number(first_day))
        return range(start, max(start, min(self.count, self.number(last_day) + 1)))

    def _outside_visits(self) -> Counter[tuple[str, int]]:
        """Visits of other bodies by unit and quarter."""
        visits: Counter[tuple[str, int]] = Counter()
        for visit in self.instance.visits:
            span = self._span(visit.first_day, visit.last_day)
            months = {int(month) for month in self.month[span.start : span.stop]} if span else ()
            visits.update((visit.unit, quarter) for quarter in quarters_of(months))
        return visits

    def closed_before(self, bodies: Sequence[str]) -> np.ndarray:
        """At each day number how many days before it are closed to any of the organisations."""
        key = tuple(body for body in bodies if body in self._closed_to)
        if key not in self._closed_before:
            closed = self._closed_to_all.copy()
            for body in key:
                closed |= self._closed_to[body]
            self._closed_before[key] = np.concatenate([[0], np.cumsum(closed)])
        return self._closed_before[key]

    def starts(self, item: Item) -> np.ndarray:
        """Day numbers on which the item may begin, by window, pin and closed days.

        Visits of others are not looked at.
        """
        if item.fixed:
            return np.array([self.number(item.fixed[0])])
        if len(item.pinned) > 1:
            return np.array([], dtype=np.int64)
        days = self._open_starts(item)
        for apart in self.away(item):
            days = days[self._misses(apart, days, item.duration)]
        return days[np.isin(self.month[days], sorted(item.pinned))] if item.pinned else days

    def away(self, item: Item) -> list[Apart]:
        """The activities of other bodies that it was decided to hold at another time than."""
        return [apart for p in item.proposals for apart in self._away.get(p.id, ())]

    def _misses(self, apart: Apart, starts: np.ndarray, duration: int) -> np.ndarray:
        """Which starts keep clear of another body's days."""
        first, last = (self.number(day) for day in (apart.first_day, apart.last_day) if day)
        clear: np.ndarray = (starts + duration <= first) | (starts > last)
        return clear

    def _open_starts(self, item: Item) -> np.ndarray:
        """The same without the pin and without what was decided about other bodies."""
        window = self._span(item.earliest, item.latest)
        days = np.arange(window.start, window.stop - item.duration + 1)
        if not len(days):
            return days
        closed = self.closed_before(item.bodies)
        open_days: np.ndarray = days[closed[days + item.duration] == closed[days]]
        return open_days

    def months(self, item: Item, start: int) -> tuple[int, ...]:
        """The months an item touches when it begins on a day."""
        last = self.number(item.fixed[1]) if item.fixed else start + item.duration - 1
        return tuple(range(int(self.month[start]), int(self.month[min(last, self.count - 1)]) + 1))

    def length(self, item: Item) -> int:
        """Calendar days it takes: those it is fixed to, else what it needs."""
        return (item.fixed[1] - item.fixed[0]).days + 1 if item.fixed else item.duration

    def starts_in(self, item: Item, months: Sequence[int]) -> np.ndarray:
        """Numbers of the days on which it may begin to touch just these months."""
        starts = self.starts(item)
        ends = np.minimum(starts + self.length(item) - 1, self.count - 1)
        is_there = (self.month[starts] == months[0]) & (self.month[ends] == months[-1])
        fits: np.ndarray = starts[is_there]
        return fits

    def set_choices(self, item: Item) -> None:
        """Fill ``choices`` in order of time, or ``blocked_by`` when there is none."""
        starts = self.starts(item)
        if not len(starts):
            item.blocked_by = self.obstacle(item)
        elif item.fixed:
            item.choices = [self.months(item, int(starts[0]))]
        else:
            ends = starts + item.duration - 1
            touched = {*zip(self.month[starts].tolist(), self.month[ends].tolist(), strict=True)}
            choices = [tuple(range(first, last + 1)) for first, last in sorted(touched)]
            item.choices = [months for months in choices if self._has_room(item, months)]
            if not item.choices:
                item.blocked_by = "OUTSIDE_VISITS"

    def _has_room(self, item: Item, months: Sequence[int]) -> bool:
        """Whether other bodies leave room at every unit it visits."""
        cap = self.instance.rules.max_visits_per_quarter
        return not item.is_supervision or all(
            self.outside[unit, quarter] < cap
            for unit in item.units
            for quarter in quarters_of(months)
        )

    def obstacle(self, item: Item) -> str:
        """Why an item has no day at all."""
        if item.earliest > item.latest:
            return "WINDOW_BACKWARDS" if len(item.proposals) == 1 else "WINDOWS_DO_NOT_MEET"
        year = self.instance.year
        if item.latest.year < year or item.earliest.year > year:
            return "OTHER_YEAR"
        if (item.latest - item.earliest).days + 1 < item.duration:
            return "WINDOW_TOO_SHORT"
        if len(item.pinned) > 1:
            return "PINS_DIFFER"
        starts = self._open_starts(item)
        in_pin = starts[np.isin(self.month[starts], sorted(item.pinned))] if item.pinned else starts
        if len(in_pin):
            return "KEPT_FROM_OTHERS"
        return "PIN_OUTSIDE_WINDOW" if item.pinned and len(starts) else "BLACKOUT"


def make_items(instance: Instance, groups: Sequence[Sequence[str]]) -> tuple[list[Item], Days]:
    """Items in the order of the proposals.

    A group of duplicates stands where its first proposal stands.
    """
    days = Days(instance)
    proposals = {proposal.id: proposal for proposal in instance.proposals}
    group_of = {member: tuple(group) for group in groups for member in group}
    items: list[Item] = []
    is_done: set[str] = set()
    for code in proposals:
        if code in is_done:
            continue
        codes = [member for member in group_of.get(code, (code,)) if member in proposals]
        is_done.update(codes)
        item = _item(tuple(proposals[member] for member in codes))
        days.set_choices(item)
        items.append(item)
    return items, days


def _item(proposals: tuple[ProposalFacts, ...]) -> Item:
    bodies = tuple(sorted({proposal.organisation for proposal in proposals}))
    units = tuple(sorted({unit for proposal in proposals for unit in proposal.units}))
    return Item(proposals, bodies, units)
