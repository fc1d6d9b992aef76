"""Steps of a case follow its papers, its acts and its recommendations."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.audit.recording import Acting
from giamsat.documents.models import Paper
from giamsat.foundation import transactions as db
from giamsat.procedures import heeding, stepping
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.supervision.models import Case
from giamsat.supervision.states import CaseState

# Other moves of a recommendation finish no step.
_TELLING = {
    RecommendationState.WAITING,
    RecommendationState.RESOLVED,
    RecommendationState.CLOSED,
    RecommendationState.WITHDRAWN,
}


def heed(actor: Acting, verb: str, subject: Model, now: datetime) -> None:
    """Whatever was done about a running case, its steps follow. Steps themselves are not heeded."""
    if verb.startswith("step."):
        return
    if case := _case_of(subject):
        follow(actor=actor, case=case, now=now)


def _case_of(subject: Model) -> Case | None:
    if isinstance(subject, Case):
        return subject
    running = Case.objects.filter(state=CaseState.RUNNING)
    if isinstance(subject, Paper) and subject.subject_type == Case.PAPERS:
        return running.filter(id=subject.subject_id).first()
    if isinstance(subject, Recommendation) and subject.origin_code:
        is_telling = subject.state in _TELLING
        return running.filter(code=subject.origin_code).first() if is_telling else None
    return None


def _about(actor: Acting, case: Case, now: datetime) -> dict[str, Any]:
    """What every step of a case says of it."""
    return {"actor": actor, "proceeding": case, "now": now, "organisation_id": case.lead_id}


@db.transaction_required
def follow(*, actor: Acting, case: Case, now: datetime) -> None:
    """Finish what happened; the last step closes the case."""
    case = Case.objects.get(id=case.id)
    if case.state == CaseState.RUNNING and heeding.follow(**_about(actor, case, now)):
        end_if_over(actor=actor, case=case, now=now)


@db.transaction_required
def end_if_over(*, actor: Acting, case: Case, now: datetime) -> None:
    """Close a case none of whose steps is open any more."""
    stepping.leave_optional(**_about(actor, case, now))
    if not stepping.is_over(case):
        return
    move(
        case,
        CaseState.CLOSED,
        "case.closed",
        actor=actor,
        now=now,
        organisation_id=case.lead_id,
        ended_on=timezone.localtime(now).date(),
    )
