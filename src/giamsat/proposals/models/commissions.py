"""Commissions (đặt hàng): somebody orders a topic and waits for its product.

No statutory procedure exists.
"""

from django.db import models
from django.db.models import Q

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.proposals.models.year import Programme, Proposal
from giamsat.proposals.states import COMMISSION_MOVES, CommissionState


class Commission(models.Model):
    """What a committee, council, authority or organisation orders, until it is accepted."""

    State = CommissionState
    MOVES = COMMISSION_MOVES

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="commissions")
    requester = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commissions"
    )
    question = models.TextField()
    product = models.CharField(max_length=300)
    due_on = models.DateField()
    money_vnd = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=CommissionState, default=CommissionState.OPEN)
    taken_by = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="commissions"
    )
    product_sha256 = models.CharField(max_length=64, blank=True)
    product_name = models.CharField(max_length=200, blank=True)
    said = models.TextField(
        blank=True
    )  # the newest word about it: delivered with what, sent back or taken back why
    version = models.PositiveIntegerField(default=1)
    search = models.TextField()
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        internal=(
            "id programme requester question product due_on money_vnd state taken_by proposal "
            "product_sha256 product_name said version search made_at ended_at"
        ),
        personal="made_by_name",
    )

    class Meta:
        db_table = "programmes_commission"
        indexes = [models.Index(fields=["programme", "state", "due_on"], name="commission_list")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "withdrawn"]) | Q(taken_by__isnull=False),
                name="commission_taken_by_one",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["delivered", "accepted"]) | ~Q(product_sha256=""),
                name="commission_delivered_has_product",
            ),
        ]

    def __str__(self) -> str:
        return self.question[:80]
