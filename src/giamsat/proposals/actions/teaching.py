"""Say once what the columns of a file mean; the file is read again, its form is remembered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.proposals import access
from giamsat.proposals.door import PROPOSALS
from giamsat.proposals.models import Workbook
from giamsat.proposals.states import WorkbookState
from giamsat.sheets.keeping import said_in_full, understanding_of
from giamsat.sheets.models import KnownForm


@db.transaction
def read_again(
    *, actor: Actor, workbook: Workbook, answer: Mapping[str, Any], now: datetime
) -> None:
    """Read a file the way a person says. Raises Changed."""
    access.require(access.may_teach(actor, workbook))
    understanding = understanding_of(PROPOSALS, workbook.id)
    understanding.said = said_in_full(understanding, answer, by=actor.name)
    understanding.save()
    move(
        workbook,
        WorkbookState.RECEIVED,
        "workbook.taught",
        actor=actor,
        now=now,
        organisation_id=workbook.organisation_id,
        job_id=queue.ask(actor, "workbook", workbook.id, now=now).id,
    )


@db.transaction
def forget_form(*, actor: Actor, workbook: Workbook, form: KnownForm, now: datetime) -> None:
    """Forget what was said of a form: the next file is read by itself again, this one stays."""
    access.require(access.may_work_on_file(actor, workbook))
    form.delete()
    record(actor, "form.forgotten", workbook, at=now, organisation_id=workbook.organisation_id)
