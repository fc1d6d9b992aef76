"""What an administrator prepares before people can work here: a list until all of it is done."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from giamsat.foundation.capability import Preparation, UnderWay, capabilities
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


def preparations(actor: Actor, today: date) -> list[UnderWay]:
    """Every step with how it stands; none when all are done, or for who prepares nothing."""
    if not actor.holds(Permission.PEOPLE_MANAGE):
        return []
    faces = capabilities().values()
    steps = [step for face in faces if face.prepares for step in face.prepares(today)]
    if all(step.is_done for step in steps):
        return []
    head = _("Chuẩn bị hệ thống")
    marks = {True: _("đã xong"), False: _("chưa làm")}
    return [
        UnderWay(head, marks[step.is_done], step.title, step.href, step.state)
        for step in sorted(steps, key=lambda step: step.order)
    ]


def letters(_today: date) -> Iterator[Preparation]:
    """The mailbox from which letters go out."""
    yield Preparation(
        order=50,
        is_done=settings.SENDS_MAIL,
        title=_("Hộp thư gửi thư nhắc việc"),
        href=reverse("system"),
        state=_("Đã đặt hộp thư gửi đi.")
        if settings.SENDS_MAIL
        else _("Máy chủ chưa đặt hộp thư: chưa ai nhận thư nhắc việc."),
    )
