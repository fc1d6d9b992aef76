"""Cells of one table, asked for by what their column means."""

from typing import Any

from civickit.vntext import clean
from civickit.worksheets.grids import Grid
from civickit.worksheets.layout import HeaderView, Table, text_of


class TableCells:
    """The cells of a table as a reader's eye sees them."""

    def __init__(self, grid: Grid, table: Table) -> None:
        self.grid, self.table = grid, table
        self.view = HeaderView(grid)
        self._is_plain = not grid.merged
        self._row = -1
        self._line: list[Any] = []  # the cells of the row that was asked about last
        self._texts: dict[tuple[str, bool], str] = {}

    def raw(self, role: str, row: int, *, own: bool = False) -> Any:
        """The value under a meaning; a merged area above is filled in unless ``own``."""
        column = self.table.roles.get(role)
        if column is None:
            return ""
        value = self.grid.value(row, column)
        if own or self._is_plain or (value is not None and value != ""):
            return value
        return self.grid.value(*self.view.origin(row, column))

    def text(self, role: str, row: int, *, own: bool = False) -> str:
        """The same as one line of text."""
        column = self.table.roles.get(role)
        if column is None:
            return ""
        if row != self._row:
            self._row, self._texts = row, {}
            self._line = self.grid.cells[row] if row < len(self.grid.cells) else []
        key = (role, own or self._is_plain)
        if (text := self._texts.get(key)) is None:
            value = self._line[column] if column < len(self._line) else ""
            if value in ("", None) and not key[1]:
                value = self.raw(role, row)
            text = self._texts[key] = clean(text_of(value)) if value != "" else ""
        return text

    def has(self, role: str, row: int) -> bool:
        """Whether the cell says anything."""
        return bool(self.text(role, row))
