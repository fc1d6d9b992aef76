"""What anybody reads and writes: drafts, one provision with its history, an opinion, a receipt."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.criticism import access, queries
from giamsat.criticism.forms import WriteForm
from giamsat.criticism.models import (
    DrafterAnswer,
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionGroup,
)
from giamsat.criticism.states import Who
from giamsat.criticism.taking import take_public
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.intake.receipts import receipt_typed
from giamsat.intake.taking import Arrival
from giamsat.organisations.actors import Actor
from giamsat.organisations.requests import Request, address_of
from giamsat.organisations.sessions import open_to_all

if TYPE_CHECKING:
    from django.core.paginator import Page

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


@dataclass(frozen=True)
class PublicDraftsContext(PageContext):
    """Drafts on which the public is asked, or was."""

    template: ClassVar[str] = "criticism/public_drafts.html"
    open: Sequence[DraftVersion]
    closed: Sequence[DraftVersion]


@dataclass(frozen=True)
class PublicDraftContext(PageContext):
    """Some articles of a draft; ``others`` are its other public versions."""

    template: ClassVar[str] = "criticism/public_draft.html"
    draft: DraftVersion
    page: "Page[DraftProvision]"
    rows: Iterable[DraftProvision]
    is_open: bool
    others: Iterable[DraftVersion]


@dataclass(frozen=True)
class PublicProvisionContext(PageContext):
    """One provision and what people said.

    ``inside`` is what stands under it, ``more`` the points not shown.
    """

    template: ClassVar[str] = "criticism/public_provision.html"
    draft: DraftVersion
    provision: DraftProvision
    form: Form
    is_open: bool
    history: Sequence[DraftProvision]
    earlier: Sequence[queries.Earlier]
    points: Iterable[OpinionGroup]
    more: int
    inside: Sequence[DraftProvision]


@dataclass(frozen=True)
class ThanksContext(PageContext):
    """An opinion that arrived, with its receipt."""

    template: ClassVar[str] = "criticism/thanks.html"
    draft: DraftVersion
    provision: DraftProvision
    opinion: DraftOpinion


@dataclass(frozen=True)
class ReceiptContext(PageContext):
    """What was found under a receipt, if one was ``asked`` for; ``answer`` when it is public."""

    template: ClassVar[str] = "criticism/receipt.html"
    code: str
    asked: bool
    opinion: DraftOpinion | None
    answer: DrafterAnswer | None


@open_to_all
@require_safe
def public_drafts(request: HttpRequest) -> HttpResponseBase:
    """Drafts on which the public is asked, those that are open first."""
    today = timezone.localdate()
    rows = list(access.public_drafts().order_by("-closes_on", "-id")[:200])
    is_open = [draft for draft in rows if queries.is_open(draft, today)]
    closed = [draft for draft in rows if draft not in is_open]
    return PublicDraftsContext(is_open, closed).render(request)


@open_to_all
@require_safe
def public_draft(request: HttpRequest, code: str, no: int) -> HttpResponseBase:
    """The text, with a way to write beside every provision."""
    shown = _public(code, no)
    page = page_of(request, queries.units_of(shown), count=queries.UNITS_A_PAGE)
    others = access.public_drafts().filter(case=shown.case_id).exclude(id=shown.id)
    return PublicDraftContext(
        draft=shown,
        page=page,
        rows=queries.inside(shown, [unit.place for unit in page]),
        is_open=queries.is_open(shown, timezone.localdate()),
        others=others.order_by("no"),
    ).render(request)


def _provision(code: str, no: int, place: int) -> DraftProvision:
    rows = (
        DraftProvision.objects.select_related("draft__case__lead").filter(place=place).only(*_SHOWN)
    )
    return get_object_or_404(
        rows, draft__in=access.public_drafts().filter(case__code=code, no=no).values("id")
    )


@lru_cache(maxsize=2_000)
def _known(code: str, no: int, place: int, span: int) -> DraftProvision:  # noqa: ARG001 - a new span reads anew
    """A provision as it was within the last seconds.

    A public text does not change, its last day may.
    """
    return _provision(code, no, place)


def _take(
    *,
    actor: Actor,  # noqa: ARG001 - whoever writes here has no account
    address: str,
    arrival: Callable[[str], Arrival],
    **written: Any,
) -> DraftOpinion:
    return take_public(arrival=arrival(address), **written)


BUTTONS = {"": Button(WriteForm, _take, stays=True)}


@open_to_all
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def public_provision(request: Request, code: str, no: int, place: int) -> HttpResponseBase:
    """One provision: what it says in every public version, what people asked, what was answered.

    And the form.
    """
    row = (
        _known(code, no, place, int(time.time() // _KNOWN_SECONDS))
        if request.method == "POST"
        else _provision(code, no, place)
    )
    shown = row.draft
    initial = WriteForm.fresh() | {"who_type": Who.CITIZEN}
    address = address_of(request)
    pressed = press(request, BUTTONS, initial=initial, draft=shown, provision=row, address=address)
    if not isinstance(pressed, Pressed):
        return pressed
    if pressed.result is not None:
        return ThanksContext(shown, row, pressed.result).render(request)
    history = [version for version in queries.history_of(row) if version.draft.published_at]
    points = queries.points_of_provision(row).select_related("answer")
    points = points.prefetch_related("answer__corrections")
    return PublicProvisionContext(
        draft=shown,
        provision=row,
        form=pressed.form(""),
        is_open=queries.is_open(shown, timezone.localdate()),
        history=history,
        earlier=queries.earlier_points(row, history),
        points=points[:_MOST_SHOWN],
        more=max(0, row.groups - _MOST_SHOWN),
        inside=_inside(shown, row),
    ).render(request)


def _inside(draft: DraftVersion, provision: DraftProvision) -> list[DraftProvision]:
    """Everything under a provision, in the order of the text."""
    rows = DraftProvision.objects.filter(
        draft=draft, unit=provision.unit, place__gt=provision.place
    ).order_by("place")
    if provision.unit == provision.place:
        return list(rows)
    return [row for row in rows if row.path.startswith(f"{provision.path} ")]


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def public_receipt(request: HttpRequest) -> HttpResponseBase:
    """What became of an opinion, by the code of its receipt.

    The code is sent as a form: it stands in no address.
    """
    typed = request.POST.get("code", "")
    receipt, found = receipt_typed(typed), None
    if receipt:
        rows = DraftOpinion.objects.select_related("draft__case", "provision", "group__answer")
        found = rows.filter(receipt=receipt).first()
    answer = found.group.answer if found and found.group else None
    return ReceiptContext(
        code=typed[:20],
        asked=request.method == "POST",
        opinion=found,
        answer=answer if answer and answer.published_at else None,
    ).render(request)
