"""What can be scheduled: a proposal, or duplicates held as one joint delegation, with the months it may touch."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from civickit.planner.facts import Instance, Proposal, counted_minimums


@dataclass
class Item:
    """One activity in the making. ``choices`` are tuples of months (1..12) it would touch, each with a possible day."""

    proposals: tuple[Proposal, ...]
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
    """The year as an array of days, with what is closed to whom."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.first = date(instance.year, 1, 1)
        self.count = 366 if calendar.isleap(instance.year) else 365
        self.month = np.array([(self.first + timedelta(days=d)).month for d in range(self.count)])
        self.weekday = (np.arange(self.count) + self.first.weekday()) % 7
        self._general = np.zeros(self.count, dtype=np.int32)
        self._own: dict[str, np.ndarray] = {}
        for blackout in instance.rules.blackouts:
            first, last = (
                max(0, self.number(blackout.first_day)),
                min(self.count - 1, self.number(blackout.last_day)),
            )
            for flags in [self._flags(body) for body in blackout.bodies] or [self._general]:
                flags[first : last + 1] = 1
        self._sums: dict[tuple[str, ...], np.ndarray] = {}
        self.outside = self._outside()

    def number(self, day: date) -> int:
        """Days since New Year."""
        return (day - self.first).days

    def day(self, number: int) -> date:
        """The date of a day number."""
        return self.first + timedelta(days=int(number))

    def _flags(self, body: str) -> np.ndarray:
        return self._own.setdefault(body, np.zeros(self.count, dtype=np.int32))

    def _outside(self) -> dict[tuple[str, int], int]:
        visits: dict[tuple[str, int], int] = {}
        for visit in self.instance.visits:
            first, last = (
                max(0, self.number(visit.first_day)),
                min(self.count - 1, self.number(visit.last_day)),
            )
            for quarter in (
                quarters_of({int(m) for m in self.month[first : last + 1]}) if last >= first else ()
            ):
                visits[visit.unit, quarter] = visits.get((visit.unit, quarter), 0) + 1
        return visits

    def closed_before(self, bodies: Sequence[str]) -> np.ndarray:
        """``out[d]``: closed days before day ``d`` for any of the organisations."""
        key = tuple(body for body in bodies if body in self._own)
        if key not in self._sums:
            flags = self._general.copy()
            for body in key:
                flags |= self._own[body]
            self._sums[key] = np.concatenate([[0], np.cumsum(flags)])
        sums: np.ndarray = self._sums[key]
        return sums

    def starts(self, item: Item) -> Any:
        """Day numbers on which the item may begin, by window, pin and closed days; visits of others are not looked at."""
        if item.fixed:
            return np.array([self.number(item.fixed[0])])
        low, high = (
            max(0, self.number(item.earliest)),
            min(self.count - 1, self.number(item.latest)),
        )
        days = np.arange(low, high - item.duration + 2)
        if not len(days):
            return days
        closed = self.closed_before(item.bodies)
        days = days[closed[days + item.duration] == closed[days]]
        if item.pinned:
            days = (
                days[np.isin(self.month[days], sorted(item.pinned))]
                if len(item.pinned) == 1
                else days[:0]
            )
        return days

    def months(self, item: Item, start: int) -> tuple[int, ...]:
        """The months an item touches when it begins on a day."""
        last = self.number(item.fixed[1]) if item.fixed else start + item.duration - 1
        return tuple(range(int(self.month[start]), int(self.month[min(last, self.count - 1)]) + 1))

    def set_choices(self, item: Item) -> None:
        """Fill ``choices`` in order of time, or ``blocked_by`` when there is none."""
        starts = self.starts(item)
        if not len(starts):
            item.blocked_by = self.obstacle(item)
            return
        if item.fixed:
            item.choices = [self.months(item, int(starts[0]))]
            return
        keys = self.month[starts] * 16 + self.month[starts + item.duration - 1]
        choices = [tuple(range(key // 16, key % 16 + 1)) for key in sorted(set(keys.tolist()))]
        cap = self.instance.rules.max_visits_per_quarter
        item.choices = [
            months
            for months in choices
            if not item.is_supervision
            or all(
                self.outside.get((unit, quarter), 0) < cap
                for unit in item.units
                for quarter in quarters_of(months)
            )
        ]
        if not item.choices:
            item.blocked_by = "OUTSIDE_VISITS"

    def obstacle(self, item: Item) -> str:
        """Why an item has no day at all."""
        if max(p.earliest for p in item.proposals) > min(p.latest for p in item.proposals):
            return "WINDOW_BACKWARDS" if len(item.proposals) == 1 else "WINDOWS_DO_NOT_MEET"
        if item.latest.year < self.instance.year or item.earliest.year > self.instance.year:
            return "OTHER_YEAR"
        if (item.latest - item.earliest).days + 1 < item.duration:
            return "WINDOW_TOO_SHORT"
        if len(item.pinned) > 1:
            return "PINS_DIFFER"
        closed = self.closed_before(item.bodies)
        low, high = (
            max(0, self.number(item.earliest)),
            min(self.count - 1, self.number(item.latest)),
        )
        free = any(
            closed[d + item.duration] == closed[d] for d in range(low, high - item.duration + 2)
        )
        return "PIN_OUTSIDE_WINDOW" if item.pinned and free else "BLACKOUT"


def make_items(instance: Instance, groups: Sequence[Sequence[str]]) -> tuple[list[Item], Days]:
    """Items in the order of the proposals; a group of duplicates stands where its first proposal stands."""
    days = Days(instance)
    by_id = {p.id: p for p in instance.proposals}
    group_of = {member: tuple(group) for group in groups for member in group if member in by_id}
    items: list[Item] = []
    done: set[str] = set()
    for proposal in instance.proposals:
        if proposal.id in done:
            continue
        members = tuple(
            by_id[name] for name in group_of.get(proposal.id, (proposal.id,)) if name in by_id
        )
        done.update(p.id for p in members)
        bodies = tuple(sorted({p.organisation for p in members}))
        units = tuple(sorted({unit for p in members for unit in p.units}))
        item = Item(members, bodies, units)
        days.set_choices(item)
        items.append(item)
    return items, days
