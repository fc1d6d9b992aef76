"""Members and their declarations, sessions and what they came to."""

from datetime import date, datetime

from django.utils import timezone

from giamsat.audit.recording import record
from giamsat.deadlines.counting import counted
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason, day_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.naming import unit_key
from giamsat.organisations.recognising import Register
from giamsat.procedures.guiding import count_steps, procedure_of
from giamsat.procedures.states import StepState
from giamsat.supervision import access
from giamsat.supervision.models import Case, CaseUnit, Member, WorkSession
from giamsat.supervision.states import MemberRole


class MemberIsThere(Refusal):
    """A person or an office that the delegation has already."""

    code = "MEMBER_IS_THERE"
    vi = "{who} đã có trong đoàn."
    en = "{who} is in the delegation already."


class MemberOfTheBody(Refusal):
    """A member who works for a supervised body."""

    code = "MEMBER_OF_THE_BODY"
    vi = "{who} thuộc {unit}, là nơi được giám sát. Cử người khác tham gia đoàn."
    en = "{who} belongs to {unit}, which is supervised. Name somebody else."


class SessionTooSoon(Refusal):
    """Less notice than the law gives."""

    code = "SESSION_TOO_SOON"
    vi = (
        "Buổi làm việc {day} không còn đủ {days} ngày để gửi kế hoạch trước ({source}). Chọn từ "
        "ngày {least}, hoặc ghi văn bản nơi được giám sát đồng ý làm việc sớm hơn."
    )
    en = (
        "A session on {day} leaves less than {days} days for the notice ({source}). Choose a day "
        "from {least} on, or name the paper by which the body agreed to an earlier one."
    )


class SessionNotYet(Refusal):
    """Its day has not come."""

    code = "SESSION_NOT_YET"
    vi = "Buổi làm việc hẹn ngày {day} chưa diễn ra nên chưa ghi được kết quả."
    en = "The session of {day} has not been held yet."


@db.transaction
def add_member(
    *, actor: Actor, case: Case, name: str, post: str, role: MemberRole, task: str, now: datetime
) -> Member:
    """Name a member.

    Raises MemberIsThere, or MemberOfTheBody when the post names a supervised body.
    """
    access.require(access.may_work(actor, case))
    db.lock(case)
    if (
        role in (MemberRole.HEAD, MemberRole.SECRETARY)
        and case.members.filter(role=role, left_on=None).exists()
    ):
        raise MemberIsThere(who=role.label)
    if case.members.filter(name=name, post=post, left_on=None).exists():
        raise MemberIsThere(who=name)
    works_at = (unit_key(post), unit_key(Register().recognise(post).name))
    for unit in case.units.all():
        if any(unit.key in told for told in works_at):
            raise MemberOfTheBody(who=name, unit=unit.name)
    made = Member.objects.create(
        case=case, name=name, post=post, role=role, task=task, added_at=now
    )
    record(actor, "member.added", case, at=now, organisation_id=case.lead_id)
    return made


@db.transaction
def declare(
    *,
    actor: Actor,
    member: Member,
    has_conflict: bool,
    declared: str,
    declared_on: date,
    now: datetime,
) -> None:
    """What a member declares about ties to the supervised bodies.

    Raises ReasonTooShort when there is a tie unexplained.
    """
    access.require(access.may_work(actor, member.case))
    if has_conflict:
        check_reason(declared)
    Member.objects.filter(id=member.id, left_on=None).update(
        has_conflict=has_conflict, declared=declared, declared_on=declared_on
    )
    record(actor, "member.declared", member.case, at=now, organisation_id=member.case.lead_id)


@db.transaction
def release_member(*, actor: Actor, member: Member, reason: str, now: datetime) -> None:
    """A member leaves, with the reason; the record stays. Raises ReasonTooShort."""
    access.require(access.may_work(actor, member.case))
    check_reason(reason)
    Member.objects.filter(id=member.id, left_on=None).update(
        left_on=timezone.localtime(now).date(), left_why=reason
    )
    record(actor, "member.left", member.case, at=now, organisation_id=member.case.lead_id)


@db.transaction
def set_session(
    *,
    actor: Actor,
    case: Case,
    unit: CaseUnit | None,
    starts_at: datetime,
    place: str,
    is_online: bool,
    agreed: str,
    now: datetime,
) -> WorkSession:
    """Set a session; deadlines before it are counted.

    Raises SessionTooSoon unless the body agreed on paper.
    """
    access.require(access.may_work(actor, case))
    if not agreed:
        _check_notice(case, timezone.localtime(starts_at).date(), timezone.localtime(now).date())
    made = WorkSession.objects.create(
        case=case,
        unit=unit,
        starts_at=starts_at,
        place=place,
        is_online=is_online,
        agreed=agreed,
        set_at=now,
        set_by_name=actor.name,
    )
    count_steps(case)
    record(actor, "session.set", case, at=now, organisation_id=case.lead_id)
    return made


def _check_notice(case: Case, day: date, today: date) -> None:
    """There is time to tell the body of a session on a day. Raises SessionTooSoon."""
    _procedure, version = procedure_of(case)
    notice = next((step for step in version.steps if step.code == "NOTICE"), None)
    sent = case.steps.filter(code="NOTICE", state=StepState.DONE).exists()
    if notice is None or notice.anchor != "session" or sent:
        return
    told_by = counted(notice.rule, day)
    if told_by.due < today:
        least = day_text(today + (day - told_by.due))
        rule = told_by.rule
        raise SessionTooSoon(day=day, days=rule.count, source=rule.source, least=least)


@db.transaction
def drop_session(*, actor: Actor, session: WorkSession, reason: str, now: datetime) -> None:
    """A session that will not be held, with the reason. Raises ReasonTooShort."""
    access.require(access.may_work(actor, session.case))
    check_reason(reason)
    WorkSession.objects.filter(id=session.id, held_on=None).update(dropped_why=reason)
    count_steps(session.case)
    record(
        actor,
        "session.set",
        session.case,
        at=now,
        organisation_id=session.case.lead_id,
        reason=reason[:300],
    )


@db.transaction
def hold_session(*, actor: Actor, session: WorkSession, outcome: str, now: datetime) -> None:
    """It was held; the days after it are counted from its day. Raises SessionNotYet."""
    access.require(access.may_work(actor, session.case))
    day = timezone.localtime(session.starts_at).date()
    if session.starts_at > now:
        raise SessionNotYet(day=day)
    WorkSession.objects.filter(id=session.id, dropped_why="").update(held_on=day, said=outcome)
    count_steps(session.case)
    record(actor, "session.held", session.case, at=now, organisation_id=session.case.lead_id)
