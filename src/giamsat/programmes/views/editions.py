"""Editions of a programme: the steps from a draft to the day it is public, amendments, and comparing two of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giamsat.audit.recording import entries_of
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.fields import ReasonForm, today_text
from giamsat.jobs import queries as job_queries
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.planning import access as plan_access
from giamsat.planning.models import Variant
from giamsat.planning.papers import PAPERS, differences
from giamsat.programmes import access, actions, queries
from giamsat.programmes.forms import AnswerForm, IssueForm, OpinionForm, RoundForm
from giamsat.programmes.issuing import paper_name
from giamsat.programmes.models import Edition, OpinionPoint
from giamsat.programmes.next_step import next_step
from giamsat.programmes.states import (
    EDITION_MOVES,
    AnswerKind,
    EditionState,
    PartyOpinion,
    RoundState,
)
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.views.own import own_programme
from giamsat.registers.numbering import next_number


@shows_refusals
@require_http_methods(["GET", "POST"])
def editions(request: Request, programme_id: int) -> HttpResponseBase:
    """All editions; a reminder in Quarter IV; an amendment begins here; any two are compared."""
    here = own_programme(request, programme_id)
    actor = request.actor
    access.require(access.may_see_editions(actor))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.amend(
            actor=actor, programme=here, reason=form.cleaned_data["reason"], now=timezone.now()
        )
        messages.success(
            request,
            _(
                "Đã mở lần điều chỉnh. Xếp phương án mới rồi lấy phương án đó cho lần điều chỉnh này."
            ),
        )
        return redirect("edition", made.id)
    rows = queries.editions_of(actor, here)
    chosen = {str(one.number): one for one in rows}
    a, b = chosen.get(asked(request, "a")), chosen.get(asked(request, "b"))
    first, last = proposal_queries.rules_of(here).due(here.year)
    context = {
        "here": here,
        "rows": rows,
        "form": form,
        "may_amend": access.may_amend(actor, here),
        "a": a,
        "b": b,
        "under_way": next((one for one in rows if one.state not in EDITION_MOVES.ends), None),
        "due": (first, last),
        "is_due": timezone.localdate() >= first
        and not any(one.state == EditionState.ISSUED for one in rows),
        "is_late": timezone.localdate() > last,
        "differences": _compared(a, b),
        "source": proposal_queries.rules_of(here).due_source,
    }
    return render(request, "programmes/editions.html", context)


def _compared(a: Edition | None, b: Edition | None) -> list[tuple[str, str, str]] | None:
    if a is None or b is None:
        return None
    both = Variant.objects.only("paper").in_bulk([a.variant_id, b.variant_id])
    return differences(both[a.variant_id], both[b.variant_id])


@shows_refusals
@require_http_methods(["GET", "POST"])
def edition(request: Request, edition_id: int) -> HttpResponseBase:
    """One edition: where it stands, who must do what next, and everything said on the way."""
    actor = request.actor
    here = get_object_or_404(access.visible_editions(actor), id=edition_id)
    do = request.POST.get("do", "")
    forms = _forms(request, here, do)
    if request.method == "POST" and not request.refusal and _act(request, here, do, forms):
        return redirect("edition", here.id)
    rounds = list(here.rounds.order_by("-number"))
    points = queries.points_of(here)
    open_points = sum(not one.kind for one in points)
    answered = points if access.may_answer(actor, here) or do.startswith("answer-") else []
    context: dict[str, Any] = {
        "here": here,
        "programme": here.programme,
        "forms": forms,
        "rounds": rounds,
        "points": points,
        "answer_forms": {one.id: _answer_form(request, one, do) for one in answered},
        "steps": _steps(here),
        "history": entries_of(here)[:30],
        "may": _may(request, here),
        "open_round": next((one for one in rounds if one.state == RoundState.OPEN), None),
        "open_points": open_points,
        "next": next_step(here, open_points),
        "job": job_queries.job_of("edition-papers", [here.id]),
        "papers": PAPERS,
    }
    if here.state == EditionState.CONSULTED and context["may"]["plan"]:
        context["dropping"] = queries.to_drop(rounds)
    if here.state == EditionState.ISSUED and context["may"]["publish"]:
        context |= {
            "concerned": queries.bodies_concerned(here),
            "unknown": queries.bodies_unknown(here),
            "told": {one.organisation_id: one for one in here.notices.all()},
        }
    return render(request, "programmes/edition.html", context)


def _steps(here: Edition) -> list[tuple[str, str]]:
    """The way of an edition in words, each step with its class: done, now, or to come."""
    names = [
        (EditionState.DRAFT, _("Dự thảo")),
        (EditionState.CONSULTING, _("Hiệp thương")),
        (EditionState.SUBMITTED, _("Trình Ban Thường vụ")),
        (EditionState.OPINED, _("Tiếp thu, giải trình")),
        (EditionState.APPROVED, _("Phê duyệt")),
        (EditionState.ISSUED, _("Ban hành")),
    ]
    if here.state == EditionState.DROPPED:
        return [(name, "open") for _state, name in names]
    state = (
        EditionState.CONSULTING
        if here.state == EditionState.CONSULTED
        else EditionState(here.state)
    )
    place = [one for one, _name in names].index(state)
    # A step that has been taken is over: "approved" means that issue comes next.
    done = place + (
        here.state in (EditionState.CONSULTED, EditionState.APPROVED, EditionState.ISSUED)
    )
    return [
        (name, "ok" if n < done else "now" if n == done else "open")
        for n, (_state, name) in enumerate(names)
    ]


def _may(request: Request, here: Edition) -> dict[str, Any]:
    actor = request.actor
    return {
        "hold_round": access.may_hold_round(actor, here),
        "submit": access.may_submit(actor, here),
        "call_back": access.may_call_back(actor, here),
        "opinion": access.may_give_opinion(actor, here),
        "answer": access.may_answer(actor, here),
        "approve": access.may_approve(actor, here),
        "withdraw": access.may_withdraw_approval(actor, here),
        "issue": access.may_issue(actor, here),
        "publish": access.may_publish(actor, here),
        "drop": access.may_drop(actor, here),
        "plan": actor.holds(Permission.PLAN_MAKE),
    }


def _forms(request: Request, here: Edition, do: str) -> dict[str, Any]:
    rules = proposal_queries.rules_of(here.programme)
    front, today = here.programme.front, timezone.localdate()
    issue: dict[str, Any] = {
        "symbol": rules.symbol,
        "issued_on": today_text(),
        "place": front.short_name.removeprefix("MTTQ ").removeprefix("tỉnh "),
    }
    issue_form = IssueForm(request.POST if do == "issue" else None, initial=issue, prefix="bh")
    if here.state == EditionState.APPROVED:
        issue_form.fields["number"].widget.attrs["placeholder"] = (
            f"{next_number(front, today.year, rules.symbol):02d}"
        )
    return {
        "round": RoundForm(request.POST if do == "open_round" else None, prefix="ht"),
        "opinion": OpinionForm(request.POST if do == "give_opinion" else None, prefix="yk"),
        "issue": issue_form,
        "reason": ReasonForm(request.POST if do in _WITH_REASON else None, prefix="ld"),
    }


def _answer_form(request: Request, point: OpinionPoint, do: str) -> AnswerForm:
    prefix = f"tl{point.id}"
    initial = {"kind": point.kind, "answer": point.answer, "version": point.version}
    form = AnswerForm(
        request.POST if do == f"answer-{point.id}" else None, initial=initial, prefix=prefix
    )
    if form.is_bound and request.refusal and request.refusal.status == 409:
        form.data = {**dict(form.data.items()), f"{prefix}-version": str(point.version)}
    return form


def _act(request: Request, here: Edition, do: str, forms: dict[str, Any]) -> bool:
    """Carry out the pressed button; False when its form has to be filled in again."""
    version = request.POST.get("version", "")
    common: dict[str, Any] = {"actor": request.actor, "edition": here, "now": timezone.now()}
    stepped = common | {"version": whole_number(version) or 0}
    if do == "open_round" and forms["round"].is_valid():
        actions.open_round(**common, **forms["round"].cleaned_data)
        messages.success(
            request,
            _("Đã mở vòng hiệp thương. Từng tổ chức thấy việc cho ý kiến ở “Việc của tôi”."),
        )
    elif do == "give_opinion" and forms["opinion"].is_valid():
        said = forms["opinion"].cleaned_data
        actions.give_opinion(
            **stepped,
            opinion=PartyOpinion(said["opinion"]),
            paper=said["paper"],
            points=said["points"].splitlines(),
        )
        messages.success(request, _("Đã ghi ý kiến của Ban Thường vụ."))
    elif do == "issue" and forms["issue"].is_valid():
        actions.issue(**stepped, **forms["issue"].cleaned_data)
        messages.success(request, _("Đã ban hành. Văn bản có số đang được viết."))
    elif do.startswith("answer-"):
        return _answer(request, here, do)
    elif do in _STEPS:
        act, sentence, needs_version = _STEPS[do]
        act(**(stepped if needs_version else common))
        messages.success(request, str(sentence))
    elif do in _WITH_REASON and forms["reason"].is_valid():
        act, sentence = _WITH_REASON[do]
        act(**stepped, reason=forms["reason"].cleaned_data["reason"])
        messages.success(request, str(sentence))
    else:
        return False
    return True


def _answer(request: Request, here: Edition, do: str) -> bool:
    which = do.partition("-")[2]
    rows = OpinionPoint.objects.select_related("edition__programme")
    point = get_object_or_404(rows, id=whole_number(which) or 0, edition=here)
    form = _answer_form(request, point, do)
    if not form.is_valid():
        return False
    said = form.cleaned_data
    actions.answer_point(
        actor=request.actor,
        point=point,
        kind=AnswerKind(said["kind"]),
        answer=said["answer"],
        version=said["version"],
        now=timezone.now(),
    )
    messages.success(request, _("Đã ghi trả lời."))
    return True


_STEPS: dict[str, tuple[Callable[..., Any], Any, bool]] = {
    "submit": (actions.submit, gettext_lazy("Đã trình xin ý kiến Ban Thường vụ."), True),
    "approve": (actions.approve, gettext_lazy("Đã phê duyệt. Bước tiếp: cấp số, ban hành."), True),
    "tell": (
        actions.tell_bodies,
        gettext_lazy("Đã báo; các đơn vị có tài khoản thấy những cuộc liên quan."),
        False,
    ),
    "publish": (actions.publish, gettext_lazy("Đã công khai chương trình."), False),
}
_WITH_REASON: dict[str, tuple[Callable[..., Any], Any]] = {
    "call_back": (actions.call_back, gettext_lazy("Đã lấy về để sửa.")),
    "withdraw_approval": (
        actions.withdraw_approval,
        gettext_lazy("Đã rút phê duyệt; lý do được lưu lại."),
    ),
    "drop": (
        actions.drop_amendment,
        gettext_lazy("Đã bỏ lần điều chỉnh; chương trình giữ như trước."),
    ),
}


@require_GET
def edition_paper(request: Request, edition_id: int, kind: str) -> HttpResponseBase:
    """One paper of an edition, the bytes that were written when it was issued."""
    here = get_object_or_404(access.visible_editions(request.actor), id=edition_id)
    if kind not in here.papers:
        raise Http404
    return download(content_of(here.papers[kind]), paper_name(here, kind))


@require_POST
def accept(request: Request, variant_id: int) -> HttpResponseBase:
    """Take a variant as the draft programme, or for the amendment under way."""
    here = get_object_or_404(plan_access.visible_variants(request.actor), id=variant_id)
    edition = actions.accept(actor=request.actor, variant=here, now=timezone.now())
    messages.success(
        request,
        _("Đã nhận phương án %(n)s làm dự thảo. Bước tiếp: hiệp thương.") % {"n": here.number},
    )
    return redirect("edition", edition.id)
