"""From months to days: those of the running plan if they hold, else days with least going on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from civickit.planner.items import Days, Item


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
) -> dict[int, Placed]:
    """Days within the months of each item, in order of time; the narrowest windows choose first.

    ``months`` and the result are by the numbers of the items, ``previous`` by proposal.
    """
    diary = _Diary(days)
    placed = {}
    for number in sorted(months, key=lambda n: ((items[n].latest - items[n].earliest).days, n)):
        placed[number] = diary.place(items[number], months[number], previous)
    return dict(sorted(placed.items(), key=lambda entry: (entry[1].first_day, entry[0])))


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
        self, item: Item, months: tuple[int, ...], previous: Mapping[str, tuple[date, date]]
    ) -> Placed:
        """Choose its days and note them for all its organisations."""
        days = self.days
        length = (item.fixed[1] - item.fixed[0]).days + 1 if item.fixed else item.duration
        starts = self._possible(item, months, length)
        running = (previous[p.id][0] for p in item.proposals if p.id in previous)
        start = next((days.number(day) for day in running), -1)
        if start not in starts:
            start = self._calmest(item, starts, length)
        for body in item.bodies:
            busy = self.busy.setdefault(body, np.zeros(days.count, dtype=np.int32))
            busy[start : start + length] += 1
        return Placed(item, months, days.day(start), days.day(start + length - 1))

    def _possible(self, item: Item, months: Sequence[int], length: int) -> np.ndarray:
        """Numbers of the days on which it may begin to touch just these months."""
        month, starts = self.days.month, self.days.starts(item)
        ends = np.minimum(starts + length - 1, self.days.count - 1)
        fits: np.ndarray = starts[(month[starts] == months[0]) & (month[ends] == months[-1])]
        return fits

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
