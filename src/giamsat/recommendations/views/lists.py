"""The list with both rates, drafts to send, a new recommendation, the same list as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, day_asked, number_asked, numbers
from giamsat.foundation.fields import today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.words import Words
from giamsat.organisations.choosing import bodies_asked, standing
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import leads_of
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.forms import RecommendationForm, SendRecommendationsForm
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.sheet import recommendations_xlsx
from giamsat.rulebooks.carrying import FollowingRules, Rung, following_rules, topic_fields

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

MOST_IN_TABLE = 5_000
NAMES = {
    "overdue": gettext_lazy("Quá hạn"),
    "newly": gettext_lazy("Mới quá hạn"),
    "long": gettext_lazy("Quá hạn lâu"),
    "waiting": gettext_lazy("Chờ trả lời"),
    "judge": gettext_lazy("Đã trả lời, chờ xem xét"),
    "reconsider": gettext_lazy("Đề nghị xem lại"),
    "carrying_out": gettext_lazy("Đang thực hiện"),
    "resolved": gettext_lazy("Đã giải quyết"),
    "refused": gettext_lazy("Không tiếp thu"),
    "draft": gettext_lazy("Dự thảo"),
}


class TableTooLong(Refusal):
    """More rows than a request may write."""

    code = "TABLE_TOO_LONG"
    vi = (
        "Danh sách có {count} kiến nghị, quá {most}. Lọc hẹp lại (năm, nơi nhận, tình trạng), "
        "hoặc lập báo cáo năm để có bảng đầy đủ."
    )
    en = (
        "The list holds {count} recommendations, more than {most}. Narrow it, or have the yearly "
        "report made for the whole table."
    )


def _asked(request: Request) -> tuple[dict[str, Any], "QuerySet[Recommendation]", str]:
    """The filters of the address, their rows, and the words of the box of bodies."""
    today, actor = timezone.localdate(), request.actor
    sent_to = bodies_asked(request, "noi")
    chosen: dict[str, Any] = {
        "year": number_asked(request, "nam"),
        "state": asked(request, "tt", queries.FILTERS),
        "recipients": sent_to.ids,
        "lead": number_asked(request, "ben"),
        "field": asked(request, "linh-vuc", topic_fields()),
        "origin": asked(request, "cuoc"),
        "place": asked(request, "dia-ban"),
        "span": (day_asked(request, "tu"), day_asked(request, "den")),
    }
    return chosen, queries.listed(actor, today=today, **chosen), sent_to.words


Row = tuple[Recommendation, queries.Lateness, Rung | None]


@dataclass(frozen=True)
class RecommendationsContext(PageContext):
    """The list as it was asked for.

    ``slowest`` are bodies with most that is overdue, and how much.
    """

    template: ClassVar[str] = "recommendations/list.html"
    page: "Page[Recommendation]"
    chosen: Mapping[str, Any]
    words: str
    names: Mapping[str, "_StrPromise"]
    fields: Mapping[str, Words]
    today: date
    rules: FollowingRules
    rows: Sequence[Row]
    figures: queries.Figures
    recipient: str
    years: Sequence[int]
    may_draft: Verdict
    may_reply: bool
    slowest: Sequence[tuple[Organisation, Mapping[str, int]]]


@require_safe
def recommendations(request: Request) -> HttpResponseBase:
    """Every recommendation a person may see: what is due first stands first, both rates above."""
    access.require(access.may_see(request.actor))
    chosen, rows, recipient = _asked(request)
    words, today = asked(request, "tim"), timezone.localdate()
    rules = following_rules(today)
    page = page_of(request, queries.with_words(rows, words), searched=bool(words))
    without_state = queries.listed(request.actor, today=today, **chosen | {"state": ""})
    figures, slowest = queries.figures_and_latest(without_state, today, most=5)
    return RecommendationsContext(
        page=page,
        chosen=chosen,
        words=words,
        names=NAMES,
        fields=topic_fields(),
        today=today,
        rules=rules,
        rows=[
            (row, queries.lateness(row, today, rules), queries.next_rung(row, today, rules))
            for row in page
        ],
        figures=figures,
        recipient=recipient,
        years=queries.years(request.actor),
        may_draft=access.may_draft(request.actor),
        may_reply=request.actor.holds(Permission.RECOMMENDATION_REPLY),
        slowest=slowest,
    ).render(request)


@require_safe
def table(request: Request) -> HttpResponseBase:
    """The same list as a workbook."""
    access.require(access.may_see(request.actor))
    _chosen, rows, _recipient = _asked(request)
    count = rows.count()
    if count > MOST_IN_TABLE:
        raise TableTooLong(count=count, most=MOST_IN_TABLE)
    today = timezone.localdate()
    return download(recommendations_xlsx(rows, today), f"kien-nghi-{today.isoformat()}.xlsx")


DRAFT = {
    "": Button(
        RecommendationForm,
        actions.draft,
        done=lambda made: _("Đã ghi dự thảo kiến nghị %(code)s.") % {"code": made.code},
        to=lambda made: (
            reverse("case", args=[made.origin_code])
            if made.origin_code
            else reverse("recommendation", args=[made.code])
        ),
    )
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def new_recommendation(request: Request) -> HttpResponseBase:
    """Write one down; from a case it carries the case's code and the finding's number."""
    access.require(access.may_draft(request.actor))
    near = list(standing().filter(id__in=numbers(request.GET.getlist("noi"))))
    leads = leads_of(request.actor, Permission.RECOMMENDATION_EDIT)
    pressed = press(
        request,
        DRAFT,
        initial={
            "field": asked(request, "linh-vuc"),
            "text": asked(request, "chu"),
            "recipient": near[0] if len(near) == 1 else None,
        },
        start={"": {"leads": leads, "near": near}},
        origin_code=asked(request, "cuoc"),
        finding_no=number_asked(request, "nhan-dinh"),
        rule=asked(request, "quy-dinh", actions.REPLY_RULES) or actions.REPLY_RULES[0],
    )
    if not isinstance(pressed, Pressed):
        return pressed
    return render(request, "recommendations/new.html", {"form": pressed.form("")})


def _send(*, drafts: list[Recommendation], one: list[int], **said: Any) -> int:
    return actions.send(several=[draft for draft in drafts if draft.id in one], **said)


SEND = {
    "": Button(
        SendRecommendationsForm,
        _send,
        done=lambda count: (
            _("Đã gửi %(n)s kiến nghị; hạn trả lời đang được theo dõi.") % {"n": count}
        ),
        to=lambda _count: reverse("recommendations"),
    )
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def send_recommendations(request: Request) -> HttpResponseBase:
    """Send several drafts with one paper."""
    access.require(access.may_draft(request.actor))
    today, origin = timezone.localdate(), asked(request, "cuoc")
    rows = queries.listed(request.actor, year=None, today=today, state="draft", origin=origin)
    drafts = list(rows[:200])
    initial = {"sent_on": today_text(), "one": [str(draft.id) for draft in drafts]}
    pressed = press(request, SEND, initial=initial, drafts=drafts)
    if not isinstance(pressed, Pressed):
        return pressed
    context = {"form": pressed.form(""), "drafts": drafts}
    return render(request, "recommendations/send.html", context)


def own_recommendation(request: Request, code: str) -> Recommendation:
    """A recommendation the person may see. Raises Http404."""
    return get_object_or_404(access.visible_recommendations(request.actor), code=code)
