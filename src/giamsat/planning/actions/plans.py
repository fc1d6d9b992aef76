"""Open a year, make variants, move an activity by hand."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from civickit.planner import YearPlan, change_instance, instance_json, moves_of
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.planning import access
from giamsat.planning.models import Variant
from giamsat.planning.taken import editions
from giamsat.proposals.models import Programme

_WITHOUT_DAYS = ("missed", "placed", "people")  # aims that a day does not change


class UnknownActivity(Refusal):
    """An activity the variant does not have: a page left open while another variant was made."""

    code = "UNKNOWN_ACTIVITY"
    status = 409
    vi = "Phương án này không có cuộc đó. Tải lại trang rồi chọn lại."
    en = "This variant does not have that activity. Load the page again and choose."


class PlanAtWork(Refusal):
    """One variant at a time."""

    code = "PLAN_AT_WORK"
    status = 409
    vi = "Đang xếp một phương án. Chờ xong, hoặc dừng phương án đó rồi xếp lại."
    en = "A variant is being made. Wait for it, or stop it first."


@db.transaction
def start_plan(
    *,
    actor: Actor,
    programme: Programme,
    parent: Variant | None,
    changes: list[dict[str, Any]],
    now: datetime,
) -> Variant:
    """Queue another variant: the parent's changes and these on top. Raises PlanAtWork."""
    access.require(access.may_make_plan(actor))
    db.lock(programme)
    made = Variant.objects.filter(programme=programme)
    if _at_work(made):
        raise PlanAtWork
    begun = held_changes(programme, parent, timezone.localtime(now).date()) if parent else []
    variant = Variant.objects.create(
        programme=programme,
        number=_next_number(made),
        parent=parent,
        changes=[*_without_holds(parent), *begun, *changes],
        asked_at=now,
        asked_by_name=actor.name,
    )
    variant.job_id = queue.ask(actor, "plan", variant.id, now=now).id
    variant.save(update_fields=["job_id"])
    record(actor, "variant.started", variant, at=now, organisation_id=programme.front_id)
    return variant


def _without_holds(parent: Variant | None) -> list[dict[str, Any]]:
    return [one for one in parent.changes if one["code"] != "HOLD"] if parent else []


def held_changes(programme: Programme, parent: Variant, today: date) -> list[dict[str, Any]]:
    """What has begun in a programme in force stays on its days, whatever is planned anew."""
    if not editions().is_in_force(programme):
        return []
    return [
        {
            "code": "HOLD",
            "subject": code,
            "which": 0,
            "first_day": first.isoformat(),
            "last_day": last.isoformat(),
        }
        for code, (first, last) in parent.plan.days.items()
        if first <= today
    ]


@db.transaction
def move_activity(
    *, actor: Actor, variant: Variant, activity: str, month: int, now: datetime
) -> Variant:
    """A new variant with one activity in another month and everything else where it was.

    It says what that breaks.

    Raises PlanAtWork while a variant is being made, UnknownActivity for one the plan does not have.
    """
    access.require(access.may_make_plan(actor))
    programme = variant.programme
    db.lock(programme)
    made = Variant.objects.filter(programme=programme)
    if _at_work(made):
        raise PlanAtWork
    copy = Variant.objects.create(
        programme=programme,
        number=_next_number(made),
        parent=variant,
        **_carried(variant),
        **_with_move(variant, activity, month),
        made_at=now,
        asked_at=now,
        asked_by_name=actor.name,
    )
    copy.job_id = queue.ask(actor, "variant-papers", copy.id, now=now).id
    copy.save(update_fields=["job_id"])
    record(
        actor, "variant.corrected", copy, at=now, organisation_id=programme.front_id, which=month
    )
    return copy


def _next_number(made: QuerySet[Variant]) -> int:
    return (made.aggregate(last=Max("number"))["last"] or 0) + 1


def _carried(variant: Variant) -> dict[str, Any]:
    """What a move by hand leaves as it was."""
    counts = ("missed_count", "placed_count", "joint_count", "moved_count")
    return {name: getattr(variant, name) for name in ("as_proposed", *counts)}


def _pins(moved: YearPlan, activity: str, month: int) -> list[dict[str, Any]]:
    """What holds a moved activity in its month: a pin on each of its proposals."""
    return [
        {"code": "PIN", "subject": code, "which": month}
        for held in moved.activities
        if held.id == activity
        for code in held.codes
    ]


def _with_move(variant: Variant, activity: str, month: int) -> dict[str, Any]:
    """What a move by hand changes: the days, what holds them, what they break."""
    try:
        move = moves_of(variant.plan, activity)[month - 1]
    except KeyError as error:
        raise UnknownActivity from error
    moved = variant.plan.with_days(activity, move.first_day, move.last_day)
    levels = tuple(level for level in moved.levels if level.name in _WITHOUT_DAYS)
    pins = _pins(moved, activity, month)
    days = {"first_day": move.first_day.isoformat(), "last_day": move.last_day.isoformat()}
    lines = [line | days if line["id"] == activity else line for line in variant.paper["lines"]]
    broken = [rule.vi for rule in move.broken if rule.vi not in variant.broken]
    return {
        "changes": [*variant.changes, *pins],
        "instance": instance_json(change_instance(moved.instance, pins)),
        "answer": replace(moved, levels=levels).to_json(),
        "paper": variant.paper | {"lines": lines},
        "broken": [*variant.broken, *broken],
    }


def _at_work(made: QuerySet[Variant]) -> bool:
    busy = Job.objects.filter(
        kind="plan",
        subject_id__in=made.values("id"),
        state__in=[Job.State.WAITING, Job.State.RUNNING],
    )
    return busy.exists()
