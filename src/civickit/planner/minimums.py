"""Check that a plan names the minimums it misses, counted anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from civickit.planner.broken import Broken
from civickit.planner.facts import Instance
from civickit.planner.yearplan import PlannedActivity


def check_minimums(
    instance: Instance, answer: Mapping[str, Any], activities: Sequence[PlannedActivity]
) -> list[Broken]:
    """The missed minimums are those the plan names, with their numbers; counted anew."""
    short = _short(instance, activities)
    broken = _hidden(instance, short, _named(answer))
    missing = sum(needed - planned for needed, planned in short.values())
    claimed = answer.get("objective")
    if claimed is not None and claimed != missing:
        vi = f"kế hoạch ghi thiếu {claimed}, đếm được {missing}"
        en = f"the plan claims {claimed} missed, counted {missing}"
        broken.append(Broken("OBJECTIVE", vi, en))
    return broken


_Missed = dict[tuple[str, str], tuple[Any, Any]]  # (organisation, minimum) -> needed, planned


def _named(answer: Mapping[str, Any]) -> _Missed:
    """Missed minimums as the plan names them."""
    return {
        (str(missed.get("body")), str(missed.get("code"))): (
            missed.get("needed"),
            missed.get("planned"),
        )
        for missed in answer.get("missed") or ()
    }


def _not_named(instance: Instance, key: tuple[str, str], counts: tuple[int, int]) -> Broken:
    (body, minimum), (needed, planned) = key, counts
    name = instance.body_name(body)
    return Broken(
        "MINIMUM",
        f"{name}: chỉ tiêu {minimum} mới có {planned} trên {needed}, kế hoạch không nêu",
        f"{body}: {minimum} has {planned} of {needed}, the plan does not say so",
    )


def _hidden(instance: Instance, short: _Missed, named: _Missed) -> list[Broken]:
    """What is missed and not named, or named and not missed."""
    broken = [
        _not_named(instance, key, counts)
        for key, counts in short.items()
        if named.get(key) != counts
    ]
    for body, minimum in (key for key in named if key not in short):
        vi = f"{body}: kế hoạch nêu thiếu {minimum} nhưng không thiếu"
        en = f"{body}: {minimum} is said to be missed but is not"
        broken.append(Broken("MINIMUM", vi, en))
    return broken


def _short(instance: Instance, activities: Sequence[PlannedActivity]) -> _Missed:
    """Missed minimums as they are.

    Counted here on purpose, not by what made the plan: a mistake there must be found out here.
    """
    planned: Counter[tuple[str, str]] = Counter()
    for activity in activities:
        minimums = {name for p in activity.proposals for name in p.counts_for()}
        planned.update((body, name) for body in {*activity.bodies} for name in minimums)
    return {
        (body.id, name): (needed, planned[body.id, name])
        for body in instance.bodies
        for name in instance.rules.minimums
        if planned[body.id, name] < (needed := instance.rules.needed(body.id, name))
    }
