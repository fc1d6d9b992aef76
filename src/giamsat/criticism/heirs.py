"""A drafting agency that is taken over: its drafts under way go to the successor."""

from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from giamsat.audit.recording import Acting
from giamsat.criticism.models import SentDraft
from giamsat.criticism.states import SentState
from giamsat.organisations.models import Organisation
from giamsat.organisations.queries import heir_of


def heed(actor: Acting, verb: str, subject: Model, now: datetime) -> None:  # noqa: ARG001 - as every app is told
    """A succession was recorded: what was sent and not taken is the successor's."""
    if verb != "organisation.succeeded" or not isinstance(subject, Organisation):
        return
    heir = heir_of(subject, timezone.localtime(now).date())
    waiting = SentDraft.objects.filter(state=SentState.SENT)
    if heir is not None:
        waiting.filter(sender=subject).update(sender=heir)
        waiting.filter(recipient=subject).update(recipient=heir)
