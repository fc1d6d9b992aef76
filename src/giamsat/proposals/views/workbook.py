"""One file: what was read and what was not, corrected in place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civickit.rendering import proposals_xlsx
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, Start, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import members_of
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, engine, queries
from giamsat.proposals.corrections import COLUMN_NAMES, FIELD_OF, HINTS, LABELS, corrected
from giamsat.proposals.forms import RowsForm, SenderForm
from giamsat.proposals.models import Proposal, RowProblem, Workbook
from giamsat.proposals.states import ProposalState
from giamsat.proposals.views.second_files import AsWhole, as_whole, buttons_of, ways

if TYPE_CHECKING:
    from django.core.paginator import Page

_PROBLEMS = 30  # shown at a time
_READ = 25  # rows on a page


@dataclass(frozen=True)
class _Corrected:
    """What became of the fields beside the problems of a file."""

    saved: int = 0
    set_aside: int | None = None  # the row of the file
    faults: Mapping[int, str] | None = None  # by problem

    def in_words(self) -> str:
        """What is said after it."""
        if self.set_aside is not None:
            return _("Đã ghi: dòng %(row)s không phải đề xuất.") % {"row": self.set_aside}
        if not self.saved:
            return ""
        return ngettext("Đã lưu %(n)s dòng.", "Đã lưu %(n)s dòng.", self.saved) % {"n": self.saved}


def _correct(
    *,
    actor: Actor,
    now: datetime,
    workbook: Workbook,
    rows: Sequence[tuple[RowProblem, str, int]],
    aside: int,
) -> _Corrected:
    """Save every field that was filled in and is right; the others stay with what is wrong."""
    if aside:
        return _set_aside(actor, workbook, aside, now=now)
    faults: dict[int, str] = {}
    saved = 0
    for problem, text, version in rows:
        if problem.proposal is None and not text.strip():
            continue
        values, fault = corrected(problem.code, text, workbook.programme.year)
        if fault:
            faults[problem.id] = fault
            continue
        _save(workbook, problem, version, actor=actor, values=values, now=now)
        saved += 1
    return _Corrected(saved=saved, faults=faults)


def _save(workbook: Workbook, problem: RowProblem, version: int, **given: Any) -> None:
    """Into its proposal, or as a new one where the row could not be read at all."""
    if problem.proposal:
        actions.correct(proposal=problem.proposal, version=version, **given)
    elif workbook.organisation:
        actions.add_proposal(
            programme=workbook.programme,
            organisation=workbook.organisation,
            problem=problem,
            **given,
        )


def _set_aside(actor: Actor, workbook: Workbook, problem_id: int, *, now: datetime) -> _Corrected:
    problem = queries.open_problems(workbook).filter(id=problem_id).first()
    if problem is None:
        return _Corrected()  # pressed twice: it was said already
    actions.set_aside(actor=actor, problem=problem, now=now)
    return _Corrected(set_aside=problem.excel_row)


CORRECTING = {"": Button(RowsForm, _correct, done=_Corrected.in_words, stays=True)}


@dataclass(frozen=True)
class ProblemRow:
    """A problem with the field that puts it right, filled with what stands there or was typed."""

    problem: RowProblem
    message: str
    label: str
    hint: str
    value: str
    error: str
    lost: bool


@dataclass(frozen=True)
class WorkbookContext(PageContext):
    """One file; ``columns`` by sheet, each with its name and the words of the file."""

    template: ClassVar[str] = "proposals/workbook.html"
    here: Workbook
    inside: queries.InFile
    problems: Sequence[ProblemRow]
    page: "Page[Proposal]"
    errors: Mapping[int, str]
    remarks: Sequence[tuple[RowProblem, str]]
    columns: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    unclear: Sequence[str]
    may_bring: Verdict
    may_settle_names: Verdict
    sender_form: SenderForm | None
    trouble: str
    ready: int
    job: Job | None
    whole: AsWhole
    forms: Mapping[str, Form]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: Request, workbook_id: int) -> HttpResponseBase:
    """One file: what was read beside what was not."""
    file = get_object_or_404(access.visible_workbooks(request.actor), id=workbook_id)
    standing = queries.beside(file) if file.state == Workbook.State.WAITING else []
    pressed = press(
        request,
        CORRECTING | buttons_of(file),
        initial={"stands": file.comparison.get("stands", "")},
        start=_start(request, file, standing),
        workbook=file,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    faults = _faults(pressed)
    if pressed.result is not None and not faults:
        return redirect("workbook", file.id)
    inside, codes = queries.in_file(file)
    problems, remarks = queries.problems_and_remarks(file, _PROBLEMS)
    whole = as_whole(request, file, standing, codes)
    return WorkbookContext(
        here=file,
        inside=inside,
        problems=_shown(request, problems, faults),
        page=page_of(request, _read(request.actor, file), count=_READ, total=inside.rows),
        errors=faults,
        remarks=[(remark, _message(remark)) for remark in remarks],
        columns=_columns(file),
        unclear=queries.unclear_names(file),
        may_bring=access.may_work_on_file(request.actor, file),
        may_settle_names=access.may_settle_names(request.actor),
        sender_form=_sender_form(file),
        trouble=_trouble(file),
        ready=inside.ready,
        job=_job(file),
        whole=whole,
        forms=pressed.forms,
    ).render(request)


def _start(request: Request, file: Workbook, standing: Sequence[Workbook]) -> Start:
    """What the forms of the page are made with."""
    return {
        "": {"problems": queries.open_problems(file) if request.method == "POST" else ()},
        "way": {"ways": ways(file)},
        "beside": {"books": standing},
    }


def _job(file: Workbook) -> Job | None:
    """The work on a file that is being read."""
    is_being_read = file.state == Workbook.State.RECEIVED
    return job_queries.job_of("workbook", [file.id]) if is_being_read else None


def _faults(pressed: Pressed) -> Mapping[int, str]:
    """What cannot be taken, by problem."""
    if pressed.value != "":
        return {}
    form: Any = pressed.form("")
    faults = form.faults() if pressed.result is None else pressed.result.faults
    return dict(faults or {})


def _read(actor: Actor, file: Workbook) -> Any:
    """The rows of a file that gave a proposal, in its order."""
    rows = access.visible_proposals(actor).filter(workbook=file)
    return rows.exclude(state=ProposalState.WITHDRAWN).order_by("sheet", "excel_row", "id")


def _columns(file: Workbook) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (sheet, [(COLUMN_NAMES.get(role, role), text) for role, text in roles.items() if text])
        for sheet, roles in file.columns.items()
    ]


def _message(problem: RowProblem) -> str:
    return engine.problem_of(problem).message(get_language() or "vi")


def _sender_form(file: Workbook) -> SenderForm | None:
    """Asked only of a file that does not say whose it is."""
    unknown = file.state == Workbook.State.UNREADABLE and not file.is_outside
    return SenderForm(members=members_of(file.programme.front_id)) if unknown else None


def _trouble(file: Workbook) -> str:
    if not file.trouble:
        return ""
    return _message(RowProblem(code=file.trouble["code"], facts=file.trouble["facts"]))


def _shown(
    request: Request, problems: Iterable[RowProblem], faults: Mapping[int, str]
) -> list[ProblemRow]:
    return [
        ProblemRow(
            problem=problem,
            message=_message(problem),
            label=str(LABELS[FIELD_OF[problem.code]]),
            hint=str(HINTS[FIELD_OF[problem.code]]),
            value=request.POST.get(f"value-{problem.id}", _standing(problem)),
            error=faults.get(problem.id, ""),
            lost=problem.proposal is None,
        )
        for problem in problems
    ]


def _standing(problem: RowProblem) -> str:
    """What the field of a problem holds now."""
    if problem.proposal is None:
        return ""
    value = getattr(problem.proposal, FIELD_OF[problem.code], "")
    return "; ".join(value) if isinstance(value, list) else value


@require_POST
def name_sender(request: Request, workbook_id: int) -> HttpResponseBase:
    """Say whose file it is."""
    file = get_object_or_404(access.visible_workbooks(request.actor), id=workbook_id)
    whose = whole_number(request.POST.get("organisation", "")) or 0
    organisation = get_object_or_404(Organisation, id=whose)
    actions.name_sender(
        actor=request.actor, workbook=file, organisation=organisation, now=timezone.now()
    )
    return redirect("workbook", file.id)


@require_safe
def workbook_file(request: Request, workbook_id: int, which: str) -> HttpResponseBase:
    """The file as it came, or as it is now with all corrections."""
    file = get_object_or_404(access.visible_workbooks(request.actor), id=workbook_id)
    if which == "goc":
        return download(content_of(file.sha256), file.file_name)
    rows = (
        Proposal.objects.filter(workbook=file)
        .exclude(state=ProposalState.WITHDRAWN)
        .order_by("sheet", "excel_row", "id")
    )
    name = file.organisation.name if file.organisation else file.outside_body
    content = proposals_xlsx(name, file.programme.year, [engine.row_of(one) for one in rows])
    return download(content, f"{file.file_name.rsplit('.', 1)[0]}_da_sua.xlsx")
