"""Add up the facts of a counting by group, and say which rows it added."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from civickit.measures.definition import Counting, Target
from civickit.measures.frames import FactFrame, Flags, Floats, Ints, UnitFrame
from civickit.measures.periods import Term, Window, back, window_of


@dataclass(frozen=True)
class Tally:
    """By group.

    What is known for certain, what it may become with what waits, and whether anything was heard.
    """

    sure: Floats
    hoped: Floats
    heard: Flags


@dataclass(frozen=True)
class TargetFrame:
    """All that one reading looks at. ``group`` is by unit row: its group, or -1.

    ``barred`` rows count elsewhere only.
    """

    target: Target
    units: UnitFrame
    facts: FactFrame
    term: Term
    as_of: date
    group: Ints
    groups: int
    members: Ints  # units a group
    barred: Flags | None = None

    def window(self, counting: Counting) -> Window:
        """The days of one counting: those of the period, or of one before it."""
        when = back(self.target.period, self.as_of, self.term, counting.periods_back)
        return window_of(self.target.period, when, self.term)

    def matching(self, counting: Counting) -> Ints:
        """Rows of known units' facts that a counting looks at, waiting ones too, in fixed order."""
        window, facts = self.window(counting), self.facts
        today = self.as_of.toordinal()
        kept = facts.pick(counting)
        kept &= (
            (facts.day <= window.closes.toordinal())
            & (facts.known <= today)
            & (facts.until > today)
        )
        if counting.how != "latest":
            kept &= facts.day >= window.first.toordinal()
        if self.barred is not None:
            kept &= ~self.barred
        kept &= facts.unit >= 0
        return np.flatnonzero(kept)

    def rows(self, counting: Counting) -> Ints:
        """The same, of the units that are counted."""
        rows = self.matching(counting)
        return rows[self.group[self.facts.unit[rows]] >= 0]

    def sure(self, rows: Ints) -> Flags:
        """Which of some rows count: the confirmed, and only with a paper where one is asked for."""
        kept: Flags = ~self.facts.pending[rows]
        if self.target.evidence == "paper":
            kept &= self.facts.paper[rows]
        return kept


def tally(frame: TargetFrame, counting: Counting, *, whole: bool = False) -> Tally:
    """A counting by group; with ``whole`` all groups as one."""
    groups = 1 if whole else frame.groups
    if counting.how == "units":
        members = frame.members.sum(keepdims=True) if whole else frame.members
        units = members.astype(float)
        return Tally(units, units, np.ones(groups, dtype=bool))
    rows = frame.rows(counting)
    at = np.zeros(len(rows), dtype=np.int64) if whole else frame.group[frame.facts.unit[rows]]
    sure = frame.sure(rows)
    add = _ADDING[counting.how]
    heard = _heard(frame, counting, groups, whole=whole)
    return Tally(
        add(frame.facts, rows[sure], at[sure], groups), add(frame.facts, rows, at, groups), heard
    )


def _heard(frame: TargetFrame, counting: Counting, groups: int, *, whole: bool) -> Flags:
    """Who said anything about these events that counts.

    Who reported some, has none with other marks.
    """
    rows = frame.rows(replace(counting, having=(), any_of=(), without=()))
    rows = rows[frame.sure(rows)]
    at = np.zeros(len(rows), dtype=np.int64) if whole else frame.group[frame.facts.unit[rows]]
    heard: Flags = np.bincount(at, minlength=groups) > 0
    return heard


def counted(frame: TargetFrame, counting: Counting, groups: Ints | int | None = None) -> Ints:
    """The rows behind a figure: those that count for one group, for some, or for all of them."""
    if counting.how == "units":
        return np.zeros(0, dtype=np.int64)
    rows = frame.rows(counting)
    rows = rows[frame.sure(rows)]
    if counting.how == "latest":
        rows = rows[_newest(frame.facts, rows)]
    return rows if groups is None else rows[np.isin(frame.group[frame.facts.unit[rows]], groups)]


def _newest(facts: FactFrame, rows: Ints) -> Ints:
    """Where in ``rows`` the newest day of each unit and event stands.

    Of one day the one that came last.
    """
    order = np.lexsort((facts.ids[rows], facts.day[rows], facts.event[rows], facts.unit[rows]))
    if not len(order):
        return order
    unit, event = facts.unit[rows[order]], facts.event[rows[order]]
    last = np.append((unit[1:] != unit[:-1]) | (event[1:] != event[:-1]), [True])
    return np.sort(order[last])


def _count(facts: FactFrame, rows: Ints, at: Ints, groups: int) -> Floats:
    return np.bincount(at, weights=facts.quantity[rows], minlength=groups).astype(float)


def _latest(facts: FactFrame, rows: Ints, at: Ints, groups: int) -> Floats:
    newest = _newest(facts, rows)
    return _count(facts, rows[newest], at[newest], groups)


def _subjects(facts: FactFrame, rows: Ints, at: Ints, groups: int) -> Floats:
    rows, at = rows[facts.quantity[rows] > 0], at[facts.quantity[rows] > 0]
    # Whoever is not named is somebody of their own.
    who = np.where(facts.subject[rows] != 0, facts.subject[rows], -1 - rows)
    _, numbers = np.unique(who, return_inverse=True)
    pairs = np.unique(at * (numbers.max(initial=0) + 1) + numbers)
    return np.bincount(pairs // (numbers.max(initial=0) + 1), minlength=groups).astype(float)


def _mean(facts: FactFrame, rows: Ints, at: Ints, groups: int) -> Floats:
    with np.errstate(invalid="ignore"):
        mean: Floats = _count(facts, rows, at, groups) / np.bincount(at, minlength=groups)
    return mean


def _longest(facts: FactFrame, rows: Ints, at: Ints, groups: int) -> Floats:
    out = np.full(groups, np.nan)
    np.fmax.at(out, at, facts.quantity[rows])
    return out


_ADDING: dict[str, Callable[[FactFrame, Ints, Ints, int], Floats]] = {
    "count": _count,
    "latest": _latest,
    "subjects": _subjects,
    "mean": _mean,
    "longest": _longest,
}
