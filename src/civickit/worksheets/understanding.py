"""How a table was understood, for a person to look at and to put right."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from civickit.vntext import clean
from civickit.worksheets.columns import label
from civickit.worksheets.forms import keys_of
from civickit.worksheets.grids import Grid
from civickit.worksheets.layout import Table, text_of
from civickit.worksheets.notes import column_name

_VALUES = 3
_LOOKED_AT = 500  # rows in which other values are looked for
_LETTERS = 60
_FIRST_ROWS = 12  # of a sheet without a table, to choose its head from


@dataclass(frozen=True)
class ColumnView:
    """A column: its name in Excel, its head, what it means or None, how sure, three values.

    ``key`` is how a form calls it. It is surely nothing when a person said so.
    """

    column: str
    head: str
    meaning: str | None
    sure: float
    values: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True)
class TableView:
    """A table, its head's row as Excel counts; 0 and the sheet's first rows when none was found.

    ``is_left_out`` when a person said that the sheet does not count.
    """

    sheet: str
    header_row: int
    columns: tuple[ColumnView, ...] = ()
    first_rows: tuple[tuple[int, str], ...] = field(default=())
    is_left_out: bool = False

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self)


def view_of(
    grid: Grid, table: Table, headless: Iterable[int] = (), *, is_left_out: bool = False
) -> TableView:
    """How a table was understood; ``headless`` are columns that hold something without a head."""
    heads = {**dict.fromkeys(headless, ""), **table.headers}
    keys = keys_of(heads)
    meanings = {column: role for role, column in table.roles.items()}
    meanings |= {column: f"mark:{time}" for column, time in table.marks.items()}
    columns = tuple(
        ColumnView(
            column_name(column),
            clean(head),
            meanings.get(column),
            table.sureness.get(column, 0.0),
            _values(grid, table, column),
            key=keys[column],
        )
        for column, head in sorted(heads.items())
    )
    return TableView(grid.name, table.header_last + 1, columns, is_left_out=is_left_out)


def _values(grid: Grid, table: Table, column: int) -> tuple[str, ...]:
    found: list[str] = []
    first = table.header_last + 1
    for row in range(first, table.last_row + 1):
        if found and row > first + _LOOKED_AT:
            break
        if (text := clean(text_of(grid.value(row, column)))) and text not in found:
            found.append(text[:_LETTERS])
        if len(found) == _VALUES:
            break
    return tuple(found)


def beginning_of(grid: Grid, *, is_left_out: bool = False) -> TableView:
    """The first rows of a sheet on which no table was found."""
    rows = []
    for row, line in enumerate(grid.cells):
        words = " | ".join(text for cell in line if (text := clean(text_of(cell))))
        if words:
            rows.append((row + 1, words[: 2 * _LETTERS]))
        if len(rows) == _FIRST_ROWS:
            break
    return TableView(grid.name, 0, first_rows=tuple(rows), is_left_out=is_left_out)


def mapping_of(views: list[TableView]) -> dict[str, Any]:
    """What ``--mapping`` takes back: meanings by head, and where the table of each sheet begins."""
    return {
        "columns": {
            column.head if label(column.head) == column.key else column.key: column.meaning
            for view in views
            for column in view.columns
        },
        "sheets": {
            view.sheet: {"read": not view.is_left_out, "header_row": view.header_row or None}
            for view in reversed(views)
        },
    }
