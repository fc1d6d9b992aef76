"""What the side that recommended does with replies and results.

Accept, send back, verify, close, withdraw.
"""

from datetime import date, datetime, timedelta
from typing import Any

from giamsat.foundation import transactions as db
from giamsat.foundation.wording import check_reason
from giamsat.foundation.words import noted
from giamsat.organisations.actors import Actor
from giamsat.recommendations import access
from giamsat.recommendations.actions.happening import check_due, check_not_after, happen, local_day
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import EventKind, RecommendationState

S = RecommendationState
_NOT_COUNTED: dict[str, Any] = {
    "rule": "",
    "rule_from": None,
    "event_on": None,
    "number": None,
}  # a promise is no deadline of law


@db.transaction
def accept_reply(
    *, actor: Actor, recommendation: Recommendation, text: str, version: int, now: datetime
) -> None:
    """The reply answers what was asked; what it promises is still to be verified.

    Raises Changed.
    """
    access.require(access.may_accept(actor, recommendation))
    words = text or noted("Trả lời đúng nội dung kiến nghị.")
    happen(
        actor,
        recommendation,
        EventKind.ACCEPTED,
        on=local_day(now),
        now=now,
        version=version,
        to=S.ACCEPTED,
        words=words,
    )


@db.transaction
def send_back(
    *,
    actor: Actor,
    recommendation: Recommendation,
    reason: str,
    due_on: date,
    version: int,
    now: datetime,
) -> None:
    """The reply does not answer, or the refusal is not agreed to: it waits again, until a new day.

    Raises ReasonTooShort, DueTooSoon or Changed.
    """
    access.require(access.may_send_back(actor, recommendation))
    check_reason(reason)
    today = local_day(now)
    check_due(due_on, today + timedelta(days=1))
    happen(
        actor,
        recommendation,
        EventKind.SENT_BACK,
        on=today,
        now=now,
        version=version,
        to=S.WAITING,
        words=reason,
        answered_on=None,
        answer_due_on=None,
        due_on=due_on,
        **_NOT_COUNTED,
    )


@db.transaction
def promise(
    *,
    actor: Actor,
    recommendation: Recommendation,
    due_on: date,
    text: str,
    version: int,
    now: datetime,
) -> None:
    """By when it will be done; from then on that day is followed.

    Raises DueTooSoon, ReasonTooShort, Changed.

    A promise that is moved says why.
    """
    access.require(access.may_promise(actor, recommendation))
    if recommendation.state == S.CARRYING_OUT:
        check_reason(text)
    today = local_day(now)
    check_due(due_on, today)
    words = text or noted("Theo văn bản trả lời.")
    happen(
        actor,
        recommendation,
        EventKind.PROMISED,
        on=today,
        now=now,
        version=version,
        to=S.CARRYING_OUT,
        words=words,
        due_on=due_on,
        **_NOT_COUNTED,
    )


@db.transaction
def resolve(
    *,
    actor: Actor,
    recommendation: Recommendation,
    on: date,
    evidence: str,
    paper: str,
    version: int,
    now: datetime,
) -> None:
    """Verified on a day, with what shows it. Raises ReasonTooShort, NotAfterToday or Changed."""
    access.require(access.may_resolve(actor, recommendation))
    check_reason(evidence)
    check_not_after(on, now)
    happen(
        actor,
        recommendation,
        EventKind.RESOLVED,
        on=on,
        now=now,
        version=version,
        to=S.RESOLVED,
        paper=paper,
        words=evidence,
        resolved_on=on,
        ended_why=evidence,
    )


@db.transaction
def reopen(
    *,
    actor: Actor,
    recommendation: Recommendation,
    reason: str,
    due_on: date,
    version: int,
    now: datetime,
) -> None:
    """Looked at again it is not resolved. Raises ReasonTooShort, DueTooSoon or Changed."""
    access.require(access.may_reopen(actor, recommendation))
    check_reason(reason)
    today = local_day(now)
    check_due(due_on, today)
    happen(
        actor,
        recommendation,
        EventKind.REOPENED,
        on=today,
        now=now,
        version=version,
        to=S.CARRYING_OUT,
        words=reason,
        resolved_on=None,
        ended_why="",
        due_on=due_on,
        **_NOT_COUNTED,
    )


@db.transaction
def close(
    *, actor: Actor, recommendation: Recommendation, reason: str, version: int, now: datetime
) -> None:
    """A refusal is left as it is, with the reason. Raises ReasonTooShort or Changed."""
    access.require(access.may_close(actor, recommendation))
    check_reason(reason)
    happen(
        actor,
        recommendation,
        EventKind.CLOSED,
        on=local_day(now),
        now=now,
        version=version,
        to=S.CLOSED,
        words=reason,
        ended_why=reason,
        is_reconsidered=False,
    )


@db.transaction
def withdraw(
    *, actor: Actor, recommendation: Recommendation, reason: str, version: int, now: datetime
) -> None:
    """Take it back, with the reason. Raises ReasonTooShort or Changed."""
    access.require(access.may_withdraw(actor, recommendation))
    check_reason(reason)
    happen(
        actor,
        recommendation,
        EventKind.WITHDRAWN,
        on=local_day(now),
        now=now,
        version=version,
        to=S.WITHDRAWN,
        words=reason,
        ended_why=reason,
        is_reconsidered=False,
    )
