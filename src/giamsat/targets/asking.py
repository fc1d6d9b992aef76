"""A target as a minimum of the yearly plan, and the job that plans the year with it."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.measures import Target
from civickit.planner import answer, make_plan, parse_instance
from giamsat.jobs.handlers import Handle
from giamsat.organisations.models import Organisation
from giamsat.programmes.models import Variant
from giamsat.targets.models import PlanQuestion

SECONDS = 60.0
_RULES = {
    ("supervision", ""): ("min_supervisions_per_body", "supervision"),
    ("criticism", ""): ("min_criticisms_per_body", "criticism"),
    ("supervision", "key_cadre"): ("min_key_cadre", "key_cadre"),
    ("supervision", "hot_issue"): ("min_hot_issue", "hot_issue"),
}


def rules_of(target: Target) -> dict[str, Any]:
    """What the plan's rules would be: which minimum, how many, for which kinds of bodies; empty when it has none such."""
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
    rule = _RULES.get((next(iter(events), ""), marks[0] if marks else "")) if fits else None
    if rule is None or low is None:
        return {}
    least = int(low) + (1 if target.comparison.above else 0)
    subjects = target.subjects
    return {
        "rule": rule[0],
        "minimum": rule[1],
        "least": least,
        "kinds": list(subjects.kinds),
        "except_kinds": list(subjects.except_kinds),
        "except_units": list(subjects.except_units),
    }


def with_rules(
    instance: dict[str, Any], asked: dict[str, Any], kinds: dict[str, str]
) -> dict[str, Any]:
    """A planning instance with the asked minimum; ``kinds`` of organisations by code tell who is exempt."""
    rules = instance["rules"]
    exempt = [
        body["id"]
        for body in instance["bodies"]
        if (asked["kinds"] and kinds.get(body["id"]) not in asked["kinds"])
        or kinds.get(body["id"]) in asked["except_kinds"]
        or body["id"] in asked["except_units"]
    ]
    changed = {
        asked["rule"]: asked["least"],
        "exempt": (rules.get("exempt") or {}) | {asked["minimum"]: exempt},
    }
    return instance | {"rules": rules | changed}


def answer_question(handle: Handle) -> None:
    """Plan the year with the asked minimum and keep what it misses and why; the variant itself stays as it is."""
    question = PlanQuestion.objects.get(id=handle.job.subject_id)
    variant = Variant.objects.get(id=question.variant_id)
    kinds = dict(Organisation.objects.filter(level="province").values_list("code", "kind"))
    data = with_rules(variant.instance, question.rules, kinds)
    handle.step("plan-reading")
    tell = handle.step
    made = make_plan(
        parse_instance(data),
        seconds=SECONDS,
        progress=lambda name, share: tell(f"plan-{name}", share),
    )
    handle.step("plan-reasons")
    told = json.loads(json.dumps(answer(made), default=str))
    names = {one["id"]: one["name"] for one in data["bodies"]}
    with transaction.atomic():
        handle.still_held()
        question.answer = {
            "status": told["status"],
            "missed_before": variant.missed_count,
            "missed": [
                one | {"name": names.get(one["body"], one["body"])} for one in told["missed"]
            ],
            "conflicts": [one["message"] for one in told["conflicts"]],
            "bound": told["bound"],
            "objective": told["objective"],
            "moved": len(told["activities"]),
        }
        question.answered_at = timezone.now()
        question.save(update_fields=["answer", "answered_at"])
