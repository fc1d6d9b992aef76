"""From facts to a dated plan: what is possible, aims one after another, then days."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from civickit.planner.aims import Chain, Progress, pursue
from civickit.planner.dating import Placed, choose_days
from civickit.planner.duplicates import find_duplicates
from civickit.planner.facts import Apart, Instance
from civickit.planner.items import Days, Item, make_items
from civickit.planner.limits import limits_of
from civickit.planner.program import build_program
from civickit.planner.separating import Clash
from civickit.planner.yearplan import Level, PlanStatus, Reached, reached_minimums

MANY = 1500  # proposals from which the lower aims are only proved on request


def _silent(step: str, share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Solution:
    """What was found for an instance, by the numbers of its items; ``explaining`` tells it.

    ``months`` are those the solver chose, ``placed`` the same items with their days, in order of
    time.
    """

    instance: Instance
    items: list[Item]
    days: Days
    groups: tuple[tuple[str, ...], ...]
    months: Mapping[int, tuple[int, ...]]
    placed: Mapping[int, Placed]
    levels: tuple[Level, ...]
    seconds: float
    clashes: tuple[Clash, ...] = ()

    @cached_property
    def missed(self) -> tuple[Reached, ...]:
        """Minimums that lack activities, by organisation and name."""
        reached = reached_minimums(self.instance, [one.item for one in self.placed.values()])
        short = (one for one in reached if one.lack)
        return tuple(sorted(short, key=lambda one: (one.body, one.minimum)))

    @property
    def status(self) -> PlanStatus:
        """Infeasible when a minimum is missed; optimal when the first two aims are proved."""
        if self.missed:
            return PlanStatus.INFEASIBLE
        proved = self.levels and all(level.proved for level in self.levels[:2])
        return PlanStatus.OPTIMAL if proved else PlanStatus.FEASIBLE


def _still_meeting(clashes: Sequence[Clash], placed: Mapping[int, Placed]) -> frozenset[Apart]:
    """Decided pairs whose days meet all the same."""
    return frozenset(
        clash.apart
        for clash in clashes
        if (held := placed.get(clash.one))
        and (other := placed.get(clash.other))
        and held.first_day <= other.last_day
        and other.first_day <= held.last_day
    )


def make_plan(
    instance: Instance,
    *,
    seconds: float = 60.0,
    levels: int | None = None,
    previous: Mapping[str, tuple[date, date]] | None = None,
    progress: Progress = _silent,
) -> Solution:
    """The best plan of the year.

    ``levels`` is how many aims are proved: 2 for large instances and 5 otherwise, unless said.
    ``previous`` gives the days of proposals in a running plan; as few of them as possible are
    moved. Whatever the time limit, every proposal is placed or left for ``deferrals`` to explain.
    """
    started = time.monotonic()
    progress("duplicates", 0.0)
    groups = instance.joint if instance.joint is not None else find_duplicates(instance)
    items, days = make_items(instance, groups)
    progress("model", 0.0)
    levels = levels or (2 if len(instance.proposals) > MANY else 5)
    strict: frozenset[Apart] = frozenset()
    while True:
        program = build_program(instance, items, days, strict)
        left = max(1.0, seconds - (time.monotonic() - started))
        chain = Chain(program, seconds=left, progress=progress)
        pursue(chain, instance, limits_of(instance, days), levels, previous or {})
        months = chain.months()
        progress("days", 0.0)
        placed = choose_days(items, days, months, previous or {}, program.clashes)
        # Of three that share a month each two may fit and all three not: then months settle it.
        meeting = _still_meeting(program.clashes, placed)
        if meeting <= strict:
            break
        strict |= meeting
    return Solution(
        instance=instance,
        items=items,
        days=days,
        groups=groups,
        months=months,
        placed=placed,
        clashes=tuple(program.clashes),
        levels=tuple(chain.levels),
        seconds=round(time.monotonic() - started, 3),
    )
