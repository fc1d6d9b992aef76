"""Open a year, make variants, move an activity by hand."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from civickit.planner import change_instance, instance_json, moves_of
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.capability import job_kinds
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.programmes import access
from giamsat.programmes.models import Edition, Programme, Variant
from giamsat.programmes.states import EditionState
from giamsat.rulebooks import load_programme_rules

_WITHOUT_DAYS = ("missed", "placed", "people")  # aims that a day does not change


class YearTaken(Refusal):
    """There is one programme a year."""

    code = "YEAR_TAKEN"
    vi = "Chương trình năm {year} đã có. Mở chương trình đó để làm tiếp."
    en = "There is a programme for {year} already. Open that one."


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
def open_programme(
    *, actor: Actor, front: Organisation, year: int, rulebook: str, province: str, now: datetime
) -> Programme:
    """The programme of a year. Raises YearTaken or UnknownRulebook."""
    access.require(access.may_open(actor))
    load_programme_rules(rulebook)
    db.lock(front)
    if Programme.objects.filter(front=front, year=year).exists():
        raise YearTaken(year=year)
    programme = Programme.objects.create(
        front=front,
        year=year,
        rulebook=rulebook,
        province=province,
        opened_by_name=actor.name,
        opened_at=now,
    )
    record(actor, "programme.opened", programme, at=now, organisation_id=front.id)
    return programme


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
        number=(made.aggregate(last=Max("number"))["last"] or 0) + 1,
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
    """What has begun in a programme that is in force stays on its days, whatever is planned anew."""
    if not Edition.objects.filter(programme=programme, state=EditionState.ISSUED).exists():
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


class PapersGoOn(Refusal):
    """Papers are written in seconds, and somebody waits for them."""

    code = "PAPERS_GO_ON"
    vi = "Văn bản được viết xong trong vài giây nên không dừng giữa chừng. Tải lại trang sau một phút."
    en = "Papers are written within seconds and are not stopped. Load the page again in a minute."


@db.transaction
def write_papers_again(*, actor: Actor, job: Job, now: datetime) -> None:
    """Queue papers anew whose writing failed, for example while the disk was full."""
    access.require(access.may_write_papers(actor))
    if job_kinds()[job.kind].writes_papers and job.is_over:
        queue.ask(actor, job.kind, job.subject_id, now=now)
        record(actor, "papers.asked", job, at=now)


@db.transaction
def stop_job(*, actor: Actor, job: Job, now: datetime) -> None:
    """Ask long work to stop. Raises PapersGoOn."""
    if job_kinds()[job.kind].writes_papers:
        access.require(access.may_see_plan(actor))
        raise PapersGoOn
    access.require(
        access.may_make_plan(actor) if job.kind != "workbook" else access.may_bring(actor)
    )
    if queue.stop(job.id, now=now):
        record(actor, "job.stopped", job, at=now)


@db.transaction
def move_activity(
    *, actor: Actor, variant: Variant, activity: str, month: int, now: datetime
) -> Variant:
    """A new variant with one activity in another month and everything else where it was; it says what that breaks.

    Raises PlanAtWork while a variant is being made, UnknownActivity for one the plan does not have.
    """
    access.require(access.may_make_plan(actor))
    programme = variant.programme
    db.lock(programme)
    made = Variant.objects.filter(programme=programme)
    if _at_work(made):
        raise PlanAtWork
    try:
        move = moves_of(variant.plan, activity)[month - 1]
    except KeyError as error:
        raise UnknownActivity from error
    moved = variant.plan.with_days(activity, move.first_day, move.last_day)
    levels = tuple(level for level in moved.levels if level.name in _WITHOUT_DAYS)
    pins = [
        {"code": "PIN", "subject": code, "which": month}
        for held in moved.activities
        if held.id == activity
        for code in held.codes
    ]
    days = {"first_day": move.first_day.isoformat(), "last_day": move.last_day.isoformat()}
    lines = [line | days if line["id"] == activity else line for line in variant.paper["lines"]]
    copy = Variant.objects.create(
        programme=programme,
        number=(made.aggregate(last=Max("number"))["last"] or 0) + 1,
        parent=variant,
        changes=[*variant.changes, *pins],
        instance=instance_json(change_instance(moved.instance, pins)),
        answer=replace(moved, levels=levels).to_json(),
        as_proposed=variant.as_proposed,
        paper=variant.paper | {"lines": lines},
        broken=[*variant.broken, *(one.vi for one in move.broken if one.vi not in variant.broken)],
        missed_count=variant.missed_count,
        placed_count=variant.placed_count,
        joint_count=variant.joint_count,
        moved_count=variant.moved_count,
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


def _at_work(made: QuerySet[Variant]) -> bool:
    busy = Job.objects.filter(
        kind="plan",
        subject_id__in=made.values("id"),
        state__in=[Job.State.WAITING, Job.State.RUNNING],
    )
    return busy.exists()
