"""What is prepared here before people can work: the days to come."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from giamsat.deadlines.queries import announced_days
from giamsat.foundation.capability import Preparation


def preparations(today: date) -> Iterator[Preparation]:
    """Holidays and swapped days that were announced."""
    is_done = announced_days().filter(day__gt=today).exists()
    yield Preparation(
        order=40,
        is_done=is_done,
        title=_("Ngày nghỉ, ngày làm bù sắp tới"),
        href=reverse("working_days"),
        state=_("Đã ghi ngày nghỉ sắp tới.")
        if is_done
        else _("Thời hạn đếm theo ngày làm việc: ghi lịch nghỉ lễ, Tết khi có thông báo."),
    )
