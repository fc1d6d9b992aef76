"""The face of this app: days and rulebooks."""

from django.utils.translation import gettext_lazy as _

from giamsat.deadlines import recounting
from giamsat.deadlines.preparing import preparations
from giamsat.foundation.capability import Capability, JobKind
from giamsat.foundation.words import Words

_VERBS = {
    "day.announced": Words("ghi", "entered"),
    "day.withdrawn": Words("bỏ", "took back"),
}

CAPABILITY = Capability(
    verbs=_VERBS,
    prepares=preparations,
    jobs={
        "recount": JobKind(
            recounting.recount,
            _("Tính lại các thời hạn"),
            {"recounting": _("tính lại từng thời hạn")},
            is_long=True,
        )
    },
)
