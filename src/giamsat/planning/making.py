"""The job that makes one variant: the year planned, explained, compared with what was asked for, its papers written."""

import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.overlap import DUPLICATE, Judgement, Pair
from civickit.planner import answer, change_instance, make_plan, parse_instance, verify
from civickit.planner.changing import IN_PLACE
from civickit.rendering import programme_data
from civickit.workdays import vietnam_calendar
from civickit.worksheets import ProposalRow, SheetReading
from giamsat.files.storing import store
from giamsat.foundation.refusals import Refusal
from giamsat.jobs.handlers import Handle
from giamsat.planning.drafting import draft
from giamsat.planning.yearly import rest_days, tet_of
from giamsat.programmes.issuing import written
from giamsat.programmes.models import OverlapPair, Programme, Proposal, Variant, Workbook
from giamsat.programmes.states import Decision, PairState
from giamsat.proposals import engine
from giamsat.proposals.gathering import Entry, Gathered, instance_data
from giamsat.rulebooks import ProgrammeRules, load_programme_rules, official_swaps
from giamsat.rulebooks.reading import closed_spans

SECONDS = 120.0  # longest search; a province is proved in a few
Days = dict[str, tuple[date, date]]


class NothingToPlan(Refusal):
    """No proposal has been sent."""

    code = "NOTHING_TO_PLAN"
    vi = "Chưa có đề xuất nào được gửi nên chưa xếp được. Hãy gửi đề xuất đã đọc trong các tệp trước."
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
    data = _instance(programme, gathered, rules, closed, variant.changes)
    instance = parse_instance(data)
    before = days_of(variant.parent.answer) if variant.parent else {}
    told_steps = handle.step
    made = make_plan(
        instance,
        seconds=SECONDS,
        previous=before,
        progress=lambda name, share: told_steps(f"plan-{name}", share),
    )
    handle.step("plan-reasons")
    told = answer(made, previous=before)
    if broken := verify(instance, told):
        raise AssertionError(
            [one.code for one in broken]
        )  # a plan of ours that breaks a rule is a bug
    handle.step("plan-papers")
    pairs = _pairs(programme, proposals)
    paper = draft(
        gathered, made, told, pairs, _readings(programme), rules, closed, programme.province
    )
    now = timezone.now()
    contents = written(paper, now) | {
        "json": (
            json.dumps(
                {"instance": data, "answer": told}, ensure_ascii=False, indent=1, default=str
            )
        ).encode("utf-8")
    }
    with transaction.atomic():
        handle.still_held()
        variant.papers = {kind: store(content, now=now) for kind, content in contents.items()}
        variant.paper = programme_data(paper)
        variant.instance, variant.answer = data, json.loads(json.dumps(told, default=str))
        variant.as_proposed = as_proposed(
            data, told, pairs, [one.code for one in proposals if not one.is_outside]
        )
        variant.as_proposed["still_meeting"] = still_meeting(programme, told)
        variant.missed_count, variant.placed_count = told["objective"], told["value"]
        variant.joint_count = told["savings"]["joint_activities"]
        variant.moved_count = len(moved(variant.instance, variant.answer))
        variant.made_at = now
        variant.save()


def _instance(
    programme: Programme,
    gathered: Gathered,
    rules: ProgrammeRules,
    closed: list[Any],
    changes: list[dict[str, Any]],
) -> dict[str, Any]:
    data = instance_data(
        gathered,
        engine.joint_groups(programme),
        rules,
        closed,
        rest_days(programme.year, vietnam_calendar(official_swaps())),
        programme.province,
    )
    known = {str(one["id"]) for one in data["proposals"]}
    # A pin on a proposal that was withdrawn since has nothing to hold.
    changes = [
        one
        for one in changes
        if one["code"] not in ("PIN", "UNPIN", "WIDER_WINDOW") or one["subject"] in known
    ]
    data = change_instance(data, changes)
    for one in data["proposals"]:
        if str(one["id"]).startswith(IN_PLACE):
            row = ProposalRow(0, None, one["title"], one["kind"], time_text="cả năm")
            gathered.entries.append(Entry(one["id"], one["organisation"], "", row))
            gathered.unit_ids[one["id"]] = ()
    return data


def days_of(told: dict[str, Any]) -> Days:
    """The days a variant gives each proposal."""
    return {
        proposal: (date.fromisoformat(one["first_day"]), date.fromisoformat(one["last_day"]))
        for one in told["activities"]
        for proposal in one["proposals"]
    }


def _pairs(programme: Programme, proposals: list[Proposal]) -> list[Pair]:
    """The pairs on record, by the places the papers count with; what was found not to overlap is left out."""
    place = {one.id: n for n, one in enumerate(proposals)}
    rows = (
        OverlapPair.objects.filter(programme=programme)
        .exclude(state=PairState.GONE)
        .prefetch_related("decisions")
    )
    out = []
    for row in rows:
        if row.one_id in place and row.other_id in place:
            decision = next((one for one in row.decisions.all() if one.lapsed_at is None), None)
            if not decision or decision.decision != Decision.DISTINCT:
                low, high = sorted((place[row.one_id], place[row.other_id]))
                out.append(
                    Pair(low, high, Judgement(row.label, row.score, tuple(row.reasons), row.basis))
                )
    return sorted(out, key=lambda pair: (pair.one, pair.other))


def still_meeting(programme: Programme, told: dict[str, Any]) -> list[list[str]]:
    """Pairs that people want apart in time whose days meet in the plan all the same, by their codes."""
    pairs = OverlapPair.objects.filter(
        programme=programme,
        state=PairState.DECIDED,
        decisions__decision=Decision.COORDINATE,
        decisions__lapsed_at=None,
        one__is_outside=False,
        other__is_outside=False,
    ).values_list("one__code", "other__code")
    days = days_of(told)
    return [
        [one, other]
        for one, other in pairs.order_by("id")
        if one in days
        and other in days
        and max(days[one][0], days[other][0]) <= min(days[one][1], days[other][1])
    ]


def _readings(programme: Programme) -> list[SheetReading]:
    """What the report says of each file: how many rows are in, and what is still open."""
    out = []
    books = Workbook.objects.filter(programme=programme).exclude(state=Workbook.State.REPLACED)
    for book in (
        books.select_related("organisation")
        .prefetch_related("proposals", "problems")
        .order_by("id")
    ):
        reading = SheetReading(
            book.file_name, "", book.organisation.name if book.organisation else book.outside_body
        )
        reading.rows = [
            engine.row_of(one) for one in book.proposals.all() if one.state == Proposal.State.SENT
        ]
        reading.problems = [
            engine.problem_of(one) for one in book.problems.all() if one.settled_at is None
        ]
        out.append(reading)
    return out


def moved(instance: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    """Proposals whose activity does not begin in a month they asked for: id, the months asked, the days given."""
    asked = {str(one["id"]): one for one in instance["proposals"]}
    out = []
    for activity in told["activities"]:
        for name in activity["proposals"]:
            months = asked[name].get("preferred_months") or []
            if months and int(activity["first_day"][5:7]) not in months:
                out.append({"proposal": name, "months": months, "activity": activity["id"]})
    return out


def as_proposed(
    instance: dict[str, Any], told: dict[str, Any], pairs: list[Pair], codes: list[str]
) -> dict[str, Any]:
    """The year as the organisations asked for it, everybody going alone in the middle of their own time."""
    cap = int(instance["rules"]["max_visits_per_unit_per_quarter"])
    visits: dict[tuple[str, int], int] = {}
    for visit in instance["external_visits"]:
        key = (visit["unit"], (int(visit["first_day"][5:7]) - 1) // 3)
        visits[key] = visits.get(key, 0) + 1
    for one in instance["proposals"]:
        month = (one.get("preferred_months") or [int(one["earliest"][5:7])])[0]
        for unit in one["supervised_units"] if one["kind"] == "supervision" else ():
            visits[unit, (month - 1) // 3] = visits.get((unit, (month - 1) // 3), 0) + 1
    where = {name: one["id"] for one in told["activities"] for name in one["proposals"]}
    alike = [
        pair for pair in pairs if pair.judgement.label == DUPLICATE and pair.other < len(codes)
    ]
    apart = [
        pair
        for pair in alike
        if where.get(codes[pair.one], "") != where.get(codes[pair.other], " ")
    ]
    return {
        "over_cap": sum(max(0, count - cap) for count in visits.values()),
        "duplicates": len(alike),
        "duplicates_left": len(apart),
        "proposals": len(instance["proposals"]),
    }
