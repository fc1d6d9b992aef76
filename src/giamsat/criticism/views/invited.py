"""The form of an invited expert or body, opened by a link of their own."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from giamsat.criticism import actions
from giamsat.criticism.actions.opinions import hash_of_key
from giamsat.criticism.contexts import latest_draft
from giamsat.criticism.forms import STANCES, ExpertForm
from giamsat.criticism.minutes import rows_of_minutes
from giamsat.criticism.models import DraftProvision, DraftVersion, OpinionInvite
from giamsat.criticism.placing import Placer
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all


class InviteOver(Refusal):
    """An expert's link that expired or was taken back."""

    code = "INVITE_OVER"
    status = 410
    vi = (
        "Đường dẫn góp ý đã hết hạn hoặc đã bị thu lại. Liên hệ nơi mời để nhận đường dẫn mới; "
        "những gì đã gửi vẫn được lưu."
    )
    en = (
        "The link has expired or was revoked. Ask who invited you for a new one; what was sent is "
        "kept."
    )


def _send(*, draft: DraftVersion, points: str, **written: Any) -> tuple[int, list[str]]:
    """How many opinions were sent; none while lines are unclear, which come along."""
    found, unclear = _points(draft, points)
    if unclear:
        return 0, unclear
    return actions.send_form(draft=draft, points=found, **written), []


BUTTONS = {"": Button(ExpertForm, _send, stays=True)}


@dataclass(frozen=True)
class ExpertContext(PageContext):
    """The form and the draft.

    ``sent`` counts what was taken, ``unclear`` are lines that name no provision.
    """

    template: ClassVar[str] = "criticism/expert.html"
    invited: OpinionInvite
    draft: DraftVersion
    form: Form
    sent: int
    unclear: Sequence[str]
    rows: Iterable[DraftProvision]


@open_to_all
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def expert_form(request: Request, key: str) -> HttpResponseBase:
    """The form of an invited expert or body: five sides, then single provisions.

    Raises InviteOver.
    """
    invited = get_object_or_404(
        OpinionInvite.objects.select_related("case__lead"), key_hash=hash_of_key(key)
    )
    if invited.revoked_at is not None or invited.expires_at <= timezone.now():
        raise InviteOver
    draft = latest_draft(invited.case)
    if draft is None:
        raise Http404
    pressed = press(
        request,
        BUTTONS,
        initial={"key": uuid.uuid4()},
        actor=Actor(None, invited.name),
        invited=invited,
        draft=draft,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    sent, unclear = pressed.result or (0, [])
    return ExpertContext(
        invited=invited,
        draft=draft,
        form=pressed.form(""),
        sent=sent,
        unclear=unclear,
        rows=DraftProvision.objects.filter(draft=draft).order_by("place")[:1_500],
    ).render(request)


def _points(
    draft: DraftVersion, text: str
) -> tuple[list[tuple[DraftProvision | None, str, str]], list[str]]:
    """What was said on provisions, and the lines whose provision is unclear."""
    placer = Placer(draft)
    unclear: list[str] = []
    found: list[tuple[int, str]] = []
    for row in rows_of_minutes(text.splitlines()):
        named = placer.named(row.anchor) if not row.problem else []
        if len(named) == 1:
            found.append((placer.ids[named[0]], row.text))
        else:
            line = text.splitlines()[row.no - 1].strip()[:120]
            unclear.append(f"{line} ({'; '.join(named[:3])}?)" if named else line)
    rows = DraftProvision.objects.in_bulk([place for place, _text in found])
    return [(rows[place], said, STANCES[0]) for place, said in found], unclear
