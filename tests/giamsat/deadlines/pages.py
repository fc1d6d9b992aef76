"""Pages of days and rulebooks: who opens them, what they ask of the database, which are looked at in a browser."""

from datetime import date

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page

from giamsat.deadlines.models import AnnouncedDay


def an_announced_day():
    day = AnnouncedDay.objects.create(
        day=date(2026, 12, 24),
        is_working=False,
        source="Thông báo",
        announced_by_name="x",
        announced_at=timezone.now(),
    )
    return [((day.id,), set())]


PAGES = {
    "working_days": Page(),
    "announced_day": Page(rows=an_announced_day),
    "rulebooks": Page(),
    "procedure": Page(more=("doan-giam-sat",)),
    "law_trial": Page(needs=P.LAW_TRY),
}
MEASURED = [
    Measured("van", "working_days"),
]
SEEN = [
    ("van", "/quy-dinh/"),
    ("van", "/quy-dinh/doan-giam-sat/?a=2017-08-01&b=2025-07-01"),
    ("van", "/quy-dinh/thu/"),
    ("van", "/ngay-lam-viec/"),
]
