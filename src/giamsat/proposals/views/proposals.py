"""The list of proposals, one proposal, a new one with what it resembles while it is typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from civickit.priorities import total
from civickit.rendering import proposals_template_xlsx
from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import entries_of
from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import MOST_FOUND, page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import members_of
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, engine, priorities, queries
from giamsat.proposals.forms import CorrectionForm, NewProposalForm, ReturnForm, WithdrawForm
from giamsat.proposals.likeness import Alike, Typed, alike
from giamsat.proposals.models import OverlapPair, Programme, Proposal
from giamsat.proposals.states import ProposalState
from giamsat.proposals.views.own import own_programme
from giamsat.proposals.views.priorities import PartInWords, in_words

if TYPE_CHECKING:
    from django.core.paginator import Page

STATES = {
    "draft": gettext_lazy("chưa gửi"),
    "to_correct": gettext_lazy("cần sửa"),
    "returned": gettext_lazy("được trả lại để sửa"),
    "sent": gettext_lazy("đã gửi"),
    "withdrawn": gettext_lazy("đã rút"),
    "outside": gettext_lazy("của cơ quan khác"),
}
_FEWEST_WORDS = 3  # of a title that can be compared
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


def _add_and_send(*, actor: Actor, now: datetime, **given: Any) -> Proposal:
    made = actions.add_proposal(actor=actor, now=now, **given)
    actions.send_one(actor=actor, proposal=made, now=now)
    return made


def _page_of(made: Proposal) -> str:
    return reverse("proposal", args=[made.id])


BUTTONS = {
    "save": Button(
        CorrectionForm,
        actions.correct,
        gettext_lazy("Đã lưu. Nếu đề xuất đã gửi, các cặp trùng được xem lại."),
    ),
    "send": Button(None, actions.send_one, gettext_lazy("Đã gửi đề xuất.")),
    "withdraw": Button(
        WithdrawForm, actions.withdraw, gettext_lazy("Đã rút đề xuất; lý do được lưu lại.")
    ),
    "return": Button(
        ReturnForm,
        actions.return_to_sender,
        gettext_lazy("Đã trả lại; tổ chức thấy việc này cùng lý do trong danh sách việc."),
        prefix="tra",
    ),
}
ADDING = {  # two buttons of one form
    "save": Button(
        NewProposalForm,
        actions.add_proposal,
        done=lambda made: _("Đã lưu đề xuất %(code)s; chưa gửi.") % {"code": made.code},
        to=_page_of,
    ),
    "send": Button(
        NewProposalForm,
        _add_and_send,
        done=lambda made: _("Đã gửi đề xuất %(code)s.") % {"code": made.code},
        to=_page_of,
    ),
}


@dataclass(frozen=True)
class ProposalsContext(PageContext):
    """Proposals that match what was ``chosen``."""

    template: ClassVar[str] = "proposals/proposals.html"
    may_add: Verdict
    here: Programme
    page: "Page[Proposal]"
    members: Sequence[Organisation]
    chosen: Mapping[str, str]
    states: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, Any]]
    most_found: int = MOST_FOUND


@dataclass(frozen=True)
class ProposalContext(PageContext):
    """One proposal; ``saved`` is what somebody else saved meanwhile."""

    template: ClassVar[str] = "proposals/proposal.html"
    here: Proposal
    score: int
    parts: Sequence[PartInWords]
    form: Form
    withdraw_form: Form
    return_form: Form
    may_return: Verdict
    may_edit: Verdict
    pairs: Sequence[OverlapPair]
    history: Iterable[AuditEntry]
    saved: Mapping[str, Any] | None
    open_problems: Sequence[str]
    may_send: bool


@dataclass(frozen=True)
class NewProposalContext(PageContext):
    """The form, and what its title resembles."""

    template: ClassVar[str] = "proposals/new_proposal.html"
    here: Programme
    form: Form
    alike: Sequence[Alike]
    asked: bool = False


@dataclass(frozen=True)
class LikenessContext(PageContext):
    """What a title resembles."""

    template: ClassVar[str] = "proposals/likeness.html"
    alike: Sequence[Alike]
    asked: bool = True


def _chosen(request: Request, codes: set[str]) -> dict[str, str]:
    return {
        "words": asked(request, "tim"),
        "organisation": asked(request, "to-chuc", codes),
        "kind": asked(request, "loai", set(Proposal.Kind.values)),
        "state": asked(request, "trang-thai", STATES),
    }


@require_safe
def proposals(request: Request, programme_id: int) -> HttpResponseBase:
    """Proposals by words, organisation, kind and state."""
    programme = own_programme(request, programme_id)
    access.require(access.may_see_proposals(request.actor))
    members = members_of(programme.front_id)
    chosen = _chosen(request, {member.code for member in members})
    rows = queries.find_proposals(request.actor, programme, **chosen)
    return ProposalsContext(
        may_add=access.may_bring(request.actor),
        here=programme,
        page=page_of(request, rows, searched=bool(chosen["words"])),
        members=members,
        chosen=chosen,
        states=[(code, str(name)) for code, name in STATES.items()],
        kinds=Proposal.Kind.choices,
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, proposal_id: int) -> HttpResponseBase:
    """One proposal: every field, what became of it, the pairs it is part of."""
    actor = request.actor
    row = get_object_or_404(access.visible_proposals(actor), id=proposal_id)
    standing = {name: getattr(row, name) for name in _FIELDS}
    pressed = press(
        request,
        BUTTONS,
        initial=standing | {"version": row.version},
        start={"save": {"year": row.programme.year}},
        proposal=row,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    (parts,) = priorities.parts_of(row.programme, [row])
    is_draft = row.state == ProposalState.DRAFT
    problems = row.problems.filter(settled_at=None)
    return ProposalContext(
        here=row,
        score=total(parts),
        parts=in_words(parts),
        form=pressed.form("save"),
        withdraw_form=pressed.form("withdraw"),
        return_form=pressed.form("return"),
        may_return=access.may_return(actor, row),
        may_edit=access.may_edit(actor, row),
        pairs=queries.pairs_of(actor, row),
        history=entries_of(row)[:20],
        saved=standing if request.refusal and request.refusal.status == 409 else None,
        open_problems=[engine.problem_of(problem).message() for problem in problems],
        may_send=is_draft and not row.problem_count and not row.is_outside,
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def new_proposal(request: Request, programme_id: int) -> HttpResponseBase:
    """A proposal by form.

    What it resembles is shown while the title is typed, and after an error.
    """
    programme = own_programme(request, programme_id)
    access.require(access.may_bring(request.actor))
    start = {"members": _written_for(request.actor, programme), "year": programme.year}
    pressed = press(
        request,
        ADDING,
        initial={"kind": Proposal.Kind.SUPERVISION},
        start=dict.fromkeys(ADDING, start),
        programme=programme,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    return NewProposalContext(
        here=programme,
        form=pressed.form(pressed.value or "save"),
        alike=[] if pressed.value is None else _alike(request.POST, programme),
    ).render(request)


def _written_for(actor: Actor, programme: Programme) -> list[Organisation]:
    """The organisations for which somebody may write proposals."""
    members = members_of(programme.front_id)
    if actor.scope(Permission.PROPOSAL_EDIT) is Scope.ALL:
        return members
    own = actor.own(Permission.PROPOSAL_EDIT)
    return [member for member in members if member.id in own]


@require_safe
def likeness(request: Request, programme_id: int) -> HttpResponseBase:
    """The part of the form that says what a title resembles; works as a page of its own too."""
    programme = own_programme(request, programme_id)
    access.require(access.may_bring(request.actor))
    return LikenessContext(_alike(request.GET, programme)).render(request)


def _alike(sent: Mapping[str, str], programme: Programme) -> list[Alike]:
    names = ("title", "supervised_units", "time_text", "kind")
    title, units, time_text, kind = (sent.get(name, "")[:2000] for name in names)
    if len(title.split()) < _FEWEST_WORDS:
        return []
    known = kind if kind in Proposal.Kind.values else Proposal.Kind.SUPERVISION
    return alike(programme, Typed(title=title, units=units, time_text=time_text, kind=known))


@require_safe
def template_workbook(request: Request, programme_id: int) -> HttpResponseBase:
    """An empty workbook to fill in, with the reader's organisation at its head."""
    programme = own_programme(request, programme_id)
    access.require(access.may_bring(request.actor))
    own = request.actor.own(Permission.PROPOSAL_EDIT)
    names = [member.name for member in members_of(programme.front_id) if member.id in own]
    content = proposals_template_xlsx(names[0] if names else "", programme.year)
    return download(content, f"Mau_de_xuat_{programme.year}.xlsx")
