"""Why each proposal that is not in the plan was left out."""

from collections import Counter
from dataclasses import dataclass

from civickit.planner.items import Item
from civickit.planner.planning import Plan, limits_of
from civickit.planner.program import LimitKey, Limits, limit_keys


@dataclass(frozen=True)
class Deferral:
    """A proposal left for another year; ``full`` are limits that leave no room in any month it could take."""

    proposal: str
    code: str
    full: tuple[LimitKey, ...] = ()


def find_deferrals(plan: Plan) -> list[Deferral]:
    """One deferral for every proposal that is not placed, in the order of the proposals."""
    limits = limits_of(plan.instance, plan.days)
    used: Counter[LimitKey] = Counter(limits.used)
    for placed in plan.placed.values():
        used.update(limit_keys(placed.item, placed.months))
    out = []
    for i, item in enumerate(plan.items):
        if i in plan.placed:
            continue
        code, full = _reason(item, used, limits)
        out += [Deferral(proposal.id, code, full) for proposal in item.proposals]
    order = {proposal.id: n for n, proposal in enumerate(plan.instance.proposals)}
    return sorted(out, key=lambda one: order[one.proposal])


def _reason(
    item: Item, used: Counter[LimitKey], limits: Limits
) -> tuple[str, tuple[LimitKey, ...]]:
    if not item.choices:
        return item.blocked_by, ()
    full: list[LimitKey] = []
    for months in item.choices:
        over = [key for key in limit_keys(item, months) if used[key] >= limits.most(key)]
        if not over:
            return "OUTWEIGHED", ()
        full += over
    kinds = {key[0] for key in full}
    code = (
        "UNIT_FULL"
        if kinds == {"visits"}
        else "CAPACITY_FULL"
        if kinds == {"activities"}
        else "NO_ROOM"
    )
    return code, tuple(key for key, _ in Counter(full).most_common(4))
