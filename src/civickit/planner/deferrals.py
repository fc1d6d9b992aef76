"""Why each proposal that is not in the plan was left out."""

from collections import Counter
from dataclasses import dataclass

from civickit.planner.facts import Apart
from civickit.planner.items import Item
from civickit.planner.limits import LimitKey, Limits, limit_keys, limits_of
from civickit.planner.solving import Solution

_MOST_NAMED = 4  # limits that are named
_FULL = {frozenset({"visits"}): "UNIT_FULL", frozenset({"activities"}): "CAPACITY_FULL"}


@dataclass(frozen=True)
class Deferral:
    """A proposal left for another year.

    ``full`` are limits that leave no room in any month it could take, ``apart`` what it was decided
    to keep clear of.
    """

    proposal: str
    code: str
    full: tuple[LimitKey, ...] = ()
    apart: tuple[Apart, ...] = ()


def _used(solution: Solution, limits: Limits) -> Counter[LimitKey]:
    """How far each limit is filled by others and by what the plan places."""
    used: Counter[LimitKey] = Counter(limits.used)
    for placed in solution.placed.values():
        used.update(limit_keys(placed.item, placed.months))
    return used


def find_deferrals(solution: Solution) -> list[Deferral]:
    """One deferral for every proposal that is not placed, in the order of the proposals."""
    limits = limits_of(solution.instance, solution.days)
    used = _used(solution, limits)
    deferrals = []
    for number, item in enumerate(solution.items):
        if number not in solution.placed:
            code, full = _reason(item, used, limits)
            apart: tuple[Apart, ...] = ()
            if code == "KEPT_FROM_OTHERS":
                apart = tuple(solution.days.away(item))
            elif code != item.blocked_by and (near := _apart_from(solution, number)):
                code, apart = ("KEPT_APART" if code == "OUTWEIGHED" else code), near
            deferrals += [Deferral(p.id, code, full, apart) for p in item.proposals]
    place = {proposal.id: n for n, proposal in enumerate(solution.instance.proposals)}
    return sorted(deferrals, key=lambda deferral: place[deferral.proposal])


def _apart_from(solution: Solution, number: int) -> tuple[Apart, ...]:
    """The decided pairs that take a choice from an item, as the others stand."""
    item, placed = solution.items[number], solution.placed
    months = {n: there.months for n, there in placed.items()}
    return tuple(
        clash.apart
        for clash in solution.clashes
        if number in (clash.one, clash.other)
        and not all(clash.holds({**months, number: choice}) for choice in item.choices)
    )


def _reason(
    item: Item, used: Counter[LimitKey], limits: Limits
) -> tuple[str, tuple[LimitKey, ...]]:
    """The code, and the limits that are full in the months it could take, the fullest first."""
    if not item.choices:
        return item.blocked_by, ()
    full: list[LimitKey] = []
    for months in item.choices:
        over = [key for key in limit_keys(item, months) if used[key] >= limits.most(key)]
        if not over:
            return "OUTWEIGHED", ()
        full += over
    code = _FULL.get(frozenset(key[0] for key in full), "NO_ROOM")
    return code, tuple(key for key, _ in Counter(full).most_common(_MOST_NAMED))
