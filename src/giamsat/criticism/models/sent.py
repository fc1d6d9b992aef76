"""Drafts that their agency sends in."""

from django.db import models
from django.db.models import Q

from giamsat.criticism.models.drafts import DraftVersion
from giamsat.criticism.states import SENT_MOVES, SentState
from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.supervision.models import Case


class SentDraft(models.Model):
    """A draft with its letter as the drafting agency sent it.

    Without a case it asks for a criticism; of a case it is the next version. It becomes a version
    when an officer takes it, or goes back with the reason.
    """

    State = SentState
    MOVES = SENT_MOVES

    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="sent_drafts")
    draft = models.ForeignKey(DraftVersion, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.TextField()
    letter = models.CharField(max_length=200)  # number and day of what it came with
    submits_on = models.DateField(null=True)  # when the agency means to submit it
    note = models.TextField(blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=SentState, default=SentState.SENT)
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=120, blank=True)
    ended_why = models.TextField(blank=True)

    PRIVACY = classed(
        internal="id sender recipient case draft title letter submits_on note file_name sha256 "
        "state sent_at ended_at ended_why",
        personal="sent_by_name ended_by_name",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "sent_at"], name="sent_draft_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", ended_at__isnull=True)
                | (~Q(state="sent") & Q(ended_at__isnull=False)),
                name="sent_draft_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(ended_why=""),
                name="sent_draft_returned_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(case__isnull=False, draft__isnull=False),
                name="sent_draft_taken_into_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.title[:200]}”"
