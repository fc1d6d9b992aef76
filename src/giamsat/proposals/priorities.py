"""Priority of topics: facts gathered set by set, points by the rulebook of the programme."""

from collections.abc import Sequence
from datetime import date

from civickit.priorities import ScorePart, TopicFacts, score, total
from civickit.vntext import fold
from giamsat.organisations.naming import unit_key
from giamsat.proposals import queries
from giamsat.proposals.earlier import earlier_visits
from giamsat.proposals.gathering import ORDERED
from giamsat.proposals.models import Commission, Programme, Proposal
from giamsat.proposals.states import CommissionState
from giamsat.rulebooks import load_programme_rules

_BATCH = 500
_COUNTS = (CommissionState.TAKEN, CommissionState.DELIVERED, CommissionState.ACCEPTED)


def parts_of(programme: Programme, proposals: Sequence[Proposal]) -> list[tuple[ScorePart, ...]]:
    """The parts of each proposal's score, in their order; three queries whatever their number."""
    weights = queries.rules_of(programme).priority
    words = load_programme_rules(programme.rulebook).hot_issue_words
    ordered = {
        order.proposal_id: order.requester.name
        for order in Commission.objects.filter(
            programme=programme, state__in=_COUNTS
        ).select_related("requester")
    }
    visits = _last_visits(programme, proposals)
    return [
        score(_facts(programme, proposal, words, ordered.get(proposal.id, ""), visits), weights)
        for proposal in proposals
    ]


def _facts(
    programme: Programme,
    proposal: Proposal,
    words: Sequence[str],
    requester: str,
    visits: dict[str, date],
) -> TopicFacts:
    last = max(
        [day for unit in proposal.supervised_units if (day := visits.get(unit_key(unit)))],
        default=None,
    )
    days = [day for day in (last, proposal.last_supervised_on) if day]
    months = _months_between(max(days), date(programme.year, 1, 1)) if days else None
    return TopicFacts(
        people=proposal.people_affected,
        groups=tuple(proposal.vulnerable_groups),
        hot_issue=proposal.hot_issue_evidence or _said_hot(proposal, words),
        investment=proposal.public_investment,
        commission=requester or _said_ordered(proposal),
        months=months,
        never=not days,
    )


def _said_hot(one: Proposal, words: Sequence[str]) -> str:
    """Older workbooks have no column for evidence: the note that speaks of a hot issue is it."""
    said = fold(f"{one.title} {one.note}")
    return (one.note or one.title) if any(fold(word) in said for word in words) else ""


def _said_ordered(one: Proposal) -> str:
    return one.note if ORDERED.search(one.note) else ""


def _months_between(earlier: date, later: date) -> int:
    return max(0, (later.year - earlier.year) * 12 + later.month - earlier.month)


def _last_visits(programme: Programme, proposals: Sequence[Proposal]) -> dict[str, date]:
    """The last day of a supervision in an earlier issued programme, by supervised body."""
    keys = {unit_key(unit) for one in proposals for unit in one.supervised_units}
    return {
        key: day for key, _title, day in earlier_visits(programme, sorted(keys))
    }  # ordered by day: the last stays


def renew(programme: Programme, proposals: Sequence[Proposal]) -> None:
    """Write the points of each proposal, where they changed."""
    changed = []
    for proposal, parts in zip(proposals, parts_of(programme, proposals), strict=True):
        points = total(parts)
        if points != proposal.priority:
            proposal.priority = points
            changed.append(proposal)
    Proposal.objects.bulk_update(changed, ["priority"], batch_size=_BATCH)
