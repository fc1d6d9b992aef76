"""What everything taken in from a stranger has in common, whatever capability it belongs to."""

from django.db import models
from django.db.models import Q

from giamsat.intake.states import Held


class Submission(models.Model):
    """Something somebody sent. Sent twice under one ``key`` it is one.

    A capability makes it a table, with the rules of ``submission_constraints`` and
    ``submission_indexes``; rows that came
    by another way (a file, an officer) have no receipt and no source.
    """

    key = models.UUIDField(unique=True)
    held = models.CharField(max_length=12, choices=Held, blank=True)
    receipt = models.CharField(max_length=16, blank=True)
    received_at = models.DateTimeField()
    source_key = models.CharField(
        max_length=32, blank=True
    )  # keyed hash of where it came from, for two days
    text_key = models.CharField(
        max_length=32, blank=True
    )  # hash of its words, as long as source_key is kept

    class Meta:
        abstract = True


class SealedSender(models.Model):
    """Who sent it, sealed and in a table apart.

    Opened by nobody but who must answer, and every time that is recorded.
    """

    sealed = models.TextField()  # name and contact, as ``senders.Sender`` seals them

    class Meta:
        abstract = True


def submission_constraints(table: str) -> list[models.BaseConstraint]:
    """What the database keeps of every table of submissions; names begin with ``table``."""
    return [
        models.UniqueConstraint(
            fields=["receipt"], condition=~Q(receipt=""), name=f"{table}_receipt_once"
        )
    ]


def submission_indexes(table: str) -> list[models.Index]:
    """What one source sent lately."""
    return [models.Index(fields=["source_key", "received_at"], name=f"{table}_source")]
