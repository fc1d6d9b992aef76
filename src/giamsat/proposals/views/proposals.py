"""The list of proposals, one proposal, a new one with what it resembles shown while it is typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from civickit.priorities import total
from civickit.rendering import proposals_template_xlsx
from giamsat.audit.recording import entries_of
from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.paging import MOST_FOUND, page_of
from giamsat.organisations.naming import members_of
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, engine, priorities, queries
from giamsat.proposals.forms import NewProposalForm, ProposalForm, WithdrawForm
from giamsat.proposals.likeness import Alike, alike
from giamsat.proposals.models import Programme, Proposal
from giamsat.proposals.states import ProposalState
from giamsat.proposals.views.own import own_programme
from giamsat.proposals.views.priorities import told

STATES = ("draft", "to_correct", "sent", "withdrawn", "outside")
_FIELDS = (
    "title",
    "kind",
    "supervised_units",
    "time_text",
    "form",
    "people_affected",
    "vulnerable_groups",
    "hot_issue_evidence",
    "public_investment",
    "last_supervised_on",
    "partners",
    "note",
)


@require_GET
def proposals(request: Request, programme_id: int) -> HttpResponseBase:
    """Proposals by words, organisation, kind and state."""
    here = own_programme(request, programme_id)
    access.require(access.may_see_proposals(request.actor))
    members = members_of(here.front_id)
    chosen = {
        "words": asked(request, "tim"),
        "organisation": asked(request, "to-chuc", {one.code for one in members}),
        "kind": asked(request, "loai", set(Proposal.Kind.values)),
        "state": asked(request, "trang-thai", STATES),
    }
    page = page_of(
        request,
        queries.find_proposals(request.actor, here, **chosen),
        searched=bool(chosen["words"]),
    )
    states = [
        ("draft", _("chưa gửi")),
        ("to_correct", _("cần sửa")),
        ("sent", _("đã gửi")),
        ("withdrawn", _("đã rút")),
        ("outside", _("của cơ quan khác")),
    ]
    context = {
        "may_add": access.may_bring(request.actor),
        "here": here,
        "page": page,
        "members": members,
        "chosen": chosen,
        "states": states,
        "kinds": Proposal.Kind.choices,
        "most_found": MOST_FOUND,
    }
    return render(request, "proposals/proposals.html", context)


@shows_refusals
@require_http_methods(["GET", "POST"])
def proposal(request: Request, proposal_id: int) -> HttpResponseBase:
    """One proposal: every field, what became of it, the pairs it is part of."""
    actor = request.actor
    here = get_object_or_404(access.visible_proposals(actor), id=proposal_id)
    do, posted = request.POST.get("do", ""), request.method == "POST"
    initial = {name: getattr(here, name) for name in _FIELDS}
    form = ProposalForm(
        request.POST if posted and do == "save" else None, initial=initial, year=here.programme.year
    )
    withdraw_form = WithdrawForm(request.POST if posted and do == "withdraw" else None)
    if posted and not request.refusal and _act(request, here, do, form, withdraw_form):
        return redirect("proposal", here.id)
    ((score, parts),) = [
        (total(one), told(one)) for one in priorities.parts_of(here.programme, [here])
    ]
    context = {
        "score": score,
        "parts": parts,
        "here": here,
        "form": form,
        "withdraw_form": withdraw_form,
        "may_edit": access.may_edit(actor, here),
        "pairs": queries.pairs_of(actor, here),
        "history": entries_of(here)[:20],
        "saved": _saved(request, here),
        "open_problems": [
            engine.problem_of(one).message() for one in here.problems.filter(settled_at=None)
        ],
        "version": request.POST.get("version", here.version)
        if not request.refusal
        else here.version,
        "may_send": here.state == ProposalState.DRAFT
        and not here.problem_count
        and not here.is_outside,
    }
    return render(request, "proposals/proposal.html", context)


def _saved(request: Request, here: Proposal) -> dict[str, Any] | None:
    """The version somebody else saved, to stand beside what was typed."""
    refusal = request.refusal
    return (
        {name: getattr(here, name) for name in _FIELDS}
        if refusal and refusal.status == 409
        else None
    )


def _act(
    request: Request, here: Proposal, do: str, form: ProposalForm, withdraw_form: WithdrawForm
) -> bool:
    actor, now = request.actor, timezone.now()
    if do == "save" and form.is_valid():
        version = request.POST.get("version", "")
        values = {
            name: value
            for name, value in form.cleaned_data.items()
            if name in (*_FIELDS, "period_start", "period_end")
        }
        actions.correct(
            actor=actor,
            proposal=here,
            version=whole_number(version) or 0,
            values=values,
            now=now,
        )
        messages.success(request, _("Đã lưu. Nếu đề xuất đã gửi, các cặp trùng được xem lại."))
    elif do == "send":
        actions.send_one(actor=actor, proposal=here, now=now)
        messages.success(request, _("Đã gửi đề xuất."))
    elif do == "withdraw" and withdraw_form.is_valid():
        actions.withdraw(
            actor=actor, proposal=here, reason=withdraw_form.cleaned_data["reason"], now=now
        )
        messages.success(request, _("Đã rút đề xuất; lý do được lưu lại."))
    else:
        return False
    return True


_TYPED = ("title", "supervised_units", "time_text", "kind")


@shows_refusals
@require_http_methods(["GET", "POST"])
def new_proposal(request: Request, programme_id: int) -> HttpResponseBase:
    """A proposal by form. What it resembles is shown while the title is typed, and again if it is saved with an error."""
    here = own_programme(request, programme_id)
    actor = request.actor
    access.require(access.may_bring(actor))
    own = actor.own(Permission.PROPOSAL_EDIT)
    members = [
        one
        for one in members_of(here.front_id)
        if actor.scope(Permission.PROPOSAL_EDIT) is Scope.ALL or one.id in own
    ]
    form = NewProposalForm(
        request.POST or None,
        members=members,
        year=here.year,
        initial={"kind": Proposal.Kind.SUPERVISION},
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        values = {
            name: value for name, value in form.cleaned_data.items() if name != "organisation"
        }
        made = actions.add_proposal(
            actor=actor,
            programme=here,
            organisation=form.cleaned_data["organisation"],
            values=values,
            now=timezone.now(),
        )
        if request.POST.get("do") == "send":
            actions.send_one(actor=actor, proposal=made, now=timezone.now())
            messages.success(request, _("Đã gửi đề xuất %(code)s.") % {"code": made.code})
        else:
            messages.success(request, _("Đã lưu đề xuất %(code)s; chưa gửi.") % {"code": made.code})
        return redirect("proposal", made.id)
    context = {
        "here": here,
        "form": form,
        "alike": _alike(request, here) if request.method == "POST" else [],
    }
    return render(request, "proposals/new_proposal.html", context)


@require_GET
def likeness(request: Request, programme_id: int) -> HttpResponseBase:
    """The part of the form that says what a title resembles; works as a page of its own too."""
    here = own_programme(request, programme_id)
    access.require(access.may_bring(request.actor))
    return render(
        request,
        "proposals/likeness.html",
        {"here": here, "alike": _alike(request, here), "asked": True},
    )


def _alike(request: Request, here: Programme) -> list[Alike]:
    typed = request.POST if request.method == "POST" else request.GET
    title, units, time_text, kind = (typed.get(name, "")[:2000] for name in _TYPED)
    if len(title.split()) < _FEWEST_WORDS:
        return []
    return alike(
        here,
        title,
        units,
        time_text,
        kind if kind in Proposal.Kind.values else Proposal.Kind.SUPERVISION,
    )


_FEWEST_WORDS = 3  # of a title that can be compared


@require_GET
def template_workbook(request: Request, programme_id: int) -> HttpResponseBase:
    """An empty workbook to fill in, with the reader's organisation at its head."""
    here = own_programme(request, programme_id)
    access.require(access.may_bring(request.actor))
    own = request.actor.own(Permission.PROPOSAL_EDIT)
    name = next((one.name for one in members_of(here.front_id) if one.id in own), "")
    return download(proposals_template_xlsx(name, here.year), f"Mau_de_xuat_{here.year}.xlsx")
