"""The list of cases and opening one."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked
from giamsat.foundation.paging import page_of
from giamsat.organisations.requests import Request
from giamsat.supervision import access, actions, queries
from giamsat.supervision.forms import OpenForm
from giamsat.supervision.opening import opening
from giamsat.supervision.states import CaseState, Form

MOST_TO_OPEN = 60


def case_list(request: Request, forms: Sequence[Form]) -> dict[str, Any]:
    """What a list of cases of some forms shows, filtered as the address says; and what is not opened yet."""
    access.require(access.may_see(request.actor))
    actor, today = request.actor, timezone.localdate()
    year, words = number_asked(request, "nam"), asked(request, "tim")
    chosen = {
        "form": asked(request, "hinh-thuc", [one.value for one in forms]),
        "state": asked(request, "tt", (*CaseState.values, "late")),
    }
    page = page_of(
        request, queries.listed(actor, year=year, today=today, words=words, of=forms, **chosen)
    )
    may_open = access.may_open(actor)
    return {
        "page": page,
        "lines": queries.lines_of(list(page)),
        "today": today,
        "year": year,
        "words": words,
        **chosen,
        "forms": [(one.value, one.label) for one in forms],
        "states": [*CaseState.choices, ("late", _("Có bước quá hạn"))],
        "years": queries.years(actor, forms),
        "counts": queries.counts_by_state(actor, year, forms),
        "may_open": may_open,
        "to_open": queries.activities_to_open(actor, forms)[:MOST_TO_OPEN] if may_open else [],
    }


@require_GET
def cases(request: Request) -> HttpResponseBase:
    """Every supervision with its next step; what is late says so."""
    return render(request, "supervision/cases.html", case_list(request, queries.SUPERVISION))


@shows_refusals
@require_http_methods(["GET", "POST"])
def open_case(request: Request) -> HttpResponseBase:
    """Open a case from an activity of the programme, or with a ground of its own."""
    actor = request.actor
    access.require(access.may_open(actor))
    start = opening(actor, activity_id=asked(request, "nd"), forms=queries.SUPERVISION)
    form = OpenForm(
        request.POST or None,
        opening=start,
        boards=access.visible_boards(actor),
        initial=start.initial("doan-giam-sat"),
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.open_case(
            actor=actor, activity=start.activity, now=timezone.now(), **form.cleaned_data
        )
        messages.success(
            request,
            _("Đã mở cuộc giám sát %(code)s. Làm lần lượt từng bước bên dưới.")
            % {"code": made.code},
        )
        return redirect("case", made.code)
    return render(request, "supervision/open.html", {"form": form, "opening": start})
