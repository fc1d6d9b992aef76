"""What if: the same facts read by the target as it is and as it would be.

Who passes, and which units decide.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from civickit.measures import Aggregate, Comparison, Period, Reading, Status, Target
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.targets.engine import read_target_of, units

MOST_NAMED = 30


@dataclass(frozen=True)
class Trial:
    """Two readings of the same day, and the groups of one of them that differ."""

    before: Reading
    after: Reading
    won: list[int]  # pass now, did not before: groups of ``after``
    lost: list[int]  # passed before, do not now: groups of ``after``
    gone: list[int]  # are not counted any more: groups of ``before``
    near: list[int]  # miss it by least: groups of ``after``


def as_it_is(target: Target) -> dict[str, Any]:
    """What the form of a trial says before anything is changed."""
    low, high, whole = target.comparison.low, target.comparison.high, target.aggregate
    return {
        "value": low if low is not None else high,
        "share": whole.comparison.low if whole.kind in {"each", "share"} else None,
        "kinds": list(target.subjects.kinds),
        "levels": list(target.subjects.levels),
        "except_kinds": list(target.subjects.except_kinds),
        "period": target.period.every,
    }


def changed(target: Target, told: dict[str, Any]) -> Target:
    """A target with what the form of a trial says."""
    old = target.comparison
    by = told["value"] - (old.low if old.low is not None else old.high or 0)
    if old.low is None:
        comparison = replace(old, high=told["value"])
    elif old.high == old.low:
        comparison = replace(old, low=told["value"], high=told["value"])
    else:
        comparison = replace(
            old, low=told["value"], high=None if old.high is None else old.high + by
        )
    subjects = replace(
        target.subjects,
        kinds=tuple(told["kinds"]),
        levels=tuple(told["levels"]),
        except_kinds=tuple(told["except_kinds"]),
    )
    share = told.get("share")
    aggregate = target.aggregate
    if share not in {None, aggregate.comparison.low} and aggregate.kind in {"each", "share"}:
        aggregate = Aggregate("share", Comparison(low=share))
    every = told["period"]
    period = (
        target.period
        if every in {"", target.period.every}
        else Period(every=every, by=target.period.by)
    )
    # A level that is changed is one for all sizes.
    steps = target.steps if comparison == old else ()
    return replace(
        target,
        comparison=comparison,
        subjects=subjects,
        aggregate=aggregate,
        period=period,
        steps=steps,
    )


def try_change(book: TargetRulebook, old: Target, new: Target, day: date) -> Trial:
    """Both versions as of a day, each over the facts its period asks for."""
    frame = units()
    before, after = (
        read_target_of(book, day, one, shared=frame).readings[one.code] for one in (old, new)
    )
    then = dict(zip(before.lead.tolist(), before.groups.statuses.tolist(), strict=True))
    now = after.groups.statuses.tolist()
    won: list[int] = []
    lost: list[int] = []
    for group, lead in enumerate(after.lead.tolist()):
        was, is_now = then.get(lead) == Status.MET, now[group] == Status.MET
        if is_now != was:
            (won if is_now else lost).append(group)
    counted = set(after.lead.tolist())
    gone = [group for group, lead in enumerate(before.lead.tolist()) if lead not in counted]
    return Trial(before, after, won, lost, gone, _nearest(after))


def _nearest(reading: Reading) -> list[int]:
    """Groups that miss the bound, by how much."""
    comparison, groups = reading.frame.target.comparison, reading.groups
    bound = comparison.low if comparison.low is not None else comparison.high
    assert bound is not None
    gap = np.abs(groups.values - bound)
    chosen = np.flatnonzero((groups.statuses != Status.MET) & ~np.isnan(gap))
    return [int(one) for one in chosen[np.argsort(gap[chosen], kind="stable")][:MOST_NAMED]]
