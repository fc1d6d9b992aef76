"""The delegation of a case: members with their declarations, sessions with what they came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import ReasonForm, today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request
from giamsat.supervision import access, actions
from giamsat.supervision.forms import DeclareForm, MemberForm, SessionForm, SessionHeldForm
from giamsat.supervision.models import Case, Member, WorkSession
from giamsat.supervision.views.case import own_case

_RECORDED = gettext_lazy("Đã ghi.")


def _named(member: Member) -> str:
    if member.case.is_criticism:
        return _("Đã thêm.")
    return _("Đã thêm thành viên. Ghi kê khai xung đột lợi ích của người này.")


def _member(about: Mapping[str, Any], row: str) -> dict[str, Member]:
    return {"member": row_of(about["case"].members.select_related("case__lead"), row)}


def _session(about: Mapping[str, Any], row: str) -> dict[str, WorkSession]:
    return {"session": row_of(about["case"].sessions.select_related("case__lead"), row)}


BUTTONS = {
    "member": Button(MemberForm, actions.add_member, _named, prefix="tv"),
    "declare-": Button(DeclareForm, actions.declare, _RECORDED, row=_member),
    "release-": Button(ReasonForm, actions.release_member, _RECORDED, row=_member),
    "session": Button(
        SessionForm,
        actions.set_session,
        gettext_lazy(
            "Đã hẹn buổi làm việc; hạn gửi kế hoạch, nhận báo cáo được tính theo ngày này."
        ),
        prefix="lv",
    ),
    "hold-": Button(SessionHeldForm, actions.hold_session, _RECORDED, row=_session),
    "drop-": Button(ReasonForm, actions.drop_session, _RECORDED, row=_session),
}


@dataclass(frozen=True)
class DelegationContext(PageContext):
    """Members and sessions, each with the forms of its row."""

    template: ClassVar[str] = "supervision/delegation.html"
    here: Case
    forms: Mapping[str, Form]
    may_work: Verdict
    now: datetime
    members: Sequence[tuple[Member, Form, Form]]
    sessions: Sequence[tuple[WorkSession, Form, Form]]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: Request, code: str) -> HttpResponseBase:
    """Members and sessions of a case."""
    case = own_case(request, code)
    start: dict[str, dict[str, Any]] = {
        "member": {"is_criticism": case.is_criticism},
        "session": {"units": case.units.order_by("id")},
    }
    initial = {"declared_on": today_text()}
    pressed = press(request, BUTTONS, initial=initial, start=start, case=case)
    if not isinstance(pressed, Pressed):
        return pressed
    members = case.members.order_by("left_on", "id")
    sessions = case.sessions.select_related("unit").order_by("starts_at")
    return DelegationContext(
        here=case,
        forms=pressed.forms,
        may_work=access.may_work(request.actor, case),
        now=timezone.now(),
        members=[(member, *_forms(pressed, member.id, "declare", "release")) for member in members],
        sessions=[(session, *_forms(pressed, session.id, "hold", "drop")) for session in sessions],
    ).render(request)


def _forms(pressed: Pressed, row: int, first: str, second: str) -> tuple[Form, Form]:
    return pressed.form(f"{first}-{row}"), pressed.form(f"{second}-{row}")
