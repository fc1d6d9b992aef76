"""Opinions: the list, bringing them in, one with its sender, and a point with everybody who made it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from giamsat.criticism import access, actions, queries
from giamsat.criticism.forms import InviteForm, MinutesForm, OpinionFileForm
from giamsat.criticism.importing import Placer
from giamsat.criticism.models import (
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionGroup,
    OpinionInvite,
)
from giamsat.criticism.states import OpinionState, Source
from giamsat.criticism.views.hub import inside, led_criticism, own_criticism, version_asked
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, numbers, whole_number
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.paging import page_of
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.requests import Request
from giamsat.supervision.models import Case

_STATES = ("unclear", *OpinionState.values)


class NoSuchProvision(Refusal):
    """A provision that the version does not have."""

    code = "NO_SUCH_PROVISION"
    vi = "Dự thảo lần {no} không có “{said}”. Ghi như trong dự thảo, ví dụ “điểm đ khoản 1 Điều 2”; để trống nếu là ý kiến chung."
    en = "Version {no} has no “{said}”. Write it as in the draft, for example “điểm đ khoản 1 Điều 2”; leave empty for a general opinion."


def ids_of(request: Request, name: str = "id") -> list[int]:
    """The rows that were ticked."""
    return numbers(request.POST.getlist(name))


@shows_refusals
@require_http_methods(["GET", "POST"])
def opinions(request: Request, code: str) -> HttpResponseBase:
    """Opinions of a version; unclear ones are placed here, held ones judged."""
    here = led_criticism(request, code)
    access.require(
        access.may_handle(request.actor, here)
        if request.method == "POST"
        else access.may_see(request.actor)
    )
    draft = version_asked(request, here)
    if draft is None:
        return redirect("criticism", here.code)
    state, source = asked(request, "tt", _STATES), asked(request, "nguon", Source.values)
    reason = ReasonForm(request.POST if request.POST.get("do") == "reject" else None, prefix="ld")
    if request.method == "POST" and not request.refusal and _sort(request, draft, reason):
        return redirect(request.get_full_path())
    tally = queries.tally_of(draft)
    page = page_of(
        request, queries.opinions_of(draft, state=state, source=source).select_related("provision")
    )
    context = {
        "here": here,
        "inside": inside(request),
        "draft": draft,
        "page": page,
        "state": state,
        "source": source,
        "reason": reason,
        "sources": Source.choices,
        "states": [("unclear", _("chưa rõ điều khoản")), *OpinionState.choices],
        "tally": tally,
        "versions": queries.versions_of(here),
        "may_handle": access.may_handle(request.actor, here),
    }
    return render(request, "criticism/opinions.html", context)


def _sort(request: Request, draft: DraftVersion, reason: ReasonForm) -> bool:
    common: dict[str, Any] = {
        "actor": request.actor,
        "draft": draft,
        "ids": ids_of(request),
        "now": timezone.now(),
    }
    do = request.POST.get("do", "")
    if do == "place":
        count = actions.place_opinions(provision=_named(request, draft), **common)
        messages.success(
            request, ngettext("Đã xếp %(n)d ý kiến.", "Đã xếp %(n)d ý kiến.", count) % {"n": count}
        )
    elif do == "count":
        count = actions.judge(counts=True, reason="", **common)
        messages.success(
            request,
            ngettext("Đã tính %(n)d ý kiến.", "Đã tính %(n)d ý kiến.", count) % {"n": count},
        )
    elif do == "reject" and reason.is_valid():
        count = actions.judge(counts=False, **common, **reason.cleaned_data)
        messages.success(
            request,
            ngettext(
                "Không tính %(n)d ý kiến; lý do được lưu.",
                "Không tính %(n)d ý kiến; lý do được lưu.",
                count,
            )
            % {"n": count},
        )
    else:
        return False
    return True


def _named(request: Request, draft: DraftVersion) -> DraftProvision | None:
    said = request.POST.get("provision", "").strip()[:300]
    if not said:
        return None
    found, _state, _maybe = Placer(draft).place(said)
    if found is None:
        found = (
            DraftProvision.objects.filter(draft=draft, path=said)
            .values_list("id", flat=True)
            .first()
        )
    if found is None:
        raise NoSuchProvision(no=draft.no, said=said)
    return DraftProvision.objects.get(id=found)


@shows_refusals
@require_http_methods(["GET", "POST"])
def add_opinions(request: Request, code: str) -> HttpResponseBase:
    """Bring opinions in: a file, minutes, an invitation to an expert."""
    here = led_criticism(request, code)
    access.require(access.may_handle(request.actor, here))
    draft = version_asked(request, here)
    if draft is None:
        return redirect("criticism", here.code)
    do = request.POST.get("do", "")
    forms = {
        "file": OpinionFileForm(
            request.POST if do == "file" else None, request.FILES or None, prefix="tep"
        ),
        "minutes": MinutesForm(request.POST if do == "minutes" else None, prefix="bb"),
        "invite": InviteForm(request.POST if do == "invite" else None, prefix="moi"),
    }
    made = ""
    if request.method == "POST" and not request.refusal:
        made = _bring(request, here, draft, do, forms)
        if made and not made.startswith("/gop-y/"):
            return redirect(made)
    context = {
        "here": here,
        "inside": inside(request),
        "draft": draft,
        "forms": forms,
        "versions": queries.versions_of(here),
        "now": timezone.now(),
        "invites": OpinionInvite.objects.filter(case=here).order_by("-id"),
        "link": f"{settings.ADDRESS}{made}" if made else "",
    }
    return render(request, "criticism/add.html", context)


def _bring(
    request: Request, here: Case, draft: DraftVersion, do: str, forms: dict[str, Any]
) -> str:
    """Where to go on; "" when a form has to be filled in again."""
    common: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    if do == "file" and forms["file"].is_valid():
        file = forms["file"].cleaned_data["file"]
        actions.bring_file(draft=draft, file_name=file.name, content=file.read(), **common)
        messages.success(request, _("Đã nhận tệp ý kiến, đang đọc."))
        return reverse("criticism", args=[here.code])
    if do == "minutes" and forms["minutes"].is_valid():
        count = actions.transcribe(draft=draft, **common, **forms["minutes"].cleaned_data)
        messages.success(
            request,
            ngettext("Đã ghi %(n)d ý kiến từ biên bản.", "Đã ghi %(n)d ý kiến từ biên bản.", count)
            % {"n": count},
        )
        return reverse("criticism", args=[here.code])
    if do == "invite" and forms["invite"].is_valid():
        return reverse(
            "expert_form",
            args=[actions.invite(case=here, **common, **forms["invite"].cleaned_data)],
        )
    if do.startswith("revoke-"):
        which = whole_number(do.removeprefix("revoke-")) or 0
        actions.revoke_invite(
            invited=get_object_or_404(OpinionInvite, case=here, id=which), **common
        )
        messages.success(request, _("Đã thu lại đường dẫn."))
        return request.get_full_path()
    return ""


@shows_refusals
@require_http_methods(["GET", "POST"])
def opinion(request: Request, code: str, opinion_id: int) -> HttpResponseBase:
    """One opinion in its own words. Who sent it opens with a reason, which is recorded."""
    here = own_criticism(request, code)
    rows = DraftOpinion.objects.select_related("draft__case__lead", "provision", "group", "file")
    shown = get_object_or_404(rows, id=opinion_id, draft__case=here)
    may = access.may_handle(request.actor, here)
    form = ReasonForm(request.POST or None, prefix="ld")
    sender = None
    if request.method == "POST" and not request.refusal and form.is_valid():
        sender = actions.open_sender(
            actor=request.actor, opinion=shown, now=timezone.now(), **form.cleaned_data
        )
    context = {
        "here": here,
        "inside": inside(request),
        "opinion": shown,
        "form": form,
        "sender": sender,
        "may_handle": may,
        "has_sender": hasattr(shown, "sender"),
    }
    return render(request, "criticism/opinion.html", context)


@shows_refusals
@require_http_methods(["GET", "POST"])
def point(request: Request, code: str, group_id: int) -> HttpResponseBase:
    """One point: every opinion in it in its own words; split it, or bring others in."""
    here = own_criticism(request, code)
    group = get_object_or_404(
        OpinionGroup.objects.select_related("draft__case__lead", "provision", "answer"),
        id=group_id,
        draft__case=here,
    )
    if request.method == "POST" and not request.refusal:
        common: dict[str, Any] = {"actor": request.actor, "group": group, "now": timezone.now()}
        told = request.POST.get("version", "")
        version = whole_number(told) or 0
        if request.POST.get("do") == "split":
            made = actions.split_group(ids=ids_of(request), version=version, **common)
            messages.success(request, _("Đã tách thành nội dung riêng."))
            return redirect("point", here.code, made.id)
        count = actions.merge_groups(others=ids_of(request, "other"), version=version, **common)
        messages.success(
            request,
            ngettext("Đã gộp thêm %(n)d ý kiến.", "Đã gộp thêm %(n)d ý kiến.", count)
            % {"n": count},
        )
        return redirect("point", here.code, group.id)
    near = OpinionGroup.objects.filter(
        draft=group.draft, provision=group.provision, answer=None
    ).exclude(id=group.id)
    context = {
        "here": here,
        "inside": inside(request),
        "group": group,
        "page": page_of(request, group.members.order_by("id"), total=group.size),
        "near": near.order_by("-size", "id")[:30],
        "may_handle": access.may_handle(request.actor, here),
    }
    return render(request, "criticism/point.html", context)
