"""Open a case from the programme or for a ground of its own, change what it says, cancel it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from giamsat.audit.moving import move, revise
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import unit_key
from giamsat.organisations.queries import province_front
from giamsat.organisations.recognising import Register
from giamsat.planning.models import Activity
from giamsat.procedures.guiding import begin, count_steps, stop_clocks
from giamsat.rulebooks.carrying import find_procedure
from giamsat.supervision import access
from giamsat.supervision.marking import marks_by_words
from giamsat.supervision.models import Board, Case, CaseUnit
from giamsat.supervision.states import CRITICISM, CaseState, Form


class NoGroundGiven(Refusal):
    """A case outside the programme without a ground."""

    code = "NO_GROUND_GIVEN"
    vi = (
        "Cuộc giám sát, phản biện ngoài chương trình phải có căn cứ (chương trình phối hợp, đề "
        "nghị của tổ chức, đơn thư, báo chí). Ghi căn cứ."
    )
    en = (
        "A case outside the programme needs a ground (a joint programme, a proposal, letters, the "
        "press). Give it."
    )


class NoHost(Refusal):
    """Taking part in nobody's supervision."""

    code = "NO_HOST"
    vi = "Ghi cơ quan chủ trì giám sát mà bên mình tham gia."
    en = "Name the body whose supervision is joined."


class NoBoard(Refusal):
    """A case of a board without a board."""

    code = "NO_BOARD"
    vi = "Chọn Ban thực hiện. Chưa có thì lập Ban trước."
    en = "Choose the board. Set one up first if there is none."


class DaysReversed(Refusal):
    """It would end before it begins."""

    code = "DAYS_REVERSED"
    vi = "Ngày kết thúc {last} trước ngày bắt đầu {first}. Kiểm tra lại."
    en = "The last day {last} lies before the first {first}. Check both."


@db.transaction
def open_case(*, actor: Actor, now: datetime, **said: Any) -> Case:
    """Open a case, by itself; what it takes and raises stands at ``open_new``."""
    return open_new(actor=actor, now=now, **said)


@db.transaction_required
def open_new(
    *,
    actor: Actor,
    procedure: str,
    title: str,
    field: str,
    lead: Organisation,
    units: Sequence[str],
    first_day: date,
    last_day: date,
    now: datetime,
    activity: Activity | None = None,
    joint: Iterable[Organisation] = (),
    board: Board | None = None,
    host: str = "",
    ground: str = "",
    place: str = "",
    starts_on: date | None = None,
) -> Case:
    """Open a case under the procedure in force today.

    An activity has one case, opened twice it is the same.

    Its form is that of the procedure; whom the activity names as joint goes along beside ``joint``.
    Raises NoGroundGiven, NoHost, NoBoard or DaysReversed.
    """
    access.require(access.may_open(actor, lead.id))
    _check_days(first_day, last_day)
    form = Form(find_procedure(procedure).form)
    _check_rests_on(form, ground=activity or ground, host=host, board=board)
    db.lock(province_front())
    if same := _opened_for(activity):
        return same
    day = timezone.localtime(now).date()
    no, code = _next_number(day.year, form)
    made = Case.objects.create(
        year=day.year,
        no=no,
        code=code,
        form=form,
        procedure=procedure,
        procedure_from=find_procedure(procedure).on(day).valid_from,
        title=title,
        field=field,
        lead=lead,
        programme=activity.variant.programme if activity else None,
        activity=activity,
        board=board,
        host=host,
        ground=ground,
        place=place,
        first_day=first_day,
        last_day=last_day,
        starts_on=starts_on,
        opened_on=day,
        opened_at=now,
        opened_by_name=actor.name,
        search=searchable(code, title, *units),
    )
    _go_along(made, joint)
    _set_units(made, units)
    begin(made, holds=_holds(lead))
    record(actor, "case.opened", made, at=now, organisation_id=lead.id)
    return made


def _check_days(first_day: date, last_day: date) -> None:
    """Raises DaysReversed."""
    if last_day < first_day:
        raise DaysReversed(first=first_day, last=last_day)


def _check_rests_on(form: Form, *, ground: Activity | str, host: str, board: Board | None) -> None:
    """What a case of a form rests on is named. Raises NoGroundGiven, NoHost or NoBoard."""
    if not ground:
        raise NoGroundGiven
    if form == Form.JOINING and not host:
        raise NoHost
    is_of_board = form in (Form.INSPECTION_BOARD, Form.INVESTMENT_BOARD)
    if is_of_board and (board is None or board.kind != form):
        raise NoBoard


def _opened_for(activity: Activity | None) -> Case | None:
    """The case an activity has already; None where there is none."""
    if activity is None:
        return None
    return Case.objects.filter(activity=activity).exclude(state=CaseState.CANCELLED).first()


@db.transaction_required
def _next_number(year: int, form: Form) -> tuple[int, str]:
    """Number and code of the next case; supervisions and criticisms are counted apart."""
    is_criticism = form in CRITICISM
    counted_with = CRITICISM if is_criticism else set(Form) - set(CRITICISM)
    known = Case.objects.filter(year=year, form__in=[*counted_with])
    no = (known.aggregate(last=Max("no"))["last"] or 0) + 1
    return no, f"{year}-{'PB' if is_criticism else 'GS'}-{no:02d}"


def _holds(lead: Organisation) -> tuple[str, ...]:
    """What holds of a case because of who leads it; procedures have steps that depend on it."""
    return () if lead.kind == Organisation.Kind.FRONT else ("lead_is_member",)


@db.transaction_required
def _go_along(case: Case, joint: Iterable[Organisation]) -> None:
    """Those who go along: the ones that were chosen, and whom the activity names."""
    codes = case.activity.joint if case.activity else ()
    named = Organisation.objects.filter(code__in=codes).exclude(id=case.lead_id)
    case.joint.set([*joint, *named])


@db.transaction_required
def _set_units(case: Case, names: Sequence[str]) -> None:
    """The supervised bodies by name; one that has reported or has a session stays."""
    register = Register()
    meant = [register.recognise(name) for name in names if name.strip()]
    wanted = {unit_key(body.name): body for body in meant}
    there = {unit.key: unit for unit in case.units.all()}
    for key, body in wanted.items():
        if key not in there:
            CaseUnit.objects.create(
                case=case, key=key, name=body.name[:300], organisation_id=body.body_id
            )
    for key, unit in there.items():
        if key not in wanted and unit.reported_on is None and not unit.sessions.exists():
            unit.delete()


@db.transaction
def change(
    *,
    actor: Actor,
    case: Case,
    title: str,
    field: str,
    units: Sequence[str],
    first_day: date,
    last_day: date,
    place: str,
    starts_on: date | None,
    version: int,
    now: datetime,
    marks: Iterable[str] | None = None,
) -> None:
    """Change what a case says of itself; its deadlines are counted anew.

    Raises Changed or DaysReversed.

    ``marks`` other than those its words give are kept as said by hand; None leaves them.
    """
    access.require(access.may_work(actor, case))
    _check_days(first_day, last_day)
    fields: dict[str, Any] = {}
    if marks is not None:
        by_hand = sorted(marks)
        fields["marks"] = None if set(by_hand) == marks_by_words(case) else by_hand
    revise(
        case,
        "case.changed",
        actor=actor,
        now=now,
        version=version,
        organisation_id=case.lead_id,
        title=title,
        field=field,
        first_day=first_day,
        last_day=last_day,
        place=place,
        starts_on=starts_on,
        search=searchable(case.code, title, *units),
        **fields,
    )
    _set_units(case, units)
    count_steps(case)


@db.transaction
def cancel(*, actor: Actor, case: Case, reason: str, version: int, now: datetime) -> None:
    """Give a case up, with the reason; nothing of it is deleted.

    Raises ReasonTooShort or Changed.
    """
    access.require(access.may_work(actor, case))
    check_reason(reason)
    move(
        case,
        CaseState.CANCELLED,
        "case.cancelled",
        actor=actor,
        now=now,
        version=version,
        organisation_id=case.lead_id,
        details={"reason": reason[:300]},
        ended_on=timezone.localtime(now).date(),
        ended_why=reason,
    )
    stop_clocks(case)
