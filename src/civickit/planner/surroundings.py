"""A solution seen from its limits and minimums: who counts against what, and what is used."""

from collections import Counter, defaultdict
from itertools import chain

from civickit.planner.limits import LimitKey, limit_keys, limits_of
from civickit.planner.solving import Solution

MinimumKey = tuple[str, str]  # organisation, minimum


class Surroundings:
    """Indexes over the items of one solution, by their numbers.

    ``toward`` and ``touching`` say which items can count toward a minimum or against a limit,
    ``keys`` the limits of each item; ``planned`` and ``used`` what the plan makes of them.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.limits = limits_of(solution.instance, solution.days)
        self.toward: dict[MinimumKey, list[int]] = defaultdict(list)
        self.touching: dict[LimitKey, list[int]] = defaultdict(list)
        self.planned: Counter[MinimumKey] = Counter()
        self.used: Counter[LimitKey] = Counter(self.limits.used)
        for placed in solution.placed.values():
            self.used.update(limit_keys(placed.item, placed.months))
        self.keys: list[frozenset[LimitKey]] = []
        for number, item in enumerate(solution.items):
            for minimum in {(body, name) for body in item.bodies for name in item.counts_for}:
                self.toward[minimum].append(number)
                self.planned[minimum] += number in solution.placed
            keys = frozenset(chain.from_iterable(limit_keys(item, m) for m in item.choices))
            self.keys.append(keys)
            for limit in keys:
                self.touching[limit].append(number)

    def room(self, key: LimitKey) -> int:
        """What others leave of a limit."""
        return max(0, self.limits.most(key) - self.limits.used.get(key, 0))
