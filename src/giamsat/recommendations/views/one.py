"""One recommendation: where it stands, what may be done now, everything that happened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from civickit.workdays import Deadline
from giamsat.deadlines.counting import explained
from giamsat.deadlines.models import DueChange
from giamsat.deadlines.queries import changes_of
from giamsat.documents.catalogue_reading import PaperKind, catalogue
from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, forms, queries
from giamsat.recommendations.contexts import KINDS
from giamsat.recommendations.models import Contact, Recommendation, RecommendationEvent, Reply
from giamsat.recommendations.views.lists import own_recommendation
from giamsat.rulebooks.carrying import Rung, following_rules, topic_fields


@dataclass(frozen=True)
class Act(Button):
    """Something a person can do here: also whether they may, and what it is called."""

    may: Callable[[Actor, Recommendation], Verdict] = access.may_accept
    name: Any = ""


_ACTS = {
    "accept": Act(
        forms.AcceptForm,
        actions.accept_reply,
        gettext_lazy("Đã chấp nhận trả lời. Bước tiếp: ghi hẹn thực hiện hoặc kiểm tra kết quả."),
        name=gettext_lazy("Chấp nhận trả lời"),
        may=access.may_accept,
    ),
    "promise": Act(
        forms.PromiseForm,
        actions.promise,
        gettext_lazy("Đã ghi ngày hẹn; đến ngày đó hệ thống nhắc kiểm tra."),
        name=gettext_lazy("Ghi hẹn thực hiện"),
        may=access.may_promise,
    ),
    "resolve": Act(
        forms.ResolveForm,
        actions.resolve,
        gettext_lazy("Đã xác nhận giải quyết xong."),
        name=gettext_lazy("Xác nhận đã giải quyết"),
        may=access.may_resolve,
    ),
    "send_back": Act(
        forms.SendBackForm,
        actions.send_back,
        gettext_lazy("Đã đề nghị trả lời lại với hạn mới."),
        name=gettext_lazy("Đề nghị trả lời lại"),
        may=access.may_send_back,
    ),
    "urge": Act(
        forms.UrgeForm,
        actions.urge,
        gettext_lazy("Đã ghi lần đôn đốc."),
        name=gettext_lazy("Ghi một lần đôn đốc"),
        may=access.may_urge,
    ),
    "escalate": Act(
        forms.EscalateForm,
        actions.escalate,
        gettext_lazy("Đã ghi việc kiến nghị lên cơ quan có thẩm quyền."),
        name=gettext_lazy("Kiến nghị cơ quan có thẩm quyền"),
        may=access.may_urge,
    ),
    "reconsidered": Act(
        forms.ReconsideredForm,
        actions.answer_reconsideration,
        gettext_lazy("Đã trả lời đề nghị xem lại."),
        name=gettext_lazy("Trả lời đề nghị xem lại"),
        may=access.may_answer_reconsideration,
    ),
    "ask_reconsideration": Act(
        forms.AskReconsiderationForm,
        actions.ask_reconsideration,
        gettext_lazy("Đã ghi đề nghị xem lại."),
        name=gettext_lazy("Đề nghị xem lại kiến nghị"),
        may=access.may_ask_reconsideration,
    ),
    "dialogue": Act(
        forms.DialogueForm,
        actions.set_dialogue,
        gettext_lazy("Đã hẹn đối thoại."),
        name=gettext_lazy("Hẹn đối thoại"),
        may=access.may_set_dialogue,
    ),
    "held": Act(
        forms.HeldForm,
        actions.hold_dialogue,
        gettext_lazy("Đã ghi kết quả đối thoại."),
        name=gettext_lazy("Ghi kết quả đối thoại"),
        may=access.may_hold_dialogue,
    ),
    "reopen": Act(
        forms.ReopenForm,
        actions.reopen,
        gettext_lazy("Đã mở lại kiến nghị."),
        name=gettext_lazy("Mở lại"),
        may=access.may_reopen,
    ),
    "close": Act(
        forms.WhyForm,
        actions.close,
        gettext_lazy("Đã khép lại kiến nghị."),
        name=gettext_lazy("Khép lại"),
        may=access.may_close,
    ),
    "withdraw": Act(
        forms.WhyForm,
        actions.withdraw,
        gettext_lazy("Đã rút kiến nghị."),
        name=gettext_lazy("Rút kiến nghị"),
        may=access.may_withdraw,
    ),
}
ACTS = {name: replace(act, prefix=name) for name, act in _ACTS.items()}
BUTTONS = ACTS | {
    "change": Button(forms.ChangeForm, actions.change, gettext_lazy("Đã sửa dự thảo."))
}


@dataclass(frozen=True)
class RecommendationContext(PageContext):
    """One recommendation.

    ``change`` and ``acts`` are what the person may do now, ``counted`` is how its day was found.
    """

    template: ClassVar[str] = "recommendations/one.html"
    here: Recommendation
    change: Form | None
    events: Sequence[RecommendationEvent]
    papers: Sequence[Paper]
    late: queries.Lateness
    rung: Rung | None
    counted: Deadline | None
    moved: Sequence[DueChange]
    acts: Sequence[tuple[str, Act, Form]]
    field: str
    may_reply: Verdict
    may_write: Verdict
    contacts: Mapping[bool, Contact]
    may_see_case: bool
    kinds: Sequence[PaperKind]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation(request: Request, code: str) -> HttpResponseBase:
    """One recommendation."""
    shown, actor = own_recommendation(request, code), request.actor
    initial = {"version": shown.version, "on": today_text()}
    start = {"change": _as_written(shown)}
    pressed = press(request, BUTTONS, initial=initial, start=start, recommendation=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    today = timezone.localdate()
    rules = following_rules(today)
    changes = access.may_change(actor, shown) or pressed.value == "change"
    return RecommendationContext(
        here=shown,
        change=pressed.form("change") if changes else None,
        events=queries.events_of(shown),
        papers=queries.papers_of(shown),
        late=queries.lateness(shown, today, rules),
        rung=queries.next_rung(shown, today, rules),
        counted=explained(shown),
        moved=list(changes_of(shown)[:5]),
        acts=[
            (name, act, pressed.form(name))
            for name, act in ACTS.items()
            if name == pressed.value or act.may(actor, shown)
        ],
        field=str(topic_fields().get(shown.field, shown.field)),
        may_reply=access.may_reply(actor, shown),
        may_write=access.may_write_paper(actor, shown),
        contacts=queries.contacts_of(shown.recipient),
        may_see_case=bool(shown.origin_code) and actor.holds(Permission.CASE_VIEW),
        kinds=[catalogue()[kind] for kind in KINDS],
    ).render(request)


def _as_written(draft: Recommendation) -> dict[str, Any]:
    """A draft as its form shows it."""
    words = {name: getattr(draft, name) for name in ("text", "measure", "field", "place")}
    return {"initial": words | {"recipient": draft.recipient_id}}


@require_safe
def reply_file(request: Request, reply_id: int) -> HttpResponseBase:
    """The file of a reply, for whoever sees a recommendation it answers."""
    seen = access.visible_recommendations(request.actor)
    found = get_object_or_404(
        Reply.objects.filter(events__recommendation__in=seen).distinct(), id=reply_id
    )
    if not found.file_sha256:
        raise Http404
    return download(content_of(found.file_sha256), found.file_name)
