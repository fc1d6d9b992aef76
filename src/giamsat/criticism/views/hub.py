"""The list of criticisms, opening one, and its hub: versions, what came in, what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.criticism import access, actions, queries
from giamsat.criticism.contexts import latest_draft
from giamsat.criticism.forms import DraftForm, OpenForm, PublicForm
from giamsat.criticism.models import CriticismExport, DraftVersion, OpinionFile, SentDraft
from giamsat.criticism.states import DraftState
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked, whole_number
from giamsat.foundation.capability import capabilities
from giamsat.foundation.fields import today_text, typed_day
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, NoSuchButton, Pressed, only, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.supervision import access as supervising
from giamsat.supervision.actions import open_case
from giamsat.supervision.models import Case
from giamsat.supervision.opening import Opening, opening
from giamsat.supervision.states import CRITICISM
from giamsat.supervision.views.lists import CaseList, case_list


def own_criticism(request: Request, code: str) -> Case:
    """A criticism the person may see, the drafting agency its own. Raises Http404."""
    return get_object_or_404(access.visible_criticisms(request.actor), code=code)


def led_criticism(request: Request, code: str) -> Case:
    """A criticism for those who carry it out.

    What is held or unclear is not the drafter's business. Raises Http404.
    """
    return get_object_or_404(
        supervising.visible_cases(request.actor).filter(form__in=CRITICISM), code=code
    )


def inside(request: Request) -> bool:
    """Whether the person carries criticisms out, or only answers as a drafter."""
    return request.actor.holds(Permission.CASE_VIEW)


def version_asked(request: Request, case: Case) -> DraftVersion | None:
    """The version that ``?ban=`` names, else the newest people spoke about."""
    wanted = number_asked(request, "ban")
    if wanted is not None:
        return get_object_or_404(DraftVersion, case=case, no=wanted, state=DraftState.READ)
    return latest_draft(case, with_opinions=True)


@dataclass(frozen=True)
class CriticismsContext(CaseList, PageContext):
    """Every criticism."""

    template: ClassVar[str] = "criticism/criticisms.html"
    sent: Sequence[SentDraft] = ()  # drafts that wait to be taken


@require_safe
def criticisms(request: Request) -> HttpResponseBase:
    """Every criticism with its next step."""
    listed = case_list(request, CRITICISM, CriticismsContext)
    return replace(listed, sent=queries.to_take(request.actor)).render(request)


@dataclass(frozen=True)
class OpenCriticismContext(PageContext):
    """The form that opens one, and what it comes from."""

    template: ClassVar[str] = "criticism/open.html"
    form: Form
    opening: Opening


def _opened(case: Case) -> str:
    return _("Đã mở cuộc phản biện %(code)s. Đưa dự thảo vào khi nhận được.") % {"code": case.code}


OPENING = {
    "": Button(OpenForm, open_case, _opened, to=lambda case: reverse("case", args=[case.code]))
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def open_criticism(request: Request) -> HttpResponseBase:
    """Open a criticism from the programme, or with a ground of its own."""
    actor = request.actor
    access.require(supervising.may_open(actor))
    known = opening(actor, activity_id=asked(request, "nd"), forms=CRITICISM)
    start = {"": {"opening": known, "initial": known.initial("hoi-nghi-phan-bien")}}
    pressed = press(request, OPENING, start=start, activity=known.activity)
    if not isinstance(pressed, Pressed):
        return pressed
    return OpenCriticismContext(pressed.form(""), known).render(request)


def _latest(about: Mapping[str, Any]) -> Mapping[str, Any]:
    if about["latest"] is None:
        raise NoSuchButton
    return {"draft": about["latest"]}


def _version(about: Mapping[str, Any], no: str) -> Mapping[str, Any]:
    rows = DraftVersion.objects.filter(case=about["case"])
    return {"draft": get_object_or_404(rows, no=whole_number(no) or 0)}


def _sent(about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    return {"sent": row_of(SentDraft.objects.filter(case=about["case"]), row)}


BUTTONS = {
    "draft": Button(
        DraftForm,
        actions.receive_draft,
        gettext_lazy("Đã nhận dự thảo, đang đọc."),
        prefix="dt",
        takes=only("case"),
    ),
    "public": Button(
        PublicForm,
        actions.open_to_public,
        gettext_lazy("Đã đưa dự thảo ra trang lấy ý kiến."),
        prefix="ck",
        takes=_latest,
    ),
    "close": Button(
        None,
        actions.close_to_public,
        gettext_lazy("Đã thôi lấy ý kiến; nội dung dự thảo vẫn công khai."),
        takes=_latest,
    ),
    "take-": Button(
        None,
        actions.take_sent,
        gettext_lazy("Đã nhận dự thảo và văn bản gửi kèm; đang đọc."),
        row=_sent,
    ),
    "group-": Button(None, actions.ask_grouping, gettext_lazy("Đang gom ý kiến."), row=_version),
}


@dataclass(frozen=True)
class CriticismContext(PageContext):
    """One criticism.

    ``latest`` is the newest version that was read, ``spoken`` the newest with opinions.
    """

    template: ClassVar[str] = "criticism/hub.html"
    here: Case
    inside: bool
    versions: Sequence[DraftVersion]
    latest: DraftVersion | None
    spoken: DraftVersion | None
    tally: queries.DraftTally | None
    forms: Mapping[str, Form]
    jobs: Sequence[Job]
    may_handle: Verdict
    files: Iterable[OpinionFile]
    sent: Sequence[SentDraft]
    is_open: bool


@dataclass(frozen=True)
class WorkContext(PageContext):
    """One running job."""

    template: ClassVar[str] = "criticism/job.html"
    here: Case
    job: Job


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def criticism(request: Request, code: str) -> HttpResponseBase:
    """Versions of the draft, what came in about each, what still waits for somebody."""
    case = led_criticism(request, code)
    versions = queries.versions_of(case)
    read = [version for version in versions if version.state == DraftState.READ]
    latest = next(iter(read), None)
    start = {"public": {"initial": _days(latest)}}
    initial = {"received_on": today_text()}
    pressed = press(request, BUTTONS, initial=initial, start=start, case=case, latest=latest)
    if not isinstance(pressed, Pressed):
        return pressed
    spoken = next((version for version in read if version.opinions), latest)
    files = OpinionFile.objects.filter(draft__case=case).select_related("draft")
    return CriticismContext(
        here=case,
        inside=inside(request),
        versions=versions,
        latest=latest,
        spoken=spoken,
        tally=queries.tally_of(spoken) if spoken else None,
        forms=pressed.forms,
        jobs=jobs_of(versions, job_kinds()),
        may_handle=access.may_handle(request.actor, case),
        files=files.order_by("-id")[:20],
        sent=queries.sent_into(case),
        is_open=bool(latest and queries.is_open(latest, timezone.localdate())),
    ).render(request)


def _days(latest: DraftVersion | None) -> dict[str, str]:
    if latest and latest.opens_on and latest.closes_on:
        return {"opens_on": typed_day(latest.opens_on), "closes_on": typed_day(latest.closes_on)}
    return {"opens_on": today_text()}


def job_kinds() -> tuple[str, ...]:
    """Kinds of work on a criticism, as the face of this app declares them."""
    return tuple(capabilities()["criticism"].jobs)


def jobs_of(versions: Sequence[DraftVersion], kinds: Sequence[str]) -> list[Job]:
    """Work on this case that runs, or whose newest run failed; at most three queries."""
    wanted = Q()
    for kind in kinds:
        wanted |= Q(kind=kind, subject_id__in=_subjects(kind, versions))
    newest: dict[tuple[str, int], Job] = {}
    for job in Job.objects.filter(wanted).order_by("id"):
        newest[job.kind, job.subject_id] = job
    return [job for job in newest.values() if not job.is_over or job.state == Job.State.FAILED]


def _subjects(kind: str, versions: Sequence[DraftVersion]) -> list[int]:
    """What a kind of work is about: a file of opinions, a table, else the version itself."""
    ids = [version.id for version in versions]
    if kind in ("read-opinions", "take-opinions"):
        files = OpinionFile.objects.filter(draft__in=ids).order_by("-id")
        return list(files.values_list("id", flat=True)[:20])
    if kind == "criticism-table":
        tables = CriticismExport.objects.filter(draft__in=ids).order_by("-id")
        return list(tables.values_list("id", flat=True)[:5])
    return ids


@require_safe
def criticism_work(request: Request, code: str, job_id: int) -> HttpResponseBase:
    """The panel of one running job; when it is over the page is loaded anew."""
    case, kinds = own_criticism(request, code), job_kinds()
    job = get_object_or_404(Job, id=job_id, kind__in=kinds)
    shown = {running.id for running in jobs_of(queries.versions_of(case), kinds)}
    if job.id not in shown and not job.is_over:
        raise Http404
    if request.htmx and job.is_over and job.state != Job.State.FAILED:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return WorkContext(case, job).render(request)
