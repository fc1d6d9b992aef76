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
from giamsat.foundation.paging import asked, page_of
from giamsat.foundation.wording import day_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.rulebooks.carrying import procedures
from giamsat.supervision import access, actions, queries
from giamsat.supervision.forms import OpenForm
from giamsat.supervision.states import CRITICISM, CaseState, Form


def leads_of(actor: Actor) -> list[Organisation]:
    """Organisations that may lead a case the person opens."""
    rows = Organisation.objects.filter(valid_to=None).exclude(kind__in=("authority", "party"))
    if actor.scope(Permission.CASE_EDIT) is not Scope.ALL:
        rows = rows.filter(id__in=actor.own(Permission.CASE_EDIT))
    return list(rows.order_by("id"))


def case_list(request: Request, forms: Sequence[Form], kinds: Sequence[str]) -> dict[str, Any]:
    """What a list of cases of some forms shows, filtered as the address says; ``kinds`` are activities not opened yet."""
    access.require(access.may_see(request.actor))
    actor, today = request.actor, timezone.localdate()
    year, words = asked(request, "nam"), asked(request, "tim")
    chosen = {
        "form": asked(request, "hinh-thuc", [one.value for one in forms]),
        "state": asked(request, "tt", (*CaseState.values, "late")),
    }
    of_year = int(year) if year.isdigit() else None
    page = page_of(
        request, queries.listed(actor, year=of_year, today=today, words=words, of=forms, **chosen)
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
        "counts": queries.counts_by_state(actor, of_year, forms),
        "may_open": may_open,
        "to_open": queries.to_open(actor, kinds=kinds) if may_open else [],
    }


@require_GET
def cases(request: Request) -> HttpResponseBase:
    """Every supervision with its next step; what is late says so."""
    return render(
        request, "supervision/cases.html", case_list(request, queries.SUPERVISION, ("supervision",))
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def open_case(request: Request) -> HttpResponseBase:
    """Open a case from an activity of the programme, or with a ground of its own."""
    actor = request.actor
    access.require(access.may_open(actor))
    which = asked(request, "nd")
    activity = (
        next((one for one in queries.to_open(actor, most=2_000) if str(one.id) == which), None)
        if which
        else None
    )
    leads = leads_of(actor)
    initial = {"procedure": "doan-giam-sat", "lead": leads[0].id if leads else None}
    if activity:
        initial |= {
            "title": activity.title,
            "lead": activity.lead_id,
            "first_day": day_text(activity.first_day),
            "last_day": day_text(activity.last_day),
            "units": "\n".join(one.name for one in activity.units.order_by("id")),
        }
    form = OpenForm(
        request.POST or None, leads=leads, boards=access.visible_boards(actor), initial=initial
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = form.cleaned_data
        joint = (
            Organisation.objects.filter(code__in=activity.joint).exclude(id=said["lead"].id)
            if activity
            else []
        )
        told = procedures()[said["procedure"]]
        made = actions.open_case(
            actor=actor,
            form=Form(told.form),
            activity=activity,
            joint=joint,
            now=timezone.now(),
            **said,
        )
        messages.success(
            request,
            _("Đã mở cuộc giám sát %(code)s. Làm lần lượt từng bước bên dưới.")
            % {"code": made.code},
        )
        return redirect("case", made.code)
    return render(
        request,
        "supervision/open.html",
        {
            "form": form,
            "activity": activity,
            "procedures": [one for one in procedures().values() if one.form not in CRITICISM],
        },
    )
