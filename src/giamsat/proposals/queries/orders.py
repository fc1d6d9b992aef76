"""Commissions and priorities as their pages need them; a fixed number of queries each."""

from collections.abc import Iterable

from django.db.models import QuerySet

from giamsat.organisations.actors import Actor
from giamsat.proposals import access
from giamsat.proposals.models import Commission, Programme, Proposal
from giamsat.proposals.states import CommissionState, ProposalState
from giamsat.rulebooks import AgreementRules, agreement_rules


def rules_of(programme: Programme) -> AgreementRules:
    """The rules of agreement in force on the day the programme was opened."""
    return agreement_rules(programme.opened_at.date())


def find_commissions(
    actor: Actor, programme: Programme, *, state: str = ""
) -> QuerySet[Commission]:
    """Commissions, the next due first; those taken back only when asked for."""
    rows = access.visible_commissions(actor).filter(programme=programme)
    if state in CommissionState.values:
        rows = rows.filter(state=state)
    elif not state:
        rows = rows.exclude(state=CommissionState.WITHDRAWN)
    return rows.order_by("due_on", "id")


def answering_proposals(actor: Actor, commission: Commission) -> QuerySet[Proposal]:
    """Topics that can answer an order: those the actor may edit in its programme."""
    rows = access.visible_proposals(actor).filter(
        programme=commission.programme_id, is_outside=False
    )
    return rows.exclude(state=ProposalState.WITHDRAWN).order_by("organisation_id", "id")


def by_priority(actor: Actor, programme: Programme) -> QuerySet[Proposal]:
    """Proposals sent, the most urgent first."""
    rows = access.visible_proposals(actor).filter(
        programme=programme, is_outside=False, state=ProposalState.SENT
    )
    return rows.defer("search").order_by("-priority", "id")


_OPEN = (CommissionState.OPEN, CommissionState.TAKEN, CommissionState.DELIVERED)
_MOST_COMMISSIONS = 20


def open_commissions(actor: Actor, programmes: Iterable[int] | None = None) -> list[Commission]:
    """Orders that wait for somebody, of some programmes or of all, the most urgent first."""
    rows = access.visible_commissions(actor).filter(state__in=_OPEN)
    if programmes is not None:
        rows = rows.filter(programme__in=programmes)
    return list(rows.order_by("due_on", "id")[:_MOST_COMMISSIONS])
