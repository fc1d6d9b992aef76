"""What anybody reads and writes: drafts, one provision with its history, an opinion, a receipt."""

import time
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.criticism import access, queries
from giamsat.criticism.forms import WriteForm
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion
from giamsat.criticism.states import Who
from giamsat.criticism.taking import Said, take_public
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.paging import page_of
from giamsat.intake.receipts import receipt_typed
from giamsat.intake.senders import Sender
from giamsat.organisations.requests import Request, address_of
from giamsat.organisations.sessions import open_to_all

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
    page = page_of(request, queries.units_of(shown), count=queries.UNITS_A_PAGE)
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
        initial=WriteForm.fresh() | {"who_type": Who.CITIZEN},
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
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


def _take(
    request: Request, draft: DraftVersion, row: DraftProvision, form: WriteForm
) -> DraftOpinion:
    written = form.cleaned_data
    is_body = written["who_type"] == Who.ORGANISATION
    said = Said(
        written["text"],
        written["stance"],
        who_type=written["who_type"],
        who=written["name"] if is_body else "",
        sender=Sender() if is_body else Sender(written["name"], written["contact"]),
    )
    return take_public(
        draft=draft,
        provision=row,
        said=said,
        arrival=form.arrival(address_of(request)),
        key=written["key"],
        now=timezone.now(),
    )


@open_to_all
@require_http_methods(["GET", "POST"])
def public_receipt(request: HttpRequest) -> HttpResponseBase:
    """What became of an opinion, by the code of its receipt. The code is sent as a form: it stands in no address."""
    receipt = receipt_typed(request.POST.get("code", ""))
    found = None
    if receipt:
        found = (
            DraftOpinion.objects.select_related("draft__case", "provision", "group__answer")
            .filter(receipt=receipt)
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
