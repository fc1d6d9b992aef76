"""Move one activity by hand: what each month would break, and which month breaks nothing."""

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from civickit.planner.changing import pinned
from civickit.planner.facts import Instance
from civickit.planner.verifying import Broken, verify_activities
from civickit.planner.yearplan import PlannedActivity, YearPlan

_MOST_STARTS = 6  # days of a month on which an activity is tried, those of fewest rest days first


@dataclass(frozen=True)
class Move:
    """One activity in one month, all others where they are.

    ``broken`` are the rules newly broken on the best days there. ``is_asked`` says whether all its
    organisations asked for these days.
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


def moves_of(plan: YearPlan, name: str) -> list[Move]:
    """All twelve months for one activity. Raises KeyError for one the plan does not have."""
    activity = plan.activity(name)
    if activity is None:
        raise KeyError(name)
    concerned = _concerned(plan, activity)
    others = [one for one in concerned if one is not activity]
    places = {unit for one in concerned for unit in one.units}
    visits = tuple(visit for visit in plan.instance.visits if visit.unit in places)
    instance = replace(plan.instance, visits=visits)
    # What it breaks where it stands does not excuse it elsewhere; what others break already is
    # not its doing.
    known = {
        (rule.code, rule.vi)
        for rule in verify_activities(instance, concerned)
        if not rule.vi.startswith(f"{name}: ")
    }
    return [_move(instance, activity, others, known, month) for month in range(1, 13)]


def _concerned(plan: YearPlan, activity: PlannedActivity) -> list[PlannedActivity]:
    """What a move can touch: activities that share an organisation or a supervised unit with it.

    Rules about a single activity, visits and capacity need no more; the rest reads the same before
    and after.
    """
    bodies, units = set(activity.bodies), set(activity.units)
    return [one for one in plan.activities if bodies & {*one.bodies} or units & {*one.units}]


def _move(
    instance: Instance,
    activity: PlannedActivity,
    others: Sequence[PlannedActivity],
    known: Collection[tuple[str, str]],
    month: int,
) -> Move:
    """The best days of a month: those that break the fewest rules beside the ``known`` ones."""
    length = (activity.last_day - activity.first_day).days
    is_now = month == activity.first_day.month
    starts = [activity.first_day] if is_now else _starts(instance, month, length)
    there = replace(
        activity, proposals=tuple(pinned(p, instance.year, month) for p in activity.proposals)
    )

    def broken(start: date) -> tuple[Broken, ...]:
        tried = replace(there, first_day=start, last_day=start + timedelta(length))
        found = verify_activities(instance, [*others, tried])
        return tuple(rule for rule in found if (rule.code, rule.vi) not in known)

    rules, first = min(
        ((broken(start), start) for start in starts), key=lambda tried: len(tried[0])
    )
    last = first + timedelta(length)
    is_asked = all(p.earliest <= first and last <= p.latest for p in activity.proposals)
    return Move(month, first, last, broken=rules, is_now=is_now, is_asked=is_asked)


def _starts(instance: Instance, month: int, length: int) -> list[date]:
    """Days to try, first those that meet the fewest rest days, near the middle of the month."""
    days = [
        date(instance.year, month, day) for day in range(1, monthrange(instance.year, month)[1] + 1)
    ]

    def resting(start: date) -> tuple[int, int]:
        span = [start + timedelta(n) for n in range(length + 1)]
        rest = sum(day.weekday() >= 5 or day in instance.rest_days for day in span)
        return rest, abs(start.day - 12)

    weekdays = sorted((day for day in days if day.weekday() < 5), key=resting)
    inside = [day for day in weekdays if (day + timedelta(length)).year == instance.year]
    return (inside or weekdays)[:_MOST_STARTS]


def best_move(moves: list[Move]) -> Move | None:
    """The month nearest to the present one in which nothing breaks; None when there is none."""
    now = next(move.month for move in moves if move.is_now)
    free = [move for move in moves if move.breaks_nothing and not move.is_now]
    return min(free, key=lambda move: (abs(move.month - now), move.month)) if free else None


def previous_days(answer: Mapping[str, Any]) -> dict[str, tuple[date, date]]:
    """Proposal id -> its days, in an earlier answer of the planner or in a programme.json.

    Raises KeyError, TypeError, ValueError or AttributeError where it is neither.
    """
    return {
        proposal: (
            date.fromisoformat(activity["first_day"]),
            date.fromisoformat(activity["last_day"]),
        )
        for activity in answer.get("plan", answer)["activities"]
        for proposal in activity["proposals"]
    }
