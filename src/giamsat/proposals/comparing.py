"""The job that compares all sent proposals, with each other and with other bodies' plans."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from civickit.overlap import Pair, find_pairs
from giamsat.foundation.moves import by_job
from giamsat.jobs.handlers import Handle
from giamsat.proposals import engine, priorities
from giamsat.proposals.gathering import topic_of
from giamsat.proposals.grounds import still_holds
from giamsat.proposals.models import OverlapPair, PairDecision, Programme, Proposal
from giamsat.proposals.states import PAIR_MOVES, PairState

_BATCH = 500
_BY_COMPARING = by_job("overlaps")


def compare(handle: Handle) -> None:
    """Find the pairs of the job's programme and bring the list up to date.

    Decisions that still fit stay.
    """
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
    standing = _Standing(programme, proposals, now)
    for pair in found:
        standing.take(pair)
    standing.save()


class _Standing:
    """The pairs of a programme as they stood, brought up to date with those that were found."""

    def __init__(self, programme: Programme, proposals: list[Proposal], now: datetime) -> None:
        self.programme, self.proposals, self.now = programme, proposals, now
        self.known = {
            (pair.one_id, pair.other_id): pair
            for pair in OverlapPair.objects.filter(programme=programme)
        }
        standing = PairDecision.objects.filter(pair__programme=programme, lapsed_at__isnull=True)
        self.decided = {decision.pair_id: decision for decision in standing}
        self.by_id = {proposal.id: proposal for proposal in proposals}
        self.new: list[OverlapPair] = []
        self.changed: list[OverlapPair] = []
        self.lapsed: list[PairDecision] = []

    def take(self, found: Pair) -> None:
        """A pair that was found: a new one, or one that is known, with what was decided on it."""
        first, second = sorted((self.proposals[found.one].id, self.proposals[found.other].id))
        pair = self.known.pop((first, second), None)
        if pair is None:
            pair = OverlapPair(
                programme=self.programme, one_id=first, other_id=second, found_at=self.now
            )
            self.new.append(pair)
        else:
            self.changed.append(pair)
            self._hold(pair)
        judged = found.judgement
        pair.label, pair.basis, pair.score = judged.label, judged.basis, judged.score
        pair.reasons = list(judged.reasons)

    def _hold(self, pair: OverlapPair) -> None:
        """A decision stands while both proposals say what it rests on."""
        decision = self.decided.get(pair.id)
        sides = self.by_id[pair.one_id], self.by_id[pair.other_id]
        holds = decision is not None and still_holds(decision, *sides)
        if decision and not holds:
            decision.lapsed_at = self.now
            self.lapsed.append(decision)
        if holds and pair.state != PairState.DECIDED:
            PAIR_MOVES.put(pair, PairState.DECIDED, _BY_COMPARING)
        elif not holds and pair.state != PairState.OPEN:
            PAIR_MOVES.put(pair, PairState.OPEN, _BY_COMPARING)

    def save(self) -> None:
        """Everything at once; what was found no more is gone."""
        gone = [pair for pair in self.known.values() if pair.state != PairState.GONE]
        for pair in gone:
            PAIR_MOVES.put(pair, PairState.GONE, _BY_COMPARING)
        OverlapPair.objects.bulk_create(self.new, batch_size=_BATCH)
        OverlapPair.objects.bulk_update(
            [*self.changed, *gone],
            ["label", "basis", "score", "reasons", "state", "version"],
            batch_size=_BATCH,
        )
        PairDecision.objects.bulk_update(self.lapsed, ["lapsed_at"], batch_size=_BATCH)
