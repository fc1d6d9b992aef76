"""Drafts that their agency sends: the agency's own pages, and taking one in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.criticism import access, actions, queries
from giamsat.criticism.forms import OpenForm, SendDraftForm, SendVersionForm
from giamsat.criticism.models import DraftVersion, SentDraft
from giamsat.criticism.views.hub import own_criticism
from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import ReasonForm, today_text, typed_day
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, NoSuchButton, Pressed, only, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.papers import issued_to
from giamsat.supervision.models import Case, CaseStep, WorkSession
from giamsat.supervision.opening import opening
from giamsat.supervision.states import CRITICISM

_USUAL_DAYS = timedelta(days=30)


def _sent(_made: object) -> str:
    return _("Đã gửi. Khi được nhận, dự thảo và hạn của từng bước hiện ở trang này.")


SENDING = {
    "": Button(SendDraftForm, actions.send_draft, _sent, to=lambda _made: reverse("drafter_cases"))
}


@dataclass(frozen=True)
class SendContext(PageContext):
    """The form by which a draft is sent for criticism."""

    template: ClassVar[str] = "criticism/send.html"
    form: Form


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def send_draft(request: Request) -> HttpResponseBase:
    """Ask for a criticism: the draft, its letter, to whom."""
    access.require(request.actor.may(Permission.DRAFT_ANSWER))
    senders = Organisation.objects.filter(id__in=request.actor.own(Permission.DRAFT_ANSWER))
    offered = {"senders": senders, "recipients": queries.fronts_for(senders)}
    pressed = press(request, SENDING, start={"": offered}, case=None)
    if not isinstance(pressed, Pressed):
        return pressed
    return SendContext(pressed.form("")).render(request)


@dataclass(frozen=True)
class DrafterCaseContext(PageContext):
    """One criticism as its drafting agency sees it.

    ``steps`` are what it has to do, with the words of each; ``sender`` is the agency of the reader.
    """

    template: ClassVar[str] = "criticism/drafter_case.html"
    here: Case
    inside: bool
    steps: Sequence[tuple[CaseStep, str]]
    sessions: Iterable[WorkSession]
    papers: Iterable[Paper]
    versions: Sequence[DraftVersion]
    sent: Iterable[SentDraft]
    tally: queries.DraftTally | None
    form: Form | None


VERSION = {
    "": Button(
        SendVersionForm,
        actions.send_draft,
        gettext_lazy("Đã gửi; nơi phản biện nhận rồi đọc dự thảo."),
        takes=only("sender", "recipient", "case", "title"),
    )
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def drafter_case(request: Request, code: str) -> HttpResponseBase:
    """What the drafting agency has to do in a criticism: days, invitation, points, next version."""
    case = own_criticism(request, code)
    own = case.units.filter(organisation__in=request.actor.own(Permission.DRAFT_ANSWER))
    unit = own.select_related("organisation").first()
    sender = unit.organisation if unit else None
    may_send = (
        access.may_send_draft(request.actor, sender, case)
        if sender
        else request.actor.may(Permission.DRAFT_ANSWER)
    )
    about: dict[str, Any] = {"case": case, "title": case.title, "sender": sender}
    pressed = press(request, VERSION if sender else {}, recipient=case.lead, **about)
    if not isinstance(pressed, Pressed):
        return pressed
    versions = queries.versions_of(case)
    spoken = next((one for one in versions if one.opinions), None)
    return DrafterCaseContext(
        here=case,
        inside=request.actor.holds(Permission.CASE_VIEW),
        steps=queries.steps_of_drafter(case),
        sessions=queries.sessions_told(case),
        papers=issued_to(case, "drafter").order_by("id"),
        versions=versions,
        sent=access.visible_sent(request.actor).filter(case=case).order_by("-id")[:20],
        tally=queries.tally_of(spoken) if spoken else None,
        form=pressed.form("") if sender and may_send else None,
    ).render(request)


def _returned(about: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"sent": about["sent"]}


def _into_a_case(about: Mapping[str, Any]) -> Mapping[str, Any]:
    if about["sent"].case_id is None:
        raise NoSuchButton
    return {"sent": about["sent"]}


def _to_hub(draft: DraftVersion) -> str:
    return reverse("criticism", args=[draft.case.code])


_TAKEN = gettext_lazy("Đã nhận dự thảo và văn bản gửi kèm; đang đọc.")
TAKING = {
    "open": Button(OpenForm, actions.take_sent, _TAKEN, to=_to_hub, prefix="mo"),
    "take": Button(None, actions.take_sent, _TAKEN, to=_to_hub, takes=_into_a_case),
    "return": Button(
        ReasonForm,
        actions.return_sent,
        gettext_lazy("Đã trả lại; cơ quan soạn thảo đọc được lý do."),
        prefix="ld",
        takes=_returned,
    ),
}


@dataclass(frozen=True)
class TakeContext(PageContext):
    """A draft that was sent in.

    ``form`` opens a criticism of it; None where it belongs to a case.
    """

    template: ClassVar[str] = "criticism/take.html"
    sent: SentDraft
    form: Form | None
    back: Form
    may_take: Verdict


def own_sent(request: Request, sent_id: int) -> SentDraft:
    """A draft that was sent in, which the person may see. Raises Http404."""
    return get_object_or_404(access.visible_sent(request.actor), id=sent_id)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def sent_draft(request: Request, sent_id: int) -> HttpResponseBase:
    """Look at a draft that was sent in; take it or send it back."""
    sent, actor = own_sent(request, sent_id), request.actor
    start = {"open": {"opening": opening(actor, activity_id="", forms=CRITICISM)}}
    start["open"]["initial"] = _as_sent(sent)  # type: ignore[assignment]
    buttons = {name: one for name, one in TAKING.items() if not (sent.case_id and name == "open")}
    pressed = press(request, buttons, start=start, sent=sent)
    if not isinstance(pressed, Pressed):
        return pressed
    may_take = access.may_take_sent(actor, sent)
    return TakeContext(
        sent=sent,
        form=pressed.form("open") if may_take and sent.case_id is None else None,
        back=pressed.form("return"),
        may_take=may_take,
    ).render(request)


def _as_sent(sent: SentDraft) -> dict[str, Any]:
    """A criticism of the draft as the form that opens it shows it."""
    today = timezone.localdate()
    return {
        "procedure": "hoi-nghi-phan-bien",
        "title": _("Phản biện dự thảo %(title)s") % {"title": sent.title},
        "units": sent.sender.name,
        "lead": sent.recipient_id,
        "first_day": today_text(),
        "last_day": typed_day(max(sent.submits_on or today, today + _USUAL_DAYS)),
        "starts_on": typed_day(sent.submits_on) if sent.submits_on else "",
        "ground": sent.letter,
    }


@require_safe
def sent_file(request: Request, sent_id: int) -> HttpResponseBase:
    """The file of a draft that was sent in."""
    sent = own_sent(request, sent_id)
    return download(content_of(sent.sha256), sent.file_name)
