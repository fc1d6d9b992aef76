"""One letter a working day to everybody who has work.

What waits for them, what is late, what waits for others.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from civickit.workdays import vietnam_calendar
from giamsat.foundation import transactions as db
from giamsat.foundation.capability import Work
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.jobs.models import Job
from giamsat.letters.outbox import post, send_due
from giamsat.organisations.actors import SYSTEM, actor_of
from giamsat.organisations.models import Person
from giamsat.rulebooks import official_swaps
from giamsat.web.worklist import WorkList, worklist

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
    """The job: a letter for everybody with an address and something to do.

    Run twice it writes none twice.
    """
    now, day = timezone.now(), timezone.localdate()
    people = list(Person.objects.filter(is_active=True).exclude(email="").order_by("id"))
    for n, person in enumerate(people):
        handle.step("digests-writing", n / len(people))
        with translation.override("vi"):
            work = worklist(actor_of(person, day=day), today=day)
            if not (work.mine or work.theirs):
                continue
            subject, body = letter(work)
        with transaction.atomic():
            handle.still_held()
            post(person, f"viec-{person.id}-{handle.job.subject_id}", subject, body, now=now)


def letter(work: WorkList) -> tuple[str, str]:
    """Subject and text: titles of work and links only.

    Whoever reads over a shoulder learns no more than the first page tells.
    """
    n, late = len(work.mine), work.late
    subject = (
        _("Giám Sát: %(n)d việc chờ anh/chị, %(late)d việc quá hạn") % {"n": n, "late": late}
        if late
        else _("Giám Sát: %(n)d việc chờ anh/chị") % {"n": n}
    )
    parts = [_part(_("CHỜ ANH/CHỊ"), work.mine), _part(_("CHỜ BÊN KHÁC"), work.theirs)]
    foot = _(
        "Thư gửi mỗi ngày làm việc khi có việc. Không muốn nhận nữa: xóa địa chỉ thư ở trang Tài "
        "khoản."
    )
    return subject, "\n\n".join([part for part in parts if part] + [foot]) + "\n"


def _part(head: str, lines: Sequence[Work]) -> str:
    if not lines:
        return ""
    return "\n".join([f"{head} ({len(lines)})", *(_entry(work) for work in lines)])


def _entry(work: Work) -> str:
    late = f"[{_('Quá hạn')}] " if work.is_late else ""
    return f"- {late}{work.title}\n  {work.about}\n  {settings.ADDRESS}{work.href}"
