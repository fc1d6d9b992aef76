"""How a programme is printed."""

from datetime import datetime

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.planning.models import Variant
from giamsat.programmes import access
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EDITION_MOVES
from giamsat.proposals.models import Programme


@db.transaction
def choose_time_unit(*, actor: Actor, programme: Programme, unit: str, now: datetime) -> None:
    """Print times as quarters, months or days from now on; what is issued stays as it is.

    The papers of a draft are written anew.
    """
    access.require(access.may_choose_time_unit(actor))
    if not Programme.objects.filter(id=programme.id).exclude(time_unit=unit).update(time_unit=unit):
        return
    record(
        actor,
        "programme.time_unit_chosen",
        programme,
        at=now,
        organisation_id=programme.front_id,
        unit=unit,
    )
    drafts = Edition.objects.filter(programme=programme).exclude(state__in=EDITION_MOVES.ends)
    for variant in Variant.objects.filter(id__in=drafts.values("variant"), made_at__isnull=False):
        queue.ask_again(actor, "variant-papers", variant.id, now=now)
