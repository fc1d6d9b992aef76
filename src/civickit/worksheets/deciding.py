"""What the heads of a table leave open, decided by the cells below them."""

from collections.abc import Iterator
from typing import Any

from civickit.vntext import clean
from civickit.worksheets.columns import holds_kinds
from civickit.worksheets.contents import are_days, meaning_of
from civickit.worksheets.findings import SheetProblem, problem
from civickit.worksheets.grids import Grid
from civickit.worksheets.layout import Table, text_of
from civickit.worksheets.notes import column_name

_SAMPLE = 200  # rows looked at
_SPAN = {"period_start", "period_end"}
_SHOWN = 40  # letters of an example


def let_cells_decide(grid: Grid, table: Table) -> None:
    """Give unnamed columns the meaning their cells show, and put right what heads say wrongly."""
    table.sureness |= dict.fromkeys([*table.roles.values(), *table.marks], 1.0)
    _pair_days(grid, table)
    for column in _nameless(grid, table):
        found = meaning_of(_values(grid, table, column))
        if found and _is_lacking(table, found[0]):
            table.roles[found[0]] = column
            table.sureness[column] = round(found[1] * 0.8, 2)
    _find_kinds(grid, table)
    fields = table.roles.pop("field", None)
    if "title" not in table.roles and fields is not None:
        table.roles["title"] = fields  # where nothing else says what it is about


def _is_lacking(table: Table, role: str) -> bool:
    if role == "time":
        return not (table.marks or {"time", "period_start", "quarter", "month"} & set(table.roles))
    return role not in table.roles


def _pair_days(grid: Grid, table: Table) -> None:
    """Two columns of days side by side are the start and the end of one span."""
    roles = table.roles
    if "time" in roles and len(_SPAN & set(roles)) == 1:
        lacking = (_SPAN - set(roles)).pop()
        roles[lacking] = roles.pop("time")
        return
    if table.marks or _SPAN & set(roles):
        return
    unknown = set(_nameless(grid, table)) | ({roles["time"]} if "time" in roles else set())
    days = sorted(column for column in unknown if are_days(_values(grid, table, column)))
    if len(days) == 2 and days[1] == days[0] + 1 and roles.get("time", days[0]) in days:
        roles.pop("time", None)
        roles["period_start"], roles["period_end"] = days
        table.sureness |= dict.fromkeys(days, 0.8)


def _find_kinds(grid: Grid, table: Table) -> None:
    """A column that says "Giám sát" or "Phản biện" tells the kind, whatever its head."""
    for role in ("form", "field", "title"):
        if (
            "kind" not in table.roles
            and role in table.roles
            and holds_kinds([text_of(value) for value in _values(grid, table, table.roles[role])])
        ):
            table.roles["kind"] = table.roles.pop(role)


def unread_columns(grid: Grid, table: Table, headed: set[int]) -> Iterator[SheetProblem]:
    """A finding for each column that holds something and is not read: without a meaning, or a head.

    ``headed`` are the columns with heads in any table of the sheet.
    """
    for column in (*_nameless(grid, table), *headless_columns(grid, table, headed)):
        if example := _example(grid, table, column):
            head = clean(table.headers.get(column, "")) or column_name(column)
            yield problem("UNREAD_COLUMN", found=head, example=example)
    read = set(table.marks) | set(table.roles.values())
    for column in sorted(grid.hidden_columns & set(table.headers)):
        if column not in read and (example := _example(grid, table, column)):
            yield problem("HIDDEN_COLUMN", found=clean(table.headers[column]), example=example)


def _example(grid: Grid, table: Table, column: int) -> str:
    """The first thing that a column says, shortened; "" when it says nothing."""
    rows = range(table.header_last + 1, table.last_row + 1)
    texts = (clean(text_of(grid.value(row, column))) for row in rows)
    return next((text for text in texts if text), "")[:_SHOWN]


def headless_columns(grid: Grid, table: Table, headed: set[int]) -> list[int]:
    """Columns that hold something beside or between the heads, without one."""
    lines = grid.cells[table.header_last + 1 : table.last_row + 1]
    return [
        column
        for column in range(max(map(len, lines), default=0))
        if column not in headed
        and column not in grid.hidden_columns
        and _example(grid, table, column)
    ]


def _nameless(grid: Grid, table: Table) -> list[int]:
    """Columns whose header says nothing we know."""
    named = set(table.roles.values()) | set(table.marks) | grid.hidden_columns
    return [column for column in table.headers if column not in named]


def _values(grid: Grid, table: Table, column: int) -> list[Any]:
    rows = range(table.header_last + 1, min(table.last_row + 1, table.header_last + 1 + _SAMPLE))
    return [value for row in rows if (value := grid.value(row, column)) not in ("", None)]
