"""What units report: what is asked of them, what they said, what waits for confirmation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, numbers
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.paging import page_of
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.targets import access, actions
from giamsat.targets.actions.facts import Said
from giamsat.targets.forms import FactForm
from giamsat.targets.models import ReportedFact
from giamsat.targets.reporting import Askable, askable, asked_of
from giamsat.targets.states import FactState


@shows_refusals
@require_http_methods(["GET", "POST"])
def facts(request: Request) -> HttpResponseBase:
    """The list, with what is still asked of the own units; several can be confirmed at once."""
    access.require(access.may_report(request.actor) or request.actor.may(Permission.FACT_CONFIRM))
    rows = access.visible_facts(request.actor)
    if request.method == "POST" and not request.refusal:
        chosen = numbers(request.POST.getlist("id"))
        done = actions.confirm(
            actor=request.actor, facts=list(rows.filter(id__in=chosen)), now=timezone.now()
        )
        messages.success(request, _("Đã xác nhận %(n)s số liệu.") % {"n": done})
        return redirect(request.get_full_path())
    state = asked(request, "tt", set(FactState.values))
    unit = asked(request, "don-vi")
    shown = (
        rows.filter(state=state)
        if state
        else rows.exclude(state__in=[FactState.WITHDRAWN, FactState.REPLACED])
    )
    shown = shown.filter(unit__code=unit) if unit else shown
    known = askable()
    page = page_of(request, shown.order_by("-id"))
    for one in page.object_list:
        one.said = known.name(one.event)
        one.marks = known.marks(one.tags)
    context = {
        "page": page,
        "state": state,
        "states": FactState.choices,
        "may_confirm": request.actor.may(Permission.FACT_CONFIRM),
        "may_report": access.may_report(request.actor),
        "still": asked_of(request.actor, timezone.localdate()),
        "waiting": rows.filter(state=FactState.WAITING).count(),
    }
    return render(request, "targets/facts.html", context)


def _form(request: Request, known: Askable, fact: ReportedFact | None) -> FactForm:
    initial: dict[str, Any] = {name: asked(request, name) for name in ("event", "unit")} | {
        "quantity": 1
    }
    if fact:
        initial = {
            "unit": fact.unit_id,
            "event": fact.event,
            "day": f"{fact.day:%d/%m/%Y}",
            "quantity": f"{fact.quantity:g}",
            "subject": fact.subject,
            "tags": fact.tags.split(),
            "note": fact.note,
            "paper": fact.paper,
        }
    units = access.units_of(request.actor).order_by("level", "id")
    if not fact and not initial["unit"]:
        initial["unit"] = units.values_list("id", flat=True).first()
    return FactForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        units=units,
        vocabulary=known.vocabulary,
        tags=known.tags,
        events=known.events,
    )


def _said(form: FactForm, known: Askable) -> Said:
    told = form.cleaned_data
    event, upload = known.vocabulary.events[told["event"]], told["file"]
    return Said(
        told["event"],
        told["day"],
        told["quantity"],
        told["subject"],
        tuple(told["tags"]),
        told["note"],
        told["paper"],
        (upload.name, upload.read()) if upload else None,
        event.title if event.by_person else "",
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def fact_new(request: Request) -> HttpResponseBase:
    """Report something."""
    access.require(access.may_report(request.actor))
    known = askable()
    form = _form(request, known, None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.report(
            actor=request.actor,
            unit=form.cleaned_data["unit"],
            said=_said(form, known),
            now=timezone.now(),
        )
        messages.success(request, _("Đã ghi. Cấp trên xác nhận thì số liệu được tính."))
        return redirect("fact", made.id)
    return render(
        request, "targets/fact_form.html", {"form": form}, status=422 if form.errors else 200
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def fact(request: Request, fact_id: int) -> HttpResponseBase:
    """One fact with its paper and its history; confirm, send back, correct, withdraw."""
    here = get_object_or_404(ReportedFact.objects.select_related("unit", "replaces"), id=fact_id)
    if not access.may_see_fact(request.actor, here):
        raise Http404
    reason = ReasonForm(request.POST if request.POST.get("do") == "return" else None)
    if request.method == "POST" and not request.refusal and _done(request, here, reason):
        return redirect("fact", here.id)
    known = askable()
    here.said, here.marks = known.name(here.event), known.marks(here.tags)  # type: ignore[attr-defined]
    later = ReportedFact.objects.filter(replaces=here).first()
    context = {
        "here": here,
        "reason": reason,
        "later": later,
        "may_confirm": access.may_confirm(request.actor, here),
        "may_return": access.may_send_back(request.actor, here),
        "may_correct": access.may_correct(request.actor, here),
        "may_withdraw": access.may_withdraw(request.actor, here),
        "may_know_who": access.may_know_who(request.actor, here),
        "may_open": access.may_open_paper(request.actor, here),
    }
    return render(request, "targets/fact.html", context)


def _done(request: Request, here: ReportedFact, reason: ReasonForm) -> bool:
    """Do what was asked; whether anything was."""
    do, now = request.POST.get("do", ""), timezone.now()
    if do == "confirm":
        actions.confirm(actor=request.actor, facts=[here], now=now)
    elif do == "withdraw":
        actions.withdraw(actor=request.actor, fact=here, now=now)
    elif do == "return" and reason.is_valid():
        actions.send_back(
            actor=request.actor, fact=here, reason=reason.cleaned_data["reason"], now=now
        )
    else:
        return False
    return True


@shows_refusals
@require_http_methods(["GET", "POST"])
def fact_correct(request: Request, fact_id: int) -> HttpResponseBase:
    """A corrected fact in place of another one."""
    here = get_object_or_404(access.visible_facts(request.actor), id=fact_id)
    access.require(access.may_correct(request.actor, here))
    known = askable()
    form = _form(request, known, here)
    form.fields.pop("unit")
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.correct(
            actor=request.actor, fact=here, said=_said(form, known), now=timezone.now()
        )
        messages.success(request, _("Đã ghi bản sửa; bản cũ vẫn còn trong lịch sử."))
        return redirect("fact", made.id)
    return render(
        request,
        "targets/fact_form.html",
        {"form": form, "here": here},
        status=422 if form.errors else 200,
    )


@require_GET
def fact_file(request: Request, fact_id: int) -> HttpResponseBase:
    """The paper of a fact."""
    here = get_object_or_404(ReportedFact.objects.all(), id=fact_id)
    if not access.may_open_paper(request.actor, here) or not here.file_sha256:
        raise Http404
    return download(content_of(here.file_sha256), here.file_name)
