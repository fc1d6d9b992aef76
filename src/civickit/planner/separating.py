"""Pairs that people decided to hold at different times: which choices clash, and what became of it.

A programme over months cannot see days, so a pair of choices clashes where no two starts in their
months keep the two clear of each other. What the months leave open, the days settle (``dating``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from civickit.planner.facts import Apart
from civickit.planner.items import Days, Item, quarters_of
from civickit.planner.yearplan import YearPlan

Months = tuple[int, ...]
Span = tuple[date, date]


@dataclass(frozen=True)
class Clash:
    """Two items that must not meet, by their numbers, and the choices of both that would."""

    apart: Apart
    one: int
    other: int
    choices: frozenset[tuple[Months, Months]]

    def holds(self, months: Mapping[int, Months]) -> bool:
        """Whether it holds in a plan by months; where one is not placed it does."""
        return (months.get(self.one, ()), months.get(self.other, ())) not in self.choices


def clashes_of(
    items: Sequence[Item], days: Days, strict: frozenset[Apart] = frozenset()
) -> list[Clash]:
    """A clash for every decided pair of which both are here; ``strict`` ones share no month."""
    number = {p.id: n for n, item in enumerate(items) for p in item.proposals}
    clashes = []
    for apart in days.instance.apart:
        first, second = number.get(apart.one), number.get(apart.other)
        if first is None or second is None or first == second:
            continue
        a, b = items[first], items[second]
        if a.fixed and b.fixed:  # people put both there
            continue
        choices = frozenset(
            (of_a, of_b)
            for of_a in a.choices
            for of_b in b.choices
            if {*of_a} & {*of_b} and (apart in strict or not _fit(days, (a, of_a), (b, of_b)))
        )
        clashes.append(Clash(apart, first, second, choices))
    return clashes


def _fit(days: Days, earlier: tuple[Item, Months], later: tuple[Item, Months]) -> bool:
    """Whether some day in these months for each keeps the two clear of each other."""
    first, second = days.starts_in(*earlier), days.starts_in(*later)
    return bool(
        first.min() + days.length(earlier[0]) <= second.max()
        or second.min() + days.length(later[0]) <= first.max()
    )


def share_a_quarter(one: Months, other: Months) -> bool:
    """Whether two choices touch a quarter both."""
    return bool({*quarters_of(one)} & {*quarters_of(other)})


@dataclass(frozen=True)
class Separation:
    """What a plan makes of one decision.

    ``days`` and ``other_days`` are None where that side is not in the plan, or its days are not
    known. ``code`` says why it does not hold: MEET, TOGETHER or UNDATED; empty where it holds, and
    LEFT_OUT where a side is not placed, so that nothing meets.
    """

    apart: Apart
    days: Span | None
    other_days: Span | None
    code: str

    @property
    def is_held(self) -> bool:
        """Whether both take place, at different times."""
        return not self.code


def separations(plan: YearPlan) -> list[Separation]:
    """Every decision with what the plan makes of it, in the order they were given."""
    together = [frozenset(activity.codes) for activity in plan.activities]
    return [_separation(apart, plan.days, together) for apart in plan.instance.apart]


def _separation(
    apart: Apart, days: Mapping[str, Span], together: Sequence[frozenset[str]]
) -> Separation:
    mine = days.get(apart.one)
    theirs = days.get(apart.other)
    if apart.is_outside and apart.first_day and apart.last_day:
        theirs = (apart.first_day, apart.last_day)
    if mine is None or (theirs is None and not apart.is_outside):
        code = "LEFT_OUT"
    elif theirs is None:
        code = "UNDATED"
    elif any({apart.one, apart.other} <= group for group in together):
        code = "TOGETHER"
    else:
        code = "MEET" if mine[0] <= theirs[1] and theirs[0] <= mine[1] else ""
    return Separation(apart, mine, theirs, code)
