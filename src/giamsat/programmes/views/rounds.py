"""A round of hiệp thương: the live picture, one item, its papers."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.paging import ROWS, asked
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.programmes import access, actions, queries
from giamsat.programmes.forms import CloseForm, ConclusionForm, PositionForm
from giamsat.programmes.models import Activity, Round
from giamsat.programmes.states import Outcome, Stance

SHOWN = ("mo", "khac", "xong")  # open, with dissent, settled
_OF = {"mo": ("waiting",), "khac": ("dissent",), "xong": ("agreed", "concluded")}
MARKS = {"agree": "ok", "join": "same", "amend": "diff", "decline": "late"}


def _own_body(request: Request, invited: list[Organisation]) -> Organisation | None:
    """The invited organisation for which the reader speaks."""
    own = request.actor.own(Permission.POSITION_TAKE)
    return next((one for one in invited if one.id in own), None)


@shows_refusals
@require_http_methods(["GET", "POST"])
def round_(request: Request, round_id: int) -> HttpResponseBase:
    """What is agreed and what is open, item by item; it renews itself while the page is open."""
    actor = request.actor
    here = get_object_or_404(access.visible_rounds(actor), id=round_id)
    body = _own_body(request, list(here.invited.order_by("id")))
    do = request.POST.get("do", "")
    close_form = CloseForm(request.POST if do == "close" else None)
    if request.method == "POST" and not request.refusal and _act(request, here, body, do, close_form):
        return redirect("round", here.id)
    items = queries.standings_of(here)
    shown = asked(request, "xem", SHOWN)
    mine = {one.activity.id for one in items if body and body.id in one.positions}
    context: dict[str, Any] = {
        "here": here, "edition": here.edition, "body": body, "tally": queries.tally(items), "shown": shown,
        "page": Paginator([one for one in items if not shown or one.state in _OF[shown]], ROWS).get_page(asked(request, "trang")),
        "mine": mine,
        "marks": MARKS, "close_form": close_form, "may_conclude": access.may_conclude(actor, here),
        "may_speak": body and access.may_take_position(actor, here, body.id),
        "silent_count": len([one for one in items if body and body.id not in one.positions]),
        "ready": timezone.now(),
    }  # fmt: skip
    return render(request, "programmes/round_picture.html" if request.htmx else "programmes/round.html", context)


def _act(request: Request, here: Round, body: Organisation | None, do: str, close_form: CloseForm) -> bool:
    now = timezone.now()
    if do == "agree" and body:
        chosen = [int(one) for one in request.POST.getlist("item") if one.isdigit()]
        items = Activity.objects.filter(variant=here.variant_id, id__in=chosen)
        count = actions.agree_to(actor=request.actor, round_=here, organisation=body, activities=list(items), now=now)
        messages.success(request, _("Đã ghi đồng ý với %(n)s nội dung.") % {"n": count})
    elif do == "close" and close_form.is_valid():
        actions.close_round(actor=request.actor, round_=here, now=now, **close_form.cleaned_data)
        messages.success(request, _("Vòng hiệp thương đã kết thúc; biên bản đang được viết."))
        return True
    else:
        return False
    return True


@shows_refusals
@require_http_methods(["GET", "POST"])
def round_item(request: Request, round_id: int, no: int) -> HttpResponseBase:
    """One item: every word said about it, one's own word, and the chair's conclusion."""
    actor = request.actor
    here = get_object_or_404(access.visible_rounds(actor), id=round_id)
    rows = Activity.objects.filter(variant=here.variant_id).select_related("lead").prefetch_related("units")
    activity = get_object_or_404(rows, no=no)
    invited = list(here.invited.order_by("id"))
    standing = queries.standing_of(here, activity, invited)
    body = _own_body(request, invited)
    own = standing.positions.get(body.id) if body else None
    do = request.POST.get("do", "")
    initial = {"stance": own.stance, "text": own.text, "seen": own.id} if own else {"seen": 0}
    form = PositionForm(request.POST if do == "say" else None, initial=initial)
    done = standing.conclusion
    said = {"outcome": done.outcome, "reason": done.reason, "lead_ground": done.lead_ground} if done else {}
    grounds = queries.rules_of(here.edition.programme).grounds_of(activity.lead.kind)
    conclude_form = ConclusionForm(
        request.POST if do == "conclude" else None, initial=said, grounds=grounds, prefix="kl"
    )
    if request.method == "POST" and not request.refusal:
        answered = (
            _say(request, here, activity, body, form)
            if do == "say"
            else _conclude(request, here, activity, conclude_form)
        )
        if answered:
            return redirect("round_item", here.id, no)
    if request.refusal and request.refusal.status == 409:
        form.data = {**dict(form.data.items()), "seen": str(own.id if own else 0)}  # the next press knows both words
    context = {
        "here": here, "activity": activity, "one": standing, "body": body, "own": own, "form": form,
        "conclude_form": conclude_form, "may_speak": body and access.may_take_position(actor, here, body.id),
        "may_conclude": access.may_conclude(actor, here), "earlier": queries.earlier_words(here, activity),
        "last": Activity.objects.filter(variant=here.variant_id).count(), "marks": MARKS,
        "stood": own if request.refusal and request.refusal.status == 409 else None,
    }  # fmt: skip
    return render(request, "programmes/round_item.html", context)


def _say(request: Request, here: Round, activity: Activity, body: Organisation | None, form: PositionForm) -> bool:
    if body is None or not form.is_valid():
        return False
    said = form.cleaned_data
    actions.take_position(
        actor=request.actor, round_=here, activity=activity, organisation=body, stance=Stance(said["stance"]),
        text=said["text"], seen=said["seen"] or 0, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Đã ghi ý kiến của %(name)s.") % {"name": body.name})
    return True


def _conclude(request: Request, here: Round, activity: Activity, form: ConclusionForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    actions.conclude(
        actor=request.actor, round_=here, activity=activity, outcome=Outcome(said["outcome"]), reason=said["reason"],
        lead_ground=said.get("lead_ground", ""), now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Đã ghi kết luận. Ý kiến khác vẫn được giữ trong biên bản."))
    return True


@require_GET
def round_paper(request: Request, round_id: int, kind: str) -> HttpResponseBase:
    """The invitation or the minutes, as a file."""
    here = get_object_or_404(access.visible_rounds(request.actor), id=round_id)
    if kind not in here.papers:
        raise Http404
    name = f"{kind.replace('-', '_')}_hiep_thuong_{here.edition.programme.year}_vong_{here.number}.docx"
    return download(content_of(here.papers[kind]), name)
