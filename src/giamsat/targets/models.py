"""Rulebooks of targets an office writes, what units report, kept readings, plan questions."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.targets.states import FACT_MOVES, FactState


class TargetBook(models.Model):
    """A rulebook of targets of this office.

    Its own, or a packaged one it has taken over to change.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)

    PRIVACY = classed(public="id code title version", internal="made_at", personal="made_by_name")

    def __str__(self) -> str:
        return self.title


class TargetBookVersion(models.Model):
    """The whole rulebook as it was saved; never changed after. ``data`` is what its YAML says."""

    book = models.ForeignKey(TargetBook, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    data = models.JSONField()
    note = models.CharField(max_length=300)
    saved_at = models.DateTimeField()
    saved_by_name = models.CharField(max_length=120)

    PRIVACY = classed(public="id book no data", internal="note saved_at", personal="saved_by_name")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "no"], name="target_book_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.book_id} v{self.no}"


class ReportedFact(models.Model):
    """Something only the unit knows, with its paper.

    A correction is a new row; the one it replaces stays.
    """

    State = FactState
    MOVES = FACT_MOVES

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reported_facts")
    event = models.CharField(max_length=40)  # code of an event of the vocabulary or of a rulebook
    day = models.DateField()
    quantity = models.FloatField(default=1)
    subject = models.CharField(
        max_length=120, blank=True
    )  # who or what it is about: people are counted once
    subject_key = models.BigIntegerField(
        default=0
    )  # hash of the subject; 0 for nobody in particular
    tags = models.CharField(
        max_length=300, blank=True
    )  # codes parted by spaces, in the alphabet's order
    note = models.CharField(max_length=500, blank=True)
    paper = models.CharField(
        max_length=200, blank=True
    )  # number and day of the paper that proves it
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    is_proved = models.BooleanField(default=False)  # by a paper named or attached
    state = models.CharField(max_length=10, choices=FactState, default=FactState.WAITING)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    entered_at = models.DateTimeField()
    entered_by_id = models.BigIntegerField(null=True)
    entered_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    PRIVACY = classed(
        internal="id unit event day quantity subject_key tags note paper file_sha256 file_name "
        "is_proved state replaces entered_at entered_by_id decided_at reason",
        personal="subject entered_by_name decided_by_name",
    )

    class Meta:
        indexes = [
            # All that readings look at, so that a million rows are read from the index alone.
            models.Index(
                fields=[
                    "event",
                    "day",
                    "state",
                    "unit",
                    "quantity",
                    "subject_key",
                    "tags",
                    "is_proved",
                ],
                name="fact_reading",
            ),
            models.Index(fields=["unit", "event", "-day"], name="fact_unit"),
            models.Index(fields=["state", "-id"], name="fact_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gte=0), name="fact_not_negative"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "returned"]) | Q(decided_at__isnull=False),
                name="fact_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_proved=True) | (Q(paper="") & Q(file_sha256="")),
                name="fact_with_a_paper_is_proved",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="fact_returned_for_a_reason"
            ),
            models.CheckConstraint(condition=~Q(replaces=F("id")), name="fact_replaces_another"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.day}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Proved as soon as a paper is named or attached."""
        self.is_proved = bool(self.paper or self.file_sha256)
        super().save(*args, **kwargs)


class KeptReading(models.Model):
    """The figures of one rulebook as they were read on a day; what was read is never read anew."""

    book_code = models.CharField(max_length=40)
    as_of = models.DateField()
    fingerprint = models.CharField(max_length=64)  # of the rulebook it was read by
    figures = models.JSONField()
    made_at = models.DateTimeField()

    PRIVACY = classed(public="id book_code as_of fingerprint figures made_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book_code", "as_of"], name="kept_reading_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.book_code} {self.as_of}"


class PlanQuestion(models.Model):
    """What a changed minimum would do to the yearly plan.

    Asked of the planner as a job, with its answer.
    """

    book_code = models.CharField(max_length=40)
    target_code = models.CharField(max_length=20)
    variant_id = models.BigIntegerField()  # whose proposals and days are planned anew
    rules = models.JSONField()  # what is put into the plan's rules
    answer = models.JSONField(default=dict)  # empty while the job runs
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    answered_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        internal="id book_code target_code variant_id rules answer asked_at answered_at",
        personal="asked_by_name",
    )

    def __str__(self) -> str:
        return f"{self.book_code} {self.target_code}"
