"""Steps of a case: finish, skip, do again; a body's report; the papers of the case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.recording import record
from giamsat.documents import steps as papers
from giamsat.documents.models import Paper
from giamsat.documents.taking import take_file
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason, day_text
from giamsat.organisations.actors import Actor
from giamsat.supervision import access
from giamsat.supervision.actions.cases import CaseChanged
from giamsat.supervision.guiding import count_steps, facts_of, lacking, procedure_of
from giamsat.supervision.models import Case, CaseStep, CaseUnit
from giamsat.supervision.states import CaseState, StepState


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


@db.transaction
def finish(
    *, actor: Actor, case: Case, code: str, done_on: date, paper: str, reason: str, now: datetime
) -> None:
    """Finish a step with its papers, or with a reason where there is none; the last one closes the case.

    A step that still lacks something is finished only with a reason where the law leaves room (reports that do not come).
    Raises StepsBefore, StepLacks, NoPaperNoReason, DoneInFuture or ReasonTooShort.
    """
    db.lock(case)
    step = CaseStep.objects.get(case=case, code=code)
    access.require(access.may_finish(actor, case, step))
    _procedure, version = procedure_of(case)
    told = version.step(code)
    if done_on > timezone.localtime(now).date():
        raise DoneInFuture(day=day_text(done_on))
    for before in case.steps.filter(no__lt=step.no, state=StepState.OPEN).order_by("no"):
        if not version.step(before.code).optional:
            raise StepsBefore(step=told.title, before=version.step(before.code).title)
    if what := lacking(case, told, facts_of(case)):
        if told.needs != ("reports",) or not reason:
            raise StepLacks(step=told.title, what=what)
        check_reason(reason)
    issued = Paper.objects.filter(
        subject_type="case", subject_id=case.id, state=Paper.State.ISSUED, kind__in=told.papers
    )
    cited = paper or "; ".join(one.cited for one in issued.order_by("id"))[:300]
    if not cited and not reason:
        raise NoPaperNoReason(step=told.title)
    _close_step(actor, step, StepState.DONE, done_on=done_on, paper=cited, reason=reason, now=now)
    record(actor, "step.finished", case, at=now, organisation_id=case.lead_id, step=told.title)
    _end_if_over(actor, case, now)


@db.transaction
def skip(*, actor: Actor, case: Case, code: str, reason: str, now: datetime) -> None:
    """Leave out an optional step, with the reason. Raises StepNotOptional or ReasonTooShort."""
    db.lock(case)
    step = CaseStep.objects.get(case=case, code=code)
    access.require(access.may_finish(actor, case, step))
    told = procedure_of(case)[1].step(code)
    if not told.optional:
        raise StepNotOptional(step=told.title, law=told.law)
    check_reason(reason)
    _close_step(actor, step, StepState.SKIPPED, done_on=None, paper="", reason=reason, now=now)
    record(
        actor,
        "step.skipped",
        case,
        at=now,
        organisation_id=case.lead_id,
        step=told.title,
        reason=reason[:300],
    )
    _end_if_over(actor, case, now)


@db.transaction_required
def _close_step(
    actor: Actor,
    step: CaseStep,
    state: StepState,
    *,
    done_on: date | None,
    paper: str,
    reason: str,
    now: datetime,
) -> None:
    taken = CaseStep.objects.filter(id=step.id, state=StepState.OPEN).update(
        state=state,
        done_on=done_on,
        paper=paper,
        reason=reason,
        done_at=now,
        done_by_name=actor.name,
        is_running=False,
    )
    if not taken:
        raise CaseChanged
    count_steps(step.case)


@db.transaction_required
def _end_if_over(actor: Actor, case: Case, now: datetime) -> None:
    if case.steps.filter(state=StepState.OPEN).exists():
        return
    Case.objects.filter(id=case.id).update(
        state=CaseState.CLOSED, ended_on=timezone.localtime(now).date()
    )
    record(actor, "case.closed", case, at=now, organisation_id=case.lead_id)


@db.transaction
def reopen(*, actor: Actor, case: Case, code: str, reason: str, now: datetime) -> None:
    """Do a step again, with the reason; a closed case runs again. Raises ReasonTooShort."""
    access.require(access.may_reopen(actor, case))
    check_reason(reason)
    db.lock(case)
    step = CaseStep.objects.get(case=case, code=code)
    if step.state == StepState.OPEN:
        return
    CaseStep.objects.filter(id=step.id).update(
        state=StepState.OPEN, done_on=None, paper="", reason="", done_at=None, done_by_name=""
    )
    Case.objects.filter(id=case.id).update(state=CaseState.RUNNING, ended_on=None)
    case.refresh_from_db()
    count_steps(case)
    title = procedure_of(case)[1].step(code).title
    record(
        actor,
        "step.reopened",
        case,
        at=now,
        organisation_id=case.lead_id,
        step=title,
        reason=reason[:300],
    )


@db.transaction
def take_report(
    *,
    actor: Actor,
    unit: CaseUnit,
    paper: str,
    reported_on: date,
    file: tuple[str, bytes] | None,
    now: datetime,
) -> bool:
    """A body's report; True when it came after its day. Sent again it replaces the one before, which the trail keeps.

    Raises DoneInFuture, or what ``take_file`` raises.
    """
    access.require(access.may_report(actor, unit))
    if reported_on > timezone.localtime(now).date():
        raise DoneInFuture(day=day_text(reported_on))
    sha256, name = take_file(*file, now=now) if file else (unit.report_sha256, unit.report_name)
    CaseUnit.objects.filter(id=unit.id).update(
        reported_on=reported_on,
        report_paper=paper,
        report_sha256=sha256,
        report_name=name,
        reported_by_name=actor.name,
    )
    before = {"before": unit.report_paper} if unit.report_paper else {}
    record(
        actor, "body.reported", unit.case, at=now, organisation_id=unit.organisation_id, **before
    )
    due = (
        CaseStep.objects.filter(case=unit.case, code="REPORT_IN")
        .values_list("due_on", flat=True)
        .first()
    )
    return due is not None and reported_on > due


@db.transaction
def write_paper(
    *,
    actor: Actor,
    case: Case,
    kind: str,
    context: Mapping[str, Any],
    paper: Paper | None,
    version: int,
    now: datetime,
) -> Paper:
    """Draft a paper of the case, or change the draft. Raises PaperChanged."""
    access.require(access.may_write_paper(actor, case))
    made = papers.draft(
        actor=actor,
        kind=kind,
        subject=("case", case.id),
        body=case.lead,
        context=context,
        now=now,
        paper=paper,
        version=version,
    )
    record(actor, "paper.drafted", made, at=now, organisation_id=case.lead_id)
    return made


@db.transaction
def issue_paper(
    *, actor: Actor, case: Case, paper: Paper, version: int, now: datetime, **how: Any
) -> None:
    """Number and issue it. Raises what ``documents.steps.issue`` raises."""
    access.require(access.may_write_paper(actor, case))
    papers.issue(actor=actor, paper=paper, version=version, now=now, **how)
    record(actor, "paper.issued", paper, at=now, organisation_id=case.lead_id)
