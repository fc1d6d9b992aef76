"""The face of this app: what everybody may read."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, MenuPlace

CAPABILITY = Capability(
    menu=(MenuPlace(_("Chương trình công khai"), "public_programmes", 200, is_public=True),)
)
