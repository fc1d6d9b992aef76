"""How proposals leave: what was sent is withdrawn for a reason, the rest is deleted."""

from collections.abc import Sequence
from datetime import datetime

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.organisations.actors import Actor
from giamsat.proposals.models import Proposal, Workbook
from giamsat.proposals.states import ProposalState


def was_shown(proposal: Proposal) -> bool:
    """Whether others have seen it: its code is never given to another."""
    return proposal.sent_at is not None or proposal.state != ProposalState.DRAFT


@db.transaction_required
def take_away(
    rows: Sequence[Proposal], why: str, *, actor: Actor, workbook: Workbook, now: datetime
) -> None:
    """Take rows of a file away; each that others have seen leaves a line of its own."""
    for proposal in rows:
        if was_shown(proposal):
            move(
                proposal,
                ProposalState.WITHDRAWN,
                "proposal.withdrawn",
                actor=actor,
                now=now,
                organisation_id=proposal.organisation_id,
                details={"reason": why},
                withdrawn_why=why,
            )
    unseen = [one for one in rows if not was_shown(one)]
    if unseen:
        Proposal.objects.filter(id__in=[one.id for one in unseen]).delete()
        record(
            actor,
            "proposal.removed",
            workbook,
            at=now,
            organisation_id=workbook.organisation_id,
            rows=[one.code for one in unseen],
        )
