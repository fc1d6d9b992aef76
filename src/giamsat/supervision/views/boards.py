"""Boards at communes and their members."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import Saying
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.rulebooks.carrying import BoardRules
from giamsat.supervision import access, actions
from giamsat.supervision.facts import board_rules, board_trouble
from giamsat.supervision.forms import BoardForm, BoardMemberForm
from giamsat.supervision.models import Board, BoardMember, Case

if TYPE_CHECKING:
    from django.core.paginator import Page


def _member(about: Mapping[str, Any], row: str) -> dict[str, BoardMember]:
    return {"member": row_of(about["board"].members.select_related("board__front"), row)}


def _end(*, now: datetime, **said: Any) -> None:
    actions.end_board(on=timezone.localtime(now).date(), now=now, **said)


MAKING = {
    "": Button(
        BoardForm,
        actions.make_board,
        gettext_lazy("Đã lập Ban. Thêm thành viên để đủ số người theo quy định."),
        to=lambda made: reverse("board", args=[made.id]),
    )
}
BUTTONS = {
    "member": Button(
        BoardMemberForm, actions.add_board_member, gettext_lazy("Đã thêm thành viên của Ban.")
    ),
    "release-": Button(ReasonForm, actions.release_board_member, prefix="ld", row=_member),
    "end": Button(ReasonForm, _end, gettext_lazy("Đã ghi Ban giải thể."), prefix="ld"),
}


@dataclass(frozen=True)
class BoardsContext(PageContext):
    """Every board, and the form for another."""

    template: ClassVar[str] = "supervision/boards.html"
    page: "Page[Board]"
    form: Form
    may_keep: Verdict


@dataclass(frozen=True)
class BoardContext(PageContext):
    """One board; ``trouble`` is what its members lack of the law."""

    template: ClassVar[str] = "supervision/board.html"
    here: Board
    form: Form
    reason: Form
    members: Sequence[tuple[BoardMember, Form]]
    rules: BoardRules
    trouble: Saying
    cases: Iterable[Case]
    may_keep: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def boards(request: Request) -> HttpResponseBase:
    """Every board, and a form for another."""
    actor = request.actor
    access.require(access.may_see(actor))
    pressed = press(request, MAKING, start={"": {"fronts": _fronts(actor)}})
    if not isinstance(pressed, Pressed):
        return pressed
    rows = access.visible_boards(actor).order_by("ended_on", "front__name", "id")
    may_keep = access.may_keep_boards(actor)
    return BoardsContext(page_of(request, rows), pressed.form(""), may_keep).render(request)


def _fronts(actor: Actor) -> QuerySet[Organisation]:
    """Under which a person may set up a board."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.FRONT, valid_to=None)
    if actor.scope(Permission.CASE_EDIT) is Scope.OWN:
        rows = rows.filter(id__in=actor.own(Permission.CASE_EDIT))
    return rows.order_by("name")


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: Request, board_id: int) -> HttpResponseBase:
    """One board: members, what it still lacks of the law, its end."""
    shown = get_object_or_404(access.visible_boards(request.actor), id=board_id)
    pressed = press(request, BUTTONS, initial={"is_resident": True}, board=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    rules = board_rules(shown)
    members = shown.members.order_by("left_on", "id")
    return BoardContext(
        here=shown,
        form=pressed.form("member"),
        reason=pressed.form("end"),
        members=[(member, pressed.form(f"release-{member.id}")) for member in members],
        rules=rules,
        trouble=board_trouble(shown, rules) if shown.ended_on is None else "",
        cases=shown.cases.order_by("-id")[:20],
        may_keep=access.may_keep_boards(request.actor, shown.front_id),
    ).render(request)
