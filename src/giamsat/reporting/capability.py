"""The face of this app: reports."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, JobKind, MenuPlace
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import Permission
from giamsat.reporting import writing

_VERBS = {
    "report.asked": Words("lập", "had a report made:"),
}

CAPABILITY = Capability(
    menu=(MenuPlace(_("Báo cáo"), "reports", 60, needs=(Permission.REPORT_VIEW,)),),
    verbs=_VERBS,
    jobs={
        "report": JobKind(
            writing.make_report,
            _("Lập báo cáo"),
            {
                "report-counting": _("đếm số liệu trong kỳ"),
                "report-writing": _("viết bảng số liệu"),
            },
        )
    },
)
