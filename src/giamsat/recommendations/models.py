"""Recommendations, what happened to each, replies that answer several, bodies that answer."""

from django.db import models
from django.db.models import Q

from giamsat.deadlines.models import Counted
from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.recommendations.states import (
    RECOMMENDATION_MOVES,
    CameBy,
    EventKind,
    RecommendationState,
    ReplyKind,
)


class Recommendation(Counted):
    """To whom, what, by when, with which measurable result.

    ``due_on`` is the reply's day, later the day promised.
    """

    State = RecommendationState
    MOVES = RECOMMENDATION_MOVES

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    code = models.CharField(max_length=20, unique=True)  # KN-2026-0031
    origin_code = models.CharField(max_length=24, blank=True)  # code of the case it comes from
    finding_no = models.PositiveSmallIntegerField(null=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="recommendations"
    )
    field = models.CharField(max_length=24)
    place = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    measure = models.CharField(max_length=500)
    state = models.CharField(
        max_length=12, choices=RecommendationState, default=RecommendationState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    sent_on = models.DateField(null=True)
    sent_with = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    answer_due_on = models.DateField(null=True)  # what was due when the answer came
    resolved_on = models.DateField(null=True)
    ended_why = models.TextField(
        blank=True
    )  # evidence of a resolved one, reason of a closed or withdrawn one
    urged_count = models.PositiveSmallIntegerField(default=0)
    urged_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    is_reconsidered = models.BooleanField(default=False)  # the body asked, nobody has answered
    dialogue_at = models.DateTimeField(null=True)
    search = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        public="id year no code origin_code finding_no lead recipient field place text measure "
        "state sent_on answered_on answer_due_on resolved_on due_on rule rule_from event_on number "
        "urged_count urged_on escalated_on",
        internal="version sent_with ended_why is_running is_reconsidered dialogue_at search "
        "made_at",
        personal="made_by_name",
    )

    class Meta:
        # Lists are read in the order of what is due first; counts by state and of what is overdue
        # stay within an index.
        indexes = [
            models.Index(fields=["-is_running", "due_on", "-id"], name="rec_list"),
            models.Index(fields=["year", "-is_running", "due_on", "-id"], name="rec_year_list"),
            models.Index(
                fields=["recipient", "-is_running", "due_on", "-id", "lead", "field", "year"],
                name="rec_recipient_list",
            ),
            models.Index(fields=["lead", "-is_running", "due_on", "-id"], name="rec_lead_list"),
            models.Index(fields=["field", "-is_running", "due_on", "-id"], name="rec_field_list"),
            models.Index(fields=["state", "-is_running", "due_on", "-id"], name="rec_state"),
            models.Index(fields=["year", "state"], name="rec_year_state"),
            models.Index(fields=["recipient", "state"], name="rec_recipient_state"),
            models.Index(fields=["lead", "state"], name="rec_lead_state"),
            models.Index(fields=["field", "state"], name="rec_field_state"),
            models.Index(fields=["sent_on", "state"], name="rec_sent_state"),
            models.Index(fields=["origin_code"], name="rec_origin"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["year", "no"], name="recommendation_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(sent_on__isnull=False),
                name="recommendation_sent_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "interim", "carrying_out"])
                | Q(due_on__isnull=False, is_running=True),
                name="recommendation_running_is_due",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "interim", "carrying_out"]) | Q(is_running=False),
                name="recommendation_only_running_runs",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        "answered",
                        "accepted",
                        "carrying_out",
                        "resolved",
                        "refused",
                        "closed",
                    ]
                )
                | Q(answered_on__isnull=False),
                name="recommendation_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "interim"]) | Q(answered_on__isnull=True),
                name="recommendation_waiting_is_unanswered",
            ),
            models.CheckConstraint(
                condition=(Q(state="resolved") & Q(resolved_on__isnull=False) & ~Q(ended_why=""))
                | (~Q(state="resolved") & Q(resolved_on__isnull=True)),
                name="recommendation_resolved_with_evidence",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "withdrawn"]) | ~Q(ended_why=""),
                name="recommendation_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Reply(models.Model):
    """One paper of a body that answers one recommendation or many."""

    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ReplyKind)
    paper = models.CharField(max_length=200)
    replied_on = models.DateField()
    text = models.TextField()
    promised_on = models.DateField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    came_by = models.CharField(max_length=8, choices=CameBy)
    came_at = models.DateTimeField()
    written_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id recipient kind paper replied_on text promised_on file_sha256 file_name "
        "came_by came_at",
        personal="written_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "paper", "replied_on", "kind"], name="reply_taken_in_once"
            )
        ]

    def __str__(self) -> str:
        return self.paper


class RecommendationEvent(models.Model):
    """One thing that happened, with its paper or its reason. Rows are only added."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(max_length=24, choices=EventKind)
    on = models.DateField()
    paper = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    reply = models.ForeignKey(Reply, null=True, on_delete=models.PROTECT, related_name="events")
    document_id = models.BigIntegerField(null=True)  # a paper written here
    from_state = models.CharField(max_length=12, choices=RecommendationState)
    to_state = models.CharField(max_length=12, choices=RecommendationState)
    due_on = models.DateField(null=True)  # what was due after it
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id recommendation kind on paper text reply document_id from_state to_state "
        "due_on at",
        personal="by_id by_name",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(paper="") | ~Q(text=""), name="event_has_paper_or_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Contact(models.Model):
    """Whom to reach at a body: one main contact, one alternate."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contacts"
    )
    is_main = models.BooleanField()
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)

    PRIVACY = classed(internal="id organisation is_main post", personal="name phone email")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "is_main"], name="contact_one_of_each")
        ]

    def __str__(self) -> str:
        return self.name


class BodyLink(models.Model):
    """An address by which a body answers without an account, until it expires.

    Only the hash of its secret is kept.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="links")
    key_hash = models.CharField(max_length=64, unique=True)
    is_system = models.BooleanField(default=False)  # for the body's own software, by the API
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        internal="id organisation is_system expires_at made_at used_at revoked_at",
        personal="made_by_name",
        secret="key_hash",  # noqa: S106 - name of a field
    )

    def __str__(self) -> str:
        return f"{self.organisation_id} → {self.expires_at:%Y-%m-%d}"
