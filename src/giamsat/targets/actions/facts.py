"""A unit reports what only it knows; the level above confirms it or sends it back.

Corrections are kept.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from civickit.vntext import fold
from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.documents.taking import take_file
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.supervision.models import Case
from giamsat.supervision.states import CRITICISM, CaseState
from giamsat.targets import access
from giamsat.targets.models import ReportedFact
from giamsat.targets.states import FactState

_CASES = ("supervision", "criticism")


class DayToCome(Refusal):
    """Nothing is reported before it happened."""

    code = "DAY_TO_COME"
    vi = "Ngày {day} chưa tới. Chỉ ghi việc đã làm; việc sẽ làm để trong chương trình."
    en = (
        "{day} has not come yet. Only what was done is reported; what will be done belongs into "
        "the programme."
    )


class NoSubject(Refusal):
    """A change of post without the person it is about."""

    code = "NO_SUBJECT"
    vi = "Việc này tính theo người: ghi họ tên người được {what} để không tính hai lần."
    en = "This is counted by person: write whose it is ({what}), so that nobody is counted twice."


class UnitEnded(Refusal):
    """The unit did not exist on that day."""

    code = "UNIT_ENDED"
    vi = "{unit} không còn (hoặc chưa có) vào ngày {day}. Ghi cho đơn vị kế tục, hoặc sửa ngày."
    en = "{unit} did not exist on {day}. Report it for the successor, or correct the day."


class AlreadyKnown(Refusal):
    """The unit keeps its cases here: what they say is not typed again."""

    code = "ALREADY_KNOWN"
    vi = (
        "{unit} đã có cuộc giám sát, phản biện năm {year} trên hệ thống; số được tự tính, không "
        "báo lại ở đây."
    )
    en = (
        "{unit} keeps its cases of {year} here: they are counted by themselves and not reported "
        "again."
    )


@dataclass(frozen=True)
class FactEntry:
    """What a unit reports. ``file`` is a name with its content."""

    event: str
    day: date
    quantity: float = 1
    subject: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    paper: str = ""
    file: tuple[str, bytes] | None = None
    needs_subject: str = ""  # words of the event where it is about a person


@db.transaction
def report(*, actor: Actor, unit: Organisation, entry: FactEntry, now: datetime) -> ReportedFact:
    """Enter a fact.

    Raises DayToCome, UnitEnded, NoSubject, AlreadyKnown or what taking its file raises.
    """
    access.require(access.may_report(actor, unit.id))
    fact = _written(actor, unit, entry, now)
    fact.save()
    record(actor, "fact.reported", fact, at=now, organisation_id=unit.id)
    return fact


@db.transaction
def correct(*, actor: Actor, fact: ReportedFact, entry: FactEntry, now: datetime) -> ReportedFact:
    """Enter a corrected fact in place of one that was confirmed or returned.

    Both stay on record.
    """
    access.require(access.may_correct(actor, fact))
    made = _written(actor, fact.unit, entry, now)
    if not made.file_sha256:
        made.file_sha256, made.file_name = fact.file_sha256, fact.file_name
    made.save()
    move(
        fact,
        FactState.REPLACED,
        "fact.corrected",
        actor=actor,
        now=now,
        subject=made,
        organisation_id=fact.unit_id,
    )
    made.replaces = fact  # only one can: whoever corrects it at the same moment was refused above
    made.save(update_fields=["replaces"])
    return made


@db.transaction
def confirm(*, actor: Actor, facts: list[ReportedFact], now: datetime) -> int:
    """Confirm some facts; how many. Raises Changed; then none is confirmed."""
    for fact in facts:
        access.require(access.may_confirm(actor, fact))
        move(
            fact,
            FactState.CONFIRMED,
            "fact.confirmed",
            actor=actor,
            now=now,
            organisation_id=fact.unit_id,
            reason="",
            decided_at=now,
            decided_by_name=actor.name,
        )
    return len(facts)


@db.transaction
def send_back(*, actor: Actor, fact: ReportedFact, reason: str, now: datetime) -> None:
    """Return a fact to the unit; it does not count until it is corrected.

    Raises ReasonTooShort or Changed.
    """
    access.require(access.may_send_back(actor, fact))
    check_reason(reason)
    move(
        fact,
        FactState.RETURNED,
        "fact.returned",
        actor=actor,
        now=now,
        organisation_id=fact.unit_id,
        reason=reason[:500],
        decided_at=now,
        decided_by_name=actor.name,
    )


@db.transaction
def withdraw(*, actor: Actor, fact: ReportedFact, now: datetime) -> None:
    """Take back what nobody has confirmed. Raises Changed."""
    access.require(access.may_withdraw(actor, fact))
    move(
        fact,
        FactState.WITHDRAWN,
        "fact.withdrawn",
        actor=actor,
        now=now,
        organisation_id=fact.unit_id,
    )


def _written(actor: Actor, unit: Organisation, entry: FactEntry, now: datetime) -> ReportedFact:
    _check(unit, entry, timezone.localtime(now).date())
    sha256, name = take_file(*entry.file, now=now) if entry.file else ("", "")
    return ReportedFact(
        unit=unit,
        event=entry.event,
        day=entry.day,
        quantity=entry.quantity,
        subject=entry.subject.strip(),
        subject_key=key_of(entry.subject),
        tags=" ".join(sorted(entry.tags)),
        note=entry.note,
        paper=entry.paper,
        file_sha256=sha256,
        file_name=name,
        entered_at=now,
        entered_by_id=actor.person_id,
        entered_by_name=actor.name,
    )


def _check(unit: Organisation, entry: FactEntry, today: date) -> None:
    """What is entered can be. Raises DayToCome, UnitEnded, AlreadyKnown or NoSubject."""
    day = entry.day
    if day > today:
        raise DayToCome(day=day)
    if (unit.valid_from and day < unit.valid_from) or (unit.valid_to and day > unit.valid_to):
        raise UnitEnded(unit=unit.name, day=day)
    if entry.event in _CASES and _keeps_cases(unit, entry):
        raise AlreadyKnown(unit=unit.name, year=day.year)
    if entry.needs_subject and not entry.subject.strip() and entry.quantity > 0:
        raise NoSubject(what=entry.needs_subject)


def _keeps_cases(unit: Organisation, entry: FactEntry) -> bool:
    """Whether it leads or led a case of this kind opened or ended in the year."""
    year = entry.day.year
    cases = (
        Case.objects.filter(lead=unit)
        .filter(Q(opened_on__year=year) | Q(ended_on__year=year))
        .exclude(state=CaseState.CANCELLED)
    )
    kind = Q(form__in=CRITICISM)
    return cases.filter(kind if entry.event == "criticism" else ~kind).exists()


def key_of(subject: str) -> int:
    """A number for a person or thing, the same for the same name however it is typed.

    0 for none.
    """
    name = " ".join(fold(subject).split())
    return (
        int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") >> 2 | 1 << 61
        if name
        else 0
    )
