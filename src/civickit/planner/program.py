"""The integer programme over months, and the solver behind it (HiGHS).

Visits count by quarter and capacity by month, so a start day matters only through the months it touches; an item
has about a dozen choices. Over these the relaxation is nearly integral, and one programme of a whole province is
solved with proof in seconds (docs/adr/0002).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from civickit.planner.items import Item, quarters_of

LimitKey = tuple[str, str, int]  # ("visits", unit, quarter) or ("activities", body, month)
_ZERO = 1e-9  # a multiplier below this is none


@dataclass(frozen=True)
class Limits:
    """How much fits: visits of a unit in a quarter, activities of an organisation in a month.

    ``allowed`` was agreed on top of them for the year; ``used`` is what others take already; ``more`` is tried on top;
    keys outside ``only`` do not bind.
    """

    capacity: Mapping[str, int]
    cap: int
    used: Mapping[LimitKey, int]
    more: Mapping[LimitKey, int] = field(default_factory=dict)
    only: frozenset[LimitKey] | None = None
    allowed: Mapping[LimitKey, int] = field(default_factory=dict)

    def most(self, key: LimitKey) -> int:
        """The limit itself, whatever is used of it."""
        return (
            self.cap if key[0] == "visits" else self.capacity.get(key[1], 0)
        ) + self.allowed.get(key, 0)

    def visits(self, unit: str, quarter: int) -> float:
        """Visits a unit can still take in a quarter."""
        return self._left(("visits", unit, quarter))

    def activities(self, body: str, month: int) -> float:
        """Activities an organisation can still take in a month."""
        return self._left(("activities", body, month))

    def _left(self, key: LimitKey) -> float:
        if self.only is not None and key not in self.only:
            return math.inf
        return max(0, self.most(key) - self.used.get(key, 0)) + self.more.get(key, 0)


def limit_keys(item: Item, months: Sequence[int]) -> list[LimitKey]:
    """The limits an item counts against when it touches these months."""
    keys: list[LimitKey] = [("activities", body, month) for body in item.bodies for month in months]
    if item.is_supervision:
        keys += [
            ("visits", unit, quarter) for unit in item.units for quarter in quarters_of(months)
        ]
    return keys


@dataclass(frozen=True)
class Solved:
    """A solver's answer: column values, objective and proved bound; ``status`` optimal, feasible, infeasible or unknown."""

    status: str
    values: np.ndarray
    objective: float
    bound: float


class Program:
    """Columns: one per item and choice, then one per minimum that counts what is met, then load over one a month."""

    def __init__(
        self, items: Sequence[Item], limits: "Limits", needed: Mapping[tuple[str, str], int]
    ) -> None:
        """``needed`` is what each minimum asks for; limits that ``limits`` calls lifted are left out."""
        self.items = items
        self.choice_columns: list[range] = []
        column = 0
        for item in items:
            self.choice_columns.append(range(column, column + len(item.choices)))
            column += len(item.choices)
        self.choice_count = column
        self.minimums = list(needed)
        self.upper = [1.0] * column + [float(needed[key]) for key in self.minimums]
        self._rows: list[tuple[float, float, list[int], list[float]]] = []
        self.limit_rows: dict[int, LimitKey] = {}
        self._by_month: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._by_quarter: dict[tuple[str, int], list[int]] = defaultdict(list)
        self._toward: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._fixed = {
            column
            for item, columns in zip(items, self.choice_columns, strict=True)
            if item.fixed
            for column in columns
        }
        self._collect()
        for (unit, quarter), columns in self._by_quarter.items():
            self._at_most(columns, limits.visits(unit, quarter), ("visits", unit, quarter))
        for (body, month), columns in self._by_month.items():
            self._at_most(columns, limits.activities(body, month), ("activities", body, month))
        for place, key in enumerate(self.minimums):
            met = self.choice_count + place
            columns = self._toward.get(key, [])
            self._rows.append((-math.inf, 0.0, [met, *columns], [1.0] + [-1.0] * len(columns)))

    def _collect(self) -> None:
        for item, columns in zip(self.items, self.choice_columns, strict=True):
            if columns:
                self._rows.append((0.0, 1.0, list(columns), [1.0] * len(columns)))
            for column, months in zip(columns, item.choices, strict=True):
                for body in item.bodies:
                    for month in months:
                        self._by_month[body, month].append(column)
                    for minimum in item.counts_for:
                        self._toward[body, minimum].append(column)
                if item.is_supervision:
                    for unit in item.units:
                        for quarter in quarters_of(months):
                            self._by_quarter[unit, quarter].append(column)

    def _at_most(self, columns: list[int], limit: float, key: LimitKey) -> None:
        # What has begun or was fixed by hand stays, even where it breaks a limit; nothing is added to it.
        limit = (
            max(limit, sum(column in self._fixed for column in columns)) if self._fixed else limit
        )
        if len(columns) > limit:
            self.limit_rows[len(self._rows)] = key
            self._rows.append((-math.inf, float(limit), columns, [1.0] * len(columns)))

    def require(
        self,
        columns: Iterable[int],
        coefficients: Iterable[float],
        low: float = -math.inf,
        high: float = math.inf,
    ) -> None:
        """Add a row."""
        self._rows.append((low, high, list(columns), list(coefficients)))

    @property
    def row_count(self) -> int:
        """Rows so far, for ``forget_rows``."""
        return len(self._rows)

    def forget_rows(self, count: int) -> None:
        """Take back the rows added after there were ``count``."""
        del self._rows[count:]

    def must_place(self, items: Iterable[int]) -> None:
        """Place these items, whatever it costs."""
        for i in items:
            columns = self.choice_columns[i]
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
        for (body, _), columns in self._by_month.items():
            if capacity.get(body, 0) > 1 and len(columns) > 1:
                self.upper.append(float(capacity[body]))
                self._rows.append(
                    (-math.inf, 1.0, [len(self.upper) - 1, *columns], [-1.0] + [1.0] * len(columns))
                )
        return range(first, len(self.upper))

    def solve(
        self,
        gain: Mapping[int, float],
        *,
        seconds: float,
        start: np.ndarray | None = None,
        gap: float = 0.0,
    ) -> Solved:
        """Maximise the gain of the columns. One thread and a fixed seed: the same input gives the same answer."""
        import highspy

        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("mip_rel_gap", gap),
            ("mip_abs_gap", 1e-6 if gap else 0.5),
            ("time_limit", float(seconds)),
        ):
            solver.setOptionValue(option, value)
        solver.HandleKeyboardInterrupt = True
        solver.passModel(self._model(highspy, gain))
        if start is not None:
            hint = highspy.HighsSolution()
            hint.col_value = [*start, *[0.0] * (len(self.upper) - len(start))]
            solver.setSolution(hint)
        solver.run()
        info = solver.getInfo()
        values = np.array(solver.getSolution().col_value)
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return Solved(
                "optimal",
                values,
                info.objective_function_value,
                info.mip_dual_bound if self.choice_count else info.objective_function_value,
            )
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved("infeasible", values, 0.0, 0.0)
        found = (
            len(values)
            and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        )
        return Solved(
            "feasible" if found else "unknown",
            values,
            info.objective_function_value,
            info.mip_dual_bound,
        )

    def contradicting_rows(self) -> set[int] | None:
        """Rows that cannot hold together even in fractions (Farkas' lemma: those with a multiplier); None if they can."""
        import highspy

        solver = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("presolve", "off"),
        ):
            solver.setOptionValue(option, value)
        model = self._model(highspy, {})
        model.integrality_ = []
        solver.passModel(model)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
            return None
        _, has_ray, multipliers = solver.getDualRay()
        return set(np.flatnonzero(np.abs(multipliers) > _ZERO).tolist()) if has_ray else None

    def _model(self, highspy: Any, gain: Mapping[int, float]) -> Any:
        count = len(self.upper)
        columns = np.fromiter((c for row in self._rows for c in row[2]), dtype=np.int64)
        values = np.fromiter((v for row in self._rows for v in row[3]), dtype=float)
        rows = np.repeat(np.arange(len(self._rows)), [len(row[2]) for row in self._rows])
        order = np.argsort(columns, kind="stable")
        starts = np.zeros(count + 1, dtype=np.int32)
        np.cumsum(np.bincount(columns, minlength=count), out=starts[1:])
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count, len(self._rows)
        cost = np.zeros(count)
        for column, amount in gain.items():
            cost[column] = amount
        model.col_cost_, model.col_lower_, model.col_upper_ = (
            cost,
            np.zeros(count),
            np.array(self.upper),
        )
        model.row_lower_, model.row_upper_ = (
            np.array([row[0] for row in self._rows]),
            np.array([row[1] for row in self._rows]),
        )
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = (
            starts,
            rows[order].astype(np.int32),
            values[order],
        )
        model.sense_ = highspy.ObjSense.kMaximize
        whole, part = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [whole] * self.choice_count + [part] * (count - self.choice_count)
        return model

    def values_of(self, months: Mapping[int, tuple[int, ...]]) -> np.ndarray:
        """Column values of a plan given as item number -> months."""
        values = np.zeros(len(self.upper))
        for i, chosen in months.items():
            values[self.choice_columns[i][self.items[i].choices.index(chosen)]] = 1.0
        for place, key in enumerate(self.minimums):
            met = sum(values[column] for column in self._toward.get(key, []))
            values[self.choice_count + place] = min(met, self.upper[self.choice_count + place])
        return values

    def chosen(self, values: np.ndarray) -> dict[int, tuple[int, ...]]:
        """Item number -> the months it was given."""
        out = {}
        for i, columns in enumerate(self.choice_columns):
            for column, months in zip(columns, self.items[i].choices, strict=True):
                if values[column] > 0.5:
                    out[i] = months
        return out
