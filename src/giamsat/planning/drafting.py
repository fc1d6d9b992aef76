"""The planned year as the papers say it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from civickit.overlap import Pair
from civickit.planner import Plan
from civickit.planner.wording import MINIMUM_NAMES, Teller
from civickit.rendering import Aim, FileNote, Left, Line, Meeting, Programme, Shortfall
from civickit.worksheets import SheetReading
from giamsat.proposals.gathering import Entry, Gathered, window
from giamsat.rulebooks import ProgrammeRules


def noted(text: str) -> str:
    """Marks a text for translation without needing Django."""
    return text


AIMS = {
    "missed": noted("Chỉ tiêu tối thiểu còn thiếu"),
    "placed": noted("Đề xuất được đưa vào chương trình"),
    "kept": noted("Nội dung giữ nguyên tháng của kế hoạch đang chạy"),
    "people": noted("Số người chịu tác động được quan tâm"),
    "months": noted("Nội dung làm vào giữa khoảng thời gian đề xuất"),
    "load": noted("Số lần một tổ chức có hơn một việc trong tháng"),
}


def draft(
    gathered: Gathered,
    plan: Plan,
    answer: dict[str, Any],
    pairs: Sequence[Pair],
    readings: Sequence[SheetReading],
    rules: ProgrammeRules,
    closed: Sequence[tuple[date, date, str, tuple[str, ...]]],
    province: str,
) -> Programme:
    """Everything the papers need, in Vietnamese."""
    entries = {entry.id: entry for entry in gathered.entries}
    lines = [_line(gathered, entries, activity) for activity in answer["activities"]]
    where = {proposal: line for line in lines for proposal in line.proposals}
    name = province or "TỈNH ……"
    return Programme(
        province=province,
        year=gathered.year,
        issuer=f"Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam {province or 'tỉnh'}",
        parent=f"ỦY BAN MTTQ VIỆT NAM\n{name.upper()}",
        symbol="KH-MTTQ-BTT",
        place="……………",
        rulebook=rules.title,
        rulebook_source=rules.source,
        lines=lines,
        left=[
            _left(gathered, entries[one["proposal"]], one["reason"]) for one in answer["deferred"]
        ],
        meetings=[_meeting(gathered, pair, where) for pair in pairs],
        shortfalls=[
            _shortfall(gathered, missed, conflict)
            for missed, conflict in zip(answer["missed"], answer["conflicts"], strict=True)
        ],
        files=[
            FileNote(
                r.file,
                r.sheet or "",
                r.organisation or "",
                len(r.rows),
                r.error.message() if r.error else "",
                tuple(p.message() for p in r.problems),
            )
            for r in readings
        ],
        aims=[
            Aim(AIMS[level.name], _number(level.value), _number(level.bound), level.proved)
            for level in plan.levels
            if level.bound or level.value or level.name in ("missed", "placed")
        ],
        closed=[(first, last, reason) for first, last, reason, who in closed if not who],
        outside=[
            _visit(gathered, entry) for entry in gathered.others if entry not in gathered.undated
        ],
        minimums=_minimums(gathered, plan),
        saved_visits=answer["savings"]["visits"],
        notes=[
            f"{entry.organisation}: “{entry.row.title}” chưa rõ quý nên chưa tính vào số cuộc của nơi được giám sát."
            for entry in gathered.undated
        ],
    )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _line(gathered: Gathered, entries: dict[str, Entry], activity: dict[str, Any]) -> Line:
    members = [entries[name] for name in activity["proposals"]]
    leading = next(
        (entry for entry in members if entry.organisation == activity["lead"]), members[0]
    )
    rows = [entry.row for entry in members]
    joint = tuple(gathered.bodies[body] for body in activity["joint"])
    partners = tuple(dict.fromkeys(one for row in rows for one in row.partners))
    note = next((row.note for row in rows if row.note), None)
    return Line(
        activity["id"],
        _sentence_case(leading.row.title),
        leading.row.kind,
        leading.row.form
        or ("Đoàn giám sát" if leading.row.kind == "supervision" else "Hội nghị phản biện"),
        tuple(dict.fromkeys(unit for row in rows for unit in row.supervised_units)),
        gathered.bodies[activity["lead"]],
        joint,
        partners,
        date.fromisoformat(activity["first_day"]),
        date.fromisoformat(activity["last_day"]),
        tuple(dict.fromkeys(group for row in rows for group in row.vulnerable_groups)),
        tuple(activity["proposals"]),
        (note,) if note else (),
    )


def _visit(gathered: Gathered, entry: Entry) -> Line:
    first, last = window(entry.row, gathered.year)
    return Line(
        entry.id,
        entry.row.title,
        entry.row.kind,
        "",
        tuple(entry.row.supervised_units),
        entry.organisation,
        (),
        (),
        first,
        last,
    )


def _left(gathered: Gathered, entry: Entry, reason: str) -> Left:
    return Left(
        entry.id,
        _sentence_case(entry.row.title),
        gathered.bodies[entry.organisation],
        entry.row.time_text or "chưa rõ",
        reason,
    )


def _meeting(gathered: Gathered, pair: Pair, where: dict[str, Line]) -> Meeting:
    everything = [*gathered.entries, *gathered.others]
    one, other = everything[pair.one], everything[pair.other]
    here, there = where.get(one.id), where.get(other.id)
    if here and here is there:
        outcome = "Gộp thành một đoàn chung"
    elif pair.other >= len(gathered.entries):
        outcome = "Cần trao đổi với cơ quan này"
    elif here and there:
        outcome = (
            "Để riêng; cần hiệp thương"
            if pair.judgement.label == "duplicate"
            else "Để riêng; cần phối hợp thời gian, nội dung"
        )
    else:
        outcome = "Một nội dung chưa xếp"

    def who(entry: Entry) -> str:
        return gathered.bodies.get(entry.organisation, entry.organisation)

    label = pair.judgement.label if pair.judgement.basis == "matter" else "burden"
    return Meeting(
        label,
        _sentence_case(one.row.title),
        who(one),
        _sentence_case(other.row.title),
        who(other),
        pair.judgement.reasons,
        outcome,
    )


def _shortfall(gathered: Gathered, missed: dict[str, Any], conflict: dict[str, Any]) -> Shortfall:
    what = MINIMUM_NAMES[missed["code"]][0]
    return Shortfall(
        gathered.bodies[missed["body"]],
        what,
        missed["needed"],
        missed["planned"],
        conflict["message"],
        tuple(one["message"] for one in conflict["suggestions"]),
    )


def _minimums(gathered: Gathered, plan: Plan) -> list[tuple[str, str, int, int]]:
    teller = Teller(plan.instance)
    have: dict[tuple[str, str], int] = {}
    for placed in plan.placed.values():
        for body in placed.item.bodies:
            for name in placed.item.counts_for:
                have[body, name] = have.get((body, name), 0) + 1
    return [
        (
            gathered.bodies[body.id],
            teller.minimum(name)[:1].upper() + teller.minimum(name)[1:],
            have.get((body.id, name), 0),
            needed,
        )
        for body in plan.instance.bodies
        for name in plan.instance.rules.minimums
        if (needed := plan.instance.rules.needed(body.id, name))
    ]
