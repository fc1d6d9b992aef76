"""One case: its steps, what each lacks, its papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.forms import Form as DjangoForm
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import entries_of
from giamsat.documents.catalogue_reading import PaperKind, catalogue
from giamsat.documents.correcting import CORRECTION, correcting, is_written_about
from giamsat.documents.desk import Desk, file_of, paper_asked, sit_at
from giamsat.documents.models import Paper
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked
from giamsat.foundation.fields import ReasonForm, today_text, typed_day
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import Saying
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.forms import FinishForm
from giamsat.procedures.guiding import facts_of, lacking, procedure_of
from giamsat.procedures.papers import context_of, kinds_in
from giamsat.procedures.queries import StepLine, steps_of
from giamsat.procedures.states import StepState
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks.carrying import Procedure, ProcedureVersion
from giamsat.supervision import access, actions, queries
from giamsat.supervision.facts import Facts
from giamsat.supervision.forms import CancelForm, CaseForm
from giamsat.supervision.marking import mark_choices, marks_of
from giamsat.supervision.models import Case, CaseUnit
from giamsat.supervision.states import CaseState, Form, MemberRole


def own_case(request: Request, code: str) -> Case:
    """A case the person may see. Raises Http404."""
    return get_object_or_404(access.visible_cases(request.actor), code=code)


def _step(about: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    if code not in about["case"].steps.values_list("code", flat=True):
        raise Http404
    return {**about, "code": code}


BUTTONS = {
    "finish-": Button(
        FinishForm,
        actions.finish,
        gettext_lazy("Đã ghi xong bước này."),
        prefix="xong",
        row=_step,
    ),
    "skip-": Button(
        ReasonForm,
        actions.skip,
        gettext_lazy("Đã ghi lý do không làm bước này."),
        prefix="ld",
        row=_step,
    ),
    "reopen-": Button(
        ReasonForm, actions.reopen, gettext_lazy("Đã mở lại bước này."), prefix="ld", row=_step
    ),
    "change": Button(
        CaseForm,
        actions.change,
        gettext_lazy("Đã lưu thông tin; các hạn được đếm lại."),
        prefix="sua",
    ),
    "cancel": Button(
        CancelForm, actions.cancel, gettext_lazy("Đã hủy; lý do được lưu lại."), prefix="ld"
    ),
}


@dataclass(frozen=True)
class CaseContext(PageContext):
    """One case; ``lacks``, ``kinds`` and ``finish`` are of the step that is next.

    ``reasons`` are the forms by which a step is left out or done again, by its code.
    """

    template: ClassVar[str] = "supervision/case.html"
    here: Case
    steps: Sequence[StepLine]
    now_step: StepLine | None
    lacks: Saying
    kinds: Sequence[PaperKind]
    finish: DjangoForm | None
    reasons: Mapping[str, DjangoForm]
    change: DjangoForm
    cancel: DjangoForm
    facts: Facts
    procedure: Procedure
    version: ProcedureVersion
    units: Sequence[CaseUnit]
    history: Iterable[AuditEntry]
    recommendations: Sequence[Recommendation]
    marks: Sequence[str]
    is_delegation: bool
    may_work: Verdict
    may_write: Verdict
    may_reopen: Verdict
    may_recommend: Verdict
    may_note: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: Request, code: str) -> HttpResponseBase:
    """One case: the step that is next stands open, with what it still lacks."""
    shown, actor = own_case(request, code), request.actor
    units = queries.units_of(shown)
    initial = {"done_on": today_text(), "version": shown.version}
    start = {"change": {"initial": _as_written(shown, units)}}
    pressed = press(request, BUTTONS, initial=initial, start=start, case=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    steps = steps_of(shown, timezone.localdate(), runs=shown.state == CaseState.RUNNING)
    facts, (procedure, version) = facts_of(shown), procedure_of(shown)
    return CaseContext(
        here=shown,
        steps=steps,
        **_of_now(pressed, shown, steps, facts),
        reasons=_reasons(pressed, steps),
        change=pressed.form("change"),
        cancel=pressed.form("cancel"),
        facts=facts,
        procedure=procedure,
        version=version,
        units=units,
        history=entries_of(shown)[:20],
        recommendations=queries.recommended_in(shown),
        marks=[words for mark, words in mark_choices() if mark in marks_of(shown)],
        is_delegation=shown.is_criticism
        or shown.form in (Form.DELEGATION, Form.JOINING, Form.DOCUMENT_REVIEW),
        may_work=access.may_work(actor, shown),
        may_write=access.may_write_paper(actor, shown),
        may_reopen=access.may_reopen(actor, shown),
        may_recommend=actor.may(Permission.RECOMMENDATION_EDIT, shown.lead_id),
        may_note=access.may_take_notes(actor, shown),
    ).render(request)


def _of_now(
    pressed: Pressed, case: Case, steps: Sequence[StepLine], facts: Facts
) -> dict[str, Any]:
    """What the page shows of the step that is next."""
    following = next((step for step in steps if step.mark == "now"), None)
    if following is None:
        return {"now_step": None, "lacks": "", "kinds": [], "finish": None}
    return {
        "now_step": following,
        "lacks": lacking(case, following.told, facts),
        "kinds": kinds_in(case, following.told),
        "finish": pressed.form(f"finish-{following.row.code}"),
    }


def _reasons(pressed: Pressed, steps: Sequence[StepLine]) -> dict[str, DjangoForm]:
    """Why a step is left out, where that is open; why one that is over is done again."""
    forms = {}
    for step in steps:
        code, is_open = step.row.code, step.row.state == StepState.OPEN
        if not is_open or step.told.optional:
            forms[code] = pressed.form(f"{'skip' if is_open else 'reopen'}-{code}")
    return forms


def _as_written(case: Case, units: Sequence[CaseUnit]) -> dict[str, Any]:
    """A case as the form that changes it shows it."""
    return {
        "title": case.title,
        "field": case.field,
        "units": "\n".join(unit.name for unit in units),
        "first_day": typed_day(case.first_day),
        "last_day": typed_day(case.last_day),
        "place": case.place,
        "starts_on": typed_day(case.starts_on) if case.starts_on else "",
        "marks": marks_of(case),
    }


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def case_paper(request: Request, code: str, kind: str) -> HttpResponseBase:
    """Write, look at and issue one kind of paper of a case; ``?so=`` names one that is there."""
    case = own_case(request, code)
    if not is_written_about(kind, "case"):
        raise Http404
    paper = paper_asked(request, ("case", case.id), kind)
    may = access.may_write_paper(request.actor, case)
    if not may and (paper is None or paper.state != Paper.State.ISSUED):
        access.require(may)
    address = reverse("case_paper", args=[case.code, kind])
    context = context_of(case)
    if kind == CORRECTION:
        context |= correcting(("case", case.id), paper, number_asked(request, "sua"))
    head = case.members.filter(role__in=(MemberRole.HEAD, MemberRole.CHAIR), left_on=None).first()
    desk = Desk(
        kind=catalogue()[kind],
        body=case.lead,
        context=context,
        paper=paper,
        may=may,
        back=reverse("case", args=[case.code]),
        about=case.code,
        save=partial(actions.write_paper, case=case, kind=kind),
        issue=partial(actions.issue_paper, case=case),
        file_url=lambda made, ending: reverse("case_paper_file", args=[case.code, made.id, ending]),
        here=lambda made: f"{address}?so={made.id}",
        correct=reverse("case_paper", args=[case.code, CORRECTION]),
        signer=head.name if head and catalogue()[kind].signer == "delegation" else "",
    )
    return sit_at(request, desk)


@require_safe
def case_paper_file(request: Request, code: str, paper_id: int, ending: str) -> HttpResponseBase:
    """The Word or PDF file of an issued paper."""
    paper = get_object_or_404(access.papers_to_open(request.actor, code), id=paper_id)
    return file_of(paper, ending)
