"""Reports: the list with a form, one report with every number leading to what it counts, its papers and workbook."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.desk import Desk, file_of, sit_at
from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.paging import page_of
from giamsat.jobs.models import Job
from giamsat.organisations.queries import province_front
from giamsat.organisations.requests import Request
from giamsat.recommendations.contexts import signing_name
from giamsat.reporting import access, actions
from giamsat.reporting.models import PeriodReport


class ReportForm(forms.Form):
    """Which period."""

    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2015, max_value=2100)
    span = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=PeriodReport.Span.choices)


@shows_refusals
@require_http_methods(["GET", "POST"])
def reports(request: Request) -> HttpResponseBase:
    """Every report, and a form for another."""
    access.require(access.may_see(request.actor))
    form = ReportForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and not request.refusal and form.is_valid():
        front = province_front()
        made = actions.make(
            actor=request.actor, front=front, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Đang tổng hợp số liệu."))
        return redirect("report", made.id)
    page = page_of(
        request, access.visible_reports(request.actor).order_by("-year", "-last_day", "-id")
    )
    return render(
        request,
        "reporting/reports.html",
        {"page": page, "form": form, "may_make": access.may_make(request.actor)},
    )


@require_GET
def report(request: Request, report_id: int) -> HttpResponseBase:
    """One report."""
    here = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    kinds = [one for one in catalogue().values() if one.of == "report"]
    context = {
        "here": here,
        "numbers": here.numbers,
        "kinds": kinds,
        "may_write": access.may_write(request.actor, here),
        "may_make": access.may_make(request.actor),
        "job": Job.objects.filter(kind="report", subject_id=here.id).order_by("-id").first(),
        "papers": Paper.objects.filter(subject_type="report", subject_id=here.id).order_by("-id"),
        "span": f"tu={here.first_day}&den={here.last_day}",
    }
    return render(request, "reporting/report.html", context)


@require_GET
def report_table(request: Request, report_id: int) -> HttpResponseBase:
    """The workbook."""
    here = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    if not here.xlsx_sha256:
        raise Http404
    return download(content_of(here.xlsx_sha256), f"bao-cao-{here.year}-{here.span}.xlsx")


def _context(here: PeriodReport) -> dict[str, Any]:
    place = here.front.name.removeprefix("Ủy ban MTTQ Việt Nam ")
    law = "khoản 1 Điều 30 Luật Mặt trận Tổ quốc Việt Nam"
    period = f"{here.get_span_display()} {here.year}".replace("cả năm", "năm")
    told = {"org": signing_name(here.front.name), "place_name": place, "period": period, "law": law}
    return told | {
        name: here.numbers[name]
        for name in ("cases", "forms", "sums", "tables", "late", "late_more")
        if name in here.numbers
    }


@shows_refusals
@require_http_methods(["GET", "POST"])
def report_paper(request: Request, report_id: int, kind: str) -> HttpResponseBase:
    """Write, look at and issue one paper of a report."""
    here = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    if kind not in catalogue() or catalogue()[kind].of != "report" or not here.numbers:
        raise Http404
    access.require(access.may_write(request.actor, here))
    wanted = asked(request, "so")
    papers = Paper.objects.select_related("body__under").filter(
        subject_type="report", subject_id=here.id, kind=kind
    )
    paper: Paper | None
    if wanted:
        paper = get_object_or_404(papers, id=whole_number(wanted) or 0)
    else:
        paper = papers.filter(state=Paper.State.DRAFT).order_by("-id").first()
    address = reverse("report_paper", args=[here.id, kind])
    desk = Desk(
        kind=catalogue()[kind],
        body=here.front,
        context=_context(here),
        paper=paper,
        may=access.may_write(request.actor, here),
        back=reverse("report", args=[here.id]),
        about=str(here),
        save=lambda **said: actions.write_paper(
            actor=request.actor, report=here, kind=kind, now=timezone.now(), **said
        ),
        issue=lambda **said: actions.issue_paper(
            actor=request.actor, report=here, now=timezone.now(), **said
        ),
        file_url=lambda one, ending: reverse("report_paper_file", args=[here.id, one.id, ending]),
        here=lambda one: f"{address}?so={one.id}",
    )
    return sit_at(request, desk)


@require_GET
def report_paper_file(
    request: Request, report_id: int, paper_id: int, ending: str
) -> HttpResponseBase:
    """The Word or PDF file of an issued paper."""
    here = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    response = file_of(
        get_object_or_404(Paper, id=paper_id, subject_type="report", subject_id=here.id), ending
    )
    if response is None:
        raise Http404
    return response
