"""The face of this app: organisations, places, people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, Found, MenuPlace, SearchKind
from giamsat.foundation.words import Words
from giamsat.organisations.models import Organisation, Place
from giamsat.organisations.permissions import Permission
from giamsat.organisations.preparing import preparations

_VERBS = {
    "person.added": Words("thêm người", "added the person"),
    "person.closed": Words("khóa tài khoản của", "closed the account of"),
    "person.password_reset": Words("đặt lại mật khẩu của", "reset the password of"),
    "person.password_changed": Words("đổi mật khẩu", "changed the password"),
    "person.email_changed": Words("đổi địa chỉ thư của", "changed the address of"),
    "person.second_factor_set": Words("đặt xác thực hai bước", "set up the second factor"),
    "person.let_in_again": Words("mở lại tài khoản của", "let in again"),
    "person.recovery_codes_made": Words("tạo mã dự phòng của", "made recovery codes of"),
    "membership.given": Words("giao vai trò cho", "gave a role to"),
    "membership.ended": Words("thôi vai trò của", "ended a role of"),
    "organisation.added": Words("thêm tổ chức", "added the organisation"),
    "organisation.communes_added": Words(
        "mở các tổ chức cấp xã của", "added the bodies of communes of"
    ),
    "organisation.departments_added": Words(
        "mở các sở, ngành của", "added the usual departments of"
    ),
    "organisation.feed_renewed": Words("tạo địa chỉ lịch của", "made the calendar address of"),
    "organisation.renamed": Words("đổi tên", "renamed"),
    "organisation.succeeded": Words("ghi nơi kế tục của", "recorded the successor of"),
}


def _organisation(row: Organisation) -> Found:
    return Found(row.name, row.code, reverse("organisation", args=[row.id]))


def _place(row: Place) -> Found:
    about = f"{row.get_level_display()} · {row.code}"
    return Found(str(row), about, reverse("place", args=[row.id]))


_FINDS = {
    "organisation": SearchKind(
        number=4,
        order=80,
        name=_("Tổ chức"),
        needs=Permission.ORGANISATION_VIEW,
        visible=lambda _actor: Organisation.objects.all(),
        tell=_organisation,
    ),
    "place": SearchKind(
        number=5,
        order=90,
        name=_("Địa danh"),
        needs=Permission.ORGANISATION_VIEW,
        visible=lambda _actor: Place.objects.filter(valid_to=None),
        tell=_place,
    ),
}

CAPABILITY = Capability(
    menu=(
        MenuPlace(
            _("Tổ chức"),
            "organisations",
            140,
            needs=(Permission.ORGANISATION_VIEW,),
            beginnings=("/to-chuc", "/dia-danh"),
        ),
        MenuPlace(_("Người dùng"), "people", 150, needs=(Permission.PEOPLE_MANAGE,)),
    ),
    verbs=_VERBS,
    prepares=preparations,
    finds=_FINDS,
)
