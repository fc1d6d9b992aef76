"""What a case has, what its next step lacks, and what each of its deadlines is counted from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, Min, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate

from giamsat.deadlines.counting import due_fields
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.rulebooks.carrying import (
    BoardRules,
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    find_procedure,
)
from giamsat.supervision.models import Board, Case, CaseStep, Member
from giamsat.supervision.states import BoardRole, MemberRole, StandsFor, StepState

_ENDED = (RecommendationState.RESOLVED, RecommendationState.CLOSED, RecommendationState.WITHDRAWN)


def procedure_of(case: Case) -> tuple[Procedure, ProcedureVersion]:
    """The procedure of a case in the version it was opened with."""
    told = find_procedure(case.procedure)
    return told, next(one for one in told.versions if one.valid_from == case.procedure_from)


@dataclass(frozen=True)
class Facts:
    """What stands in a case, counted in a fixed number of queries."""

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
    starts_on: date | None
    board_trouble: str
    is_confirmed: bool


def facts_of(case: Case) -> Facts:
    """Read them, in four queries and two more for a board."""
    units, sessions = case.units.order_by(), case.sessions.filter(dropped_why="").order_by()
    counted = (
        Case.objects.filter(id=case.id)
        .values_list(
            _one(units, Count("id")),
            _one(units, Count("reported_on")),
            _one(sessions, Count("id")),
            _one(sessions, Count("held_on")),
            _one(sessions, Min(TruncDate("starts_at"))),
            _one(sessions, Max("held_on")),
            _one(case.notes.order_by(), Count("id")),
            _one(case.findings.order_by(), Count("id")),
            Exists(case.steps.filter(code="CONFIRM", state=StepState.DONE)),
        )
        .get()
    )
    told: Any = counted
    sent = Recommendation.objects.filter(origin_code=case.code).aggregate(
        sent=Count(
            "id", filter=~Q(state__in=(RecommendationState.DRAFT, RecommendationState.WITHDRAWN))
        ),
        unresolved=Count("id", filter=~Q(state__in=_ENDED)),
    )
    members = tuple(case.members.filter(left_on=None).order_by("id"))
    procedure, _version = procedure_of(case)
    trouble = board_trouble(case.board, procedure.board) if case.board and procedure.board else ""
    n_units, reported, n_sessions, held, first, last, notes, findings, is_confirmed = told
    return Facts(
        n_units or 0,
        reported or 0,
        members,
        n_sessions or 0,
        held or 0,
        first,
        last,
        notes or 0,
        findings or 0,
        sent["sent"],
        sent["unresolved"],
        case.starts_on,
        trouble,
        is_confirmed,
    )


def _one(rows: "QuerySet[Any]", what: Any) -> Subquery:
    """One figure over rows as a part of a larger question."""
    return Subquery(
        rows.annotate(one=Value(1)).values("one").annotate(figure=what).values("figure")
    )


def board_trouble(board: Board, rules: BoardRules) -> str:
    """What a board's membership lacks of the law; empty when nothing."""
    members = list(board.members.filter(left_on=None))
    heads = sum(one.role == BoardRole.HEAD for one in members)
    deputies = sum(one.role == BoardRole.DEPUTY for one in members)
    residents = sum(one.stands_for == StandsFor.RESIDENTS for one in members)
    if len(members) < rules.least:
        return f"Ban mới có {len(members)} người; cần ít nhất {rules.least} người ({rules.source})."
    if heads != 1:
        return "Ban chưa có trưởng ban. Ghi một thành viên là trưởng ban."
    if deputies > rules.most_deputies:
        return f"Ban có {deputies} phó trưởng ban; không quá {rules.most_deputies}."
    if rules.most_residents and residents > rules.most_residents:
        return f"Ban có {residents} đại diện người dân; không quá {rules.most_residents}."
    if rules.needs_project and len({one.stands_for for one in members}) < len(StandsFor):
        return "Ban phải có đại diện Ủy ban MTTQ xã, Ban Thanh tra nhân dân và người dân trong vùng dự án."
    return ""


_TOLD_BY_OTHERS: dict[str, Callable[[Case], str]] = {}


def register_need(name: str, told: Callable[[Case], str]) -> None:
    """Another app names what a step of its procedures needs, and the sentence when that is not there."""
    _TOLD_BY_OTHERS[name] = told


def lacking(case: Case, step: ProcedureStep, facts: Facts) -> str:
    """The first thing a step still needs, in a sentence that says what to do; empty when it may be finished."""
    for need in step.needs:
        if words := _LACKS[need](facts) if need in _LACKS else _TOLD_BY_OTHERS[need](case):
            return words
    return ""


def _delegation(facts: Facts) -> str:
    roles = [one.role for one in facts.members]
    if len(roles) < 2:
        return (
            "Đoàn mới có một người. Thêm thành viên: một người không thành đoàn giám sát."
            if roles
            else "Chưa có thành viên đoàn. Thêm trưởng đoàn, thư ký và thành viên."
        )
    if MemberRole.HEAD not in roles:
        return "Đoàn chưa có trưởng đoàn. Ghi vai trò trưởng đoàn cho một thành viên."
    return (
        ""
        if MemberRole.SECRETARY in roles
        else "Đoàn chưa có thư ký. Ghi vai trò thư ký cho một thành viên."
    )


def _conflicts(facts: Facts) -> str:
    waiting = [one.name for one in facts.members if one.has_conflict is None]
    if waiting:
        return f"Chưa kê khai xung đột lợi ích: {', '.join(waiting)}. Ghi kê khai của từng người."
    related = [one.name for one in facts.members if one.has_conflict]
    return (
        f"Có liên quan tới nơi được giám sát: {', '.join(related)}. Cho thôi tham gia đoàn, cử người khác."
        if related
        else ""
    )


def _reports(facts: Facts) -> str:
    missing = facts.units - facts.reported
    return (
        f"Còn {missing} nơi chưa gửi báo cáo. Ghi báo cáo nhận được, hoặc ghi lý do khi tiếp tục mà chưa đủ."
        if missing
        else ""
    )


_LACKS: dict[str, Callable[[Facts], str]] = {
    "units": lambda f: "" if f.units else "Chưa có nơi được giám sát. Thêm ít nhất một nơi.",
    "delegation": _delegation,
    "conflicts": _conflicts,
    "session": lambda f: (
        ""
        if f.sessions
        else "Chưa hẹn buổi làm việc nào. Hẹn buổi làm việc trước khi gửi thông báo."
    ),
    "session_over": lambda f: (
        ""
        if f.held and f.held == f.sessions
        else "Chưa ghi kết quả đủ các buổi. Ghi buổi nào đã làm, bỏ buổi không làm."
    ),
    "reports": _reports,
    "notes": lambda f: (
        "" if f.notes else "Chưa có ghi chép nào. Ghi tại thực địa hoặc ghi ý kiến đã tham gia."
    ),
    "findings": lambda f: (
        ""
        if f.findings
        else "Chưa có nhận định nào. Ghi ít nhất một nhận định, kể cả khi không có hạn chế."
    ),
    "recommendations": lambda f: (
        "" if f.sent else "Chưa gửi kiến nghị nào từ cuộc này. Ghi kiến nghị rồi gửi."
    ),
    "all_resolved": lambda f: (
        f"Còn {f.unresolved} kiến nghị chưa giải quyết xong." if f.unresolved else ""
    ),
    "board_members": lambda f: f.board_trouble,
    "start": lambda f: (
        ""
        if f.starts_on
        else "Chưa ghi ngày bắt đầu giám sát. Ghi ngày ở phần thông tin cuộc giám sát."
    ),
    "confirmed": lambda f: (
        "" if f.is_confirmed else "Ủy ban MTTQ xã chưa xác nhận biên bản, kiến nghị của Ban."
    ),
    "drafter": lambda f: (
        "" if f.units else "Chưa ghi cơ quan soạn thảo. Thêm ở phần thông tin bên dưới."
    ),
    "chaired": lambda f: (
        ""
        if {MemberRole.CHAIR, MemberRole.SECRETARY} <= {one.role for one in f.members}
        else "Chưa ghi đủ người chủ trì và thư ký. Ghi ở trang “Thành phần, buổi họp”."
    ),
    "representative": lambda f: (
        ""
        if any(one.role == MemberRole.REPRESENTATIVE for one in f.members)
        else "Chưa ghi người được cử tham gia."
    ),
}


def anchors(facts: Facts, steps: Mapping[str, CaseStep]) -> dict[str, date | None]:
    """The days that deadlines of a case are counted from."""
    done = {
        code: one.done_on if one.state == StepState.DONE else None for code, one in steps.items()
    }
    over = facts.last_held if facts.held and facts.held == facts.sessions else None
    return done | {"session": facts.first_session, "session_end": over, "start": facts.starts_on}


def count_steps(case: Case) -> None:
    """Count every step's deadline anew from what stands in the case; the caller has the transaction."""
    _procedure, version = procedure_of(case)
    steps = {one.code: one for one in case.steps.all()}
    known = anchors(facts_of(case), steps)
    for told in version.steps:
        row = steps.get(told.code)
        if row is None or not told.rule:
            continue
        fields = due_fields(told.rule, known.get(told.anchor), runs=row.state == StepState.OPEN)
        if any(getattr(row, name) != value for name, value in fields.items()):
            CaseStep.objects.filter(id=row.id).update(**fields)
