"""Long work: how far it is, and stopping it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from giamsat.jobs.models import Job
from giamsat.programmes import access, actions
from giamsat.programmes.models import Programme, Variant, Workbook

def _visible(request: HttpRequest, job: Job) -> bool:
    """Whoever sees what the job works on sees the job."""
    rows = {
        "workbook": access.visible_workbooks(request.actor).filter(id=job.subject_id),  # type: ignore[attr-defined]
        "overlaps": access.visible_programmes(request.actor).filter(id=job.subject_id),  # type: ignore[attr-defined]
        "plan": access.visible_variants(request.actor).filter(id=job.subject_id),  # type: ignore[attr-defined]
    }
    return job.kind in rows and rows[job.kind].exists()


@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """The panel of one job; a page of its own without htmx, and the way on when it is over."""
    here = get_object_or_404(Job, id=job_id)
    if not _visible(request, here):
        return get_object_or_404(Job.objects.none())  # type: ignore[no-any-return]
    context = {"job": here, "alone": True}
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "programmes/job_panel.html", context)
        if here.is_over:
            response["HX-Refresh"] = "true"  # the page around it has changed too
        return response
    return redirect(_page_of(here)) if here.is_over else render(request, "programmes/job.html", context)


def _page_of(here: Job) -> Programme | Variant | Workbook | str:
    from django.urls import reverse

    names = {"workbook": "workbook", "overlaps": "pairs", "plan": "variant"}
    return reverse(names[here.kind], args=[here.subject_id])


@require_POST
def stop(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """Stop it; what was there before stays."""
    here = get_object_or_404(Job, id=job_id)
    if not _visible(request, here):
        return get_object_or_404(Job.objects.none())  # type: ignore[no-any-return]
    actions.stop_job(actor=request.actor, job=here, now=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("Đang dừng. Những gì có trước đó vẫn nguyên."))
    return redirect(_page_of(here))
