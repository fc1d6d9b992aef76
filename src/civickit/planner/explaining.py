"""A solution told as the plan of a year: what it misses, leaves out and moves, each with why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from civickit.planner.conflicts import Conflict, Explainer
from civickit.planner.dating import Placed
from civickit.planner.deferrals import find_deferrals
from civickit.planner.facts import Instance
from civickit.planner.leading import chosen_for, lead_of
from civickit.planner.solving import MANY, Solution
from civickit.planner.wording import Teller
from civickit.planner.yearplan import (
    LeftOut,
    Lift,
    MissedMinimum,
    Moved,
    PlannedActivity,
    YearPlan,
)

EXPLAIN_SECONDS = 2.0  # of processor time in a large instance, unless asked for more
_LONGEST = 3600.0


def _left_out(solution: Solution, teller: Teller) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(teller.proposals[left.proposal], left.code, teller.deferral(left))
        for left in find_deferrals(solution)
    )


def _conflicts(solution: Solution, seconds: float | None) -> list[Conflict]:
    """Why minimums are missed; a large year is given less time for it unless said."""
    if not solution.missed:
        return []
    if seconds is None:
        is_large = len(solution.instance.proposals) > MANY
        seconds = EXPLAIN_SECONDS if is_large else _LONGEST
    return Explainer(solution).explain(seconds=seconds)


def year_plan(
    solution: Solution,
    *,
    lang: str = "vi",
    explain_seconds: float | None = None,
    previous: Mapping[str, tuple[date, date]] | None = None,
) -> YearPlan:
    """The plan with what it misses and why, what it leaves out and why, and what moved.

    ``previous`` are the days of a running plan by proposal; ``lang`` is "vi" or "en".
    """
    instance = solution.instance
    teller = Teller(instance, lang)
    conflicts = _conflicts(solution, explain_seconds)
    plan = YearPlan(
        instance=instance,
        status=solution.status,
        levels=tuple(solution.levels),
        activities=tuple(
            _activity(instance, placed, number)
            for number, placed in enumerate(solution.placed.values(), 1)
        ),
        left_out=_left_out(solution, teller),
        missed=tuple(_missed(conflict, teller) for conflict in conflicts),
        seconds=solution.seconds,
    )
    return replace(plan, moved=_moved(plan, previous)) if previous else plan


def _activity(instance: Instance, placed: Placed, number: int) -> PlannedActivity:
    item = placed.item
    chosen = chosen_for(instance, item.proposals)
    lead = chosen.lead or lead_of(item.proposals)
    return PlannedActivity(
        id=f"A{number:04d}",
        proposals=item.proposals,
        lead=lead,
        joint=tuple(body for body in item.bodies if body != lead),
        units=item.units,
        first_day=placed.first_day,
        last_day=placed.last_day,
        wording=chosen.title,
        partners=chosen.partners,
    )


def _missed(conflict: Conflict, teller: Teller) -> MissedMinimum:
    return MissedMinimum(
        reached=conflict.reached,
        message=teller.conflict(conflict),
        subjects=tuple(teller.subjects(conflict)),
        requirements=tuple(map(teller.requirement, conflict.requirements)),
        lifts=tuple(
            Lift(tried.code, tried.subject, tried.which, teller.suggestion(tried))
            for tried in conflict.suggestions
        ),
        minimal=conflict.minimal,
    )


def _moved(plan: YearPlan, previous: Mapping[str, tuple[date, date]]) -> tuple[Moved, ...]:
    """Proposals of the running plan that begin on another day now, or are in no more."""
    days = plan.days
    return tuple(
        Moved(proposal, before, now)
        for proposal, (before, _) in sorted(previous.items())
        if (now := days[proposal][0] if proposal in days else None) != before
    )
