"""The planned year as the papers say it."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import Any

from civickit.overlap import Pair
from civickit.overlap.bodies import Cover, parse_body, relate
from civickit.planner import PlannedActivity, YearPlan
from civickit.planner.wording import MINIMUM_NAMES
from civickit.planner.yearplan import LeftOut, MissedMinimum, Reached
from civickit.rendering import (
    FileNote,
    Left,
    PlannedProgramme,
    ProgrammeLine,
    ReachedAim,
    Shortfall,
    TopicPair,
)
from civickit.vntext import sentence_case
from civickit.worksheets import ProposalRow, SheetReading
from giamsat.proposals.gathering import Gathered, GatheredTopic, window
from giamsat.rulebooks import ProgrammeRules


def noted(text: str) -> str:
    """Marks a text for translation without needing Django."""
    return text


AIMS = {
    "missed": noted("Chỉ tiêu tối thiểu còn thiếu"),
    "placed": noted("Đề xuất được đưa vào chương trình"),
    "kept": noted("Nội dung giữ nguyên tháng của kế hoạch đang chạy"),
    "apart": noted("Cặp phải đổi thời gian nay ở hai quý khác nhau"),
    "people": noted("Số người chịu tác động được quan tâm"),
    "months": noted("Nội dung làm vào giữa khoảng thời gian đề xuất"),
    "load": noted("Số lần một tổ chức có hơn một việc trong tháng"),
}


def draft(
    gathered: Gathered,
    plan: YearPlan,
    *,
    pairs: Sequence[Pair],
    readings: Sequence[SheetReading],
    rules: ProgrammeRules,
    closed: Sequence[tuple[date, date, str, tuple[str, ...]]],
    province: str,
    time_unit: str,
) -> PlannedProgramme:
    """Everything the papers need, in Vietnamese."""
    entries = {entry.id: entry for entry in gathered.entries}
    lines = [_line(gathered, entries, activity) for activity in plan.activities]
    where = {proposal: line for line in lines for proposal in line.proposals}
    outside = [entry for entry in gathered.others if entry not in gathered.undated]
    return PlannedProgramme(
        **_letterhead(province),
        year=gathered.year,
        rulebook=rules.title,
        rulebook_source=rules.source,
        lines=lines,
        left=[_left(gathered, entries[left.proposal.id], left) for left in plan.left_out],
        meetings=[_meeting(gathered, pair, where) for pair in pairs],
        shortfalls=[_shortfall(gathered, missed) for missed in plan.missed],
        files=[_file(reading) for reading in readings],
        aims=_aims(plan),
        closed=[(first, last, reason) for first, last, reason, who in closed if not who],
        outside=[_visit(gathered, entry) for entry in outside],
        minimums=[_minimum(gathered, reached) for reached in plan.reached],
        saved_visits=plan.savings.visits,
        time_unit=time_unit,
        notes=[_undated(entry) for entry in gathered.undated],
    )


def _letterhead(province: str) -> dict[str, Any]:
    """Whose paper it is; a dash stands where nothing is known yet."""
    name = province or "TỈNH ……"
    return {
        "province": province,
        "issuer": f"Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam {province or 'tỉnh'}",
        "parent": f"ỦY BAN MTTQ VIỆT NAM\n{name.upper()}",
        "symbol": "KH-MTTQ-BTT",
        "place": "……………",
    }


def _file(reading: SheetReading) -> FileNote:
    return FileNote(
        file=reading.file,
        sheet=reading.sheet or "",
        organisation=reading.organisation or "",
        read=len(reading.rows),
        error=reading.error.message() if reading.error else "",
        problems=tuple(problem.message() for problem in reading.problems),
    )


def _aims(plan: YearPlan) -> list[ReachedAim]:
    return [
        ReachedAim(AIMS[level.name], _number(level.value), _number(level.bound), level.proved)
        for level in plan.levels
        if level.says_something
    ]


def _undated(entry: GatheredTopic) -> str:
    return (
        f"{entry.organisation}: “{entry.row.title}” chưa ghi thời gian nên chưa tính vào số "
        "cuộc của nơi được giám sát; hỏi cơ quan đó rồi ghi vào."
    )


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


_USUAL_FORM = {"supervision": "Đoàn giám sát", "criticism": "Hội nghị phản biện"}


def _once(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """What several rows name, each once, in their order."""
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


def _line(
    gathered: Gathered, entries: dict[str, GatheredTopic], activity: PlannedActivity
) -> ProgrammeLine:
    rows = [entries[code].row for code in activity.codes]
    leading = entries[activity.leading.id].row
    note = next((row.note for row in rows if row.note), None)
    return ProgrammeLine(
        id=activity.id,
        title=activity.title,
        kind=activity.kind,
        form=leading.form or _USUAL_FORM[activity.kind],
        units=_each_once(unit for row in rows for unit in row.supervised_units),
        lead=gathered.bodies[activity.lead],
        joint=tuple(gathered.bodies[body] for body in activity.joint),
        partners=_partners(gathered, activity, rows),
        first_day=activity.first_day,
        last_day=activity.last_day,
        groups=_once(row.vulnerable_groups for row in rows),
        proposals=activity.codes,
        marks=(note,) if note else (),
    )


def _partners(
    gathered: Gathered, activity: PlannedActivity, rows: Sequence[ProposalRow]
) -> tuple[str, ...]:
    """Who goes along; whoever leads or goes as one of the joint delegation is not named again."""
    leading = [gathered.bodies[body] for body in (activity.lead, *activity.joint)]
    proposed = tuple(name for row in rows for name in row.partners)
    named = proposed if activity.partners is None else activity.partners
    return partners_beside(leading, named)


def partners_beside(leading: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """Who goes along, each once, without those that lead or go as one of the delegation."""
    return tuple(name for name in _each_once((*leading, *named)) if name not in leading)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Bodies as first written, none of them twice whatever its spelling."""
    kept: list[str] = []
    for name in names:
        if not any(_is_same(known, name) for known in kept):
            kept.append(name)
    return tuple(kept)


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    return relate(parse_body(one), parse_body(other)) is Cover.SAME


def _visit(gathered: Gathered, entry: GatheredTopic) -> ProgrammeLine:
    first, last = window(entry.row, gathered.year)
    return ProgrammeLine(
        id=entry.id,
        title=entry.row.title,
        kind=entry.row.kind,
        form="",
        units=tuple(entry.row.supervised_units),
        lead=entry.organisation,
        joint=(),
        partners=(),
        first_day=first,
        last_day=last,
    )


def _left(gathered: Gathered, entry: GatheredTopic, left: LeftOut) -> Left:
    return Left(
        entry.id,
        sentence_case(entry.row.title),
        gathered.bodies[entry.organisation],
        entry.row.time_text or "chưa rõ",
        left.reason,
    )


def _meeting(gathered: Gathered, pair: Pair, where: dict[str, ProgrammeLine]) -> TopicPair:
    everything = [*gathered.entries, *gathered.others]
    first, second = everything[pair.one], everything[pair.other]

    def who(entry: GatheredTopic) -> str:
        return gathered.bodies.get(entry.organisation, entry.organisation)

    is_outside = pair.other >= len(gathered.entries)
    return TopicPair(
        label=pair.judgement.label if pair.judgement.basis == "matter" else "burden",
        one=sentence_case(first.row.title),
        one_who=who(first),
        other=sentence_case(second.row.title),
        other_who=who(second),
        reasons=pair.judgement.reasons,
        outcome=_outcome(pair, (where.get(first.id), where.get(second.id)), is_outside=is_outside),
    )


def _outcome(
    pair: Pair, lines: tuple[ProgrammeLine | None, ProgrammeLine | None], *, is_outside: bool
) -> str:
    """What the plan makes of a pair: where both of it stand."""
    if lines[0] and lines[0] is lines[1]:
        return "Gộp thành một đoàn chung"
    if is_outside:
        return "Cần trao đổi với cơ quan này"
    if not all(lines):
        return "Một nội dung chưa xếp"
    if pair.judgement.label == "duplicate":
        return "Để riêng; cần hiệp thương"
    return "Để riêng; cần phối hợp thời gian, nội dung"


def _shortfall(gathered: Gathered, missed: MissedMinimum) -> Shortfall:
    reached = missed.reached
    return Shortfall(
        body=gathered.bodies[reached.body],
        what=MINIMUM_NAMES[reached.minimum][0],
        needed=reached.needed,
        planned=reached.planned,
        why=missed.message,
        suggestions=tuple(lift.message for lift in missed.lifts),
    )


def _minimum(gathered: Gathered, reached: Reached) -> tuple[str, str, int, int]:
    what = sentence_case(MINIMUM_NAMES[reached.minimum][0])
    return gathered.bodies[reached.body], what, reached.planned, reached.needed
