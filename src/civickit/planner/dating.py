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
        item = items[number]
        starts, length = diary.possible(item, months[number])
        running = (previous[p.id][0] for p in item.proposals if p.id in previous)
        start = next((days.number(day) for day in running), -1)
        if start not in starts:
            start = diary.calmest(item, starts, length)
        diary.take(item, start, length)
        first, last = days.day(start), days.day(start + length - 1)
        placed[number] = Placed(item, months[number], first, last)
    return dict(sorted(placed.items(), key=lambda one: (one[1].first_day, one[0])))


class _Diary:
    """What every organisation has on each day of the year so far."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.busy: dict[str, np.ndarray] = {}  # organisation -> activities on each day
        self.rest = np.where(days.weekday >= 5, 1, 0)
        numbers = (days.number(day) for day in days.instance.rest_days)
        self.rest[[number for number in numbers if 0 <= number < days.count]] = 1
        self.rest_before = np.concatenate([[0], np.cumsum(self.rest)])

    def possible(self, item: Item, months: Sequence[int]) -> tuple[np.ndarray, int]:
        """Numbers of the days on which it may begin to touch just these months, and its length."""
        days = self.days
        length = (item.fixed[1] - item.fixed[0]).days + 1 if item.fixed else item.duration
        starts: np.ndarray = days.starts(item)
        ends = np.minimum(starts + length - 1, days.count - 1)
        fits = (days.month[starts] == months[0]) & (days.month[ends] == months[-1])
        return starts[fits], length

    def calmest(self, item: Item, starts: np.ndarray, length: int) -> int:
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

    def take(self, item: Item, start: int, length: int) -> None:
        """Note an activity for all its organisations."""
        for body in item.bodies:
            days = self.busy.setdefault(body, np.zeros(self.days.count, dtype=np.int32))
            days[start : start + length] += 1
