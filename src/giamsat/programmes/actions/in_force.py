"""An approved edition becomes the programme in force: number and day, bodies told, made public."""

from collections.abc import Sequence
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
    """Tell every supervised body that has an account here; returns those told now.

    From now on they see it.
    """
    access.require(access.may_publish(actor, edition))
    db.lock(edition)
    concerned = queries.bodies_concerned(edition)
    notices = BodyNotice.objects.filter(edition=edition)
    known = set(notices.values_list("organisation_id", flat=True))
    new = [body for body in concerned if body.id not in known]
    BodyNotice.objects.bulk_create(
        BodyNotice(edition=edition, organisation=body, told_at=now, told_by_name=actor.name)
        for body in new
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
