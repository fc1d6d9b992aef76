"""The table "tiếp thu, giải trình": the drafter answers, the Front publishes, both take it away as files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.criticism import access, actions, queries
from giamsat.criticism.contexts import sums_of
from giamsat.criticism.forms import AnswerForm
from giamsat.criticism.models import CriticismExport, DrafterAnswer, DraftVersion
from giamsat.criticism.states import Decision
from giamsat.criticism.views.hub import inside, jobs_of, own_criticism, version_asked
from giamsat.criticism.views.opinions import ids_of
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked, whole_number
from giamsat.foundation.paging import page_of
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.papers import issued_to
from giamsat.supervision.models import Case


@shows_refusals
@require_http_methods(["GET", "POST"])
def answers(request: Request, code: str) -> HttpResponseBase:
    """Every point of a version with its answer; many are answered at once."""
    here = own_criticism(request, code)
    draft, do = version_asked(request, here), request.POST.get("do", "")
    if draft is None:
        return render(request, "criticism/no_draft.html", {"here": here})
    state, words = asked(request, "tt", ("open", "broken", *Decision.values)), asked(request, "tim")
    changing = DrafterAnswer.objects.filter(
        draft=draft, id=number_asked(request, "sua") or 0
    ).first()
    form = AnswerForm(
        request.POST if do in ("answer", "change") else None,
        prefix="tl",
        initial=_initial(changing),
    )
    if (
        request.method == "POST"
        and not request.refusal
        and _act(request, draft, changing, do, form)
    ):
        return redirect(request.path + (f"?ban={draft.no}" if asked(request, "ban") else ""))
    tally = queries.tally_of(draft)
    rows = queries.points_of(draft, state=state, words=words).select_related("answer")
    page = page_of(request, rows, total=None if state or words else tally.points)
    context = {
        "here": here,
        "inside": inside(request),
        "draft": draft,
        "page": page,
        "state": state,
        "words": words,
        "form": form,
        "changing": changing,
        "tally": tally,
        "versions": queries.versions_of(here),
        "may_answer": access.may_answer(request.actor, here),
        "papers": [] if inside(request) else issued_to(here, "drafter").order_by("id"),
        "may_publish": access.may_publish_answers(request.actor, here),
        "states": _states(),
        "chosen": set(ids_of(request)),
        "exports": CriticismExport.objects.filter(draft=draft).order_by("-id")[:3],
        "jobs": jobs_of([draft], ("criticism-table",)),
    }
    return render(request, "criticism/answers.html", context)


def _states() -> list[tuple[str, Any]]:
    return [
        ("open", _("chưa trả lời")),
        *Decision.choices,
        ("broken", _("đã hứa, bản sau chưa sửa")),
    ]


def _initial(changing: DrafterAnswer | None) -> dict[str, str]:
    names = ("decision", "reason", "place", "paper")
    return {name: getattr(changing, name) for name in names} if changing else {}


def _act(
    request: Request, draft: DraftVersion, changing: DrafterAnswer | None, do: str, form: AnswerForm
) -> bool:
    common: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    if do == "answer" and form.is_valid():
        chosen = ids_of(request)
        points, said = actions.answer_groups(
            draft=draft, ids=chosen, seen=len(chosen), **common, **form.cleaned_data
        )
        messages.success(
            request,
            ngettext(
                "Đã trả lời %(n)d nội dung, gồm %(m)d ý kiến.",
                "Đã trả lời %(n)d nội dung, gồm %(m)d ý kiến.",
                points,
            )
            % {"n": points, "m": said},
        )
    elif do == "change" and changing and form.is_valid():
        told = request.POST.get("version", "")
        actions.change_answer(
            answer=changing,
            version=whole_number(told) or 0,
            **common,
            **form.cleaned_data,
        )
        messages.success(request, _("Đã sửa trả lời."))
    elif do == "publish":
        count = actions.publish_answers(draft=draft, **common)
        messages.success(
            request,
            ngettext("Đã công khai %(n)d trả lời.", "Đã công khai %(n)d trả lời.", count)
            % {"n": count},
        )
    elif do == "table":
        actions.ask_table(draft=draft, **common)
        messages.success(request, _("Đang viết bảng tiếp thu, giải trình."))
    else:
        return False
    return True


@require_GET
def table_file(request: Request, code: str, export_id: int, ending: str) -> HttpResponseBase:
    """The table as workbook or Word."""
    here = own_criticism(request, code)
    made = get_object_or_404(
        CriticismExport.objects.select_related("draft"), id=export_id, draft__case=here
    )
    sha256 = {"xlsx": made.xlsx_sha256, "docx": made.docx_sha256}.get(ending, "")
    if not sha256:
        raise Http404
    return download(
        content_of(sha256), f"tiep-thu-giai-trinh-{here.code}-lan-{made.draft.no}.{ending}"
    )


@require_GET
def drafter_cases(request: Request) -> HttpResponseBase:
    """Drafts of one's own agency that are criticised."""
    access.require(request.actor.may(Permission.DRAFT_ANSWER))
    own = request.actor.own(Permission.DRAFT_ANSWER)
    rows = Case.objects.filter(
        id__in=access.visible_criticisms(request.actor).values("id"), units__organisation__in=own
    )
    page = page_of(request, rows.select_related("lead").distinct().order_by("-year", "-no"))
    newest: dict[int, DraftVersion] = {}
    for one in DraftVersion.objects.filter(case__in=list(page), opinions__gt=0).order_by("no"):
        newest[one.case_id] = one
    context = {"page": page, "newest": newest, "sums": sums_of([one.id for one in newest.values()])}
    return render(request, "criticism/drafter_cases.html", context)
