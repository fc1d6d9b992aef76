"""One letter a working day to everybody who has work: what waits for them, what is late, what waits for others."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from civickit.workdays import vietnam_calendar
from giamsat.foundation import transactions as db
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.jobs.models import Job
from giamsat.letters.outbox import post, send_due
from giamsat.organisations.actors import SYSTEM, actor_of
from giamsat.organisations.models import Person
from giamsat.rulebooks import official_swaps
from giamsat.web.worklist import Work, worklist

_HOUR = 7  # letters are written after seven in the morning


def ask_when_due(now: datetime) -> None:
    """Queue the letters of the day once, on working days."""
    local = timezone.localtime(now)
    day = int(f"{local:%Y%m%d}")
    if local.hour < _HOUR or Job.objects.filter(kind="digests", subject_id=day).exists():
        return
    if vietnam_calendar(official_swaps()).is_workday(local.date()):
        _ask(day, now)


@db.transaction
def _ask(day: int, now: datetime) -> None:
    queue.ask(SYSTEM, "digests", day, now=now)


def send(now: datetime) -> None:
    """Send what is due."""
    send_due(now=now)


def write(handle: Handle) -> None:
    """The job: a letter for everybody with an address and something to do; run twice it writes none twice."""
    now, day = timezone.now(), timezone.localdate()
    people = list(Person.objects.filter(is_active=True).exclude(email="").order_by("id"))
    for n, person in enumerate(people):
        handle.step("digests-writing", n / len(people))
        with translation.override("vi"):
            lines, _told = worklist(actor_of(person, day=day), today=day)
            if not lines:
                continue
            subject, body = letter(lines)
        with transaction.atomic():
            handle.still_held()
            post(person, f"viec-{person.id}-{handle.job.subject_id}", subject, body, now=now)


def letter(lines: list[Work]) -> tuple[str, str]:
    """Subject and text. Titles of work and links only: whoever reads over a shoulder learns no more than the first page."""
    mine = [one for one in lines if one.whose == "mine"]
    theirs = [one for one in lines if one.whose == "theirs"]
    late = sum(one.is_late for one in lines)
    subject = f"Giám Sát: {len(mine)} việc chờ anh/chị" + (f", {late} việc quá hạn" if late else "")
    parts = [_part("CHỜ ANH/CHỊ", mine), _part("CHỜ BÊN KHÁC", theirs)]
    foot = "Thư gửi mỗi ngày làm việc khi có việc. Không muốn nhận nữa: xóa địa chỉ thư ở trang Tài khoản."
    return subject, "\n\n".join([part for part in parts if part] + [foot]) + "\n"


def _part(head: str, lines: list[Work]) -> str:
    told = [
        f"- {'[Quá hạn] ' if one.is_late else ''}{one.title}\n  {one.about}\n  {settings.ADDRESS}{one.href}"
        for one in lines
    ]
    return "\n".join([f"{head} ({len(lines)})", *told]) if lines else ""
