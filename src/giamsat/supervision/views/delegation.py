"""The delegation of a case: members with their declarations, sessions with what they came to."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import whole_number
from giamsat.foundation.fields import ReasonForm, today_text
from giamsat.organisations.requests import Request
from giamsat.supervision import access, actions
from giamsat.supervision.forms import DeclareForm, HeldForm, MemberForm, SessionForm
from giamsat.supervision.models import Case
from giamsat.supervision.states import MemberRole
from giamsat.supervision.views.case import own_case


@shows_refusals
@require_http_methods(["GET", "POST"])
def delegation(request: Request, code: str) -> HttpResponseBase:
    """Members and sessions of a case."""
    here, do = own_case(request, code), request.POST.get("do", "")
    forms = {
        "member": MemberForm(
            request.POST if do == "member" else None, prefix="tv", is_criticism=here.is_criticism
        ),
        "session": SessionForm(
            request.POST if do == "session" else None, prefix="lv", units=here.units.order_by("id")
        ),
    }
    if request.method == "POST" and not request.refusal and _act(request, here, do, forms):
        return redirect("delegation", here.code)
    may = access.may_work(request.actor, here)
    context = {
        "here": here,
        "forms": forms,
        "may_work": may,
        "now": timezone.now(),
        "members": [
            (
                one,
                _own(request, do, f"declare-{one.id}", DeclareForm, {"declared_on": today_text()}),
                _own(request, do, f"release-{one.id}", ReasonForm),
            )
            for one in here.members.order_by("left_on", "id")
        ],
        "sessions": [
            (
                one,
                _own(request, do, f"hold-{one.id}", HeldForm),
                _own(request, do, f"drop-{one.id}", ReasonForm),
            )
            for one in here.sessions.select_related("unit").order_by("starts_at")
        ],
    }
    return render(request, "supervision/delegation.html", context)


def _own(
    request: Request, do: str, name: str, kind: type[Any], initial: dict[str, Any] | None = None
) -> Any:
    """The form of one row: bound only when it was the one that was sent."""
    return kind(request.POST if do == name else None, prefix=name, initial=initial)


def _act(request: Request, here: Case, do: str, forms: dict[str, Any]) -> bool:
    actor, now = request.actor, timezone.now()
    what, _dash, which = do.partition("-")
    row_id = whole_number(which) or 0
    if do == "member" and forms["member"].is_valid():
        said = forms["member"].cleaned_data
        actions.add_member(
            actor=actor, case=here, now=now, **said | {"role": MemberRole(said["role"])}
        )
        messages.success(
            request,
            _("Đã thêm.")
            if here.is_criticism
            else _("Đã thêm thành viên. Ghi kê khai xung đột lợi ích của người này."),
        )
    elif do == "session" and forms["session"].is_valid():
        actions.set_session(actor=actor, case=here, now=now, **forms["session"].cleaned_data)
        messages.success(
            request,
            _("Đã hẹn buổi làm việc; hạn gửi kế hoạch, nhận báo cáo được tính theo ngày này."),
        )
    elif what in ("declare", "release"):
        member = get_object_or_404(here.members.select_related("case__lead"), id=row_id)
        form = _own(request, do, do, DeclareForm if what == "declare" else ReasonForm)
        if not form.is_valid():
            return False
        act = actions.declare if what == "declare" else actions.release_member
        act(actor=actor, member=member, now=now, **form.cleaned_data)
        messages.success(request, _("Đã ghi."))
    elif what in ("hold", "drop"):
        session = get_object_or_404(here.sessions.select_related("case__lead"), id=row_id)
        form = _own(request, do, do, HeldForm if what == "hold" else ReasonForm)
        if not form.is_valid():
            return False
        act_on = actions.hold_session if what == "hold" else actions.drop_session
        act_on(actor=actor, session=session, now=now, **form.cleaned_data)
        messages.success(request, _("Đã ghi."))
    else:
        return False
    return True
