"""From facts to a dated plan: what is possible, aims one after another, then days."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from civickit.planner.aims import Chain, Progress, pursue
from civickit.planner.dating import Placed, choose_days
from civickit.planner.duplicates import find_duplicates
from civickit.planner.facts import Instance
from civickit.planner.items import Days, Item, make_items
from civickit.planner.limits import limits_of
from civickit.planner.program import build_program
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
    chain = Chain(build_program(instance, items, days), seconds=seconds, progress=progress)
    levels = levels or (2 if len(instance.proposals) > MANY else 5)
    pursue(chain, instance, limits_of(instance, days), levels, previous or {})
    months = chain.months()
    progress("days", 0.0)
    placed = choose_days(items, days, months, previous or {})
    return Solution(
        instance=instance,
        items=items,
        days=days,
        groups=groups,
        months=months,
        placed=placed,
        levels=tuple(chain.levels),
        seconds=round(time.monotonic() - started, 3),
    )
