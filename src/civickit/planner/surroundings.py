"""A solution seen from its limits and minimums: who counts against what, and what is used."""

from collections import Counter, defaultdict

from civickit.planner.items import Item
from civickit.planner.limits import LimitKey, limit_keys, limits_of
from civickit.planner.solving import Solution

MinimumKey = tuple[str, str]  # organisation, minimum


class Surroundings:
    """Indexes over the items of one solution, by their numbers.

    ``toward`` and ``touching`` say which items can count toward a minimum or against a limit,
    ``keys`` the limits of each item, ``partners`` those it must not meet; ``planned`` and ``used``
    what the plan makes of them.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.limits = limits_of(solution.instance, solution.days)
        self.keys = [
            frozenset(key for months in item.choices for key in limit_keys(item, months))
            for item in solution.items
        ]
        self.toward: dict[MinimumKey, list[int]] = defaultdict(list)
        self.touching: dict[LimitKey, list[int]] = defaultdict(list)
        self.partners: dict[int, list[int]] = defaultdict(list)
        for clash in solution.clashes:
            self.partners[clash.one].append(clash.other)
            self.partners[clash.other].append(clash.one)
        self.planned: Counter[MinimumKey] = Counter()
        self.used: Counter[LimitKey] = Counter(self.limits.used)
        for number, item in enumerate(solution.items):
            self._note(number, item)

    def _note(self, number: int, item: Item) -> None:
        """What an item counts toward and touches, and what it fills where it is placed."""
        minimums = {(body, name) for body in item.bodies for name in item.counts_for}
        for minimum in minimums:
            self.toward[minimum].append(number)
        for limit in self.keys[number]:
            self.touching[limit].append(number)
        placed = self.solution.placed.get(number)
        if placed:
            self.planned.update(minimums)
            self.used.update(limit_keys(item, placed.months))

    def room(self, key: LimitKey) -> int:
        """What others leave of a limit."""
        return max(0, self.limits.most(key) - self.limits.used.get(key, 0))
