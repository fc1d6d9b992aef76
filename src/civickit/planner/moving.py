"""Move one activity by hand: what each month would break, and which month breaks nothing."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from civickit.planner.broken import Broken
from civickit.planner.changing import pinned
from civickit.planner.facts import Instance, ProposalFacts
from civickit.planner.verifying import verify_activities
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
    trial = _Trial(plan, activity)
    return [trial.move_to(month) for month in range(1, 13)]


def broken_by_fixed(instance: Instance, plan: YearPlan) -> list[Broken]:
    """Rules that days fixed by hand, or by having begun, break.

    The planner and ``verify`` let them stand; whoever accepts the plan is to know of them.
    """
    facts = {proposal.id: proposal for proposal in instance.proposals}
    activities = [
        _not_excused(replace(placed, proposals=tuple(facts[code] for code in placed.codes)))
        for placed in plan.activities
    ]
    return verify_activities(instance, activities)


def _not_excused(activity: PlannedActivity) -> PlannedActivity:
    """The activity as if its organisations had asked for its fixed days: caps count it again."""
    return replace(activity, proposals=tuple(map(_asked_for, activity.proposals)))


def _asked_for(proposal: ProposalFacts) -> ProposalFacts:
    first, last = proposal.fixed_first, proposal.fixed_last
    if first is None or last is None:
        return proposal
    return replace(
        proposal,
        earliest=min(proposal.earliest, first),
        latest=max(proposal.latest, last),
        duration=min(proposal.duration, (last - first).days + 1),
        fixed_first=None,
        fixed_last=None,
    )


class _Trial:
    """Tries one activity elsewhere, beside those that share an organisation or a unit with it.

    Rules about a single activity, visits and capacity need no more; the rest reads the same before
    and after.
    """

    def __init__(self, plan: YearPlan, activity: PlannedActivity) -> None:
        self.activity = activity
        self.length = (activity.last_day - activity.first_day).days
        bodies, units = {*activity.bodies}, {*activity.units}
        apart = {code for pair in plan.instance.apart for code in (pair.one, pair.other)}
        apart = apart if apart & {*activity.codes} else set()
        near = [
            near_by
            for near_by in plan.activities
            if bodies & {*near_by.bodies} or units & {*near_by.units} or apart & {*near_by.codes}
        ]
        places = {unit for near_by in near for unit in near_by.units}
        visits = tuple(visit for visit in plan.instance.visits if visit.unit in places)
        self.instance = replace(plan.instance, visits=visits)
        # What was put there by hand fills a month as anything else does.
        near = [_not_excused(activity_near) for activity_near in near]
        self.others = [near_by for near_by in near if near_by.id != activity.id]
        # What it breaks where it stands does not excuse it elsewhere; what others break already
        # is not its doing.
        self.known = {
            (rule.code, rule.vi)
            for rule in verify_activities(self.instance, near)
            if not rule.vi.startswith(f"{activity.id}: ")
            and not (rule.code == "APART" and f"“{activity.title}”" in rule.vi)
        }

    def move_to(self, month: int) -> Move:
        """The best days of a month: those that break the fewest rules."""
        activity = self.activity
        is_now = month == activity.first_day.month
        starts = [activity.first_day] if is_now else _starts(self.instance, month, self.length)
        tried = [(self._broken(start, month), start) for start in starts]
        broken, first = min(tried, key=lambda attempt: len(attempt[0]))
        last = first + timedelta(self.length)
        is_asked = all(p.earliest <= first and last <= p.latest for p in activity.proposals)
        return Move(month, first, last, broken=broken, is_now=is_now, is_asked=is_asked)

    def _broken(self, start: date, month: int) -> tuple[Broken, ...]:
        """Rules newly broken when it begins on a day, pinned to the month."""
        there = replace(
            self.activity,
            proposals=tuple(pinned(p, self.instance.year, month) for p in self.activity.proposals),
            first_day=start,
            last_day=start + timedelta(self.length),
        )
        rules = verify_activities(self.instance, [*self.others, there])
        return tuple(rule for rule in rules if (rule.code, rule.vi) not in self.known)


def _starts(instance: Instance, month: int, length: int) -> list[date]:
    """Days to try, first those that meet the fewest rest days, near the middle of the month."""
    year = instance.year

    def resting(start: date) -> tuple[int, int]:
        span = [start + timedelta(number) for number in range(length + 1)]
        rest = sum(day.weekday() >= 5 or day in instance.rest_days for day in span)
        return rest, abs(start.day - 12)

    days = (date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
    weekdays = sorted((day for day in days if day.weekday() < 5), key=resting)
    inside = [day for day in weekdays if (day + timedelta(length)).year == year]
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
