"""What was seen and what shows it: field notes, evidence, findings."""

from django.db import models

from giamsat.foundation.privacy import classed
from giamsat.supervision.models.cases import Case


class FieldNote(models.Model):
    """Something written down on the spot. ``key`` is made on the phone: sent twice, it is one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    key = models.UUIDField(unique=True)
    text = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id case key text place taken_at received_at", personal="by_id by_name"
    )

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(models.Model):
    """A file of a case by the hash of its content; the public copy is without metadata."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    note = models.ForeignKey(FieldNote, null=True, on_delete=models.PROTECT, related_name="photos")
    key = models.UUIDField(null=True, unique=True)  # of a photograph sent from a phone
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    bare_sha256 = models.CharField(max_length=64)  # the copy without metadata
    size_bytes = models.PositiveBigIntegerField()
    members_only = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id case note key title file_name sha256 bare_sha256 size_bytes members_only "
        "added_at",
        personal="added_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sha256"], name="evidence_once_a_case")
        ]

    def __str__(self) -> str:
        return self.title


class Finding(models.Model):
    """What was found, against which law, shown by which evidence."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    no = models.PositiveSmallIntegerField()
    text = models.TextField()
    law = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=80, blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="findings")
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id case no text law place evidence version added_at", personal="added_by_name"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "no"], name="finding_number_once")]

    def __str__(self) -> str:
        return f"{self.no}. {self.text[:80]}"
