"""Open a year, make variants, move an activity by hand."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from civickit.planner import (
    Move,
    YearPlan,
    broken_by_fixed,
    change_instance,
    instance_json,
    moves_of,
)
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.planning import access
from giamsat.planning.asked import outside_time_asked
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
    fresh: bool = False,
) -> Variant:
    """Queue another variant: the parent's changes and these on top. Raises PlanAtWork.

    Without a parent it goes on from the variant the year's pages show, so that what people fixed
    stays; with ``fresh`` from the proposals alone.
    """
    access.require(access.may_make_plan(actor))
    db.lock(programme)
    made = Variant.objects.filter(programme=programme)
    if _at_work(made):
        raise PlanAtWork
    if parent is None and not fresh:
        parent = made.filter(accepted_at__isnull=False).first()
    begun = held_changes(programme, parent, timezone.localtime(now).date()) if parent else []
    changed = {str(change.get("subject")) for change in changes}
    begun = [hold for hold in begun if hold["begun"] or hold["subject"] not in changed]
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
    """What people changed before; days held because they had begun are looked up anew."""
    return (
        [change for change in parent.changes if change["code"] != "HOLD" or "by_hand" in change]
        if parent
        else []
    )


def held_changes(programme: Programme, parent: Variant, today: date) -> list[dict[str, Any]]:
    """A programme in force keeps its days, whatever is planned anew: what is new goes around it.

    What has begun is said to have; the rest gives way to what is asked for by hand.
    """
    if not editions().is_in_force(programme):
        return []
    return [
        _hold(code, first, last) | {"begun": first <= today}
        for code, (first, last) in parent.plan.days.items()
    ]


def _hold(code: str, first: date, last: date) -> dict[str, Any]:
    return {
        "code": "HOLD",
        "subject": code,
        "which": 0,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
    }


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
    counts = ("missed_count", "placed_count", "joint_count")
    carried = {name: getattr(variant, name) for name in counts}
    return carried | {"as_proposed": variant.as_proposed | {"by_hand": True}}


def _holds(moved: YearPlan, activity: str, move: Move) -> list[dict[str, Any]]:
    """What holds a moved activity on its days: one for each of its proposals."""
    return [
        _hold(code, move.first_day, move.last_day) | {"which": move.month, "by_hand": True}
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
    holds = _holds(moved, activity, move)
    days = {"first_day": move.first_day.isoformat(), "last_day": move.last_day.isoformat()}
    lines = [line | days if line["id"] == activity else line for line in variant.paper["lines"]]
    instance = change_instance(moved.instance, holds)
    return {
        "changes": [*variant.changes, *holds],
        "instance": instance_json(instance),
        "answer": replace(moved, levels=levels).to_json(),
        "moved_count": len(outside_time_asked(variant.as_proposed, moved)),
        "paper": variant.paper | {"lines": lines},
        "broken": [rule.vi for rule in broken_by_fixed(instance, moved)],
    }


def _at_work(made: QuerySet[Variant]) -> bool:
    busy = Job.objects.filter(
        kind="plan",
        subject_id__in=made.values("id"),
        state__in=[Job.State.WAITING, Job.State.RUNNING],
    )
    return busy.exists()
