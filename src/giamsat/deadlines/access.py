"""Who reads rulebooks and announces days."""

from django.utils.translation import gettext_lazy as _

from giamsat.deadlines.models import AnnouncedDay
from giamsat.foundation.verdicts import Verdict, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


def may_announce(actor: Actor) -> Verdict:
    """Enter a day that was announced."""
    return actor.may(Permission.CALENDAR_EDIT)


def may_withdraw(actor: Actor, announced: AnnouncedDay) -> Verdict:
    """Take back a day that was entered wrongly or cancelled."""
    if verdict := actor.may(Permission.CALENDAR_EDIT):
        return not_now(_("Ngày này đã bỏ rồi.")) if announced.withdrawn_at else verdict
    return verdict


def may_try_law(actor: Actor) -> Verdict:
    """See which running deadlines a change of law would move."""
    return actor.may(Permission.LAW_TRY)
