"""What a target says, as plain data.

Who is counted, what, compared with what, over which days, from which source.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from civickit.measures.periods import Period

HOW = ("count", "subjects", "latest", "mean", "longest", "units")
EVIDENCE = ("confirmed", "paper")
STATUSES = ("draft", "issued", "replaced")
AGGREGATES = ("each", "share", "units", "sum")


@dataclass(frozen=True)
class Comparison:
    """Bounds, each open or closed; a single value is both bounds."""

    low: float | None = None
    high: float | None = None
    above: bool = False  # strictly more than ``low``
    below: bool = False  # strictly less than ``high``

    def holds(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Elementwise; what is no number never holds."""
        with np.errstate(invalid="ignore"):
            out: NDArray[np.bool_] = ~np.isnan(values)
            if self.low is not None:
                out &= values > self.low if self.above else values >= self.low - 1e-9
            if self.high is not None:
                out &= values < self.high if self.below else values <= self.high + 1e-9
        return out

    def exceeded(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Where the upper bound is passed: what only grows can never come back."""
        if self.high is None:
            return np.zeros(values.shape, dtype=bool)
        return values >= self.high if self.below else values > self.high + 1e-9


@dataclass(frozen=True)
class Counting:
    """Which events of a unit are counted and how.

    ``count`` adds their quantities (a single case has 1), ``subjects`` counts distinct people or
    topics, ``latest`` is the newest figure known (a stock), ``mean`` and ``longest`` are of the
    quantities, ``units`` is 1 a unit.
    """

    events: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    how: str = "count"
    least: float = 1
    periods_back: int = 0


@dataclass(frozen=True)
class Measure:
    """What is compared.

    A ``count``, a ``ratio`` in percent, a ``change`` in percent, or how many conditions ``exists``.
    ``change`` is by how much a counting differs from ``over``, usually itself a period before.
    """

    kind: str
    of: tuple[Counting, ...]
    over: Counting | None = None

    @property
    def only_grows(self) -> bool:
        """Whether what comes later can only raise it: an upper bound once passed stays passed."""
        return self.kind in {"count", "exists"} and all(
            one.how in {"count", "subjects", "longest"} for one in self.of
        )


@dataclass(frozen=True)
class Subjects:
    """Who is counted. Empty means all.

    ``per`` place: the bodies of one level at one place count together.
    """

    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    except_kinds: tuple[str, ...] = ()
    except_levels: tuple[str, ...] = ()
    except_places: tuple[str, ...] = ()
    except_units: tuple[str, ...] = ()
    except_with: Counting | None = None
    only_with: Counting | None = None
    per: str = "unit"


@dataclass(frozen=True)
class SizeStep:
    """From this size on, this comparison."""

    size: float
    comparison: Comparison


@dataclass(frozen=True)
class Aggregate:
    """How units make the whole.

    ``each`` passes, a ``share`` of them in percent, a number of ``units``, or the ``sum``.
    """

    kind: str = "each"
    comparison: Comparison = Comparison(low=100)


@dataclass(frozen=True)
class Target:
    """One version of one target.

    ``counts_toward`` None: its events count everywhere; else only here and there.
    """

    code: str
    title: str
    subjects: Subjects
    period: Period
    measure: Measure
    comparison: Comparison
    valid_from: date
    valid_to: date | None = None
    status: str = "issued"
    source: str = ""
    certainty: str = ""
    steps: tuple[SizeStep, ...] = ()
    size: Counting | None = None
    aggregate: Aggregate = Aggregate()
    evidence: str = "confirmed"
    counts_toward: tuple[str, ...] | None = None
    aim: bool = False
    questions: tuple[tuple[str, str], ...] = field(default=())

    def countings(self) -> tuple[Counting, ...]:
        """Everything it counts, for whoever brings the facts."""
        subjects = self.subjects
        extra = (self.measure.over, self.size, subjects.except_with, subjects.only_with)
        return (*self.measure.of, *(one for one in extra if one))

    def in_force(self, day: date) -> bool:
        """Whether it is valid on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class CountedKind:
    """Something that can be counted.

    ``reported``: nobody but the unit knows, so silence is not zero.

    ``by_person``: it is about somebody, whose name must be told.
    """

    code: str
    title: str
    unit: str  # "nội dung", "cuộc", "người"
    reported: bool = False
    by_person: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """The words definitions may use, with what they are called.

    Codes of kinds, levels, events and tags.
    """

    kinds: dict[str, str]
    levels: dict[str, str]
    tags: dict[str, str]
    events: dict[str, CountedKind]


def plain(number: float) -> str:
    """A number as Vietnamese writes it: 94,5 and 2.000."""
    if number == round(number):
        return f"{round(number):,}".replace(",", ".")
    return f"{number:,.1f}".translate(str.maketrans(",.", ".,"))
