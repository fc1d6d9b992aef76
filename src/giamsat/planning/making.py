"""The job that makes one variant.

The year planned, explained, compared with what was asked for, its papers written.
"""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.overlap import DUPLICATE, Judgement, Pair
from civickit.planner import (
    Instance,
    YearPlan,
    broken_by_fixed,
    change_instance,
    instance_json,
    make_plan,
    verify,
    year_plan,
)
from civickit.planner.changing import IN_PLACE
from civickit.rendering import PlannedProgramme as PaperProgramme
from civickit.rendering import programme_data
from civickit.workdays import vietnam_calendar
from civickit.worksheets import ALL_YEAR, ProposalRow, SheetReading
from giamsat.files.storing import store
from giamsat.foundation.refusals import Refusal
from giamsat.jobs.handlers import Handle
from giamsat.planning.asked import asked_times, outside_time_asked
from giamsat.planning.drafting import draft
from giamsat.planning.models import Variant
from giamsat.planning.papers import to_be_checked, working, written
from giamsat.planning.yearly import rest_days, tet_of
from giamsat.proposals import engine
from giamsat.proposals.gathering import Gathered, GatheredTopic, instance_of
from giamsat.proposals.models import GONE_BOOKS, OverlapPair, Programme, Proposal, Workbook
from giamsat.proposals.states import Decision, PairState
from giamsat.rulebooks import ProgrammeRules, load_programme_rules, official_swaps
from giamsat.rulebooks.reading import closed_spans

SECONDS = 120.0  # longest search; a province is proved in a few


class NothingToPlan(Refusal):
    """No proposal has been sent."""

    code = "NOTHING_TO_PLAN"
    vi = (
        "Chưa có đề xuất nào được gửi nên chưa xếp được. Hãy gửi đề xuất đã đọc trong các tệp "
        "trước."
    )
    en = "No proposal has been sent, so there is nothing to plan. Send the proposals first."


def plan(handle: Handle) -> None:
    """Make the job's variant. Raises NothingToPlan."""
    variant = Variant.objects.select_related("programme", "parent").get(id=handle.job.subject_id)
    programme = variant.programme
    handle.step("plan-reading")
    proposals = engine.sent_proposals(programme)
    gathered = engine.gathered(programme, proposals)
    if not gathered.entries:
        raise NothingToPlan
    rules = load_programme_rules(programme.rulebook)
    closed = closed_spans(rules, programme.year, tet_of(programme.year))
    instance = _instance(programme, gathered, rules, closed, variant.changes)
    made = _solved(handle, instance, variant.parent.plan.days if variant.parent else {})
    handle.step("plan-papers")
    pairs = _pairs(programme, proposals)
    paper = draft(
        gathered,
        made,
        pairs=pairs,
        readings=_readings(programme),
        rules=rules,
        closed=closed,
        province=programme.province,
        time_unit=programme.time_unit,
    )
    variant.instance, variant.answer = instance_json(instance), made.to_json()
    variant.broken = [rule.vi for rule in broken_by_fixed(instance, made)]
    variant.paper = programme_data(paper)
    _count(variant, made, pairs, proposals, gathered)
    _keep(handle, variant, paper)


def _keep(handle: Handle, variant: Variant, paper: PaperProgramme) -> None:
    """The variant with its papers, at once, and only by the worker that still holds the job."""
    now = timezone.now()
    contents = written(paper, now) | working(paper) | {"json": to_be_checked(variant)}
    with transaction.atomic():
        handle.still_held()
        variant.papers = {kind: store(content, now=now) for kind, content in contents.items()}
        variant.made_at = now
        variant.save()


def _solved(handle: Handle, instance: Instance, before: dict[str, tuple[date, date]]) -> YearPlan:
    """The year planned and explained; a plan of ours that breaks a rule is a bug."""
    step = handle.step  # its name, and how far
    solution = make_plan(
        instance,
        seconds=SECONDS,
        previous=before,
        progress=lambda name, share: step(f"plan-{name}", share),
    )
    handle.step("plan-reasons")
    made = year_plan(solution, previous=before)
    if broken := verify(instance, made.to_json()):
        raise AssertionError([rule.code for rule in broken])
    return made


def _count(
    variant: Variant,
    made: YearPlan,
    pairs: list[Pair],
    proposals: list[Proposal],
    gathered: Gathered,
) -> None:
    codes = [proposal.code for proposal in proposals if not proposal.is_outside]
    variant.as_proposed = as_proposed(made, pairs, codes)
    variant.as_proposed["asked"] = asked_times(gathered)
    variant.as_proposed["undated"] = [
        [topic.organisation, topic.row.title] for topic in gathered.undated
    ]
    variant.missed_count, variant.placed_count = made.objective, made.placed
    variant.joint_count = made.savings.joint_activities
    variant.moved_count = len(outside_time_asked(variant.as_proposed, made))


def _instance(
    programme: Programme,
    gathered: Gathered,
    rules: ProgrammeRules,
    closed: list[Any],
    changes: list[dict[str, Any]],
) -> Instance:
    joint = engine.joint_decisions(programme)
    asked = instance_of(
        gathered,
        rules,
        groups=engine.groups_of(joint),
        chosen=engine.chosen_of(joint),
        apart=engine.held_apart(programme),
        closed=closed,
        rest_days=rest_days(programme.year, vietnam_calendar(official_swaps())),
        province=programme.province,
    )
    instance = change_instance(asked, _fitting(changes, asked))
    for proposal in instance.proposals:
        if proposal.id.startswith(IN_PLACE):
            row = ProposalRow(0, None, proposal.title, proposal.kind, time_text=ALL_YEAR)
            gathered.entries.append(GatheredTopic(proposal.id, proposal.organisation, "", row))
            gathered.unit_ids[proposal.id] = ()
    return instance


_OF_A_PROPOSAL = ("PIN", "UNPIN", "WIDER_WINDOW", "HOLD", "DROP")


def _fitting(changes: list[dict[str, Any]], asked: Instance) -> list[dict[str, Any]]:
    """The changes that still have something to hold.

    A proposal that was withdrawn since has no day to keep; those that were joined since and stood
    on different days have no day in common that could be held.
    """
    known = {proposal.id for proposal in asked.proposals}
    first_of = {
        change["subject"]: change["first_day"] for change in changes if change["code"] == "HOLD"
    }
    parted = {
        code
        for group in asked.joint or ()
        if len({first_of[code] for code in group if code in first_of}) > 1
        for code in group
    }
    return [
        change
        for change in _still_together(changes, known)
        if (change["code"] not in _OF_A_PROPOSAL or change["subject"] in known)
        and not (change["code"] == "HOLD" and change["subject"] in parted)
    ]


def _still_together(changes: list[dict[str, Any]], known: set[str]) -> list[dict[str, Any]]:
    """What was chosen for a delegation holds for what is left of it, while two are left."""
    out = []
    for change in changes:
        if change["code"] == "CHOOSE":
            left = [code for code in change["proposals"] if code in known]
            if not left or len(left) < min(2, len(change["proposals"])):
                continue
            out.append(change | {"proposals": left, "subject": left[0]})
        else:
            out.append(change)
    return out


def _pairs(programme: Programme, proposals: list[Proposal]) -> list[Pair]:
    """The pairs on record, by the places the papers count with.

    What was found not to overlap is left out.
    """
    place = {proposal.id: number for number, proposal in enumerate(proposals)}
    rows = OverlapPair.objects.filter(programme=programme).exclude(state=PairState.GONE)
    out = []
    for row in rows.prefetch_related("decisions"):
        if row.one_id in place and row.other_id in place and not _is_distinct(row):
            low, high = sorted((place[row.one_id], place[row.other_id]))
            judgement = Judgement(row.label, row.score, tuple(row.reasons), row.basis)
            out.append(Pair(low, high, judgement))
    return sorted(out, key=lambda pair: (pair.one, pair.other))


def _is_distinct(row: OverlapPair) -> bool:
    """Whether the decision that stands finds no overlap."""
    standing = (decision for decision in row.decisions.all() if decision.lapsed_at is None)
    decision = next(standing, None)
    return decision is not None and decision.decision == Decision.DISTINCT


def _readings(programme: Programme) -> list[SheetReading]:
    """What the report says of each file: how many rows are in, and what is still open."""
    out = []
    books = Workbook.objects.filter(programme=programme).exclude(state__in=GONE_BOOKS)
    for book in (
        books.select_related("organisation")
        .prefetch_related("proposals", "problems")
        .order_by("id")
    ):
        reading = SheetReading(
            book.file_name, "", book.organisation.name if book.organisation else book.outside_body
        )
        reading.rows = [
            engine.row_of(row) for row in book.proposals.all() if row.state == Proposal.State.SENT
        ]
        reading.problems = [
            engine.problem_of(row) for row in book.problems.all() if row.settled_at is None
        ]
        out.append(reading)
    return out


def _visits_over_cap(instance: Instance) -> int:
    """Visits beyond what a body takes in a quarter, if everybody went when they asked to."""
    visits = Counter(
        (visit.unit, quarter)
        for visit in instance.visits
        for quarter in range((visit.first_day.month - 1) // 3, (visit.last_day.month + 2) // 3)
    )
    for proposal in instance.proposals:
        month = (proposal.preferred_months or (proposal.earliest.month,))[0]
        if proposal.is_supervision:
            visits.update((unit, (month - 1) // 3) for unit in proposal.units)
    cap = instance.rules.max_visits_per_quarter
    return sum(max(0, count - cap) for count in visits.values())


def as_proposed(plan: YearPlan, pairs: list[Pair], codes: list[str]) -> dict[str, Any]:
    """The year as the organisations asked for it, everybody going alone in their own time."""
    instance = plan.instance
    alike = [
        (codes[pair.one], codes[pair.other])
        for pair in pairs
        if pair.judgement.label == DUPLICATE and pair.other < len(codes)
    ]
    where = plan.activity_of
    apart = [
        (code, other)
        for code, other in alike
        if code not in where or where[code] is not where.get(other)
    ]
    return {
        "over_cap": _visits_over_cap(instance),
        "duplicates": len(alike),
        "duplicates_left": len(apart),
        "proposals": len(instance.proposals),
    }
