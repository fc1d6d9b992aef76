"""The one step every action on a recommendation is made of.

Its row moves, the event stays, the trail tells it.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.moving import move, revise
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.recommendations.models import Recommendation, RecommendationEvent, Reply
from giamsat.recommendations.states import RUNNING, EventKind, RecommendationState


class NotAfterToday(Refusal):
    """Something that is written down before it happened."""

    code = "NOT_AFTER_TODAY"
    vi = "Ngày {day} chưa tới. Ghi ngày của việc đã xảy ra."
    en = "{day} has not come. Give the day on which it happened."


class DueTooSoon(Refusal):
    """A due day that leaves no time."""

    code = "DUE_TOO_SOON"
    vi = "Hạn {day} quá gần hoặc đã qua. Ghi hạn từ ngày {least} trở đi."
    en = "The due day {day} is too near or past. Give a day from {least} on."


def local_day(now: datetime) -> date:
    """The day it is here."""
    return timezone.localtime(now).date()


def check_not_after(day: date, now: datetime) -> None:
    """Raises NotAfterToday."""
    if day > local_day(now):
        raise NotAfterToday(day=day)


def check_due(day: date, least: date) -> None:
    """Raises DueTooSoon."""
    if day < least:
        raise DueTooSoon(day=day, least=least)


@db.transaction_required
def happen(
    actor: Actor,
    recommendation: Recommendation,
    kind: EventKind,
    *,
    on: date,
    now: datetime,
    version: int,
    to: RecommendationState | None = None,
    paper: str = "",
    words: str = "",
    reply: Reply | None = None,
    document_id: int | None = None,
    organisation_id: int | None = None,
    **fields: Any,
) -> RecommendationEvent:
    """Move a row from where the page showed it, or change it there, and keep what happened.

    Raises Changed.
    """
    before = RecommendationState(recommendation.state)
    after = to or before
    verb = f"recommendation.{kind}"
    common: dict[str, Any] = {
        "actor": actor,
        "now": now,
        "version": version,
        "organisation_id": organisation_id or recommendation.lead_id,
        "details": {"reason": words[:300]} if words else {},
    }
    fields["is_running"] = after in RUNNING
    if to is None:
        revise(recommendation, verb, **common, **fields)
    else:
        move(recommendation, to, verb, **common, **fields)
    return RecommendationEvent.objects.create(
        recommendation=recommendation,
        kind=kind,
        on=on,
        paper=paper[:200],
        text=words,
        reply=reply,
        document_id=document_id,
        from_state=before,
        to_state=after,
        due_on=recommendation.due_on,
        at=now,
        by_id=actor.person_id,
        by_name=actor.name,
    )
