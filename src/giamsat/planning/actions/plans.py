"""Open a year, make variants, move an activity by hand."""

from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from civickit.planner import (
    Chosen,
    PlannedActivity,
    YearPlan,
    broken_by_fixed,
    change_instance,
    instance_json,
    moves_of,
    with_chosen,
)
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.planning import access
from giamsat.planning.asked import outside_time_asked
from giamsat.planning.drafting import partners_beside
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
    facts = _carried(variant) | _with_move(variant, activity, month)
    copy = _copied(actor, variant, facts, now)
    record(
        actor, "variant.corrected", copy, at=now, organisation_id=programme.front_id, which=month
    )
    return copy


@db.transaction_required
def _copied(actor: Actor, variant: Variant, facts: dict[str, Any], now: datetime) -> Variant:
    """Another variant, of these facts, whose papers are on their way."""
    made = Variant.objects.filter(programme=variant.programme_id)
    copy = Variant.objects.create(
        programme=variant.programme,
        number=_next_number(made),
        parent=variant,
        **facts,
        made_at=now,
        asked_at=now,
        asked_by_name=actor.name,
    )
    copy.job_id = queue.ask(actor, "variant-papers", copy.id, now=now).id
    copy.save(update_fields=["job_id"])
    return copy


class LeadNotInActivity(Refusal):
    """Somebody would lead an activity to which they brought no proposal."""

    code = "LEAD_NOT_IN_ACTIVITY"
    vi = (
        "Cuộc này gồm đề xuất của {whom}; chọn một trong các tổ chức đó chủ trì. Tổ chức khác thì "
        "ghi ở mục phối hợp."
    )
    en = "This activity has proposals of {whom}; choose one of them to lead, name others partners."


class ActivityUnchanged(Refusal):
    """An activity changed into what it is."""

    code = "ACTIVITY_UNCHANGED"
    vi = "Chưa thay đổi gì so với phương án này. Sửa chủ trì, tên, phối hợp hoặc thời gian rồi ghi."
    en = "Nothing differs from this variant. Change the lead, title, partners or days, then record."


class DaysOutsideYear(Refusal):
    """Days that are not of the programme's year, or stand in the wrong order."""

    code = "DAYS_OUTSIDE_YEAR"
    vi = "Ngày bắt đầu và ngày kết thúc phải theo thứ tự và thuộc năm {year}. Ghi lại hai ngày."
    en = "The first and last day must be in order and lie in {year}. Write both days again."


@db.transaction
def choose_activity(
    *, actor: Actor, variant: Variant, activity: str, why: str, now: datetime, **words: Any
) -> Variant:
    """A new variant with one activity as people chose it, everything else as it was.

    ``words`` are its ``lead`` (code of an organisation), ``title``, ``partners`` (names),
    ``first_day`` and ``last_day``.

    Raises UnknownActivity, LeadNotInActivity, ActivityUnchanged, DaysOutsideYear, ReasonTooShort,
    or PlanAtWork while a variant is being made.
    """
    access.require(access.may_make_plan(actor))
    check_reason(why)
    db.lock(variant.programme)
    if _at_work(Variant.objects.filter(programme=variant.programme_id)):
        raise PlanAtWork
    planned = variant.plan.activity(activity)
    if planned is None:
        raise UnknownActivity
    chosen = Chosen(planned.codes, words["lead"], words["title"], tuple(words["partners"]))
    span = words["first_day"], words["last_day"]
    _check_chosen(variant, planned, chosen, span)
    copy = _copied(actor, variant, _chosen_facts(variant, planned, chosen, span), now)
    record(
        actor,
        "variant.chosen",
        copy,
        at=now,
        organisation_id=variant.programme.front_id,
        lead=chosen.lead,
        title=chosen.title[:300],
        before=f"{planned.lead}: {planned.title}"[:300],
        reason=why[:300],
    )
    return copy


def _chosen_facts(
    variant: Variant, planned: PlannedActivity, chosen: Chosen, span: tuple[date, date]
) -> dict[str, Any]:
    """What the new variant is: the choice, and other days when they were changed too."""
    facts = _carried(variant) | _with_choice(variant, planned, chosen)
    if span != (planned.first_day, planned.last_day):
        edited = Variant(**{name: facts[name] for name in _EDITED}, as_proposed=variant.as_proposed)
        facts |= _with_days(edited, edited.plan, planned.id, span)
    return facts


_EDITED = ("changes", "instance", "answer", "paper")


def _check_chosen(
    variant: Variant, planned: PlannedActivity, chosen: Chosen, span: tuple[date, date]
) -> None:
    """It can be, and is something else than it was."""
    if chosen.lead not in planned.bodies:
        raise LeadNotInActivity(whom=_names(variant, planned))
    year = variant.plan.instance.year
    if not date(year, 1, 1) <= span[0] <= span[1] <= date(year, 12, 31):
        raise DaysOutsideYear(year=year)
    line = line_of(variant, planned.id)
    now = (planned.lead, planned.title, tuple(line["partners"]))
    is_same = now == (chosen.lead, chosen.title, chosen.partners)
    if is_same and span == (planned.first_day, planned.last_day):
        raise ActivityUnchanged


def _names(variant: Variant, planned: PlannedActivity) -> str:
    return ", ".join(map(variant.plan.instance.body_name, planned.bodies))


def line_of(variant: Variant, activity: str) -> dict[str, Any]:
    """What the papers say of an activity."""
    line: dict[str, Any] = next(row for row in variant.paper["lines"] if row["id"] == activity)
    return line


def _with_choice(variant: Variant, planned: PlannedActivity, chosen: Chosen) -> dict[str, Any]:
    """What a choice changes: no day, so nothing that was proved."""
    change = {"code": "CHOOSE", "subject": planned.codes[0], "which": 0, **asdict(chosen)}
    plan = with_chosen(variant.plan, planned.id, chosen)
    wording = _worded(plan, planned.id)
    lines = [
        line | wording if line["id"] == planned.id else line for line in variant.paper["lines"]
    ]
    return {
        "changes": [*_without_choice(variant.changes, planned), change],
        "as_proposed": variant.as_proposed,
        "instance": instance_json(change_instance(plan.instance, [change])),
        "answer": plan.to_json(),
        "paper": variant.paper | {"lines": lines},
    }


def _without_choice(
    changes: list[dict[str, Any]], planned: PlannedActivity
) -> list[dict[str, Any]]:
    """What people changed before, without an earlier choice for the same proposals."""
    codes = {*planned.codes}
    return [
        change
        for change in changes
        if change["code"] != "CHOOSE" or {*change["proposals"]} != codes
    ]


def _worded(plan: YearPlan, activity: str) -> dict[str, Any]:
    """What the papers say of an activity that people chose."""
    made = plan.activity(activity)
    assert made is not None
    lead, *joint = [plan.instance.body_name(body) for body in made.bodies]
    partners = partners_beside((lead, *joint), made.partners or ())
    return {"title": made.title, "lead": lead, "joint": joint, "partners": list(partners)}


def _next_number(made: QuerySet[Variant]) -> int:
    return (made.aggregate(last=Max("number"))["last"] or 0) + 1


def _carried(variant: Variant) -> dict[str, Any]:
    """What a change by hand leaves as it was."""
    names = ("missed_count", "placed_count", "joint_count", "moved_count", "broken")
    return {name: getattr(variant, name) for name in names}


def _holds(moved: YearPlan, activity: str, month: int) -> list[dict[str, Any]]:
    """What holds a moved activity on its days: one for each of its proposals."""
    return [
        _hold(code, held.first_day, held.last_day) | {"which": month, "by_hand": True}
        for held in moved.activities
        if held.id == activity
        for code in held.codes
    ]


def _with_move(variant: Variant, activity: str, month: int) -> dict[str, Any]:
    """What a move to another month changes."""
    try:
        move = moves_of(variant.plan, activity)[month - 1]
    except KeyError as error:
        raise UnknownActivity from error
    return _with_days(variant, variant.plan, activity, (move.first_day, move.last_day))


def _with_days(
    variant: Variant, plan: YearPlan, activity: str, span: tuple[date, date]
) -> dict[str, Any]:
    """What other days of an activity change: what holds them, what they break."""
    first, last = span
    moved = plan.with_days(activity, first, last)
    levels = tuple(level for level in moved.levels if level.name in _WITHOUT_DAYS)
    holds = _holds(moved, activity, first.month)
    days = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    lines = [line | days if line["id"] == activity else line for line in variant.paper["lines"]]
    instance = change_instance(moved.instance, holds)
    return {
        "as_proposed": variant.as_proposed | {"by_hand": True},
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
