"""What stands in a case, counted for its steps; what a board lacks of the law."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.wording import Saying, with_facts
from giamsat.procedures.guiding import procedure_of
from giamsat.procedures.states import StepState
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.rulebooks.carrying import BoardRules, procedures
from giamsat.supervision.models import Board, Case, Member
from giamsat.supervision.states import BoardRole, StandsFor

_ENDED = (RecommendationState.RESOLVED, RecommendationState.CLOSED, RecommendationState.WITHDRAWN)
_UNSENT = (RecommendationState.DRAFT, RecommendationState.WITHDRAWN)


@dataclass(frozen=True)
class Facts:
    """What stands in a case, counted in a fixed number of queries."""

    case: Case
    units: int
    reported: int
    members: tuple[Member, ...]
    sessions: int
    held: int
    first_session: date | None
    last_held: date | None
    notes: int
    findings: int
    sent: int
    unresolved: int
    board_trouble: Saying
    is_confirmed: bool


def read_facts(case: Case) -> Facts:
    """Read them, in three queries and one more for a board."""
    sent = Recommendation.objects.filter(origin_code=case.code).aggregate(
        sent=Count("id", filter=~Q(state__in=_UNSENT)),
        unresolved=Count("id", filter=~Q(state__in=_ENDED)),
    )
    rules = procedure_of(case)[0].board
    return Facts(
        case=case,
        members=tuple(case.members.filter(left_on=None).order_by("id")),
        board_trouble=board_trouble(case.board, rules) if case.board and rules else "",
        **_counted(case),
        **sent,
    )


def _counted(case: Case) -> dict[str, Any]:
    """What is counted over rows of the case, in one query."""
    units, sessions = case.units.order_by(), case.sessions.filter(dropped_why="").order_by()
    figures = {
        "units": _figure(units, Count("id")),
        "reported": _figure(units, Count("reported_on")),
        "sessions": _figure(sessions, Count("id")),
        "held": _figure(sessions, Count("held_on")),
        "first_session": _figure(sessions, Min(TruncDate("starts_at"))),
        "last_held": _figure(sessions, Max("held_on")),
        "notes": _figure(case.notes.order_by(), Count("id")),
        "findings": _figure(case.findings.order_by(), Count("id")),
        "is_confirmed": Exists(case.steps.filter(code="CONFIRM", state=StepState.DONE)),
    }
    values = Case.objects.filter(id=case.id).values_list(*figures.values()).get()
    days = {"first_session", "last_held"}
    return {
        name: value if name in days else value or 0
        for name, value in zip(figures, values, strict=True)
    }


def _figure(rows: "QuerySet[Any]", what: Any) -> Subquery:
    """One figure over rows as a part of a larger question."""
    return Subquery(
        rows.annotate(all=Value(1)).values("all").annotate(figure=what).values("figure")
    )


def board_rules(board: Board) -> BoardRules:
    """What the law asks of a board of its kind."""
    return next(
        procedure.board
        for procedure in procedures().values()
        if procedure.form == board.kind and procedure.board
    )


def board_trouble(board: Board, rules: BoardRules) -> Saying:
    """What a board's membership lacks of the law; empty when nothing."""
    members = list(board.members.filter(left_on=None))
    heads = sum(one.role == BoardRole.HEAD for one in members)
    deputies = sum(one.role == BoardRole.DEPUTY for one in members)
    residents = sum(one.stands_for == StandsFor.RESIDENTS for one in members)
    if len(members) < rules.least:
        return with_facts(
            _("Ban mới có {n} người; cần ít nhất {least} người ({source})."),
            n=len(members),
            least=rules.least,
            source=rules.source,
        )
    if heads != 1:
        return _("Ban chưa có trưởng ban. Ghi một thành viên là trưởng ban.")
    if deputies > rules.most_deputies:
        most = rules.most_deputies
        return with_facts(_("Ban có {n} phó trưởng ban; không quá {most}."), n=deputies, most=most)
    if rules.most_residents and residents > rules.most_residents:
        most = rules.most_residents
        return with_facts(
            _("Ban có {n} đại diện người dân; không quá {most}."), n=residents, most=most
        )
    if rules.needs_project and len({one.stands_for for one in members}) < len(StandsFor):
        return _(
            "Ban phải có đại diện Ủy ban MTTQ xã, Ban Thanh tra nhân dân và người dân trong vùng "
            "dự án."
        )
    return ""
