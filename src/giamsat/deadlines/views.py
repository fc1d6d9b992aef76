"""Announced days and what they moved; rulebooks with their law; the trial of a change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from civickit.workdays import Override
from giamsat.deadlines import access, actions, lawpages, queries
from giamsat.deadlines.forms import DayForm, LawTrialForm
from giamsat.deadlines.models import AnnouncedDay, DueChange
from giamsat.deadlines.trial import LawTrial, try_change
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, day_asked
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.requests import Request
from giamsat.rulebooks import DeadlineVersion, find_deadline_rule, official_swaps
from giamsat.rulebooks.carrying import (
    FollowingRules,
    Procedure,
    ProcedureVersion,
    SigningRules,
    following_rules,
    procedures,
    signing_rules,
)

if TYPE_CHECKING:
    from django.core.paginator import Page

ANNOUNCE = {
    "": Button(
        DayForm,
        actions.announce_day,
        gettext_lazy("Đã ghi. Các hạn đang chạy được đếm lại."),
        to=lambda announced: reverse("announced_day", args=[announced.id]),
    )
}
WITHDRAW = {
    "": Button(
        ReasonForm,
        actions.withdraw_day,
        gettext_lazy("Đã bỏ ngày này. Các hạn được đếm lại."),
    )
}


@dataclass(frozen=True)
class DaysContext(PageContext):
    """Announced days, how many deadlines each moved, and the days that rulebooks swap."""

    template: ClassVar[str] = "deadlines/days.html"
    page: "Page[AnnouncedDay]"
    moved: Mapping[int, int]
    form: Form
    may_announce: Verdict
    swaps: Sequence[Override]


@dataclass(frozen=True)
class AnnouncedDayContext(PageContext):
    """One announcement; ``rows`` are what it moved, with name and address."""

    template: ClassVar[str] = "deadlines/day.html"
    here: AnnouncedDay
    page: "Page[DueChange]"
    rows: Sequence[tuple[DueChange, str, str]]
    form: Form
    job: Job | None
    may_withdraw: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def working_days(request: Request) -> HttpResponseBase:
    """Days that were announced after the rulebook, what each moved, and a form for another."""
    pressed = press(request, ANNOUNCE)
    if not isinstance(pressed, Pressed):
        return pressed
    page = page_of(request, queries.announced_days())
    return DaysContext(
        page=page,
        moved=queries.moved_by([announced.id for announced in page]),
        form=pressed.form(""),
        may_announce=access.may_announce(request.actor),
        swaps=sorted(official_swaps(), key=lambda swap: swap.day, reverse=True),
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def announced_day(request: Request, day_id: int) -> HttpResponseBase:
    """One announcement.

    Every deadline it moved, the day before, the day now, how it was counted.
    """
    announced = get_object_or_404(AnnouncedDay, id=day_id)
    pressed = press(request, WITHDRAW, announced=announced)
    if not isinstance(pressed, Pressed):
        return pressed
    page = page_of(request, announced.changes.order_by("id"))
    return AnnouncedDayContext(
        here=announced,
        page=page,
        rows=queries.told(list(page)),
        form=pressed.form(""),
        job=queries.recounting(announced),
        may_withdraw=access.may_withdraw(request.actor, announced),
    ).render(request)


@dataclass(frozen=True)
class RulebooksContext(PageContext):
    """Everything in force on a day; ``procedures`` with the version of that day."""

    template: ClassVar[str] = "deadlines/rulebooks.html"
    day: date
    procedures: Sequence[tuple[Procedure, ProcedureVersion]]
    rows: Sequence[tuple[lawpages.RuleRow, str]]
    following: FollowingRules
    signing: SigningRules
    may_try: Verdict


@require_safe
def rulebooks(request: Request) -> HttpResponseBase:
    """Every rulebook in use: procedures, deadlines with their law, following, signing."""
    day = day_asked(request, "ngay") or timezone.localdate()
    return RulebooksContext(
        day=day,
        procedures=[(procedure, procedure.on(day)) for procedure in procedures().values()],
        rows=[
            (row, lawpages.certainty_in_words(row.now.rule.certainty))
            for row in lawpages.rule_rows(day)
        ],
        following=following_rules(day),
        signing=signing_rules(day),
        may_try=access.may_try_law(request.actor),
    ).render(request)


@dataclass(frozen=True)
class ProcedureContext(PageContext):
    """A procedure as chosen.

    ``a`` and ``b`` are the versions that are compared; ``deadlines`` by the rule's code.
    """

    template: ClassVar[str] = "deadlines/procedure.html"
    here: Procedure
    chosen: ProcedureVersion
    spans: Iterable[tuple[ProcedureVersion, date | None]]
    a: ProcedureVersion | None
    b: ProcedureVersion | None
    deadlines: Mapping[str, tuple[DeadlineVersion, str, str]]
    differences: Sequence[lawpages.StepDifference] | None
    certainty: str


def _deadlines(version: ProcedureVersion) -> dict[str, tuple[DeadlineVersion, str, str]]:
    """The rule of each step that has one, and how it counts in words."""
    rules = {
        step.code: find_deadline_rule(step.rule, version.valid_from)
        for step in version.steps
        if step.rule
    }
    return {
        step: (rule, lawpages.in_words(rule), lawpages.how(rule)) for step, rule in rules.items()
    }


@require_safe
def procedure(request: Request, code: str) -> HttpResponseBase:
    """One procedure with its steps, and two of its versions beside each other."""
    if code not in procedures():
        raise Http404
    found = procedures()[code]
    known = {version.valid_from.isoformat(): version for version in found.versions}
    a, b = known.get(asked(request, "a")), known.get(asked(request, "b"))
    chosen = known.get(asked(request, "ban")) or found.on(timezone.localdate())
    return ProcedureContext(
        here=found,
        chosen=chosen,
        spans=list(lawpages.spans(found)),
        a=a,
        b=b,
        deadlines=_deadlines(chosen),
        differences=lawpages.compared(a, b) if a and b else None,
        certainty=lawpages.certainty_in_words(chosen.certainty),
    ).render(request)


@dataclass(frozen=True)
class TrialContext(PageContext):
    """What a change would do; ``version`` is the rule it changes, ``words`` what that says."""

    template: ClassVar[str] = "deadlines/trial.html"
    form: LawTrialForm
    told: LawTrial | None = None
    version: DeadlineVersion | None = None
    words: str = ""


@require_safe
def trial(request: Request) -> HttpResponseBase:
    """Which running cases would fall under a change of law; nothing is written."""
    access.require(access.may_try_law(request.actor))
    form = LawTrialForm(request.GET if "rule" in request.GET else None)
    if not (form.is_bound and form.is_valid()):
        return TrialContext(form).render(request)
    change = dict(form.cleaned_data)
    version = find_deadline_rule(change.pop("rule"), timezone.localdate())
    found = try_change(version, **change)
    return TrialContext(form, found, version, lawpages.in_words(version)).render(request)
