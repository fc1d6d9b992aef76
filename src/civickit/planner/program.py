"""The integer programme over months, and the solver behind it (HiGHS).

Visits count by quarter and capacity by month, so a start day matters only through the months it
touches; an item has about a dozen choices. Over these the relaxation is nearly integral, and one
programme of a whole province is solved with proof in seconds (docs/adr/0002).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from civickit.planner.facts import Apart, Instance
from civickit.planner.items import Days, Item
from civickit.planner.limits import LimitKey, Limits, limit_keys, limits_of
from civickit.planner.separating import Clash, clashes_of, share_a_quarter

_ZERO = 1e-9  # a multiplier below this is none
_OPTIONS = {"output_flag": False, "threads": 1, "random_seed": 0}


@dataclass(frozen=True)
class Solved:
    """A solver's answer: column values, objective and proved bound.

    ``status`` is optimal, feasible, infeasible or unknown.
    """

    status: str
    values: np.ndarray
    objective: float
    bound: float


@dataclass(frozen=True)
class _MatrixRow:
    """One condition: the weighted sum of columns lies between ``low`` and ``high``."""

    low: float
    high: float
    columns: list[int]
    weights: list[float]


class Program:
    """Columns: one per item and choice, then one per minimum for what is met, then load a month."""

    def __init__(
        self,
        items: Sequence[Item],
        limits: Limits,
        needed: Mapping[tuple[str, str], int],
        clashes: Sequence[Clash] = (),
    ) -> None:
        """``needed`` is what each minimum asks for; limits that do not bind are left out.

        ``clashes`` are pairs of the items that must not meet.
        """
        self.items = items
        self.choice_columns = _columns_of(items)
        self.choice_count = self.choice_columns[-1].stop if items else 0
        self.minimums = list(needed)
        self.upper = [1.0] * self.choice_count + [float(needed[key]) for key in self.minimums]
        self.limit_rows: dict[int, LimitKey] = {}
        self.clashes, self.apart_rows = list(clashes), dict[int, Apart]()
        self._rows: list[_MatrixRow] = []
        self._against: dict[LimitKey, list[int]] = defaultdict(list)
        self._toward: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._fixed: set[int] = set()
        for item, columns in zip(items, self.choice_columns, strict=True):
            self._add_item(item, columns)
        self._add_limits(limits)
        self._add_clashes()
        self._add_minimums()

    def _add_item(self, item: Item, columns: range) -> None:
        """One choice an item, and which choices count against which limit, toward which minimum."""
        if columns:
            self._rows.append(_MatrixRow(0.0, 1.0, list(columns), [1.0] * len(columns)))
        if item.fixed:
            self._fixed.update(columns)
        minimums = [(body, name) for body in item.bodies for name in item.counts_for]
        for column, months in zip(columns, item.choices, strict=True):
            for limit in limit_keys(item, months):
                self._against[limit].append(column)
            for minimum in minimums:
                self._toward[minimum].append(column)

    def _add_limits(self, limits: Limits) -> None:
        """A row a limit, where more choices count against it than fit; visits first."""
        for key in sorted(self._against, key=lambda key: key[0] != "visits"):
            columns = self._against[key]
            limit = limits.left(key)
            if self._fixed:
                # What has begun or was fixed by hand stays, even where it breaks a limit;
                # nothing is added to it.
                limit = max(limit, sum(column in self._fixed for column in columns))
            if len(columns) > limit:
                self.limit_rows[len(self._rows)] = key
                self._rows.append(
                    _MatrixRow(-math.inf, float(limit), columns, [1.0] * len(columns))
                )

    def _add_minimums(self) -> None:
        """No more is met of a minimum than choices that count toward it are made."""
        for column, key in zip(self.met_columns(), self.minimums, strict=True):
            toward = self._toward.get(key, [])
            weights = [1.0] + [-1.0] * len(toward)
            self._rows.append(_MatrixRow(-math.inf, 0.0, [column, *toward], weights))

    def _add_clashes(self) -> None:
        """Of two choices that would meet, one at most."""
        for clash in self.clashes:
            for choice, other in sorted(clash.choices):
                columns = [self._column(clash.one, choice), self._column(clash.other, other)]
                self.apart_rows[len(self._rows)] = clash.apart
                self._rows.append(_MatrixRow(-math.inf, 1.0, columns, [1.0, 1.0]))

    def _column(self, number: int, months: tuple[int, ...]) -> int:
        return self.choice_columns[number][self.items[number].choices.index(months)]

    def quarter_columns(self) -> range:
        """Columns that say of each clash whether its two are in the year in different quarters."""
        first = len(self.upper)
        for clash in self.clashes:
            column = len(self.upper)
            self.upper.append(1.0)
            for number in (clash.one, clash.other):
                placed = self.choice_columns[number]
                weights = [1.0] + [-1.0] * len(placed)
                self._rows.append(_MatrixRow(-math.inf, 0.0, [column, *placed], weights))
            for choice in self.items[clash.one].choices:
                near = [
                    self._column(clash.other, other)
                    for other in self.items[clash.other].choices
                    if share_a_quarter(choice, other)
                ]
                if near:
                    columns = [column, self._column(clash.one, choice), *near]
                    self._rows.append(_MatrixRow(-math.inf, 2.0, columns, [1.0] * len(columns)))
        return range(first, len(self.upper))

    def require(
        self,
        columns: Iterable[int],
        weights: Iterable[float],
        low: float = -math.inf,
        high: float = math.inf,
    ) -> None:
        """Add a row."""
        self._rows.append(_MatrixRow(low, high, list(columns), list(weights)))

    @property
    def row_count(self) -> int:
        """Rows so far, for ``forget_rows``."""
        return len(self._rows)

    def forget_rows(self, count: int) -> None:
        """Take back the rows added after there were ``count``."""
        del self._rows[count:]

    def must_place(self, numbers: Iterable[int]) -> None:
        """Place these items, whatever it costs."""
        for number in numbers:
            columns = self.choice_columns[number]
            self.require(columns, [1.0] * len(columns), low=1.0)

    def must_meet(self, needs: Mapping[tuple[str, str], int]) -> None:
        """Reach these minimums."""
        for key, amount in needs.items():
            columns = self._toward.get(key, [])
            self.require(columns, [1.0] * len(columns), low=float(amount))

    def met_columns(self) -> range:
        """Columns that say how far each minimum is met."""
        return range(self.choice_count, self.choice_count + len(self.minimums))

    def load_columns(self, capacity: Mapping[str, int]) -> range:
        """Columns that count, per organisation and month, what goes beyond one activity."""
        first = len(self.upper)
        for (kind, body, _), columns in self._against.items():
            if kind == "activities" and capacity.get(body, 0) > 1 and len(columns) > 1:
                weights = [-1.0] + [1.0] * len(columns)
                self._rows.append(_MatrixRow(-math.inf, 1.0, [len(self.upper), *columns], weights))
                self.upper.append(float(capacity[body]))
        return range(first, len(self.upper))

    def solve(
        self,
        gain: Mapping[int, float],
        *,
        seconds: float,
        start: np.ndarray | None = None,
        gap: float = 0.0,
    ) -> Solved:
        """Maximise the gain of the columns, from ``start`` if given, to a relative ``gap``.

        One thread and a fixed seed: the same input gives the same answer.
        """
        import highspy

        solver = _solver(
            highspy,
            mip_rel_gap=gap,
            mip_abs_gap=1e-6 if gap else 0.5,
            time_limit=float(seconds),
        )
        solver.HandleKeyboardInterrupt = True
        solver.passModel(self._model(highspy, gain))
        if start is not None:
            hint = highspy.HighsSolution()
            hint.col_value = [*start, *[0.0] * (len(self.upper) - len(start))]
            solver.setSolution(hint)
        solver.run()
        return self._answer(highspy, solver)

    def _answer(self, highspy: Any, solver: Any) -> Solved:
        info = solver.getInfo()
        values = np.array(solver.getSolution().col_value)
        objective, bound = info.objective_function_value, info.mip_dual_bound
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return Solved("optimal", values, objective, bound if self.choice_count else objective)
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved("infeasible", values, 0.0, 0.0)
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        is_found = len(values) and info.primal_solution_status == feasible
        return Solved("feasible" if is_found else "unknown", values, objective, bound)

    def contradicting_rows(self) -> set[int] | None:
        """Rows that cannot hold together even in fractions; None if they can.

        By Farkas' lemma they are those with a multiplier in the solver's proof.
        """
        import highspy

        solver = _solver(highspy, presolve="off")
        model = self._model(highspy, {})
        model.integrality_ = []
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
            return None
        _, has_ray, multipliers = solver.getDualRay()
        return set(np.flatnonzero(np.abs(multipliers) > _ZERO).tolist()) if has_ray else None

    def _model(self, highspy: Any, gain: Mapping[int, float]) -> Any:
        """The rows and columns as HiGHS takes them."""
        count = len(self.upper)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count, len(self._rows)
        cost = np.zeros(count)
        for column, amount in gain.items():
            cost[column] = amount
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_, model.col_lower_ = cost, np.zeros(count)
        model.col_upper_ = np.array(self.upper)
        model.row_lower_ = np.array([row.low for row in self._rows])
        model.row_upper_ = np.array([row.high for row in self._rows])
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.start_, matrix.index_, matrix.value_ = self._by_column(count)
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [whole] * self.choice_count + [part] * (count - self.choice_count)
        return model

    def _by_column(self, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where each of ``count`` columns starts, and the rows and weights of all, one by one."""
        columns = np.fromiter((c for row in self._rows for c in row.columns), dtype=np.int64)
        weights = np.fromiter((w for row in self._rows for w in row.weights), dtype=float)
        rows = np.repeat(np.arange(len(self._rows)), [len(row.columns) for row in self._rows])
        order = np.argsort(columns, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int32)
        np.cumsum(np.bincount(columns, minlength=count), out=starts[1:])
        return starts, rows[order].astype(np.int32), weights[order]

    def values_of(self, months: Mapping[int, tuple[int, ...]]) -> np.ndarray:
        """Column values of a plan given as item number -> months."""
        values = np.zeros(len(self.upper))
        for number, chosen in months.items():
            values[self.choice_columns[number][self.items[number].choices.index(chosen)]] = 1.0
        for column, key in zip(self.met_columns(), self.minimums, strict=True):
            met = sum(values[choice] for choice in self._toward.get(key, []))
            values[column] = min(met, self.upper[column])
        return values

    def chosen(self, values: np.ndarray) -> dict[int, tuple[int, ...]]:
        """Item number -> the months it was given."""
        return {
            number: months
            for number, columns in enumerate(self.choice_columns)
            for column, months in zip(columns, self.items[number].choices, strict=True)
            if values[column] > 0.5
        }


def _columns_of(items: Sequence[Item]) -> list[range]:
    """The columns of every item, one a choice."""
    ends = list(accumulate((len(item.choices) for item in items), initial=0))
    return [range(start, end) for start, end in pairwise(ends)]


def _solver(highspy: Any, **options: Any) -> Any:
    solver = highspy.Highs()
    for name, value in {**_OPTIONS, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def build_program(
    instance: Instance, items: Sequence[Item], days: Days, strict: frozenset[Apart] = frozenset()
) -> Program:
    """The programme of all items with all minimums that bind somebody.

    ``strict`` are decided pairs that may not even share a month.
    """
    needed = {
        (body.id, name): amount
        for body in instance.bodies
        for name in instance.rules.minimums
        if (amount := instance.rules.needed(body.id, name))
    }
    clashes = clashes_of(items, days, strict)
    return Program(items, limits_of(instance, days), needed, clashes)
