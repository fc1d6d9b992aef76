"""What is prepared here before people can work: the bodies, the people, their roles."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from giamsat.foundation.capability import Preparation
from giamsat.organisations.models import Organisation, Person
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import bodies_with


def preparations(today: date) -> Iterator[Preparation]:
    """Three steps with how they stand."""
    bodies = Organisation.objects.filter(valid_to=None, kind=Organisation.Kind.AUTHORITY).count()
    yield Preparation(
        order=10,
        is_done=bodies > 0,
        title=_("Cơ quan, đơn vị được giám sát"),
        href=reverse("organisations"),
        state=_("%(n)s cơ quan trong danh mục; tên cũ, tên viết tắt ghi ở trang từng cơ quan.")
        % {"n": bodies},
    )
    people = Person.objects.filter(is_active=True).count()
    yield Preparation(
        order=20,
        is_done=people > 1,
        title=_("Người dùng"),
        href=reverse("people"),
        state=_("%(n)s tài khoản. Mật khẩu đầu tiên do anh/chị đặt, người dùng phải đổi.")
        % {"n": people},
    )
    lacking = [words for permission, words in _needed() if not bodies_with(permission, today)]
    yield Preparation(
        order=30,
        is_done=not lacking,
        title=_("Vai trò"),
        href=reverse("people"),
        state=_("Chưa có: %(roles)s.") % {"roles": ", ".join(lacking)}
        if lacking
        else _("Đủ người cho một chương trình năm."),
    )


def _needed() -> tuple[tuple[Permission, str], ...]:
    """Without whom no programme comes to its end."""
    return (
        (Permission.PLAN_MAKE, _("chuyên viên MTTQ")),
        (Permission.EDITION_APPROVE, _("Thường trực Ủy ban MTTQ")),
        (Permission.POSITION_TAKE, _("cán bộ của tổ chức thành viên")),
        (Permission.OPINION_GIVE, _("cấp ủy")),
    )
