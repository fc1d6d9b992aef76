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


def changed(target: Target, change: dict[str, Any]) -> Target:
    """A target with what the form of a trial says."""
    comparison = _compared(target.comparison, change["value"])
    aggregate, share, every = target.aggregate, change.get("share"), change["period"]
    if share not in {None, aggregate.comparison.low} and aggregate.kind in {"each", "share"}:
        aggregate = Aggregate("share", Comparison(low=share))
    is_same = every in {"", target.period.every}
    return replace(
        target,
        comparison=comparison,
        subjects=replace(
            target.subjects,
            kinds=tuple(change["kinds"]),
            levels=tuple(change["levels"]),
            except_kinds=tuple(change["except_kinds"]),
        ),
        aggregate=aggregate,
        period=target.period if is_same else Period(every=every, by=target.period.by),
        # A level that is changed is one for all sizes.
        steps=target.steps if comparison == target.comparison else (),
    )


def _compared(old: Comparison, value: float) -> Comparison:
    """A comparison with another value; one with two bounds is moved as a whole."""
    if old.low is None:
        return replace(old, high=value)
    if old.high == old.low:
        return replace(old, low=value, high=value)
    by = value - old.low
    return replace(old, low=value, high=None if old.high is None else old.high + by)


def try_change(book: TargetRulebook, old: Target, new: Target, day: date) -> Trial:
    """Both versions as of a day, each over the facts its period asks for."""
    frame = units()
    before, after = (
        read_target_of(book, day, version, shared=frame).readings[version.code]
        for version in (old, new)
    )
    met_then, met_now = _met(before), _met(after)
    won, lost = met_now - met_then, met_then - met_now
    counted = after.lead.tolist()
    return Trial(
        before=before,
        after=after,
        won=[no for no, lead in enumerate(counted) if lead in won],
        lost=[no for no, lead in enumerate(counted) if lead in lost],
        gone=np.flatnonzero(~np.isin(before.lead, after.lead)).tolist(),
        near=_nearest(after),
    )


def _met(reading: Reading) -> set[int]:
    """The units that pass."""
    return set(reading.lead[reading.groups.statuses == Status.MET].tolist())


def _nearest(reading: Reading) -> list[int]:
    """Groups that miss the bound, by how much."""
    comparison, groups = reading.frame.target.comparison, reading.groups
    bound = comparison.low if comparison.low is not None else comparison.high
    assert bound is not None
    gap = np.abs(groups.values - bound)
    chosen = np.flatnonzero((groups.statuses != Status.MET) & ~np.isnan(gap))
    return [int(one) for one in chosen[np.argsort(gap[chosen], kind="stable")][:MOST_NAMED]]
