"""From bytes to grids of plain values: xlsx, xls, ods and csv, whatever the file's name says.

Values come from python-calamine. What it does not tell (hidden rows and columns, formulas without a
stored result, the date system) is read from the XML in one streaming pass, which also counts the
cells, so that a file built to exhaust memory is refused before it is loaded.
"""

import csv
import io
import re
import zipfile
from datetime import date
from typing import Any

from civickit.worksheets import markup
from civickit.worksheets.delimited import read_separated
from civickit.worksheets.findings import Problem, UnreadableFile, problem
from civickit.worksheets.grids import Grid
from civickit.worksheets.webpages import read_tables

LARGEST_UNPACKED = 400 * 2**20  # bytes of all parts together
LARGEST_GRID = 20_000_000  # cells between the first and the last used one
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "hình ảnh PNG"),
    (b"\xff\xd8\xff", "hình ảnh JPEG"),
    (b"{\\rtf", "văn bản RTF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZ"),
    (b"MZ", "chương trình"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_grids(content: bytes) -> tuple[list[Grid], list[Problem]]:
    """Every visible sheet of a workbook, and a finding for each hidden one.

    Raises UnreadableFile with NOT_XLSX, ENCRYPTED_OR_LEGACY, DAMAGED, TOO_LARGE or EMPTY.
    """
    if not content.strip():
        raise UnreadableFile(problem("EMPTY"))
    if content.startswith(_OLE):
        grids = _open_ole(content)
    elif content.startswith(b"PK"):
        grids = _open_zip(content)
    else:
        grids = _open_text(content)
    shown = [grid for grid in grids if grid.visible]
    hidden = [
        problem("HIDDEN_SHEET", sheet=grid.name)
        for grid in grids
        if not grid.visible and any(map(any, grid.cells))
    ]
    if not any(cell not in ("", None) for grid in shown for line in grid.cells for cell in line):
        raise UnreadableFile(problem("EMPTY"))
    return shown, hidden


def _open_ole(content: bytes) -> list[Grid]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(problem("ENCRYPTED_OR_LEGACY"))
    if "WordDocument".encode("utf-16-le") in content:
        raise UnreadableFile(problem("NOT_XLSX", found="văn bản Word"))
    try:
        return _load(content)
    except UnreadableFile as error:
        # An .xls that cannot be decoded is, in practice, one with a password.
        raise UnreadableFile(problem("ENCRYPTED_OR_LEGACY")) from error


def _open_zip(content: bytes) -> list[Grid]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        if any("\\" in name for name in archive.namelist()):
            _refuse_bombs(archive)
            content = _with_usual_names(archive)
            archive = zipfile.ZipFile(io.BytesIO(content))
        names = set(archive.namelist())
        _refuse_bombs(archive)
        if "xl/workbook.xml" in names:
            return _load(content, markup.read_xlsx(archive))
        if "content.xml" in names and b"spreadsheet" in archive.read("mimetype"):
            return _load(content, markup.read_ods(archive))
        if "xl/workbook.bin" in names:
            return _load(content)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
    ) as error:
        # NotImplementedError is zipfile's word for an unknown compression; it is a RuntimeError
        # too, so it comes first.
        raise UnreadableFile(problem("DAMAGED", found=type(error).__name__)) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise UnreadableFile(problem("ENCRYPTED_OR_LEGACY")) from error
    kind = "văn bản Word" if "word/document.xml" in names else "tệp nén ZIP"
    raise UnreadableFile(problem("NOT_XLSX", found=kind))


def _with_usual_names(archive: zipfile.ZipFile) -> bytes:
    """The same archive with "/" between folders, where a program wrote another sign."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as usual:
        for name in archive.namelist():
            usual.writestr(name.replace("\\", "/"), archive.read(name))
    return out.getvalue()


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Unpack to nowhere and count: the sizes a zip claims for itself can lie."""
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
        raise UnreadableFile(problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB"))
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while block := part.read(1 << 20):
                total += len(block)
                if total > LARGEST_UNPACKED:
                    raise UnreadableFile(
                        problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB")
                    )


def _load(content: bytes, notes: dict[str, markup.SheetNotes] | None = None) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    notes = notes or {}
    for note in notes.values():
        if note.last_row * note.last_column > LARGEST_GRID:
            raise UnreadableFile(
                problem("TOO_LARGE", found=f"ô cuối ở dòng {note.last_row}, cột {note.last_column}")
            )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = []
        for meta in book.sheets_metadata:
            if str(meta.typ) != "SheetTypeEnum.WorkSheet":
                continue
            sheet = book.get_sheet_by_name(meta.name)
            note = notes.get(meta.name, markup.SheetNotes())
            visible = meta.visible == SheetVisibleEnum.Visible
            merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            cells = sheet.to_python(skip_empty_area=False)
            for (row, column), form in note.shown.items():
                _show(cells, row, column, form)
            grids.append(
                Grid(
                    meta.name,
                    cells,
                    visible=visible,
                    merged=merged or note.merged,
                    hidden_rows=note.rows(),
                    hidden_columns=frozenset(note.hidden_columns),
                    bare_formulas=frozenset(note.bare_formulas),
                    epoch=note.epoch,
                )
            )
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableFile(problem("DAMAGED", found=type(error).__name__)) from error
    return grids


def _show(cells: list[list[Any]], row: int, column: int, form: str) -> None:
    """A day as its cell shows it: who typed "3/2027" meant March, not the first of it."""
    value = cells[row][column] if row < len(cells) and column < len(cells[row]) else None
    if isinstance(value, date):
        cells[row][column] = (
            f"{value.month}/{value.year}" if form == "month" else f"{value.day}-{value.month}"
        )


def _open_text(content: bytes) -> list[Grid]:
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFile(problem("NOT_XLSX", found=found))
    text = _decode(content)
    if "\x00" in text:
        raise UnreadableFile(problem("NOT_XLSX", found="không rõ loại"))
    if re.match(r"\s*<(!doctype html|html|table|meta|head|body|style)\b", text, re.IGNORECASE):
        grids = read_tables(text)
        if not grids:
            raise UnreadableFile(problem("NOT_XLSX", found="trang web (HTML) không có bảng"))
        return grids
    if re.match(r"\s*<", text):
        raise UnreadableFile(problem("NOT_XLSX", found="trang web (HTML) hoặc XML"))
    try:
        rows = read_separated(text)
    except csv.Error as error:
        raise UnreadableFile(problem("DAMAGED", found=str(error))) from error
    if not any(len(row) > 1 for row in rows):
        raise UnreadableFile(problem("NOT_XLSX", found="không rõ loại"))
    return [Grid("CSV", rows)]


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    head = content[:400]
    if head[1::2].count(0) * 3 > len(head):  # UTF-16 whose mark of order was lost
        return content.decode("utf-16-le", "replace")
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")  # TCVN3 and VNI exports: decoded column by column later
