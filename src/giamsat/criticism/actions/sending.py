"""A drafting agency sends a draft; an officer takes it into a case or sends it back."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.criticism import access
from giamsat.criticism.actions.drafts import Came, check_draft, keep_version
from giamsat.criticism.models import DraftVersion, SentDraft
from giamsat.criticism.states import SentState
from giamsat.files.storing import store
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.supervision.actions.cases import open_new
from giamsat.supervision.models import Case


class SentAlready(Refusal):
    """The same file waits already."""

    code = "SENT_ALREADY"
    status = 409
    vi = "Tệp này đã gửi ngày {day} và đang chờ nhận. Chọn tệp khác nếu là bản mới."
    en = "This file was sent on {day} and waits to be taken. Choose another file for a new version."


@db.transaction
def send_draft(
    *,
    actor: Actor,
    sender: Organisation,
    recipient: Organisation,
    case: Case | None,
    title: str,
    letter: str,
    submits_on: date | None,
    note: str,
    file_name: str,
    content: bytes,
    now: datetime,
) -> SentDraft:
    """Send a draft with its letter: for a new criticism, or as the next version in a case.

    Raises FileTooBig, NotADraftFile, MarkedSecret or SentAlready.
    """
    access.require(access.may_send_draft(actor, sender, case))
    check_draft(file_name, content)
    sha256 = store(content, now=now)
    waiting = SentDraft.objects.filter(sender=sender, sha256=sha256, state=SentState.SENT)
    if same := waiting.first():
        raise SentAlready(day=timezone.localtime(same.sent_at).date())
    made = SentDraft.objects.create(
        sender=sender,
        recipient=recipient,
        case=case,
        title=title,
        letter=letter,
        submits_on=submits_on,
        note=note,
        file_name=file_name[-200:],
        sha256=sha256,
        sent_at=now,
        sent_by_name=actor.name,
    )
    record(actor, "draft.sent", made, at=now, organisation_id=sender.id)
    return made


@db.transaction
def take_sent(*, actor: Actor, sent: SentDraft, now: datetime, **opening: Any) -> DraftVersion:
    """Take a draft in: into its case, or into a new one that ``opening`` tells of.

    It counts as received on the day it was sent. Raises Changed, SameDraft, or what ``open_new``
    raises.
    """
    access.require(access.may_take_sent(actor, sent))
    case = sent.case or open_new(actor=actor, now=now, **opening)
    came = Came(sent.file_name, sent.sha256, sent.letter, timezone.localtime(sent.sent_at).date())
    draft = keep_version(actor=actor, case=case, came=came, now=now)
    move(
        sent,
        SentState.TAKEN,
        "draft.taken",
        **_ended(actor, sent, now),
        case=case,
        draft=draft,
    )
    return draft


@db.transaction
def return_sent(*, actor: Actor, sent: SentDraft, reason: str, now: datetime) -> None:
    """Send a draft back, with what is missing. Raises ReasonTooShort or Changed."""
    access.require(access.may_take_sent(actor, sent))
    check_reason(reason)
    move(sent, SentState.RETURNED, "draft.returned", **_ended(actor, sent, now), ended_why=reason)


def _ended(actor: Actor, sent: SentDraft, now: datetime) -> dict[str, Any]:
    """By whom and when it was taken or sent back."""
    return {
        "actor": actor,
        "now": now,
        "organisation_id": sent.recipient_id,
        "ended_at": now,
        "ended_by_name": actor.name,
    }
