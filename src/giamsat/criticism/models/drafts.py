"""Versions of a draft and their provisions."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from giamsat.criticism.states import DRAFT_MOVES, ChangeKind, DraftState
from giamsat.foundation.privacy import classed
from giamsat.foundation.words import Words
from giamsat.supervision.models import Case


class DraftVersion(models.Model):
    """One version as it came in.

    Its lines are kept as read, so that a person's correction is a change of lines.
    """

    State = DraftState
    MOVES = DRAFT_MOVES

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drafts")
    no = models.PositiveSmallIntegerField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    lines_sha256 = models.CharField(max_length=64, blank=True)
    came_with = models.CharField(
        max_length=200, blank=True
    )  # number and day of the drafter's letter
    received_on = models.DateField()
    title = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=DraftState, default=DraftState.RECEIVED)
    trouble = models.TextField(blank=True)
    trouble_en = models.TextField(blank=True, default="")
    problems = models.JSONField(default=list)  # [code, path or null, {"vi": …, "en": …}]
    version = models.PositiveIntegerField(default=1)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)  # the last day on which the public may write
    published_at = models.DateTimeField(null=True)
    opinions = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    groups_made_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        public="id case no title came_with received_on opens_on closes_on published_at opinions "
        "people points",
        internal="file_name sha256 lines_sha256 state trouble trouble_en problems version "
        "groups_made_at added_at",
        personal="added_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "no"], name="draft_number_once"),
            models.UniqueConstraint(fields=["case", "sha256"], name="draft_file_once"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(opens_on__isnull=False, closes_on__isnull=False),
                name="draft_open_between_days",
            ),
            models.CheckConstraint(
                condition=~Q(state="unreadable") | ~Q(trouble=""),
                name="draft_unreadable_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return _("%(case)s bản %(no)s") % {"case": self.case_id, "no": self.no}

    @property
    def trouble_in_words(self) -> Words:
        """Why it could not be read.

        What was told before both languages were kept is Vietnamese in both.
        """
        return Words(self.trouble, self.trouble_en or self.trouble)


class DraftProvision(models.Model):
    """One unit of a version.

    ``unit`` is the place of the article (or what stands for one) it belongs to.
    """

    draft = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="provisions")
    place = models.PositiveIntegerField()
    path = models.CharField(max_length=300)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    body = models.JSONField(default=list)
    tables = models.JSONField(default=list)
    parent = models.PositiveIntegerField(null=True)  # place of the unit around it
    part = models.CharField(max_length=300, blank=True)
    line = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    unit = models.PositiveIntegerField()
    before = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="after")
    change = models.CharField(max_length=12, choices=ChangeKind, blank=True)
    is_moved = models.BooleanField(default=False)
    opinions = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)

    PRIVACY = classed(
        public="id draft place path kind number label text body tables parent part line depth "
        "unit before change is_moved "
        "opinions groups"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "place"], name="provision_place_once"),
            models.UniqueConstraint(fields=["draft", "path"], name="provision_path_once"),
        ]
        indexes = [models.Index(fields=["draft", "unit", "place"], name="provision_of_unit")]

    def __str__(self) -> str:
        return self.path

    @property
    def words(self) -> str:
        """Text and body."""
        return " ".join([self.text, *self.body]).strip()
