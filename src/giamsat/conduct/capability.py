"""The face of this app: conduct of office-holders."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from giamsat.conduct import actions
from giamsat.foundation.capability import Capability, MenuPlace
from giamsat.foundation.words import Words
from giamsat.organisations.actors import SYSTEM
from giamsat.organisations.permissions import Permission

_VERBS = {
    "conduct.opened": Words("mở", "opened"),
    "conduct.heard": Words("ghi ý kiến người liên quan trong", "recorded the hearing in"),
    "conduct.established": Words("xác lập nội dung trong", "established facts in"),
    "conduct.recommended": Words("ghi kiến nghị của", "recorded the recommendation of"),
    "conduct.closed": Words("khép", "closed"),
    "conduct.purged": Words("xóa nội dung đã hết hạn giữ của", "deleted what was kept in"),
    "conduct.held": Words("giữ thêm", "held"),
    "conduct.released": Words("thôi giữ thêm", "released"),
}


def _purge(now: datetime) -> None:
    """Records whose time is over are emptied without anybody asking."""
    actions.purge(actor=SYSTEM, now=now)


CAPABILITY = Capability(
    menu=(MenuPlace(_("Tu dưỡng, rèn luyện"), "conduct_cases", 90, needs=(Permission.CONDUCT,)),),
    verbs=_VERBS,
    ticks=(_purge,),
)
