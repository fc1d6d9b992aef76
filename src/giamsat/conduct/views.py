"""Pages of conduct cases: opened by those who hold the permission, a 404 for everybody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import entries_of
from giamsat.conduct import access, actions
from giamsat.conduct.forms import CloseForm, FactsForm, HearForm, OpenForm, SendForm
from giamsat.conduct.models import ConductCase
from giamsat.conduct.states import ConductState
from giamsat.conduct.writing import facts_docx, opened
from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import ReasonForm, today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request

if TYPE_CHECKING:
    from django.core.paginator import Page

C = ConductState
_RECORDED = gettext_lazy("Đã ghi.")


def _hold(*, case: ConductCase, **said: Any) -> None:
    actions.hold(case=case, on_hold=not case.on_hold, **said)


OPENING = {
    "": Button(
        OpenForm,
        actions.open_conduct_case,
        done=lambda case: _("Đã mở hồ sơ %(code)s.") % {"code": case.code},
        to=lambda case: reverse("conduct_case", args=[case.code]),
    )
}
BUTTONS = {
    "hear": Button(HearForm, actions.hear, _RECORDED, prefix="nghe"),
    "establish": Button(FactsForm, actions.establish, _RECORDED, prefix="xl"),
    "recommend": Button(SendForm, actions.recommend, _RECORDED, prefix="kn"),
    "close": Button(CloseForm, actions.close, _RECORDED, prefix="dong"),
    "hold": Button(ReasonForm, _hold, _RECORDED, prefix="giu"),
}


@dataclass(frozen=True)
class ConductCasesContext(PageContext):
    """The list, and the form that opens another."""

    template: ClassVar[str] = "conduct/cases.html"
    page: "Page[ConductCase]"
    form: Form


@dataclass(frozen=True)
class ConductCaseContext(PageContext):
    """One case; ``may`` by the state it would become."""

    template: ClassVar[str] = "conduct/case.html"
    here: ConductCase
    forms: Mapping[str, Form]
    may: Mapping[str, Verdict]
    told: Mapping[str, str]
    history: Iterable[AuditEntry]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def conduct_cases(request: Request) -> HttpResponseBase:
    """Numbers, bodies and states; whom a case is about stands on its own page alone."""
    access.require(access.may_work(request.actor))
    pressed = press(request, OPENING)
    if not isinstance(pressed, Pressed):
        return pressed
    page = page_of(request, access.visible_conduct_cases(request.actor).order_by("-year", "-no"))
    return ConductCasesContext(page, pressed.form("")).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def conduct_case(request: Request, code: str) -> HttpResponseBase:
    """One case: hear, establish, recommend, close."""
    case = get_object_or_404(access.visible_conduct_cases(request.actor), code=code)
    initial = {"version": case.version, "on": today_text()}
    pressed = press(request, BUTTONS, initial=initial, case=case)
    if not isinstance(pressed, Pressed):
        return pressed
    moves = (C.HEARD, C.ESTABLISHED, C.RECOMMENDED, C.CLOSED)
    return ConductCaseContext(
        here=case,
        forms=pressed.forms,
        may={str(to): access.may_become(request.actor, case, to) for to in moves},
        told=opened(case),
        history=entries_of(case)[:30],
    ).render(request)


@require_safe
def conduct_paper(request: Request, code: str) -> HttpResponseBase:
    """The draft of the paper with what was established and nothing else.

    It is made when asked for and kept nowhere.
    """
    case = get_object_or_404(access.visible_conduct_cases(request.actor), code=code)
    if not case.sealed_facts:
        raise Http404
    return download(facts_docx(case), f"{case.code}.docx")
