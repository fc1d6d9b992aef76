"""One case: its steps, what each lacks, its papers."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.audit.recording import entries_of
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.desk import Desk, file_of, paper_asked, sit_at
from giamsat.documents.models import Paper
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.fields import ReasonForm, today_text, typed_day
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.forms import FinishForm
from giamsat.procedures.guiding import facts_of, lacking, procedure_of
from giamsat.procedures.papers import context_of, kinds_in
from giamsat.procedures.queries import steps_of
from giamsat.supervision import access, actions, queries
from giamsat.supervision.forms import CaseForm
from giamsat.supervision.marking import mark_choices, marks_of
from giamsat.supervision.models import Case, CaseUnit
from giamsat.supervision.states import CaseState, Form, MemberRole


def own_case(request: Request, code: str) -> Case:
    """A case the person may see. Raises Http404."""
    return get_object_or_404(access.visible_cases(request.actor), code=code)


@shows_refusals
@require_http_methods(["GET", "POST"])
def case(request: Request, code: str) -> HttpResponseBase:
    """One case: the step that is next stands open, with what it still lacks."""
    here, actor, do = own_case(request, code), request.actor, request.POST.get("do", "")
    today = timezone.localdate()
    units = queries.units_of(here)
    forms = _forms(request, here, do, units)
    if request.method == "POST" and not request.refusal and _act(request, here, do, forms):
        return redirect("case", here.code)
    steps = steps_of(here, today, runs=here.state == CaseState.RUNNING)
    facts, (procedure, version) = facts_of(here), procedure_of(here)
    now = next((one for one in steps if one.mark == "now"), None)
    context = {
        "here": here,
        "steps": steps,
        "now_step": now,
        "lacks": lacking(here, now.told, facts) if now else "",
        "facts": facts,
        "today": today,
        "procedure": procedure,
        "version": version,
        "forms": forms,
        "units": units,
        "history": entries_of(here)[:20],
        "may_work": access.may_work(actor, here),
        "may_write": access.may_write_paper(actor, here),
        "may_reopen": access.may_reopen(actor, here),
        "recommendations": queries.recommended_in(here),
        "kinds": kinds_in(here, now.told) if now else [],
        "may_recommend": actor.may(Permission.RECOMMENDATION_EDIT, here.lead_id),
        "marks": [
            words for mark, words in mark_choices() if mark in forms["change"].initial["marks"]
        ],
        "is_delegation": here.is_criticism
        or here.form in (Form.DELEGATION, Form.JOINING, Form.DOCUMENT_REVIEW),
        "may_note": access.may_take_notes(actor, here),
    }
    return render(request, "supervision/case.html", context)


def _forms(request: Request, here: Case, do: str, units: list[CaseUnit]) -> dict[str, Any]:
    initial = {
        "title": here.title,
        "field": here.field,
        "units": "\n".join(one.name for one in units),
        "first_day": typed_day(here.first_day),
        "last_day": typed_day(here.last_day),
        "place": here.place,
        "starts_on": typed_day(here.starts_on) if here.starts_on else "",
        "version": here.version,
        "marks": marks_of(here),
    }
    return {
        "finish": FinishForm(
            request.POST if do.startswith("finish-") else None,
            prefix="xong",
            initial={"done_on": today_text()},
        ),
        "change": CaseForm(request.POST if do == "change" else None, prefix="sua", initial=initial),
        "reason": ReasonForm(
            request.POST if do.partition("-")[0] in ("skip", "reopen", "cancel") else None,
            prefix="ld",
        ),
    }


def _act(request: Request, here: Case, do: str, forms: dict[str, Any]) -> bool:
    """Carry out the pressed button; False when its form has to be filled in again."""
    common: dict[str, Any] = {"actor": request.actor, "case": here, "now": timezone.now()}
    what, _dash, code = do.partition("-")
    if code and not here.steps.filter(code=code).exists():
        raise Http404
    if what == "finish" and code and forms["finish"].is_valid():
        actions.finish(code=code, **common, **forms["finish"].cleaned_data)
        messages.success(request, _("Đã ghi xong bước này."))
    elif what == "skip" and code and forms["reason"].is_valid():
        actions.skip(code=code, **common, **forms["reason"].cleaned_data)
        messages.success(request, _("Đã ghi lý do không làm bước này."))
    elif what == "reopen" and code and forms["reason"].is_valid():
        actions.reopen(code=code, **common, **forms["reason"].cleaned_data)
        messages.success(request, _("Đã mở lại bước này."))
    elif do == "cancel" and forms["reason"].is_valid():
        version = request.POST.get("version", "")
        actions.cancel(
            version=whole_number(version) or 0,
            **common,
            **forms["reason"].cleaned_data,
        )
        messages.success(request, _("Đã hủy; lý do được lưu lại."))
    elif do == "change" and forms["change"].is_valid():
        said = forms["change"].cleaned_data
        actions.change(**common, **said | {"version": said["version"] or 0})
        messages.success(request, _("Đã lưu thông tin; các hạn được đếm lại."))
    else:
        return False
    return True


@shows_refusals
@require_http_methods(["GET", "POST"])
def case_paper(request: Request, code: str, kind: str) -> HttpResponseBase:
    """Write, look at and issue one kind of paper of a case; ``?so=`` names one that is there."""
    here = own_case(request, code)
    if kind not in catalogue() or catalogue()[kind].of != "case":
        raise Http404
    paper = paper_asked(request, ("case", here.id), kind)
    may = access.may_write_paper(request.actor, here)
    if not may and (paper is None or paper.state != Paper.State.ISSUED):
        access.require(may)
    address = reverse("case_paper", args=[here.code, kind])
    head = here.members.filter(role__in=(MemberRole.HEAD, MemberRole.CHAIR), left_on=None).first()
    desk = Desk(
        kind=catalogue()[kind],
        body=here.lead,
        context=context_of(here),
        paper=paper,
        may=may,
        back=reverse("case", args=[here.code]),
        about=here.code,
        save=partial(actions.write_paper, case=here, kind=kind),
        issue=partial(actions.issue_paper, case=here),
        file_url=lambda made, ending: reverse("case_paper_file", args=[here.code, made.id, ending]),
        here=lambda made: f"{address}?so={made.id}",
        signer=head.name if head and catalogue()[kind].signer == "delegation" else "",
    )
    return sit_at(request, desk)


@require_GET
def case_paper_file(request: Request, code: str, paper_id: int, ending: str) -> HttpResponseBase:
    """The Word or PDF file of an issued paper."""
    paper = get_object_or_404(access.papers_to_open(request.actor, code), id=paper_id)
    return file_of(paper, ending)
