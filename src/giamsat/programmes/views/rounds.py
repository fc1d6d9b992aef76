"""A round of hiệp thương: the live picture, one item, its papers."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, numbers, whole_number
from giamsat.foundation.paging import ROWS
from giamsat.jobs import queries as job_queries
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.planning.models import Activity
from giamsat.programmes import access, actions, queries
from giamsat.programmes.forms import CloseForm, ConclusionForm, OnPaperForm, PositionForm
from giamsat.programmes.models import Position, Round
from giamsat.programmes.standing import Standing
from giamsat.programmes.states import Outcome, Stance
from giamsat.proposals import queries as proposal_queries

SHOWN = ("mo", "khac", "xong")  # open, with dissent, settled
_OF = {"mo": ("waiting",), "khac": ("dissent",), "xong": ("agreed", "concluded")}
MARKS = {"agree": "ok", "join": "same", "amend": "diff", "decline": "late"}


@dataclass(frozen=True)
class Speakers:
    """For whom the reader may speak: their own organisation, and those whose papers they write down."""

    own: Organisation | None
    others: list[Organisation]


def _speakers(request: Request, invited: list[Organisation]) -> Speakers:
    places = request.actor.own(Permission.POSITION_TAKE)
    own = next((one for one in invited if one.id in places), None)
    may_record = request.actor.holds(Permission.POSITION_RECORD)
    others = [one for one in invited if one != own and one.valid_to is None] if may_record else []
    return Speakers(own, others)


@shows_refusals
@require_http_methods(["GET", "POST"])
def round_(request: Request, round_id: int) -> HttpResponseBase:
    """What is agreed and what is open, item by item; it renews itself while the page is open."""
    actor = request.actor
    here = get_object_or_404(access.visible_rounds(actor), id=round_id)
    invited = list(here.invited.order_by("id"))
    speakers = _speakers(request, invited)
    body, do = speakers.own, request.POST.get("do", "")
    close_form = CloseForm(request.POST if do == "close" else None)
    paper_form = OnPaperForm(
        request.POST if do == "on_paper" else None, others=speakers.others, prefix="vb"
    )
    if (
        request.method == "POST"
        and not request.refusal
        and _act(request, here, body, do, close_form, paper_form)
    ):
        return redirect("round", here.id)
    items = queries.standings_of(here, invited)
    shown = asked(request, "xem", SHOWN)
    mine = {one.activity.id for one in items if body and body.id in one.positions}
    rows = [one for one in items if not shown or one.state in _OF[shown]]
    context: dict[str, Any] = {
        "here": here,
        "edition": here.edition,
        "body": body,
        "tally": queries.tally(items),
        "shown": shown,
        "page": Paginator(rows, ROWS).get_page(asked(request, "trang")),
        "mine": mine,
        "marks": MARKS,
        "close_form": close_form,
        "paper_form": paper_form,
        "may_conclude": access.may_conclude(actor, here),
        "may_speak": body and access.may_take_position(actor, here, body.id),
        "others": speakers.others,
        "silent_count": len(items) - len(mine),
        "ready": timezone.now(),
        "job": job_queries.job_of("round-papers", [here.id]),
    }
    return render(
        request,
        "programmes/round_picture.html" if request.htmx else "programmes/round.html",
        context,
    )


def _act(
    request: Request,
    here: Round,
    body: Organisation | None,
    do: str,
    close_form: CloseForm,
    paper_form: OnPaperForm,
) -> bool:
    """Carry out the pressed button; False when its form has to be filled in again."""
    common: dict[str, Any] = {"actor": request.actor, "round_": here, "now": timezone.now()}
    everything = Activity.objects.filter(variant=here.variant_id)
    count = None
    if do == "agree" and body:
        chosen = numbers(request.POST.getlist("item"))
        count = actions.agree_to(
            organisation=body, activities=list(everything.filter(id__in=chosen)), **common
        )
    elif do == "agree_rest" and body:
        count = actions.agree_to(organisation=body, activities=list(everything), **common)
    elif do == "on_paper" and paper_form.is_valid():
        count = actions.agree_to(activities=list(everything), **paper_form.cleaned_data, **common)
    elif do == "close" and close_form.is_valid():
        actions.close_round(**common, **close_form.cleaned_data)
        messages.success(request, _("Vòng hiệp thương đã kết thúc; biên bản đang được viết."))
        return True
    if count is not None:
        messages.success(request, _("Đã ghi đồng ý với %(n)s nội dung.") % {"n": count})
    return count is not None


@shows_refusals
@require_http_methods(["GET", "POST"])
def round_item(request: Request, round_id: int, no: int) -> HttpResponseBase:
    """One item: every word said about it, one's own word or one that came on paper, and the chair's conclusion."""
    actor = request.actor
    here = get_object_or_404(
        access.visible_rounds(actor).annotate(items=Count("variant__activities")), id=round_id
    )
    rows = (
        Activity.objects.filter(variant=here.variant_id)
        .select_related("lead")
        .prefetch_related("units")
    )
    activity = get_object_or_404(rows, no=no)
    invited = list(here.invited.order_by("id"))
    speakers = _speakers(request, invited)
    standing = queries.standing_of(here, activity, invited)
    body, do = speakers.own, request.POST.get("do", "")
    own = standing.positions.get(body.id) if body else None
    newest = max((one.id for one in standing.positions.values()), default=0)
    forms = _item_forms(request, here, standing, own, newest, speakers)
    if (
        request.method == "POST"
        and not request.refusal
        and _act_on_item(request, here, activity, body, do, forms)
    ):
        return redirect("round_item", here.id, no)
    context = {
        "here": here,
        "activity": activity,
        "one": standing,
        "body": body,
        "own": own,
        "forms": forms,
        "marks": MARKS,
        "may_speak": body and access.may_take_position(actor, here, body.id),
        "others": speakers.others,
        "may_conclude": access.may_conclude(actor, here),
        "earlier": queries.earlier_words(here, activity),
        "last": vars(here)["items"],
        "stood": _stood(request, standing, forms, own),
    }
    return render(request, "programmes/round_item.html", context)


def _item_forms(
    request: Request,
    here: Round,
    standing: Standing,
    own: Position | None,
    newest: int,
    speakers: Speakers,
) -> dict[str, Any]:
    do, done = request.POST.get("do", ""), standing.conclusion
    initial = ({"stance": own.stance, "text": own.text} if own else {}) | {"seen": newest}
    known = done.stamp if done else ""
    said = (
        {
            "outcome": done.outcome,
            "reason": done.reason,
            "lead_ground": done.lead_ground,
            "known": known,
        }
        if done
        else {}
    )
    grounds = proposal_queries.rules_of(here.edition.programme).grounds_of(
        standing.activity.lead.kind
    )
    forms: dict[str, Any] = {
        "say": PositionForm(request.POST if do == "say" else None, initial=initial),
        "paper": OnPaperForm(
            request.POST if do == "on_paper" else None, others=speakers.others, prefix="vb"
        ),
        "word": PositionForm(
            request.POST if do == "on_paper" else None, initial={"seen": newest}, prefix="yk"
        ),
        "conclude": ConclusionForm(
            request.POST if do == "conclude" else None, initial=said, grounds=grounds, prefix="kl"
        ),
    }
    if (
        request.refusal and request.refusal.status == 409
    ):  # the next press is made knowing both words
        forms["say"].data = {**dict(forms["say"].data.items()), "seen": str(newest)}
        forms["conclude"].data = {**dict(forms["conclude"].data.items()), "kl-known": known}
        forms["word"].data = {**dict(forms["word"].data.items()), "yk-seen": str(newest)}
    return forms


def _stood(
    request: Request, standing: Standing, forms: dict[str, Any], own: Position | None
) -> Position | None:
    """The word somebody else saved, to stand beside what was typed."""
    if not request.refusal or request.refusal.status != 409 or forms["conclude"].is_bound:
        return None  # a conclusion that stands is on the page anyway
    said = forms["paper"].data.get("vb-organisation", "") if forms["paper"].is_bound else ""
    whose = whole_number(said)
    return own if whose is None else standing.positions.get(whose)


def _act_on_item(
    request: Request,
    here: Round,
    activity: Activity,
    body: Organisation | None,
    do: str,
    forms: dict[str, Any],
) -> bool:
    common: dict[str, Any] = {
        "actor": request.actor,
        "round_": here,
        "activity": activity,
        "now": timezone.now(),
    }
    if do == "conclude":
        return _conclude(request, forms["conclude"], common)
    word, paper = forms["word" if do == "on_paper" else "say"], forms["paper"]
    if do == "on_paper" and paper.is_valid() and word.is_valid():
        whose, with_what = paper.cleaned_data["organisation"], paper.cleaned_data["paper"]
    elif do == "say" and body and word.is_valid():
        whose, with_what = body, ""
    else:
        return False
    said = word.cleaned_data
    actions.take_position(
        organisation=whose,
        paper=with_what,
        stance=Stance(said["stance"]),
        text=said["text"],
        seen=said["seen"] or 0,
        **common,
    )
    messages.success(request, _("Đã ghi ý kiến của %(name)s.") % {"name": whose.name})
    return True


def _conclude(request: Request, form: ConclusionForm, common: dict[str, Any]) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    actions.conclude(
        outcome=Outcome(said["outcome"]),
        reason=said["reason"],
        lead_ground=said.get("lead_ground", ""),
        known=said["known"],
        **common,
    )
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
