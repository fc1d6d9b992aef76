"""A sheet as plain values."""

from dataclasses import dataclass, field
from typing import Any


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
    epoch: int = 1900

    def value(self, row: int, column: int) -> Any:
        """The cell's value, or "" beyond the used part."""
        line = self.cells[row] if row < len(self.cells) else []
        return line[column] if column < len(line) else ""
