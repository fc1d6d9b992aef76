"""Open a year, make variants, take one as the programme."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.programmes import access
from giamsat.programmes.models import Programme, Variant
from giamsat.rulebooks import load_programme_rules


class YearTaken(Refusal):
    """There is one programme a year."""

    code = "YEAR_TAKEN"
    vi = "Chương trình năm {year} đã có. Mở chương trình đó để làm tiếp."
    en = "There is a programme for {year} already. Open that one."


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
        front=front, year=year, rulebook=rulebook, province=province, opened_by_name=actor.name, opened_at=now
    )
    record(actor, "programme.opened", programme, at=now, organisation_id=front.id)
    return programme


@db.transaction
def start_plan(
    *, actor: Actor, programme: Programme, parent: Variant | None, changes: list[dict[str, Any]], now: datetime
) -> Variant:
    """Queue another variant: the parent's changes and these on top. Raises PlanAtWork."""
    access.require(access.may_make_plan(actor))
    db.lock(programme)
    made = Variant.objects.filter(programme=programme)
    at_work = Job.objects.filter(
        kind="plan", subject_id__in=made.values("id"), state__in=[Job.State.WAITING, Job.State.RUNNING]
    )
    if at_work.exists():
        raise PlanAtWork
    variant = Variant.objects.create(
        programme=programme, number=(made.aggregate(last=Max("number"))["last"] or 0) + 1, parent=parent,
        changes=[*(parent.changes if parent else []), *changes], asked_at=now, asked_by_name=actor.name,
    )  # fmt: skip
    variant.job_id = queue.ask(actor, "plan", variant.id, now=now).id
    variant.save(update_fields=["job_id"])
    record(actor, "variant.started", variant, at=now, organisation_id=programme.front_id)
    return variant


@db.transaction
def accept(*, actor: Actor, variant: Variant, now: datetime) -> None:
    """Take a variant as the programme; the one before stays among the variants."""
    access.require(access.may_accept(actor, variant))
    Programme.objects.filter(id=variant.programme_id).update(
        accepted_variant=variant, accepted_at=now, accepted_by_name=actor.name
    )
    record(actor, "variant.accepted", variant, at=now, organisation_id=variant.programme.front_id)


@db.transaction
def stop_job(*, actor: Actor, job: Job, now: datetime) -> None:
    """Ask long work to stop."""
    access.require(access.may_make_plan(actor) if job.kind != "workbook" else access.may_bring(actor))
    if queue.stop(job.id, now=now):
        record(actor, "job.stopped", job, at=now)
