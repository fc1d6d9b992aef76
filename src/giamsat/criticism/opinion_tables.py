"""A table of opinions: which column says what, and what each of its rows says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from civickit.vntext import clean, fold
from civickit.worksheets.deciding import headless_columns
from civickit.worksheets.fonts import decode_grid
from civickit.worksheets.forms import TaughtForm
from civickit.worksheets.grids import Grid
from civickit.worksheets.layout import HeaderView, Table, text_of
from civickit.worksheets.notes import cell_name, column_name
from giamsat.foundation.words import Words

_ROWS_LOOKED_AT = 30
_LONGEST_HEAD = 70
_ADDRESS = r"dieu\b.*khoan|khoan\b.*(dieu|diem)|dieu khoan"
# The first pattern that a head meets wins, so the narrow stand before the wide.
_HEADS = (
    ("reply", r"tiep thu|giai trinh|phan hoi|y kien cua (co quan|don vi) (chu tri|soan thao)"),
    ("no", r"^(so )?(tt|stt|thu tu)\b|^#$"),
    ("stance", r"^quan diem|^thai do|dong y|nhat tri|^stance$"),
    (
        "anchor",
        (
            r"(noi dung|quy dinh)( cua| trong| tai)? (du thao|dieu)|nhom van de|^anchor$|^vi tri|"
            r"^quy dinh tai|^muc\b|^dieu\b|^(phan|chuong)\b|noi gop y|^" + _ADDRESS
        ),
    ),
    (
        "text",
        (
            r"^(noi dung|y kien|kien nghi|de nghi|de xuat).*(gop y|y kien|tham gia|kien nghi|"
            r"de nghi|sua|bo sung)|^gop y|^y kien|^noi dung$|^text$|^kien nghi|^de nghi"
        ),
    ),
    ("anchor", _ADDRESS),
    ("kind", r"^loai\b|^doi tuong|^type$"),
    ("contact", r"lien he|dia chi|dien thoai|^sdt|email"),
    (
        "who",
        (
            r"nguoi|ho (va )?ten|chu the|ca nhan|don vi|co quan|to chuc|^ben\b|dia phuong|^ten\b|"
            r"dai bieu|^who$"
        ),
    ),
    ("text", r"^noi dung"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _HEADS)


def _role_of(head: str) -> str | None:
    if not head.strip() or len(head) > _LONGEST_HEAD or head.rstrip().endswith("."):
        return None
    bare = re.sub(r"\([^)]*\)", " ", fold(head))
    words = re.sub(r"[^a-z#]+", " ", bare).strip()
    return next((role for role, pattern in _COMPILED if pattern.search(words)), None)


@dataclass(frozen=True)
class Line:
    """What a row says by meaning, or why it says nothing that can be taken."""

    no: int
    said: Mapping[str, str]
    why: Words | None = None
    is_continued: bool = False


def find_table(grid: Grid, forms: Sequence[TaughtForm] = ()) -> "OpinionTable | None":
    """The table of opinions on a sheet: under the row that a person said, or that names the most.

    It is not whole while no column is known to hold the opinions.
    """
    decode_grid(grid)
    view = HeaderView(grid)
    said_rows = [row for form in forms if (row := form.header_rows.get(grid.name)) is not None]
    if said_rows:
        table = _table_at(grid, view, said_rows[-1], 1)
    else:
        table = _best(grid, view) or _known(grid, view, forms) or _likeliest(grid, view)
    if table is None:
        return None
    table.sureness |= dict.fromkeys(table.roles.values(), 1.0)
    headless = headless_columns(grid, table, set(table.headers))
    for form in forms:
        form.apply(table, headless)
    return OpinionTable(grid, view, table)


def _best(grid: Grid, view: HeaderView) -> Table | None:
    """The row that names the most columns, the opinions and one thing more among them."""
    whole = [
        table
        for row in range(min(_ROWS_LOOKED_AT, len(grid.cells)))
        for height in (1, 2)
        if (table := _table_at(grid, view, row, height))
        and "text" in table.roles
        and {"anchor", "who", "no"} & set(table.roles)
    ]
    return max(whole, key=_named_in_few_rows, default=None)


def _named_in_few_rows(table: Table) -> tuple[int, int]:
    """A title above a head is no storey of it: it names no column more."""
    return len(table.roles), table.header_first - table.header_last


def _known(grid: Grid, view: HeaderView, forms: Sequence[TaughtForm]) -> Table | None:
    """The row with the heads of a form that somebody has spoken of."""
    for row in range(min(_ROWS_LOOKED_AT, len(grid.cells))):
        table = _table_at(grid, view, row, 1)
        if table and any(form.is_head(table.headers.values()) for form in forms):
            return table
    return None


def _likeliest(grid: Grid, view: HeaderView) -> Table | None:
    """The row that looks most like heads: shown, so that a person says what they mean."""
    rows = range(min(_ROWS_LOOKED_AT, len(grid.cells)))
    tables = [table for row in rows if (table := _table_at(grid, view, row, 1))]
    named = [table for table in tables if table.roles and len(table.headers) > 1]
    return max(named, key=lambda table: len(table.roles), default=None)


def _table_at(grid: Grid, view: HeaderView, row: int, height: int) -> Table | None:
    """The table whose head begins at this row; None where what stands there is too long for one."""
    if row + height > len(grid.cells):
        return None
    roles: dict[str, int] = {}
    heads: dict[int, str] = {}
    for column in range(max(view.width(row + storey) for storey in range(height))):
        texts = [clean(view.text(row + storey, column)) for storey in range(height)]
        parts = list(dict.fromkeys(text for text in texts if text))
        if any(len(text) > _LONGEST_HEAD for text in parts):
            return None
        if parts:
            heads[column] = " ".join(parts)
        role = next((found for part in reversed(parts) if (found := _role_of(part))), None)
        if role:
            roles.setdefault(role, column)
    return Table(row, row + height - 1, roles, heads, len(grid.cells) - 1) if heads else None


class OpinionTable:
    """Rows under heads, as a reader's eye sees them."""

    def __init__(self, grid: Grid, view: HeaderView, table: Table) -> None:
        self.grid, self.table, self.columns = grid, table, table.roles
        self._view, self._first, self._heads = view, table.header_last + 1, table.headers

    @property
    def is_whole(self) -> bool:
        """Whether it is known where the opinions stand."""
        return "text" in self.columns

    def _own(self, role: str, row: int) -> str:
        column = self.columns.get(role)
        return "" if column is None else text_of(self.grid.value(row, column)).strip()

    def _seen(self, role: str, row: int) -> str:
        """The text of a cell, or of the merged area that covers it."""
        column = self.columns.get(role)
        return "" if column is None else clean(self._view.text(row, column))

    def lines(self) -> Iterator[Line]:
        """Each row that says something."""
        is_under_opinion = False
        for row in range(self._first, len(self.grid.cells)):
            if not any(text_of(cell).strip() for cell in self.grid.cells[row]):
                continue
            line = self._line(row, is_under_opinion=is_under_opinion)
            is_under_opinion = line.why is None
            yield line

    def _line(self, row: int, *, is_under_opinion: bool) -> Line:
        roles = [role for role in self.columns if role not in ("text", "no", "reply")]
        cells = {role: self._seen(role, row) for role in roles} | {"text": self._own("text", row)}
        if row in self.grid.hidden_rows:
            return Line(row + 1, cells, _HIDDEN)
        if error := self._error(row):
            return Line(row + 1, cells, error)
        if not cells["text"]:
            return Line(row + 1, cells, _without_opinion(self._words(row)))
        is_continued = is_under_opinion and not any(
            self._seen(role, row) for role in ("who", "anchor", "no")
        )
        return Line(row + 1, cells, None, is_continued)

    def _error(self, row: int) -> Words | None:
        for column in self.columns.values():
            if shown := self.grid.errors.get((row, column)):
                cell = cell_name(row, column)
                return Words(
                    f"ô {cell} báo lỗi {shown}; gõ thẳng nội dung rồi đưa lại tệp",
                    f"cell {cell} shows the error {shown}; type the words and bring the file again",
                )
        return None

    def _words(self, row: int) -> str:
        texts = (clean(text_of(cell)) for cell in self.grid.cells[row])
        return " | ".join(text for text in texts if text)[:80]

    def unread(self) -> Iterator[Words]:
        """Columns that hold something and were not read."""
        known = set(self.columns.values())
        width = max(map(len, self.grid.cells), default=0)
        for column in range(width):
            values = (
                clean(text_of(self.grid.value(row, column)))
                for row in range(self._first, len(self.grid.cells))
            )
            if column not in known and (example := next(filter(None, values), "")):
                head = self._heads.get(column) or column_name(column)
                yield Words(
                    f"cột “{head}” không được hiểu nên không đọc (ví dụ: “{example[:40]}”)",
                    f"the column “{head}” was not understood and not read (“{example[:40]}”)",
                )


_HIDDEN = Words(
    "dòng đang ẩn nên không nhập; bỏ ẩn rồi đưa lại tệp nếu muốn nhập",
    "the row is hidden and was not taken; unhide it and bring the file again if it counts",
)


def _without_opinion(words: str) -> Words:
    return Words(
        f"dòng không có nội dung góp ý: “{words}”",
        f"the row has no opinion: “{words}”",
    )
