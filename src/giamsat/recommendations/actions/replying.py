"""Replies: one paper of a body that answers one recommendation or many, in one counted step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from giamsat.documents.taking import take_file
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import changed
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import Actor
from giamsat.recommendations import access
from giamsat.recommendations.actions.happening import check_not_after, happen
from giamsat.recommendations.models import Recommendation, Reply
from giamsat.recommendations.states import CameBy, EventKind, RecommendationState, ReplyKind

S = RecommendationState
_BECOMES = {
    ReplyKind.INTERIM: (S.INTERIM, EventKind.INTERIM),
    ReplyKind.ACCEPTS: (S.ANSWERED, EventKind.ANSWERED),
    ReplyKind.REFUSES: (S.REFUSED, EventKind.REFUSED),
}


class OtherBody(Refusal):
    """Recommendations to several bodies in one reply, or a reply in another body's name."""

    code = "OTHER_BODY"
    status = 409
    vi = (
        "Văn bản trả lời là của {who}, nhưng kiến nghị {code} gửi {other}. Bỏ kiến nghị này ra, "
        "hoặc ghi riêng trả lời của từng nơi."
    )
    en = (
        "The reply is of {who}, but {code} was sent to {other}. Leave it out, or enter each "
        "body's reply on its own."
    )


class CountDiffers(Refusal):
    """The number that was announced is not the number that was marked."""

    code = "COUNT_DIFFERS"
    vi = (
        "Văn bản trả lời {said} kiến nghị nhưng đang chọn {chosen}. Xem lại những kiến nghị đã "
        "đánh dấu, rồi ghi lại."
    )
    en = (
        "The paper answers {said} recommendations but {chosen} are marked. Look at the marked "
        "ones and enter it again."
    )


class ReplyBeforeSent(Refusal):
    """A reply older than what it answers."""

    code = "REPLY_BEFORE_SENT"
    vi = (
        "Văn bản trả lời ngày {day} trước ngày gửi kiến nghị {code} ({sent}). Kiểm tra lại ngày "
        "của văn bản."
    )
    en = "The reply of {day} is older than {code}, sent on {sent}. Check the day of the paper."


class InterimTooLate(Refusal):
    """An interim reply to something that is being carried out."""

    code = "ALREADY_CARRIED_OUT"
    vi = (
        "Kiến nghị {code} đang thực hiện nên không nhận trả lời bước đầu. Chọn “Tiếp thu” để báo "
        "kết quả, hoặc “Không tiếp thu”."
    )
    en = (
        "{code} is being carried out: it takes no interim reply. Choose “accepts” to tell the "
        "result, or “refuses”."
    )


@dataclass(frozen=True)
class ReplyTaken:
    """What a reply did.

    How many it answered, and whether the very same paper had been entered before.
    """

    count: int
    was_there: bool = False


@db.transaction
def reply_to(
    *,
    actor: Actor,
    several: Sequence[Recommendation],
    kind: ReplyKind,
    paper: str,
    replied_on: date,
    text: str,
    count: int,
    came_by: CameBy,
    now: datetime,
    promised_on: date | None = None,
    file: tuple[str, bytes] | None = None,
) -> ReplyTaken:
    """Take in one reply.

    ``count`` is the number the writer says it answers: it must be the number that is marked.
    The same paper of the same body sent again changes nothing. Raises OtherBody, CountDiffers,
    ReplyBeforeSent, ReasonTooShort (a refusal says why), NotAfterToday, Changed, or what
    ``take_file`` raises; then nothing is kept.
    """
    for recommendation in several:
        access.require(access.may_speak_for(actor, recommendation))
    if len(several) != count or not several:
        raise CountDiffers(said=count, chosen=len(several))
    recipient = several[0].recipient
    _check(several, kind, replied_on, text, now)
    db.lock(recipient)
    reply = Reply.objects.filter(
        recipient=recipient, paper=paper, replied_on=replied_on, kind=kind
    ).first()
    fresh = _not_in(reply, several)
    if reply is None:
        sha256, name = take_file(*file, now=now) if file else ("", "")
        reply = Reply.objects.create(
            recipient=recipient,
            kind=kind,
            paper=paper,
            replied_on=replied_on,
            text=text,
            promised_on=promised_on,
            file_sha256=sha256,
            file_name=name,
            came_by=came_by,
            came_at=now,
            written_by_name=actor.name,
        )
    for recommendation in fresh:
        _answer(actor, recommendation, reply, text, now)
    return ReplyTaken(len(fresh), was_there=not fresh)


def _not_in(reply: Reply | None, several: Sequence[Recommendation]) -> list[Recommendation]:
    """Those that a reply does not answer yet, in the order rows are locked."""
    known = set(reply.events.values_list("recommendation_id", flat=True)) if reply else set()
    return sorted((new for new in several if new.id not in known), key=lambda row: row.id)


@db.transaction_required
def _answer(
    actor: Actor, recommendation: Recommendation, reply: Reply, text: str, now: datetime
) -> None:
    """One recommendation gets its answer; an interim one leaves the answer due."""
    access.require(access.may_reply(actor, recommendation))
    to, event = _BECOMES[ReplyKind(reply.kind)]
    answered: dict[str, Any] = {}
    if to is not S.INTERIM:
        answered = {
            "answered_on": recommendation.answered_on or reply.replied_on,
            "answer_due_on": recommendation.answer_due_on or recommendation.due_on,
        }
    elif recommendation.state == S.CARRYING_OUT:
        raise InterimTooLate(code=recommendation.code)
    happen(
        actor,
        recommendation,
        event,
        on=reply.replied_on,
        now=now,
        version=recommendation.version,
        to=to,
        paper=reply.paper,
        words=text,
        reply=reply,
        organisation_id=reply.recipient_id,
        **answered,
    )


def _check(
    several: Sequence[Recommendation], kind: ReplyKind, replied_on: date, text: str, now: datetime
) -> None:
    recipient = several[0].recipient
    check_not_after(replied_on, now)
    if kind is ReplyKind.REFUSES:
        check_reason(text)
    for recommendation in several:
        if recommendation.recipient_id != recipient.id:
            raise OtherBody(
                who=recipient.short_name,
                code=recommendation.code,
                other=recommendation.recipient.short_name,
            )
        if recommendation.sent_on is None:
            raise changed(recommendation)
        if replied_on < recommendation.sent_on:
            raise ReplyBeforeSent(
                day=replied_on,
                code=recommendation.code,
                sent=recommendation.sent_on,
            )
