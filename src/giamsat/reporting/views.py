"""Reports: the list with a form, one with every number leading to what it counts, its files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.documents.catalogue_reading import PaperKind, catalogue
from giamsat.documents.correcting import CORRECTION, correcting, is_written_about
from giamsat.documents.desk import Desk, file_of, paper_asked, sit_at
from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.queries import province_front
from giamsat.organisations.requests import Request
from giamsat.reporting import access, actions
from giamsat.reporting.contexts import context_of, first_words
from giamsat.reporting.models import PeriodReport

if TYPE_CHECKING:
    from django.core.paginator import Page


class ReportForm(forms.Form):
    """Which period."""

    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2015, max_value=2100)
    span = forms.ChoiceField(label=gettext_lazy("Kỳ"), choices=PeriodReport.Span.choices)


def _make(**said: Any) -> PeriodReport:
    return actions.make(front=province_front(), **said)


BUTTONS = {
    "": Button(
        ReportForm,
        _make,
        gettext_lazy("Đang tổng hợp số liệu."),
        to=lambda report: reverse("report", args=[report.id]),
    )
}


@dataclass(frozen=True)
class ReportsContext(PageContext):
    """Every report, and the form for another."""

    template: ClassVar[str] = "reporting/reports.html"
    page: "Page[PeriodReport]"
    form: forms.Form
    may_make: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: Request) -> HttpResponseBase:
    """Every report, and a form for another."""
    access.require(access.may_see(request.actor))
    initial = {"year": timezone.localdate().year}
    pressed = press(request, BUTTONS, initial=initial)
    if not isinstance(pressed, Pressed):
        return pressed
    rows = access.visible_reports(request.actor).order_by("-year", "-last_day", "-id")
    may_make = access.may_make(request.actor)
    return ReportsContext(page_of(request, rows), pressed.form(""), may_make).render(request)


@dataclass(frozen=True)
class ReportContext(PageContext):
    """One report; ``numbers`` as they were when it was made, ``span`` its days for lists."""

    template: ClassVar[str] = "reporting/report.html"
    here: PeriodReport
    numbers: Mapping[str, Any]
    kinds: Sequence[PaperKind]
    may_write: Verdict
    may_make: Verdict
    job: Job | None
    papers: Iterable[Paper]
    span: str


@require_safe
def report(request: Request, report_id: int) -> HttpResponseBase:
    """One report."""
    shown = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    return ReportContext(
        here=shown,
        numbers=shown.numbers,
        kinds=[kind for kind in catalogue().values() if kind.of == "report"],
        may_write=access.may_write(request.actor, shown),
        may_make=access.may_make(request.actor),
        job=Job.objects.filter(kind="report", subject_id=shown.id).order_by("-id").first(),
        papers=Paper.objects.filter(subject_type="report", subject_id=shown.id).order_by("-id"),
        span=f"tu={shown.first_day}&den={shown.last_day}",
    ).render(request)


@require_safe
def report_table(request: Request, report_id: int) -> HttpResponseBase:
    """The workbook."""
    shown = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    if not shown.xlsx_sha256:
        raise Http404
    return download(content_of(shown.xlsx_sha256), f"bao-cao-{shown.year}-{shown.span}.xlsx")


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def report_paper(request: Request, report_id: int, kind: str) -> HttpResponseBase:
    """Write, look at and issue one paper of a report."""
    shown = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    if not is_written_about(kind, "report") or not shown.numbers:
        raise Http404
    may = access.may_write(request.actor, shown)
    access.require(may)
    address = reverse("report_paper", args=[shown.id, kind])
    paper, context = paper_asked(request, ("report", shown.id), kind), context_of(shown)
    if paper is None:
        context |= first_words(shown)
    if kind == CORRECTION:
        context |= correcting(("report", shown.id), paper, number_asked(request, "sua"))
    desk = Desk(
        kind=catalogue()[kind],
        body=shown.front,
        context=context,
        paper=paper,
        correct=reverse("report_paper", args=[shown.id, CORRECTION]),
        may=may,
        back=reverse("report", args=[shown.id]),
        about=str(shown),
        save=partial(actions.write_paper, report=shown, kind=kind),
        issue=partial(actions.issue_paper, report=shown),
        file_url=lambda paper, ending: reverse(
            "report_paper_file", args=[shown.id, paper.id, ending]
        ),
        here=lambda paper: f"{address}?so={paper.id}",
    )
    return sit_at(request, desk)


@require_safe
def report_paper_file(
    request: Request, report_id: int, paper_id: int, ending: str
) -> HttpResponseBase:
    """The Word or PDF file of an issued paper."""
    shown = get_object_or_404(access.visible_reports(request.actor), id=report_id)
    paper = get_object_or_404(Paper, id=paper_id, subject_type="report", subject_id=shown.id)
    return file_of(paper, ending)
