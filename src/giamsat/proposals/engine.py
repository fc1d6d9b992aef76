"""Rows of the database as the engines' plain data, and back."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from civickit.planner.facts import Apart, Chosen
from civickit.worksheets import ProposalRow, SheetProblem
from giamsat.foundation.paging import searchable
from giamsat.organisations.models import Organisation, OrganisationSuccession
from giamsat.organisations.naming import members_of
from giamsat.organisations.recognising import Register
from giamsat.proposals.gathering import Gathered, GatheredTopic, name_units, outside_days
from giamsat.proposals.models import (
    Commission,
    OverlapPair,
    PairDecision,
    Programme,
    Proposal,
    RowProblem,
)
from giamsat.proposals.states import CommissionState, Decision, PairState, ProposalState


def row_of(proposal: Proposal) -> ProposalRow:
    """A stored proposal as the engines know it."""
    return ProposalRow(
        excel_row=proposal.excel_row or 0,
        no=proposal.no or None,
        title=proposal.title,
        kind=proposal.kind,
        supervised_units=list(proposal.supervised_units),
        form=proposal.form or None,
        time_text=proposal.time_text or None,
        period_start=proposal.period_start,
        period_end=proposal.period_end,
        sessions=proposal.session_count,
        budget_vnd=proposal.budget_vnd,
        vulnerable_groups=list(proposal.vulnerable_groups),
        lead=proposal.lead or None,
        partners=list(proposal.partners),
        people_affected=proposal.people_affected,
        organisation=None,
        note=proposal.note or None,
    )


def take_row(proposal: Proposal, row: ProposalRow) -> None:
    """Write what a row says into a proposal.

    Too long a text is cut where the database has an end.
    """
    proposal.excel_row, proposal.no = row.excel_row, str(row.no or "")[:20]
    proposal.title, proposal.kind = row.title, row.kind
    proposal.supervised_units, proposal.form = list(row.supervised_units), (row.form or "")[:300]
    proposal.time_text = (row.time_text or "")[:300]
    proposal.period_start, proposal.period_end = row.period_start, row.period_end
    proposal.session_count, proposal.budget_vnd = _count(row.sessions), row.budget_vnd
    proposal.vulnerable_groups, proposal.lead = list(row.vulnerable_groups), (row.lead or "")[:300]
    proposal.partners, proposal.people_affected = list(row.partners), _count(row.people_affected)
    proposal.note = row.note or ""


def _count(value: int | None) -> int | None:
    return value if value is not None and 0 <= value < 2**31 else None


def name_bodies(proposal: Proposal, register: Register) -> None:
    """Write every body as the register calls it, once; its post and the words of the file stay."""
    before = {body["name"]: body for body in proposal.named_bodies or ()}
    named: dict[str, dict[str, Any]] = {}
    for unit in proposal.supervised_units:
        found = register.recognise(unit)
        earlier = before.get(unit, {})
        post = found.post or earlier.get("post", "")
        body = named.setdefault(
            found.name,
            {
                "name": found.name,
                "post": post,
                "written": earlier.get("written", unit),
                "body": found.body_id,
            },
        )
        if post and post not in body["post"].split(", "):
            body["post"] = ", ".join(filter(None, (body["post"], post)))
    proposal.named_bodies, proposal.supervised_units = list(named.values()), list(named)
    partners = (register.recognise(name) for name in proposal.partners)
    known = (found.name for found in partners)
    proposal.partners = list(dict.fromkeys(known))


def sum_up(proposal: Proposal) -> None:
    """Renew what is derived.

    The fingerprint that overlap depends on, and what it can be found by.
    """
    matter = [
        proposal.title,
        proposal.kind,
        proposal.supervised_units,
        str(proposal.period_start),
        str(proposal.period_end),
        proposal.organisation_id,
        proposal.outside_body,
    ]
    proposal.fingerprint = _hash(matter)
    proposal.search = searchable(proposal.title, " ".join(proposal.supervised_units), proposal.code)


def read_as(row: ProposalRow) -> str:
    """A hash of all a row says, wherever it stands in the file."""
    said = asdict(row) | {"excel_row": 0, "no": "", "group": None, "duplicate_of": None}
    return _hash(said)


def _hash(value: Any) -> str:
    return hashlib.sha256(
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
    ).hexdigest()


def sent_proposals(programme: Programme) -> list[Proposal]:
    """What is compared and planned: everything sent, own first, in the order of the codes."""
    rows = Proposal.objects.filter(programme=programme, state=ProposalState.SENT).select_related(
        "workbook"
    )
    return sorted(rows, key=lambda row: (row.is_outside, row.code.split("-")[0], row.id))


def gathered(programme: Programme, proposals: Iterable[Proposal]) -> Gathered:
    """The programme as comparing and planning take it."""
    proposals = list(proposals)
    ids = {proposal.organisation_id for proposal in proposals if proposal.organisation_id}
    bodies = _bodies(programme, ids)
    out = Gathered(programme.year, bodies={body.code: body.name for body in bodies.values()})
    ordered = ordered_proposals(programme)
    for proposal in proposals:
        if proposal.is_outside:
            out.others.append(entry_of(proposal, proposal.outside_body))
        else:
            body = bodies[proposal.organisation_id or 0].code
            out.entries.append(entry_of(proposal, body, is_ordered=proposal.id in ordered))
    name_units(out)
    return out


def entry_of(proposal: Proposal, organisation: str, *, is_ordered: bool = False) -> GatheredTopic:
    """A proposal with its row, under the organisation that leads it."""
    file = proposal.workbook.file_name if proposal.workbook else ""
    return GatheredTopic(
        id=proposal.code,
        organisation=organisation,
        file=file,
        row=row_of(proposal),
        is_hot=bool(proposal.hot_issue_evidence),
        is_ordered=is_ordered,
    )


def ordered_proposals(programme: Programme) -> set[int]:
    """Proposals that answer a commission."""
    taken = (CommissionState.TAKEN, CommissionState.DELIVERED, CommissionState.ACCEPTED)
    rows = Commission.objects.filter(programme=programme, state__in=taken).exclude(proposal=None)
    return set(rows.values_list("proposal", flat=True))


def _bodies(programme: Programme, wanted: set[int]) -> dict[int, Organisation]:
    """Who leads what each organisation asked for.

    Itself, or, once it is dissolved, its successor in the programme.
    """
    members = {one.id: one for one in members_of(programme.front_id)}
    gone = wanted - members.keys()
    if gone:
        heirs = OrganisationSuccession.objects.filter(old__in=gone, new__in=members).order_by("id")
        by_old = {one.old_id: members[one.new_id] for one in heirs}
        members |= {
            body.id: by_old.get(body.id, body) for body in Organisation.objects.filter(id__in=gone)
        }
    return members


def joint_decisions(programme: Programme) -> list[PairDecision]:
    """Decisions in force to hold two proposals together, both of them sent; the last said last."""
    rows = PairDecision.objects.filter(
        decision=Decision.JOINT,
        lapsed_at=None,
        pair__programme=programme,
        pair__state=PairState.DECIDED,
        pair__one__state=ProposalState.SENT,
        pair__other__state=ProposalState.SENT,
    )
    rows = rows.select_related("pair__one", "pair__other", "lead")
    return list(rows.order_by("decided_at", "id"))


def joint_groups(programme: Programme) -> list[tuple[str, ...]]:
    """Codes of proposals that people decided to hold together."""
    return groups_of(joint_decisions(programme))


def groups_of(decisions: Iterable[PairDecision]) -> list[tuple[str, ...]]:
    """Codes that go together; two decisions that share one make one group."""
    group: dict[str, set[str]] = {}
    for decision in decisions:
        together: set[str] = set()
        for code in (decision.pair.one.code, decision.pair.other.code):
            together |= group.get(code, {code})
        group |= dict.fromkeys(together, together)
    return sorted({tuple(sorted(members)) for members in group.values()})


def chosen_of(decisions: Iterable[PairDecision]) -> list[Chosen]:
    """Who was to lead what goes together, and its title, in the order they were decided."""
    return [
        Chosen(
            proposals=(decision.pair.one.code, decision.pair.other.code),
            lead=decision.lead.code if decision.lead else "",
            title=decision.joint_title,
        )
        for decision in decisions
    ]


def held_apart(programme: Programme) -> list[Apart]:
    """What people decided to keep, at different times; another body's side with its days."""
    pairs = OverlapPair.objects.filter(
        programme=programme,
        state=PairState.DECIDED,
        decisions__decision=Decision.COORDINATE,
        decisions__lapsed_at=None,
        one__state=ProposalState.SENT,
        other__state=ProposalState.SENT,
    ).select_related("one", "other")
    return [_apart(pair, programme.year) for pair in pairs.order_by("id")]


def _apart(pair: OverlapPair, year: int) -> Apart:
    own, other = sorted((pair.one, pair.other), key=lambda proposal: proposal.is_outside)
    if not other.is_outside:
        return Apart(own.code, other.code)
    days = outside_days(row_of(other), year) or (None, None)
    return Apart(
        own.code,
        first_day=days[0],
        last_day=days[1],
        body=other.outside_body,
        topic=other.title,
    )


def problem_of(stored: RowProblem) -> SheetProblem:
    """A stored problem as the reader of workbooks said it."""
    return SheetProblem(stored.code, stored.excel_row, tuple(stored.facts.items()))
