"""From months to days: those of the running plan if they hold, else days with least going on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from civickit.planner.items import Days, Item
from civickit.planner.separating import Clash


@dataclass(frozen=True)
class Placed:
    """An item with its days, both inclusive."""

    item: Item
    months: tuple[int, ...]
    first_day: date
    last_day: date


def choose_days(
    items: Sequence[Item],
    days: Days,
    months: Mapping[int, tuple[int, ...]],
    previous: Mapping[str, tuple[date, date]],
    clashes: Sequence[Clash] = (),
) -> dict[int, Placed]:
    """Days within the months of each item, in order of time; the narrowest windows choose first.

    ``months`` and the result are by the numbers of the items, ``previous`` by proposal. ``clashes``
    are kept clear of each other where the days allow it.
    """
    diary, apart = _Diary(days), _Partners(items, days, months, clashes)
    placed: dict[int, Placed] = {}
    for number in sorted(months, key=lambda n: ((items[n].latest - items[n].earliest).days, n)):
        starts = apart.clear(number, days.starts_in(items[number], months[number]), placed)
        placed[number] = diary.place(items[number], months[number], starts, previous)
    return dict(sorted(placed.items(), key=lambda entry: (entry[1].first_day, entry[0])))


class _Partners:
    """For each item those that are not to meet it, and which of its days leave both a place."""

    def __init__(
        self,
        items: Sequence[Item],
        days: Days,
        months: Mapping[int, tuple[int, ...]],
        clashes: Sequence[Clash],
    ) -> None:
        self.items, self.days, self.months = items, days, months
        self.of: dict[int, list[int]] = defaultdict(list)
        for clash in clashes:
            if clash.one in months and clash.other in months:
                self.of[clash.one].append(clash.other)
                self.of[clash.other].append(clash.one)

    def clear(self, number: int, starts: np.ndarray, placed: Mapping[int, Placed]) -> np.ndarray:
        """The starts that miss every partner that is placed, and leave every other one a start."""
        length, left = self.days.length(self.items[number]), starts
        for partner in self.of[number]:
            theirs = self.days.length(self.items[partner])
            if partner in placed:
                first = last = self.days.number(placed[partner].first_day)
            else:
                possible = self.days.starts_in(self.items[partner], self.months[partner])
                first, last = int(possible.min()), int(possible.max())
            left = left[(left + length <= last) | (left >= first + theirs)]
        return left if len(left) else starts


class _Diary:
    """What every organisation has on each day of the year so far."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.busy: dict[str, np.ndarray] = {}  # organisation -> activities on each day
        self.rest = np.where(days.weekday >= 5, 1, 0)
        numbers = (days.number(day) for day in days.instance.rest_days)
        self.rest[[number for number in numbers if 0 <= number < days.count]] = 1
        self.rest_before = np.concatenate([[0], np.cumsum(self.rest)])

    def place(
        self,
        item: Item,
        months: tuple[int, ...],
        starts: np.ndarray,
        previous: Mapping[str, tuple[date, date]],
    ) -> Placed:
        """Choose its days among these starts and note them for all its organisations."""
        days = self.days
        length = days.length(item)
        running = (previous[p.id][0] for p in item.proposals if p.id in previous)
        start = next((days.number(day) for day in running), -1)
        if start not in starts:
            start = self._calmest(item, starts, length)
        for body in item.bodies:
            busy = self.busy.setdefault(body, np.zeros(days.count, dtype=np.int32))
            busy[start : start + length] += 1
        return Placed(item, months, days.day(start), days.day(start + length - 1))

    def _calmest(self, item: Item, starts: np.ndarray, length: int) -> int:
        """The start with fewest rest days at its ends and within, then with least else going on.

        Of equal ones the nearest to the middle: papers and notice come before the first day.
        """
        ends = np.minimum(starts + length - 1, self.days.count - 1)
        load = np.zeros(self.days.count, dtype=np.int32)
        for body in item.bodies:
            load += self.busy.get(body, 0)
        loaded_before = np.concatenate([[0], np.cumsum(load)])
        order = np.lexsort(
            (
                starts,
                np.abs(starts - starts[len(starts) // 2]),
                loaded_before[ends + 1] - loaded_before[starts],
                self.rest_before[ends + 1] - self.rest_before[starts],
                self.rest[starts] + self.rest[ends],
            )
        )
        return int(starts[order[0]])
