"""From what was read in workbooks to what can be planned."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from civickit.overlap import DUPLICATE, Pair, Topic
from civickit.overlap.bodies import AT_EVERY_LEVEL, Body, parse_body
from civickit.planner import Instance, check_instance
from civickit.planner.facts import (
    HOT_ISSUE,
    KEY_CADRE,
    MINIMUMS,
    Apart,
    Blackout,
    Chosen,
    ExternalVisit,
    Organiser,
    ProposalFacts,
    Rules,
)
from civickit.vntext import fold
from civickit.worksheets import ProposalRow, SheetReading
from giamsat.foundation.words import noted
from giamsat.organisations.six import SIX
from giamsat.rulebooks import ProgrammeRules

_SIX = {one.read_as: (one.province.code, one.planned_as) for one in SIX}


@dataclass(frozen=True)
class GatheredTopic:
    """One proposal with the row it came from."""

    id: str
    organisation: str
    file: str
    row: ProposalRow
    is_hot: bool = False  # evidence was given, whatever its words
    is_ordered: bool = False  # it answers a commission


@dataclass
class Gathered:
    """Everything that was read, ready to compare and plan."""

    year: int
    entries: list[GatheredTopic] = field(default_factory=list)
    others: list[GatheredTopic] = field(default_factory=list)  # rows of other bodies' plans
    bodies: dict[str, str] = field(default_factory=dict)  # organisation id -> name
    units: dict[str, str] = field(default_factory=dict)  # unit id -> name
    unit_ids: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # entry id -> unit ids that a cap binds
    # Other bodies' visits without any time.
    undated: list[GatheredTopic] = field(default_factory=list)


ORDERED = re.compile("đặt hàng", re.IGNORECASE)


def organisation_id(name: str | None) -> tuple[str, str]:
    """Id and full name of an organisation, also of one the table does not know."""
    if name in _SIX:
        return _SIX[name]
    words = "".join(char for char in fold(name or "khac").upper() if char.isalnum())
    return words[:12] or "KHAC", name or noted("Tổ chức chưa rõ tên")


def gather(
    year: int, readings: Sequence[SheetReading], against: Sequence[SheetReading]
) -> Gathered:
    """Number the proposals by organisation, name bodies once, set repeated rows aside."""
    out = Gathered(year)
    counts: Counter[str] = Counter()
    for reading in readings:
        for row in reading.rows:
            code, name = organisation_id(row.organisation or reading.organisation)
            out.bodies.setdefault(code, name)
            if row.duplicate_of is None:
                counts[code] += 1
                out.entries.append(
                    GatheredTopic(f"{code}-{counts[code]:02d}", code, reading.file, row)
                )
    rows = [(reading, row) for reading in against for row in reading.rows]
    for number, (reading, row) in enumerate(rows, 1):
        body = row.organisation or reading.organisation or reading.file
        out.others.append(GatheredTopic(f"CQK-{number:02d}", body, reading.file, row))
    name_units(out)
    return out


def name_units(out: Gathered) -> None:
    """Give every supervised body one id, and every entry the ids of those a cap binds."""
    known: dict[tuple[object, ...], str] = {}
    for entry in (*out.entries, *out.others):
        ids = []
        for unit in entry.row.supervised_units:
            body = parse_body(unit)
            if body.wild or _is_group(unit):
                # "UBND cấp xã", "03 doanh nghiệp": settled later, no cap binds yet
                continue
            key = identity(body)
            if key not in known:
                known[key] = f"U{len(known) + 1:03d}"
                out.units[known[key]] = unit
            ids.append(known[key])
        out.unit_ids[entry.id] = tuple(dict.fromkeys(ids))


def identity(body: Body) -> tuple[object, ...]:
    """What two spellings of one body share."""
    return (
        body.kind,
        body.core,
        body.place,
        body.level if body.kind in AT_EVERY_LEVEL else "",
    )


def _is_group(unit: str) -> bool:
    words = fold(unit)
    return words.startswith(("cac ", "mot so", "doanh nghiep", "co so ")) or words[:1].isdigit()


def topic_of(entry: GatheredTopic, year: int) -> Topic:
    """An entry as it is compared; every file of one programme is of one province."""
    row = entry.row
    return Topic(
        title=row.title,
        kind=row.kind,
        organisation=entry.organisation,
        level=None,
        locality=None,
        year=year,
        supervised_units=tuple(row.supervised_units),
        first_day=row.period_start,
        last_day=row.period_end,
        time_text=row.time_text,
    )


def joint_groups(
    entries: Sequence[GatheredTopic], pairs: Iterable[Pair], year: int
) -> list[tuple[str, ...]]:
    """Duplicates that can be held together: each alike to every other, with days in common."""
    alike = {
        frozenset((pair.one, pair.other))
        for pair in pairs
        if pair.judgement.label == DUPLICATE and pair.other < len(entries)
    }

    def fits(i: int, group: Iterable[int]) -> bool:
        return all(
            frozenset((i, j)) in alike and _meet(entries[i], entries[j], year) for j in group
        )

    groups: list[list[int]] = []
    for i in range(len(entries)):
        joined = next((group for group in groups if fits(i, group)), None)
        if joined is None:
            groups.append([i])
        else:
            joined.append(i)
    return [tuple(entries[i].id for i in group) for group in groups if len(group) > 1]


def window(row: ProposalRow, year: int) -> tuple[date, date]:
    """The days a proposal may take place on; an end that is not said is the year's."""
    return row.period_start or date(year, 1, 1), row.period_end or date(
        max(year, row.period_start.year if row.period_start else year), 12, 31
    )


def _meet(one: GatheredTopic, other: GatheredTopic, year: int) -> bool:
    a, b = window(one.row, year), window(other.row, year)
    return one.row.kind == other.row.kind and max(a[0], b[0]) <= min(a[1], b[1])


def instance_of(
    gathered: Gathered,
    rules: ProgrammeRules,
    *,
    groups: Sequence[Sequence[str]],
    closed: Sequence[tuple[date, date, str, tuple[str, ...]]],
    rest_days: Iterable[date],
    province: str,
    apart: Sequence[Apart] = (),
    chosen: Sequence[Chosen] = (),
) -> Instance:
    """What the planner plans from.

    ``groups`` are ids of proposals to be held together; ``closed`` are first day, last day, reason
    and the organisations it is for, all when it names none; ``apart`` is what people decided to
    hold at different times, ``chosen`` who leads what goes together and its title.

    Notes in ``gathered.undated`` the other bodies' visits that name no time: they are listed for a
    person, and not counted.
    """
    capacity = rules.capacity
    instance = Instance(
        year=gathered.year,
        province=province,
        bodies=tuple(
            Organiser(code, name, capacity.get(code, capacity["default"]))
            for code, name in gathered.bodies.items()
        ),
        units=gathered.units,
        proposals=facts_of(gathered, rules),
        visits=tuple(_visits(gathered)),
        rules=_rules(rules, closed),
        rest_days=frozenset(rest_days),
        joint=tuple(tuple(group) for group in groups),
        apart=tuple(apart),
        chosen=tuple(chosen),
    )
    check_instance(instance)
    return instance


def _rules(
    rules: ProgrammeRules, closed: Sequence[tuple[date, date, str, tuple[str, ...]]]
) -> Rules:
    return Rules(
        minimums={name: rules.minimums.get(name, 0) for name in MINIMUMS},
        max_visits_per_quarter=rules.max_visits,
        blackouts=tuple(
            Blackout(first, last, reason, frozenset(bodies))
            for first, last, reason, bodies in closed
        ),
        exempt={name: frozenset(bodies) for name, bodies in rules.exempt.items()},
    )


def facts_of(gathered: Gathered, rules: ProgrammeRules) -> tuple[ProposalFacts, ...]:
    """Every own proposal as the planner takes it."""
    return tuple(_proposal(gathered, entry, rules) for entry in gathered.entries)


def _proposal(gathered: Gathered, entry: GatheredTopic, rules: ProgrammeRules) -> ProposalFacts:
    row = entry.row
    first, last = window(row, gathered.year)
    wanted = rules.duration_days.get(row.kind, 1)
    text = f"{row.title} {row.note or ''}"
    marks = rules.marks_in(text, is_hot=entry.is_hot)
    middle = first.month + (last.month - first.month + 1) // 2
    return ProposalFacts(
        id=entry.id,
        organisation=entry.organisation,
        title=row.title,
        kind=row.kind,
        units=gathered.unit_ids[entry.id],
        earliest=first,
        latest=last,
        # A single day or a few named by the proposer are the activity itself, not a window for a
        # longer one.
        duration=max(1, min(wanted, (last - first).days + 1)),
        people=max(0, row.people_affected or 0),
        key_cadre=KEY_CADRE in marks,
        hot_issue=HOT_ISSUE in marks,
        commissioned=entry.is_ordered or bool(ORDERED.search(text)),
        preferred_months=(middle,) if first.year == last.year == gathered.year else (),
    )


def outside_days(row: ProposalRow, year: int) -> tuple[date, date] | None:
    """The days of the year another body's activity may touch; None when it names no time at all."""
    if row.period_start is None and row.period_end is None:
        return None
    first, last = window(row, year)
    first, last = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return (first, last) if first <= last else None


def _visits(gathered: Gathered) -> Iterable[ExternalVisit]:
    """Other bodies' visits, on all days they may touch: what may come counts in every quarter."""
    for entry in gathered.others:
        days = outside_days(entry.row, gathered.year)
        if days is None:
            gathered.undated.append(entry)
            continue
        for unit in gathered.unit_ids[entry.id]:
            yield ExternalVisit(unit, *days, body=entry.organisation, topic=entry.row.title)
