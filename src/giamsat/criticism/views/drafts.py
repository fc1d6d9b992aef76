"""The text of a version with opinions beside it, one provision, corrections, what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from civickit.legaltext import Line
from giamsat.criticism import access, actions, queries
from giamsat.criticism.actions.drafts import PLAIN, span_of
from giamsat.criticism.forms import CorrectForm
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.reading import lines_of
from giamsat.criticism.states import DraftState, OpinionState
from giamsat.criticism.views.hub import inside, led_criticism, own_criticism
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request
from giamsat.supervision.models import Case

if TYPE_CHECKING:
    from django.core.paginator import Page


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


@dataclass(frozen=True)
class DraftContext(PageContext):
    """Some articles of a version with what is said about them."""

    template: ClassVar[str] = "criticism/draft.html"
    here: Case
    inside: bool
    draft: DraftVersion
    page: "Page[DraftProvision]"
    lines: Sequence[queries.DraftLine]
    tally: queries.DraftTally


@dataclass(frozen=True)
class ChangesContext(PageContext):
    """What a version changed.

    ``broken`` are points promised in the version before, ``gone`` its provisions.
    """

    template: ClassVar[str] = "criticism/changes.html"
    here: Case
    inside: bool
    draft: DraftVersion
    changed: Sequence[DraftProvision]
    gone: Sequence[DraftProvision]
    earlier: DraftVersion | None
    broken: Iterable[OpinionGroup]


@dataclass(frozen=True)
class ProvisionContext(PageContext):
    """One provision with every point about it; ``loose`` are opinions in no group yet."""

    template: ClassVar[str] = "criticism/provision.html"
    here: Case
    inside: bool
    draft: DraftVersion
    provision: DraftProvision
    page: "Page[OpinionGroup]"
    history: Sequence[DraftProvision]
    earlier: Sequence[queries.Earlier]
    loose: Sequence[DraftOpinion]
    may_handle: Verdict


@dataclass(frozen=True)
class CorrectContext(PageContext):
    """The lines of a provision."""

    template: ClassVar[str] = "criticism/correct.html"
    here: Case
    inside: bool
    draft: DraftVersion
    provision: DraftProvision
    form: Form


@require_safe
def draft(request: Request, code: str, no: int) -> HttpResponseBase:
    """A version, twenty articles a page, opinions beside them."""
    case = own_criticism(request, code)
    shown = version_of(case, no)
    page = page_of(request, queries.units_of(shown), count=queries.UNITS_A_PAGE)
    return DraftContext(
        here=case,
        inside=inside(request),
        draft=shown,
        page=page,
        lines=queries.lines_of(queries.inside(shown, [unit.place for unit in page])),
        tally=queries.tally_of(shown),
    ).render(request)


@require_safe
def draft_changes(request: Request, code: str, no: int) -> HttpResponseBase:
    """What a version changed: modified, new, renumbered, moved, gone.

    With what was promised there.
    """
    case = own_criticism(request, code)
    shown = version_of(case, no)
    changed, gone = queries.changes_of(shown)
    earlier = DraftVersion.objects.filter(case=case, no=no - 1, state=DraftState.READ).first()
    broken = queries.points_of(earlier, state="broken") if earlier else OpinionGroup.objects.none()
    return ChangesContext(
        here=case,
        inside=inside(request),
        draft=shown,
        changed=changed,
        gone=gone,
        earlier=earlier,
        broken=broken.select_related("answer", "provision"),
    ).render(request)


@require_safe
def provision(request: Request, code: str, no: int, place: int) -> HttpResponseBase:
    """One provision.

    Its words in every version, every point about it, original words one click away.
    """
    shown = provision_of(access.visible_criticisms(request.actor), code, no, place)
    case, history = shown.draft.case, queries.history_of(shown)
    points = queries.points_of_provision(shown).select_related("answer")
    loose = DraftOpinion.objects.filter(provision=shown, state=OpinionState.COUNTED, group=None)
    return ProvisionContext(
        here=case,
        inside=inside(request),
        draft=shown.draft,
        provision=shown,
        page=page_of(request, points, total=shown.groups),
        history=history,
        earlier=queries.earlier_points(shown, history),
        loose=list(loose.order_by("-id")[:20]),
        may_handle=access.may_handle(request.actor, case),
    ).render(request)


def _correct(*, provision: DraftProvision, lines: str, **said: Any) -> DraftVersion:
    actions.correct(provision=provision, lines=lines.splitlines(), **said)
    return provision.draft


CORRECTING = {
    "": Button(
        CorrectForm,
        _correct,
        gettext_lazy("Đã sửa cách đọc; cả dự thảo được đọc lại theo các dòng này."),
        to=lambda draft: reverse("draft", args=[draft.case.code, draft.no]),
    )
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def correct_provision(request: Request, code: str, no: int, place: int) -> HttpResponseBase:
    """Correct how a provision was read: break a line, join it, number it as the draft does."""
    case = led_criticism(request, code)
    access.require(access.may_handle(request.actor, case))
    shown = provision_of(access.visible_criticisms(request.actor), code, no, place)
    lines, _problems = lines_of(shown.draft)
    first, last = span_of(shown, lines)
    written = [_written(line) for line in lines[first:last] if not line.rows]
    initial = {"lines": "\n".join(written), "version": shown.draft.version}
    pressed = press(request, CORRECTING, initial=initial, provision=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    return CorrectContext(
        here=case, inside=True, draft=shown.draft, provision=shown, form=pressed.form("")
    ).render(request)


def _written(line: Line) -> str:
    return f"{PLAIN} {line.text}" if line.is_plain else line.text
