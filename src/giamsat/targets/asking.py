"""A target as a minimum of the yearly plan, and the job that plans the year with it."""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.measures import Target
from civickit.planner import Instance, make_plan, year_plan
from giamsat.jobs.handlers import Handle
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Variant
from giamsat.targets.models import PlanQuestion

SECONDS = 60.0
_MINIMUMS = {
    ("supervision", ""): "supervision",
    ("criticism", ""): "criticism",
    ("supervision", "key_cadre"): "key_cadre",
    ("supervision", "hot_issue"): "hot_issue",
}


def rules_of(target: Target) -> dict[str, Any]:
    """What the plan's rules would be: which minimum, how many, for which kinds of bodies.

    Empty when it has none such.
    """
    counting = target.measure.of[0]
    events = {one.removesuffix("_planned") for one in counting.events}
    marks = [one for one in ("key_cadre", "hot_issue") if one in counting.having]
    low = target.comparison.low
    fits = (
        target.measure.kind == "count"
        and target.period.every == "year"
        and target.aggregate.kind in {"each", "share"}
        and target.subjects.per == "unit"
        and len(events) == 1
        and len(marks) <= 1
        and low is not None
    )
    asked = (next(iter(events), ""), marks[0] if marks else "")
    minimum = _MINIMUMS.get(asked) if fits else None
    if minimum is None or low is None:
        return {}
    least = int(low) + (1 if target.comparison.above else 0)
    subjects = target.subjects
    return {
        "minimum": minimum,
        "least": least,
        "kinds": list(subjects.kinds),
        "except_kinds": list(subjects.except_kinds),
        "except_units": list(subjects.except_units),
    }


def with_rules(instance: Instance, asked: dict[str, Any], kinds: dict[str, str]) -> Instance:
    """A planning instance with the asked minimum.

    ``kinds`` of organisations by code tell who is exempt.
    """
    rules, minimum = instance.rules, asked["minimum"]
    exempt = frozenset(
        body.id
        for body in instance.bodies
        if (asked["kinds"] and kinds.get(body.id) not in asked["kinds"])
        or kinds.get(body.id) in asked["except_kinds"]
        or body.id in asked["except_units"]
    )
    changed = replace(
        rules,
        minimums={**rules.minimums, minimum: asked["least"]},
        exempt={**rules.exempt, minimum: exempt},
    )
    return replace(instance, rules=changed)


def answer_question(handle: Handle) -> None:
    """Plan the year with the asked minimum and keep what it misses and why.

    The variant itself stays as it is.
    """
    question = PlanQuestion.objects.get(id=handle.job.subject_id)
    variant = Variant.objects.get(id=question.variant_id)
    kinds = dict(Organisation.objects.filter(level="province").values_list("code", "kind"))
    instance = with_rules(variant.plan.instance, question.rules, kinds)
    handle.step("plan-reading")
    tell = handle.step
    solution = make_plan(
        instance,
        seconds=SECONDS,
        progress=lambda name, share: tell(f"plan-{name}", share),
    )
    handle.step("plan-reasons")
    plan = year_plan(solution)
    with transaction.atomic():
        handle.still_held()
        question.answer = {
            "status": plan.status,
            "missed_before": variant.missed_count,
            "missed": [
                {
                    "name": instance.body_name(missed.reached.body),
                    "needed": missed.reached.needed,
                    "planned": missed.reached.planned,
                }
                for missed in plan.missed
            ],
            "conflicts": [missed.message for missed in plan.missed],
            "bound": plan.missed_bound,
            "objective": plan.objective,
            "moved": len(plan.activities),
        }
        question.answered_at = timezone.now()
        question.save(update_fields=["answer", "answered_at"])
