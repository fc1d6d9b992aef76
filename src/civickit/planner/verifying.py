"""Check a plan against every rule without a solver, so that anyone can."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from civickit.planner.facts import SUPERVISION, Instance, Proposal


@dataclass(frozen=True)
class Broken:
    """A rule that a plan breaks, said in Vietnamese and English."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True)
class _Activity:
    id: str
    proposals: tuple[Proposal, ...]
    lead: str
    joint: tuple[str, ...]
    units: frozenset[str]
    first: date
    last: date

    @property
    def bodies(self) -> frozenset[str]:
        return frozenset((self.lead, *self.joint))

    def months(self) -> set[tuple[int, int]]:
        return {
            ((self.first + timedelta(days=d)).year, (self.first + timedelta(days=d)).month)
            for d in range((self.last - self.first).days + 1)
        }


def verify(
    instance: Instance, answer: Mapping[str, Any], groups: Sequence[Sequence[str]] = ()
) -> list[Broken]:
    """Every broken rule of an answer in the form of the command line; empty when it holds.

    ``groups`` are duplicates that must stand together. Missed minimums count as broken only when the answer hides them.
    """
    by_id = {p.id: p for p in instance.proposals}
    broken, activities = _read(answer, by_id)
    broken += _each_once(instance, answer, activities)
    for activity in activities:
        broken += _check_one(instance, activity)
    broken += _check_visits(instance, activities)
    broken += _check_capacity(instance, activities)
    broken += _check_minimums(instance, answer, activities)
    where = {p.id: activity.id for activity in activities for p in activity.proposals}
    for group in groups:
        if len({where.get(one) for one in group}) > 1:
            broken.append(
                Broken(
                    "DUPLICATE",
                    f"các đề xuất trùng {', '.join(group)} chưa được gộp",
                    f"duplicates {', '.join(group)} are not together",
                )
            )
    return broken


def _read(
    answer: Mapping[str, Any], by_id: Mapping[str, Proposal]
) -> tuple[list[Broken], list[_Activity]]:
    broken, out = [], []
    for one in answer.get("activities") or ():
        name = str(one.get("id"))
        unknown = [p for p in one.get("proposals") or () if p not in by_id]
        try:
            first, last = date.fromisoformat(one["first_day"]), date.fromisoformat(one["last_day"])
        except (KeyError, TypeError, ValueError):
            broken.append(
                Broken(
                    "DATE",
                    f"{name}: ngày không đúng dạng 2027-01-31",
                    f"{name}: a day is not like 2027-01-31",
                )
            )
            continue
        if unknown or not one.get("proposals"):
            broken.append(
                Broken(
                    "UNKNOWN",
                    f"{name}: không có đề xuất {', '.join(map(str, unknown)) or 'nào'}",
                    f"{name}: unknown or no proposals",
                )
            )
            continue
        out.append(
            _Activity(
                name,
                tuple(by_id[p] for p in one["proposals"]),
                str(one.get("lead")),
                tuple(map(str, one.get("joint") or ())),
                frozenset(one.get("supervised_units") or ()),
                first,
                last,
            )
        )
    return broken, out


def _each_once(
    instance: Instance, answer: Mapping[str, Any], activities: Sequence[_Activity]
) -> list[Broken]:
    seen: Counter[str] = Counter(p.id for activity in activities for p in activity.proposals)
    out = []
    for one in answer.get("deferred") or ():
        seen[str(one.get("proposal"))] += 1
        if not one.get("reason_code") or not one.get("reason"):
            out.append(
                Broken(
                    "NO_REASON",
                    f"{one.get('proposal')} bị hoãn mà không nêu lý do",
                    f"{one.get('proposal')} is deferred without a reason",
                )
            )
    out += [
        Broken(
            "ONCE",
            f"{one.id} phải có mặt đúng một lần, nay {seen[one.id]} lần",
            f"{one.id} must appear once, appears {seen[one.id]} times",
        )
        for one in instance.proposals
        if seen[one.id] != 1
    ]
    return out


def _check_one(instance: Instance, a: _Activity) -> list[Broken]:
    rules = (
        (
            "MIXED_KIND",
            len({p.kind for p in a.proposals}) == 1,
            "gộp cả giám sát và phản biện",
            "joins supervision and criticism",
        ),
        (
            "ORGANISATIONS",
            a.bodies == {p.organisation for p in a.proposals} and a.lead not in a.joint,
            "chủ trì và phối hợp khác các tổ chức đề xuất",
            "lead and partners are not the proposing organisations",
        ),
        (
            "UNITS",
            a.units == {u for p in a.proposals for u in p.units},
            "nơi được giám sát khác với đề xuất",
            "supervised bodies differ from the proposals",
        ),
        ("ORDER", a.first <= a.last, "kết thúc trước khi bắt đầu", "ends before it begins"),
        (
            "YEAR",
            a.first.year == a.last.year == instance.year,
            f"ngoài năm {instance.year}",
            f"outside the year {instance.year}",
        ),
        (
            "DURATION",
            all(p.fixed_first or (a.last - a.first).days + 1 >= p.duration for p in a.proposals),
            "ngắn hơn số ngày cần",
            "shorter than needed",
        ),
        (
            "WINDOW",
            all(
                p.fixed_first or (p.earliest <= a.first and a.last <= p.latest) for p in a.proposals
            ),
            "ngoài thời gian tổ chức đăng ký",
            "outside the proposed time",
        ),
        (
            "PINNED",
            all(p.pinned_month in (None, a.first.month) for p in a.proposals),
            "không ở tháng đã ghim",
            "not in the pinned month",
        ),
        (
            "FIXED",
            all(not p.fixed_first or p.fixed_first == a.first for p in a.proposals),
            "dời một việc đã bắt đầu hoặc đã ghim",
            "moves what has begun or was fixed",
        ),
        (
            "BLACKOUT",
            all(p.fixed_first for p in a.proposals)
            or not any(
                b.first_day <= a.last
                and a.first <= b.last_day
                and (not b.bodies or b.bodies & a.bodies)
                for b in instance.rules.blackouts
            ),
            "rơi vào ngày không làm việc của các tổ chức",
            "falls on closed days",
        ),
    )
    return [
        Broken(code, f"{a.id}: {vi}", f"{a.id}: {en}") for code, holds, vi, en in rules if not holds
    ]


def _check_visits(instance: Instance, activities: Sequence[_Activity]) -> list[Broken]:
    visits: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    ours: set[tuple[str, int, int]] = set()
    for visit in instance.visits:
        days = (visit.last_day - visit.first_day).days + 1
        for key in {
            (visit.unit, day.year, (day.month - 1) // 3 + 1)
            for day in (visit.first_day + timedelta(days=d) for d in range(days))
        }:
            visits[key].append(visit.body)
    outside_only = {key: tuple(who) for key, who in visits.items()}
    for a in activities:
        if a.proposals[0].kind == SUPERVISION:
            for key in {
                (unit, year, (month - 1) // 3 + 1) for unit in a.units for year, month in a.months()
            }:
                visits[key].append(a.id)
                if not any(p.fixed_first for p in a.proposals):
                    ours.add(key)
    cap, allowed = instance.rules.max_visits_per_quarter, instance.rules.allowed
    outside = Counter({key: len(who) for key, who in outside_only.items()})

    def most(unit: str, quarter: int, year: int) -> int:
        more = allowed.get(("visits", unit, quarter), 0)
        return max(cap, outside[unit, year, quarter]) + more if more else cap

    return [
        Broken(
            "VISITS",
            f"{instance.units.get(unit, unit)} tiếp {len(who)} cuộc trong quý {quarter}/{year}, tối đa {most(unit, quarter, year)}",
            f"{unit} has {len(who)} visits in quarter {quarter}/{year}, at most {most(unit, quarter, year)}",
        )
        for (unit, year, quarter), who in sorted(visits.items())
        if len(who) > most(unit, quarter, year) and (unit, year, quarter) in ours
    ]


def _check_capacity(instance: Instance, activities: Sequence[_Activity]) -> list[Broken]:
    load: Counter[tuple[str, int, int]] = Counter(
        (body, *month) for a in activities for body in a.bodies for month in a.months()
    )
    fixed = {
        (body, *month)
        for a in activities
        if any(p.fixed_first for p in a.proposals)
        for body in a.bodies
        for month in a.months()
    }
    capacity = {body.id: body.capacity for body in instance.bodies}

    def most(body: str, month: int) -> int:
        return capacity.get(body, 0) + instance.rules.allowed.get(("activities", body, month), 0)

    return [
        Broken(
            "CAPACITY",
            f"{instance.body_name(body)} có {count} cuộc trong tháng {month}/{year}, sức làm được {most(body, month)}",
            f"{body} has {count} activities in {month}/{year}, capacity {most(body, month)}",
        )
        for (body, year, month), count in sorted(load.items())
        if count > most(body, month) and (body, year, month) not in fixed
    ]


def _check_minimums(
    instance: Instance, answer: Mapping[str, Any], activities: Sequence[_Activity]
) -> list[Broken]:
    have: Counter[tuple[str, str]] = Counter()
    for a in activities:
        have.update(
            (body, name)
            for body in a.bodies
            for name in {name for p in a.proposals for name in p.counts_for()}
        )
    told = {
        (str(one.get("body")), str(one.get("code"))): (one.get("needed"), one.get("planned"))
        for one in answer.get("missed") or ()
    }
    short = {
        (body.id, name): (needed, have[body.id, name])
        for body in instance.bodies
        for name in instance.rules.minimums
        if have[body.id, name] < (needed := instance.rules.needed(body.id, name))
    }
    out = [
        Broken(
            "MINIMUM",
            f"{instance.body_name(body)}: chỉ tiêu {name} mới có {planned} trên {needed}, kế hoạch không nêu",
            f"{body}: {name} has {planned} of {needed}, the plan does not say so",
        )
        for (body, name), (needed, planned) in short.items()
        if told.get((body, name)) != (needed, planned)
    ]
    out += [
        Broken(
            "MINIMUM",
            f"{body}: kế hoạch nêu thiếu {name} nhưng không thiếu",
            f"{body}: {name} is said to be missed but is not",
        )
        for body, name in told
        if (body, name) not in short
    ]
    missing = sum(needed - planned for needed, planned in short.values())
    if answer.get("objective") is not None and answer["objective"] != missing:
        out.append(
            Broken(
                "OBJECTIVE",
                f"kế hoạch ghi thiếu {answer['objective']}, đếm được {missing}",
                f"the plan claims {answer['objective']} missed, counted {missing}",
            )
        )
    return out
