"""A sheet as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

GAP_ROWS = 2000  # empty rows, or columns, after which a cell belongs to no table
GAP_COLUMNS = 100
MOST_STRAYS = 50  # cells far from the rest that are looked at; the others are counted


@dataclass(frozen=True)
class Stray:
    """A cell far from everything else on its sheet: left out, and named."""

    row: int
    column: int
    value: Any = ""


def end_of_body(used: Iterable[int], gap: int) -> int:
    """The last of the used numbers before the first great gap."""
    last = -1
    for number in sorted(used):
        if number - last > gap:
            break
        last = number
    return last


@dataclass
class Grid:
    """One sheet: ``cells[row][column]`` from Excel's A1, with what is merged or hidden.

    Numbers count from 0.
    """

    name: str
    cells: list[list[Any]]
    visible: bool = True
    merged: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # first row, first column, last row, last column
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    bare_formulas: frozenset[tuple[int, int]] = frozenset()  # cells whose result was never stored
    errors: dict[tuple[int, int], str] = field(default_factory=dict)  # "#REF!" and the like
    strays: list[Stray] = field(default_factory=list)
    stray_count: int = 0
    epoch: int = 1900

    def value(self, row: int, column: int) -> Any:
        """The cell's value, or "" beyond the used part."""
        line = self.cells[row] if row < len(self.cells) else []
        return line[column] if column < len(line) else ""
