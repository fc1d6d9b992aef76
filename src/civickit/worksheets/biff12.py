"""What calamine does not tell of an .xlsb: hidden rows, errors, far cells (MS-XLSB 2.1.4)."""

import struct
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from civickit.worksheets.grids import GAP_COLUMNS, GAP_ROWS, MOST_STRAYS, Stray, end_of_body
from civickit.worksheets.markup import BookNotes
from civickit.worksheets.notes import ERRORS_BY_CODE, SheetNotes, partial_days

_ROW, _COLUMNS, _END_OF_DATA, _SHEET, _BOOK = 0, 60, 146, 156, 153
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_MERGED = 176
_CELLS = range(2, 12)  # all kinds of cells but the empty one
_WITH_ERRORS = (3, 11)
_HIDDEN = 0x10


def _records(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Kind, start, place of the data and end of each record."""
    place, end = 0, len(content)
    while place < end:
        start = place
        kind = content[place]
        place += 1
        if kind & 0x80 and place < end:
            kind = kind & 0x7F | (content[place] & 0x7F) << 7
            place += 1
        length = shift = 0
        while place < end and shift < 28:
            byte = content[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, start, place, min(end, place + length)
        place += length


def _text(content: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and the place after it."""
    (count,) = struct.unpack_from("<I", content, place)
    if count == 0xFFFFFFFF:
        return "", place + 4
    end = place + 4 + 2 * min(count, len(content))
    return content[place + 4 : end].decode("utf-16-le", "replace"), end


def read_xlsb(archive: zipfile.ZipFile) -> BookNotes:
    """Notes for an .xlsb archive; what cannot be followed has none."""
    found = BookNotes()
    names = set(archive.namelist())
    try:
        book = archive.read("xl/workbook.bin")
        relations = ET.fromstring(archive.read("xl/_rels/workbook.bin.rels"))  # noqa: S314 - expat refuses entity bombs
        targets = {one.get("Id"): one.get("Target", "").lstrip("/") for one in relations}
        styles = archive.read("xl/styles.bin") if "xl/styles.bin" in names else b""
        forms = _forms(styles)
        epoch = 1900
        for kind, _start, place, end in _records(book):
            if kind == _BOOK and end - place >= 4 and book[place] & 1:
                epoch = 1904
            elif kind == _SHEET:
                relation, after = _text(book, place + 8)
                name, _ = _text(book, after)
                target = targets.get(relation, "")
                part = target if target.startswith("xl/") else f"xl/{target}"
                if part in names:
                    notes, content = _notes_of(archive.read(part), epoch, forms)
                    found.sheets[name] = notes
                    if content is not None:
                        found.parts[part] = content
    except (struct.error, KeyError, ET.ParseError, IndexError):
        return BookNotes()
    return found


def _forms(styles: bytes) -> dict[int, str]:
    codes: dict[int, str] = {}
    formats: list[int] = []
    is_within = False
    for kind, _start, place, _end in _records(styles):
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", styles, place)
            codes[number] = _text(styles, place + 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            is_within = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_within:
            formats.append(struct.unpack_from("<H", styles, place + 2)[0])
    return partial_days(formats, codes)


class _SheetReader:
    """Takes the records of one sheet."""

    def __init__(self, content: bytes, epoch: int, forms: dict[int, str]) -> None:
        self.content, self.forms = content, forms
        self.notes = SheetNotes(epoch=epoch)
        self.cells: list[tuple[int, int, int, int]] = []  # row, column, record's start and end
        self.heads: dict[int, tuple[int, int]] = {}  # row → its record's start and data
        self.data_end = 0
        self._row = 0

    def take(self, kind: int, start: int, place: int, end: int) -> None:
        if kind == _ROW:
            (self._row,) = struct.unpack_from("<I", self.content, place)
            self.heads[self._row] = (start, place)
            if end - place > 11 and self.content[place + 11] & _HIDDEN:
                self.notes.hidden_spans.append((self._row, self._row))
        elif kind == _COLUMNS and end - place >= 18:
            first, last, _width, _style, options = struct.unpack_from("<4IH", self.content, place)
            if options & 1:
                self.notes.hidden_columns.update(range(first, min(last, 16383) + 1))
        elif kind in _CELLS and end - place >= 8:
            self._take_cell(kind, start, place, end)
        elif kind == _END_OF_DATA:
            self.data_end = start
        elif kind == _MERGED and end - place >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", self.content, place)
            self.notes.merged.append((top, left, bottom, right))

    def _take_cell(self, kind: int, start: int, place: int, end: int) -> None:
        column, style = struct.unpack_from("<II", self.content, place)
        self.cells.append((self._row, column, start, end))
        if (form := self.forms.get(style & 0xFFFFFF)) is not None:
            self.notes.shown[self._row, column] = form
        if kind in _WITH_ERRORS and end - place >= 9:
            self.notes.errors[self._row, column] = ERRORS_BY_CODE.get(self.content[place + 8], "#?")


def _notes_of(content: bytes, epoch: int, forms: dict[int, str]) -> tuple[SheetNotes, bytes | None]:
    reader = _SheetReader(content, epoch, forms)
    for kind, start, place, end in _records(content):
        reader.take(kind, start, place, end)
    notes, cells = reader.notes, reader.cells
    notes.last_row = end_of_body({cell[0] for cell in cells}, GAP_ROWS) + 1
    notes.last_column = end_of_body({cell[1] for cell in cells}, GAP_COLUMNS) + 1
    far = [cell for cell in cells if cell[0] >= notes.last_row or cell[1] >= notes.last_column]
    if not far:
        return notes, None
    return notes, _bring_near(content, notes, far, reader.heads[far[0][0]], reader.data_end)


def _bring_near(
    content: bytes,
    notes: SheetNotes,
    far: list[tuple[int, int, int, int]],
    head: tuple[int, int],
    data_end: int,
) -> bytes:
    """The sheet with its far cells moved below the others, one a row."""
    notes.strays_from, notes.stray_count = notes.last_row, len(far)
    start, place = head
    moved = []
    for no, (row, column, first, end) in enumerate(far[:MOST_STRAYS]):
        notes.strays.append(Stray(row, column))
        under = bytearray(content[start : _end_of(content, start)])
        struct.pack_into("<I", under, place - start, notes.last_row + no)
        cell = bytearray(content[first:end])
        struct.pack_into("<I", cell, _data_of(content, first) - first, 0)
        moved += [bytes(under), bytes(cell)]
    kept, done = [], 0
    for _row, _column, first, end in far:
        kept.append(content[done:first])
        done = end
    return b"".join([*kept, content[done:data_end], *moved, content[data_end:]])


def _data_of(content: bytes, start: int) -> int:
    return next(_records(content[start : start + 64]))[2] + start


def _end_of(content: bytes, start: int) -> int:
    return next(_records(content[start : start + 1024]))[3] + start
