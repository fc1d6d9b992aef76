"""One recommendation: where it stands, what may be done now, everything that happened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.deadlines.counting import explained
from giamsat.deadlines.queries import changes_of
from giamsat.documents.catalogue_reading import catalogue
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import today_text
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import leads_of
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, forms, queries
from giamsat.recommendations.contexts import KINDS
from giamsat.recommendations.models import Recommendation, Reply
from giamsat.recommendations.states import Reconsidered
from giamsat.recommendations.views.lists import own_recommendation
from giamsat.rulebooks.carrying import following_rules, topic_fields


@dataclass(frozen=True)
class Act:
    """Something a person can do here: its form, whether they may, the action, what it is called and what is said after."""

    form: type[forms.Versioned]
    may: Callable[[Actor, Recommendation], Verdict]
    act: Callable[..., Any]
    name: Any
    done: Any
    days: tuple[str, ...] = ()  # fields that show today at first


ACTS: dict[str, Act] = {
    "accept": Act(
        forms.AcceptForm,
        access.may_accept,
        actions.accept_reply,
        gettext_lazy("Chấp nhận trả lời"),
        gettext_lazy("Đã chấp nhận trả lời. Bước tiếp: ghi hẹn thực hiện hoặc kiểm tra kết quả."),
    ),
    "promise": Act(
        forms.PromiseForm,
        access.may_promise,
        actions.promise,
        gettext_lazy("Ghi hẹn thực hiện"),
        gettext_lazy("Đã ghi ngày hẹn; đến ngày đó hệ thống nhắc kiểm tra."),
    ),
    "resolve": Act(
        forms.ResolveForm,
        access.may_resolve,
        actions.resolve,
        gettext_lazy("Xác nhận đã giải quyết"),
        gettext_lazy("Đã xác nhận giải quyết xong."),
        ("on",),
    ),
    "send_back": Act(
        forms.SendBackForm,
        access.may_send_back,
        actions.send_back,
        gettext_lazy("Đề nghị trả lời lại"),
        gettext_lazy("Đã đề nghị trả lời lại với hạn mới."),
    ),
    "urge": Act(
        forms.UrgeForm,
        access.may_urge,
        actions.urge,
        gettext_lazy("Ghi một lần đôn đốc"),
        gettext_lazy("Đã ghi lần đôn đốc."),
        ("on",),
    ),
    "escalate": Act(
        forms.EscalateForm,
        access.may_urge,
        actions.escalate,
        gettext_lazy("Kiến nghị cơ quan có thẩm quyền"),
        gettext_lazy("Đã ghi việc kiến nghị lên cơ quan có thẩm quyền."),
        ("on",),
    ),
    "reconsidered": Act(
        forms.ReconsideredForm,
        access.may_answer_reconsideration,
        actions.answer_reconsideration,
        gettext_lazy("Trả lời đề nghị xem lại"),
        gettext_lazy("Đã trả lời đề nghị xem lại."),
    ),
    "ask_reconsideration": Act(
        forms.AskReconsiderationForm,
        access.may_ask_reconsideration,
        actions.ask_reconsideration,
        gettext_lazy("Đề nghị xem lại kiến nghị"),
        gettext_lazy("Đã ghi đề nghị xem lại."),
        ("on",),
    ),
    "dialogue": Act(
        forms.DialogueForm,
        access.may_set_dialogue,
        actions.set_dialogue,
        gettext_lazy("Hẹn đối thoại"),
        gettext_lazy("Đã hẹn đối thoại."),
    ),
    "held": Act(
        forms.HeldForm,
        access.may_hold_dialogue,
        actions.hold_dialogue,
        gettext_lazy("Ghi kết quả đối thoại"),
        gettext_lazy("Đã ghi kết quả đối thoại."),
    ),
    "reopen": Act(
        forms.ReopenForm,
        access.may_reopen,
        actions.reopen,
        gettext_lazy("Mở lại"),
        gettext_lazy("Đã mở lại kiến nghị."),
    ),
    "close": Act(
        forms.WhyForm,
        access.may_close,
        actions.close,
        gettext_lazy("Khép lại"),
        gettext_lazy("Đã khép lại kiến nghị."),
    ),
    "withdraw": Act(
        forms.WhyForm,
        access.may_withdraw,
        actions.withdraw,
        gettext_lazy("Rút kiến nghị"),
        gettext_lazy("Đã rút kiến nghị."),
    ),
}


@shows_refusals
@require_http_methods(["GET", "POST"])
def recommendation(request: Request, code: str) -> HttpResponseBase:
    """One recommendation."""
    here, actor, do = own_recommendation(request, code), request.actor, request.POST.get("do", "")
    change = _change_form(request, here, do)
    if request.method == "POST" and not request.refusal:
        if do == "change" and change is not None and change.is_valid():
            said = {name: value for name, value in change.cleaned_data.items() if name != "lead"}
            actions.change(actor=actor, one=here, now=timezone.now(), **said)
            messages.success(request, _("Đã sửa dự thảo."))
            return redirect("recommendation", here.code)
        if do in ACTS:
            form = ACTS[do].form(request.POST, prefix=do)
            if form.is_valid():
                ACTS[do].act(actor=actor, one=here, now=timezone.now(), **_said(form.cleaned_data))
                messages.success(request, str(ACTS[do].done))
                return redirect("recommendation", here.code)
    today = timezone.localdate()
    rules = following_rules(today)
    context = {
        "here": here,
        "today": today,
        "rules": rules,
        "change": change,
        "events": queries.events_of(here),
        "papers": queries.papers_of(here),
        "late": queries.lateness(here, today, rules),
        "rung": queries.next_rung(here, today, rules),
        "counted": explained(here),
        "moved": list(changes_of(here)[:5]),
        "acts": _acts(request, here, do),
        "field": topic_fields().get(here.field, here.field),
        "may_reply": access.may_reply(actor, here),
        "may_write": access.may_write_paper(actor, here),
        "contacts": queries.contacts_of(here.recipient),
        "may_see_case": here.origin_code and actor.holds(Permission.CASE_VIEW),
        "kinds": [catalogue()[one] for one in KINDS],
    }
    return render(request, "recommendations/one.html", context)


def _said(cleaned: dict[str, Any]) -> dict[str, Any]:
    if "outcome" in cleaned:
        cleaned = cleaned | {"outcome": Reconsidered(cleaned["outcome"])}
    return cleaned


def _change_form(
    request: Request, here: Recommendation, do: str
) -> forms.RecommendationForm | None:
    if not access.may_change(request.actor, here) and do != "change":
        return None
    initial = {
        name: getattr(here, name) for name in ("text", "measure", "field", "place", "version")
    }
    initial |= {"recipient": here.recipient_id, "lead": here.lead_id}
    return forms.RecommendationForm(
        request.POST if do == "change" else None,
        leads=[
            one
            for one in leads_of(request.actor, Permission.RECOMMENDATION_EDIT)
            if one.id == here.lead_id
        ],
        initial=initial,
    )


def _acts(
    request: Request, here: Recommendation, do: str
) -> list[tuple[str, Act, forms.Versioned]]:
    """What the person may do now, each with its form; the one that was just refused is shown as it was typed."""
    out = []
    for name, one in ACTS.items():
        if name == do or one.may(request.actor, here):
            start = {"version": here.version} | dict.fromkeys(one.days, today_text())
            form = one.form(request.POST if name == do else None, prefix=name, initial=start)
            if form.is_bound and request.refusal and request.refusal.status == 409:
                form.data = {**dict(form.data.items()), f"{name}-version": str(here.version)}
            out.append((name, one, form))
    return out


@require_GET
def reply_file(request: Request, reply_id: int) -> HttpResponseBase:
    """The file of a reply, for whoever sees a recommendation it answers."""
    seen = access.visible_recommendations(request.actor)
    found = get_object_or_404(
        Reply.objects.filter(events__recommendation__in=seen).distinct(), id=reply_id
    )
    if not found.file_sha256:
        raise Http404
    return download(content_of(found.file_sha256), found.file_name)
