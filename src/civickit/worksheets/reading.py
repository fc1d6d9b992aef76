"""Whole files: open, decode, find the tables, read the rows."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from civickit.vntext import clean, fold
from civickit.worksheets.columns import kind_of
from civickit.worksheets.deciding import headless_columns, let_cells_decide, unread_columns
from civickit.worksheets.findings import SheetProblem, UnreadableFile, problem
from civickit.worksheets.fonts import decode_grid
from civickit.worksheets.forms import TaughtForm
from civickit.worksheets.grids import Grid
from civickit.worksheets.layout import Table, find_tables, text_of
from civickit.worksheets.opening import LARGEST_UNPACKED, open_grids
from civickit.worksheets.proposals import ProposalRow
from civickit.worksheets.rows import TableReader
from civickit.worksheets.understanding import TableView, beginning_of, view_of
from civickit.worksheets.units import organisation_in

_SHOWN = 60  # letters of an example
_ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
_TITLE_WORDS = (
    "giam sat",
    "phan bien",
    "ke hoach",
    "de xuat",
    "dang ky",
    "chuong trinh",
    "du kien",
    "kem theo",
    "phu luc",
    "bieu",
)


@dataclass
class SheetReading:
    """What one sheet gave: proposals, and every finding a person should look at."""

    file: str
    sheet: str | None = None
    organisation: str | None = None
    level: str = "province"
    rows: list[ProposalRow] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)
    error: SheetProblem | None = None
    columns: dict[str, str] = field(default_factory=dict)  # role -> the header as written
    row_texts: dict[int, str] = field(
        default_factory=dict
    )  # the cells of rows with a problem, as the file has them
    skipped: dict[int, str] = field(default_factory=dict)  # rows that are no proposals → what
    left_out: dict[int, str] = field(default_factory=dict)  # the same rows → their words
    tables: list[TableView] = field(default_factory=list)  # how they were understood
    years: tuple[int, ...] = ()  # named by the titles above the table


def read_files(
    paths: Iterable[Path], year: int, forms: Sequence[TaughtForm] = ()
) -> list[SheetReading]:
    """Read workbooks one after another.

    One that cannot be read carries ``error``, the others are still read.

    ``year`` completes dates written without one. The same content given twice is counted once.
    """
    out: list[SheetReading] = []
    seen: dict[str, str] = {}
    for path in paths:
        content, trouble = _content(path)
        if content is None:
            out.append(SheetReading(path.name, error=trouble))
            continue
        digest = hashlib.sha256(content).hexdigest()
        if digest in seen:
            out.append(SheetReading(path.name, problems=[problem("SAME_FILE", found=seen[digest])]))
            continue
        seen[digest] = path.name
        out += read_workbook(content, path.name, year, forms)
    return out


def _content(path: Path) -> tuple[bytes | None, SheetProblem | None]:
    """A file's bytes, or why there are none."""
    try:
        size = path.stat().st_size
        if size > LARGEST_UNPACKED:
            return None, problem("TOO_LARGE", found=f"{size >> 20} MB")
        return path.read_bytes(), None
    except FileNotFoundError:
        return None, problem("NOT_FOUND")
    except OSError as error:
        return None, problem("UNREADABLE", found=error.strerror or type(error).__name__)


def read_workbook(
    content: bytes, name: str, year: int, forms: Sequence[TaughtForm] = ()
) -> list[SheetReading]:
    """Read one workbook's bytes; ``forms`` are what persons said of it or of ones like it.

    One reading a sheet that holds a table, or a single one with ``error``.
    """
    try:
        grids, problems = open_grids(content)
    except UnreadableFile as error:
        return [SheetReading(name, error=error.finding)]
    readings: list[SheetReading] = []
    unread: list[TableView] = []  # of sheets that give no rows
    for grid in grids:
        legacy = decode_grid(grid)
        is_left_out = any(grid.name in form.left_out for form in forms)
        tables = _tables_of(grid, forms)
        views = _views_of(grid, tables, is_left_out=is_left_out)
        whole = [table for table in tables if "title" in table.roles]
        if is_left_out:
            problems.append(problem("SHEET_LEFT_OUT", sheet=grid.name))
        else:
            problems += _lacking(grid, tables)
        if whole and not is_left_out:
            readings.append(_read_sheet(grid, whole, name, year, legacy))
            readings[-1].tables = views
        else:
            unread += views
    if not readings:
        return [_without_rows(name, grids[0].name, problems, unread)]
    readings[0].problems += problems
    readings[0].tables += unread
    return readings


def _lacking(grid: Grid, tables: list[Table]) -> list[SheetProblem]:
    """What a sheet would need for its rows to be read."""
    if tables:
        return [_missing_title(grid, table) for table in tables if "title" not in table.roles]
    words = "" if _is_guide(grid) else _first_words(grid)
    return [problem("SHEET_WITHOUT_TABLE", sheet=grid.name, found=words)] if words else []


def _without_rows(
    name: str, first_sheet: str, problems: list[SheetProblem], views: list[TableView]
) -> SheetReading:
    """Why nothing was read, with what each sheet shows, so that a person can say what it is."""
    missing = next((lack for lack in problems if lack.code == "MISSING_COLUMN"), None)
    return SheetReading(name, first_sheet, error=missing or problem("NO_TABLE"), tables=views)


def _views_of(grid: Grid, tables: list[Table], *, is_left_out: bool) -> list[TableView]:
    if not tables:
        return [] if _is_guide(grid) else [beginning_of(grid, is_left_out=is_left_out)]
    headed = {column for table in tables for column in table.headers}
    return [
        view_of(grid, table, headless_columns(grid, table, headed), is_left_out=is_left_out)
        for table in tables
    ]


def _tables_of(grid: Grid, forms: Sequence[TaughtForm]) -> list[Table]:
    """The tables of a sheet with a meaning for each column that has one."""

    def is_known_head(row: int, texts: list[str]) -> bool:
        return any(form.header_rows.get(grid.name) == row or form.is_head(texts) for form in forms)

    said_rows = [row for form in forms if (row := form.header_rows.get(grid.name)) is not None]
    first = said_rows[-1] if said_rows else -1
    tables = find_tables(grid, is_known_head if forms else None, first)
    tables = [table for table in tables if table.header_last >= first]
    headed = {column for table in tables for column in table.headers}
    for table in tables:
        let_cells_decide(grid, table)
        headless = headless_columns(grid, table, headed) if forms else []
        for form in forms:
            form.apply(table, headless)
    return tables


def _is_guide(grid: Grid) -> bool:
    """A sheet that says how the form is filled in holds no rows, and nobody misses any there."""
    return fold(grid.name).startswith("huong dan")


def _first_words(grid: Grid) -> str:
    """The first thing that stands on a sheet, shortened."""
    texts = (clean(text_of(cell)) for line in grid.cells for cell in line)
    return next((text for text in texts if text), "")[:_SHOWN]


def _read_sheet(
    grid: Grid, tables: list[Table], name: str, year: int, legacy: dict[int, str]
) -> SheetReading:
    reading = SheetReading(name, grid.name)
    block = [
        clean(text_of(cell))
        for line in grid.cells[: tables[0].header_first]
        for cell in line
        if text_of(cell).strip()
    ]
    reading.organisation = (
        _sender(block) or organisation_in(Path(name).stem) or organisation_in(grid.name)
    )
    reading.level = _level(block)
    reading.years = _years([*block, grid.name])
    if reading.organisation is None and not any("organisation" in table.roles for table in tables):
        reading.problems.append(problem("UNKNOWN_ORGANISATION"))
    default_kind = _only_kind([*block, grid.name])
    headed = {column for table in tables for column in table.headers}
    for table in tables:
        _read_table(reading, TableReader(grid, table, year, default_kind), legacy)
        reading.problems += unread_columns(grid, table, headed)
    reading.row_texts = _texts_of(
        grid, {found.excel_row for found in reading.problems if found.excel_row}
    )
    reading.left_out = _texts_of(grid, set(reading.skipped))
    reading.rows.sort(key=lambda row: row.excel_row)
    reading.problems.sort(key=lambda found: found.excel_row or 0)
    return reading


def _read_table(reading: SheetReading, reader: TableReader, legacy: dict[int, str]) -> None:
    reading.rows += reader.rows()
    reading.problems += reader.problems
    reading.problems += [
        problem("LEGACY_FONT", found=reader.table.headers[c], encoding=_ENCODINGS[e])
        for c, e in legacy.items()
        if c in reader.table.headers
    ]
    reading.skipped |= reader.skipped
    reading.columns |= {
        role: clean(reader.table.headers.get(c, "")) for role, c in reader.table.roles.items()
    }


def _texts_of(grid: Grid, rows: set[int]) -> dict[int, str]:
    """What stands in some rows (Excel's numbers), cell by cell."""
    return {
        row: " | ".join(text for cell in grid.cells[row - 1] if (text := clean(text_of(cell))))
        for row in sorted(rows)
        if row <= len(grid.cells)
    }


def _missing_title(grid: Grid, table: Table) -> SheetProblem:
    found = ", ".join(clean(header) for _, header in sorted(table.headers.items()))
    return problem(
        "MISSING_COLUMN",
        None,
        sheet=grid.name,
        column="Nội dung giám sát",
        header_row=table.header_first + 1,
        found=found,
    )


def _sender(block: list[str]) -> str | None:
    """The organisation on the paper's letterhead.

    The Front only when no member organisation stands under it.
    """
    letterhead = [
        line
        for line in block
        if len(line) <= 70 and not any(word in fold(line) for word in _TITLE_WORDS)
    ]
    names = [name for line in letterhead if (name := organisation_in(line))]
    return next((name for name in names if name != "MTTQ"), names[0] if names else None)


def _years(block: list[str]) -> tuple[int, ...]:
    """Years of the titles: "ĐỀ XUẤT NỘI DUNG GIÁM SÁT NĂM 2027"."""
    titles = [fold(line) for line in block if any(word in fold(line) for word in _TITLE_WORDS)]
    return tuple(
        sorted({int(year) for line in titles for year in re.findall(r"\b(20\d\d)\b", line)})
    )


def _level(block: list[str]) -> str:
    words = " ".join(
        fold(line) for line in block[:4] if not any(word in fold(line) for word in _TITLE_WORDS)
    )
    if re.search(r"\b(xa(?! hoi)|phuong|dac khu|thi tran)\b", words):
        return "commune"
    return "district" if re.search(r"\bhuyen\b", words) else "province"


def _only_kind(texts: list[str]) -> str | None:
    """The kind of every row when the title speaks of one kind alone."""
    words = " ".join(map(fold, texts))
    if "phan bien" in words and "giam sat" not in words:
        return "criticism"
    return kind_of(words) if "giam sat" in words and "phan bien" not in words else None
