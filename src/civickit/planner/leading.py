"""Who leads an activity and what it is called: what people chose, else what is proposed."""

from collections.abc import Sequence
from dataclasses import replace

from civickit.planner.facts import Chosen, Instance, ProposalFacts
from civickit.planner.yearplan import YearPlan


def lead_of(proposals: Sequence[ProposalFacts]) -> str:
    """Who is proposed to lead what goes together.

    Whose proposal was commissioned, else the Front, else who asked for most days. Law 75/2015 Art.
    26.3 (as amended by 97/2025): the Front's committee may lead any content of its level.
    """
    ranked = sorted(
        proposals,
        key=lambda p: (
            not p.commissioned,
            not p.organisation.startswith("MTTQ"),
            -p.duration,
            p.organisation,
        ),
    )
    return ranked[0].organisation


def chosen_for(instance: Instance, proposals: Sequence[ProposalFacts]) -> Chosen:
    """What people chose for these proposals together; of several words the last.

    A choice for proposals that no longer go together says nothing, nor does a lead that is not
    one of their organisations.
    """
    codes = {proposal.id for proposal in proposals}
    bodies = {proposal.organisation for proposal in proposals}
    out = Chosen(tuple(proposal.id for proposal in proposals))
    for choice in instance.chosen:
        if codes.issuperset(choice.proposals):
            out = replace(
                out,
                lead=choice.lead if choice.lead in bodies else out.lead,
                title=choice.title or out.title,
                partners=out.partners if choice.partners is None else choice.partners,
            )
    return out


def with_chosen(plan: YearPlan, name: str, chosen: Chosen) -> YearPlan:
    """The plan with one activity as people chose it; nothing else moves.

    Raises KeyError for an activity it does not have.
    """
    activity = plan.activity(name)
    if activity is None:
        raise KeyError(name)
    return plan.with_activity(
        name,
        lead=chosen.lead,
        joint=tuple(body for body in activity.bodies if body != chosen.lead),
        wording=chosen.title,
        partners=chosen.partners,
    )
