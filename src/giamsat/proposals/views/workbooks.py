"""The files of a programme: bring some, send what was read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, queries
from giamsat.proposals.forms import OutsidePlanForm, WorkbooksForm
from giamsat.proposals.models import GONE_BOOKS, Programme, Workbook
from giamsat.proposals.views.own import own_programme


def _bring(
    *,
    request: Request,
    workbooks: Iterable[Any],
    outside_body: str | None = None,
    **given: Any,
) -> int:
    """Each file on its own: one that is refused does not keep the others out."""
    brought = 0
    for file in workbooks:
        try:
            actions.bring_workbook(
                name=file.name,
                content=file.read(),
                organisation=None,
                is_outside=outside_body is not None,
                outside_body=outside_body or "",
                **given,
            )
            brought += 1
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            messages.error(request, refusal.sentence(get_language() or "vi"))
    return brought


def _brought(count: int) -> str:
    if not count:
        return ""
    return ngettext("Đã nhận %(n)s tệp, đang đọc.", "Đã nhận %(n)s tệp, đang đọc.", count) % {
        "n": count
    }


BRINGING = {
    "own": Button(WorkbooksForm, _bring, done=_brought),
    "outside": Button(OutsidePlanForm, _bring, done=_brought, prefix="ngoai"),
}


@dataclass(frozen=True)
class WorkbooksContext(PageContext):
    """The files of a programme, and the forms that bring more."""

    template: ClassVar[str] = "proposals/workbooks.html"
    here: Programme
    rows: Sequence[tuple[Workbook, queries.InFile]]
    form: Form
    outside_form: Form
    may_bring: Verdict
    may_add_outside: Verdict
    sendable: int
    reading: bool
    job: Job | None


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: Request, programme_id: int) -> HttpResponseBase:
    """The files of a programme; several can be brought at once."""
    programme = own_programme(request, programme_id)
    actor = request.actor
    access.require(access.may_see_proposals(actor))
    pressed = press(request, BRINGING, request=request, programme=programme)
    if not isinstance(pressed, Pressed):
        return pressed
    rows = queries.workbooks(actor, programme)
    return WorkbooksContext(
        here=programme,
        rows=rows,
        form=pressed.form("own"),
        outside_form=pressed.form("outside"),
        may_bring=access.may_bring(actor),
        may_add_outside=access.may_add_outside_plan(actor),
        sendable=sum(inside.ready for row, inside in rows if not row.is_outside),
        reading=any(row.state == Workbook.State.RECEIVED for row, _inside in rows),
        job=job_queries.job_of("workbook", [row.id for row, _inside in rows]),
    ).render(request)


@require_POST
def send(request: Request, programme_id: int) -> HttpResponseBase:
    """Send what is ready: of one file, or of all one may send."""
    programme = own_programme(request, programme_id)
    own = access.visible_workbooks(request.actor).filter(programme=programme, is_outside=False)
    rows = own.exclude(organisation=None)
    chosen = request.POST.get("workbook", "")
    if chosen:
        rows = rows.filter(id=whole_number(chosen) or 0)
        get_object_or_404(rows)
    count = actions.send(
        actor=request.actor,
        workbooks=list(rows.exclude(state__in=GONE_BOOKS)),
        now=timezone.now(),
    )
    now = timezone.localtime()
    messages.success(
        request,
        _("Đã gửi %(n)s đề xuất lúc %(at)s.") % {"n": count, "at": f"{now.hour}:{now.minute:02d}"},
    )
    return redirect("workbook", chosen) if chosen else redirect("workbooks", programme.id)
