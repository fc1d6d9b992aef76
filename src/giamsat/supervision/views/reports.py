"""A supervised body's side: the cases at its own body, its report, and reports as the leading side takes them in."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import today_text
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.papers import issued_to
from giamsat.supervision import access, actions
from giamsat.supervision.forms import ReportForm
from giamsat.supervision.models import CaseStep, CaseUnit


@require_GET
def case_reports(request: Request) -> HttpResponseBase:
    """Cases at one's own body: sessions, the day the report is due, whether it was sent."""
    access.require(request.actor.may(Permission.CASE_REPORT))
    units = list(access.visible_units(request.actor).order_by("-case__opened_on", "-id")[:100])
    due = dict(
        CaseStep.objects.filter(
            case__in=[one.case_id for one in units], code="REPORT_IN"
        ).values_list("case_id", "due_on")
    )
    rows = [(one, due.get(one.case_id)) for one in units]
    return render(
        request, "supervision/reports.html", {"rows": rows, "today": timezone.localdate()}
    )


def _own_unit(request: Request, unit_id: int) -> CaseUnit:
    """A unit of one's own body, or of a case one works on. Raises Http404."""
    if request.actor.holds(Permission.CASE_REPORT):
        return get_object_or_404(access.visible_units(request.actor), id=unit_id)
    seen = access.visible_cases(request.actor)
    return get_object_or_404(
        CaseUnit.objects.select_related("case__lead", "organisation").filter(case__in=seen),
        id=unit_id,
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def case_report(request: Request, unit_id: int) -> HttpResponseBase:
    """The plan a body was told of, and its report."""
    unit = _own_unit(request, unit_id)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        initial={"reported_on": today_text(), "paper": unit.report_paper},
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = form.cleaned_data
        file = (said["file"].name, said["file"].read()) if said["file"] else None
        is_late = actions.take_report(
            actor=request.actor,
            unit=unit,
            paper=said["paper"],
            reported_on=said["reported_on"],
            file=file,
            now=timezone.now(),
        )
        messages.success(
            request,
            _("Đã ghi báo cáo; gửi sau hạn nên được đánh dấu gửi chậm.")
            if is_late
            else _("Đã ghi báo cáo."),
        )
        return redirect("case_report", unit.id)
    step = CaseStep.objects.filter(case=unit.case, code="REPORT_IN").first()
    context = {
        "unit": unit,
        "form": form,
        "step": step,
        "may_report": access.may_report(request.actor, unit),
        "today": timezone.localdate(),
        "sessions": unit.case.sessions.filter(dropped_why="")
        .select_related("unit")
        .order_by("starts_at"),
        "papers": issued_to(unit.case, "supervised_body").order_by("id"),
        "is_body": request.actor.holds(Permission.CASE_REPORT),
    }
    return render(request, "supervision/report.html", context)


@require_GET
def report_file(request: Request, unit_id: int) -> HttpResponseBase:
    """The file of a report."""
    unit = _own_unit(request, unit_id)
    if not unit.report_sha256:
        raise Http404
    return download(content_of(unit.report_sha256), unit.report_name)
