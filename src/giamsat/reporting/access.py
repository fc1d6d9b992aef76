"""Who reads and makes reports."""

from django.db.models import QuerySet

from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.reporting.models import PeriodReport


def visible_reports(actor: Actor) -> QuerySet[PeriodReport]:
    """Reports, for those who follow supervision."""
    rows = PeriodReport.objects.select_related("front")
    return rows if actor.holds(Permission.REPORT_VIEW) else rows.none()


def may_see(actor: Actor) -> Verdict:
    """The list."""
    return actor.may(Permission.REPORT_VIEW)


def may_make(actor: Actor) -> Verdict:
    """Have one made, or made again."""
    return actor.may(Permission.REPORT_MAKE)


def may_write(actor: Actor, report: PeriodReport) -> Verdict:
    """Issue the papers of a report."""
    return actor.may(Permission.PAPER_ISSUE, report.front_id)
