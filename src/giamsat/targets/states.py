"""Allowed moves of a reported fact as a table; docs/reference/states.md is written from it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


class FactState(TextChoices):
    """Of what a unit reported."""

    WAITING = "waiting", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    RETURNED = "returned", _("trả lại")
    REPLACED = "replaced", _("đã có bản sửa")
    WITHDRAWN = "withdrawn", _("đã rút")


F = FactState
FACT_MOVES = Moves(
    _("số liệu này"),
    {
        F.WAITING: {
            F.CONFIRMED: "fact.confirmed",
            F.RETURNED: "fact.returned",
            F.WITHDRAWN: "fact.withdrawn",
        },
        F.RETURNED: {F.REPLACED: "fact.corrected", F.WITHDRAWN: "fact.withdrawn"},
        F.CONFIRMED: {F.REPLACED: "fact.corrected", F.RETURNED: "fact.returned"},
    },
)
COUNTED = (F.WAITING, F.CONFIRMED)  # one that waits is looked at as well, and told apart
