"""Pages of conduct cases: opened by those who hold the permission, a 404 for everybody else."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.audit.recording import entries_of
from giamsat.conduct import access, actions
from giamsat.conduct.forms import FactsForm, HearForm, OpenForm, SendForm
from giamsat.conduct.models import ConductCase
from giamsat.conduct.states import ConductState, Where
from giamsat.conduct.writing import facts_docx, opened
from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.fields import ReasonForm, today_text
from giamsat.foundation.paging import page_of
from giamsat.organisations.requests import Request

C = ConductState


@shows_refusals
@require_http_methods(["GET", "POST"])
def conduct_cases(request: Request) -> HttpResponseBase:
    """Numbers, bodies and states; whom a case is about stands on its own page alone."""
    access.require(access.may_work(request.actor))
    form = OpenForm(request.POST or None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = form.cleaned_data
        made = actions.open_conduct_case(
            actor=request.actor, now=timezone.now(), **said | {"where": Where(said["where"])}
        )
        messages.success(request, _("Đã mở hồ sơ %(code)s.") % {"code": made.code})
        return redirect("conduct_case", made.code)
    page = page_of(request, access.visible_conduct_cases(request.actor).order_by("-year", "-no"))
    return render(request, "conduct/cases.html", {"page": page, "form": form})


@shows_refusals
@require_http_methods(["GET", "POST"])
def conduct_case(request: Request, code: str) -> HttpResponseBase:
    """One case: hear, establish, recommend, close."""
    here = get_object_or_404(access.visible_conduct_cases(request.actor), code=code)
    do = request.POST.get("do", "")
    forms: dict[str, Any] = {
        "hear": HearForm(
            request.POST if do == "hear" else None, prefix="nghe", initial={"on": today_text()}
        ),
        "establish": FactsForm(request.POST if do == "establish" else None, prefix="xl"),
        "recommend": SendForm(
            request.POST if do == "recommend" else None, prefix="kn", initial={"on": today_text()}
        ),
        "close": ReasonForm(request.POST if do == "close" else None, prefix="dong"),
        "hold": ReasonForm(request.POST if do == "hold" else None, prefix="giu"),
    }
    if request.method == "POST" and not request.refusal and do in forms and forms[do].is_valid():
        _act(request, here, do, forms[do].cleaned_data)
        messages.success(request, _("Đã ghi."))
        return redirect("conduct_case", here.code)
    may = {
        to: access.may_become(request.actor, here, to)
        for to in (C.HEARD, C.ESTABLISHED, C.RECOMMENDED, C.CLOSED)
    }
    context = {
        "here": here,
        "forms": forms,
        "may": {str(to): verdict for to, verdict in may.items()},
        "told": opened(here),
        "history": entries_of(here)[:30],
    }
    return render(request, "conduct/case.html", context)


def _act(request: Request, here: ConductCase, do: str, said: dict[str, Any]) -> None:
    version = request.POST.get("version", "")
    common: dict[str, Any] = {"actor": request.actor, "case": here, "now": timezone.now()}
    if do == "hold":
        actions.hold(on_hold=not here.on_hold, reason=said["reason"], **common)
        return
    common["version"] = whole_number(version) or 0
    _ACTS[do](**common, **said)


_ACTS: dict[str, Callable[..., None]] = {
    "hear": actions.hear,
    "establish": actions.establish,
    "recommend": actions.recommend,
    "close": actions.close,
}


@require_GET
def conduct_paper(request: Request, code: str) -> HttpResponseBase:
    """The draft of the paper with what was established and nothing else; it is made when asked for and kept nowhere."""
    here = get_object_or_404(access.visible_conduct_cases(request.actor), code=code)
    if not here.sealed_facts:
        raise Http404
    return download(facts_docx(here), f"{here.code}.docx")
