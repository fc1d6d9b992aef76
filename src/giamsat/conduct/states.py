"""Allowed moves of a conduct case; docs/reference/states.md is written from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


class ConductState(TextChoices):
    """Of a conduct case."""

    OPENED = "opened", _("đang xem xét")
    HEARD = "heard", _("đã nghe người liên quan")
    ESTABLISHED = "established", _("đã xác lập")
    RECOMMENDED = "recommended", _("đã kiến nghị")
    CLOSED = "closed", _("đã khép hồ sơ")
    PURGED = "purged", _("đã xóa nội dung")


C = ConductState
CONDUCT_MOVES = Moves(
    _("hồ sơ %(code)s"),
    {
        C.OPENED: {C.HEARD: "conduct.heard", C.CLOSED: "conduct.closed"},
        C.HEARD: {
            C.HEARD: "conduct.heard",
            C.ESTABLISHED: "conduct.established",
            C.CLOSED: "conduct.closed",
        },
        C.ESTABLISHED: {C.RECOMMENDED: "conduct.recommended", C.CLOSED: "conduct.closed"},
        C.RECOMMENDED: {C.CLOSED: "conduct.closed"},
        C.CLOSED: {C.PURGED: "conduct.purged"},
    },
)


class Where(TextChoices):
    """Where the conduct is watched."""

    WORKPLACE = "workplace", _("nơi công tác")
    RESIDENCE = "residence", _("nơi cư trú")
