"""Draft and issue a paper: steps of the actions of cases, recommendations and reports."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from civickit.rendering.official import filled
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.models import Paper
from giamsat.documents.writing import signer_rules, symbol_of
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import day_text
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.registers.numbering import give_number


class PaperChanged(Refusal):
    """Somebody else changed or issued it first."""

    code = "PAPER_CHANGED"
    status = 409
    vi = "Chưa ghi: văn bản này vừa được {who} {what}. Xem lại bản mới rồi làm tiếp."
    en = "Not done: {who} has just {what_en} this paper. Look at the new one, then go on."


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
    about = " ".join(filled(catalogue()[kind].about, dict(context)).split())[:500]
    if paper is None:
        return Paper.objects.create(
            kind=kind,
            subject_type=subject[0],
            subject_id=subject[1],
            body=body,
            context=dict(context),
            about=about,
            drafted_at=now,
            drafted_by_name=actor.name,
        )
    taken = Paper.objects.filter(id=paper.id, version=version, state=Paper.State.DRAFT).update(
        context=dict(context),
        about=about,
        version=F("version") + 1,
        drafted_at=now,
        drafted_by_name=actor.name,
    )
    if not taken:
        raise _changed(paper)
    paper.refresh_from_db()
    return paper


def _changed(paper: Paper) -> PaperChanged:
    now = Paper.objects.get(id=paper.id)
    issued = now.state == Paper.State.ISSUED
    return PaperChanged(
        who=now.issued_by_name if issued else now.drafted_by_name,
        what="phát hành" if issued else "sửa",
        what_en="issued" if issued else "changed",
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
        raise IssuedInFuture(day=day_text(issued_on))
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
    taken = Paper.objects.filter(id=paper.id, version=version, state=Paper.State.DRAFT).update(
        state=Paper.State.ISSUED,
        version=F("version") + 1,
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
    if not taken:
        raise _changed(paper)
    paper.refresh_from_db()
    queue.ask(actor, "paper", paper.id, now=now)
