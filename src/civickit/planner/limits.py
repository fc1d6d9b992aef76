"""How much fits: visits of a unit in a quarter, activities of an organisation in a month."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from civickit.planner.facts import Instance
from civickit.planner.items import Days, Item, quarters_of

LimitKey = tuple[str, str, int]  # ("visits", unit, quarter) or ("activities", body, month)


@dataclass(frozen=True)
class Limits:
    """Limits by ``LimitKey``; ``capacity`` is activities a month by body, ``cap`` visits a quarter.

    ``allowed`` was agreed on top of them for the year; ``used`` is what others take already;
    ``more`` is tried on top; keys outside ``only`` do not bind.
    """

    capacity: Mapping[str, int]
    cap: int
    used: Mapping[LimitKey, int]
    more: Mapping[LimitKey, int] = field(default_factory=dict)
    only: frozenset[LimitKey] | None = None
    allowed: Mapping[LimitKey, int] = field(default_factory=dict)

    def most(self, key: LimitKey) -> int:
        """The limit itself, whatever is used of it."""
        limit = self.cap if key[0] == "visits" else self.capacity.get(key[1], 0)
        return limit + self.allowed.get(key, 0)

    def left(self, key: LimitKey) -> float:
        """What still fits; infinite where the limit does not bind."""
        if self.only is not None and key not in self.only:
            return math.inf
        return max(0, self.most(key) - self.used.get(key, 0)) + self.more.get(key, 0)


def limits_of(instance: Instance, days: Days) -> Limits:
    """The limits of the whole year, other bodies' visits counted."""
    cap, allowed = instance.rules.max_visits_per_quarter, instance.rules.allowed
    used: dict[LimitKey, int] = {
        ("visits", unit, quarter): count for (unit, quarter), count in days.outside.items()
    }
    for key in allowed:  # what was allowed is ours, also where others alone go over the cap
        used[key] = min(used.get(key, 0), cap) if key[0] == "visits" else 0
    return Limits({body.id: body.capacity for body in instance.bodies}, cap, used, allowed=allowed)


def limit_keys(item: Item, months: Sequence[int]) -> list[LimitKey]:
    """The limits an item counts against when it touches these months."""
    keys: list[LimitKey] = [("activities", body, month) for body in item.bodies for month in months]
    if item.is_supervision:
        keys += [
            ("visits", unit, quarter) for unit in item.units for quarter in quarters_of(months)
        ]
    return keys
