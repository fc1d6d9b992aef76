"""Allowed moves of a reported fact as a table; docs/reference/states.md is written from it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactState(TextChoices):
    """Of what a unit reported."""

    WAITING = "waiting", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    RETURNED = "returned", _("trả lại")
    REPLACED = "replaced", _("đã có bản sửa")
    WITHDRAWN = "withdrawn", _("đã rút")


FACT_MOVES = {
    FactState.WAITING: {FactState.CONFIRMED, FactState.RETURNED, FactState.WITHDRAWN},
    FactState.RETURNED: {FactState.REPLACED, FactState.WITHDRAWN},
    FactState.CONFIRMED: {FactState.REPLACED, FactState.RETURNED},
}
COUNTED = (
    FactState.WAITING,
    FactState.CONFIRMED,
)  # one that waits is looked at as well, and told apart
