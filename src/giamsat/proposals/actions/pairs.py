"""Decide on pairs that may overlap."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from civickit.vntext import fold
from giamsat.audit.moving import move
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import EditedTwice, check_reason
from giamsat.foundation.words import Words
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.proposals import access
from giamsat.proposals.grounds import grounds_of
from giamsat.proposals.joining import joining_of
from giamsat.proposals.models import OverlapPair, PairDecision
from giamsat.proposals.states import Decision, PairState


class LeadNotInDelegation(Refusal):
    """Somebody would lead a joint delegation to which they brought no proposal."""

    code = "LEAD_NOT_IN_DELEGATION"
    vi = "{who} không có đề xuất trong đoàn chung này. Chọn một trong các tổ chức: {whom}."
    en = "{who} has no proposal in this joint delegation. Choose one of: {whom}."


class Judged(NamedTuple):
    """What was decided and why, on the pair as it stood in ``version``.

    Proposals held together have a lead and a title, or those the planner proposes.
    """

    decision: Decision
    reason: str
    version: int
    lead: Organisation | None = None
    joint_title: str = ""


@db.transaction
def decide(*, actor: Actor, pair: OverlapPair, now: datetime, **judged: Any) -> None:
    """Decide on a pair with the fields of ``Judged``.

    Raises NotAllowed, ReasonTooShort, LeadNotInDelegation or EditedTwice.
    """
    _decide(actor, pair, Judged(**judged), now)


@db.transaction_required
def _decide(actor: Actor, pair: OverlapPair, judged: Judged, now: datetime) -> None:
    access.require(access.may_decide(actor, pair, judged.decision))
    check_reason(judged.reason)
    _check_lead(pair, judged)
    current = PairDecision.objects.filter(pair=pair, lapsed_at=None).first()
    if current and _is_said_again(current, actor, judged):
        return  # pressed twice, or the browser's way back: it stands already
    db.lock(pair)
    if OverlapPair.objects.get(id=pair.id).version != judged.version:
        raise _decided_twice(pair)
    move(
        pair,
        PairState.DECIDED,
        "pair.decided",
        actor=actor,
        now=now,
        version=judged.version,
        organisation_id=pair.one.organisation_id,
        details={**_details(judged), "one": pair.one.code, "other": pair.other.code},
    )
    PairDecision.objects.filter(pair=pair, lapsed_at=None).update(lapsed_at=now)
    PairDecision.objects.create(
        pair=pair,
        decision=judged.decision,
        reason=judged.reason,
        lead=judged.lead,
        joint_title=judged.joint_title,
        based_on=grounds_of(pair),
        one_fingerprint=pair.one.fingerprint,
        other_fingerprint=pair.other.fingerprint,
        decided_by_id=actor.person_id,
        decided_by_name=actor.name,
        decided_at=now,
    )


def _check_lead(pair: OverlapPair, judged: Judged) -> None:
    if judged.lead is not None:
        bodies = joining_of(pair).bodies
        if judged.lead not in bodies:
            whom = ", ".join(body.name for body in bodies)
            raise LeadNotInDelegation(who=judged.lead.name, whom=whom)


def _details(judged: Judged) -> dict[str, str]:
    """What the trail keeps of a decision."""
    details = {"decision": str(judged.decision), "reason": judged.reason}
    if judged.lead is not None:
        details |= {"lead": judged.lead.name, "title": judged.joint_title[:300]}
    return details


class NoPairTicked(Refusal):
    """Several pairs were to be decided, and none that waits was ticked."""

    code = "NO_PAIR_TICKED"
    vi = "Chưa đánh dấu cặp nào còn chờ quyết định. Đánh dấu các cặp rồi ghi lại."
    en = "No pair that still waits was ticked. Tick the pairs, then decide."


@db.transaction
def decide_many(
    *, actor: Actor, pairs: Iterable[OverlapPair], decision: Decision, reason: str, now: datetime
) -> int:
    """Decide on several pairs that wait, all with one reason; returns how many.

    What somebody decided meanwhile stands. Raises NoPairTicked and what ``decide`` raises.
    """
    waiting = [pair for pair in pairs if pair.state == PairState.OPEN]
    if not waiting:
        raise NoPairTicked
    for pair in waiting:
        _decide(actor, pair, Judged(decision, reason, pair.version), now)
    return len(waiting)


def _is_said_again(current: PairDecision, actor: Actor, judged: Judged) -> bool:
    lead_id = judged.lead.id if judged.lead else None
    return (
        current.decided_by_id == actor.person_id
        and current.decision == judged.decision
        and (current.lead_id, current.joint_title) == (lead_id, judged.joint_title)
        and fold(current.reason) == fold(judged.reason)
    )


def _decided_twice(pair: OverlapPair) -> EditedTwice:
    last = PairDecision.objects.filter(pair=pair).order_by("-decided_at").first()
    if last is None:  # the proposals were compared anew meanwhile
        return EditedTwice(
            who="Giám Sát", at=Words("lúc đọc lại tệp", "the time the file was read again")
        )
    return EditedTwice.by(last.decided_by_name, last.decided_at)
