"""From facts to a dated plan: aims one after another, each with what was reached and a proved bound."""

import math
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from civickit.planner.duplicates import find_duplicates
from civickit.planner.facts import Instance
from civickit.planner.items import Days, Item, make_items
from civickit.planner.program import LimitKey, Limits, Program, Solved, limit_keys

MANY = 1500  # proposals from which the lower aims are only proved on request
_GAP = 1e-4
Progress = Callable[[str, float], None]


def _silent(step: str, share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Level:
    """One aim: ``value`` reached, ``bound`` that no plan beats, and whether the two are proved equal.

    ``missed``, ``changes`` and ``load`` are to be small; ``placed``, ``people`` and ``months`` large.
    """

    name: str
    value: int
    bound: int
    proved: bool


@dataclass(frozen=True)
class Placed:
    """An item with its days, both inclusive."""

    item: Item
    months: tuple[int, ...]
    first_day: date
    last_day: date


@dataclass
class Plan:
    """A plan with everything a reader needs to judge it."""

    instance: Instance
    items: list[Item]
    days: Days
    groups: tuple[tuple[str, ...], ...]
    months: dict[int, tuple[int, ...]]
    placed: dict[int, Placed]
    levels: list[Level]
    status: str  # optimal, feasible or infeasible: infeasible when some minimum cannot be met
    seconds: float
    missed: dict[tuple[str, str], tuple[int, int]] = field(
        default_factory=dict
    )  # (body, minimum) -> needed, planned

    def level(self, name: str) -> Level | None:
        """One aim by name."""
        return next((level for level in self.levels if level.name == name), None)


class _Chain:
    """Solves aim after aim; what one reached becomes a row for the next."""

    def __init__(self, program: Program, seconds: float, progress: Progress) -> None:
        self.program, self.progress = program, progress
        self.ends = time.monotonic() + seconds
        self.best: np.ndarray | None = None
        self.levels: list[Level] = []

    def left(self) -> float:
        return max(0.01, self.ends - time.monotonic())

    def aim(
        self,
        name: str,
        gain: Mapping[int, float],
        bound: int,
        *,
        smaller: bool = False,
        unit: float = 1.0,
        prove: bool = True,
    ) -> None:
        """Improve one aim as far as the aims before it allow; ``gain`` in units of ``unit``."""
        sign = -1 if smaller else 1
        if prove and gain:
            self.progress(name, 0.0)
            found = self.program.solve(
                {c: sign * amount / unit for c, amount in gain.items()},
                seconds=self.left(),
                start=self.best,
                gap=_GAP,
            )
            if found.status in ("optimal", "feasible"):
                self.best = found.values
                bound = round(sign * found.bound * unit) if math.isfinite(found.bound) else bound
        if self.best is None:
            return
        value = self._worth(gain)
        bound = max(bound, value) if not smaller else min(bound, value)
        proved = abs(bound - value) <= max(1.0, abs(value)) * _GAP or bound == value
        self.levels.append(Level(name, value, bound, proved))
        if prove and gain:
            slack = unit * 0.5 if unit == 1.0 else 0.0
            low, high = (-np.inf, value + slack) if smaller else (value - slack, np.inf)
            self.program.require(
                gain,
                [amount / unit for amount in gain.values()],
                low / unit - 1e-9,
                high / unit + 1e-9,
            )

    def _worth(self, gain: Mapping[int, float]) -> int:
        assert self.best is not None
        columns = np.fromiter(gain, dtype=np.int64, count=len(gain))
        return (
            round(
                float(self.best[columns] @ np.fromiter(gain.values(), dtype=float, count=len(gain)))
            )
            if len(columns)
            else 0
        )


def make_plan(
    instance: Instance,
    *,
    seconds: float = 60.0,
    levels: int | None = None,
    previous: Mapping[str, tuple[date, date]] | None = None,
    progress: Progress = _silent,
) -> Plan:
    """The best plan of the year.

    ``levels`` is how many aims are proved: 2 for large instances and 5 otherwise, unless said. ``previous`` gives the
    days of proposals in a running plan; as few of them as possible are moved. Whatever the time limit, every proposal
    is placed or left for ``deferrals`` to explain.
    """
    started = time.monotonic()
    progress("duplicates", 0.0)
    groups = instance.joint if instance.joint is not None else find_duplicates(instance)
    items, days = make_items(instance, groups)
    levels = levels or (2 if len(instance.proposals) > MANY else 5)
    progress("model", 0.0)
    chain = _solve(instance, items, days, levels, seconds, previous or {}, progress)
    months = chain.program.chosen(chain.best) if chain.best is not None else {}
    progress("days", 0.0)
    plan = Plan(instance, items, days, groups, months, {}, chain.levels, "feasible", 0.0)
    plan.placed = choose_days(items, days, months, previous or {})
    plan.missed = count_missed(instance, [items[i] for i in plan.placed])
    missed = plan.level("missed")
    proved = all(level.proved for level in chain.levels[:2])
    plan.status = "infeasible" if plan.missed else "optimal" if proved and missed else "feasible"
    plan.seconds = round(time.monotonic() - started, 3)
    return plan


def build_program(instance: Instance, items: Sequence[Item], days: Days) -> Program:
    """The programme of all items with all minimums."""
    needed = {
        (body.id, name): instance.rules.needed(body.id, name)
        for body in instance.bodies
        for name in instance.rules.minimums
        if instance.rules.needed(body.id, name)
    }
    return Program(items, limits_of(instance, days), needed)


def limits_of(instance: Instance, days: Days) -> Limits:
    """The limits of the whole year, other bodies' visits counted."""
    cap, allowed = instance.rules.max_visits_per_quarter, instance.rules.allowed
    used: dict[LimitKey, int] = {
        ("visits", unit, quarter): count for (unit, quarter), count in days.outside.items()
    }
    for key in allowed:  # what was allowed is ours, also where others' visits alone go over the cap
        used[key] = min(used.get(key, 0), cap) if key[0] == "visits" else 0
    return Limits({body.id: body.capacity for body in instance.bodies}, cap, used, allowed=allowed)


def _solve(
    instance: Instance,
    items: list[Item],
    days: Days,
    levels: int,
    seconds: float,
    previous: Mapping[str, tuple[date, date]],
    progress: Progress,
) -> _Chain:
    program = build_program(instance, items, days)
    chain = _Chain(program, seconds, progress)
    total = sum(int(program.upper[c]) for c in program.met_columns())
    must = [i for i, item in enumerate(items) if item.choices and (item.commissioned or item.fixed)]
    _first_two(chain, instance, must, total, limits_of(instance, days))
    if chain.best is None:
        return chain
    if previous:
        keep = _keeping(items, program, previous)
        were = len(
            {i for i, item in enumerate(items) if any(p.id in previous for p in item.proposals)}
        )
        chain.aim("kept", keep, were)
    people = {
        c: float(item.people)
        for item, columns in zip(items, program.choice_columns, strict=True)
        for c in columns
        if item.people
    }
    months = {
        c: 1.0
        for item, columns in zip(items, program.choice_columns, strict=True)
        for c, touched in zip(columns, item.choices, strict=True)
        if _is_as_asked(item, touched)
    }
    chain.aim(
        "people",
        people,
        sum(item.people for item in items if item.choices),
        unit=1000.0,
        prove=levels >= 3,
    )
    chain.aim(
        "months",
        months,
        sum(bool(item.preferred and item.choices) for item in items),
        prove=levels >= 4,
    )
    if levels >= 5:
        load = program.load_columns({body.id: body.capacity for body in instance.bodies})
        chain.best = _with_load(chain.best, program, len(load))
        chain.aim("load", dict.fromkeys(load, 1.0), 0, smaller=True)
    return chain


def _is_as_asked(item: Item, touched: tuple[int, ...]) -> bool:
    """In a month asked for, and not running into the next where it need not."""
    return touched[0] in item.preferred and len(touched) == min(map(len, item.choices))


def _with_load(best: np.ndarray, program: Program, count: int) -> np.ndarray:
    return (
        np.concatenate([best, np.full(count, max(program.upper[-count:], default=0.0))])
        if count
        else best
    )


def _first_two(
    chain: _Chain, instance: Instance, must: list[int], total: int, limits: Limits
) -> None:
    """Missed minimums first, then placed proposals, in one programme: a minimum outweighs all proposals together."""
    program, count = chain.program, len(instance.proposals)
    weight = float(count + 1)
    placed = {
        c: float(len(item.proposals))
        for item, columns in zip(program.items, program.choice_columns, strict=True)
        for c in columns
    }
    chain.progress("missed", 0.0)
    found = _solve_with_commissions(
        chain, placed | dict.fromkeys(program.met_columns(), weight), must, weight * (total + 1)
    )
    if found.status not in ("optimal", "feasible"):
        found = Solved(
            "feasible", program.values_of(first_guess(program.items, limits)), 0.0, math.inf
        )
    chain.best = found.values
    bound = min(found.bound, weight * total + count)
    columns = program.met_columns()
    met = round(float(found.values[columns.start : columns.stop].sum()))
    best_met = min(int((bound + 1e-6) // weight), total)
    value = round(sum(amount for c, amount in placed.items() if found.values[c] > 0.5))
    best_value = min(count, int(bound - met * weight + 1e-6)) if best_met <= met else count
    chain.levels += [
        Level("missed", total - met, max(0, total - best_met), best_met <= met),
        Level("placed", value, max(value, best_value), best_met <= met and best_value <= value),
    ]
    program.require(columns, [1.0] * len(columns), low=met)
    program.require(placed, placed.values(), low=value)


def _solve_with_commissions(
    chain: _Chain, gain: Mapping[int, float], must: list[int], above_all: float
) -> Solved:
    """All commissioned and fixed ones placed; where they do not fit together, as many as possible before all else."""
    program = chain.program
    mark = program.row_count
    program.must_place(must)
    found = program.solve(gain, seconds=chain.left())
    if found.status != "infeasible":
        return found
    program.forget_rows(mark)
    heavy = {c: gain[c] + above_all for i in must for c in program.choice_columns[i]}
    found = program.solve({**gain, **heavy}, seconds=chain.left())
    if not len(found.values):
        return found
    kept = [i for i in must if sum(found.values[c] for c in program.choice_columns[i]) > 0.5]
    program.must_place(kept)
    return Solved(found.status, found.values, found.objective, found.bound - above_all * len(kept))


def first_guess(items: Sequence[Item], limits: Limits) -> dict[int, tuple[int, ...]]:
    """A plan for when the solver had no time: what is fixed or commissioned, then the most people, in the first room."""
    used = Counter(limits.used)
    out = {}
    for i in sorted(
        range(len(items)),
        key=lambda i: (not items[i].fixed, not items[i].commissioned, -items[i].people, i),
    ):
        for months in items[i].choices:
            keys = limit_keys(items[i], months)
            if items[i].fixed or all(used[key] < limits.most(key) for key in keys):
                used.update(keys)
                out[i] = months
                break
    return out


def _keeping(
    items: Sequence[Item], program: Program, previous: Mapping[str, tuple[date, date]]
) -> dict[int, float]:
    keep = {}
    for item, columns in zip(items, program.choice_columns, strict=True):
        old = next((previous[p.id] for p in item.proposals if p.id in previous), None)
        if old:
            touched = tuple(range(old[0].month, old[1].month + 1))
            keep.update(
                {
                    c: 1.0
                    for c, months in zip(columns, item.choices, strict=True)
                    if months == touched
                }
            )
    return keep


def choose_days(
    items: Sequence[Item],
    days: Days,
    months: Mapping[int, tuple[int, ...]],
    previous: Mapping[str, tuple[date, date]],
) -> dict[int, Placed]:
    """Days within the months: those of the running plan if they still hold, else working days with least else going on."""
    busy: dict[str, np.ndarray] = {}
    out = {}
    rest = np.where(days.weekday >= 5, 1, 0)
    rest[
        [
            number
            for day in days.instance.rest_days
            if 0 <= (number := days.number(day)) < days.count
        ]
    ] = 1
    rested = np.concatenate([[0], np.cumsum(rest)])
    for i in sorted(months, key=lambda i: ((items[i].latest - items[i].earliest).days, i)):
        item = items[i]
        length = item.duration if not item.fixed else (item.fixed[1] - item.fixed[0]).days + 1
        starts = days.starts(item)
        ends = np.minimum(starts + length - 1, days.count - 1)
        fits = (days.month[starts] == months[i][0]) & (days.month[ends] == months[i][-1])
        starts, ends = starts[fits], ends[fits]
        old = next((days.number(previous[p.id][0]) for p in item.proposals if p.id in previous), -1)
        if old in starts:
            start = old
        else:
            load = np.zeros(days.count, dtype=np.int32)
            for body in item.bodies:
                load += busy.get(body, 0)
            loaded = np.concatenate([[0], np.cumsum(load)])
            window = loaded[ends + 1] - loaded[starts]
            # Not the first day of the window: papers and notice come before.
            middle = np.abs(starts - starts[len(starts) // 2])
            order = np.lexsort(
                (
                    starts,
                    middle,
                    window,
                    rested[ends + 1] - rested[starts],
                    rest[starts] + rest[ends],
                )
            )
            start = int(starts[order[0]])
        for body in item.bodies:
            busy.setdefault(body, np.zeros(days.count, dtype=np.int32))[start : start + length] += 1
        out[i] = Placed(item, months[i], days.day(start), days.day(start + length - 1))
    return dict(sorted(out.items(), key=lambda one: (one[1].first_day, one[0])))


def count_missed(
    instance: Instance, placed: Sequence[Item]
) -> dict[tuple[str, str], tuple[int, int]]:
    """Minimums a set of activities misses: (body, minimum) -> needed, planned."""
    have: dict[tuple[str, str], int] = {}
    for item in placed:
        for body in item.bodies:
            for name in item.counts_for:
                have[body, name] = have.get((body, name), 0) + 1
    return {
        (body.id, name): (needed, have.get((body.id, name), 0))
        for body in instance.bodies
        for name in instance.rules.minimums
        if have.get((body.id, name), 0) < (needed := instance.rules.needed(body.id, name))
    }
