"""Rounds of hiệp thương: invite, take positions, conclude.

Joint Resolution 403/2017 Art. 3.1-3.2.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import EditedTwice, check_reason
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import members_of
from giamsat.planning.models import Activity
from giamsat.programmes import access
from giamsat.programmes.models import Conclusion, Edition, Position, Round
from giamsat.programmes.standing import IN_FAVOUR
from giamsat.programmes.states import EditionState, Outcome, RoundState, Stance
from giamsat.proposals import queries as proposal_queries


class MeetsTooEarly(Refusal):
    """Days in the wrong order."""

    code = "MEETS_TOO_EARLY"
    vi = "Hạn trả lời phải từ hôm nay đến ngày họp. Ghi lại hạn trả lời."
    en = "The day to answer by must lie between today and the meeting."


class NoGround(Refusal):
    """A law that does not let this kind of organisation lead."""

    code = "NO_GROUND"
    vi = "Căn cứ này không áp dụng cho {who}. Chọn căn cứ khác hoặc để trống."
    en = "This law does not apply to {who}. Choose another, or none."


@db.transaction
def open_round(
    *,
    actor: Actor,
    edition: Edition,
    place: str,
    meets_at: datetime,
    answer_by: date,
    invitation: str,
    now: datetime,
) -> Round:
    """Invite every organisation that exists today.

    What was agreed before on the same words and days is carried over.

    Raises MeetsTooEarly or Changed.
    """
    access.require(access.may_hold_round(actor, edition))
    if not timezone.localtime(now).date() <= answer_by <= timezone.localtime(meets_at).date():
        raise MeetsTooEarly
    move(
        edition,
        EditionState.CONSULTING,
        "edition.put_to_round",
        actor=actor,
        now=now,
        version=edition.version,
        organisation_id=edition.programme.front_id,
    )
    last = Round.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    made = Round.objects.create(
        edition=edition,
        number=last + 1,
        variant=edition.variant,
        invitation=invitation,
        place=place,
        meets_at=meets_at,
        answer_by=answer_by,
        opened_at=now,
        opened_by_name=actor.name,
    )
    made.invited.set(members_of(edition.programme.front_id))
    _carry_over(made)
    queue.ask(actor, "round-papers", made.id, now=now)
    record(actor, "round.opened", made, at=now, organisation_id=edition.programme.front_id)
    return made


@db.transaction_required
def _carry_over(made: Round) -> None:
    """Yes to an activity that has not changed since stays yes.

    Amendments and refusals have to be said anew.
    """
    rounds = Round.objects.filter(
        edition__programme=made.edition.programme_id, state=RoundState.CLOSED
    )
    before = Position.objects.filter(
        round__in=rounds.order_by("-closed_at", "-id").values("id")[:1],
        replaced_at=None,
        stance__in=IN_FAVOUR,
        organisation__in=made.invited.all(),
    )
    words: dict[str, list[Position]] = {}
    for word in before.select_related("activity").order_by("id"):
        words.setdefault(word.activity.fingerprint, []).append(word)
    carried = (
        _carried(word, made, activity)
        for activity in Activity.objects.filter(variant=made.variant_id)
        for word in words.get(activity.fingerprint, ())
    )
    Position.objects.bulk_create(carried, batch_size=500)


def _carried(word: Position, made: Round, activity: Activity) -> Position:
    return Position(
        round=made,
        activity=activity,
        organisation_id=word.organisation_id,
        stance=word.stance,
        text=word.text,
        paper=word.paper,
        search=word.search,
        carried=True,
        said_at=word.said_at,
        said_by_id=word.said_by_id,
        said_by_name=word.said_by_name,
    )


@db.transaction_required
def _lock_to_speak(actor: Actor, round_: Round, organisation: Organisation, paper: str) -> None:
    """Hold the round; it may have been closed since it was read."""
    db.lock(round_)
    fresh = Round.objects.get(id=round_.id)
    access.require(access.may_take_position(actor, fresh, organisation.id, paper))


def _said_by(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"said_at": now, "said_by_id": actor.person_id, "said_by_name": actor.name}


@db.transaction
def take_position(
    *,
    actor: Actor,
    round_: Round,
    activity: Activity,
    organisation: Organisation,
    stance: Stance,
    text: str,
    seen: int,
    paper: str = "",
    now: datetime,
) -> Position:
    """Say what an organisation thinks of one item, or write down what it sent with a paper.

    ``seen`` is the newest id among the item's words on the page, 0 for none: a later word is never
    overwritten unseen.

    Raises NotAllowed, ReasonTooShort (who amends or declines says why) or EditedTwice.
    """
    access.require(access.may_take_position(actor, round_, organisation.id, paper))
    if stance not in IN_FAVOUR:
        check_reason(text)
    _lock_to_speak(actor, round_, organisation, paper)
    standing = Position.objects.filter(
        round=round_, activity=activity, organisation=organisation, replaced_at=None
    )
    current = standing.first()
    if current and (current.stance, current.text) == (stance, text) and not current.carried:
        return current  # pressed twice
    if current and current.id > seen:
        raise EditedTwice.by(current.said_by_name, current.said_at)
    standing.update(replaced_at=now)
    made = Position.objects.create(
        round=round_,
        activity=activity,
        organisation=organisation,
        stance=stance,
        text=text,
        search=searchable(text, paper),
        paper=paper,
        **_said_by(actor, now),
    )
    record(
        actor,
        "position.taken",
        round_,
        at=now,
        organisation_id=organisation.id,
        no=activity.no,
        stance=str(stance),
        reason=text[:300],
    )
    return made


@db.transaction
def agree_to(
    *,
    actor: Actor,
    round_: Round,
    organisation: Organisation,
    activities: Sequence[Activity],
    paper: str = "",
    now: datetime,
) -> int:
    """Say yes to several items on which the organisation has said nothing yet; returns how many."""
    access.require(access.may_take_position(actor, round_, organisation.id, paper))
    _lock_to_speak(actor, round_, organisation, paper)
    words = Position.objects.filter(round=round_, organisation=organisation, replaced_at=None)
    spoken = set(words.values_list("activity_id", flat=True))
    rows = [
        Position(
            round=round_,
            activity=activity,
            organisation=organisation,
            stance=Stance.AGREE,
            paper=paper,
            **_said_by(actor, now),
        )
        for activity in activities
        if activity.variant_id == round_.variant_id and activity.id not in spoken
    ]
    Position.objects.bulk_create(rows, batch_size=500)
    if rows:
        record(
            actor,
            "position.taken",
            round_,
            at=now,
            organisation_id=organisation.id,
            stance=str(Stance.AGREE),
            count=len(rows),
        )
    return len(rows)


def _check_ground(round_: Round, activity: Activity, lead_ground: str) -> None:
    """A law that is named is one by which such an organisation leads. Raises NoGround."""
    rules = proposal_queries.rules_of(round_.edition.programme)
    grounds = {ground.code for ground in rules.grounds_of(activity.lead.kind)}
    if lead_ground and lead_ground not in grounds:
        raise NoGround(who=activity.lead.name)


@db.transaction
def conclude(
    *,
    actor: Actor,
    round_: Round,
    activity: Activity,
    outcome: Outcome,
    reason: str,
    lead_ground: str = "",
    known: str = "",
    now: datetime,
) -> None:
    """The chair's word on an item not all agreed on; said again it replaces the one before.

    ``known`` is the stamp of the conclusion that stood on the page, empty for none.
    Raises ReasonTooShort, NoGround or EditedTwice.
    """
    access.require(access.may_conclude(actor, round_))
    check_reason(reason)
    _check_ground(round_, activity, lead_ground)
    db.lock(round_)
    access.require(access.may_conclude(actor, Round.objects.get(id=round_.id)))
    current = Conclusion.objects.filter(round=round_, activity=activity).first()
    if current and current.stamp != known:
        if (current.outcome, current.reason, current.lead_ground) == (outcome, reason, lead_ground):
            return  # pressed twice
        raise EditedTwice.by(current.said_by_name, current.said_at)
    Conclusion.objects.update_or_create(
        round=round_,
        activity=activity,
        defaults={
            "outcome": outcome,
            "reason": reason,
            "lead_ground": lead_ground,
            "said_at": now,
            "said_by_name": actor.name,
        },
    )
    record(
        actor,
        "round.concluded",
        round_,
        at=now,
        organisation_id=round_.edition.programme.front_id,
        no=activity.no,
        outcome=str(outcome),
        reason=reason[:300],
    )
