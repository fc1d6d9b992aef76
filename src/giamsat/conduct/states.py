"""Allowed moves of a conduct case; docs/reference/states.md is written from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConductState(TextChoices):
    """Of a conduct case."""

    OPENED = "opened", _("đang xem xét")
    HEARD = "heard", _("đã nghe người liên quan")
    ESTABLISHED = "established", _("đã xác lập")
    RECOMMENDED = "recommended", _("đã kiến nghị")
    CLOSED = "closed", _("đã khép hồ sơ")
    PURGED = "purged", _("đã xóa nội dung")


C = ConductState
CONDUCT_MOVES = {
    C.OPENED: {C.HEARD, C.CLOSED},
    C.HEARD: {C.HEARD, C.ESTABLISHED, C.CLOSED},
    C.ESTABLISHED: {C.RECOMMENDED, C.CLOSED},
    C.RECOMMENDED: {C.CLOSED},
    C.CLOSED: {C.PURGED},
}


class Where(TextChoices):
    """Where the conduct is watched."""

    WORKPLACE = "workplace", _("nơi công tác")
    RESIDENCE = "residence", _("nơi cư trú")
