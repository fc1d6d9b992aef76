"""Taking one opinion about a draft in, from the public page or by an expert's form."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from giamsat.criticism.access import public_drafts
from giamsat.criticism.models import (
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionInvite,
    OpinionSender,
)
from giamsat.criticism.states import AnchorState, OpinionState, Source, Who
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words
from giamsat.intake.receipts import new_receipt
from giamsat.intake.senders import Sender, body_key
from giamsat.intake.taking import Arrival, kept_under, take, weigh
from giamsat.intake.words import tidy

LONGEST = 5_000  # characters from the public page
LONGEST_KEPT = 200_000  # of one opinion in a file; longer ones are named, not taken
_BEGINS = Words("bắt đầu ngày {day}", "begins on {day}")
_ENDED = Words("đã kết thúc ngày {day}", "ended on {day}")


class NotTakingOpinions(Refusal):
    """Before the first or after the last day."""

    code = "NOT_TAKING_OPINIONS"
    status = 409
    vi = (
        "Việc lấy ý kiến về dự thảo này {when}. Ý kiến của ông/bà vẫn ở trang này để chép lại; có "
        "thể gửi tới {whom}."
    )
    en = (
        "The taking of opinions on this draft {when}. Your words are still on this page; you may "
        "send them to {whom}."
    )


class DraftNotPublic(Refusal):
    """A draft that nobody is asked about, or no longer."""

    code = "DRAFT_NOT_PUBLIC"
    status = 410
    vi = "Dự thảo này không ở trang lấy ý kiến."
    en = "The public is not asked about this draft."


@dataclass(frozen=True)
class Statement:
    """What somebody wrote.

    ``who`` names an organisation; a person is the ``sender`` and is sealed.
    """

    text: str
    stance: str = ""
    axis: int | None = None
    who_type: str = Who.CITIZEN
    who: str = ""
    sender: Sender = field(default_factory=Sender)

    @property
    def who_key(self) -> str:
        """The same person or organisation has the same key; "" for one who did not say."""
        return body_key(self.who) if self.who_type == Who.ORGANISATION else self.sender.key


@dataclass(frozen=True)
class DraftDoor:
    """The public's door to a draft.

    Open from its first day to the end of its last, as both stand now.
    """

    draft_id: int

    def check(self, now: datetime) -> None:
        """Raises NotTakingOpinions or DraftNotPublic."""
        rows = public_drafts().filter(id=self.draft_id)
        days = rows.values_list("opens_on", "closes_on", "case__lead__name").first()
        if days is None:
            raise DraftNotPublic
        first, last, whom = days
        today = timezone.localtime(now).date()
        if first and today < first:
            raise NotTakingOpinions(when=_BEGINS.of(day=first), whom=whom)
        if last and today > last:
            raise NotTakingOpinions(when=_ENDED.of(day=last), whom=whom)


def take_public(
    *,
    draft: DraftVersion,
    provision: DraftProvision | None,
    statement: Statement,
    arrival: Arrival,
    key: uuid.UUID,
    now: datetime,
) -> DraftOpinion:
    """Keep an opinion from the public page. The same form sent twice is one opinion.

    Raises NotTakingOpinions or DraftNotPublic.
    """
    text = tidy(statement.text)[:LONGEST]
    weighed = weigh(DraftOpinion, text, arrival, now=now)
    opinion = _opinion(
        statement,
        text,
        draft=draft,
        provision=provision,
        key=key,
        source=Source.PUBLIC,
        state=OpinionState.HELD if weighed.held else OpinionState.COUNTED,
        held=weighed.held,
        source_key=weighed.source_key,
        text_key=weighed.text_key,
        receipt=new_receipt(),
        received_at=now,
    )
    return take(opinion, _sender(opinion, statement), door=DraftDoor(draft.id), now=now)


@db.transaction_required
def keep_invited(
    *,
    invite: OpinionInvite,
    draft: DraftVersion,
    provision: DraftProvision | None,
    statement: Statement,
    key: uuid.UUID,
    now: datetime,
) -> DraftOpinion:
    """Keep one line of an expert's form; sent again it is the same.

    The caller holds the row of the invitation.
    """
    if (there := kept_under(DraftOpinion, key)) is not None:
        return there
    opinion = _opinion(
        statement,
        tidy(statement.text),
        draft=draft,
        provision=provision,
        key=key,
        source=Source.EXPERT,
        state=OpinionState.COUNTED,
        invite=invite,
        received_at=now,
    )
    opinion.save(force_insert=True)
    if (sender := _sender(opinion, statement)) is not None:
        sender.save(force_insert=True)
    return opinion


def _opinion(
    statement: Statement, text: str, *, provision: DraftProvision | None, **fields: Any
) -> DraftOpinion:
    is_body = statement.who_type == Who.ORGANISATION
    return DraftOpinion(
        provision=provision,
        who_type=statement.who_type,
        who=tidy(statement.who)[:300] if is_body else "",
        who_key=statement.who_key,
        anchor=provision.path if provision else "",
        anchor_state=AnchorState.OK if provision else AnchorState.MISSING,
        axis=statement.axis,
        stance=statement.stance,
        text=text,
        **fields,
    )


def _sender(opinion: DraftOpinion, statement: Statement) -> OpinionSender | None:
    return (
        OpinionSender(opinion=opinion, sealed=statement.sender.sealed())
        if statement.sender
        else None
    )
