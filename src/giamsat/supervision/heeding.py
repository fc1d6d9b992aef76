"""Steps of a case follow its papers, its acts and its recommendations."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.audit.moving import move
from giamsat.audit.recording import Acting, record
from giamsat.documents.models import Paper
from giamsat.foundation import transactions as db
from giamsat.foundation.wording import as_recorded, with_facts
from giamsat.organisations.actors import SYSTEM
from giamsat.organisations.models import Organisation
from giamsat.organisations.queries import heir_of
from giamsat.procedures import heeding, stepping
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.supervision.models import Case
from giamsat.supervision.states import CaseState

_MOST = 20  # bodies a tick
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
    if verb == "organisation.succeeded" and isinstance(subject, Organisation):
        hand_over(actor=actor, old=subject, now=now)
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
def hand_over(*, actor: Acting, old: Organisation, now: datetime) -> None:
    """Running cases of a body that was taken over go to its heir, whatever it is in them."""
    heir = heir_of(old, timezone.localtime(now).date())
    if heir is None:
        return
    part = Q(lead=old) | Q(units__organisation=old) | Q(joint=old)
    rows = Case.objects.filter(part, state=CaseState.RUNNING).distinct().order_by("id")
    words = with_facts(_("Việc của {old} nay do {heir} theo dõi."), old=old.name, heir=heir.name)
    for case in rows:
        case.units.filter(organisation=old).update(organisation=heir)
        if case.joint.filter(id=old.id).exists():
            case.joint.remove(old)
            case.joint.add(heir)
        if case.lead_id == old.id:
            Case.objects.filter(id=case.id).update(lead=heir)
        record(
            actor,
            "case.handed_over",
            case,
            at=now,
            organisation_id=heir.id,
            reason=as_recorded(words),
        )


def hand_over_what_is_due(now: datetime) -> None:
    """Successions whose day has come since they were recorded."""
    day, running = timezone.localtime(now).date(), Case.objects.filter(state=CaseState.RUNNING)
    parts = Q()
    for name in ("lead", "units__organisation", "joint"):
        parts |= Q(id__in=running.exclude(**{name: None}).values(name))
    bodies = Organisation.objects.filter(parts, became__happened_on__lte=day).distinct()
    for body in bodies.order_by("id")[:_MOST]:
        with transaction.atomic():
            hand_over(actor=SYSTEM, old=body, now=now)


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
