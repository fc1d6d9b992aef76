"""A joint delegation before it is decided: what would go together, who might lead, its title."""

from dataclasses import dataclass

from civickit.planner import lead_of
from civickit.vntext import sentence_case
from giamsat.organisations.models import Organisation
from giamsat.proposals import engine
from giamsat.proposals.gathering import Gathered, facts_of, name_units
from giamsat.proposals.models import OverlapPair, PairDecision, Proposal
from giamsat.proposals.states import ProposalState
from giamsat.rulebooks import load_programme_rules


@dataclass(frozen=True)
class Joining:
    """What a pair would make when joined; ``lead`` and ``title`` are what is proposed."""

    bodies: tuple[Organisation, ...]  # whose proposals go together
    lead: Organisation
    title: str


def joining_of(pair: OverlapPair) -> Joining:
    """The delegation of both proposals and of everything already joined with one of them."""
    decisions = engine.joint_decisions(pair.programme)
    both = {pair.one.code, pair.other.code}
    codes = both.union(*(group for group in engine.groups_of(decisions) if both & {*group}))
    proposals = _proposals(pair, codes)
    bodies = {p.organisation.code: p.organisation for p in proposals if p.organisation}
    lead_code, title = _chosen_before(decisions, codes)
    lead = bodies.get(lead_code) or bodies[_proposed_lead(pair, proposals)]
    own = next(p for p in proposals if p.organisation_id == lead.id)
    return Joining(tuple(bodies.values()), lead, sentence_case(title or own.title))


def _proposals(pair: OverlapPair, codes: set[str]) -> list[Proposal]:
    rows = Proposal.objects.filter(
        programme=pair.programme, code__in=codes, state=ProposalState.SENT
    )
    return list(rows.select_related("organisation", "workbook").order_by("code"))


def _chosen_before(decisions: list[PairDecision], codes: set[str]) -> tuple[str, str]:
    """Lead and title of what is joined already, the last word of each."""
    lead, title = "", ""
    for chosen in engine.chosen_of(decisions):
        if codes.issuperset(chosen.proposals):
            lead, title = chosen.lead or lead, chosen.title or title
    return lead, title


def _proposed_lead(pair: OverlapPair, proposals: list[Proposal]) -> str:
    """Whom the planner would let lead."""
    ordered = engine.ordered_proposals(pair.programme)
    gathered = Gathered(pair.programme.year)
    for proposal in proposals:
        body = proposal.organisation.code if proposal.organisation else ""
        is_ordered = proposal.id in ordered
        gathered.entries.append(engine.entry_of(proposal, body, is_ordered=is_ordered))
    name_units(gathered)
    return lead_of(facts_of(gathered, load_programme_rules(pair.programme.rulebook)))
