"""A sheet put together cell by cell, for the formats that civickit reads itself."""

from typing import Any

from civickit.worksheets.findings import UnreadableFile, problem
from civickit.worksheets.grids import (
    GAP_COLUMNS,
    GAP_ROWS,
    MOST_STRAYS,
    Grid,
    Stray,
    end_of_body,
)
from civickit.worksheets.notes import SheetNotes

MOST_CELLS = 5_000_000
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


class SparseSheet:
    """Cells as they come; what stands far from the rest is kept apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_visible = True
        self.notes = SheetNotes()
        self._rows: dict[int, dict[int, Any]] = {}
        self._count = 0

    def put(self, row: int, column: int, value: Any, *, rows: int = 1, columns: int = 1) -> None:
        """A value, and how often it is repeated downwards and to the right.

        Raises UnreadableFile when there are too many.
        """
        if value is None or (isinstance(value, str) and not value.strip()):
            return
        self._count += rows * columns
        if self._count > MOST_CELLS or row > _LAST_ROW or column > _LAST_COLUMN:
            raise UnreadableFile(
                problem("TOO_LARGE", found=f"ô cuối ở dòng {row + rows}, cột {column + columns}")
            )
        for below in range(row, row + rows):
            line = self._rows.setdefault(below, {})
            for beside in range(column, column + columns):
                line[beside] = value

    def grid(self) -> Grid:
        """The sheet as the readers of tables know it."""
        last_row = end_of_body(self._rows, GAP_ROWS)
        columns = {column for line in self._rows.values() for column in line}
        last_column = end_of_body(columns, GAP_COLUMNS)
        strays = [
            Stray(row, column, value)
            for row, line in sorted(self._rows.items())
            for column, value in line.items()
            if row > last_row or column > last_column
        ]
        notes = self.notes
        notes.last_row, notes.last_column = last_row + 1, last_column + 1
        return Grid(
            self.name,
            [self._line(row, last_column) for row in range(last_row + 1)],
            visible=self.is_visible,
            merged=notes.merged,
            hidden_rows=notes.rows(),
            hidden_columns=frozenset(notes.hidden_columns),
            errors=notes.errors,
            strays=strays[:MOST_STRAYS],
            stray_count=len(strays),
        )

    def _line(self, row: int, last_column: int) -> list[Any]:
        line = self._rows.get(row)
        if not line:
            return []
        width = min(max(line), last_column) + 1
        return [line.get(column, "") for column in range(width)]
