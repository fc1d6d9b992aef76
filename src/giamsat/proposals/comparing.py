"""The job that compares all sent proposals, with each other and with other bodies' plans."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from civickit.overlap import Pair, find_pairs
from giamsat.foundation.moves import by_job
from giamsat.jobs.handlers import Handle
from giamsat.proposals import engine, priorities
from giamsat.proposals.gathering import topic_of
from giamsat.proposals.models import OverlapPair, PairDecision, Programme, Proposal
from giamsat.proposals.states import PAIR_MOVES, PairState

_BATCH = 500
_BY_COMPARING = by_job("overlaps")


def compare(handle: Handle) -> None:
    """Find the pairs of the job's programme and bring the list up to date; decisions that still fit stay."""
    programme = Programme.objects.get(id=handle.job.subject_id)
    handle.step("overlaps-reading")
    proposals = engine.sent_proposals(programme)
    gathered = engine.gathered(programme, proposals)
    handle.step("overlaps-comparing")
    topics = [topic_of(entry, programme.year) for entry in gathered.entries]
    others = [topic_of(entry, programme.year) for entry in gathered.others]
    found = find_pairs(topics, against=others)
    handle.step("overlaps-writing")
    with transaction.atomic():
        handle.still_held()
        _write(programme, proposals, found, now=timezone.now())
        priorities.renew(programme, [one for one in proposals if not one.is_outside])


def _write(
    programme: Programme, proposals: list[Proposal], found: list[Pair], *, now: datetime
) -> None:
    known = {
        (pair.one_id, pair.other_id): pair
        for pair in OverlapPair.objects.filter(programme=programme)
    }
    decided = {
        one.pair_id: one
        for one in PairDecision.objects.filter(pair__programme=programme, lapsed_at__isnull=True)
    }
    prints = {one.id: one.fingerprint for one in proposals}
    new, changed, lapsed = [], [], []
    for one in found:
        key = tuple(sorted((proposals[one.one].id, proposals[one.other].id)))
        pair = known.pop((key[0], key[1]), None)
        if pair is None:
            pair = OverlapPair(programme=programme, one_id=key[0], other_id=key[1], found_at=now)
            new.append(pair)
        else:
            changed.append(pair)
            decision = decided.get(pair.id)
            holds = decision and (prints[key[0]], prints[key[1]]) == (
                decision.one_fingerprint,
                decision.other_fingerprint,
            )
            if decision and not holds:
                lapsed.append(decision)
            if holds and pair.state != PairState.DECIDED:
                PAIR_MOVES.put(pair, PairState.DECIDED, _BY_COMPARING)
            elif not holds and pair.state != PairState.OPEN:
                PAIR_MOVES.put(pair, PairState.OPEN, _BY_COMPARING)
        judged = one.judgement
        pair.label, pair.basis, pair.score = judged.label, judged.basis, judged.score
        pair.reasons = list(judged.reasons)
    gone = [pair for pair in known.values() if pair.state != PairState.GONE]
    for pair in gone:
        PAIR_MOVES.put(pair, PairState.GONE, _BY_COMPARING)
    for decision in lapsed:
        decision.lapsed_at = now
    OverlapPair.objects.bulk_create(new, batch_size=_BATCH)
    OverlapPair.objects.bulk_update(
        [*changed, *gone],
        ["label", "basis", "score", "reasons", "state", "version"],
        batch_size=_BATCH,
    )
    PairDecision.objects.bulk_update(lapsed, ["lapsed_at"], batch_size=_BATCH)
