"""A body that is taken over: what runs goes to its successor, and the trail says so."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.foundation import transactions as db
from giamsat.foundation.wording import as_recorded, with_facts
from giamsat.organisations.actors import SYSTEM, Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.queries import heir_of
from giamsat.recommendations.actions.happening import happen
from giamsat.recommendations.models import BodyLink, Contact, Recommendation
from giamsat.recommendations.states import EventKind, RecommendationState

_OVER = (RecommendationState.RESOLVED, RecommendationState.CLOSED, RecommendationState.WITHDRAWN)
_MOST = 20  # bodies a tick


def heed(actor: Actor, verb: str, subject: Model, now: datetime) -> None:
    """A succession was recorded: from its day on the successor has what runs."""
    if verb == "organisation.succeeded" and isinstance(subject, Organisation):
        hand_over(actor, subject, now)


@db.transaction_required
def hand_over(actor: Actor, old: Organisation, now: datetime) -> int:
    """Recommendations that run, contacts and reply links go to the heir; how many run.

    Nothing moves before the day, nor where several took over: a person says which.
    """
    heir = heir_of(old, timezone.localtime(now).date())
    if heir is None:
        return 0
    running = Recommendation.objects.filter(Q(recipient=old) | Q(lead=old))
    rows = list(running.exclude(state__in=_OVER).select_related("recipient", "lead"))
    for row in rows:
        _hand_over(actor, row, old, heir, now)
    links = BodyLink.objects.filter(organisation=old, revoked_at=None)
    links.update(organisation=heir)
    if not Contact.objects.filter(organisation=heir).exists():
        Contact.objects.filter(organisation=old).update(organisation=heir)
    return len(rows)


@db.transaction_required
def _hand_over(
    actor: Actor, row: Recommendation, old: Organisation, heir: Organisation, now: datetime
) -> None:
    words = with_facts(_("Việc của {old} nay do {heir} theo dõi."), old=old.name, heir=heir.name)
    parts = {"recipient": row.recipient_id, "lead": row.lead_id}
    moved: dict[str, Any] = {f"{part}_id": heir.id for part, at in parts.items() if at == old.id}
    happen(
        actor,
        row,
        EventKind.HANDED_OVER,
        on=timezone.localtime(now).date(),
        now=now,
        version=row.version,
        words=as_recorded(words),
        **moved,
    )


def hand_over_what_is_due(now: datetime) -> None:
    """Successions whose day has come since they were recorded."""
    day = timezone.localtime(now).date()
    due = Q(became__happened_on__lte=day)
    runs = Recommendation.objects.exclude(state__in=_OVER)
    left = Q(id__in=runs.values("recipient")) | Q(id__in=runs.values("lead"))
    for body in Organisation.objects.filter(due & left).distinct().order_by("id")[:_MOST]:
        with transaction.atomic():
            hand_over(SYSTEM, body, now)
