"""The list of criticisms, opening one, and its hub: versions, what came in, what waits."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.criticism import access, actions, queries
from giamsat.criticism.contexts import latest_draft, sums_of
from giamsat.criticism.forms import DraftForm, OpenForm, PublicForm
from giamsat.criticism.models import CriticismExport, DraftVersion, OpinionFile
from giamsat.criticism.states import DraftState
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked, whole_number
from giamsat.foundation.fields import today_text, typed_day
from giamsat.foundation.pages import PageContext
from giamsat.jobs.models import Job
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.supervision import access as supervising
from giamsat.supervision.actions import open_case
from giamsat.supervision.models import Case
from giamsat.supervision.opening import opening
from giamsat.supervision.states import CRITICISM
from giamsat.supervision.views.lists import CaseList, case_list

JOBS = ("read-draft", "take-opinions", "group-opinions", "criticism-table")


def own_criticism(request: Request, code: str) -> Case:
    """A criticism the person may see, the drafting agency its own. Raises Http404."""
    return get_object_or_404(access.visible_criticisms(request.actor), code=code)


def led_criticism(request: Request, code: str) -> Case:
    """A criticism for those who carry it out: what is held or unclear is not the drafter's business. Raises Http404."""
    return get_object_or_404(
        supervising.visible_cases(request.actor).filter(form__in=CRITICISM), code=code
    )


def inside(request: Request) -> bool:
    """Whether the person carries criticisms out, or only answers as a drafter."""
    return request.actor.holds(Permission.CASE_VIEW)


def version_asked(request: Request, here: Case) -> DraftVersion | None:
    """The version that ``?ban=`` names, else the newest people spoke about."""
    wanted = number_asked(request, "ban")
    if wanted is not None:
        return get_object_or_404(DraftVersion, case=here, no=wanted, state=DraftState.READ)
    return latest_draft(here, with_opinions=True)


@dataclass(frozen=True)
class CriticismsContext(CaseList, PageContext):
    """Every criticism."""

    template: ClassVar[str] = "criticism/criticisms.html"


@require_GET
def criticisms(request: Request) -> HttpResponseBase:
    """Every criticism with its next step."""
    return case_list(request, CRITICISM, CriticismsContext).render(request)


@shows_refusals
@require_http_methods(["GET", "POST"])
def open_criticism(request: Request) -> HttpResponseBase:
    """Open a criticism from the programme, or with a ground of its own."""
    actor = request.actor
    access.require(supervising.may_open(actor))
    start = opening(actor, activity_id=asked(request, "nd"), forms=CRITICISM)
    form = OpenForm(
        request.POST or None, opening=start, initial=start.initial("hoi-nghi-phan-bien")
    )
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = open_case(
            actor=actor, activity=start.activity, now=timezone.now(), **form.cleaned_data
        )
        messages.success(
            request,
            _("Đã mở cuộc phản biện %(code)s. Đưa dự thảo vào khi nhận được.")
            % {"code": made.code},
        )
        return redirect("case", made.code)
    return render(request, "criticism/open.html", {"form": form, "opening": start})


@shows_refusals
@require_http_methods(["GET", "POST"])
def criticism(request: Request, code: str) -> HttpResponseBase:
    """Versions of the draft, what came in about each, what still waits for somebody."""
    here, do = led_criticism(request, code), request.POST.get("do", "")
    versions = queries.versions_of(here)
    latest = next((one for one in versions if one.state == DraftState.READ), None)
    forms = {
        "draft": DraftForm(
            request.POST if do == "draft" else None,
            request.FILES or None,
            prefix="dt",
            initial={"received_on": today_text()},
        ),
        "public": PublicForm(
            request.POST if do == "public" else None, prefix="ck", initial=_days(latest)
        ),
    }
    if request.method == "POST" and not request.refusal and _act(request, here, latest, do, forms):
        return redirect("criticism", here.code)
    spoken = next(
        (one for one in versions if one.state == DraftState.READ and one.opinions), latest
    )
    context = {
        "here": here,
        "inside": inside(request),
        "versions": versions,
        "latest": latest,
        "spoken": spoken,
        "tally": queries.tally_of(spoken) if spoken else None,
        "sums": sums_of([one.id for one in versions]),
        "forms": forms,
        "jobs": jobs_of(versions),
        "today": timezone.localdate(),
        "may_handle": access.may_handle(request.actor, here),
        "files": OpinionFile.objects.filter(draft__case=here)
        .select_related("draft")
        .order_by("-id")[:20],
        "is_open": bool(latest and queries.is_open(latest, timezone.localdate())),
    }
    return render(request, "criticism/hub.html", context)


def _days(latest: DraftVersion | None) -> dict[str, str]:
    if latest and latest.opens_on and latest.closes_on:
        return {"opens_on": typed_day(latest.opens_on), "closes_on": typed_day(latest.closes_on)}
    return {"opens_on": today_text()}


def jobs_of(versions: list[DraftVersion], kinds: tuple[str, ...] = JOBS) -> list[Job]:
    """Work on this case that runs, or whose newest run failed; at most three queries."""
    ids = [one.id for one in versions]
    of = {"read-draft": ids, "group-opinions": ids}
    if "take-opinions" in kinds:
        of["take-opinions"] = list(
            OpinionFile.objects.filter(draft__in=ids)
            .order_by("-id")
            .values_list("id", flat=True)[:20]
        )
    if "criticism-table" in kinds:
        of["criticism-table"] = list(
            CriticismExport.objects.filter(draft__in=ids)
            .order_by("-id")
            .values_list("id", flat=True)[:5]
        )
    wanted = Q()
    for kind in kinds:
        wanted |= Q(kind=kind, subject_id__in=of[kind])
    found: dict[tuple[str, int], Job] = {}
    for job in Job.objects.filter(wanted).order_by("id"):
        found[(job.kind, job.subject_id)] = job
    return [one for one in found.values() if not one.is_over or one.state == Job.State.FAILED]


def _act(
    request: Request, here: Case, latest: DraftVersion | None, do: str, forms: dict[str, Any]
) -> bool:
    common: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    if do == "draft" and forms["draft"].is_valid():
        said = dict(forms["draft"].cleaned_data)
        file = said.pop("file")
        actions.receive_draft(case=here, file_name=file.name, content=file.read(), **common, **said)
        messages.success(request, _("Đã nhận dự thảo, đang đọc."))
    elif do == "public" and latest and forms["public"].is_valid():
        actions.open_to_public(draft=latest, **common, **forms["public"].cleaned_data)
        messages.success(request, _("Đã đưa dự thảo ra trang lấy ý kiến."))
    elif do == "close" and latest:
        actions.close_to_public(draft=latest, **common)
        messages.success(request, _("Đã thôi lấy ý kiến; nội dung dự thảo vẫn công khai."))
    elif do.startswith("group-"):
        wanted = whole_number(do.removeprefix("group-")) or 0
        actions.ask_grouping(draft=get_object_or_404(DraftVersion, case=here, no=wanted), **common)
        messages.success(request, _("Đang gom ý kiến."))
    else:
        return False
    return True


@require_GET
def criticism_work(request: Request, code: str, job_id: int) -> HttpResponseBase:
    """The panel of one running job; when it is over the page is loaded anew."""
    here = own_criticism(request, code)
    job = get_object_or_404(Job, id=job_id, kind__in=JOBS)
    if job.id not in {one.id for one in jobs_of(queries.versions_of(here))} and not job.is_over:
        raise Http404
    if request.htmx and job.is_over and job.state != Job.State.FAILED:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "criticism/job.html", {"here": here, "job": job})
