"""What waits for somebody in reported figures."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.foundation.capability import Work
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.targets.reporting import facts_waiting


def waits(actor: Actor, today: date) -> Iterator[Work]:  # noqa: ARG001 - nothing here has a day
    """Figures to confirm, and figures that were sent back."""
    if not (actor.holds(Permission.FACT_CONFIRM) or actor.holds(Permission.FACT_REPORT)):
        return
    waiting, returned = facts_waiting(actor)
    about, address = _("Số liệu đơn vị báo cho các chỉ tiêu"), reverse("facts")
    if waiting:
        what = ngettext("Xác nhận %(n)s số liệu", "Xác nhận %(n)s số liệu", waiting)
        href = f"{address}?tt=waiting"
        yield Work(what % {"n": waiting}, about, href, _("Xem số liệu"), _("Chờ xác nhận"))
    if returned:
        what = ngettext("Sửa %(n)s số liệu bị trả lại", "Sửa %(n)s số liệu bị trả lại", returned)
        href = f"{address}?tt=returned"
        yield Work(what % {"n": returned}, about, href, _("Xem số liệu"), _("Bị trả lại"))
