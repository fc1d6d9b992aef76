"""Units and facts as columns: everything that is counted is counted over whole columns at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civickit.measures.definition import Counting, Target, Vocabulary
from civickit.measures.periods import Term, back, window_of

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
ALWAYS = date.max.toordinal()
MOST_TAGS = 62
_DOUBLINGS = 20  # chains of a million successions; a circle, which is nobody's history, ends too


class TooManyTags(ValueError):
    """More tags are asked for at once than a column of bits holds."""


@dataclass(frozen=True)
class UnitFrame:
    """One row a unit.

    Id, kind and level as places in ``kinds`` and ``levels``, place as a place in ``places``.
    """

    ids: Ints
    kind: Ints
    level: Ints
    place: Ints
    above: Ints  # the place above, a place in ``places``; -1 for none
    first: Ints  # ordinal days, inclusive
    last: Ints
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    places: tuple[str, ...]
    codes: tuple[str, ...]
    old: Ints  # successions: rows of units, and the day it happened
    new: Ints
    happened: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def alive(self, day: date) -> Flags:
        """Units that exist on a day."""
        number = day.toordinal()
        out: Flags = (self.first <= number) & (self.last >= number)
        return out

    def heirs(self, day: date) -> Ints:
        """Row by row the unit that stands for it on a day: itself, or who took over.

        -1 where it was divided.
        """
        to = np.arange(len(self), dtype=np.int64)
        done = self.happened <= day.toordinal()
        old, new = self.old[done], self.new[done]
        counts = (
            np.bincount(old, minlength=len(self))
            if len(old)
            else np.zeros(len(self), dtype=np.int64)
        )
        to[old] = new
        to[counts > 1] = -1
        for _ in range(_DOUBLINGS):
            further = np.where(to >= 0, to[to], -1)
            if np.array_equal(further, to):
                break
            to = further
        return to

    def divided(self) -> Ints:
        """Rows with more than one successor: their figures cannot go over to anybody undivided."""
        return (
            np.flatnonzero(np.bincount(self.old, minlength=len(self)) > 1)
            if len(self.old)
            else self.old
        )


@dataclass(frozen=True)
class FactFrame:
    """One row an event.

    Where it comes from, whose, what, when (ordinal day), how much, about whom, with which tags.
    """

    source: Ints
    ids: Ints
    unit: Ints  # row in the UnitFrame
    event: Ints  # place in ``events``
    day: Ints
    quantity: Floats
    subject: Ints  # 0: nobody in particular
    mask: Ints  # bits of ``tags``
    pending: Flags  # not confirmed by the level above
    paper: Flags  # with a paper as evidence
    known: Ints  # it stands from this day on
    until: Ints  # and before this one, when another row says what is known since
    events: tuple[str, ...]
    tags: tuple[str, ...]
    reported: frozenset[str]  # events only the units themselves know of

    def __len__(self) -> int:
        return len(self.ids)

    def pick(self, counting: Counting) -> Flags:
        """Rows whose event and tags are those counted."""
        numbers = [self.events.index(code) for code in counting.events if code in self.events]
        kept: Flags = (
            np.isin(self.event, numbers) if len(numbers) != 1 else self.event == numbers[0]
        )
        having, any_of, without = (
            self._bits(tags) for tags in (counting.having, counting.any_of, counting.without)
        )
        if having:
            kept &= (self.mask & having) == having
        if any_of:
            kept &= (self.mask & any_of) != 0
        if without:
            kept &= (self.mask & without) == 0
        return kept

    def _bits(self, tags: Sequence[str]) -> int:
        return sum(1 << self.tags.index(tag) for tag in tags)


# source, id, unit id, event, ordinal day, quantity, subject, tags parted by spaces, pending, paper
Row = tuple[int, int, int, str, int, float, int, str, Any, Any]
# The same, and the ordinal days it stands from and before.
PassingRow = tuple[int, int, int, str, int, float, int, str, Any, Any, int, int]


def unit_frame(
    rows: Iterable[tuple[int, str, str, str, str, str, int | None, int | None]],
    successions: Iterable[tuple[int, int, int]] = (),
) -> UnitFrame:
    """Units and successions as columns.

    A unit is (id, code, kind, level, place, place above, first day, last day), a succession
    (old, new, day).
    """
    ids, codes, kinds, levels, places, above, first, last = _columns(rows, 8)
    kind_names, level_names = _names(kinds), _names(levels)
    place_names = _names([*places, *(place for place in above if place)])
    old, new, happened = _succession_columns(successions, _rows_by(ids))
    return UnitFrame(
        ids=_whole(ids),
        kind=_numbered(kinds, kind_names),
        level=_numbered(levels, level_names),
        place=_numbered(places, place_names),
        above=_numbered((place or None for place in above), place_names),
        first=_whole(day or 0 for day in first),
        last=_whole(day or ALWAYS for day in last),
        kinds=kind_names,
        levels=level_names,
        places=place_names,
        codes=tuple(codes),
        old=old,
        new=new,
        happened=happened,
    )


def _succession_columns(
    successions: Iterable[tuple[int, int, int]], row_of: Mapping[int, int]
) -> tuple[Ints, Ints, Ints]:
    """Successions between units that are there, as rows of both and the day."""
    old, new, happened = _columns(
        (
            (row_of[old], row_of[new], day)
            for old, new, day in successions
            if old in row_of and new in row_of
        ),
        3,
    )
    return _whole(old), _whole(new), _whole(happened)


def fact_frame(
    rows: Iterable[Row],
    units: UnitFrame,
    wanted: "Needed",
    vocabulary: Vocabulary,
    passing: Iterable[PassingRow] = (),
) -> FactFrame:
    """Facts as columns: ``rows`` stand from their own day on.

    Tags that nobody asks for are dropped. Raises TooManyTags.
    """
    events, tags = tuple(wanted.since), wanted.tags
    if len(tags) > MOST_TAGS:
        raise TooManyTags(len(tags))
    later = list(passing)
    source, ids, unit, event, day, quantity, subject, words, pending, paper = _columns(
        chain(rows, (row[:10] for row in later)), 10
    )
    days = _whole(day)
    known, until = _standing(days, later)
    return FactFrame(
        source=_whole(source),
        ids=_whole(ids),
        unit=_numbered(unit, units.ids.tolist()),
        event=_numbered(event, events),
        day=days,
        quantity=np.array(quantity, dtype=np.float64),
        subject=_whole(subject),
        mask=_masks(words, tags),
        pending=np.array(pending, dtype=bool),
        paper=np.array(paper, dtype=bool),
        known=known,
        until=until,
        events=events,
        tags=tags,
        reported=frozenset(code for code in events if vocabulary.events[code].reported),
    )


def _masks(words: Sequence[str], tags: Sequence[str]) -> Ints:
    """The tags of each fact as bits; each way of writing them is taken apart once."""
    bit = {tag: 1 << place for place, tag in enumerate(tags)}
    masks = {text: sum(bit.get(tag, 0) for tag in set(text.split())) for text in set(words)}
    return _whole([masks[text] for text in words])


def _standing(days: Ints, later: Sequence[PassingRow]) -> tuple[Ints, Ints]:
    """From which day each fact stands and before which: the last rows say so themselves."""
    known, until = days.copy(), np.full(len(days), ALWAYS, dtype=np.int64)
    own = len(days) - len(later)
    known[own:], until[own:] = [row[10] for row in later], [row[11] for row in later]
    return known, until


@dataclass(frozen=True)
class Needed:
    """What must be brought for some targets.

    Event codes with the first day each is needed from (None: ever), tags.
    """

    since: Mapping[str, date | None]
    tags: tuple[str, ...]


def needed(
    targets: Iterable[Target], as_of: date, term: Term, vocabulary: Vocabulary, periods: int = 1
) -> Needed:
    """The events, days and tags that reading targets over the last ``periods`` periods looks at."""
    since: dict[str, date | None] = {}
    tags: dict[str, None] = {}
    for target in targets:
        for counting in target.countings():
            when = back(target.period, as_of, term, periods - 1 + counting.periods_back)
            newest_only = counting.how == "latest"
            start = None if newest_only else window_of(target.period, when, term).first
            for event in counting.events:
                known = since.get(event, date.max)
                since[event] = None if known is None or start is None else min(known, start)
            tags.update(dict.fromkeys((*counting.having, *counting.any_of, *counting.without)))
    return Needed(
        {code: day for code, day in since.items() if code in vocabulary.events}, tuple(tags)
    )


def _columns(rows: Iterable[tuple[Any, ...]], count: int) -> tuple[list[Any], ...]:
    """Rows turned.

    Not by ``zip``: it makes an iterator a row, and the collector looks through a million of them.
    """
    listed = list(rows)
    return tuple(list(map(itemgetter(place), listed)) for place in range(count))


def _names(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _rows_by(values: Iterable[Any]) -> dict[Any, int]:
    return {value: row for row, value in enumerate(values)}


def _whole(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _numbered(values: Iterable[Any], known: Iterable[Any]) -> Ints:
    """Where each value stands among the known ones; -1 for none of them."""
    row_of = _rows_by(known)
    return np.array([row_of.get(value, -1) for value in values], dtype=np.int64)
