"""Say once which body an unclear name means; everything that bears the name follows."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import matches
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation, Spelling
from giamsat.organisations.recognising import Register
from giamsat.proposals import access, engine
from giamsat.proposals.models import Proposal
from giamsat.proposals.states import ProposalState


class BodyIsGone(Refusal):
    """A name of today cannot mean a body that ceased to exist."""

    code = "BODY_IS_GONE"
    vi = "{who} đã thôi hoạt động. Chọn cơ quan kế tục."
    en = "{who} has ceased to exist. Choose the body that took over."


@db.transaction
def settle_name(
    *, actor: Actor, spelling: Spelling, organisation: Organisation | None, now: datetime
) -> int:
    """Remember what a name means, and name it so everywhere; returns in how many proposals.

    Without an organisation the name stands for itself. Raises BodyIsGone.
    """
    access.require(access.may_settle_names(actor))
    if organisation and organisation.valid_to:
        raise BodyIsGone(who=organisation.name)
    spelling.organisation = organisation
    spelling.settled_at, spelling.settled_by_name = now, actor.name
    spelling.save(update_fields=["organisation", "settled_at", "settled_by_name"])
    count = _name_anew([spelling], actor, now)
    record(actor, "name.settled", spelling, at=now, which=organisation.name if organisation else "")
    return count


@db.transaction
def settle_known(*, actor: Actor, now: datetime) -> int:
    """Settle every open name that the register knows by now; returns how many."""
    access.require(access.may_settle_names(actor))
    register = Register()
    known = []
    for spelling in Spelling.objects.filter(settled_at=None):
        found = register.recognise(spelling.written)
        if found.body_id:
            spelling.organisation_id, spelling.settled_at = found.body_id, now
            spelling.settled_by_name = actor.name
            known.append(spelling)
    Spelling.objects.bulk_update(known, ["organisation", "settled_at", "settled_by_name"])
    _name_anew(known, actor, now)
    for spelling in known:
        record(actor, "name.settled", spelling, at=now, which=str(spelling.organisation))
    return len(known)


@db.transaction_required
def _name_anew(spellings: Iterable[Spelling], actor: Actor, now: datetime) -> int:
    """Write the settled name into every proposal that bears the spelling; pairs follow."""
    register = Register()
    changed: dict[int, Proposal] = {}
    for spelling in spellings:
        rows = Proposal.objects.filter(matches(spelling.written))
        for proposal in rows.exclude(state=ProposalState.WITHDRAWN):
            before = list(proposal.supervised_units)
            engine.name_bodies(proposal, register)
            if proposal.supervised_units != before:
                engine.sum_up(proposal)
                Proposal.objects.filter(id=proposal.id).update(
                    supervised_units=proposal.supervised_units,
                    named_bodies=proposal.named_bodies,
                    partners=proposal.partners,
                    fingerprint=proposal.fingerprint,
                    search=proposal.search,
                    version=F("version") + 1,
                )
                changed[proposal.id] = proposal
    for programme_id in {one.programme_id for one in changed.values()}:
        queue.ask_again(actor, "overlaps", programme_id, now=now)
    return len(changed)
