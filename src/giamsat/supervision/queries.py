"""What the pages of cases need, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.planning.models import Activity
from giamsat.procedures.queries import StepsDone, progress_of, title_of
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EditionState
from giamsat.recommendations.models import Recommendation
from giamsat.searching.finding import find
from giamsat.supervision import access
from giamsat.supervision.models import Case, CaseStep, CaseUnit
from giamsat.supervision.states import CRITICISM, CaseState, Form

SUPERVISION = tuple(one for one in Form if one not in CRITICISM)


def listed(
    actor: Actor,
    *,
    year: int | None,
    today: date,
    form: str = "",
    state: str = "",
    words: str = "",
    of: Sequence[str] = SUPERVISION,
) -> QuerySet[Case]:
    """Cases, the newest first; with whether one of their steps is late."""
    rows = access.visible_cases(actor).filter(form__in=of)
    if year:
        rows = rows.filter(year=year)
    if form:
        rows = rows.filter(form=form)
    late = CaseStep.objects.filter(case=OuterRef("id"), is_running=True, due_on__lt=today)
    if state == "late":
        rows = rows.filter(Exists(late))
    elif state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(id__in=find("case", words, rows, most=1_000))
    return rows.annotate(is_late=Exists(late)).order_by("-year", "-no")


@dataclass(frozen=True)
class CaseLine:
    """One case of a list, and how far it is."""

    case: Case
    progress: StepsDone


def lines_of(cases: Sequence[Case]) -> list[CaseLine]:
    """The next step of each case; one query."""
    by_case: dict[int, list[CaseStep]] = {}
    for step in CaseStep.objects.filter(case__in=[case.id for case in cases]).order_by("no"):
        by_case.setdefault(step.case_id, []).append(step)
    return [
        CaseLine(
            case,
            progress_of(case, by_case.get(case.id, []), runs=case.state == CaseState.RUNNING),
        )
        for case in cases
    ]


def activities_to_open(actor: Actor, forms: Sequence[str]) -> QuerySet[Activity]:
    """Activities of issued programmes without a case that the person may open in such a form."""
    kind = "criticism" if set(forms) <= set(CRITICISM) else "supervision"
    newest = Edition.objects.filter(
        programme=OuterRef("variant__programme"), state=EditionState.ISSUED
    ).order_by("-number")
    rows = Activity.objects.filter(kind=kind, variant=newest.values("variant")[:1]).select_related(
        "lead", "variant__programme"
    )
    rows = rows.exclude(cases__in=Case.objects.exclude(state=CaseState.CANCELLED))
    if actor.scope(Permission.CASE_EDIT) is not Scope.ALL:
        rows = rows.filter(lead__in=actor.own(Permission.CASE_EDIT))
    heavy = ("instance", "answer", "as_proposed", "paper")
    return rows.defer(*(f"variant__{name}" for name in heavy)).order_by("first_day", "id")


def recommended_in(case: Case) -> list[Recommendation]:
    """Recommendations of a case."""
    return list(
        Recommendation.objects.filter(origin_code=case.code)
        .select_related("recipient")
        .order_by("no")
    )


def units_of(case: Case) -> list[CaseUnit]:
    """Supervised bodies of a case."""
    return list(case.units.select_related("organisation").order_by("id"))


def years(actor: Actor, of: Sequence[str] = SUPERVISION) -> list[int]:
    """Years with cases, newest first."""
    return list(
        access.visible_cases(actor)
        .filter(form__in=of)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


class DueStep(NamedTuple):
    """A step of a case and its day."""

    code: str
    title: str
    step: str
    due_on: date


class AwaitedReport(NamedTuple):
    """A report that a body owes to a case, and its day where one is counted."""

    code: str
    title: str
    due_on: date | None


@dataclass(frozen=True)
class CaseGlance:
    """What waits in cases, for the first page: steps late or due soon, a body's own reports."""

    steps: list[DueStep]
    reports: list[AwaitedReport]


def glance(actor: Actor, soon: date) -> CaseGlance:
    """Steps due by a day, a body's reports; at most two queries."""
    return CaseGlance(
        _steps_due(actor, soon) if actor.holds(Permission.CASE_EDIT) else [],
        _reports_awaited(actor) if actor.holds(Permission.CASE_REPORT) else [],
    )


def _steps_due(actor: Actor, soon: date) -> list[DueStep]:
    rows = CaseStep.objects.filter(is_running=True, due_on__lte=soon, case__state=CaseState.RUNNING)
    if actor.scope(Permission.CASE_EDIT) is not Scope.ALL:
        rows = rows.filter(case__lead__in=actor.own(Permission.CASE_EDIT))
    due = []
    for step in rows.select_related("case").order_by("due_on", "id")[:20]:
        assert step.due_on is not None
        case = step.case
        due.append(DueStep(case.code, case.title, title_of(case, step), step.due_on))
    return due


def _reports_awaited(actor: Actor) -> list[AwaitedReport]:
    due = CaseStep.objects.filter(case=OuterRef("case"), code="REPORT_IN").values("due_on")[:1]
    silent = access.visible_units(actor).filter(
        reported_on=None, case__state=CaseState.RUNNING, case__steps__code="REPORT_IN"
    )
    rows = silent.annotate(report_due=due).values_list("case__code", "case__title", "report_due")
    return [AwaitedReport(*row) for row in rows.order_by("case_id")[:10]]


def names_of(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Names and addresses of steps, for the pages of moved deadlines."""
    from django.urls import reverse

    rows = CaseStep.objects.filter(id__in=ids).select_related("case")
    return {
        step.id: (
            f"{step.case.code} · {title_of(step.case, step)}",
            reverse("case", args=[step.case.code]),
        )
        for step in rows
    }


def counts_by_state(
    actor: Actor, year: int | None, of: Sequence[str] = SUPERVISION
) -> dict[str, int]:
    """How many cases stand where."""
    rows = access.visible_cases(actor).filter(Q(year=year) if year else Q(), form__in=of).order_by()
    return dict(rows.values_list("state").annotate(n=Count("id")).values_list(F("state"), "n"))
