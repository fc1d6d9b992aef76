"""The text of a version with opinions in the margin, one provision, correcting how it was read, what changed."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from civickit.legaltext import Line
from giamsat.criticism import access, actions, queries
from giamsat.criticism.actions.drafts import PLAIN, span_of
from giamsat.criticism.forms import CorrectForm
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion
from giamsat.criticism.reading import lines_of
from giamsat.criticism.states import DraftState, OpinionState
from giamsat.criticism.views.hub import inside, led_criticism, own_criticism
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.paging import page_of
from giamsat.organisations.requests import Request
from giamsat.supervision.models import Case


def version_of(here: Case, no: int) -> DraftVersion:
    """A version that was read. Raises Http404."""
    return get_object_or_404(DraftVersion, case=here, no=no, state=DraftState.READ)


def provision_of(cases: QuerySet[Case], code: str, no: int, place: int) -> DraftProvision:
    """A provision of a version of one of these cases. Raises Http404."""
    rows = DraftProvision.objects.select_related("draft__case__lead").filter(
        draft__state=DraftState.READ
    )
    return get_object_or_404(
        rows, draft__case__in=cases.filter(code=code).values("id"), draft__no=no, place=place
    )


@require_GET
def draft(request: Request, code: str, no: int) -> HttpResponseBase:
    """A version, twenty articles a page, opinions beside them."""
    here = own_criticism(request, code)
    shown = version_of(here, no)
    page = page_of(request, queries.units_of(shown), count=queries.UNITS_A_PAGE)
    lines = queries.lines_of(queries.inside(shown, [one.place for one in page]))
    context = {
        "here": here,
        "inside": inside(request),
        "draft": shown,
        "page": page,
        "lines": lines,
        "may_handle": access.may_handle(request.actor, here),
        "tally": queries.tally_of(shown),
    }
    return render(request, "criticism/draft.html", context)


@require_GET
def draft_changes(request: Request, code: str, no: int) -> HttpResponseBase:
    """What a version changed: modified, new, renumbered, moved, gone; with what was promised there."""
    here = own_criticism(request, code)
    shown = version_of(here, no)
    changed, gone = queries.changes_of(shown)
    earlier = DraftVersion.objects.filter(case=here, no=no - 1, state=DraftState.READ).first()
    broken = (
        queries.points_of(earlier, state="broken").select_related("answer", "provision")
        if earlier
        else []
    )
    context = {
        "here": here,
        "inside": inside(request),
        "draft": shown,
        "changed": changed,
        "gone": gone,
        "earlier": earlier,
        "broken": broken,
    }
    return render(request, "criticism/changes.html", context)


@require_GET
def provision(request: Request, code: str, no: int, place: int) -> HttpResponseBase:
    """One provision: its words in every version, every point about it, original words one click away."""
    shown = provision_of(access.visible_criticisms(request.actor), code, no, place)
    here = shown.draft.case
    page = page_of(
        request, queries.points_of_provision(shown).select_related("answer"), total=shown.groups
    )
    history = queries.history_of(shown)
    loose = DraftOpinion.objects.filter(provision=shown, state=OpinionState.COUNTED, group=None)
    context = {
        "here": here,
        "inside": inside(request),
        "draft": shown.draft,
        "provision": shown,
        "page": page,
        "history": history,
        "earlier": queries.earlier_points(shown, history),
        "loose": list(loose.order_by("-id")[:20]),
        "may_handle": access.may_handle(request.actor, here),
    }
    return render(request, "criticism/provision.html", context)


@shows_refusals
@require_http_methods(["GET", "POST"])
def correct_provision(request: Request, code: str, no: int, place: int) -> HttpResponseBase:
    """Correct how a provision was read: break a line, join it, number it as the draft does."""
    here = led_criticism(request, code)
    access.require(access.may_handle(request.actor, here))
    shown = provision_of(access.visible_criticisms(request.actor), code, no, place)
    lines, _problems = lines_of(shown.draft)
    first, last = span_of(shown, lines)
    initial = {
        "lines": "\n".join(_written(one) for one in lines[first:last] if not one.rows),
        "version": shown.draft.version,
    }
    form = CorrectForm(request.POST or None, initial=initial)
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = form.cleaned_data
        actions.correct(
            actor=request.actor,
            provision=shown,
            lines=said["lines"].splitlines(),
            version=said["version"],
            now=timezone.now(),
        )
        messages.success(request, _("Đã sửa cách đọc; cả dự thảo được đọc lại theo các dòng này."))
        return redirect("draft", here.code, no)
    return render(
        request,
        "criticism/correct.html",
        {"here": here, "inside": True, "draft": shown.draft, "provision": shown, "form": form},
    )


def _written(line: Line) -> str:
    return f"{PLAIN} {line.text}" if line.is_plain else line.text
