"""The face of this app: reports."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, MenuPlace
from giamsat.organisations.permissions import Permission

_VERBS = {
    "report.asked": ("lập", "had a report made:"),
}

CAPABILITY = Capability(
    menu=(MenuPlace(_("Báo cáo"), "reports", 60, needs=(Permission.REPORT_VIEW,)),),
    verbs=_VERBS,
)
