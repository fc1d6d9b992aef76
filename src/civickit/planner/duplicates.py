"""Proposals that are one: same kind, same bodies, same matter, and days in common."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from civickit.overlap import Judge, Topic
from civickit.overlap.signature import Signature
from civickit.planner.facts import Instance, ProposalFacts

SAME_WORDS = 0.95  # weighted likeness of wording, names of bodies and stock phrases aside
NEAR_WORDS = 0.65  # enough when the judge is sure; unlike matters of one field reach 0.5
SURE = 0.8


def find_duplicates(instance: Instance, judge: Judge | None = None) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more proposal ids, in the order of the proposals.

    Strict on purpose: joining unlike matters that share a body would buy minimums with visits
    nobody makes. A proposal joins a group only when it is alike to every member of it, so likeness
    never chains.
    """
    judge = judge or Judge()
    groups: list[tuple[str, ...]] = []
    for (_, units), members in _by_kind_and_units(instance).items():
        if len(members) > 1:
            groups += _group(members, tuple(instance.units[unit] for unit in units), judge)
    place = {proposal.id: i for i, proposal in enumerate(instance.proposals)}
    return tuple(sorted(groups, key=lambda group: place[group[0]]))


def _by_kind_and_units(
    instance: Instance,
) -> dict[tuple[str, tuple[str, ...]], list[ProposalFacts]]:
    """Proposals that name the very same bodies; those that name none cannot be alike."""
    buckets: dict[tuple[str, tuple[str, ...]], list[ProposalFacts]] = defaultdict(list)
    for proposal in instance.proposals:
        if proposal.units:
            buckets[proposal.kind, tuple(sorted(proposal.units))].append(proposal)
    return buckets


def _group(
    members: Sequence[ProposalFacts], units: tuple[str, ...], judge: Judge
) -> list[tuple[str, ...]]:
    groups: list[list[tuple[ProposalFacts, Signature]]] = []
    for proposal in members:
        signature = judge.sign(Topic(proposal.title, proposal.kind, supervised_units=units))
        for group in groups:
            if all(
                _alike(signature, other, judge) and _meet(proposal, neighbour)
                for neighbour, other in group
            ):
                group.append((proposal, signature))
                break
        else:
            groups.append([(proposal, signature)])
    return [tuple(proposal.id for proposal, _ in group) for group in groups if len(group) > 1]


def _alike(signature: Signature, other: Signature, judge: Judge) -> bool:
    if any(
        a.type == b.type and not a.is_same(b) for a in signature.documents for b in other.documents
    ):
        return False
    if signature.plain == other.plain:
        return True
    chance, common = judge.chance_of_duplicate(signature, other)
    wording = common.values[0]
    return wording >= SAME_WORDS or (wording >= NEAR_WORDS and chance >= SURE)


def _meet(one: ProposalFacts, other: ProposalFacts) -> bool:
    first, last = max(one.earliest, other.earliest), min(one.latest, other.latest)
    if one.pinned_month and other.pinned_month and one.pinned_month != other.pinned_month:
        return False
    return first + timedelta(days=max(one.duration, other.duration) - 1) <= last
