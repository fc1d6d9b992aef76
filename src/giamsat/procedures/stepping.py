"""Finish, skip and reopen a step: steps of the actions of whoever carries a proceeding out."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.audit.moving import move
from giamsat.audit.recording import Acting
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import as_recorded, check_reason
from giamsat.organisations.actors import Actor
from giamsat.procedures.guiding import (
    count_steps,
    facts_of,
    lacking,
    may_excuse,
    passed_over,
    procedure_of,
)
from giamsat.procedures.models import Proceeding, Step
from giamsat.procedures.papers import cited_in
from giamsat.procedures.states import STEP_MOVES, StepState
from giamsat.rulebooks.carrying import ProcedureStep, ProcedureVersion


class StepLacks(Refusal):
    """Something the step needs first."""

    code = "STEP_LACKS"
    status = 409
    vi = "Chưa ghi xong bước “{step}”. {what}"
    en = "The step “{step}” cannot be finished yet. {what}"


class StepsBefore(Refusal):
    """An earlier step that is open."""

    code = "STEPS_BEFORE"
    status = 409
    vi = "Chưa ghi xong bước “{step}” vì bước “{before}” chưa xong. Làm bước đó trước."
    en = "“{step}” waits for “{before}”. Do that first."


class StepNotOptional(Refusal):
    """A step the law asks for."""

    code = "STEP_NOT_OPTIONAL"
    vi = "Bước “{step}” là bắt buộc ({law}) nên không bỏ được."
    en = "The step “{step}” is required ({law}) and cannot be skipped."


class NoPaperNoReason(Refusal):
    """Neither a paper nor a reason."""

    code = "NO_PAPER_NO_REASON"
    vi = "Ghi số, ngày văn bản của bước “{step}”, hoặc lý do khi không có văn bản."
    en = "Give the paper of the step “{step}”, or the reason why there is none."


class DoneInFuture(Refusal):
    """A day that has not come."""

    code = "DONE_IN_FUTURE"
    vi = "Ngày {day} chưa tới. Ghi ngày thật đã làm xong."
    en = "{day} has not come. Give the day on which it was done."


@dataclass(frozen=True)
class Done:
    """How a step was finished: on which day, with which paper, or why without."""

    on: date
    paper: str = ""
    reason: str = ""


def check_has_come(day: date, now: datetime) -> None:
    """Raises DoneInFuture for a day after today."""
    if day > timezone.localtime(now).date():
        raise DoneInFuture(day=day)


def _check_needs(proceeding: Proceeding, prescribed: ProcedureStep, reason: str) -> None:
    """What a step needs is there, or may be excused and is. Raises StepLacks or ReasonTooShort."""
    if what := lacking(proceeding, prescribed, facts_of(proceeding)):
        if not may_excuse(proceeding, prescribed) or not reason:
            raise StepLacks(step=prescribed.title, what=what)
        check_reason(reason)


@db.transaction_required
def finish(
    *,
    actor: Actor,
    proceeding: Proceeding,
    step: Step,
    done: Done,
    now: datetime,
    organisation_id: int | None = None,
) -> ProcedureStep:
    """Finish a step with its papers, or with a reason where there is none; the step as prescribed.

    A step that still lacks something is finished only with a reason, where the guide of the
    proceeding leaves room. Raises StepsBefore, StepLacks, NoPaperNoReason, DoneInFuture, Changed or
    ReasonTooShort.
    """
    version = procedure_of(proceeding)[1]
    prescribed = version.step(step.code)
    check_has_come(done.on, now)
    _check_earlier(proceeding, step, version)
    _check_needs(proceeding, prescribed, done.reason)
    paper = done.paper or cited_in(proceeding, prescribed)[:300]
    if not paper and not done.reason:
        raise NoPaperNoReason(step=prescribed.title)
    put_done(
        actor=actor,
        proceeding=proceeding,
        step=step,
        done=replace(done, paper=paper),
        now=now,
        organisation_id=organisation_id,
    )
    return prescribed


@db.transaction_required
def put_done(
    *,
    actor: Acting,
    proceeding: Proceeding,
    step: Step,
    done: Done,
    now: datetime,
    organisation_id: int | None = None,
) -> None:
    """Write a step as done, by a person's word or by what happened. Raises Changed."""
    prescribed = procedure_of(proceeding)[1].step(step.code)
    move(
        step,
        StepState.DONE,
        "step.finished",
        actor=actor,
        now=now,
        subject=proceeding,
        organisation_id=organisation_id,
        details={"step": prescribed.title},
        done_on=done.on,
        paper=done.paper,
        reason=done.reason,
        done_at=now,
        done_by_name=actor.name,
        is_running=False,
    )
    count_steps(proceeding)


def _check_earlier(proceeding: Proceeding, step: Step, version: ProcedureVersion) -> None:
    """Steps come in their order. Raises StepsBefore."""
    earlier = proceeding.steps.filter(no__lt=step.no, state=StepState.OPEN)
    for before in earlier.order_by("no"):
        if not version.step(before.code).optional:
            raise StepsBefore(
                step=version.step(step.code).title, before=version.step(before.code).title
            )


@db.transaction_required
def skip(
    *,
    actor: Acting,
    proceeding: Proceeding,
    step: Step,
    reason: str,
    now: datetime,
    organisation_id: int | None = None,
) -> ProcedureStep:
    """Leave out an optional step, with the reason; the step as prescribed.

    Raises StepNotOptional, Changed or ReasonTooShort.
    """
    prescribed = procedure_of(proceeding)[1].step(step.code)
    if not prescribed.optional:
        raise StepNotOptional(step=prescribed.title, law=prescribed.law)
    check_reason(reason)
    move(
        step,
        StepState.SKIPPED,
        "step.skipped",
        actor=actor,
        now=now,
        subject=proceeding,
        organisation_id=organisation_id,
        details={"step": prescribed.title, "reason": reason[:300]},
        reason=reason,
        done_at=now,
        done_by_name=actor.name,
        is_running=False,
    )
    count_steps(proceeding)
    return prescribed


@db.transaction_required
def reopen(
    *,
    actor: Actor,
    proceeding: Proceeding,
    step: Step,
    reason: str,
    now: datetime,
    organisation_id: int | None = None,
) -> ProcedureStep | None:
    """Do a step again; the step as prescribed, None when it is open already. Raises Changed.

    What was done before it was opened again does not finish it by itself any more.
    """
    if not STEP_MOVES.may(step, "step.reopened"):
        return None
    prescribed = procedure_of(proceeding)[1].step(step.code)
    move(
        step,
        StepState.OPEN,
        "step.reopened",
        actor=actor,
        now=now,
        subject=proceeding,
        organisation_id=organisation_id,
        details={"step": prescribed.title, "reason": reason[:300]},
        done_on=None,
        paper="",
        reason="",
        done_at=None,
        done_by_name="",
        reopened_at=now,
    )
    count_steps(proceeding)
    return prescribed


def is_over(proceeding: Proceeding) -> bool:
    """Whether no step is open any more."""
    return not proceeding.steps.filter(state=StepState.OPEN).exists()


@db.transaction_required
def leave_optional(
    *, actor: Acting, proceeding: Proceeding, now: datetime, organisation_id: int | None = None
) -> None:
    """Leave out the optional steps that were passed over, once nothing else is open.

    They keep the words that say so, and can be done again.
    """
    version = procedure_of(proceeding)[1]
    steps = list(proceeding.steps.order_by("no"))
    left = passed_over(steps, version)
    if any(step.state == StepState.OPEN and step not in left for step in steps):
        return
    for step in left:
        skip(
            actor=actor,
            proceeding=proceeding,
            step=step,
            reason=as_recorded(_("Không làm: các bước sau đã xong.")),
            now=now,
            organisation_id=organisation_id,
        )
