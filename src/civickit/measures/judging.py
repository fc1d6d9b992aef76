"""How groups and the whole stand: what was measured beside what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from civickit.measures.definition import Comparison, Counting, Measure
from civickit.measures.frames import Flags, Floats
from civickit.measures.periods import Window
from civickit.measures.tallying import Tally, TargetFrame, tally

Numbers = NDArray[np.int8]


class Status(IntEnum):
    """How a unit, or the whole, stands."""

    NOT_MET = 0
    MET = 1
    NOT_APPLICABLE = 2
    NOT_KNOWN = 3


class Reason(IntEnum):
    """Why it is not plainly met or not met."""

    NONE = 0
    RUNNING = 1  # the period has not ended
    UNREPORTED = 2  # only the unit knows, and it has said nothing
    UNCONFIRMED = 3  # it would be met with what is not confirmed, or has no paper yet
    NO_DENOMINATOR = 4
    NOBODY = 5  # nobody is counted


@dataclass(frozen=True)
class GroupOutcomes:
    """Values with what they were divided from, and how each stands.

    One row a group, or one row for the whole.
    """

    values: Floats
    tops: Floats
    bottoms: Floats  # NaN where the measure divides by nothing
    statuses: Numbers
    reasons: Numbers


@dataclass(frozen=True)
class Whole:
    """How all groups together stand."""

    status: Status
    reason: Reason
    value: float
    top: float
    bottom: float


@dataclass(frozen=True)
class _Measured:
    """Figures by group.

    Values and what they may become, what they were divided from, whether enough was heard for a no.
    """

    values: Floats
    hopes: Floats
    tops: Floats
    bottoms: Floats
    heard: Flags


def judged_groups(frame: TargetFrame, window: Window, excused: Flags) -> GroupOutcomes:
    """How each group stands; the excused are not asked."""
    outcome = _judged(frame, window, _measured(frame, whole=False), _comparisons(frame))
    outcome.statuses[excused], outcome.reasons[excused] = Status.NOT_APPLICABLE, Reason.NOBODY
    return outcome


def judged_whole(frame: TargetFrame, window: Window, groups: GroupOutcomes) -> Whole:
    """The whole: a sum read like one unit, or how many units pass."""
    if not (groups.statuses != Status.NOT_APPLICABLE).any():
        undivided = (groups.reasons == Reason.NO_DENOMINATOR).any()
        reason = Reason.NO_DENOMINATOR if undivided else Reason.NOBODY
        return Whole(Status.NOT_APPLICABLE, reason, np.nan, 0.0, 0.0)
    if frame.target.aggregate.kind == "sum":
        return _summed(frame, window, groups)
    return _share_of_groups(frame, groups)


def _summed(frame: TargetFrame, window: Window, groups: GroupOutcomes) -> Whole:
    """The sum of all; a no waits for whoever has not reported, unless nothing can mend it."""
    target = frame.target
    everything = [(target.comparison, np.ones(1, dtype=bool))]
    total = _judged(frame, window, _measured(frame, whole=True), everything)
    status, reason = Status(total.statuses[0]), Reason(total.reasons[0])
    lost = target.measure.only_grows and target.comparison.exceeded(total.values)[0]
    if status == Status.NOT_MET and not lost and (groups.reasons == Reason.UNREPORTED).any():
        status, reason = Status.NOT_KNOWN, Reason.UNREPORTED
    return Whole(
        status, reason, float(total.values[0]), float(total.tops[0]), float(total.bottoms[0])
    )


def _share_of_groups(frame: TargetFrame, groups: GroupOutcomes) -> Whole:
    """How many pass of those it applies to, and whether those not known can still decide it."""
    aggregate = frame.target.aggregate
    applies = int((groups.statuses != Status.NOT_APPLICABLE).sum())
    passing = int((groups.statuses == Status.MET).sum())
    unknown = groups.statuses == Status.NOT_KNOWN
    scale = 1.0 if aggregate.kind == "units" else 100 / applies
    counts = scale * np.array([passing, passing + unknown.sum()])
    sure, hoped = aggregate.comparison.holds(counts)
    status, reason = (Status.MET if sure else Status.NOT_MET), Reason.NONE
    if hoped and not sure:
        commonest = np.bincount(groups.reasons[unknown]).argmax()
        status, reason = Status.NOT_KNOWN, Reason(int(commonest))
    return Whole(status, reason, 100 * passing / applies, float(passing), float(applies))


def _comparisons(frame: TargetFrame) -> list[tuple[Comparison, Flags]]:
    """The comparison of each group: one for all, or by the size each has."""
    target = frame.target
    if not target.steps or target.size is None:
        return [(target.comparison, np.ones(frame.groups, dtype=bool))]
    sizes, out = tally(frame, target.size).sure, []
    for place, step in enumerate(target.steps):
        upper = target.steps[place + 1].size if place + 1 < len(target.steps) else np.inf
        out.append((step.comparison, (sizes >= step.size) & (sizes < upper)))
    return out


def _measured(frame: TargetFrame, *, whole: bool) -> _Measured:
    measure = frame.target.measure
    tallies = [tally(frame, counting, whole=whole) for counting in measure.of]
    heard = np.all(
        [_heard(frame, each, counting) for each, counting in zip(tallies, measure.of, strict=True)],
        axis=0,
    )
    if measure.kind == "exists":
        kept, hoped = _conditions_kept(measure, tallies)
        return _Measured(kept, hoped, kept, np.full(len(kept), np.nan), heard)
    top = tallies[0]
    if measure.over is None:
        return _Measured(top.sure, top.hoped, top.sure, np.full(len(top.sure), np.nan), heard)
    bottom = tally(frame, measure.over, whole=whole)
    less = 100.0 if measure.kind == "change" else 0.0
    heard &= _heard(frame, bottom, measure.over)
    return _Measured(
        _percent(top.sure, bottom.sure) - less,
        _percent(top.hoped, bottom.hoped) - less,
        top.sure,
        bottom.sure,
        heard,
    )


def _percent(top: Floats, bottom: Floats) -> Floats:
    """NaN where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, 100 * top / bottom, np.nan)


def _heard(frame: TargetFrame, figures: Tally, counting: Counting) -> Flags:
    """Silence counts as zero where the system would know; where only units know, it does not."""
    only_units_know = any(event in frame.facts.reported for event in counting.events)
    return figures.heard if only_units_know else np.ones(len(figures.heard), dtype=bool)


@dataclass(frozen=True)
class _Verdict:
    """By group: it holds, it would with what waits, that makes a difference, lost for good."""

    holds: Flags
    would: Flags
    waits: Flags
    lost: Flags


def _conditions_kept(measure: Measure, tallies: Sequence[Tally]) -> tuple[Floats, Floats]:
    """How many conditions each group keeps, surely and if what waits is confirmed."""
    least = np.array([[counting.least] for counting in measure.of])
    kept = (np.array([each.sure for each in tallies]) >= least).sum(axis=0).astype(float)
    hoped = (np.array([each.hoped for each in tallies]) >= least).sum(axis=0).astype(float)
    return kept, hoped


def _compared(measured: _Measured, comparisons: list[tuple[Comparison, Flags]]) -> _Verdict:
    values, hopes = measured.values, measured.hopes
    holds, would, waits, lost = (np.zeros(len(values), dtype=bool) for _ in range(4))
    for comparison, mine in comparisons:
        now, later = comparison.holds(values), comparison.holds(hopes)
        # An upper bound is kept only when everybody was heard and what waits does not pass it.
        holds |= mine & now & (True if comparison.high is None else later & measured.heard)
        would |= mine & later
        waits |= mine & (now != later)
        lost |= mine & comparison.exceeded(values)
    return _Verdict(holds, would, waits, lost)


def _judged(
    frame: TargetFrame,
    window: Window,
    measured: _Measured,
    comparisons: list[tuple[Comparison, Flags]],
) -> GroupOutcomes:
    """Met where it holds; not known while it can still come to hold or nobody has said.

    Not met after that.
    """
    values, heard = measured.values, measured.heard
    verdict = _compared(measured, comparisons)
    lost = verdict.lost & frame.target.measure.only_grows
    statuses = np.full(len(values), Status.NOT_MET, dtype=np.int8)
    reasons = np.full(len(values), Reason.NONE, dtype=np.int8)
    for applies, status, reason in (
        ((frame.as_of < window.closes) & ~lost, Status.NOT_KNOWN, Reason.RUNNING),
        (~heard & ~lost, Status.NOT_KNOWN, Reason.UNREPORTED),
        (verdict.waits & heard & ~lost, Status.NOT_KNOWN, Reason.UNCONFIRMED),
        (
            np.isnan(values) & heard & ~verdict.would,
            Status.NOT_APPLICABLE,
            Reason.NO_DENOMINATOR,
        ),
        (verdict.holds, Status.MET, Reason.NONE),
    ):
        statuses[applies], reasons[applies] = status, reason
    return GroupOutcomes(values, measured.tops, measured.bottoms, statuses, reasons)
