"""The face of this app: the site as a whole."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, JobKind, MenuPlace
from giamsat.organisations.permissions import Permission
from giamsat.web import digests
from giamsat.web.preparing import letters, preparations

CAPABILITY = Capability(
    menu=(
        MenuPlace(_("Việc của tôi"), "home", 10),
        MenuPlace(_("Tìm"), "search", 110),
        MenuPlace(_("Hệ thống"), "system", 155, needs=(Permission.PEOPLE_MANAGE,)),
        MenuPlace(_("Nhật ký"), "trail", 160, needs=(Permission.AUDIT_VIEW,)),
    ),
    waits=preparations,
    prepares=letters,
    jobs={
        "digests": JobKind(
            digests.write, _("Viết thư nhắc việc"), {"digests-writing": _("viết thư nhắc việc")}
        )
    },
    # Without a mail server there is nothing to send and nothing is written.
    ticks=(digests.ask_when_due, digests.send) if settings.SENDS_MAIL else (),
)
