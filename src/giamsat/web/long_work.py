"""Long work: how far it is, and stopping it."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from giamsat.foundation.capability import job_kinds
from giamsat.jobs import actions
from giamsat.jobs.models import Job
from giamsat.organisations.requests import Request


def _visible_job(request: Request, job_id: int) -> Job:
    """Whoever sees what a job works on sees the job. Raises Http404."""
    running = get_object_or_404(Job, id=job_id)
    visible = job_kinds()[running.kind].visible
    if visible is None or not visible(request.actor).filter(pk=running.subject_id).exists():
        raise Http404
    return running


def _page_of(running: Job) -> str:
    return reverse(job_kinds()[running.kind].page, args=[running.subject_id])


@require_safe
def job(request: Request, job_id: int) -> HttpResponseBase:
    """The panel of one job; a page of its own without htmx, and the way on when it is over."""
    running = _visible_job(request, job_id)
    context = {"job": running, "alone": True}
    if request.htmx:
        response = render(request, "jobs/panel.html", context)
        if running.is_over:
            response["HX-Refresh"] = "true"  # the page around it has changed too
        return response
    if running.is_over:
        return redirect(_page_of(running))
    return render(request, "jobs/job.html", context)


@require_POST
def write_again(request: Request, job_id: int) -> HttpResponseBase:
    """Papers whose writing failed are written again."""
    failed = _visible_job(request, job_id)
    actions.write_papers_again(actor=request.actor, job=failed, now=timezone.now())
    messages.success(request, _("Văn bản đang được viết lại."))
    return redirect(_page_of(failed))


@require_POST
def stop(request: Request, job_id: int) -> HttpResponseBase:
    """Stop it; what was there before stays."""
    running = _visible_job(request, job_id)
    actions.stop_job(actor=request.actor, job=running, now=timezone.now())
    messages.success(request, _("Đang dừng. Những gì có trước đó vẫn nguyên."))
    return redirect(_page_of(running))
