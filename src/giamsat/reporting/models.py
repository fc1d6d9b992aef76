"""Reports of a period. The numbers are kept as they were when the report was made."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation


class PeriodReport(models.Model):
    """One half year or one year of one Front (Law 75/2015 Art. 30.1).

    Made again it gets the newest numbers.
    """

    class Span(models.TextChoices):
        """Which part of the year."""

        FIRST_HALF = "first_half", _("6 tháng đầu năm")
        SECOND_HALF = "second_half", _("6 tháng cuối năm")
        YEAR = "year", _("cả năm")

    front = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    span = models.CharField(max_length=12, choices=Span)
    first_day = models.DateField()
    last_day = models.DateField()
    as_of = models.DateField()
    numbers = models.JSONField(default=dict)  # empty while the job runs
    xlsx_sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    made_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        internal="id front year span first_day last_day as_of numbers xlsx_sha256 asked_at made_at",
        personal="asked_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["front", "year", "span"], name="report_one_a_period"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="report_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_span_display()} {self.year}"
