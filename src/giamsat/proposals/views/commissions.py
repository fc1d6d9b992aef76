"""Commissions: the list with a form, and one order until its product is accepted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import entries_of
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.fields import Upload
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import members_of
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, queries
from giamsat.proposals.forms import (
    AcceptProductForm,
    CommissionForm,
    JudgeForm,
    ProductForm,
    TakeForm,
)
from giamsat.proposals.models import Commission, Programme
from giamsat.proposals.states import CommissionState

if TYPE_CHECKING:
    from django.core.paginator import Page


def _deliver(*, product: Upload, said: str, **given: Any) -> None:
    actions.deliver_product(name=product.name, content=product.content, summary=said, **given)


ORDERING = {
    "": Button(
        CommissionForm,
        actions.commission,
        gettext_lazy("Đã ghi việc đặt hàng. Các tổ chức thấy ngay và có thể nhận."),
        to=lambda made: reverse("commission", args=[made.id]),
    )
}
JUDGING = {  # several buttons of one form
    "send_back": Button(
        JudgeForm,
        partial(actions.judge_product, accepts=False),
        gettext_lazy("Đã yêu cầu làm lại; lý do được gửi kèm."),
    ),
    "accept": Button(
        AcceptProductForm,
        partial(actions.judge_product, accepts=True),
        gettext_lazy("Đã nghiệm thu sản phẩm."),
    ),
    "return": Button(
        JudgeForm,
        actions.return_commission,
        gettext_lazy("Đã trả lại; việc này lại chờ tổ chức khác nhận."),
    ),
    "withdraw": Button(
        JudgeForm, actions.withdraw_commission, gettext_lazy("Đã rút việc đặt hàng.")
    ),
}
BUTTONS = JUDGING | {
    "take": Button(TakeForm, actions.take_commission, gettext_lazy("Đã nhận việc này.")),
    "deliver": Button(
        ProductForm, _deliver, gettext_lazy("Đã nộp sản phẩm; bên đặt hàng sẽ nghiệm thu.")
    ),
}


@dataclass(frozen=True)
class CommissionsContext(PageContext):
    """Orders of a year, and the form of another."""

    template: ClassVar[str] = "proposals/commissions.html"
    here: Programme
    page: "Page[Commission]"
    state: str
    states: Sequence[tuple[str, Any]]
    form: Form
    may_order: Verdict
    today: date
    may_see_programme: bool


@dataclass(frozen=True)
class CommissionContext(PageContext):
    """One order, and what the reader may do with it."""

    template: ClassVar[str] = "proposals/commission.html"
    here: Commission
    take_form: Form
    reason_form: Form
    product_form: Form
    may_take: bool
    may_work: Verdict
    may_judge: Verdict
    may_withdraw: Verdict
    history: Iterable[AuditEntry]
    today: date
    may_see_programme: bool
    may_open_proposal: Verdict | None


def _bodies(
    actor: Actor, permission: Permission, everybody: list[Organisation]
) -> list[Organisation]:
    """The organisations for which somebody holds a permission."""
    if actor.scope(permission) is Scope.ALL:
        return everybody
    return list(
        Organisation.objects.filter(id__in=actor.own(permission), valid_to=None).order_by("id")
    )


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def commissions(request: Request, programme_id: int) -> HttpResponseBase:
    """Orders of a year, those nobody has taken marked; whoever may, orders here."""
    actor = request.actor
    access.require(access.may_see_commissions(actor))
    programme = get_object_or_404(Programme.objects.select_related("front"), id=programme_id)
    may_order = access.may_commission(actor)
    requesters = _bodies(actor, Permission.COMMISSION_ADD, []) if may_order else []
    start = {"": {"requesters": requesters}}
    pressed = press(request, ORDERING, start=start, programme=programme)
    if not isinstance(pressed, Pressed):
        return pressed
    state = asked(request, "trang-thai", set(CommissionState.values))
    return CommissionsContext(
        here=programme,
        page=page_of(request, queries.find_commissions(actor, programme, state=state)),
        state=state,
        states=CommissionState.choices,
        form=pressed.form(""),
        may_order=may_order,
        today=timezone.localdate(),
        may_see_programme=actor.holds(Permission.PROGRAMME_VIEW),
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def commission(request: Request, commission_id: int) -> HttpResponseBase:
    """One order: what is asked, who works on it, its product, and the reader's next step."""
    actor = request.actor
    order = get_object_or_404(access.visible_commissions(actor), id=commission_id)
    taking, version = _taking(actor, order), {"version": order.version}
    pressed = press(request, BUTTONS, initial=version, start={"take": taking}, commission=order)
    if not isinstance(pressed, Pressed):
        return pressed
    judged = pressed.value if pressed.value in JUDGING else "send_back"
    return CommissionContext(
        here=order,
        take_form=pressed.form("take"),
        reason_form=pressed.form(judged),
        product_form=pressed.form("deliver"),
        may_take=bool(taking["takers"]),
        may_work=access.may_work_on_commission(actor, order),
        may_judge=access.may_judge_product(actor, order),
        may_withdraw=access.may_withdraw_commission(actor, order),
        history=entries_of(order)[:20],
        today=timezone.localdate(),
        may_see_programme=actor.holds(Permission.PROGRAMME_VIEW),
        may_open_proposal=access.may_see_proposal(actor, order.proposal)
        if order.proposal
        else None,
    ).render(request)


def _taking(actor: Actor, order: Commission) -> Mapping[str, Any]:
    """For whom the reader may take an order, and with which topics."""
    takers = (
        _bodies(actor, Permission.COMMISSION_TAKE, members_of(order.programme.front_id))
        if access.may_take_commission(actor, order)
        else []
    )
    return {"takers": takers, "proposals": queries.answering_proposals(actor, order)}


@require_safe
def product(request: Request, commission_id: int) -> HttpResponseBase:
    """The product as a file."""
    order = get_object_or_404(access.visible_commissions(request.actor), id=commission_id)
    if not order.product_sha256:
        raise Http404
    return download(content_of(order.product_sha256), order.product_name)
