"""The face of this app: the site as a whole."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, MenuPlace
from giamsat.organisations.permissions import Permission

CAPABILITY = Capability(
    menu=(
        MenuPlace(_("Việc của tôi"), "home", 10),
        MenuPlace(_("Tìm"), "search", 110),
        MenuPlace(_("Nhật ký"), "trail", 160, needs=(Permission.AUDIT_VIEW,)),
    ),
)
