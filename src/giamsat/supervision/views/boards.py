"""Boards at communes and their members."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.paging import page_of
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.rulebooks.carrying import procedures
from giamsat.supervision import access, actions
from giamsat.supervision.facts import board_trouble
from giamsat.supervision.forms import BoardForm, BoardMemberForm
from giamsat.supervision.states import BoardKind, BoardRole, StandsFor


@shows_refusals
@require_http_methods(["GET", "POST"])
def boards(request: Request) -> HttpResponseBase:
    """Every board, and a form for another."""
    actor = request.actor
    access.require(access.may_see(actor))
    fronts = Organisation.objects.filter(kind=Organisation.Kind.FRONT, valid_to=None).order_by(
        "name"
    )
    if actor.scope(Permission.CASE_EDIT) is Scope.OWN:
        fronts = fronts.filter(id__in=actor.own(Permission.CASE_EDIT))
    form = BoardForm(request.POST or None, fronts=fronts)
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = form.cleaned_data
        made = actions.make_board(
            actor=actor, now=timezone.now(), **said | {"kind": BoardKind(said["kind"])}
        )
        messages.success(request, _("Đã lập Ban. Thêm thành viên để đủ số người theo quy định."))
        return redirect("board", made.id)
    page = page_of(request, access.visible_boards(actor).order_by("ended_on", "front__name", "id"))
    return render(
        request,
        "supervision/boards.html",
        {"page": page, "form": form, "may_keep": access.may_keep_boards(actor)},
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def board(request: Request, board_id: int) -> HttpResponseBase:
    """One board: members, what it still lacks of the law, its end."""
    actor, do = request.actor, request.POST.get("do", "")
    here = get_object_or_404(access.visible_boards(actor), id=board_id)
    form = BoardMemberForm(request.POST if do == "member" else None, initial={"is_resident": True})
    reason = ReasonForm(request.POST if do.startswith(("release", "end")) else None, prefix="ld")
    if request.method == "POST" and not request.refusal:
        if do == "member" and form.is_valid():
            said = form.cleaned_data
            actions.add_board_member(
                actor=actor,
                board=here,
                now=timezone.now(),
                **said
                | {"role": BoardRole(said["role"]), "stands_for": StandsFor(said["stands_for"])},
            )
            messages.success(request, _("Đã thêm thành viên của Ban."))
            return redirect("board", here.id)
        which = do.partition("-")[2]
        if do.startswith("release-") and reason.is_valid():
            member = get_object_or_404(
                here.members.select_related("board__front"), id=whole_number(which) or 0
            )
            actions.release_board_member(
                actor=actor, member=member, now=timezone.now(), **reason.cleaned_data
            )
            return redirect("board", here.id)
        if do == "end" and reason.is_valid():
            actions.end_board(
                actor=actor,
                board=here,
                on=timezone.localdate(),
                now=timezone.now(),
                **reason.cleaned_data,
            )
            messages.success(request, _("Đã ghi Ban giải thể."))
            return redirect("board", here.id)
    rules = next(one.board for one in procedures().values() if one.form == here.kind and one.board)
    context = {
        "here": here,
        "form": form,
        "reason": reason,
        "members": here.members.order_by("left_on", "id"),
        "rules": rules,
        "trouble": board_trouble(here, rules) if here.ended_on is None else "",
        "cases": here.cases.order_by("-id")[:20],
        "may_keep": access.may_keep_boards(actor, here.front_id),
    }
    return render(request, "supervision/board.html", context)
