"""Take in one reply to many recommendations: by the body itself, or by an officer from its paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked
from giamsat.foundation.fields import today_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.forms import ReplyForm
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import CameBy, ReplyKind
from giamsat.rulebooks.carrying import following_rules

_MOST = 300


def take_reply(
    request: Request, actor: Actor, rows: list[Recommendation], came_by: CameBy
) -> tuple[ReplyForm, bool]:
    """The form and whether a reply was taken in with it."""
    form = ReplyForm(
        request.POST or None,
        request.FILES or None,
        initial={"replied_on": today_text(), "count": 1},
    )
    if request.method != "POST" or request.refusal or not form.is_valid():
        return form, False
    marked = set(request.POST.getlist("one"))
    said = dict(form.cleaned_data)
    file = said.pop("file")
    told = actions.reply_to(
        actor=actor,
        several=[one for one in rows if str(one.id) in marked],
        came_by=came_by,
        now=timezone.now(),
        kind=ReplyKind(said.pop("kind")),
        file=(file.name, file.read()) if file else None,
        **said,
    )
    if told.was_there:
        messages.success(request, _("Văn bản này đã được ghi trước đó; không ghi thêm lần nữa."))
    else:
        messages.success(
            request, _("Đã ghi một văn bản trả lời %(n)s kiến nghị.") % {"n": told.count}
        )
    return form, True


def open_rows(actor: Actor, organisation: Organisation | None) -> list[Recommendation]:
    """What a body may answer now, the most urgent first."""
    rows = access.visible_recommendations(actor).filter(is_running=True)
    if organisation:
        rows = rows.filter(recipient=organisation)
    return list(rows.order_by("due_on", "id")[:_MOST])


def shown(
    request: Request, form: ReplyForm, rows: list[Recommendation], first: set[str]
) -> dict[str, Any]:
    """The context of the form with its rows."""
    today = timezone.localdate()
    rules = following_rules(today)
    marked = set(request.POST.getlist("one")) if request.method == "POST" else first
    return {
        "form": form,
        "rows": [(one, queries.lateness(one, today, rules)) for one in rows],
        "marked": marked,
    }


@shows_refusals
@require_http_methods(["GET", "POST"])
def reply(request: Request) -> HttpResponseBase:
    """A body's own page of replies; an officer chooses the body first."""
    actor = request.actor
    is_body = actor.holds(Permission.RECOMMENDATION_REPLY)
    if not is_body:
        access.require(actor.may(Permission.RECOMMENDATION_RECORD))
    which = number_asked(request, "noi")
    chosen = Organisation.objects.filter(id=which or 0).first()
    rows = open_rows(actor, chosen) if is_body or chosen else []
    form, is_done = take_reply(request, actor, rows, CameBy.ACCOUNT if is_body else CameBy.PAPER)
    if is_done:
        return redirect("recommendations")
    context = shown(request, form, rows, {asked(request, "kn")}) | {
        "is_body": is_body,
        "body": chosen,
        "recipients": [] if is_body else queries.recipients(actor),
    }
    return render(request, "recommendations/reply.html", context)
