"""Commissions: the list with a form, and one order until its product is accepted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.audit.recording import entries_of
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.paging import page_of
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import members_of
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, queries
from giamsat.proposals.forms import CommissionForm, ProductForm, TakeForm
from giamsat.proposals.models import Commission, Programme
from giamsat.proposals.states import CommissionState


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
@require_http_methods(["GET", "POST"])
def commissions(request: Request, programme_id: int) -> HttpResponseBase:
    """Orders of a year, those nobody has taken marked; whoever may, orders here."""
    actor = request.actor
    access.require(access.may_see_commissions(actor))
    here = get_object_or_404(Programme.objects.select_related("front"), id=programme_id)
    state = asked(request, "trang-thai", set(CommissionState.values))
    may_order = access.may_commission(actor)
    requesters = _bodies(actor, Permission.COMMISSION_ADD, []) if may_order else []
    form = CommissionForm(request.POST or None, requesters=requesters)
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.commission(
            actor=actor, programme=here, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Đã ghi việc đặt hàng. Các tổ chức thấy ngay và có thể nhận."))
        return redirect("commission", made.id)
    rows = queries.find_commissions(actor, here, state=state)
    context = {
        "here": here,
        "page": page_of(request, rows),
        "state": state,
        "states": CommissionState.choices,
        "form": form,
        "may_order": may_order,
        "today": timezone.localdate(),
        "may_see_programme": actor.holds(Permission.PROGRAMME_VIEW),
    }
    return render(request, "proposals/commissions.html", context)


@shows_refusals
@require_http_methods(["GET", "POST"])
def commission(request: Request, commission_id: int) -> HttpResponseBase:
    """One order: what is asked, who works on it, its product, and the next step for the reader."""
    actor = request.actor
    here = get_object_or_404(access.visible_commissions(actor), id=commission_id)
    do = request.POST.get("do", "")
    takers = (
        _bodies(actor, Permission.COMMISSION_TAKE, members_of(here.programme.front_id))
        if access.may_take_commission(actor, here)
        else []
    )
    proposals = queries.answering_proposals(actor, here)
    take_form = TakeForm(request.POST if do == "take" else None, takers=takers, proposals=proposals)
    reason_form = ReasonForm(
        request.POST if do in ("return", "send_back", "withdraw", "accept") else None
    )
    product_form = (
        ProductForm(request.POST or None, request.FILES or None)
        if do == "deliver"
        else ProductForm()
    )
    if (
        request.method == "POST"
        and not request.refusal
        and _act(request, here, do, take_form, reason_form, product_form)
    ):
        return redirect("commission", here.id)
    context = {
        "here": here,
        "take_form": take_form,
        "reason_form": reason_form,
        "product_form": product_form,
        "may_take": bool(takers),
        "may_work": access.may_work_on_commission(actor, here),
        "may_judge": access.may_judge_product(actor, here),
        "may_withdraw": access.may_withdraw_commission(actor, here),
        "history": entries_of(here)[:20],
        "today": timezone.localdate(),
        "may_see_programme": actor.holds(Permission.PROGRAMME_VIEW),
        "may_open_proposal": here.proposal and access.may_see_proposal(actor, here.proposal),
    }
    return render(request, "proposals/commission.html", context)


def _act(
    request: Request,
    here: Commission,
    do: str,
    take: TakeForm,
    reason: ReasonForm,
    product: ProductForm,
) -> bool:
    """Carry out the pressed button; False when its form has to be filled in again."""
    version = request.POST.get("version", "")
    common: dict[str, Any] = {
        "actor": request.actor,
        "commission": here,
        "version": whole_number(version) or 0,
        "now": timezone.now(),
    }
    if do == "take" and take.is_valid():
        actions.take_commission(**common, **take.cleaned_data)
        messages.success(request, _("Đã nhận việc này."))
    elif do == "deliver" and product.is_valid():
        file = product.cleaned_data["product"]
        actions.deliver_product(
            **common, name=file.name, content=file.read(), said=product.cleaned_data["said"]
        )
        messages.success(request, _("Đã nộp sản phẩm; bên đặt hàng sẽ nghiệm thu."))
    elif do == "accept":
        actions.judge_product(**common, accepts=True, reason=request.POST.get("reason", "")[:3000])
        messages.success(request, _("Đã nghiệm thu sản phẩm."))
    elif do in _WITH_REASON and reason.is_valid():
        act, sentence = _WITH_REASON[do]
        act(**common, reason=reason.cleaned_data["reason"])
        messages.success(request, str(sentence))
    else:
        return False
    return True


def _send_back(**given: Any) -> None:
    actions.judge_product(accepts=False, **given)


_WITH_REASON: dict[str, tuple[Callable[..., None], Any]] = {
    "return": (
        actions.return_commission,
        gettext_lazy("Đã trả lại; việc này lại chờ tổ chức khác nhận."),
    ),
    "send_back": (_send_back, gettext_lazy("Đã yêu cầu làm lại; lý do được gửi kèm.")),
    "withdraw": (actions.withdraw_commission, gettext_lazy("Đã rút việc đặt hàng.")),
}


@require_GET
def product(request: Request, commission_id: int) -> HttpResponseBase:
    """The product as a file."""
    here = get_object_or_404(access.visible_commissions(request.actor), id=commission_id)
    if not here.product_sha256:
        raise Http404
    return download(content_of(here.product_sha256), here.product_name)
