"""The table "tiếp thu, giải trình".

The drafter answers, the Front publishes, both take it away as files.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.criticism import access, actions, queries
from giamsat.criticism.contexts import sums_of
from giamsat.criticism.forms import AnswerPointsForm, ChangeAnswerForm, CorrectAnswerForm
from giamsat.criticism.models import (
    CriticismExport,
    DrafterAnswer,
    DraftVersion,
    OpinionGroup,
    SentDraft,
)
from giamsat.criticism.states import DOUBTED, Decision
from giamsat.criticism.views.hub import inside, jobs_of, own_criticism, version_asked
from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked, numbers
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, NoSuchButton, Pressed, only, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.procedures.papers import issued_to
from giamsat.supervision.models import Case

if TYPE_CHECKING:
    from django.core.paginator import Page


def _answered(answered: tuple[int, int]) -> str:
    points, count = answered
    return ngettext(
        "Đã trả lời %(n)d nội dung, gồm %(m)d ý kiến.",
        "Đã trả lời %(n)d nội dung, gồm %(m)d ý kiến.",
        points,
    ) % {"n": points, "m": count}


def _published(count: int) -> str:
    return ngettext("Đã công khai %(n)d trả lời.", "Đã công khai %(n)d trả lời.", count) % {
        "n": count
    }


def _changing(about: Mapping[str, Any]) -> Mapping[str, Any]:
    if about["changing"] is None:
        raise NoSuchButton
    return {"answer": about["changing"]}


_BUTTONS = {
    "answer": Button(
        AnswerPointsForm, actions.answer_groups, _answered, prefix="tl", takes=only("draft")
    ),
    "change": Button(
        ChangeAnswerForm,
        actions.change_answer,
        gettext_lazy("Đã sửa trả lời."),
        prefix="tl",
        takes=_changing,
    ),
    "correct": Button(
        CorrectAnswerForm,
        actions.correct_answer,
        gettext_lazy("Đã đính chính; lời trước và lý do vẫn công khai cùng trả lời."),
        prefix="tl",
        takes=_changing,
    ),
    "publish": Button(None, actions.publish_answers, _published, takes=only("draft")),
    "table": Button(
        None,
        actions.ask_table,
        gettext_lazy("Đang viết bảng tiếp thu, giải trình."),
        takes=only("draft"),
    ),
}
BUTTONS = {name: replace(button, keeps=("ban",)) for name, button in _BUTTONS.items()}


@dataclass(frozen=True)
class NoDraftContext(PageContext):
    """Nothing to answer yet."""

    template: ClassVar[str] = "criticism/no_draft.html"
    here: Case


@dataclass(frozen=True)
class AnswersContext(PageContext):
    """Points with their answers.

    ``changing`` is the answer in the form, ``chosen`` the points that were ticked.
    """

    template: ClassVar[str] = "criticism/answers.html"
    here: Case
    inside: bool
    draft: DraftVersion
    page: "Page[OpinionGroup]"
    state: str
    words: str
    form: Form
    changing: DrafterAnswer | None
    tally: queries.DraftTally
    doubted: Sequence[str]
    next_paths: Iterable[str]
    versions: Sequence[DraftVersion]
    papers: Iterable[Paper]
    states: Sequence[tuple[str, Any]]
    chosen: Container[int]
    exports: Iterable[CriticismExport]
    jobs: Sequence[Job]
    may_answer: Verdict
    may_publish: Verdict


@dataclass(frozen=True)
class DrafterCasesContext(PageContext):
    """Drafts of one's own agency; ``newest`` by case, ``sums`` by version."""

    template: ClassVar[str] = "criticism/drafter_cases.html"
    page: "Page[Case]"
    newest: Mapping[int, DraftVersion]
    sums: Mapping[int, Mapping[str, int]]
    sent: Iterable[SentDraft]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: Request, code: str) -> HttpResponseBase:
    """Every point of a version with its answer; many are answered at once."""
    case = own_criticism(request, code)
    draft = version_asked(request, case)
    if draft is None:
        return NoDraftContext(case).render(request)
    wanted = number_asked(request, "sua") or 0
    changing = DrafterAnswer.objects.filter(draft=draft, id=wanted).first()
    start = {name: {"initial": _initial(changing)} for name in ("change", "correct")}
    pressed = press(request, BUTTONS, start=start, draft=draft, changing=changing)
    if not isinstance(pressed, Pressed):
        return pressed
    is_inside = inside(request)
    return AnswersContext(
        here=case,
        inside=is_inside,
        draft=draft,
        **_listed(request, draft),
        form=pressed.form(_button_of(changing)),
        changing=changing,
        doubted=DOUBTED,
        next_paths=queries.paths_after(draft),
        versions=queries.versions_of(case),
        papers=[] if is_inside else issued_to(case, "drafter").order_by("id"),
        states=_states(),
        chosen=set(numbers(request.POST.getlist("id"))),
        exports=CriticismExport.objects.filter(draft=draft).order_by("-id")[:3],
        jobs=jobs_of([draft], ("criticism-table",)),
        may_answer=access.may_answer(request.actor, case),
        may_publish=access.may_publish_answers(request.actor, case),
    ).render(request)


def _button_of(changing: DrafterAnswer | None) -> str:
    if changing is None:
        return "answer"
    return "correct" if changing.published_at else "change"


def _listed(request: Request, draft: DraftVersion) -> dict[str, Any]:
    """Points as the address asks for them."""
    state = asked(request, "tt", ("open", "look", "broken", *Decision.values))
    words, tally = asked(request, "tim"), queries.tally_of(draft)
    rows = queries.points_of(draft, state=state, words=words).select_related("answer")
    page = page_of(request, rows, total=None if state or words else tally.points)
    return {"state": state, "words": words, "tally": tally, "page": page}


def _states() -> list[tuple[str, Any]]:
    return [
        ("open", _("chưa trả lời")),
        *Decision.choices,
        ("look", _("gom theo nghĩa, nên xem lại")),
        ("broken", _("đã hứa, bản sau chưa thấy sửa")),
    ]


def _initial(changing: DrafterAnswer | None) -> dict[str, Any]:
    names = ("decision", "reason", "place", "paper", "version")
    return {name: getattr(changing, name) for name in names} if changing else {}


@require_safe
def table_file(request: Request, code: str, export_id: int, ending: str) -> HttpResponseBase:
    """The table as workbook or Word."""
    case = own_criticism(request, code)
    made = get_object_or_404(
        CriticismExport.objects.select_related("draft"), id=export_id, draft__case=case
    )
    sha256 = {"xlsx": made.xlsx_sha256, "docx": made.docx_sha256}.get(ending, "")
    if not sha256:
        raise Http404
    return download(
        content_of(sha256), f"tiep-thu-giai-trinh-{case.code}-lan-{made.draft.no}.{ending}"
    )


@require_safe
def drafter_cases(request: Request) -> HttpResponseBase:
    """Drafts of one's own agency that are criticised."""
    access.require(request.actor.may(Permission.DRAFT_ANSWER))
    own = request.actor.own(Permission.DRAFT_ANSWER)
    rows = Case.objects.filter(
        id__in=access.visible_criticisms(request.actor).values("id"), units__organisation__in=own
    )
    page = page_of(request, rows.select_related("lead").distinct().order_by("-year", "-no"))
    newest: dict[int, DraftVersion] = {}
    for version in DraftVersion.objects.filter(case__in=list(page), opinions__gt=0).order_by("no"):
        newest[version.case_id] = version
    sums = sums_of([draft.id for draft in newest.values()])
    sent = access.visible_sent(request.actor).filter(sender__in=own, draft=None)
    return DrafterCasesContext(page, newest, sums, sent.order_by("-id")[:20]).render(request)
