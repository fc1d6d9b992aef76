"""The register of numbers given.

Decree 30/2020 Art. 15: from 01 on 1 January, unique a body and year.
"""

from django.db import models

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation


class IssuedNumber(models.Model):
    """A number that a paper bears; it is never given again."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=40)  # "KH-MTTQ-BTT"
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    issued_on = models.DateField()
    given_at = models.DateTimeField()
    given_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        public="id body year symbol number title issued_on",
        internal="given_at",
        personal="given_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "symbol", "number"], name="number_given_once"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"
