"""Read targets as of a day.

Who meets them, who does not, for whom they do not apply, of whom it is not known yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from civickit.measures.definition import Subjects, Target
from civickit.measures.frames import FactFrame, Flags, Ints, UnitFrame
from civickit.measures.judging import (
    GroupOutcomes,
    Reason,
    Status,
    Whole,
    judged_groups,
    judged_whole,
)
from civickit.measures.periods import Term, Window, window_of
from civickit.measures.tallying import TargetFrame, counted, tally


@dataclass(frozen=True)
class Reading:
    """One target as of one day.

    ``lead`` is the unit row each group is named for, ``merged`` how many facts came from units that
    someone took over, ``left_out`` how many belong to units that were divided or ended without a
    successor.
    """

    frame: TargetFrame
    window: Window
    lead: Ints
    groups: GroupOutcomes
    whole: Whole
    merged: int
    left_out: int

    @property
    def status(self) -> Status:
        """How the whole stands."""
        return self.whole.status

    @property
    def reason(self) -> Reason:
        """Why the whole is not plainly met or not met."""
        return self.whole.reason

    @property
    def value(self) -> float:
        """The figure of the whole."""
        return self.whole.value

    @property
    def top(self) -> float:
        """What it was divided from."""
        return self.whole.top

    @property
    def bottom(self) -> float:
        """By what it was divided."""
        return self.whole.bottom

    def share(self) -> tuple[int, int]:
        """How many groups pass, of how many it applies to."""
        statuses = self.groups.statuses
        return int((statuses == Status.MET).sum()), int((statuses != Status.NOT_APPLICABLE).sum())

    def behind(self, groups: Ints | int | None = None) -> tuple[Ints, Ints]:
        """The rows of facts behind both figures of one group, of some, or of the whole."""
        measure = self.frame.target.measure
        upper = np.concatenate([counted(self.frame, each, groups) for each in measure.of])
        if measure.over is None:
            return upper, np.zeros(0, dtype=np.int64)
        return upper, counted(self.frame, measure.over, groups)


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
        target.code: read(
            target,
            units,
            facts,
            as_of=as_of,
            term=term,
            units_on=units_on,
            barred=barred.get(target.code),
        )
        for target in targets
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
    heirs, alive, chosen = units.heirs(day), units.alive(day), _chosen(target.subjects, units)
    # Who ends on the day somebody took over is there and gone at once: it counts with its heir.
    itself = heirs == np.arange(len(units))
    group, members = _groups(target.subjects, units, chosen & alive & itself, heirs)
    everybody = TargetFrame(
        target=target,
        units=units,
        facts=facts,
        term=term,
        as_of=as_of,
        group=group,
        groups=len(members),
        members=members,
        barred=barred,
    )
    frame, lead, excused = _with_exceptions(everybody, heirs)
    outcome = judged_groups(frame, window, excused)
    whole = judged_whole(frame, window, outcome)
    merged, left_out = _handed_over(frame, heirs, alive, chosen)
    return Reading(
        frame=frame,
        window=window,
        lead=lead,
        groups=outcome,
        whole=whole,
        merged=merged,
        left_out=left_out,
    )


def _handed_over(frame: TargetFrame, heirs: Ints, alive: Flags, chosen: Flags) -> tuple[int, int]:
    """How many facts count for a unit's heir, and how many for nobody that is left."""
    rows = frame.facts.unit[_touched(frame)]
    moved = (heirs[rows] != rows) & (heirs[rows] >= 0)
    lost = (heirs[rows] < 0) | ~alive[np.maximum(heirs[rows], 0)]
    return int((moved & (frame.group[rows] >= 0)).sum()), int((lost & chosen[rows]).sum())


def barred_rows(targets: Iterable[Target], facts: FactFrame) -> Mapping[str, Flags]:
    """For each target the facts that another one counts for itself alone.

    The ``counts_toward`` of that one leaves this one out.
    """
    targets = list(targets)
    out: dict[str, Flags] = {}
    for target in targets:
        if target.counts_toward is None:
            continue
        taken = np.zeros(len(facts), dtype=bool)
        for counting in target.measure.of:
            taken |= facts.pick(counting)
        for other in targets:
            if other.code != target.code and other.code not in target.counts_toward:
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
    if subjects.places:
        kept &= _standing_in(subjects.places, units)
    if subjects.except_places:
        kept &= ~_standing_in(subjects.except_places, units)
    if subjects.units:
        kept &= np.isin(units.codes, list(subjects.units))
    if subjects.except_units:
        kept &= ~np.isin(units.codes, list(subjects.except_units))
    return kept


def _standing_in(places: tuple[str, ...], units: UnitFrame) -> Flags:
    """Units of these places and of the places right below them."""
    numbers = _places_of(units.places, places)
    return np.isin(units.place, numbers) | np.isin(units.above, numbers)


def _places_of(names: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    return [names.index(one) for one in wanted if one in names]


def _groups(subjects: Subjects, units: UnitFrame, members: Flags, heirs: Ints) -> tuple[Ints, Ints]:
    """The group of each unit row, and how many members each group has.

    A group is one member, or all of one place and level. Whoever was taken over counts with the
    heir.
    """
    rows = np.flatnonzero(members)
    keys = (
        rows
        if subjects.per == "unit"
        else units.place[rows] * len(units.levels) + units.level[rows]
    )
    _, numbers = np.unique(keys, return_inverse=True)
    own = np.full(len(units) + 1, -1, dtype=np.int64)  # the last one answers for -1
    own[rows] = numbers
    return own[heirs], np.bincount(numbers, minlength=int(numbers.max(initial=-1)) + 1)


def _excused(frame: TargetFrame) -> Flags:
    """Groups with what excepts them, or without what is asked of whoever is counted."""
    subjects = frame.target.subjects
    excused = np.zeros(frame.groups, dtype=bool)
    if subjects.except_with:
        excused |= tally(frame, subjects.except_with).sure >= subjects.except_with.least
    if subjects.only_with:
        excused |= tally(frame, subjects.only_with).sure < subjects.only_with.least
    return excused


def _with_exceptions(frame: TargetFrame, heirs: Ints) -> tuple[TargetFrame, Ints, Flags]:
    """The frame, the unit each group is named for, and which groups a fact excuses."""
    excused = _excused(frame)
    own = np.flatnonzero((frame.group >= 0) & (heirs == np.arange(len(heirs))))
    _, first = np.unique(frame.group[own], return_index=True)
    lead = own[first]
    if not excused.any():
        return frame, lead, excused
    group = np.where((frame.group >= 0) & ~np.append(excused, [True])[frame.group], frame.group, -1)
    return replace(frame, group=group, members=np.where(excused, 0, frame.members)), lead, excused


def _touched(frame: TargetFrame) -> Ints:
    """Rows of facts the measure would look at, whoever's they are."""
    measure = frame.target.measure
    rows = [
        frame.matching(counting)
        for counting in (*measure.of, measure.over)
        if counting and counting.how != "units"
    ]
    return np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.int64)
