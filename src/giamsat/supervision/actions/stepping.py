"""Steps of a case: finish, skip, do again; a body's report; the papers of the case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.documents import steps as papers
from giamsat.documents.models import Paper
from giamsat.documents.taking import take_file
from giamsat.foundation import transactions as db
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import Actor
from giamsat.procedures import stepping
from giamsat.supervision import access, heeding
from giamsat.supervision.models import Case, CaseStep, CaseUnit, EarlierReport
from giamsat.supervision.states import CASE_MOVES, CaseState


@db.transaction
def finish(
    *, actor: Actor, case: Case, code: str, done_on: date, paper: str, reason: str, now: datetime
) -> None:
    """Finish a step with its papers, or with a reason where there is none.

    The last one closes the case.

    Raises what ``procedures.stepping.finish`` raises.
    """
    db.lock(case)
    step = CaseStep.objects.get(case=case, code=code)
    access.require(access.may_finish(actor, case, step))
    done = stepping.Done(done_on, paper, reason)
    stepping.finish(step=step, done=done, **_of(actor, case, now))
    _go_on(actor, case, now)


@db.transaction
def skip(*, actor: Actor, case: Case, code: str, reason: str, now: datetime) -> None:
    """Leave out an optional step, with the reason.

    Raises what ``procedures.stepping.skip`` raises.
    """
    db.lock(case)
    step = CaseStep.objects.get(case=case, code=code)
    access.require(access.may_finish(actor, case, step))
    stepping.skip(step=step, reason=reason, **_of(actor, case, now))
    _go_on(actor, case, now)


def _of(actor: Actor, case: Case, now: datetime) -> dict[str, Any]:
    """What every step of a case says of it."""
    return {"actor": actor, "proceeding": case, "now": now, "organisation_id": case.lead_id}


@db.transaction_required
def _go_on(actor: Actor, case: Case, now: datetime) -> None:
    """What waited for the step that a person has just ended."""
    heeding.follow(actor=actor, case=case, now=now)
    case.refresh_from_db(fields=["state"])
    if case.state == CaseState.RUNNING:
        heeding.end_if_over(actor=actor, case=case, now=now)


@db.transaction
def reopen(*, actor: Actor, case: Case, code: str, reason: str, now: datetime) -> None:
    """Do a step again, with the reason; a closed case runs again. Raises ReasonTooShort."""
    access.require(access.may_reopen(actor, case))
    check_reason(reason)
    db.lock(case)
    step = CaseStep.objects.get(case=case, code=code)
    stepping.reopen(step=step, reason=reason, **_of(actor, case, now))
    if CASE_MOVES.may(case, "case.reopened"):
        move(
            case,
            CaseState.RUNNING,
            "case.reopened",
            actor=actor,
            now=now,
            organisation_id=case.lead_id,
            ended_on=None,
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
    """A body's report; True when it came after its day.

    Sent again it stands beside the one before, which can still be opened. A supplement does not
    make late what came in time.

    Raises DoneInFuture, or what ``take_file`` raises.
    """
    access.require(access.may_report(actor, unit))
    stepping.check_has_come(reported_on, now)
    db.lock(unit.case)
    unit = CaseUnit.objects.select_related("case").get(id=unit.id)
    _keep_earlier(unit)
    sha256, name = take_file(*file, now=now) if file else ("", "")
    first_on = min(unit.reported_on or reported_on, reported_on)
    CaseUnit.objects.filter(id=unit.id).update(
        reported_on=first_on,
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
    return due is not None and first_on > due


def _keep_earlier(unit: CaseUnit) -> None:
    if unit.reported_on is None:
        return
    EarlierReport.objects.create(
        unit=unit,
        reported_on=unit.reported_on,
        paper=unit.report_paper,
        sha256=unit.report_sha256,
        name=unit.report_name,
        by_name=unit.reported_by_name,
    )


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
    return papers.draft(
        actor=actor,
        kind=kind,
        subject=("case", case.id),
        body=case.lead,
        context=context,
        now=now,
        paper=paper,
        version=version,
    )


@db.transaction
def issue_paper(
    *, actor: Actor, case: Case, paper: Paper, version: int, now: datetime, **how: Any
) -> None:
    """Number and issue it. Raises what ``documents.steps.issue`` raises."""
    access.require(access.may_write_paper(actor, case))
    papers.issue(actor=actor, paper=paper, version=version, now=now, **how)
