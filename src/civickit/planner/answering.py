"""A plan as the command line's JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from civickit.planner.conflicts import Conflict, Explainer
from civickit.planner.deferrals import find_deferrals
from civickit.planner.items import Item
from civickit.planner.planning import MANY, Plan
from civickit.planner.wording import Teller

EXPLAIN_SECONDS = 2.0  # of processor time in a large instance, unless asked for more


def answer(
    plan: Plan,
    *,
    lang: str = "vi",
    explain_seconds: float | None = None,
    previous: Mapping[str, tuple[date, date]] | None = None,
) -> dict[str, Any]:
    """The plan with what it misses and why, what it defers and why, what joint delegations save and what moved."""
    teller = Teller(plan.instance, lang)
    if explain_seconds is None:
        explain_seconds = EXPLAIN_SECONDS if len(plan.instance.proposals) > MANY else 3600.0
    conflicts = Explainer(plan).explain(seconds=explain_seconds) if plan.missed else []
    missed, placed = plan.level("missed"), plan.level("placed")
    activities = [_activity(plan, n, i) for n, i in enumerate(plan.placed, 1)]
    out = {
        "status": plan.status,
        "objective": missed.value
        if missed
        else sum(need - have for need, have in plan.missed.values()),
        "bound": missed.bound if missed else 0,
        "value": placed.value if placed else 0,
        "value_bound": placed.bound if placed else len(plan.instance.proposals),
        "levels": [
            {"name": level.name, "value": level.value, "bound": level.bound, "proved": level.proved}
            for level in plan.levels
        ],
        "missed": [
            {"body": body, "code": name, "needed": need, "planned": have}
            for (body, name), (need, have) in sorted(plan.missed.items())
        ],
        "activities": activities,
        "deferred": [
            {"proposal": one.proposal, "reason_code": one.code, "reason": teller.deferral(one)}
            for one in find_deferrals(plan)
        ],
        "conflicts": [_conflict(one, teller) for one in conflicts],
        "savings": savings(plan),
        "seconds": plan.seconds,
    }
    if previous:
        out["moved"] = [
            {"proposal": name, "from": first.isoformat(), "to": now.isoformat() if now else None}
            for name, (first, _) in sorted(previous.items())
            if (
                now := next(
                    (
                        p.first_day
                        for p in plan.placed.values()
                        if any(one.id == name for one in p.item.proposals)
                    ),
                    None,
                )
            )
            != first
        ]
    return out


def _activity(plan: Plan, number: int, i: int) -> dict[str, Any]:
    placed = plan.placed[i]
    lead = lead_of(placed.item)
    return {
        "id": f"A{number:04d}",
        "proposals": [p.id for p in placed.item.proposals],
        "lead": lead,
        "joint": [body for body in placed.item.bodies if body != lead],
        "supervised_units": list(placed.item.units),
        "first_day": placed.first_day.isoformat(),
        "last_day": placed.last_day.isoformat(),
    }


def lead_of(item: Item) -> str:
    """Who leads: whose proposal was commissioned, else the Front, else who asked for the longest visit.

    Law 75/2015 Art. 26.3 (as amended by 97/2025): the Front's committee may lead any content of its level.
    """
    ranked = sorted(
        item.proposals,
        key=lambda p: (
            not p.commissioned,
            not p.organisation.startswith("MTTQ"),
            -p.duration,
            p.organisation,
        ),
    )
    return ranked[0].organisation


def _conflict(one: Conflict, teller: Teller) -> dict[str, Any]:
    return {
        "code": f"MIN_{one.minimum.upper()}",
        "message": teller.conflict(one),
        "subjects": teller.subjects(one),
        "minimal": one.minimal,
        "requirements": [teller.requirement(r) for r in one.requirements],
        "suggestions": [
            {
                "code": s.code,
                "subject": s.subject,
                "which": s.which,
                "message": teller.suggestion(s),
            }
            for s in one.suggestions
        ],
    }


def savings(plan: Plan) -> dict[str, int]:
    """What joint delegations save beside each proposal going alone: activities, and visits bodies are spared."""
    joint = [placed.item for placed in plan.placed.values() if len(placed.item.proposals) > 1]
    alone = sum(len(p.units) for item in joint if item.is_supervision for p in item.proposals)
    together = sum(len(item.units) for item in joint if item.is_supervision)
    return {
        "joint_activities": len(joint),
        "activities": sum(len(item.proposals) - 1 for item in joint),
        "visits": alone - together,
    }
