"""Bring files, see what was read and what was not, correct in place, send."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from civickit.rendering import proposals_xlsx
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.paging import page_of
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queries as job_queries
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import members_of
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, engine, queries
from giamsat.proposals.corrections import COLUMN_NAMES, FIELD_OF, HINTS, LABELS
from giamsat.proposals.forms import OutsidePlanForm, SenderForm, WorkbooksForm, corrected
from giamsat.proposals.models import Proposal, RowProblem, Workbook
from giamsat.proposals.states import ProposalState
from giamsat.proposals.views.own import own_programme

_PROBLEMS = 30  # shown at a time


@shows_refusals
@require_http_methods(["GET", "POST"])
def workbooks(request: Request, programme_id: int) -> HttpResponseBase:
    """The files of a programme; several can be brought at once."""
    here = own_programme(request, programme_id)
    actor = request.actor
    access.require(access.may_see_proposals(actor))
    is_outside = request.POST.get("do") == "outside"
    form = WorkbooksForm(*_posted(request, own=not is_outside))
    outside_form = OutsidePlanForm(*_posted(request, own=is_outside), prefix="ngoai")
    used = outside_form if is_outside else form
    if request.method == "POST" and not request.refusal and used.is_valid():
        outside_body = used.cleaned_data.get("outside_body", "")
        _bring(
            request,
            here,
            used.cleaned_data["workbooks"],
            is_outside=is_outside,
            outside_body=outside_body,
        )
        return redirect("workbooks", here.id)
    rows = queries.workbooks(actor, here)
    context = {
        "here": here,
        "rows": rows,
        "form": form,
        "outside_form": outside_form,
        "may_bring": access.may_bring(actor),
        "may_add_outside": access.may_add_outside_plan(actor),
        "sendable": sum(inside.ready for row, inside in rows if not row.is_outside),
        "reading": any(row.state == Workbook.State.RECEIVED for row, _inside in rows),
        "job": job_queries.job_of("workbook", [row.id for row, _inside in rows]),
    }
    return render(request, "proposals/workbooks.html", context)


def _posted(request: Request, *, own: bool) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" and own else (None, None)


def _bring(
    request: Request, here: Any, files: list[Any], *, is_outside: bool, outside_body: str
) -> None:
    """Each file on its own: one that is refused does not keep the others out."""
    brought = 0
    for file in files:
        try:
            actions.bring_workbook(
                actor=request.actor,
                programme=here,
                name=file.name,
                content=file.read(),
                organisation=None,
                is_outside=is_outside,
                outside_body=outside_body,
                now=timezone.now(),
            )
            brought += 1
        except Refusal as refusal:
            if refusal.status == 403:
                raise
            messages.error(request, refusal.sentence(get_language() or "vi"))
    if brought:
        messages.success(
            request,
            ngettext("Đã nhận %(n)s tệp, đang đọc.", "Đã nhận %(n)s tệp, đang đọc.", brought)
            % {"n": brought},
        )


@shows_refusals
@require_http_methods(["GET", "POST"])
def workbook(request: Request, workbook_id: int) -> HttpResponseBase:
    """One file: what was read beside what was not."""
    actor = request.actor
    here = get_object_or_404(access.visible_workbooks(actor), id=workbook_id)
    errors: dict[int, str] = {}
    if request.method == "POST" and not request.refusal:
        errors = _correct(request, here)
        if not errors:
            return redirect("workbook", here.id)
    problems = list(queries.open_problems(here)[:_PROBLEMS])
    read = (
        access.visible_proposals(actor).filter(workbook=here).exclude(state=ProposalState.WITHDRAWN)
    )
    page = page_of(request, read.order_by("sheet", "excel_row", "id"), count=25)
    may_bring = (
        access.may_bring(actor, here.organisation_id)
        if not here.is_outside
        else access.may_add_outside_plan(actor)
    )
    inside = queries.in_files([here.id])[here.id]
    context = {
        "here": here,
        "inside": inside,
        "problems": _shown(request, problems, errors),
        "page": page,
        "errors": errors,
        "remarks": [
            (one, engine.problem_of(one).message(get_language() or "vi"))
            for one in queries.remarks(here)[:_PROBLEMS]
        ],
        "columns": [
            (sheet, [(COLUMN_NAMES.get(role, role), text) for role, text in roles.items() if text])
            for sheet, roles in here.columns.items()
        ],
        "may_bring": may_bring,
        "sender_form": _sender_form(here),
        "trouble": _trouble(here),
        "ready": inside.ready,
        "job": job_queries.job_of("workbook", [here.id])
        if here.state == Workbook.State.RECEIVED
        else None,
    }
    return render(request, "proposals/workbook.html", context)


def _sender_form(here: Workbook) -> SenderForm | None:
    """Asked only of a file that does not say whose it is."""
    unknown = here.state == Workbook.State.UNREADABLE and not here.is_outside
    return SenderForm(members=members_of(here.programme.front_id)) if unknown else None


def _trouble(here: Workbook) -> str:
    if not here.trouble:
        return ""
    stored = RowProblem(code=here.trouble["code"], facts=here.trouble["facts"])
    return engine.problem_of(stored).message(get_language() or "vi")


def _shown(
    request: Request, problems: list[RowProblem], errors: dict[int, str]
) -> list[dict[str, Any]]:
    """Each problem with the field that puts it right, filled with what stands there or was just typed."""
    out = []
    for one in problems:
        field = FIELD_OF[one.code]
        value = getattr(one.proposal, field, "") if one.proposal else ""
        if field == "supervised_units" and one.proposal:
            value = "; ".join(value)
        out.append(
            {
                "problem": one,
                "message": engine.problem_of(one).message(get_language() or "vi"),
                "label": LABELS[field],
                "hint": HINTS[field],
                "value": request.POST.get(f"value-{one.id}", value),
                "error": errors.get(one.id, ""),
                "lost": one.proposal is None,
            }
        )
    return out


def _correct(request: Request, here: Workbook) -> dict[int, str]:
    """Save every field that was filled in and is right; the sentences for the others, by problem."""
    errors: dict[int, str] = {}
    saved = 0
    aside = request.POST.get("aside", "")
    for problem in queries.open_problems(here):
        text = request.POST.get(f"value-{problem.id}")
        if aside == str(problem.id):
            actions.set_aside(actor=request.actor, problem=problem, now=timezone.now())
            messages.success(
                request, _("Đã ghi: dòng %(row)s không phải đề xuất.") % {"row": problem.excel_row}
            )
            return {}
        if text is None or aside or (problem.proposal is None and not text.strip()):
            continue
        values, error = corrected(problem, text, here.programme.year)
        if error:
            errors[problem.id] = error
        else:
            _save(request, here, problem, values)
            saved += 1
    if saved:
        messages.success(
            request, ngettext("Đã lưu %(n)s dòng.", "Đã lưu %(n)s dòng.", saved) % {"n": saved}
        )
    return errors


def _save(request: Request, here: Workbook, problem: RowProblem, values: dict[str, Any]) -> None:
    now = timezone.now()
    if problem.proposal:
        version = request.POST.get(f"version-{problem.id}", "")
        actions.correct(
            actor=request.actor,
            proposal=problem.proposal,
            version=whole_number(version) or 0,
            values=values,
            now=now,
        )
    elif here.organisation:
        actions.add_proposal(
            actor=request.actor,
            programme=here.programme,
            organisation=here.organisation,
            values=values,
            problem=problem,
            now=now,
        )


@require_POST
def send(request: Request, programme_id: int) -> HttpResponseBase:
    """Send what is ready: of one file, or of all one may send."""
    here = own_programme(request, programme_id)
    rows = (
        access.visible_workbooks(request.actor)
        .filter(programme=here, is_outside=False)
        .exclude(organisation=None)
    )
    chosen = request.POST.get("workbook", "")
    if chosen:
        rows = rows.filter(id=whole_number(chosen) or 0)
        get_object_or_404(rows)
    count = actions.send(
        actor=request.actor,
        workbooks=list(rows.exclude(state=Workbook.State.REPLACED)),
        now=timezone.now(),
    )
    now = timezone.localtime()
    messages.success(
        request,
        _("Đã gửi %(n)s đề xuất lúc %(at)s.") % {"n": count, "at": f"{now.hour}:{now.minute:02d}"},
    )
    return redirect("workbook", chosen) if chosen else redirect("workbooks", here.id)


@require_POST
def name_sender(request: Request, workbook_id: int) -> HttpResponseBase:
    """Say whose file it is."""
    here = get_object_or_404(access.visible_workbooks(request.actor), id=workbook_id)
    whose = whole_number(request.POST.get("organisation", "")) or 0
    organisation = get_object_or_404(Organisation, id=whose)
    actions.name_sender(
        actor=request.actor, workbook=here, organisation=organisation, now=timezone.now()
    )
    return redirect("workbook", here.id)


@require_GET
def workbook_file(request: Request, workbook_id: int, which: str) -> HttpResponseBase:
    """The file as it came, or as it is now with all corrections."""
    here = get_object_or_404(access.visible_workbooks(request.actor), id=workbook_id)
    if which == "goc":
        return download(content_of(here.sha256), here.file_name)
    rows = (
        Proposal.objects.filter(workbook=here)
        .exclude(state=ProposalState.WITHDRAWN)
        .order_by("sheet", "excel_row", "id")
    )
    name = here.organisation.name if here.organisation else here.outside_body
    content = proposals_xlsx(name, here.programme.year, [engine.row_of(one) for one in rows])
    return download(content, f"{here.file_name.rsplit('.', 1)[0]}_da_sua.xlsx")
