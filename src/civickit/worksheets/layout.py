"""Where the tables are on an untidy sheet, and which column holds what."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from civickit.vntext import clean, fold
from civickit.worksheets.columns import breadth, label, role_of, role_of_stack
from civickit.worksheets.contents import meaning_of, seems_body, seems_time
from civickit.worksheets.grids import Grid

_STOREYS = 3  # a header is at most this many rows high
_GLANCE = 40  # rows looked at when the cells, not the heads, tell that a table begins
_FEWEST_HEADS = 3
_LONGEST_HEAD = 60
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
    sureness: dict[int, float] = field(default_factory=dict)  # column -> 0 to 1

    @property
    def span(self) -> tuple[int, int]:
        """First and last column with a header."""
        return min(self.headers), max(self.headers)

    def give(self, column: int, meaning: str) -> None:
        """Give a column the meaning that a person said; "" takes what it had."""
        self.marks.pop(column, None)
        for role in [role for role, place in self.roles.items() if place == column]:
            del self.roles[role]
        self.sureness[column] = 1.0
        if meaning.startswith("mark:"):
            self.marks[column] = meaning[5:]
        elif meaning:
            self.roles[meaning] = column


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without ".0", days as people here write them."""
    if type(value) is str:
        return value
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


def find_tables(
    grid: Grid,
    is_known_head: Callable[[int, list[str]], bool] | None = None,
    last_head_row: int = -1,
) -> list[Table]:
    """Every table of a sheet: one below another, side by side, with repeated headers.

    ``is_known_head`` tells of a row that a person said, now or before, is the head of a table;
    ``last_head_row`` is the row where the first head ends because a person said so.
    """
    view = HeaderView(grid)
    tables: list[Table] = []
    row = 0
    while row < len(grid.cells):
        block = _header_at(view, row, below_a_table=bool(tables))
        if block and row <= last_head_row and row + block[0] - 1 != last_head_row:
            block = None  # a person said where the first head ends
        if not block and is_known_head and (taught := _taught_head(view, row, is_known_head)):
            for table in tables:
                table.last_row = min(table.last_row, row - 1)
            tables.append(taught)
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
    return tables


def _taught_head(
    view: HeaderView, row: int, is_known_head: Callable[[int, list[str]], bool]
) -> Table | None:
    """The table under a row that is a head because a person said so."""
    texts = {column: clean(view.text(row, column)) for column in range(view.width(row))}
    heads = {column: text for column, text in texts.items() if text}
    if not heads or not is_known_head(row, list(heads.values())):
        return None
    roles, marks = _roles_of(
        {column: [text] for column, text in heads.items()}, view.grid.hidden_columns
    )
    last = len(view.grid.cells) - 1
    return Table(row, row, roles, heads, last, marks=marks)


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
        return not below_a_table and bool(names) and _names_columns(texts)
    plain = len(names) >= 3 and len(roles) * 4 >= len(texts) * 3 and max(map(len, texts)) <= 40
    return not below_a_table or "no" in names or plain


def _names_columns(texts: list[str]) -> bool:
    """Whether texts can be heads that were never seen: short, of letters, no time and no body."""
    return len(texts) >= _FEWEST_HEADS and all(
        len(text) <= _LONGEST_HEAD
        and any(map(str.isalpha, text))
        and (role_of(text) is not None or not (seems_body(text) or seems_time(text)))
        for text in texts
    )


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
    if len(known) >= _ENOUGH and known & {"title", "supervised_units", "time", "period_start"}:
        return height, stacks
    headers = {column: " ".join(parts) for column, parts in stacks.items()}
    return (height, stacks) if _is_known_by_content(view, row + height - 1, headers) else None


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
    if _holds_marks(view, top, row, own):
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


def _holds_marks(view: HeaderView, top: int, row: int, columns: list[int]) -> bool:
    """Whether a row names quarters or months under a wider head, and is not ticks itself."""
    texts = [view.text(row, column) for column in columns]
    marks = [role_of_stack([view.text(top, column), view.text(row, column)]) for column in columns]
    count = sum((mark or "").startswith("mark:") for mark in marks)
    return count > 1 and not any(text.strip().lower() == "x" for text in texts)


def _split(
    view: HeaderView, first: int, last: int, stacks: dict[int, list[str]]
) -> Iterator[Table]:
    """One table, or several side by side."""
    for group in _side_by_side(stacks):
        roles, marks = _roles_of(group, view.grid.hidden_columns)
        headers = {column: " ".join(parts) for column, parts in group.items()}
        by_content = len(roles) > 0 and _is_known_by_content(view, last, headers)
        if set(roles) & {"title", "supervised_units", "time"} or by_content:
            yield Table(
                header_first=first,
                header_last=last,
                roles=roles,
                headers=headers,
                last_row=len(view.grid.cells) - 1,
                marks=marks,
            )


def _side_by_side(stacks: dict[int, list[str]]) -> list[dict[int, list[str]]]:
    """Columns by table: a second title column, or a second number column, starts another."""
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
    return groups


def _roles_of(
    group: dict[int, list[str]], hidden: frozenset[int]
) -> tuple[dict[str, int], dict[int, str]]:
    """The column of each meaning, and the columns that are ticked.

    Of two heads of one meaning the one that says it more narrowly has it: "Đơn vị được giám sát"
    before "Địa bàn".
    """
    roles: dict[str, int] = {}
    marks: dict[int, str] = {}
    for column, parts in group.items():
        role = role_of_stack(parts)
        if role is None or (column in hidden and not role.startswith("mark:")):
            continue
        if role.startswith("mark:"):
            marks[column] = role[5:]
        elif role not in roles or breadth(parts) < breadth(group[roles[role]]):
            roles[role] = column
    return roles, marks


def _is_known_by_content(view: HeaderView, last: int, headers: dict[int, str]) -> bool:
    """Whether the cells under these heads are those of a table of topics."""
    grid = view.grid
    rows = range(last + 1, min(len(grid.cells), last + 1 + _GLANCE))
    found = {
        meaning[0]
        for column in headers
        if (meaning := meaning_of([grid.value(row, column) for row in rows]))
    }
    return "title" in found and bool(found & {"supervised_units", "time", "budget_vnd"})


def _same_columns(table: Table, other: Table) -> bool:
    return table.roles == other.roles or {label(h) for h in table.headers.values()} == {
        label(h) for h in other.headers.values()
    }


def _share_columns(table: Table, found: list[Table]) -> bool:
    left, right = table.span
    return any(other.span[0] <= right and other.span[1] >= left for other in found)


def group_label(text: str) -> bool:
    """Whether a line heads a group of rows: "I", "A.", "II. PHẢN BIỆN XÃ HỘI", "Phần thứ nhất"."""
    words = fold(text)
    return bool(
        re.fullmatch(r"([ivx]+|[a-hđ])[.)]?", words)
        or re.match(r"(phan|muc|nhom) (thu |[ivx\d]+\b)", words)
        or re.match(r"([ivx]+|[a-h])[.)/-] ", words)
    )
