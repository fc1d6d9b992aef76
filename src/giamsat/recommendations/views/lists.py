"""The list with both rates, drafts to send, a new recommendation, the same list as a workbook."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, day_asked, number_asked
from giamsat.foundation.fields import today_text
from giamsat.foundation.paging import page_of
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import leads_of
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.forms import RecommendationForm, SendForm
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.sheet import recommendations_xlsx
from giamsat.rulebooks.carrying import following_rules, topic_fields

if TYPE_CHECKING:
    from django.db.models import QuerySet

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
    vi = "Danh sách có {count} kiến nghị, quá {most}. Lọc hẹp lại (năm, nơi nhận, tình trạng), hoặc lập báo cáo năm để có bảng đầy đủ."
    en = "The list holds {count} recommendations, more than {most}. Narrow it, or have the yearly report made for the whole table."


def _asked(request: Request) -> tuple[dict[str, Any], "QuerySet[Recommendation]"]:
    """The filters of the address and their rows."""
    today, actor = timezone.localdate(), request.actor
    chosen: dict[str, Any] = {
        "year": number_asked(request, "nam"),
        "state": asked(request, "tt", queries.FILTERS),
        "recipient": number_asked(request, "noi"),
        "lead": number_asked(request, "ben"),
        "field": asked(request, "linh-vuc", topic_fields()),
        "origin": asked(request, "cuoc"),
        "place": asked(request, "dia-ban"),
        "span": (day_asked(request, "tu"), day_asked(request, "den")),
    }
    return chosen, queries.listed(actor, today=today, **chosen)


@require_GET
def recommendations(request: Request) -> HttpResponseBase:
    """Every recommendation a person may see: what is due first stands first, both rates above."""
    access.require(access.may_see(request.actor))
    chosen, rows = _asked(request)
    words, today = asked(request, "tim"), timezone.localdate()
    rules = following_rules(today)
    page = page_of(request, queries.with_words(rows, words), searched=bool(words))
    without_state = queries.listed(request.actor, today=today, **chosen | {"state": ""})
    figures, slowest = queries.figures_and_latest(without_state, today, most=5)
    context = {
        "page": page,
        "chosen": chosen,
        "words": words,
        "names": NAMES,
        "fields": topic_fields(),
        "today": today,
        "rules": rules,
        "rows": [
            (one, queries.lateness(one, today, rules), queries.next_rung(one, today, rules))
            for one in page
        ],
        "figures": figures,
        "recipients": queries.recipients(request.actor),
        "years": queries.years(request.actor),
        "may_draft": access.may_draft(request.actor),
        "may_reply": request.actor.holds(Permission.RECOMMENDATION_REPLY),
        "slowest": slowest,
    }
    return render(request, "recommendations/list.html", context)


@require_GET
def table(request: Request) -> HttpResponseBase:
    """The same list as a workbook."""
    access.require(access.may_see(request.actor))
    _chosen, rows = _asked(request)
    count = rows.count()
    if count > MOST_IN_TABLE:
        raise TableTooLong(count=count, most=MOST_IN_TABLE)
    today = timezone.localdate()
    return download(recommendations_xlsx(rows, today), f"kien-nghi-{today.isoformat()}.xlsx")


@shows_refusals
@require_http_methods(["GET", "POST"])
def new_recommendation(request: Request) -> HttpResponseBase:
    """Write one down; from a case it carries the case's code and the finding's number."""
    access.require(access.may_draft(request.actor))
    origin = asked(request, "cuoc")
    leads = leads_of(request.actor, Permission.RECOMMENDATION_EDIT)
    form = RecommendationForm(
        request.POST or None,
        leads=leads,
        initial={"field": asked(request, "linh-vuc"), "text": asked(request, "chu")},
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        made = actions.draft(
            actor=request.actor,
            origin_code=origin,
            finding_no=number_asked(request, "nhan-dinh"),
            now=timezone.now(),
            rule=asked(request, "quy-dinh", actions.REPLY_RULES) or actions.REPLY_RULES[0],
            **said,
        )
        messages.success(request, _("Đã ghi dự thảo kiến nghị %(code)s.") % {"code": made.code})
        return redirect("case", origin) if origin else redirect("recommendation", made.code)
    return render(request, "recommendations/new.html", {"form": form, "origin": origin})


@shows_refusals
@require_http_methods(["GET", "POST"])
def send_recommendations(request: Request) -> HttpResponseBase:
    """Send several drafts with one paper."""
    access.require(access.may_draft(request.actor))
    rows = queries.listed(
        request.actor,
        year=None,
        today=timezone.localdate(),
        state="draft",
        origin=asked(request, "cuoc"),
    )
    drafts = list(rows[:200])
    form = SendForm(request.POST or None, initial={"sent_on": today_text()})
    marked = set(request.POST.getlist("one"))
    if request.method == "POST" and not request.refusal and form.is_valid():
        count = actions.send(
            actor=request.actor,
            several=[one for one in drafts if str(one.id) in marked],
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(
            request, _("Đã gửi %(n)s kiến nghị; hạn trả lời đang được theo dõi.") % {"n": count}
        )
        return redirect("recommendations")
    context = {
        "form": form,
        "drafts": drafts,
        "marked": marked,
        "is_first": request.method == "GET",
    }
    return render(request, "recommendations/send.html", context)


def own_recommendation(request: Request, code: str) -> Recommendation:
    """A recommendation the person may see. Raises Http404."""
    return get_object_or_404(access.visible_recommendations(request.actor), code=code)
