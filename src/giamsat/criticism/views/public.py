"""What anybody reads and writes: drafts, one provision with its history, an opinion, a receipt; and the expert's form."""

import re
import time
import uuid
from functools import lru_cache
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.criticism import access, actions, queries
from giamsat.criticism.actions.opinions import hash_of_key
from giamsat.criticism.contexts import latest_draft
from giamsat.criticism.files import rows_of_minutes
from giamsat.criticism.forms import STANCES, ExpertForm, WriteForm
from giamsat.criticism.importing import Placer
from giamsat.criticism.intake import Arrival, Said, take_public
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionInvite
from giamsat.criticism.states import Who
from giamsat.criticism.views.drafts import UNITS_A_PAGE
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.paging import page_of
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words
from giamsat.organisations.actors import Actor
from giamsat.organisations.requests import Request, address_of
from giamsat.organisations.sessions import open_to_all

_SIGNER = Signer(salt="gop-y")
_MOST_SHOWN = 30
_KNOWN_SECONDS = 20
_SHOWN = (
    "place",
    "path",
    "kind",
    "label",
    "text",
    "body",
    "tables",
    "unit",
    "opinions",
    "groups",
    "before",
    "draft__case__code",
    "draft__case__lead__name",
    "draft__no",
    "draft__title",
    "draft__opens_on",
    "draft__closes_on",
    "draft__published_at",
)


class NotTakingOpinions(Refusal):
    """Before the first or after the last day."""

    code = "NOT_TAKING_OPINIONS"
    status = 409
    vi = "Việc lấy ý kiến về dự thảo này {when}. Ý kiến của ông/bà vẫn ở trang này để chép lại; có thể gửi tới {whom}."
    en = "The taking of opinions on this draft {when}. Your words are still on this page; you may send them to {whom}."


class InviteOver(Refusal):
    """An expert's link that expired or was taken back."""

    code = "INVITE_OVER"
    status = 410
    vi = "Đường dẫn góp ý đã hết hạn hoặc đã bị thu lại. Liên hệ nơi mời để nhận đường dẫn mới; những gì đã gửi vẫn được lưu."
    en = "The link has expired or was revoked. Ask who invited you for a new one; what was sent is kept."


def _public(code: str, no: int) -> DraftVersion:
    return get_object_or_404(access.public_drafts(), case__code=code, no=no)


@open_to_all
@require_GET
def public_drafts(request: HttpRequest) -> HttpResponseBase:
    """Drafts on which the public is asked, those that are open first."""
    today = timezone.localdate()
    rows = list(access.public_drafts().order_by("-closes_on", "-id")[:200])
    is_open = [one for one in rows if queries.is_open(one, today)]
    return render(
        request,
        "criticism/public_drafts.html",
        {"open": is_open, "closed": [one for one in rows if one not in is_open]},
    )


@open_to_all
@require_GET
def public_draft(request: HttpRequest, code: str, no: int) -> HttpResponseBase:
    """The text, with a way to write beside every provision."""
    shown = _public(code, no)
    page = page_of(request, queries.units_of(shown), count=UNITS_A_PAGE)
    context = {
        "draft": shown,
        "page": page,
        "rows": queries.inside(shown, [one.place for one in page]),
        "is_open": queries.is_open(shown, timezone.localdate()),
        "others": access.public_drafts()
        .filter(case=shown.case_id)
        .exclude(id=shown.id)
        .order_by("no"),
    }
    return render(request, "criticism/public_draft.html", context)


def _provision(code: str, no: int, place: int) -> DraftProvision:
    rows = (
        DraftProvision.objects.select_related("draft__case__lead").filter(place=place).only(*_SHOWN)
    )
    return get_object_or_404(
        rows, draft__in=access.public_drafts().filter(case__code=code, no=no).values("id")
    )


@lru_cache(maxsize=2_000)
def _known(code: str, no: int, place: int, span: int) -> DraftProvision:  # noqa: ARG001 - a new span reads anew
    """A provision as it was within the last seconds: a public text does not change, its last day may."""
    return _provision(code, no, place)


@open_to_all
@shows_refusals
@require_http_methods(["GET", "POST"])
def public_provision(request: Request, code: str, no: int, place: int) -> HttpResponseBase:
    """One provision: what it says in every public version, what people asked, what was answered; and the form."""
    row = (
        _known(code, no, place, int(time.time() // _KNOWN_SECONDS))
        if request.method == "POST"
        else _provision(code, no, place)
    )
    shown = row.draft
    is_open = queries.is_open(shown, timezone.localdate())
    form = WriteForm(
        request.POST or None,
        initial={
            "key": uuid.uuid4(),
            "opened": _SIGNER.sign(str(int(time.time()))),
            "who_type": Who.CITIZEN,
        },
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        if not is_open:
            raise NotTakingOpinions(when=_when(shown), whom=shown.case.lead.name)
        made = _take(request, shown, row, form)
        return render(
            request, "criticism/thanks.html", {"draft": shown, "provision": row, "opinion": made}
        )
    history = [one for one in queries.history_of(row) if one.draft.published_at]
    points = queries.points_of_provision(row).select_related("answer")
    context = {
        "draft": shown,
        "provision": row,
        "form": form,
        "is_open": is_open,
        "history": history,
        "earlier": queries.earlier_points(row, history),
        "points": points[:_MOST_SHOWN],
        "more": max(0, row.groups - _MOST_SHOWN),
        "inside": _inside(shown, row),
    }
    return render(request, "criticism/public_provision.html", context)


def _inside(shown: DraftVersion, row: DraftProvision) -> list[DraftProvision]:
    """Everything under a provision, in the order of the text."""
    if row.unit != row.place:
        return [
            one
            for one in DraftProvision.objects.filter(
                draft=shown, unit=row.unit, place__gt=row.place
            ).order_by("place")
            if one.path.startswith(f"{row.path} ")
        ]
    return list(
        DraftProvision.objects.filter(draft=shown, unit=row.place, place__gt=row.place).order_by(
            "place"
        )
    )


def _when(draft: DraftVersion) -> Words:
    if draft.opens_on and draft.opens_on > timezone.localdate():
        return Words("bắt đầu ngày {day}", "begins on {day}").of(day=draft.opens_on)
    if draft.closes_on:
        return Words("đã kết thúc ngày {day}", "ended on {day}").of(day=draft.closes_on)
    return Words("chưa mở", "is not open yet")


def _take(
    request: Request, draft: DraftVersion, row: DraftProvision, form: WriteForm
) -> DraftOpinion:
    said = form.cleaned_data
    is_body = said["who_type"] == Who.ORGANISATION
    told = Said(
        said["text"],
        said["stance"],
        None,
        said["who_type"],
        said["name"] if is_body else "",
        "" if is_body else said["name"],
        said["contact"],
    )
    arrival = Arrival(address_of(request), _seconds_since(said["opened"]), said["website"])
    return take_public(
        draft=draft, provision=row, said=told, arrival=arrival, key=said["key"], now=timezone.now()
    )


def _seconds_since(signed: str) -> float:
    """How long ago a form was opened; 0 when it is no form of ours."""
    try:
        return time.time() - int(_SIGNER.unsign(signed))
    except (BadSignature, ValueError):
        return 0.0


@open_to_all
@require_http_methods(["GET", "POST"])
def public_receipt(request: HttpRequest) -> HttpResponseBase:
    """What became of an opinion, by the code of its receipt. The code is sent as a form: it stands in no address."""
    code = re.sub(r"[^0-9A-Z]", "", request.POST.get("code", "").upper())[:12]
    found = None
    if len(code) == 12:
        told = f"{code[:4]}-{code[4:8]}-{code[8:]}"
        found = (
            DraftOpinion.objects.select_related("draft__case", "provision", "group__answer")
            .filter(receipt=told)
            .first()
        )
    context: dict[str, Any] = {
        "code": request.POST.get("code", "")[:20],
        "asked": request.method == "POST",
        "opinion": found,
    }
    if found and found.group and found.group.answer and found.group.answer.published_at:
        context["answer"] = found.group.answer
    return render(request, "criticism/receipt.html", context)


@open_to_all
@shows_refusals
@require_http_methods(["GET", "POST"])
def expert_form(request: Request, key: str) -> HttpResponseBase:
    """The form of an invited expert or body: five sides, then single provisions. Raises InviteOver."""
    invited = get_object_or_404(
        OpinionInvite.objects.select_related("case__lead"), key_hash=hash_of_key(key)
    )
    if invited.revoked_at is not None or invited.expires_at <= timezone.now():
        raise InviteOver
    draft = latest_draft(invited.case)
    if draft is None:
        raise Http404
    form = ExpertForm(request.POST or None, initial={"key": uuid.uuid4()})
    sent = 0
    unclear: list[str] = []
    if request.method == "POST" and not request.refusal and form.is_valid():
        points, unclear = _points(draft, form.cleaned_data["points"])
        if not unclear:
            sent = actions.send_form(
                actor=Actor(None, invited.name),
                invited=invited,
                draft=draft,
                axes=form.axes,
                points=points,
                key=form.cleaned_data["key"],
                now=timezone.now(),
            )
    context = {
        "invited": invited,
        "draft": draft,
        "form": form,
        "sent": sent,
        "unclear": unclear,
        "rows": DraftProvision.objects.filter(draft=draft).order_by("place")[:1_500],
    }
    response = render(request, "criticism/expert.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _points(
    draft: DraftVersion, text: str
) -> tuple[list[tuple[DraftProvision | None, str, str]], list[str]]:
    """What was said on provisions, and the lines whose provision is unclear."""
    placer = Placer(draft)
    unclear: list[str] = []
    found: list[tuple[int, str]] = []
    for row in rows_of_minutes(text.splitlines()):
        place = placer.place(row.anchor)[0] if not row.problem else None
        if place is None:
            unclear.append(text.splitlines()[row.no - 1].strip()[:120])
        else:
            found.append((place, row.text))
    rows = DraftProvision.objects.in_bulk([place for place, _text in found])
    return [(rows[place], said, STANCES[0]) for place, said in found], unclear
