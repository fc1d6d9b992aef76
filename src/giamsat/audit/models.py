"""Who did what, when, to what.

Rows are only ever added; the database itself refuses the rest (migration 0001).
"""

from django.db import models

from giamsat.foundation.privacy import classed


class AuditEntry(models.Model):
    """One thing a person did. No foreign keys: it outlives what it speaks of."""

    at = models.DateTimeField()
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(max_length=200)
    organisation_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    PRIVACY = classed(
        internal="id at organisation_id verb subject_type subject_id subject_name details",
        personal="person_id person_name",
    )

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_latest"),
            models.Index(fields=["subject_type", "subject_id"], name="audit_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
