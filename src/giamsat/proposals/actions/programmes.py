"""Open the programme of a year."""

from datetime import datetime

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.proposals import access
from giamsat.proposals.models import Programme
from giamsat.rulebooks import load_programme_rules


class YearTaken(Refusal):
    """There is one programme a year."""

    code = "YEAR_TAKEN"
    vi = "Chương trình năm {year} đã có. Mở chương trình đó để làm tiếp."
    en = "There is a programme for {year} already. Open that one."


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
        front=front,
        year=year,
        rulebook=rulebook,
        province=province,
        opened_by_name=actor.name,
        opened_at=now,
    )
    record(actor, "programme.opened", programme, at=now, organisation_id=front.id)
    return programme
