"""Files of opinions: brought, looked at, read another way, taken in or put away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.criticism import access
from giamsat.criticism.actions.drafts import DraftNotRead
from giamsat.criticism.door import OPINIONS
from giamsat.criticism.models import DraftVersion, OpinionFile
from giamsat.criticism.states import DraftState, OpinionFileState
from giamsat.files.storing import store
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.sheets.keeping import said_in_full, understanding_of
from giamsat.sheets.models import KnownForm

LARGEST_FILE = 60 * 2**20


class SameOpinions(Refusal):
    """The same file again."""

    code = "SAME_OPINIONS"
    status = 409
    vi = "Tệp {name} đã được đưa vào bản dự thảo này rồi; không có gì được ghi hai lần."
    en = "The file {name} was brought for this version already; nothing was taken twice."


class OpinionsTooBig(Refusal):
    """Over the size of one file of opinions."""

    code = "OPINIONS_TOO_BIG"
    status = 413
    vi = (
        "Tệp {name} quá 60 MB. Chia thành nhiều tệp rồi đưa lần lượt; ý kiến đã đưa không bị ghi "
        "hai lần."
    )
    en = "The file {name} is over 60 MB. Split it and bring the parts; nothing is taken twice."


@db.transaction
def bring_file(
    *, actor: Actor, draft: DraftVersion, file_name: str, content: bytes, now: datetime
) -> OpinionFile:
    """Keep a file of opinions and have it read as a job; nothing is taken before it was looked at.

    Raises OpinionsTooBig, DraftNotRead or SameOpinions.
    """
    access.require(access.may_handle(actor, draft.case))
    if len(content) > LARGEST_FILE:
        raise OpinionsTooBig(name=file_name)
    if draft.state != DraftState.READ:
        raise DraftNotRead
    sha256 = store(content, now=now)
    OpinionFile.objects.filter(
        draft=draft, sha256=sha256, state=OpinionFile.State.UNREADABLE
    ).delete()
    if OpinionFile.objects.filter(draft=draft, sha256=sha256).exists():
        raise SameOpinions(name=file_name)
    made = OpinionFile.objects.create(
        draft=draft,
        file_name=file_name[-200:],
        sha256=sha256,
        added_at=now,
        added_by_name=actor.name,
    )
    record(actor, "opinions.brought", draft.case, at=now, organisation_id=draft.case.lead_id)
    queue.ask(actor, "read-opinions", made.id, now=now)
    return made


@db.transaction
def read_file_again(
    *, actor: Actor, file: OpinionFile, answer: Mapping[str, Any], now: datetime
) -> OpinionFile:
    """Read a file of opinions the way a person says. Raises Changed."""
    access.require(access.may_say_how_to_read(actor, file))
    understanding = understanding_of(OPINIONS, file.id)
    understanding.said = said_in_full(understanding, answer, by=actor.name)
    understanding.save()
    _move(actor, file, OpinionFileState.RECEIVED, "opinions.read_again", now)
    queue.ask(actor, "read-opinions", file.id, now=now)
    return file


@db.transaction
def take_file(*, actor: Actor, file: OpinionFile, now: datetime) -> OpinionFile:
    """Take in what a file was seen to hold. Raises Changed."""
    access.require(access.may_take_file(actor, file))
    _move(actor, file, OpinionFileState.TAKING, "opinions.confirmed", now)
    queue.ask(actor, "take-opinions", file.id, now=now)
    return file


@db.transaction_required
def _move(
    actor: Actor, file: OpinionFile, state: OpinionFileState, verb: str, now: datetime
) -> None:
    case = file.draft.case
    move(file, state, verb, actor=actor, now=now, subject=case, organisation_id=case.lead_id)


@db.transaction
def put_file_away(*, actor: Actor, file: OpinionFile, now: datetime) -> OpinionFile:
    """Put a file away of which nothing was taken; the same file may come again."""
    access.require(access.may_say_how_to_read(actor, file))
    case = file.draft.case
    understanding = understanding_of(OPINIONS, file.id)
    if understanding.pk:
        understanding.delete()
    record(
        actor,
        "opinions.put_away",
        case,
        at=now,
        organisation_id=case.lead_id,
        file_name=file.file_name,
    )
    OpinionFile.objects.filter(id=file.id).delete()
    return file


@db.transaction
def forget_opinion_form(*, actor: Actor, file: OpinionFile, form: KnownForm, now: datetime) -> None:
    """Forget what was said of a form: the next file is read by itself again, this one stays."""
    case = file.draft.case
    access.require(access.may_handle(actor, case))
    form.delete()
    record(actor, "form.forgotten", case, at=now, organisation_id=case.lead_id)
