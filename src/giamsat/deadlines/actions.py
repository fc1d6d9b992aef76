"""Enter a day that was announced late, and take one back."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.audit.recording import record
from giamsat.deadlines import access
from giamsat.deadlines.counting import working_calendar
from giamsat.deadlines.models import DAY_WORDS, AnnouncedDay
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor

_FARTHEST = 800  # days back or ahead: nobody announces beyond


class NothingAnnounced(Refusal):
    """A day that is already what it would become."""

    code = "NOTHING_ANNOUNCED"
    vi = "Ngày {day} vốn đã là {what}, không cần ghi thêm. Kiểm tra lại ngày trong thông báo."
    en = "{day} is already {what}; nothing needs to be entered. Check the day in the announcement."


class DayTooFar(Refusal):
    """A day nobody announces now: most often a wrong year."""

    code = "DAY_TOO_FAR"
    vi = "Ngày {day} quá xa hôm nay. Kiểm tra lại năm."
    en = "{day} is too far from today. Check the year."


@db.transaction
def announce_day(
    *, actor: Actor, day: date, is_working: bool, source: str, now: datetime
) -> AnnouncedDay:
    """A day off or a working day by an announcement; running deadlines are counted anew as a job.

    The same day entered again with the same word is one. Raises NothingAnnounced or DayTooFar.
    """
    access.require(access.may_announce(actor))
    if abs((day - timezone.localtime(now).date()).days) > _FARTHEST:
        raise DayTooFar(day=day)
    same = AnnouncedDay.objects.filter(day=day, withdrawn_at=None).first()
    if same and same.is_working == is_working:
        return same
    if same:  # the opposite was announced: that word has to be taken back first
        raise NothingAnnounced(day=day, what=_("ngày đã có thông báo khác"))
    if working_calendar().is_workday(day) == is_working:
        raise NothingAnnounced(day=day, what=DAY_WORDS[is_working])
    made = AnnouncedDay.objects.create(
        day=day,
        is_working=is_working,
        source=source,
        announced_at=now,
        announced_by_name=actor.name,
    )
    record(actor, "day.announced", made, at=now)
    queue.ask_again(actor, "recount", made.id, now=now)
    return made


@db.transaction
def withdraw_day(*, actor: Actor, announced: AnnouncedDay, reason: str, now: datetime) -> None:
    """The day is again what the calendar says; deadlines it moved are counted anew.

    Raises ReasonTooShort.
    """
    access.require(access.may_withdraw(actor, announced))
    check_reason(reason)
    taken = AnnouncedDay.objects.filter(id=announced.id, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by_name=actor.name, withdrawn_reason=reason
    )
    if taken:
        record(actor, "day.withdrawn", announced, at=now, reason=reason[:300])
        queue.ask_again(actor, "recount", announced.id, now=now)
