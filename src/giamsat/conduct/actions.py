"""Open, hear, establish, recommend, close, hold; and delete what has been kept long enough."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.conduct import access
from giamsat.conduct.models import ConductCase
from giamsat.conduct.states import CONDUCT_MOVES, ConductState, Where
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.sealing import Kept, seal
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import SYSTEM, Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.queries import province_front
from giamsat.rulebooks.carrying import following_rules

C = ConductState


class NotAnOffice(Refusal):
    """Somebody who holds no office: the system keeps nothing about citizens."""

    code = "NOT_AN_OFFICE"
    vi = (
        "Chỉ giám sát việc tu dưỡng, rèn luyện của người giữ chức vụ. Ghi chức vụ và cơ quan của "
        "người này; không lập hồ sơ về công dân."
    )
    en = (
        "Only holders of an office are supervised. Give post and body; no record is made of "
        "citizens."
    )


class HeardInFuture(Refusal):
    """A day that has not come."""

    code = "HEARD_IN_FUTURE"
    vi = "Ngày {day} chưa tới. Ghi ngày thật đã nghe."
    en = "{day} has not come. Give the day on which it was."


@db.transaction
def open_conduct_case(
    *,
    actor: Actor,
    body: Organisation,
    person: str,
    post: str,
    where: Where,
    ground: str,
    now: datetime,
) -> ConductCase:
    """Begin a record about a holder of an office. Raises NotAnOffice or ReasonTooShort."""
    access.require(access.may_work(actor))
    if len(post.strip()) < 5:
        raise NotAnOffice
    check_reason(ground)
    db.lock(province_front())
    year = timezone.localtime(now).year
    no = (ConductCase.objects.filter(year=year).aggregate(last=Max("no"))["last"] or 0) + 1
    made = ConductCase.objects.create(
        year=year,
        no=no,
        code=f"{year}-TD-{no:02d}",
        body=body,
        where=where,
        sealed_person=seal(f"{person}\n{post}", Kept.CONDUCT),
        sealed_ground=seal(ground, Kept.CONDUCT),
        opened_at=now,
        opened_by_name=actor.name,
    )
    record(actor, "conduct.opened", made, at=now)
    return made


@db.transaction
def hear(
    *, actor: Actor, case: ConductCase, on: date, words: str, version: int, now: datetime
) -> None:
    """What the person said, or that they were invited and did not speak.

    Raises ReasonTooShort, HeardInFuture, Changed.
    """
    access.require(access.may_become(actor, case, C.HEARD))
    check_reason(words)
    if on > timezone.localtime(now).date():
        raise HeardInFuture(day=on)
    move(
        case,
        C.HEARD,
        "conduct.heard",
        actor=actor,
        now=now,
        version=version,
        heard_on=on,
        sealed_heard=seal(words, Kept.CONDUCT),
    )


@db.transaction
def establish(*, actor: Actor, case: ConductCase, facts: str, version: int, now: datetime) -> None:
    """What was established after hearing; nothing else will enter a paper.

    Raises ReasonTooShort or Changed.
    """
    access.require(access.may_become(actor, case, C.ESTABLISHED))
    check_reason(facts)
    day = timezone.localtime(now).date()
    move(
        case,
        C.ESTABLISHED,
        "conduct.established",
        actor=actor,
        now=now,
        version=version,
        established_on=day,
        sealed_facts=seal(facts, Kept.CONDUCT),
    )


@db.transaction
def recommend(
    *, actor: Actor, case: ConductCase, paper: str, on: date, version: int, now: datetime
) -> None:
    """The paper went to the body that manages the office. Raises HeardInFuture or Changed."""
    access.require(access.may_become(actor, case, C.RECOMMENDED))
    if on > timezone.localtime(now).date():
        raise HeardInFuture(day=on)
    move(
        case,
        C.RECOMMENDED,
        "conduct.recommended",
        actor=actor,
        now=now,
        version=version,
        paper=paper,
        recommended_on=on,
    )


@db.transaction
def close(*, actor: Actor, case: ConductCase, reason: str, version: int, now: datetime) -> None:
    """The record is closed; from now its time of keeping runs. Raises ReasonTooShort or Changed."""
    access.require(access.may_become(actor, case, C.CLOSED))
    check_reason(reason)
    day = timezone.localtime(now).date()
    years = following_rules(day).retention_years
    end = date(day.year + years, day.month, min(day.day, 28))
    move(
        case,
        C.CLOSED,
        "conduct.closed",
        actor=actor,
        now=now,
        version=version,
        closed_on=day,
        closed_why=seal(reason, Kept.CONDUCT),
        keep_until=end,
    )


@db.transaction
def hold(*, actor: Actor, case: ConductCase, on_hold: bool, reason: str, now: datetime) -> None:
    """Keep a record beyond its day because the law asks, or no longer. Raises ReasonTooShort."""
    access.require(access.may_work(actor))
    check_reason(reason)
    ConductCase.objects.filter(id=case.id).update(on_hold=on_hold)
    record(
        actor, "conduct.held" if on_hold else "conduct.released", case, at=now, reason=reason[:300]
    )


@db.transaction
def purge(*, actor: Actor, now: datetime) -> int:
    """Delete what closed records hold once their day has passed; number and days stay.

    How many were emptied.
    """
    if actor is not SYSTEM:
        access.require(access.may_work(actor))
    due = ConductCase.objects.filter(
        state__in=CONDUCT_MOVES.sources("conduct.purged"),
        on_hold=False,
        keep_until__lt=timezone.localtime(now).date(),
    )
    emptied = list(due.order_by("id")[:200])
    for case in emptied:
        move(
            case,
            C.PURGED,
            "conduct.purged",
            actor=actor,
            now=now,
            sealed_person="",
            sealed_ground="",
            sealed_heard="",
            sealed_facts="",
            closed_why="",
            paper="",
            purged_at=now,
        )
    return len(emptied)
