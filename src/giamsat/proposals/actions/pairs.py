"""Decide on pairs that may overlap."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from civickit.vntext import fold
from giamsat.audit.moving import move
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import EditedTwice, check_reason
from giamsat.foundation.words import Words
from giamsat.organisations.actors import Actor
from giamsat.proposals import access
from giamsat.proposals.grounds import grounds_of
from giamsat.proposals.models import OverlapPair, PairDecision
from giamsat.proposals.states import Decision, PairState


@db.transaction
def decide(
    *, actor: Actor, pair: OverlapPair, decision: Decision, reason: str, version: int, now: datetime
) -> None:
    """Decide on a pair, with the reason. Raises NotAllowed, ReasonTooShort or EditedTwice."""
    _decide(actor, pair, _Judged(decision, reason, version), now)


class _Judged(NamedTuple):
    """What was decided and why, on the pair as it stood in ``version``."""

    decision: Decision
    reason: str
    version: int


@db.transaction_required
def _decide(actor: Actor, pair: OverlapPair, judged: _Judged, now: datetime) -> None:
    decision, reason, version = judged
    access.require(access.may_decide(actor, pair, decision))
    check_reason(reason)
    current = PairDecision.objects.filter(pair=pair, lapsed_at=None).first()
    if current and _is_said_again(current, actor, decision, reason):
        return  # pressed twice, or the browser's way back: it stands already
    db.lock(pair)
    if OverlapPair.objects.get(id=pair.id).version != version:
        raise _decided_twice(pair)
    details = {"decision": str(decision), "reason": reason}
    move(
        pair,
        PairState.DECIDED,
        "pair.decided",
        actor=actor,
        now=now,
        version=version,
        organisation_id=pair.one.organisation_id,
        details={**details, "one": pair.one.code, "other": pair.other.code},
    )
    PairDecision.objects.filter(pair=pair, lapsed_at=None).update(lapsed_at=now)
    PairDecision.objects.create(
        pair=pair,
        decision=decision,
        reason=reason,
        based_on=grounds_of(pair),
        one_fingerprint=pair.one.fingerprint,
        other_fingerprint=pair.other.fingerprint,
        decided_by_id=actor.person_id,
        decided_by_name=actor.name,
        decided_at=now,
    )


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
        _decide(actor, pair, _Judged(decision, reason, pair.version), now)
    return len(waiting)


def _is_said_again(current: PairDecision, actor: Actor, decision: str, reason: str) -> bool:
    return (
        current.decided_by_id == actor.person_id
        and current.decision == decision
        and fold(current.reason) == fold(reason)
    )


def _decided_twice(pair: OverlapPair) -> EditedTwice:
    last = PairDecision.objects.filter(pair=pair).order_by("-decided_at").first()
    if last is None:  # the proposals were compared anew meanwhile
        return EditedTwice(
            who="Giám Sát", at=Words("lúc đọc lại tệp", "the time the file was read again")
        )
    return EditedTwice.by(last.decided_by_name, last.decided_at)
