"""How the installation does, for its administrator: parts, long work, letters, storage."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

import giamsat
from giamsat.files.models import StoredFile
from giamsat.foundation.pages import PageContext
from giamsat.foundation.verdicts import require
from giamsat.jobs.handlers import trouble_of
from giamsat.jobs.in_words import name_of
from giamsat.jobs.models import Job
from giamsat.letters.models import Letter
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.web.views import check_health

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DAYS = 30
_MOST_SHOWN = 20
_MEGABYTE = 2**20
PARTS = {
    "database": _("Cơ sở lưu trữ"),
    "migrations": _("Cấu trúc bảng"),
    "queue": _("Việc dài"),
    "disk": _("Ổ đĩa"),
}
STATES = {
    "ok": _("tốt"),
    "away": _("không kết nối được"),
    "waiting": _("cần cập nhật: khởi động lại giamsat serve"),
    "late": _("có việc chờ quá 5 phút: kiểm tra giamsat work có đang chạy"),
    "low": _("còn dưới 500 MB"),
}


@dataclass(frozen=True)
class Failed:
    """Work that failed: its name, when, and why in a sentence."""

    job: Job
    name: str
    why: str


@dataclass(frozen=True)
class SystemContext(PageContext):
    """``parts`` by name with whether each is well; sizes in MB, counts of the last 30 days."""

    template: ClassVar[str] = "web/system.html"
    version: str
    parts: Sequence[tuple["_StrPromise", bool, "_StrPromise"]]
    jobs: dict[str, int]
    failed: Sequence[Failed]
    letters: dict[str, int]
    troubles: Sequence[tuple[str, int]]
    sends_mail: bool
    files: int
    files_mb: int
    free_mb: int


@require_safe
def system(request: Request) -> HttpResponseBase:
    """Health, long work that failed, letters that were given up, storage, on one page."""
    require(request.actor.may(Permission.PEOPLE_MANAGE))
    health, since = check_health(), timezone.now() - timedelta(days=_DAYS)
    stored = StoredFile.objects.aggregate(count=Count("sha256"), size=Sum("size_bytes"))
    folder = settings.DATA if settings.DATA.exists() else settings.DATA.parent
    return SystemContext(
        version=giamsat.__version__,
        parts=[
            (name, health[part] == "ok", STATES[health[part]])
            for part, name in PARTS.items()
            if part in health
        ],
        jobs=Job.objects.aggregate(
            waiting=Count("id", filter=Q(state=Job.State.WAITING)),
            running=Count("id", filter=Q(state=Job.State.RUNNING)),
            failed=Count("id", filter=Q(state=Job.State.FAILED, ended_at__gte=since)),
        ),
        failed=_failed_since(since),
        letters=_letters_since(since),
        troubles=_troubles_since(since),
        sends_mail=settings.SENDS_MAIL,
        files=stored["count"],
        files_mb=round((stored["size"] or 0) / _MEGABYTE),
        free_mb=shutil.disk_usage(folder).free // _MEGABYTE,
    ).render(request)


def _letters_since(since: datetime) -> dict[str, int]:
    return Letter.objects.filter(written_at__gte=since).aggregate(
        sent=Count("id", filter=Q(state=Letter.State.SENT)),
        waiting=Count("id", filter=Q(state=Letter.State.WAITING)),
        given_up=Count("id", filter=Q(state=Letter.State.GIVEN_UP)),
    )


def _troubles_since(since: datetime) -> list[tuple[str, int]]:
    given_up = Letter.objects.filter(state=Letter.State.GIVEN_UP, written_at__gte=since)
    kinds = given_up.values_list("trouble").annotate(n=Count("id"))
    return list(kinds.order_by("-n")[:_MOST_SHOWN])


def _failed_since(since: datetime) -> list[Failed]:
    rows = Job.objects.filter(state=Job.State.FAILED, ended_at__gte=since).order_by("-ended_at")
    lang = get_language() or "vi"
    return [Failed(job, name_of(job), trouble_of(job, lang)) for job in rows[:_MOST_SHOWN]]
