"""What units report: what is asked of them, what they said, what waits for confirmation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import EVERY_FILTER, Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.targets import access, actions
from giamsat.targets.forms import FactForm, TickForm
from giamsat.targets.models import ReportedFact
from giamsat.targets.reporting import Askable, Asked, askable, asked_of
from giamsat.targets.states import FactState

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


def _confirm_ticked(*, rows: "QuerySet[ReportedFact]", id: list[int], **said: Any) -> int:  # noqa: A002 - the field's name
    return actions.confirm(facts=list(rows.filter(id__in=id)), **said)


def _confirm(*, fact: ReportedFact, **said: Any) -> int:
    return actions.confirm(facts=[fact], **said)


def _fact_page(made: ReportedFact) -> str:
    return reverse("fact", args=[made.id])


CONFIRM = {
    "": Button(
        TickForm,
        _confirm_ticked,
        done=lambda count: _("Đã xác nhận %(n)s số liệu.") % {"n": count},
        keeps=EVERY_FILTER,
    )
}
REPORT = {
    "": Button(
        FactForm,
        actions.report,
        gettext_lazy("Đã ghi. Cấp trên xác nhận thì số liệu được tính."),
        to=_fact_page,
    )
}
CORRECT = {
    "": Button(
        FactForm,
        actions.correct,
        gettext_lazy("Đã ghi bản sửa; bản cũ vẫn còn trong lịch sử."),
        to=_fact_page,
    )
}
DECIDE = {
    "confirm": Button(None, _confirm),
    "withdraw": Button(None, actions.withdraw),
    "return": Button(ReasonForm, actions.send_back),
}


@dataclass(frozen=True)
class FactsContext(PageContext):
    """Facts in a state.

    ``still`` is what own units have to report, ``waiting`` how many wait for confirmation.
    """

    template: ClassVar[str] = "targets/facts.html"
    page: "Page[ReportedFact]"
    state: str
    states: Iterable[tuple[str, "_StrPromise"]]
    may_confirm: Verdict
    may_report: Verdict
    still: Sequence[Asked]
    waiting: int


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: Request) -> HttpResponseBase:
    """The list, with what is still asked of the own units; several can be confirmed at once."""
    may_report, may_confirm = (
        access.may_report(request.actor),
        request.actor.may(Permission.FACT_CONFIRM),
    )
    access.require(may_report or may_confirm)
    rows = access.visible_facts(request.actor)
    pressed = press(request, CONFIRM, rows=rows)
    if not isinstance(pressed, Pressed):
        return pressed
    state, unit = asked(request, "tt", set(FactState.values)), asked(request, "don-vi")
    over = (FactState.WITHDRAWN, FactState.REPLACED)
    shown = rows.filter(state=state) if state else rows.exclude(state__in=over)
    shown = shown.filter(unit__code=unit) if unit else shown
    page = page_of(request, shown.order_by("-id"))
    known = askable()
    for fact in page.object_list:
        _name(fact, known)
    return FactsContext(
        page=page,
        state=state,
        states=FactState.choices,
        may_confirm=may_confirm,
        may_report=may_report,
        still=asked_of(request.actor, timezone.localdate()),
        waiting=rows.filter(state=FactState.WAITING).count(),
    ).render(request)


def _name(fact: Any, known: Askable) -> None:
    """What a fact is, in words, beside its row."""
    fact.said, fact.marks = known.name(fact.event), known.marks(fact.tags)


def _made_with(request: Request, known: Askable) -> dict[str, Any]:
    return {
        "units": access.units_of(request.actor).order_by("level", "id"),
        "vocabulary": known.vocabulary,
        "tags": known.tags,
        "events": known.events,
    }


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def fact_new(request: Request) -> HttpResponseBase:
    """Report something."""
    access.require(access.may_report(request.actor))
    made_with = _made_with(request, askable())
    unit = asked(request, "unit") or made_with["units"].values_list("id", flat=True).first()
    initial = {"event": asked(request, "event"), "unit": unit, "quantity": 1}
    pressed = press(request, REPORT, initial=initial, start={"": made_with})
    if not isinstance(pressed, Pressed):
        return pressed
    return _form_page(request, {"form": pressed.form("")})


def _form_page(request: Request, context: dict[str, Any]) -> HttpResponseBase:
    status = 422 if context["form"].errors else 200
    return render(request, "targets/fact_form.html", context, status=status)


@dataclass(frozen=True)
class FactContext(PageContext):
    """One fact; ``later`` is the one that replaced it."""

    template: ClassVar[str] = "targets/fact.html"
    here: ReportedFact
    reason: Form
    later: ReportedFact | None
    may_confirm: Verdict
    may_return: Verdict
    may_correct: Verdict
    may_withdraw: Verdict
    may_know_who: Verdict
    may_open: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: Request, fact_id: int) -> HttpResponseBase:
    """One fact with its paper and its history; confirm, send back, correct, withdraw."""
    shown = get_object_or_404(ReportedFact.objects.select_related("unit", "replaces"), id=fact_id)
    actor = request.actor
    if not access.may_see_fact(actor, shown):
        raise Http404
    pressed = press(request, DECIDE, fact=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    _name(shown, askable())
    return FactContext(
        here=shown,
        reason=pressed.form("return"),
        later=ReportedFact.objects.filter(replaces=shown).first(),
        may_confirm=access.may_confirm(actor, shown),
        may_return=access.may_send_back(actor, shown),
        may_correct=access.may_correct(actor, shown),
        may_withdraw=access.may_withdraw(actor, shown),
        may_know_who=access.may_know_who(actor, shown),
        may_open=access.may_open_paper(actor, shown),
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def fact_correct(request: Request, fact_id: int) -> HttpResponseBase:
    """A corrected fact in place of another one."""
    shown = get_object_or_404(access.visible_facts(request.actor), id=fact_id)
    access.require(access.may_correct(request.actor, shown))
    initial = {
        "event": shown.event,
        "day": f"{shown.day:%d/%m/%Y}",
        "quantity": f"{shown.quantity:g}",
        "subject": shown.subject,
        "tags": shown.tags.split(),
        "note": shown.note,
        "paper": shown.paper,
    }
    made_with = _made_with(request, askable()) | {"is_correction": True}
    pressed = press(request, CORRECT, initial=initial, start={"": made_with}, fact=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    return _form_page(request, {"form": pressed.form(""), "here": shown})


@require_safe
def fact_file(request: Request, fact_id: int) -> HttpResponseBase:
    """The paper of a fact."""
    shown = get_object_or_404(ReportedFact.objects.all(), id=fact_id)
    if not access.may_open_paper(request.actor, shown) or not shown.file_sha256:
        raise Http404
    return download(content_of(shown.file_sha256), shown.file_name)
