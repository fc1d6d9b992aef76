"""An approved edition becomes the programme in force: number and day, bodies told, made public."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import changed
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import as_recorded
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.planning.activities import show
from giamsat.programmes import access, queries
from giamsat.programmes.models import BodyNotice, Edition
from giamsat.programmes.states import (
    EditionState,
)
from giamsat.registers.numbering import give_number


class IssuedTooEarly(Refusal):
    """A day before the approval, or to come."""

    code = "ISSUED_TOO_EARLY"
    vi = "Ngày ban hành phải từ ngày phê duyệt ({approved}) đến hôm nay."
    en = "The day of issue must lie between the approval ({approved}) and today."


class PapersNotReady(Refusal):
    """The papers of an edition are still being written."""

    code = "PAPERS_NOT_READY"
    status = 409
    vi = "Văn bản đang được viết. Chờ một phút rồi làm lại."
    en = "The papers are being written. Wait a minute and try again."


class SentTooEarly(Refusal):
    """A letter sent before there was a programme, or in the future."""

    code = "SENT_TOO_EARLY"
    vi = "Ngày gửi phải từ ngày ban hành ({issued}) đến hôm nay."
    en = "The day of sending must lie between the issue ({issued}) and today."


class NobodyTicked(Refusal):
    """A letter to nobody."""

    code = "NOBODY_TICKED"
    vi = "Chưa chọn nơi nào. Đánh dấu những nơi đã được gửi văn bản rồi ghi lại."
    en = "Nobody is chosen. Tick those to whom the letter was sent, then try again."


def _check_day(edition: Edition, issued_on: date, now: datetime) -> None:
    """Not before it was approved, and not in the future. Raises IssuedTooEarly."""
    approved = timezone.localtime(edition.approved_at).date() if edition.approved_at else issued_on
    if not approved <= issued_on <= timezone.localtime(now).date():
        raise IssuedTooEarly(approved=approved)


@db.transaction
def issue(
    *,
    actor: Actor,
    edition: Edition,
    number: int | None,
    symbol: str,
    issued_on: date,
    place: str,
    signer: str,
    capacity: str,
    version: int,
    now: datetime,
) -> None:
    """Give it number and day; from now on it is the programme. The papers are written by a job.

    Raises IssuedTooEarly, NumberTaken or Changed; of two people who issue it at once one reads the
    latter.
    """
    access.require(access.may_issue(actor, edition))
    _check_day(edition, issued_on, now)
    db.lock(edition)
    if Edition.objects.get(id=edition.id).version != version:
        raise changed(edition)
    front = edition.programme.front
    name = as_recorded(edition)
    given = give_number(
        front, symbol, name, day=issued_on, by_name=actor.name, now=now, number=number
    )
    move(
        edition,
        EditionState.ISSUED,
        "edition.issued",
        actor=actor,
        now=now,
        version=version,
        organisation_id=front.id,
        details={"number": f"{given:02d}/{symbol}"},
        paper_number=given,
        paper_symbol=symbol,
        issued_on=issued_on,
        time_unit=edition.programme.time_unit,
        place=place,
        signer=signer,
        capacity=capacity,
        issued_at=now,
        issued_by_name=actor.name,
    )
    show(edition.variant, actor.name, now)
    queue.ask(actor, "edition-papers", edition.id, now=now)


@db.transaction
def tell_bodies(*, actor: Actor, edition: Edition, now: datetime) -> list[Organisation]:
    """Tell every supervised body that has somebody who reads here; returns those told now.

    From now on they see it. The others get a letter.
    """
    access.require(access.may_publish(actor, edition))
    db.lock(edition)
    today = timezone.localtime(now).date()
    concerned = queries.bodies_concerned(edition, today)
    new = [one.organisation for one in concerned if one.state == "to_tell" and one.organisation]
    for body in new:
        BodyNotice.objects.update_or_create(
            edition=edition,
            organisation=body,
            defaults={"told_at": now, "told_by_name": actor.name},
        )
    record(
        actor,
        "edition.told",
        edition,
        at=now,
        organisation_id=edition.programme.front_id,
        count=len(new),
    )
    return new


def _check_sent(edition: Edition, sent_on: date, now: datetime) -> None:
    """Not before the issue, and not in the future. Raises SentTooEarly."""
    issued = edition.issued_on or sent_on
    if not issued <= sent_on <= timezone.localtime(now).date():
        raise SentTooEarly(issued=issued)


@db.transaction
def record_letter(
    *,
    actor: Actor,
    edition: Edition,
    place: Collection[int],
    sent_on: date,
    letter: str,
    now: datetime,
) -> int:
    """Write down that bodies were sent a letter, by the rows that name them; returns how many.

    Said again of a body it corrects the day and the letter. Raises NobodyTicked or SentTooEarly.
    """
    access.require(access.may_publish(actor, edition))
    _check_sent(edition, sent_on, now)
    db.lock(edition)
    concerned = queries.bodies_concerned(edition, timezone.localtime(now).date())
    ticked = [one for one in concerned if one.id in place]
    if not ticked:
        raise NobodyTicked
    for concern in ticked:
        BodyNotice.objects.update_or_create(
            edition=edition,
            organisation=concern.organisation,
            name="" if concern.organisation else concern.name,
            defaults={"sent_on": sent_on, "sent_with": letter, "sent_by_name": actor.name},
        )
    record(
        actor,
        "edition.letter_sent",
        edition,
        at=now,
        organisation_id=edition.programme.front_id,
        count=len(ticked),
        letter=letter,
    )
    return len(ticked)


@db.transaction
def publish(*, actor: Actor, edition: Edition, now: datetime) -> None:
    """Make it public. Pressed again it stays as it was. Raises PapersNotReady."""
    access.require(access.may_publish(actor, edition))
    if not edition.papers:
        raise PapersNotReady
    new = Edition.objects.filter(id=edition.id, published_at=None)
    if new.update(published_at=now, published_by_name=actor.name):
        record(
            actor, "edition.published", edition, at=now, organisation_id=edition.programme.front_id
        )


@db.transaction
def note_seen(*, actor: Actor, notices: Sequence[BodyNotice], now: datetime) -> None:
    """A body opened what it was told of: the Front sees when."""
    for notice in notices:
        access.require(access.may_see_notice(actor, notice))
        if BodyNotice.objects.filter(id=notice.id, seen_at=None).update(seen_at=now):
            record(
                actor,
                "edition.seen",
                notice.edition,
                at=now,
                organisation_id=notice.organisation_id,
            )
