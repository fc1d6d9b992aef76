"""Workbooks of Excel as grids: values by python-calamine, what it does not tell from the notes."""

import io
import zipfile
from datetime import date
from typing import Any

from civickit.worksheets.biff import read_xls
from civickit.worksheets.findings import UnreadableFile, problem
from civickit.worksheets.grids import Grid, Stray
from civickit.worksheets.markup import BookNotes
from civickit.worksheets.notes import SheetNotes

_SECTOR = 512
LARGEST_GRID = 6_000_000  # cells between the first and the last used one


def load_xls(content: bytes) -> list[Grid]:
    """The sheets of an .xls. Raises UnreadableFile."""
    # A file cut off within a sector makes the library stumble: fill the sector up.
    content += bytes(-len(content) % _SECTOR)
    content, notes = read_xls(content)
    return load(content, notes)


def load_archive(archive: zipfile.ZipFile, content: bytes, book: BookNotes) -> list[Grid]:
    """The sheets of an .xlsx or .xlsb. Raises UnreadableFile."""
    return load(_with_parts(archive, book.parts) if book.parts else content, book.sheets)


def _with_parts(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    """The same archive with some parts in other words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as changed:
        for name in dict.fromkeys(archive.namelist()):
            changed.writestr(name, parts[name] if name in parts else archive.read(name))
    return out.getvalue()


def load(content: bytes, notes: dict[str, SheetNotes]) -> list[Grid]:
    """Every sheet of values, in the order of the book. Raises UnreadableFile."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    for note in notes.values():
        if note.last_row * note.last_column > LARGEST_GRID:
            raise UnreadableFile(
                problem("TOO_LARGE", found=f"ô cuối ở dòng {note.last_row}, cột {note.last_column}")
            )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _grid(
                book.get_sheet_by_name(meta.name),
                notes.get(meta.name, SheetNotes()),
                visible=meta.visible == SheetVisibleEnum.Visible,
            )
            for meta in book.sheets_metadata
            if str(meta.typ) == "SheetTypeEnum.WorkSheet"
        ]
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(problem("DAMAGED", found=type(error).__name__)) from error
    except BaseException as error:
        # The library's own slip over a broken file is no Exception, and would end the process.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(problem("DAMAGED", found="PanicException")) from error


def _grid(sheet: Any, note: SheetNotes, *, visible: bool) -> Grid:
    if sheet.total_height * sheet.total_width > LARGEST_GRID:
        raise UnreadableFile(problem("TOO_LARGE", found=f"ô cuối ở dòng {sheet.total_height}"))
    cells = _values(sheet)
    strays = []
    for no, stray in enumerate(note.strays, note.strays_from):
        line = cells[no] if no < len(cells) else []
        value = next((value for value in line if str(value).strip()), "")
        if value != "":
            strays.append(Stray(stray.row, stray.column, value))
    if note.strays:
        del cells[note.strays_from :]
    for (row, column), form in note.shown.items():
        _show(cells, row, column, form)
    return Grid(
        sheet.name,
        cells,
        visible=visible,
        merged=[(*first, *last) for first, last in sheet.merged_cell_ranges or []] or note.merged,
        hidden_rows=note.rows(),
        hidden_columns=frozenset(note.hidden_columns),
        bare_formulas=frozenset(note.bare_formulas),
        errors=note.errors,
        strays=strays,
        stray_count=note.stray_count if strays else 0,
        epoch=note.epoch,
    )


def _values(sheet: Any) -> list[list[Any]]:
    """The cells from A1 on; the same words are kept once."""
    known: dict[Any, Any] = {}
    first_row, first_column = sheet.start or (0, 0)
    lead = [""] * first_column
    cells: list[list[Any]] = [[] for _ in range(first_row)]
    for line in sheet.iter_rows():
        cells.append([])
        cells[-1] += lead
        for value in line:
            cells[-1].append(known.setdefault(value, value) if type(value) is str else value)
    return cells


def _show(cells: list[list[Any]], row: int, column: int, form: str) -> None:
    """A day as its cell shows it: who typed "3/2027" meant March, not the first of it."""
    value = cells[row][column] if row < len(cells) and column < len(cells[row]) else None
    if isinstance(value, date):
        cells[row][column] = (
            f"{value.month}/{value.year}" if form == "month" else f"{value.day}-{value.month}"
        )
