"""Draft and issue a paper: steps of the actions of cases, recommendations and reports."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from civickit.rendering.official import filled
from giamsat.audit.moving import move, revise
from giamsat.audit.recording import record
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.models import Paper
from giamsat.documents.states import PAPER_MOVES, PaperState
from giamsat.documents.writing import signer_rules, symbol_of
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.registers.numbering import give_number


class PaperChanged(Refusal):
    """Somebody else changed or issued it first."""

    code = "PAPER_CHANGED"
    status = 409
    vi = "Chưa ghi: văn bản này vừa được {who} {what}. Xem lại bản mới rồi làm tiếp."
    en = "Not done: {who} has just {what} this paper. Look at the new one, then go on."


class IssuedInFuture(Refusal):
    """A day of issue that has not come."""

    code = "ISSUED_IN_FUTURE"
    vi = "Ngày phát hành {day} chưa tới. Ghi ngày ký thật của văn bản."
    en = "The day of issue {day} has not come. Give the day it is really signed."


@db.transaction_required
def draft(
    *,
    actor: Actor,
    kind: str,
    subject: tuple[str, int],
    body: Organisation,
    context: Mapping[str, Any],
    now: datetime,
    paper: Paper | None = None,
    version: int = 0,
) -> Paper:
    """A new draft, or another text for one that is not issued. Raises PaperChanged."""
    text: dict[str, Any] = {
        "context": dict(context),
        "about": " ".join(filled(catalogue()[kind].about, dict(context)).split())[:500],
        "drafted_at": now,
        "drafted_by_name": actor.name,
        "corrects_id": context.get("corrects"),
    }
    if paper is None:
        made = Paper.objects.create(
            kind=kind, subject_type=subject[0], subject_id=subject[1], body=body, **text
        )
        record(actor, "paper.drafted", made, at=now, organisation_id=body.id)
        return made
    _check_unchanged(paper, version)
    return revise(
        paper,
        "paper.drafted",
        actor=actor,
        now=now,
        version=version,
        organisation_id=body.id,
        **text,
    )


def _check_unchanged(paper: Paper, version: int) -> None:
    """Hold the paper, and look whether it is still the draft that the page showed.

    Raises PaperChanged.
    """
    db.lock(paper)
    now = Paper.objects.get(id=paper.id)
    if now.version != version or not PAPER_MOVES.may(now, "paper.issued"):
        raise _changed(now)


def _changed(now: Paper) -> PaperChanged:
    issued = now.state == Paper.State.ISSUED
    return PaperChanged(
        who=now.issued_by_name if issued else now.drafted_by_name,
        what=Words("phát hành", "issued") if issued else Words("sửa", "changed"),
    )


@db.transaction_required
def issue(
    *,
    actor: Actor,
    paper: Paper,
    version: int,
    issued_on: date,
    place: str,
    signer: str,
    as_deputy: bool,
    number: int | None,
    now: datetime,
) -> None:
    """Number and issue a draft; its Word and PDF are written as a job.

    Raises IssuedInFuture, NumberTaken or PaperChanged.
    """
    if issued_on > timezone.localtime(now).date():
        raise IssuedInFuture(day=issued_on)
    _check_unchanged(paper, version)
    kind = catalogue()[paper.kind]
    given, symbol = None, symbol_of(kind, paper.body, issued_on)
    if kind.is_numbered:
        given = give_number(
            paper.body,
            symbol,
            paper.about,
            day=issued_on,
            by_name=actor.name,
            now=now,
            number=number,
        )
    move(
        paper,
        PaperState.ISSUED,
        "paper.issued",
        actor=actor,
        now=now,
        version=version,
        organisation_id=paper.body_id,
        number=given,
        symbol=symbol if given else "",
        place=place,
        joint=signer_rules(kind, paper.body, issued_on).joint,
        signer=signer,
        as_deputy=as_deputy,
        issued_on=issued_on,
        issued_at=now,
        issued_by_name=actor.name,
    )
    queue.ask(actor, "paper", paper.id, now=now)
