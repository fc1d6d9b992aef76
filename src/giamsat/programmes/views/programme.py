"""The programmes, and one programme: the year at a glance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.cache import cache
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, NoSuchButton, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation, Place
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.planning import access as plan_access
from giamsat.planning import queries as plan_queries
from giamsat.planning.models import Variant
from giamsat.planning.yearview import Year
from giamsat.programmes import access, queries
from giamsat.programmes.eight_steps import YearFacts, YearStep, next_of, year_steps
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EDITION_MOVES, EditionState
from giamsat.proposals import access as proposal_access
from giamsat.proposals import actions as proposal_actions
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.forms import ProgrammeForm, programme_defaults
from giamsat.proposals.models import Programme

VIEWS = ("to-chuc", "noi", "bang")
_FIRST_UNITS = 12  # supervised bodies shown before "all"


def _open(*, front: Organisation | None, **given: Any) -> Programme:
    if front is None:
        raise NoSuchButton
    province = front.short_name.removeprefix("MTTQ ")
    return proposal_actions.open_programme(front=front, province=province, **given)


OPENING = {
    "": Button(
        ProgrammeForm,
        _open,
        done=lambda made: (
            _("Đã mở chương trình năm %(year)s. Bước tiếp: đưa tệp đề xuất vào.")
            % {"year": made.year}
        ),
        to=lambda made: reverse("workbooks", args=[made.id]),
    )
}


@dataclass(frozen=True)
class ProgrammesContext(PageContext):
    """All years, and the form that opens another."""

    template: ClassVar[str] = "programmes/programmes.html"
    rows: Sequence[Programme]
    form: Form
    may_open: Verdict


@dataclass(frozen=True)
class ProgrammeContext(PageContext):
    """One year: its eight steps; the calendar and what is missed when there is a variant."""

    template: ClassVar[str] = "programmes/programme.html"
    here: Programme
    view: str
    variant: Variant | None
    may_make: Verdict
    issued: Edition | None
    under_way: Edition | None
    counts: proposal_queries.Counts
    steps: Sequence[YearStep]
    next_step: YearStep | None
    calendar: str = ""
    missing: str = ""
    lead: str = ""
    missed: str = ""


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def programmes(request: Request) -> HttpResponseBase:
    """All years; another one can be opened."""
    access.require(proposal_access.may_see(request.actor))
    visible = proposal_access.visible_programmes(request.actor)
    rows = list(plan_queries.with_acceptance(visible).order_by("-year"))
    fronts = Organisation.objects.filter(
        kind=Organisation.Kind.FRONT, level=Place.Level.PROVINCE
    ).order_by("id")
    initial = programme_defaults(rows, timezone.localdate().year)
    pressed = press(request, OPENING, initial=initial, front=fronts.first())
    if not isinstance(pressed, Pressed):
        return pressed
    return ProgrammesContext(
        rows=rows, form=pressed.form(""), may_open=proposal_access.may_open(request.actor)
    ).render(request)


def _under_way(editions: Iterable[Edition]) -> Edition | None:
    return next((row for row in editions if row.state not in EDITION_MOVES.ends), None)


@require_safe
def programme(request: Request, programme_id: int) -> HttpResponseBase:
    """One year: what is planned and missed, as a calendar or a table."""
    actor = request.actor
    row = get_object_or_404(proposal_access.visible_programmes(actor), id=programme_id)
    view = asked(request, "xem", VIEWS) or "to-chuc"
    variant = plan_queries.shown_variant(actor, row)
    editions = queries.editions_of(actor, row)
    issued = next((edition for edition in editions if edition.issued_on), None)
    counts = proposal_queries.counts(actor, row, with_books=variant is None)
    steps = _steps(actor, row, counts, variant, _under_way(editions) or issued)
    parts: dict[str, Any] = {}
    if variant:
        variant.programme = row  # known already: how it prints time is not asked for again
        parts = year_parts(actor, variant, view, everything=bool(asked(request, "ca")))
    return ProgrammeContext(
        here=row,
        view=view,
        variant=variant,
        may_make=plan_access.may_make_plan(actor),
        issued=issued,
        under_way=_under_way(editions),
        counts=counts,
        steps=steps,
        next_step=next_of(steps),
        **parts,
    ).render(request)


def _steps(
    actor: Actor,
    programme: Programme,
    counts: proposal_queries.Counts,
    variant: Variant | None,
    edition: Edition | None,
) -> list[YearStep]:
    """The year's steps for those who see its editions; to others they would say too little."""
    if not actor.holds(Permission.EDITION_VIEW):
        return []
    state = edition.state if edition else ""
    facts = YearFacts(
        programme=programme,
        counts=counts,
        variant=variant,
        edition=edition,
        round=queries.open_round(edition) if edition and state == EditionState.CONSULTING else None,
        **queries.points_left(edition),
        due=proposal_queries.rules_of(programme).due(programme.year)[1],
    )
    return year_steps(facts, timezone.localdate())


def year_parts(actor: Actor, variant: Variant, view: str, *, everything: bool) -> dict[str, Any]:
    """The sentence and the calendar of a variant, which never changes: what was drawn is kept.

    Only links differ between readers: a topic leads to its proposal for those who may open it.
    """
    scope = actor.scope(Permission.PROPOSAL_VIEW)
    opens = sorted(actor.own(Permission.PROPOSAL_VIEW)) if scope is Scope.OWN else scope
    made = variant.made_at.timestamp() if variant.made_at else 0
    may_make = bool(plan_access.may_make_plan(actor))
    unit = variant.programme.time_unit
    drawn = (variant.id, made, view, everything, get_language(), opens, may_make, unit)
    key = ":".join(map(str, ("year", *drawn))).replace(" ", "")
    parts: dict[str, Any] | None = cache.get(key)
    if parts is None:
        year = Year(variant.plan, english=get_language() == "en", unit=unit)
        if scope is not Scope.ALL:
            year.without_other_plans()
        year.shown(proposal_queries.proposal_ids(actor, variant.programme))
        missing = {"bodies": year.shortfalls_by_body(), "variant": variant}
        parts = {
            "calendar": _calendar(year, variant, view, everything=everything, may_make=may_make),
            "missing": render_to_string("planning/year_missing.html", missing),
            "lead": year.lead_sentence(),
            "missed": year.missed_sentence(),
        }
        cache.set(key, parts, 3600)
    return parts


def _calendar(year: Year, variant: Variant, view: str, *, everything: bool, may_make: bool) -> str:
    """Strips of organisations or bodies, or a table; of many bodies the first, unless all."""
    groups = year.by_unit() if view == "noi" else year.by_organisation()
    shown = groups if everything or view != "noi" else groups[:_FIRST_UNITS]
    return render_to_string(
        f"planning/year_{'table' if view == 'bang' else 'strips'}.html",
        {
            "year": year,
            "groups": shown,
            "lines": year.lines,
            "left": len(groups) - len(shown),
            "all": len(groups),
            "may_make": may_make,
            "variant": variant,
        },
    )
