"""Have a report made, and issue its papers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.recording import record
from giamsat.documents import steps
from giamsat.documents.models import Paper
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.reporting import access
from giamsat.reporting.models import PeriodReport

_ENDS = {
    "first_half": ((1, 1), (6, 30)),
    "second_half": ((7, 1), (12, 31)),
    "year": ((1, 1), (12, 31)),
}


class PeriodNotBegun(Refusal):
    """A period of the future."""

    code = "PERIOD_NOT_BEGUN"
    vi = "Kỳ báo cáo này chưa bắt đầu nên chưa có số liệu. Chọn kỳ khác."
    en = "The period has not begun: there is nothing to report. Choose another."


class ReportNotReady(Refusal):
    """Its numbers are being counted."""

    code = "REPORT_NOT_READY"
    status = 409
    vi = "Số liệu của báo cáo đang được tổng hợp. Chờ xong rồi viết văn bản."
    en = "The numbers are being counted. Write the paper when they are there."


@db.transaction
def make(*, actor: Actor, front: Organisation, year: int, span: str, now: datetime) -> PeriodReport:
    """Count a period as of today, as a job; again gives newer numbers. Raises PeriodNotBegun."""
    access.require(access.may_make(actor))
    first, last = (date(year, *end) for end in _ENDS[span])
    today = timezone.localtime(now).date()
    if first > today:
        raise PeriodNotBegun
    report, _is_new = PeriodReport.objects.update_or_create(
        front=front,
        year=year,
        span=span,
        defaults={
            "first_day": first,
            "last_day": last,
            "as_of": today,
            "asked_at": now,
            "asked_by_name": actor.name,
        },
    )
    record(actor, "report.asked", report, at=now, organisation_id=front.id)
    queue.ask_again(actor, "report", report.id, now=now)
    return report


@db.transaction
def write_paper(
    *,
    actor: Actor,
    report: PeriodReport,
    kind: str,
    context: Mapping[str, Any],
    paper: Paper | None,
    version: int,
    now: datetime,
) -> Paper:
    """Draft a paper of a report. Raises ReportNotReady or PaperChanged."""
    access.require(access.may_write(actor, report))
    if not report.numbers:
        raise ReportNotReady
    return steps.draft(
        actor=actor,
        kind=kind,
        subject=("report", report.id),
        body=report.front,
        context=context,
        now=now,
        paper=paper,
        version=version,
    )


@db.transaction
def issue_paper(
    *, actor: Actor, report: PeriodReport, paper: Paper, version: int, now: datetime, **how: Any
) -> None:
    """Number and issue it. Raises what ``documents.steps.issue`` raises."""
    access.require(access.may_write(actor, report))
    steps.issue(actor=actor, paper=paper, version=version, now=now, **how)
