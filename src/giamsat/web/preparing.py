"""What an administrator prepares before people can work here: a list until all of it is done."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from giamsat.deadlines.queries import announced_days
from giamsat.foundation.capability import UnderWay
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation, Person
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import bodies_with


def preparations(actor: Actor, today: date) -> list[UnderWay]:
    """Every step with how it stands; none when all are done, or for who prepares nothing."""
    if not actor.holds(Permission.PEOPLE_MANAGE):
        return []
    steps = list(_steps(today))
    if all(is_done for is_done, *_shown in steps):
        return []
    head = _("Chuẩn bị hệ thống")
    done, to_do = _("đã xong"), _("chưa làm")
    return [
        UnderWay(head, done if is_done else to_do, title, href, state)
        for is_done, title, href, state in steps
    ]


def _steps(today: date) -> Iterator[tuple[bool, str, str, str]]:
    bodies = Organisation.objects.filter(valid_to=None)
    count = bodies.filter(kind=Organisation.Kind.AUTHORITY).count()
    yield (
        count > 0,
        _("Cơ quan, đơn vị được giám sát"),
        reverse("organisations"),
        _("%(n)s cơ quan trong danh mục; tên cũ, tên viết tắt ghi ở trang từng cơ quan.")
        % {"n": count},
    )
    people = Person.objects.filter(is_active=True).count()
    yield (
        people > 1,
        _("Người dùng"),
        reverse("people"),
        _("%(n)s tài khoản. Mật khẩu đầu tiên do anh/chị đặt, người dùng phải đổi.")
        % {"n": people},
    )
    yield _roles(today)
    announced = announced_days().filter(day__gt=today).exists()
    yield (
        announced,
        _("Ngày nghỉ, ngày làm bù sắp tới"),
        reverse("working_days"),
        _("Đã ghi ngày nghỉ sắp tới.")
        if announced
        else _("Thời hạn đếm theo ngày làm việc: ghi lịch nghỉ lễ, Tết khi có thông báo."),
    )
    yield (
        settings.SENDS_MAIL,
        _("Hộp thư gửi thư nhắc việc"),
        reverse("system"),
        _("Đã đặt hộp thư gửi đi.")
        if settings.SENDS_MAIL
        else _("Máy chủ chưa đặt hộp thư: chưa ai nhận thư nhắc việc."),
    )


def _roles(today: date) -> tuple[bool, str, str, str]:
    lacking = [
        words
        for permission, words in (
            (Permission.PLAN_MAKE, _("chuyên viên MTTQ")),
            (Permission.EDITION_APPROVE, _("Thường trực Ủy ban MTTQ")),
            (Permission.POSITION_TAKE, _("cán bộ của tổ chức thành viên")),
            (Permission.OPINION_GIVE, _("cấp ủy")),
        )
        if not bodies_with(permission, today)
    ]
    state = (
        _("Chưa có: %(roles)s.") % {"roles": ", ".join(lacking)}
        if lacking
        else _("Đủ người cho một chương trình năm.")
    )
    return not lacking, _("Vai trò"), reverse("people"), state
