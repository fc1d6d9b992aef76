"""Groups of opinions that say the same, and what the drafter answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from giamsat.criticism.models.drafts import DraftProvision, DraftVersion
from giamsat.criticism.states import DOUBTED, Decision, Promise
from giamsat.foundation.privacy import classed


class DrafterAnswer(models.Model):
    """One answer to one or many groups; ``place`` is where the next version shows it."""

    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="answers")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=200, blank=True)  # when it came on paper
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    published_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        public="id draft decision reason place paper published_at",
        internal="version made_at",
        personal="made_by_name",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="accepted") | ~Q(reason=""), name="answer_explains"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.id}"


class AnswerCorrection(models.Model):
    """A public answer as it stood before it was corrected, and why it was."""

    answer = models.ForeignKey(DrafterAnswer, on_delete=models.PROTECT, related_name="corrections")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    paper = models.CharField(max_length=200, blank=True)
    why = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        public="id answer decision reason place paper why corrected_at",
        personal="corrected_by_name",
    )

    def __str__(self) -> str:
        return f"{self.answer_id} {self.corrected_at:%Y-%m-%d}"


class OpinionGroup(models.Model):
    """Opinions that say the same about a provision.

    ``is_kept`` once a person has touched or the drafter answered it.
    """

    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="groups")
    provision = models.ForeignKey(
        DraftProvision, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    path = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    # What the criticism document says, once an official has worded it.
    heading = models.TextField(blank=True, default="")
    is_left_out = models.BooleanField(default=False)  # of the criticism document, never of tables
    size = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    organisations = models.PositiveIntegerField()
    why = models.CharField(max_length=12)
    is_kept = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    answer = models.ForeignKey(
        DrafterAnswer, null=True, on_delete=models.PROTECT, related_name="groups"
    )
    promise = models.CharField(max_length=10, choices=Promise, blank=True)
    promise_by_name = models.CharField(max_length=120, blank=True)  # who looked; empty: the machine
    place = (
        models.PositiveIntegerField()
    )  # of the provision in the draft; general opinions come last

    PRIVACY = classed(
        public="id draft provision path text heading size people organisations answer promise "
        "place",
        internal="why is_kept is_left_out version",
        personal="promise_by_name",
    )

    class Meta:
        indexes = [
            models.Index(fields=["draft", "place", "-size", "id"], name="group_list"),
            models.Index(fields=["provision", "-size", "id"], name="group_of_provision"),
            models.Index(fields=["draft", "promise"], name="group_promise"),
            models.Index(fields=["draft", "answer"], name="group_answer"),
        ]

    def __str__(self) -> str:
        return self.wording[:80]

    @property
    def wording(self) -> str:
        """The point as an official worded it, or as somebody said it."""
        return self.heading or self.text

    @property
    def promise_in_public(self) -> str:
        """What everybody may read of the promise: no doubt of the machine's."""
        if self.promise in DOUBTED:
            return gettext("đang đối chiếu với bản sau")
        return self.get_promise_display()


class CriticismExport(models.Model):
    """The table "tiếp thu, giải trình" of one version as files, as of a time."""

    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="exports")
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    made_at = models.DateTimeField(null=True)
    points = models.PositiveIntegerField(default=0)
    xlsx_sha256 = models.CharField(max_length=64, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)

    PRIVACY = classed(
        internal="id draft asked_at made_at points xlsx_sha256 docx_sha256",
        personal="asked_by_name",
    )

    def __str__(self) -> str:
        return f"{self.draft_id} {self.asked_at:%Y-%m-%d %H:%M}"
