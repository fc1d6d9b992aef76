"""What the pages of cases need, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.planning.models import Activity
from giamsat.procedures.queries import Progress, progress_of, title_of
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
class Line:
    """One case of a list, and how far it is."""

    case: Case
    progress: Progress


def lines_of(cases: Sequence[Case]) -> list[Line]:
    """The next step of each case; one query."""
    by_case: dict[int, list[CaseStep]] = {}
    for step in CaseStep.objects.filter(case__in=[case.id for case in cases]).order_by("no"):
        by_case.setdefault(step.case_id, []).append(step)
    return [
        Line(
            case,
            progress_of(case, by_case.get(case.id, []), runs=case.state == CaseState.RUNNING),
        )
        for case in cases
    ]


def activities_to_open(actor: Actor, forms: Sequence[str]) -> QuerySet[Activity]:
    """Activities of issued programmes that have no case and that the person may open in one of the forms."""
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


@dataclass(frozen=True)
class Glance:
    """What waits in cases, for the first page."""

    late: list[tuple[str, str, str, date]]  # code, title, step, due
    near: list[tuple[str, str, str, date]]
    to_open: int
    reports: list[tuple[str, str, date | None]]  # code, title, due: a body's own


def glance(actor: Actor, today: date, soon: date) -> Glance:
    """Late steps, steps due soon, a body's reports; at most two queries."""
    late: list[tuple[str, str, str, date]] = []
    near: list[tuple[str, str, str, date]] = []
    if actor.holds(Permission.CASE_EDIT):
        rows = CaseStep.objects.filter(
            is_running=True, due_on__lte=soon, case__state=CaseState.RUNNING
        )
        if actor.scope(Permission.CASE_EDIT) is not Scope.ALL:
            rows = rows.filter(case__lead__in=actor.own(Permission.CASE_EDIT))
        for one in rows.select_related("case").order_by("due_on", "id")[:20]:
            title = title_of(one.case, one)
            assert one.due_on is not None
            (late if one.due_on < today else near).append(
                (one.case.code, one.case.title, title, one.due_on)
            )
    reports: list[tuple[str, str, date | None]] = []
    if actor.holds(Permission.CASE_REPORT):
        due = CaseStep.objects.filter(case=OuterRef("case"), code="REPORT_IN").values("due_on")[:1]
        told = access.visible_units(actor).filter(
            reported_on=None, case__state=CaseState.RUNNING, case__steps__code="REPORT_IN"
        )
        reports = list(
            told.annotate(report_due=due)
            .values_list("case__code", "case__title", "report_due")
            .order_by("case_id")[:10]
        )
    return Glance(late, near, 0, reports)


def names_of(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Names and addresses of steps, for the pages of moved deadlines."""
    from django.urls import reverse

    rows = CaseStep.objects.filter(id__in=ids).select_related("case")
    return {
        one.id: (
            f"{one.case.code} · {title_of(one.case, one)}",
            reverse("case", args=[one.case.code]),
        )
        for one in rows
    }


def counts_by_state(
    actor: Actor, year: int | None, of: Sequence[str] = SUPERVISION
) -> dict[str, int]:
    """How many cases stand where."""
    rows = access.visible_cases(actor).filter(Q(year=year) if year else Q(), form__in=of).order_by()
    return dict(rows.values_list("state").annotate(n=Count("id")).values_list(F("state"), "n"))
