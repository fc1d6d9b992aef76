"""Read targets as of a day.

Who meets them, who does not, for whom they do not apply, of whom it is not known yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from civickit.measures.definition import Comparison, Counting, Subjects, Target
from civickit.measures.frames import FactFrame, Flags, Floats, Ints, UnitFrame
from civickit.measures.periods import Term, Window, window_of
from civickit.measures.tallying import Frame, Tally, counted, tally

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
class Outcome:
    """Values with what they were divided from, and how each stands.

    One row a group, or one row for the whole.
    """

    values: Floats
    tops: Floats
    bottoms: Floats  # NaN where the measure divides by nothing
    statuses: Numbers
    reasons: Numbers


@dataclass(frozen=True)
class Reading:
    """One target as of one day.

    ``lead`` is the unit row each group is named for, ``merged`` how many facts came from units that
    someone took over, ``left_out`` how many belong to units that were divided or ended without a
    successor.
    """

    frame: Frame
    window: Window
    lead: Ints
    groups: Outcome
    status: Status
    reason: Reason
    value: float
    top: float
    bottom: float
    merged: int
    left_out: int

    def share(self) -> tuple[int, int]:
        """How many groups pass, of how many it applies to."""
        statuses = self.groups.statuses
        return int((statuses == Status.MET).sum()), int((statuses != Status.NOT_APPLICABLE).sum())

    def behind(self, groups: Ints | int | None = None) -> tuple[Ints, Ints]:
        """The rows of facts behind both figures of one group, of some, or of the whole."""
        over = self.frame.target.measure.over
        upper = [counted(self.frame, one, groups) for one in self.frame.target.measure.of]
        return np.concatenate(upper), counted(self.frame, over, groups) if over else np.zeros(
            0, dtype=np.int64
        )


def read_targets(
    targets: Iterable[Target],
    units: UnitFrame,
    facts: FactFrame,
    *,
    as_of: date,
    term: Term,
    units_on: date | None = None,
) -> dict[str, Reading]:
    """Readings by code of target.

    ``units_on``: figures of earlier days by the units of that day.
    """
    targets = list(targets)
    barred = barred_rows(targets, facts)
    return {
        one.code: read(
            one,
            units,
            facts,
            as_of=as_of,
            term=term,
            units_on=units_on,
            barred=barred.get(one.code),
        )
        for one in targets
    }


def read(
    target: Target,
    units: UnitFrame,
    facts: FactFrame,
    *,
    as_of: date,
    term: Term,
    units_on: date | None = None,
    barred: Flags | None = None,
) -> Reading:
    """One target; see ``read_targets``."""
    window = window_of(target.period, as_of, term)
    day = units_on or min(window.last, as_of)
    heirs = units.heirs(day)
    everybody = _frame_of(
        target,
        units,
        facts,
        as_of,
        term,
        _chosen(target.subjects, units) & units.alive(day),
        heirs,
        barred,
    )
    frame, lead, excused = _with_exceptions(everybody, heirs)
    outcome = _outcome(frame, window, excused)
    touched = _touched(frame)
    rows = facts.unit[touched]
    moved = (heirs[rows] != rows) & (heirs[rows] >= 0)
    lost = (heirs[rows] < 0) | ~units.alive(day)[np.maximum(heirs[rows], 0)]
    subject = _chosen(target.subjects, units)[rows]
    total = _total(frame, window, outcome)
    return Reading(
        frame,
        window,
        lead,
        outcome,
        total[0],
        total[1],
        *total[2],
        merged=int((moved & (frame.group[rows] >= 0)).sum()),
        left_out=int((lost & subject).sum()),
    )


def barred_rows(targets: Iterable[Target], facts: FactFrame) -> Mapping[str, Flags]:
    """For each target the facts that another one counts for itself alone.

    The ``counts_toward`` of that one leaves this one out.
    """
    targets = list(targets)
    out: dict[str, Flags] = {}
    for one in targets:
        if one.counts_toward is None:
            continue
        taken = np.zeros(len(facts), dtype=bool)
        for counting in one.measure.of:
            taken |= facts.pick(counting)
        for other in targets:
            if other.code != one.code and other.code not in one.counts_toward:
                out[other.code] = out.get(other.code, np.zeros(len(facts), dtype=bool)) | taken
    return out


def _chosen(subjects: Subjects, units: UnitFrame) -> Flags:
    """Units of the kinds, levels and places asked for, without the excepted.

    Whether alive is asked elsewhere.
    """
    kept = np.ones(len(units), dtype=bool)
    for column, names, wanted, excepted in (
        (units.kind, units.kinds, subjects.kinds, subjects.except_kinds),
        (units.level, units.levels, subjects.levels, subjects.except_levels),
    ):
        if wanted:
            kept &= np.isin(column, _places_of(names, wanted))
        kept &= ~np.isin(column, _places_of(names, excepted))
    for places, inside in ((subjects.places, True), (subjects.except_places, False)):
        if places:
            at = _places_of(units.places, places)
            here = np.isin(units.place, at) | np.isin(units.above, at)
            kept &= here if inside else ~here
    if subjects.units or subjects.except_units:
        codes = np.array(units.codes)
        if subjects.units:
            kept &= np.isin(codes, list(subjects.units))
        kept &= ~np.isin(codes, list(subjects.except_units))
    return kept


def _places_of(names: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    return [names.index(one) for one in wanted if one in names]


def _frame_of(
    target: Target,
    units: UnitFrame,
    facts: FactFrame,
    as_of: date,
    term: Term,
    members: Flags,
    heirs: Ints,
    barred: Flags | None,
) -> Frame:
    """Members in groups of one, or of one place and level.

    Whoever was taken over counts with the heir.
    """
    rows = np.flatnonzero(members)
    keys = (
        rows
        if target.subjects.per == "unit"
        else units.place[rows] * len(units.levels) + units.level[rows]
    )
    _, numbers = np.unique(keys, return_inverse=True)
    own = np.full(len(units) + 1, -1, dtype=np.int64)  # the last one answers for -1
    own[rows] = numbers
    size = int(numbers.max(initial=-1)) + 1
    return Frame(
        target,
        units,
        facts,
        term,
        as_of,
        own[heirs],
        size,
        np.bincount(numbers, minlength=size),
        barred,
    )


def _with_exceptions(frame: Frame, heirs: Ints) -> tuple[Frame, Ints, Flags]:
    """The frame, the unit each group is named for, and which groups a fact excuses."""
    subjects = frame.target.subjects
    excused = np.zeros(frame.groups, dtype=bool)
    if subjects.except_with:
        excused |= tally(frame, subjects.except_with).sure >= subjects.except_with.least
    if subjects.only_with:
        excused |= tally(frame, subjects.only_with).sure < subjects.only_with.least
    own = np.flatnonzero((frame.group >= 0) & (heirs == np.arange(len(heirs))))
    _, first = np.unique(frame.group[own], return_index=True)
    lead = own[first]
    if not excused.any():
        return frame, lead, excused
    group = np.where((frame.group >= 0) & ~np.append(excused, [True])[frame.group], frame.group, -1)
    return replace(frame, group=group, members=np.where(excused, 0, frame.members)), lead, excused


def _outcome(frame: Frame, window: Window, excused: Flags) -> Outcome:
    statuses, reasons, (values, _, tops, bottoms, _) = _judged(
        frame, window, _comparisons(frame), whole=False
    )
    statuses[excused], reasons[excused] = Status.NOT_APPLICABLE, Reason.NOBODY
    return Outcome(values, tops, bottoms, statuses, reasons)


def _total(
    frame: Frame, window: Window, groups: Outcome
) -> tuple[Status, Reason, tuple[float, float, float]]:
    """The whole: a sum read like one unit, or how many units pass."""
    aggregate = frame.target.aggregate
    if not len(groups.statuses) or not (groups.statuses != Status.NOT_APPLICABLE).any():
        reason = (
            Reason.NO_DENOMINATOR
            if (groups.reasons == Reason.NO_DENOMINATOR).any()
            else Reason.NOBODY
        )
        return Status.NOT_APPLICABLE, reason, (np.nan, 0.0, 0.0)
    if aggregate.kind == "sum":
        everything = [(frame.target.comparison, np.ones(1, dtype=bool))]
        statuses, reasons, (values, _, tops, bottoms, _) = _judged(
            frame, window, everything, whole=True
        )
        lost = frame.target.measure.only_grows and frame.target.comparison.exceeded(values)[0]
        if (
            statuses[0] == Status.NOT_MET
            and not lost
            and (groups.reasons == Reason.UNREPORTED).any()
        ):
            statuses[0], reasons[0] = Status.NOT_KNOWN, Reason.UNREPORTED
        return (
            Status(statuses[0]),
            Reason(reasons[0]),
            (float(values[0]), float(tops[0]), float(bottoms[0])),
        )
    applies = int((groups.statuses != Status.NOT_APPLICABLE).sum())
    passing = int((groups.statuses == Status.MET).sum())
    unknown = groups.statuses == Status.NOT_KNOWN
    scale = 1.0 if aggregate.kind == "units" else 100 / applies
    sure, hoped = (
        aggregate.comparison.holds(np.array([scale * one]))[0]
        for one in (passing, passing + int(unknown.sum()))
    )
    told = (100 * passing / applies, float(passing), float(applies))
    if sure:
        return Status.MET, Reason.NONE, told
    if not hoped:
        return Status.NOT_MET, Reason.NONE, told
    commonest = np.bincount(groups.reasons[unknown]).argmax()
    return Status.NOT_KNOWN, Reason(int(commonest)), told


def _comparisons(frame: Frame) -> list[tuple[Comparison, Flags]]:
    """The comparison of each group: one for all, or by the size each has."""
    target = frame.target
    if not target.steps or target.size is None:
        return [(target.comparison, np.ones(frame.groups, dtype=bool))]
    sizes, out = tally(frame, target.size).sure, []
    for place, step in enumerate(target.steps):
        upper = target.steps[place + 1].size if place + 1 < len(target.steps) else np.inf
        out.append((step.comparison, (sizes >= step.size) & (sizes < upper)))
    return out


Measured = tuple[Floats, Floats, Floats, Floats, Flags]


def _measured(frame: Frame, *, whole: bool) -> Measured:
    """Values, what they may become, upper and lower figures, whether enough was heard for a no."""
    measure = frame.target.measure
    told = [tally(frame, one, whole=whole) for one in measure.of]
    heard = np.all(
        [_heard(frame, one, counting) for one, counting in zip(told, measure.of, strict=True)],
        axis=0,
    )
    if measure.kind == "exists":
        least = np.array([[one.least] for one in measure.of])
        sure = (np.array([one.sure for one in told]) >= least).sum(axis=0).astype(float)
        hoped = (np.array([one.hoped for one in told]) >= least).sum(axis=0).astype(float)
        return sure, hoped, sure, np.full(len(sure), np.nan), heard
    top = told[0]
    if measure.over is None:
        return top.sure, top.hoped, top.sure, np.full(len(top.sure), np.nan), heard
    bottom = tally(frame, measure.over, whole=whole)
    less = 100.0 if measure.kind == "change" else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(bottom.sure > 0, 100 * top.sure / bottom.sure - less, np.nan)
        hopes = np.where(bottom.hoped > 0, 100 * top.hoped / bottom.hoped - less, np.nan)
    return values, hopes, top.sure, bottom.sure, heard & _heard(frame, bottom, measure.over)


def _heard(frame: Frame, told: Tally, counting: Counting) -> Flags:
    """Silence counts as zero where the system would know; where only units know, it does not."""
    only_units_know = any(one in frame.facts.reported for one in counting.events)
    return told.heard if only_units_know else np.ones(len(told.heard), dtype=bool)


def _judged(
    frame: Frame, window: Window, comparisons: list[tuple[Comparison, Flags]], *, whole: bool
) -> tuple[Numbers, Numbers, Measured]:
    """Met where it holds; not known while it can still come to hold or nobody has said.

    Not met after that.
    """
    measured = _measured(frame, whole=whole)
    values, hopes, _, _, heard = measured
    holds, would, waits, lost = (np.zeros(len(values), dtype=bool) for _ in range(4))
    for comparison, mine in comparisons:
        now, later = comparison.holds(values), comparison.holds(hopes)
        # An upper bound is kept only when everybody was heard and what waits does not pass it.
        holds |= mine & now & (True if comparison.high is None else later & heard)
        would |= mine & later
        waits |= mine & (now != later)
        lost |= mine & comparison.exceeded(values)
    lost &= frame.target.measure.only_grows
    open_still = (frame.as_of < window.closes) & ~lost
    statuses = np.full(len(values), Status.NOT_MET, dtype=np.int8)
    reasons = np.full(len(values), Reason.NONE, dtype=np.int8)
    for applies, reason in (
        (open_still, Reason.RUNNING),
        (~heard & ~lost, Reason.UNREPORTED),
        (waits & heard & ~lost, Reason.UNCONFIRMED),
    ):
        statuses[applies], reasons[applies] = Status.NOT_KNOWN, reason
    nothing = np.isnan(values) & heard & ~would
    statuses[nothing], reasons[nothing] = Status.NOT_APPLICABLE, Reason.NO_DENOMINATOR
    statuses[holds], reasons[holds] = Status.MET, Reason.NONE
    return statuses, reasons, measured


def _touched(frame: Frame) -> Ints:
    """Rows of facts the measure would look at, whoever's they are."""
    target = frame.target
    told = [
        frame.matching(one)
        for one in (*target.measure.of, target.measure.over)
        if one and one.how != "units"
    ]
    return np.unique(np.concatenate(told)) if told else np.zeros(0, dtype=np.int64)
