"""Take in one reply to many recommendations.

By the body itself, or by an officer from its paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.fields import today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.actions.replying import ReplyTaken
from giamsat.recommendations.forms import ReplyForm, WhoseForm
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import CameBy
from giamsat.rulebooks.carrying import following_rules

_MOST = 300


def _reply(*, rows: list[Recommendation], one: list[int], **said: Any) -> ReplyTaken:
    return actions.reply_to(several=[row for row in rows if row.id in one], **said)


def _taken(told: ReplyTaken) -> str:
    if told.was_there:
        return _("Văn bản này đã được ghi trước đó; không ghi thêm lần nữa.")
    return _("Đã ghi một văn bản trả lời %(n)s kiến nghị.") % {"n": told.count}


HERE = {"": Button(ReplyForm, _reply, done=_taken)}
REPLY = {"": Button(ReplyForm, _reply, done=_taken, to=lambda _told: reverse("recommendations"))}


def open_rows(actor: Actor, organisation: Organisation | None) -> list[Recommendation]:
    """What a body may answer now, the most urgent first."""
    rows = access.visible_recommendations(actor).filter(is_running=True)
    if organisation:
        rows = rows.filter(recipient=organisation)
    return list(rows.order_by("due_on", "id")[:_MOST])


def with_lateness(rows: list[Recommendation]) -> list[tuple[Recommendation, queries.Lateness]]:
    """The rows as the form lists them."""
    today = timezone.localdate()
    rules = following_rules(today)
    return [(row, queries.lateness(row, today, rules)) for row in rows]


@dataclass(frozen=True)
class ReplyContext(PageContext):
    """Replying; an officer says with the form ``whose`` paper it is, of the ``body``."""

    template: ClassVar[str] = "recommendations/reply.html"
    form: Form
    rows: Sequence[tuple[Recommendation, queries.Lateness]]
    is_body: bool
    body: Organisation | None
    whose: Form | None


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request) -> HttpResponseBase:
    """A body's own page of replies; an officer chooses the body first."""
    actor = request.actor
    own = actor.own(Permission.RECOMMENDATION_REPLY)
    records = actor.may(Permission.RECOMMENDATION_RECORD)
    if not own:
        access.require(records)
    whose = _whose(request) if records else None
    chosen = whose.cleaned_data["noi"] if whose and whose.is_valid() else None
    is_body = bool(own) and (chosen is None or chosen.id in own)
    rows = open_rows(actor, chosen) if is_body or chosen else []
    if is_body:
        rows = [row for row in rows if row.recipient_id in own]
    pressed = press(
        request,
        REPLY,
        initial={"replied_on": today_text(), "count": 1, "one": [asked(request, "kn")]},
        rows=rows,
        came_by=CameBy.ACCOUNT if is_body else CameBy.PAPER,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    return ReplyContext(
        form=pressed.form(""),
        rows=with_lateness(rows),
        is_body=is_body,
        body=chosen,
        whose=whose,
    ).render(request)


def _whose(request: Request) -> WhoseForm:
    sent = request.GET if asked(request, "noi") else None
    return WhoseForm(sent, among=queries.recipients(request.actor), auto_id="%s")
