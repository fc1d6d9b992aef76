"""Where the tables are on an untidy sheet, and which column holds what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from civickit.vntext import clean, fold
from civickit.worksheets.columns import holds_kinds, kind_of, label, role_of, role_of_stack
from civickit.worksheets.opening import Grid
from civickit.worksheets.periods import parse_period
from civickit.worksheets.units import is_body

_STOREYS = 3  # a header is at most this many rows high
_SAMPLE = 200  # rows looked at when the cells, not the header, decide what a column is
_NUMBERED = re.compile(r"\d{1,6}[.)]?")
_ENOUGH = 2  # recognised columns that make a row a header


@dataclass
class Table:
    """One table: its header rows, the role of each column and the rows that follow (0-based)."""

    header_first: int
    header_last: int
    roles: dict[str, int]
    headers: dict[int, str]
    last_row: int
    marks: dict[int, str] = field(default_factory=dict)  # column -> time it stands for

    @property
    def span(self) -> tuple[int, int]:
        """First and last column with a header."""
        return min(self.headers), max(self.headers)


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without ".0", days as people here write them."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


class HeaderView:
    """Cells of a grid with merged areas filled, as a reader's eye sees a header."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._filled: dict[tuple[int, int], tuple[int, int]] = {}
        self._widths: dict[int, int] = {}
        for top, left, bottom, right in grid.merged:
            if (bottom - top + 1) * (right - left + 1) <= 4096:
                for row in range(top, bottom + 1):
                    self._widths[row] = max(self._widths.get(row, 0), right + 1)
                    for column in range(left, right + 1):
                        self._filled[row, column] = (top, left)

    def text(self, row: int, column: int) -> str:
        """The text a reader sees in a cell, also where a merged area covers it."""
        return text_of(self.grid.value(*self._filled.get((row, column), (row, column))))

    def width(self, row: int) -> int:
        """Columns of a row, merged areas included."""
        own = len(self.grid.cells[row]) if row < len(self.grid.cells) else 0
        return max(own, self._widths.get(row, 0))

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell that holds what is seen here: its own, or the first of the merged area."""
        return self._filled.get((row, column), (row, column))


def find_tables(grid: Grid) -> list[Table]:
    """Every table of a sheet: one below another, side by side, with repeated headers."""
    view = HeaderView(grid)
    tables: list[Table] = []
    row = 0
    while row < len(grid.cells):
        block = _header_at(view, row, below_a_table=bool(tables))
        if not block:
            row += 1
            continue
        height, stacks = block
        found = [table for table in _split(view, row, row + height - 1, stacks) if table.roles]
        repeated = tables and found and len(found) == 1 and _same_columns(tables[-1], found[0])
        if found and not repeated:
            for table in tables:
                table.last_row = (
                    min(table.last_row, row - 1) if _share_columns(table, found) else table.last_row
                )
            tables += found
        row += height
    for table in tables:
        _let_cells_decide(grid, table)
    return tables


def _is_header_row(view: HeaderView, row: int, *, below_a_table: bool) -> bool:
    """Whether a row names columns.

    Below a table it must do so beyond doubt: a proposal taken for a header is lost.
    """
    if _looks_like_data(view, row):
        return False
    cells = {
        view.origin(row, column): view.text(row, column).strip()
        for column in range(view.width(row))
    }
    texts = [text for text in cells.values() if text]
    roles = [role for role in map(role_of, texts) if role]
    names = {role for role in roles if not role.startswith("mark:")}
    if len(names) + (len(roles) - len(names) > 1) < _ENOUGH:
        return False
    plain = len(names) >= 3 and len(roles) * 4 >= len(texts) * 3 and max(map(len, texts)) <= 40
    return not below_a_table or "no" in names or plain


def _looks_like_data(view: HeaderView, row: int) -> bool:
    """A row with a number in its first cell or a long sentence is no header."""
    first = ""
    for column in range(view.width(row)):
        text = view.text(row, column).strip()
        if text and not first:
            first = text
            if _NUMBERED.fullmatch(first):
                return True
        if len(text) > 110:
            return True
    return not first


def _header_at(
    view: HeaderView, row: int, *, below_a_table: bool
) -> tuple[int, dict[int, list[str]]] | None:
    """The height of a header that starts at this row, and each column's texts above each other."""
    if not _is_header_row(view, row, below_a_table=below_a_table):
        return None
    height = 1
    while (
        height < _STOREYS
        and row + height < len(view.grid.cells)
        and _continues(view, row, row + height)
    ):
        height += 1
    stacks: dict[int, list[str]] = {}
    for column in range(max(view.width(row + i) for i in range(height))):
        parts: list[str] = []
        for storey in range(row, row + height):
            text = clean(view.text(storey, column))
            if text and text not in parts:
                parts.append(text)
        if parts:
            stacks[column] = parts
    roles = {role_of_stack(parts) for parts in stacks.values()}
    known = {role for role in roles if role}
    return (
        (height, stacks)
        if len(known) >= _ENOUGH and known & {"title", "supervised_units", "time", "period_start"}
        else None
    )


def _continues(view: HeaderView, top: int, row: int) -> bool:
    """Whether this row is a lower storey of the header.

    It names columns under wider heads, or is their merged tail.
    """
    own = [
        column
        for column in range(view.width(row))
        if view.origin(row, column)[0] == row and view.text(row, column).strip()
    ]
    tail = [
        column
        for column in range(view.width(row))
        if view.origin(row, column)[0] < row and view.text(row, column).strip()
    ]
    if not own:
        return bool(tail)
    texts = [view.text(row, column) for column in own]
    if _looks_like_data(view, row) or any(len(text) > 60 for text in texts):
        return False
    marks = [
        role_of_stack([view.text(top, column), view.text(row, column)]) or "" for column in own
    ]
    if sum(mark.startswith("mark:") for mark in marks) > 1 and not any(
        text.strip().lower() == "x" for text in texts
    ):
        return True
    named = sum(role_of(text) is not None for text in texts)
    wide = {view.origin(top, column) for column in own}
    under_wide_heads = len(wide) < len(own) or bool(tail)
    same_again = all(
        label(view.text(top, column)) == label(view.text(row, column)) for column in own
    )
    return (
        named * 2 >= len(own)
        and (under_wide_heads or all(not view.text(top, c).strip() for c in own))
        and not same_again
    )


def _split(
    view: HeaderView, first: int, last: int, stacks: dict[int, list[str]]
) -> Iterator[Table]:
    """One table, or several side by side.

    A second title column, or a second number column, starts another.
    """
    groups: list[dict[int, list[str]]] = [{}]
    seen: set[str] = set()
    previous = None
    for column, parts in sorted(stacks.items()):
        role = role_of_stack(parts)
        gap = previous is not None and column > previous + 1
        if (role == "no" and "no" in seen) or (
            role == "title" and "title" in seen and (gap or "no" not in seen)
        ):
            groups.append({})
            seen = set()
        groups[-1][column] = parts
        seen.add(role or "")
        previous = column
    for group in groups:
        roles: dict[str, int] = {}
        marks: dict[int, str] = {}
        for column, parts in group.items():
            role = role_of_stack(parts)
            if role and role.startswith("mark:"):
                marks[column] = role[5:]
            elif (
                role
                and (role not in roles or roles[role] in view.grid.hidden_columns)
                and column not in view.grid.hidden_columns
            ):
                roles[role] = column
        headers = {column: " ".join(parts) for column, parts in group.items()}
        if roles and set(roles) & {"title", "supervised_units", "time"}:
            yield Table(first, last, roles, headers, len(view.grid.cells) - 1, marks)


def _same_columns(table: Table, other: Table) -> bool:
    return table.roles == other.roles or {label(h) for h in table.headers.values()} == {
        label(h) for h in other.headers.values()
    }


def _share_columns(table: Table, found: list[Table]) -> bool:
    left, right = table.span
    return any(other.span[0] <= right and other.span[1] >= left for other in found)


def _let_cells_decide(grid: Grid, table: Table) -> None:
    """Fix what headers leave open: "Hình thức" that holds kinds.

    A nameless column that holds the topics.
    """
    rows = range(table.header_last + 1, min(table.last_row + 1, table.header_last + 1 + _SAMPLE))

    def column_texts(column: int) -> list[str]:
        return [text for text in (text_of(grid.value(row, column)) for row in rows) if text.strip()]

    for role, seems in (
        ("title", _seems_topic),
        ("supervised_units", _seems_body),
        ("time", _seems_time),
    ):
        lacking = role not in table.roles and not (
            role == "time" and (table.marks or "period_start" in table.roles)
        )
        for column in _nameless(grid, table) if lacking else ():
            texts = column_texts(column)
            if len(texts) > 1 and sum(map(seems, texts)) * 10 >= len(texts) * 7:
                table.roles[role] = column
                break
    for role in ("form", "field", "title"):
        if (
            "kind" not in table.roles
            and role in table.roles
            and holds_kinds(column_texts(table.roles[role]))
        ):
            table.roles["kind"] = table.roles.pop(role)
    if "title" not in table.roles and "field" in table.roles:
        table.roles["title"] = table.roles.pop("field")
    if "time" in table.roles and "period_start" not in table.roles and "period_end" in table.roles:
        table.roles["period_start"] = table.roles.pop("time")


def _nameless(grid: Grid, table: Table) -> list[int]:
    """Columns whose header says nothing we know."""
    named = set(table.roles.values()) | set(table.marks) | grid.hidden_columns
    return [column for column in table.headers if column not in named]


def _seems_topic(text: str) -> bool:
    return len(text) > 20 and kind_of(" ".join(text.split()[:4])) is not None


def _seems_body(text: str) -> bool:
    return is_body(clean(text))


def _seems_time(text: str) -> bool:
    return not text.isdigit() and parse_period(text, 2000) is not None


def group_label(text: str) -> bool:
    """Whether a line heads a group of rows: "I", "A.", "II. PHẢN BIỆN XÃ HỘI", "Phần thứ nhất"."""
    words = fold(text)
    return bool(
        re.fullmatch(r"([ivx]+|[a-hđ])[.)]?", words)
        or re.match(r"(phan|muc|nhom) (thu |[ivx\d]+\b)", words)
        or re.match(r"([ivx]+|[a-h])[.)/-] ", words)
    )
