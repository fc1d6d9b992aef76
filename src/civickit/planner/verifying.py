"""Check a plan against every rule without a solver, so that anyone can."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from civickit.planner.broken import Broken
from civickit.planner.facts import Instance, ProposalFacts, Rules
from civickit.planner.minimums import check_minimums
from civickit.planner.yearplan import PlannedActivity


def verify(
    instance: Instance, answer: Mapping[str, Any], groups: Sequence[Sequence[str]] = ()
) -> list[Broken]:
    """Every broken rule of a plan in the form of the command line; empty when it holds.

    ``groups`` are duplicates that must stand together. Missed minimums count as broken only when
    the answer hides them.
    """
    broken, activities = _read(answer, {p.id: p for p in instance.proposals})
    broken += _each_once(instance, answer, activities)
    broken += verify_activities(instance, activities)
    broken += check_minimums(instance, answer, activities)
    place = {p.id: activity.id for activity in activities for p in activity.proposals}
    broken += [
        Broken(
            "DUPLICATE",
            f"các đề xuất trùng {', '.join(group)} chưa được gộp",
            f"duplicates {', '.join(group)} are not together",
        )
        for group in groups
        if len({place.get(code) for code in group}) > 1
    ]
    return broken


def verify_activities(instance: Instance, activities: Sequence[PlannedActivity]) -> list[Broken]:
    """Rules that the activities break by themselves, at a supervised body or in a month."""
    broken = [rule for activity in activities for rule in _check_one(instance, activity)]
    broken += _check_visits(instance, activities)
    broken += _check_capacity(instance, activities)
    broken += _check_apart(instance, activities)
    return broken


def _check_apart(instance: Instance, activities: Sequence[PlannedActivity]) -> list[Broken]:
    """What was decided to be held at different times does not meet; where days are fixed, none."""
    held_in = {p.id: activity for activity in activities for p in activity.proposals}
    broken = []
    for apart in instance.apart:
        held, other = held_in.get(apart.one), held_in.get(apart.other)
        if held is None or held is other:
            continue
        if other is not None:
            is_free = not (_is_fixed(held) and _is_fixed(other))
            wrong = is_free and _meet(held, other)
            name = f"“{other.title}”"
        else:
            wrong = not _is_fixed(held) and apart.meets(held.first_day, held.last_day)
            name = f"“{apart.topic}” của {apart.body}"
        if wrong:
            vi = f"“{held.title}” trùng ngày với {name}, đã quyết định làm khác thời gian"
            en = f"{apart.one} meets {apart.other or apart.body}, decided to be apart in time"
            broken.append(Broken("APART", vi, en))
    return broken


def _meet(activity: PlannedActivity, other: PlannedActivity) -> bool:
    """Whether they share a day."""
    return activity.first_day <= other.last_day and other.first_day <= activity.last_day


def _read(
    answer: Mapping[str, Any], proposals: Mapping[str, ProposalFacts]
) -> tuple[list[Broken], list[PlannedActivity]]:
    """The activities that can be read, and what is wrong with the others."""
    broken, activities = [], []
    for data in answer.get("activities") or ():
        wrong = _unreadable(data, proposals)
        if wrong:
            broken.append(wrong)
            continue
        activities.append(_activity(data, proposals))
    return broken, activities


def _activity(data: Mapping[str, Any], proposals: Mapping[str, ProposalFacts]) -> PlannedActivity:
    return PlannedActivity(
        id=str(data.get("id")),
        proposals=tuple(proposals[code] for code in data["proposals"]),
        lead=str(data.get("lead")),
        joint=tuple(map(str, data.get("joint") or ())),
        units=tuple(data.get("supervised_units") or ()),
        first_day=date.fromisoformat(data["first_day"]),
        last_day=date.fromisoformat(data["last_day"]),
    )


def _unreadable(data: Mapping[str, Any], proposals: Mapping[str, ProposalFacts]) -> Broken | None:
    """Why an activity cannot be read; None when it can."""
    name = str(data.get("id"))
    try:
        for day in ("first_day", "last_day"):
            date.fromisoformat(data[day])
    except (KeyError, TypeError, ValueError):
        return Broken(
            "DATE",
            f"{name}: ngày không đúng dạng 2027-01-31",
            f"{name}: a day is not like 2027-01-31",
        )
    codes = data.get("proposals") or ()
    unknown = [code for code in codes if code not in proposals]
    if codes and not unknown:
        return None
    return Broken(
        "UNKNOWN",
        f"{name}: không có đề xuất {', '.join(map(str, unknown)) or 'nào'}",
        f"{name}: unknown or no proposals",
    )


def _each_once(
    instance: Instance, answer: Mapping[str, Any], activities: Sequence[PlannedActivity]
) -> list[Broken]:
    """Every proposal is placed or left out once, and what is left out says why."""
    count: Counter[str] = Counter(p.id for activity in activities for p in activity.proposals)
    broken = []
    for left in answer.get("deferred") or ():
        code = left.get("proposal")
        count[str(code)] += 1
        if not left.get("reason_code") or not left.get("reason"):
            vi, en = f"{code} bị hoãn mà không nêu lý do", f"{code} is deferred without a reason"
            broken.append(Broken("NO_REASON", vi, en))
    broken += [
        Broken(
            "ONCE",
            f"{proposal.id} phải có mặt đúng một lần, nay {count[proposal.id]} lần",
            f"{proposal.id} must appear once, appears {count[proposal.id]} times",
        )
        for proposal in instance.proposals
        if count[proposal.id] != 1
    ]
    return broken


def _check_one(instance: Instance, activity: PlannedActivity) -> list[Broken]:
    """Rules about a single activity."""
    return [
        Broken(code, f"{activity.id}: {vi}", f"{activity.id}: {en}")
        for code, holds, vi, en in (
            *_rules_of_joining(activity),
            *_rules_of_days(instance, activity),
        )
        if not holds
    ]


_Rule = tuple[str, bool, str, str]  # code, whether it holds, what is wrong in both languages


def _rules_of_joining(activity: PlannedActivity) -> tuple[_Rule, ...]:
    proposals = activity.proposals
    organisations = {p.organisation for p in proposals}
    return (
        (
            "MIXED_KIND",
            len({p.kind for p in proposals}) == 1,
            "gộp cả giám sát và phản biện",
            "joins supervision and criticism",
        ),
        (
            "ORGANISATIONS",
            set(activity.bodies) == organisations and activity.lead not in activity.joint,
            "chủ trì và phối hợp khác các tổ chức đề xuất",
            "lead and partners are not the proposing organisations",
        ),
        (
            "UNITS",
            set(activity.units) == {unit for p in proposals for unit in p.units},
            "nơi được giám sát khác với đề xuất",
            "supervised bodies differ from the proposals",
        ),
    )


def _rules_of_days(instance: Instance, activity: PlannedActivity) -> tuple[_Rule, ...]:
    """Days are right by themselves, and as the proposals ask unless they are fixed by hand."""
    first, last, year = activity.first_day, activity.last_day, instance.year
    free = [p for p in activity.proposals if not p.fixed_first]
    fixed = [p for p in activity.proposals if p.fixed_first]
    length = (last - first).days + 1
    return (
        ("ORDER", first <= last, "kết thúc trước khi bắt đầu", "ends before it begins"),
        (
            "YEAR",
            first.year == last.year == year,
            f"ngoài năm {year}",
            f"outside the year {year}",
        ),
        (
            "DURATION",
            all(length >= p.duration for p in free),
            "ngắn hơn số ngày cần",
            "shorter than needed",
        ),
        (
            "WINDOW",
            all(p.earliest <= first and last <= p.latest for p in free),
            "ngoài thời gian tổ chức đăng ký",
            "outside the proposed time",
        ),
        (
            "PINNED",
            all(p.pinned_month in (None, first.month) for p in activity.proposals),
            "không ở tháng đã ghim",
            "not in the pinned month",
        ),
        (
            "FIXED",
            all(p.fixed_first == first for p in fixed),
            "dời một việc đã bắt đầu hoặc đã ghim",
            "moves what has begun or was fixed",
        ),
        (
            "BLACKOUT",
            not free or not _is_closed(instance, activity),
            "rơi vào ngày không làm việc của các tổ chức",
            "falls on closed days",
        ),
    )


def _is_closed(instance: Instance, activity: PlannedActivity) -> bool:
    return any(
        blackout.first_day <= activity.last_day
        and activity.first_day <= blackout.last_day
        and (not blackout.bodies or blackout.bodies & {*activity.bodies})
        for blackout in instance.rules.blackouts
    )


def _check_visits(instance: Instance, activities: Sequence[PlannedActivity]) -> list[Broken]:
    """The cap of visits of a unit in a quarter; where only others or fixed days break it, none."""
    outside = Counter(
        quarter
        for visit in instance.visits
        for quarter in _quarters([visit.unit], visit.first_day, visit.last_day)
    )
    visits, free = Counter(outside), set()
    for activity in activities:
        if activity.proposals[0].is_supervision:
            quarters = _quarters(activity.units, activity.first_day, activity.last_day)
            visits.update(quarters)
            if not _is_fixed(activity):
                free |= quarters
    broken = []
    for key in sorted(free):
        unit, _year, quarter = key
        most = _most_visits(instance.rules, unit, quarter, outside[key])
        if visits[key] > most:
            broken.append(_too_many_visits(instance, key, visits[key], most))
    return broken


def _too_many_visits(
    instance: Instance, key: tuple[str, int, int], count: int, most: int
) -> Broken:
    unit, year, quarter = key
    name, when = instance.units.get(unit, unit), f"{quarter}/{year}"
    return Broken(
        "VISITS",
        f"{name} tiếp {count} cuộc trong quý {when}, tối đa {most}",
        f"{unit} has {count} visits in quarter {when}, at most {most}",
    )


def _most_visits(rules: Rules, unit: str, quarter: int, outside: int) -> int:
    """The cap; what was granted on top is ours, also where others alone go over the cap."""
    cap = rules.max_visits_per_quarter
    granted = rules.allowed.get(("visits", unit, quarter), 0)
    return max(cap, outside) + granted if granted else cap


def _load(
    activities: Sequence[PlannedActivity],
) -> tuple[Counter[tuple[str, int, int]], set[tuple[str, int, int]]]:
    """Activities of each organisation in each month, and the months that fixed days touch."""
    load: Counter[tuple[str, int, int]] = Counter()
    fixed: set[tuple[str, int, int]] = set()
    for activity in activities:
        months = _months(activity.first_day, activity.last_day)
        touched = {(body, *month) for body in {*activity.bodies} for month in months}
        load.update(touched)
        if _is_fixed(activity):
            fixed |= touched
    return load, fixed


def _check_capacity(instance: Instance, activities: Sequence[PlannedActivity]) -> list[Broken]:
    """The capacity of an organisation in a month; where fixed days break it, it stands."""
    load, fixed = _load(activities)
    capacity = {body.id: body.capacity for body in instance.bodies}
    broken = []
    for key in sorted(load.keys() - fixed):
        body, _year, month = key
        granted = instance.rules.allowed.get(("activities", body, month), 0)
        most = granted + capacity.get(body, 0)
        if load[key] > most:
            broken.append(_too_much_work(instance, key, load[key], most))
    return broken


def _too_much_work(instance: Instance, key: tuple[str, int, int], count: int, most: int) -> Broken:
    body, year, month = key
    name, when = instance.body_name(body), f"{month}/{year}"
    return Broken(
        "CAPACITY",
        f"{name} có {count} cuộc trong tháng {when}, sức làm được {most}",
        f"{body} has {count} activities in {when}, capacity {most}",
    )


def _is_fixed(activity: PlannedActivity) -> bool:
    return any(p.fixed_first for p in activity.proposals)


def _months(first_day: date, last_day: date) -> set[tuple[int, int]]:
    """Year and month of every day; none when the end is before the beginning."""
    days = (first_day + timedelta(number) for number in range((last_day - first_day).days + 1))
    return {(day.year, day.month) for day in days}


def _quarters(units: Iterable[str], first_day: date, last_day: date) -> set[tuple[str, int, int]]:
    """Quarters in which units are visited: unit, year, quarter."""
    months = _months(first_day, last_day)
    return {(unit, year, (month - 1) // 3 + 1) for unit in units for year, month in months}
