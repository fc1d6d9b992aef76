"""Aims one after another: what one has reached is kept while the next is improved."""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from civickit.planner.facts import Instance
from civickit.planner.items import Item
from civickit.planner.limits import Limits, limit_keys
from civickit.planner.program import Program, Solved
from civickit.planner.separating import Clash
from civickit.planner.yearplan import Level

_GAP = 1e-4
Progress = Callable[[str, float], None]  # the step that begins, and the share of it that is done
Gain = Mapping[int, float]  # column -> what it is worth


@dataclass(frozen=True)
class Aim:
    """What is to be made large, or ``smaller``; ``gain`` is counted in units of ``unit``.

    ``bound`` is what no plan beats before anything is proved.
    """

    name: str
    gain: Gain
    bound: int
    smaller: bool = False
    unit: float = 1.0


class Chain:
    """Solves aim after aim; what one reached becomes a row for the next."""

    def __init__(self, program: Program, *, seconds: float, progress: Progress) -> None:
        self.program, self.progress = program, progress
        self.ends = time.monotonic() + seconds
        self.best = np.zeros(len(program.upper))  # nothing is placed yet
        self.levels: list[Level] = []

    def left(self) -> float:
        """Seconds that are left, never none."""
        return max(0.01, self.ends - time.monotonic())

    def months(self) -> dict[int, tuple[int, ...]]:
        """Item number -> the months of the best plan so far."""
        return self.program.chosen(self.best)

    def improve(self, aim: Aim, *, prove: bool = True) -> None:
        """Improve one aim as far as the aims before it allow; without ``prove`` only measure it."""
        bound = aim.bound
        if prove and aim.gain:
            bound = self._solve(aim)
        value = self._worth(aim.gain)
        bound = min(bound, value) if aim.smaller else max(bound, value)
        proved = abs(bound - value) <= max(1.0, abs(value)) * _GAP or bound == value
        self.levels.append(Level(aim.name, value, bound, proved))
        if prove and aim.gain:
            self._keep(aim, value)

    def _solve(self, aim: Aim) -> int:
        """Look for a better plan; returns the bound that is known then."""
        sign = -1 if aim.smaller else 1
        self.progress(aim.name, 0.0)
        solved = self.program.solve(
            {column: sign * amount / aim.unit for column, amount in aim.gain.items()},
            seconds=self.left(),
            start=self.best,
            gap=_GAP,
        )
        if solved.status not in ("optimal", "feasible"):
            return aim.bound
        self.best = solved.values
        return round(sign * solved.bound * aim.unit) if math.isfinite(solved.bound) else aim.bound

    def _keep(self, aim: Aim, value: int) -> None:
        """What was reached must hold from now on."""
        slack = 0.5 if aim.unit == 1.0 else 0.0
        low, high = (-math.inf, value + slack) if aim.smaller else (value - slack, math.inf)
        self.program.require(
            aim.gain,
            [amount / aim.unit for amount in aim.gain.values()],
            low / aim.unit - 1e-9,
            high / aim.unit + 1e-9,
        )

    def _worth(self, gain: Gain) -> int:
        if not gain:
            return 0
        columns = np.fromiter(gain, dtype=np.int64, count=len(gain))
        amounts = np.fromiter(gain.values(), dtype=float, count=len(gain))
        return round(float(self.best[columns] @ amounts))


def pursue(
    chain: Chain,
    instance: Instance,
    limits: Limits,
    levels: int,
    previous: Mapping[str, tuple[date, date]],
) -> None:
    """All aims in order; those after the first ``levels`` are measured and not improved."""
    program, items = chain.program, chain.program.items
    _meet_and_place(chain, len(instance.proposals), limits)
    if previous:
        running = sum(any(p.id in previous for p in item.proposals) for item in items)
        chain.improve(Aim("kept", _kept_months(program, previous), running))
    if program.clashes:
        quarters = program.quarter_columns()
        chain.best = _with_columns(chain.best, quarters, 0.0)
        chain.improve(Aim("apart", dict.fromkeys(quarters, 1.0), len(quarters)))
    chain.improve(_people(program), prove=levels >= 3)
    chain.improve(_months_asked(program), prove=levels >= 4)
    if levels >= 5:
        load = program.load_columns({body.id: body.capacity for body in instance.bodies})
        most = max(program.upper[load.start :], default=0.0)
        chain.best = _with_columns(chain.best, load, most)
        chain.improve(Aim("load", dict.fromkeys(load, 1.0), 0, smaller=True))


def _people(program: Program) -> Aim:
    gain = {
        column: float(item.people)
        for item, columns in zip(program.items, program.choice_columns, strict=True)
        for column in columns
        if item.people
    }
    bound = sum(item.people for item in program.items if item.choices)
    return Aim("people", gain, bound, unit=1000.0)


def _months_asked(program: Program) -> Aim:
    """In a month asked for, and not running into the next where it need not."""
    gain = {
        column: 1.0
        for item, columns in zip(program.items, program.choice_columns, strict=True)
        for column, months in zip(columns, item.choices, strict=True)
        if months[0] in item.preferred and len(months) == min(map(len, item.choices))
    }
    return Aim("months", gain, sum(bool(one.preferred and one.choices) for one in program.items))


def _kept_months(program: Program, previous: Mapping[str, tuple[date, date]]) -> Gain:
    """Choices that are the months of the running plan."""
    gain = {}
    for item, columns in zip(program.items, program.choice_columns, strict=True):
        days = next((previous[p.id] for p in item.proposals if p.id in previous), None)
        if days:
            running = tuple(range(days[0].month, days[1].month + 1))
            for column, months in zip(columns, item.choices, strict=True):
                if months == running:
                    gain[column] = 1.0
    return gain


def _with_columns(best: np.ndarray, columns: range, value: float) -> np.ndarray:
    """The plan with values for columns that came after it."""
    return np.concatenate([best, np.full(len(columns), value)]) if columns else best


def _meet_and_place(chain: Chain, count: int, limits: Limits) -> None:
    """Missed minimums first, then placed proposals, in one programme.

    One minimum outweighs all ``count`` proposals together.
    """
    program = chain.program
    met_columns = program.met_columns()
    weight = float(count + 1)
    placed = {
        column: float(len(item.proposals))
        for item, columns in zip(program.items, program.choice_columns, strict=True)
        for column in columns
    }
    chain.progress("missed", 0.0)
    gain = placed | dict.fromkeys(met_columns, weight)
    asked = sum(int(program.upper[column]) for column in met_columns)
    solved = _with_commissions(chain, gain, above_all=weight * (asked + 1))
    if solved.status not in ("optimal", "feasible"):
        guess = program.values_of(first_guess(program.items, limits, program.clashes))
        solved = Solved("feasible", guess, 0.0, math.inf)
    chain.best = solved.values
    met = round(float(solved.values[met_columns.start : met_columns.stop].sum()))
    value = round(sum(amount for column, amount in placed.items() if solved.values[column] > 0.5))
    bound = min(solved.bound, weight * asked + count)
    chain.levels += _first_levels(bound, met=met, asked=asked, value=value, count=count)
    program.require(met_columns, [1.0] * len(met_columns), low=met)
    program.require(placed, placed.values(), low=value)


def _first_levels(bound: float, *, met: int, asked: int, value: int, count: int) -> list[Level]:
    """What one bound proves of both aims: ``met`` of ``asked`` minimums, ``value`` of ``count``."""
    weight = count + 1
    best_met = min(int((bound + 1e-6) // weight), asked)
    is_met = best_met <= met
    best_value = min(count, int(bound - met * weight + 1e-6)) if is_met else count
    return [
        Level("missed", asked - met, max(0, asked - best_met), proved=is_met),
        Level("placed", value, max(value, best_value), proved=is_met and best_value <= value),
    ]


def _with_commissions(chain: Chain, gain: Gain, *, above_all: float) -> Solved:
    """All commissioned and fixed ones placed; where they do not fit, as many as possible first."""
    program = chain.program
    must = [
        number
        for number, item in enumerate(program.items)
        if item.choices and (item.commissioned or item.fixed)
    ]
    mark = program.row_count
    program.must_place(must)
    solved = program.solve(gain, seconds=chain.left())
    if solved.status != "infeasible":
        return solved
    program.forget_rows(mark)
    heavy = dict(gain)
    for number in must:
        for column in program.choice_columns[number]:
            heavy[column] += above_all
    solved = program.solve(heavy, seconds=chain.left())
    if not len(solved.values):
        return solved
    kept = [n for n in must if solved.values[program.choice_columns[n]].sum() > 0.5]
    program.must_place(kept)
    return replace(solved, bound=solved.bound - above_all * len(kept))


def first_guess(
    items: Sequence[Item], limits: Limits, clashes: Sequence[Clash] = ()
) -> dict[int, tuple[int, ...]]:
    """A plan for when the solver had no time: item number -> months.

    What is fixed or commissioned comes first, then the most people, each in the first room.
    """
    used = Counter(limits.used)
    guess: dict[int, tuple[int, ...]] = {}
    partners: dict[int, list[Clash]] = defaultdict(list)
    for clash in clashes:
        partners[clash.one].append(clash)
        partners[clash.other].append(clash)
    for number, item in sorted(
        enumerate(items),
        key=lambda numbered: (
            not numbered[1].fixed,
            not numbered[1].commissioned,
            -numbered[1].people,
            numbered[0],
        ),
    ):
        for months in item.choices:
            keys = limit_keys(item, months)
            is_clear = all(clash.holds({**guess, number: months}) for clash in partners[number])
            if item.fixed or (is_clear and all(used[key] < limits.most(key) for key in keys)):
                used.update(keys)
                guess[number] = months
                break
    return guess
