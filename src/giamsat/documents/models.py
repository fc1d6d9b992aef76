"""Papers that were drafted and issued."""

from django.db import models
from django.db.models import Q

from giamsat.documents.states import PAPER_MOVES, PaperState
from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation


class Paper(models.Model):
    """One paper about a case, a recommendation or a report.

    What it says is in ``context``; issued, it never changes.
    """

    State = PaperState
    MOVES = PAPER_MOVES

    kind = models.CharField(max_length=40)  # folder of the catalogue
    subject_type = models.CharField(max_length=20)  # case, recommendation or report
    subject_id = models.BigIntegerField()
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="papers"
    )  # whose register numbers it
    corrects = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="corrections"
    )  # of a correction: the paper; null where it corrects what it is about
    context = models.JSONField()
    about = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=PaperState, default=PaperState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveIntegerField(null=True)
    symbol = models.CharField(max_length=40, blank=True)
    joint = models.CharField(max_length=1, default="/")  # between number and symbol
    place = models.CharField(max_length=80, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    as_deputy = models.BooleanField(default=False)
    issued_on = models.DateField(null=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by_name = models.CharField(max_length=120)
    issued_at = models.DateTimeField(null=True)
    issued_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        internal="id kind subject_type subject_id body corrects context about state version number "
        "symbol joint place signer as_deputy issued_on docx_sha256 pdf_sha256 drafted_at issued_at",
        personal="drafted_by_name issued_by_name",
    )

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="paper_of_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", issued_at__isnull=True)
                | (Q(state="issued", issued_on__isnull=False, issued_at__isnull=False)),
                name="paper_issued_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | (Q(state="issued") & ~Q(symbol="")),
                name="paper_numbered_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cited or 'Dự thảo'}: {self.about}"

    @property
    def corrects_the_programme(self) -> bool:
        """Whether it is an issued correction of an edition itself, not of a paper about it."""
        is_correction = self.kind == "dinh-chinh" and self.subject_type == "edition"
        return is_correction and self.issued_on is not None and self.corrects_id is None

    @property
    def numbered(self) -> str:
        """05/KH-MTTQ-BTT; empty without a number."""
        return f"{self.number:02d}{self.joint}{self.symbol}" if self.number else ""

    @property
    def cited(self) -> str:
        """How other papers name it: Kế hoạch số 46/KH-MTTQ-BTT ngày 14/9/2026.

        Empty before it is issued.
        """
        from giamsat.documents.catalogue_reading import catalogue

        day = self.issued_on
        if day is None:
            return ""
        kind = catalogue()[self.kind]
        name = "Công văn" if kind.type == "CV" else kind.kind.capitalize()
        number = f" số {self.numbered}" if self.number else ""
        return f"{name}{number} ngày {day.day}/{day.month}/{day.year}"
