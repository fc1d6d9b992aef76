"""A supervised body's side.

The cases at its own body, its report, and reports as the leading side takes them in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.papers import issued_to
from giamsat.supervision import access, actions
from giamsat.supervision.forms import BodyReportForm
from giamsat.supervision.models import CaseStep, CaseUnit, EarlierReport, WorkSession


def _taken(is_late: bool) -> str:  # noqa: FBT001 - what the action gave
    if is_late:
        return _("Đã ghi báo cáo; gửi sau hạn nên được đánh dấu gửi chậm.")
    return _("Đã ghi báo cáo.")


BUTTONS = {"": Button(BodyReportForm, actions.take_report, _taken)}


@dataclass(frozen=True)
class CaseReportsContext(PageContext):
    """Cases at one's own body, each with the day its report is due."""

    template: ClassVar[str] = "supervision/reports.html"
    rows: Sequence[tuple[CaseUnit, date | None]]
    today: date


@dataclass(frozen=True)
class CaseReportContext(PageContext):
    """One body in a case; ``step`` is the one in which its report comes in."""

    template: ClassVar[str] = "supervision/report.html"
    unit: CaseUnit
    form: Form
    step: CaseStep | None
    may_report: Verdict
    today: date
    sessions: Iterable[WorkSession]
    papers: Iterable[Paper]
    is_body: bool
    earlier: Iterable[EarlierReport]


@require_safe
def case_reports(request: Request) -> HttpResponseBase:
    """Cases at one's own body: sessions, the day the report is due, whether it was sent."""
    access.require(request.actor.may(Permission.CASE_REPORT))
    units = list(access.visible_units(request.actor).order_by("-case__opened_on", "-id")[:100])
    steps = CaseStep.objects.filter(case__in=[unit.case_id for unit in units], code="REPORT_IN")
    due = dict(steps.values_list("case_id", "due_on"))
    rows = [(unit, due.get(unit.case_id)) for unit in units]
    return CaseReportsContext(rows, timezone.localdate()).render(request)


def _own_unit(request: Request, unit_id: int) -> CaseUnit:
    """A unit of one's own body, or of a case one works on. Raises Http404."""
    if own := access.visible_units(request.actor).filter(id=unit_id).first():
        return own
    seen = access.visible_cases(request.actor)
    return get_object_or_404(
        CaseUnit.objects.select_related("case__lead", "organisation").filter(case__in=seen),
        id=unit_id,
    )


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def case_report(request: Request, unit_id: int) -> HttpResponseBase:
    """The plan a body was told of, and its report."""
    unit = _own_unit(request, unit_id)
    initial = {"reported_on": today_text(), "paper": unit.report_paper}
    pressed = press(request, BUTTONS, initial=initial, unit=unit)
    if not isinstance(pressed, Pressed):
        return pressed
    sessions = unit.case.sessions.filter(dropped_why="").select_related("unit")
    return CaseReportContext(
        unit=unit,
        form=pressed.form(""),
        step=CaseStep.objects.filter(case=unit.case, code="REPORT_IN").first(),
        may_report=access.may_report(request.actor, unit),
        today=timezone.localdate(),
        sessions=sessions.order_by("starts_at"),
        papers=issued_to(unit.case, "supervised_body").order_by("id"),
        is_body=unit.organisation_id in request.actor.own(Permission.CASE_REPORT),
        earlier=unit.earlier_reports.order_by("-id"),
    ).render(request)


@require_safe
def report_file(request: Request, unit_id: int) -> HttpResponseBase:
    """The file of a report."""
    unit = _own_unit(request, unit_id)
    if not unit.report_sha256:
        raise Http404
    return download(content_of(unit.report_sha256), unit.report_name)


@require_safe
def earlier_report_file(request: Request, unit_id: int, report_id: int) -> HttpResponseBase:
    """The file of a report that another one followed."""
    earlier = get_object_or_404(_own_unit(request, unit_id).earlier_reports, id=report_id)
    if not earlier.sha256:
        raise Http404
    return download(content_of(earlier.sha256), earlier.name)
