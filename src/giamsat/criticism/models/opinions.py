"""Opinions about a draft, apart from who sent them."""

from django.db import models
from django.db.models import Q

from giamsat.criticism.models.answers import OpinionGroup
from giamsat.criticism.models.drafts import DraftProvision, DraftVersion
from giamsat.criticism.states import (
    FILE_MOVES,
    OPINION_MOVES,
    AnchorState,
    Axis,
    OpinionFileState,
    OpinionState,
    Source,
    Stance,
    Who,
)
from giamsat.foundation.privacy import classed
from giamsat.foundation.words import Words
from giamsat.intake.models import (
    SealedSender,
    Submission,
    submission_constraints,
    submission_indexes,
)
from giamsat.supervision.models import Case


class OpinionInvite(models.Model):
    """An expert or body that was asked for an opinion.

    The link's key is known by its hash alone.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="invites")
    who_type = models.CharField(max_length=12, choices=Who, default=Who.CITIZEN)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=200, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id case who_type expires_at revoked_at answered_at made_at",
        personal="name post made_by_name",
        secret="key_hash",  # noqa: S106 - a class of fields
    )

    def __str__(self) -> str:
        return f"{self.case_id} {self.id}"


class OpinionFile(models.Model):
    """A workbook, Word file or JSONL of opinions, and what of it could not be taken."""

    State = OpinionFileState
    MOVES = FILE_MOVES

    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="files")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=8, choices=Source, default=Source.FILE)
    state = models.CharField(
        max_length=12, choices=OpinionFileState, default=OpinionFileState.RECEIVED
    )
    trouble = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True, default="")
    problems = models.JSONField(default=list)  # [row, {"vi": …, "en": …}]
    # What would be taken, while a person looks at it: how many, and the first of them.
    found = models.PositiveIntegerField(default=0)
    first_rows = models.JSONField(default=list)
    taken = models.PositiveIntegerField(default=0)
    doubled = models.PositiveIntegerField(default=0)  # were there already
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id draft file_name sha256 source state trouble trouble_en problems found "
        "taken doubled added_at",
        personal="added_by_name first_rows",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "sha256"], name="opinion_file_once")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def trouble_in_words(self) -> Words:
        """Why it could not be read.

        What was told before both languages were kept is Vietnamese in both.
        """
        return Words(self.trouble, self.trouble_en or self.trouble)


class DraftOpinion(Submission):
    """One opinion. ``who`` names organisations; citizens are in OpinionSender."""

    State = OpinionState
    MOVES = OPINION_MOVES

    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="+")
    provision = models.ForeignKey(
        DraftProvision, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    group = models.ForeignKey(
        OpinionGroup, null=True, on_delete=models.SET_NULL, related_name="members"
    )
    source = models.CharField(max_length=8, choices=Source)
    state = models.CharField(max_length=8, choices=OpinionState, default=OpinionState.COUNTED)
    judged_why = models.TextField(blank=True)
    who_type = models.CharField(max_length=12, choices=Who, default=Who.CITIZEN)
    who = models.CharField(max_length=300, blank=True)
    who_key = models.CharField(
        max_length=32, blank=True
    )  # keyed hash: the same person is counted once
    anchor = models.CharField(max_length=300, blank=True)
    anchor_state = models.CharField(max_length=10, choices=AnchorState)
    candidates = models.JSONField(default=list)
    axis = models.PositiveSmallIntegerField(null=True, choices=Axis)
    stance = models.CharField(max_length=8, choices=Stance, blank=True)
    text = models.TextField()
    invite = models.ForeignKey(
        OpinionInvite, null=True, on_delete=models.PROTECT, related_name="opinions"
    )
    file = models.ForeignKey(OpinionFile, null=True, on_delete=models.PROTECT, related_name="+")
    is_pinned = models.BooleanField(default=False)  # a person put it into its group

    PRIVACY = classed(
        internal="id draft provision group key source state held judged_why who_type who anchor "
        "anchor_state candidates axis "
        "stance text invite file is_pinned received_at",
        secret="who_key receipt source_key text_key",  # noqa: S106 - a class of fields
    )

    class Meta:
        # None is partial: SQLite cannot see that a bound value meets an index's condition.
        indexes = [
            models.Index(fields=["draft", "state", "-id"], name="opinion_list"),
            models.Index(fields=["draft", "anchor_state", "-id"], name="opinion_to_place"),
            models.Index(fields=["draft", "group"], name="opinion_ungrouped"),
            models.Index(fields=["provision", "group", "-id"], name="opinion_of_provision"),
            models.Index(fields=["group", "id"], name="opinion_of_group"),
            *submission_indexes("opinion"),
        ]
        constraints = [
            *submission_constraints("opinion"),
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(held=""), name="opinion_held_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(judged_why=""),
                name="opinion_rejected_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="opinion_says_something"),
            models.CheckConstraint(
                condition=Q(state="counted") | Q(group__isnull=True), name="opinion_grouped_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.id}"


class OpinionSender(SealedSender):
    """Who sent an opinion, for an officer who must answer."""

    opinion = models.OneToOneField(DraftOpinion, on_delete=models.CASCADE, related_name="sender")

    PRIVACY = classed(internal="id opinion", secret="sealed")  # noqa: S106 - a class of fields

    def __str__(self) -> str:
        return str(self.opinion_id)
