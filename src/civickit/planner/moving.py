"""Move one activity by hand: what each month would break, and which month breaks nothing."""

from calendar import monthrange
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from civickit.planner.changing import PIN, change_instance
from civickit.planner.facts import parse_instance
from civickit.planner.verifying import Broken, verify

_STARTS = (1, 4, 8, 11, 15, 18, 22, 25)  # days of a month on which an activity is tried


@dataclass(frozen=True)
class Move:
    """One activity in one month, all others where they are: the best days there and the rules newly broken."""

    month: int
    first_day: date
    last_day: date
    broken: tuple[Broken, ...]
    is_now: bool  # the month it stands in

    @property
    def breaks_nothing(self) -> bool:
        """Whether it can simply be moved there."""
        return not self.broken


def moves_of(data: Mapping[str, Any], answer: Mapping[str, Any], activity: str) -> list[Move]:
    """All twelve months for one activity of a plan. Raises KeyError for an activity the plan does not have."""
    here = next((one for one in answer["activities"] if one["id"] == activity), None)
    if here is None:
        raise KeyError(activity)
    before = {(one.code, one.vi) for one in verify(parse_instance(data), answer)}
    first = date.fromisoformat(here["first_day"])
    length = (date.fromisoformat(here["last_day"]) - first).days
    out = []
    for month in range(1, 13):
        pins = [{"code": PIN, "subject": code, "which": month} for code in here["proposals"]]
        instance = parse_instance(change_instance(data, pins))
        tried = [_tried(instance, answer, activity, start, length, before) for start in _starts(instance, month, first)]
        broken, start = min(tried, key=lambda one: (len(one[0]), one[1]))
        out.append(Move(month, start, start + timedelta(length), broken, month == first.month))
    return out


def _starts(instance: Any, month: int, first: date) -> list[date]:
    if month == first.month:
        return [first]
    days = monthrange(instance.year, month)[1]
    return [date(instance.year, month, day) for day in _STARTS if day <= days]


def _tried(
    instance: Any, answer: Mapping[str, Any], activity: str, start: date, length: int, before: set[tuple[str, str]]
) -> tuple[tuple[Broken, ...], date]:
    told = moved_answer(answer, activity, start, start + timedelta(length))
    return tuple(one for one in verify(instance, told) if (one.code, one.vi) not in before), start


def moved_answer(answer: Mapping[str, Any], activity: str, first_day: date, last_day: date) -> dict[str, Any]:
    """A copy of a plan with one activity on other days."""
    days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    activities = [one | days if one["id"] == activity else one for one in answer["activities"]]
    return {**answer, "activities": deepcopy(activities)}


def best_move(moves: list[Move]) -> Move | None:
    """The month nearest to the present one in which nothing breaks; None when there is none."""
    now = next(one.month for one in moves if one.is_now)
    free = [one for one in moves if one.breaks_nothing and not one.is_now]
    return min(free, key=lambda one: (abs(one.month - now), one.month)) if free else None
