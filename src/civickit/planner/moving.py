"""Move one activity by hand: what each month would break, and which month breaks nothing."""

from calendar import monthrange
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from civickit.planner.changing import PIN, change_instance
from civickit.planner.facts import Instance, parse_instance
from civickit.planner.verifying import Broken, verify

_MOST_STARTS = (
    6  # days of a month on which an activity is tried: those that meet the fewest rest days
)


@dataclass(frozen=True)
class Move:
    """One activity in one month, all others where they are: the best days there and the rules newly broken.

    ``is_asked`` says whether all its organisations asked for these days.
    """

    month: int
    first_day: date
    last_day: date
    broken: tuple[Broken, ...]
    is_now: bool  # the month it stands in
    is_asked: bool

    @property
    def breaks_nothing(self) -> bool:
        """Whether it can simply be moved there."""
        return not self.broken


def moves_of(data: Mapping[str, Any], answer: Mapping[str, Any], activity: str) -> list[Move]:
    """All twelve months for one activity of a plan. Raises KeyError for an activity the plan does not have."""
    here = next((one for one in answer["activities"] if one["id"] == activity), None)
    if here is None:
        raise KeyError(activity)
    asked = {one.id: one for one in parse_instance(data).proposals}
    data, answer = _concerned(data, answer, here)
    # What it breaks where it stands does not excuse it elsewhere; what others break already is not its doing.
    own = f"{activity}: "
    before = {
        (one.code, one.vi)
        for one in verify(parse_instance(data), answer)
        if not one.vi.startswith(own)
    }
    first = date.fromisoformat(here["first_day"])
    length = (date.fromisoformat(here["last_day"]) - first).days
    out = []
    for month in range(1, 13):
        pins = [{"code": PIN, "subject": code, "which": month} for code in here["proposals"]]
        instance = parse_instance(change_instance(data, pins))
        starts = [first] if month == first.month else _starts(instance, month, length)
        broken, start = min(
            (_tried(instance, answer, activity, start, length, before) for start in starts),
            key=lambda one: len(one[0]),
        )
        last = start + timedelta(length)
        is_asked = all(
            asked[code].earliest <= start and last <= asked[code].latest
            for code in here["proposals"]
        )
        out.append(Move(month, start, last, broken, month == first.month, is_asked))
    return out


def _concerned(
    data: Mapping[str, Any], answer: Mapping[str, Any], here: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The part of a year that a move of one activity can touch: what shares a body or a supervised unit with it.

    Rules about a single activity, visits and capacity need no more; the rest reads the same before and after.
    """
    bodies, units = {here["lead"], *here["joint"]}, set(here["supervised_units"])
    near = [
        one
        for one in answer["activities"]
        if bodies & {one["lead"], *one["joint"]} or units & set(one["supervised_units"])
    ]
    codes = {code for one in near for code in one["proposals"]}
    places = {unit for one in near for unit in one["supervised_units"]}
    small = {
        **data,
        "proposals": [one for one in data["proposals"] if str(one["id"]) in codes],
        "external_visits": [
            one for one in data.get("external_visits") or () if one["unit"] in places
        ],
    }
    return small, {**answer, "activities": near, "deferred": [], "missed": [], "objective": None}


def _starts(instance: Instance, month: int, length: int) -> list[date]:
    """Days to try, those first that meet the fewest rest days and stay nearest to the middle of the month."""
    days = [
        date(instance.year, month, day) for day in range(1, monthrange(instance.year, month)[1] + 1)
    ]

    def resting(start: date) -> tuple[int, int]:
        span = [start + timedelta(n) for n in range(length + 1)]
        return sum(day.weekday() >= 5 or day in instance.rest_days for day in span), abs(
            start.day - 12
        )

    spread = sorted((day for day in days if day.weekday() < 5), key=resting)
    inside = [day for day in spread if (day + timedelta(length)).year == instance.year]
    return (inside or spread)[:_MOST_STARTS]


def _tried(
    instance: Instance,
    answer: Mapping[str, Any],
    activity: str,
    start: date,
    length: int,
    before: set[tuple[str, str]],
) -> tuple[tuple[Broken, ...], date]:
    told = moved_answer(answer, activity, start, start + timedelta(length))
    return tuple(one for one in verify(instance, told) if (one.code, one.vi) not in before), start


def moved_answer(
    answer: Mapping[str, Any], activity: str, first_day: date, last_day: date
) -> dict[str, Any]:
    """A copy of a plan with one activity on other days."""
    days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    activities = [one | days if one["id"] == activity else one for one in answer["activities"]]
    return {**answer, "activities": deepcopy(activities)}


def best_move(moves: list[Move]) -> Move | None:
    """The month nearest to the present one in which nothing breaks; None when there is none."""
    now = next(one.month for one in moves if one.is_now)
    free = [one for one in moves if one.breaks_nothing and not one.is_now]
    return min(free, key=lambda one: (abs(one.month - now), one.month)) if free else None
