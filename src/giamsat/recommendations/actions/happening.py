"""The one step every action on a recommendation is made of: its row moves, the event stays, the trail tells it."""

from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import day_text
from giamsat.organisations.actors import Actor
from giamsat.recommendations.models import Recommendation, RecommendationEvent, Reply
from giamsat.recommendations.states import (
    RECOMMENDATION_MOVES,
    RUNNING,
    EventKind,
    RecommendationState,
)


class RecommendationChanged(Refusal):
    """Somebody else moved it first."""

    code = "RECOMMENDATION_CHANGED"
    status = 409
    vi = "Chưa ghi: kiến nghị {code} vừa được người khác xử lý, nay {state}. Xem lại bên dưới rồi làm tiếp."
    en = "Not done: somebody else has just handled {code}; it is now “{state}”. Look again below."


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
        raise NotAfterToday(day=day_text(day))


def check_due(day: date, least: date) -> None:
    """Raises DueTooSoon."""
    if day < least:
        raise DueTooSoon(day=day_text(day), least=day_text(least))


@db.transaction_required
def happen(
    actor: Actor,
    one: Recommendation,
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
    """Move a row from where the page showed it, and write down what happened. Raises RecommendationChanged."""
    here = RecommendationState(one.state)
    there = here if to is None else to
    assert to is None or to in RECOMMENDATION_MOVES[here], f"{here} → {to}"
    fields |= {"state": there, "is_running": there in RUNNING, "version": F("version") + 1}
    if not Recommendation.objects.filter(id=one.id, version=version, state=here).update(**fields):
        now_there = Recommendation.objects.get(id=one.id)
        raise RecommendationChanged(code=one.code, state=now_there.get_state_display())
    one.refresh_from_db()
    event = RecommendationEvent.objects.create(
        recommendation=one,
        kind=kind,
        on=on,
        paper=paper[:200],
        text=words,
        reply=reply,
        document_id=document_id,
        from_state=here,
        to_state=there,
        due_on=one.due_on,
        at=now,
        by_id=actor.person_id,
        by_name=actor.name,
    )
    told = {"reason": words[:300]} if words else {}
    record(
        actor,
        f"recommendation.{kind}",
        one,
        at=now,
        organisation_id=organisation_id or one.lead_id,
        **told,
    )
    return event
