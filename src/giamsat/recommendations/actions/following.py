"""Keep it alive: urge, escalate, reconsider, talk; and the papers of each."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from giamsat.documents import steps
from giamsat.documents.models import Paper
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import as_recorded, check_reason
from giamsat.foundation.words import Words
from giamsat.organisations.actors import Actor
from giamsat.recommendations import access
from giamsat.recommendations.actions.happening import check_due, check_not_after, happen, local_day
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import (
    AWAITS_REPLY,
    EventKind,
    RecommendationState,
    Reconsidered,
)

S = RecommendationState


_CHANGED = Words(
    "{outcome}. {reason} Trước khi điều chỉnh: {text}",
    "{outcome}. {reason} Before the change: {text}",
)


class DialogueInThePast(Refusal):
    """A meeting that would have been."""

    code = "DIALOGUE_IN_THE_PAST"
    vi = "Buổi đối thoại phải từ bây giờ trở đi. Kiểm tra lại ngày, giờ."
    en = "A dialogue lies ahead. Check day and hour."


class DialogueNotYet(Refusal):
    """The meeting has not been."""

    code = "DIALOGUE_NOT_YET"
    vi = (
        "Buổi đối thoại hẹn lúc {at} chưa diễn ra. Hẹn lại nếu đã đổi ngày, hoặc ghi kết quả sau "
        "buổi đối thoại."
    )
    en = (
        "The dialogue set for {at} has not been held. Set it anew if the day was changed, or "
        "enter its result afterwards."
    )


@db.transaction
def urge(
    *,
    actor: Actor,
    recommendation: Recommendation,
    on: date,
    paper: str,
    text: str,
    version: int,
    now: datetime,
) -> None:
    """Urge once more, with a paper's number or in words.

    Raises NotAfterToday, ReasonTooShort, Changed.
    """
    access.require(access.may_urge(actor, recommendation))
    check_not_after(on, now)
    if not paper:
        check_reason(text)
    _urged(actor, recommendation, on=on, paper=paper, text=text, version=version, now=now)


@db.transaction_required
def _urged(
    actor: Actor,
    recommendation: Recommendation,
    *,
    on: date,
    paper: str,
    text: str,
    version: int,
    now: datetime,
    document_id: int | None = None,
) -> None:
    happen(
        actor,
        recommendation,
        EventKind.URGED,
        on=on,
        now=now,
        version=version,
        paper=paper,
        words=text,
        document_id=document_id,
        urged_count=F("urged_count") + 1,
        urged_on=on,
    )


@db.transaction
def escalate(
    *,
    actor: Actor,
    recommendation: Recommendation,
    on: date,
    to: str,
    paper: str,
    text: str,
    version: int,
    now: datetime,
) -> None:
    """Ask the competent body or the superior to look at who is responsible (Law 75/2015 Art. 28.7).

    Raises NotAfterToday, ReasonTooShort or Changed.
    """
    access.require(access.may_urge(actor, recommendation))
    check_not_after(on, now)
    check_reason(text)
    happen(
        actor,
        recommendation,
        EventKind.ESCALATED,
        on=on,
        now=now,
        version=version,
        paper=paper,
        words=f"{to}: {text}",
        escalated_on=on,
    )


@db.transaction
def ask_reconsideration(
    *,
    actor: Actor,
    recommendation: Recommendation,
    paper: str,
    on: date,
    reason: str,
    version: int,
    now: datetime,
) -> None:
    """The body asks to reconsider (Law 75/2015 Art. 29.4); its deadline runs on.

    Raises ReasonTooShort, NotAfterToday.
    """
    access.require(access.may_ask_reconsideration(actor, recommendation))
    check_reason(reason)
    check_not_after(on, now)
    happen(
        actor,
        recommendation,
        EventKind.RECONSIDERATION_ASKED,
        on=on,
        now=now,
        version=version,
        paper=paper,
        words=reason,
        organisation_id=recommendation.recipient_id,
        is_reconsidered=True,
    )


@db.transaction
def answer_reconsideration(
    *,
    actor: Actor,
    recommendation: Recommendation,
    outcome: Reconsidered,
    reason: str,
    paper: str,
    version: int,
    now: datetime,
    text: str = "",
    measure: str = "",
    due_on: date | None = None,
) -> None:
    """Keep it, change its words and day, or withdraw it.

    Raises ReasonTooShort, DueTooSoon, Changed.
    """
    access.require(access.may_answer_reconsideration(actor, recommendation))
    check_reason(reason)
    today = local_day(now)
    fields: dict[str, Any] = {"is_reconsidered": False}
    words, to = f"{as_recorded(outcome.label)}. {reason}", None
    if outcome is Reconsidered.WITHDRAWN:
        access.require(access.may_withdraw(actor, recommendation))
        to, fields = S.WITHDRAWN, fields | {"ended_why": reason}
    elif outcome is Reconsidered.CHANGED:
        changed = _CHANGED.of(outcome=outcome.label, reason=reason, text=recommendation.text)
        words = as_recorded(changed)
        fields |= _new_words(recommendation, text, measure)
        if due_on and recommendation.state in AWAITS_REPLY:
            check_due(due_on, today + timedelta(days=1))
            fields |= _day_by_hand(due_on)
    happen(
        actor,
        recommendation,
        EventKind.RECONSIDERED,
        on=today,
        now=now,
        version=version,
        to=to,
        paper=paper,
        words=words,
        **fields,
    )


def _new_words(recommendation: Recommendation, text: str, measure: str) -> dict[str, str]:
    """Its words after a change; what is left empty stays."""
    text, measure = text or recommendation.text, measure or recommendation.measure
    search = searchable(
        recommendation.code,
        text,
        measure,
        recommendation.recipient.name,
        recommendation.origin_code,
    )
    return {"text": text, "measure": measure, "search": search}


def _day_by_hand(due_on: date) -> dict[str, Any]:
    """A due day that was agreed upon and is counted by no rule any more."""
    return {"due_on": due_on, "rule": "", "rule_from": None, "event_on": None, "number": None}


@db.transaction
def set_dialogue(
    *,
    actor: Actor,
    recommendation: Recommendation,
    meets_at: datetime,
    place: str,
    text: str,
    version: int,
    now: datetime,
) -> None:
    """Either side sets a dialogue; set again it is moved. Raises DialogueInThePast or Changed."""
    access.require(access.may_set_dialogue(actor, recommendation))
    if meets_at <= now:
        raise DialogueInThePast
    words = f"{place}. {text}".strip()
    happen(
        actor,
        recommendation,
        EventKind.DIALOGUE_SET,
        on=local_day(now),
        now=now,
        version=version,
        words=words,
        dialogue_at=meets_at,
    )


@db.transaction
def hold_dialogue(
    *,
    actor: Actor,
    recommendation: Recommendation,
    text: str,
    paper: str,
    version: int,
    now: datetime,
) -> None:
    """What the dialogue came to. Raises DialogueNotYet, ReasonTooShort or Changed."""
    access.require(access.may_hold_dialogue(actor, recommendation))
    check_reason(text)
    _held(actor, recommendation, text=text, paper=paper, version=version, now=now)


@db.transaction_required
def _held(
    actor: Actor,
    recommendation: Recommendation,
    *,
    text: str,
    paper: str,
    version: int,
    now: datetime,
    document_id: int | None = None,
) -> None:
    assert recommendation.dialogue_at is not None
    if recommendation.dialogue_at > now:
        at = recommendation.dialogue_at.astimezone()
        raise DialogueNotYet(at=at)
    happen(
        actor,
        recommendation,
        EventKind.DIALOGUE_HELD,
        on=recommendation.dialogue_at.date(),
        now=now,
        version=version,
        paper=paper,
        words=text,
        document_id=document_id,
        dialogue_at=None,
    )


@db.transaction
def write_paper(
    *,
    actor: Actor,
    recommendation: Recommendation,
    kind: str,
    context: Mapping[str, Any],
    paper: Paper | None,
    version: int,
    now: datetime,
) -> Paper:
    """Draft a paper about a recommendation, or change the draft. Raises PaperChanged."""
    access.require(access.may_write_paper(actor, recommendation))
    return steps.draft(
        actor=actor,
        kind=kind,
        subject=("recommendation", recommendation.id),
        body=recommendation.lead,
        context=context,
        now=now,
        paper=paper,
        version=version,
    )


@db.transaction
def issue_paper(
    *,
    actor: Actor,
    recommendation: Recommendation,
    paper: Paper,
    version: int,
    now: datetime,
    **how: Any,
) -> None:
    """Issue it; an urging letter counts as an urging, minutes as the dialogue held.

    Raises what ``documents.steps.issue`` raises, or Changed.
    """
    access.require(access.may_write_paper(actor, recommendation))
    if paper.kind == "don-doc":
        access.require(access.may_urge(actor, recommendation))
    elif paper.kind == "bien-ban-doi-thoai":
        access.require(access.may_hold_dialogue(actor, recommendation))
    steps.issue(actor=actor, paper=paper, version=version, now=now, **how)
    letter: dict[str, Any] = {
        "paper": paper.cited,
        "version": recommendation.version,
        "now": now,
        "document_id": paper.id,
    }
    if paper.kind == "don-doc":
        _urged(actor, recommendation, on=how["issued_on"], text="", **letter)
    elif paper.kind == "bien-ban-doi-thoai":
        _held(actor, recommendation, text=str(paper.context.get("agreed", "")), **letter)
