"""How the tables of a file were understood, and what people said of a form once."""

from django.db import models

from giamsat.foundation.privacy import classed


class Understanding(models.Model):
    """The tables of one file as they were read last, and what a person said of them.

    ``door`` and ``subject_id`` say which file: the code of a ``FileDoor`` and the row that came
    through it.
    """

    door = models.CharField(max_length=12)
    subject_id = models.BigIntegerField()
    tables = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    taught = models.JSONField(default=list)  # ids of the known forms that were followed

    # The values of a file may name people.
    PRIVACY = classed(internal="id door subject_id said taught", personal="tables")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["door", "subject_id"], name="understanding_once_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.door} {self.subject_id}"


class KnownForm(models.Model):
    """What the columns of a form mean because a person said so.

    ``owner`` is whose files have this form: the number of an organisation, or the folded name of a
    body that has none. The form is known again by its heads.
    """

    door = models.CharField(max_length=12)
    owner = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)  # of the heads
    columns = models.JSONField()  # key of a column -> meaning, "" for one left alone
    seen_in = models.CharField(max_length=200)
    taught_at = models.DateTimeField()
    taught_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id door owner fingerprint columns seen_in taught_at", personal="taught_by_name"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["door", "owner", "fingerprint"], name="known_form_once_an_owner"
            )
        ]

    def __str__(self) -> str:
        return self.seen_in
