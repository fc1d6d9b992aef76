"""What calamine does not tell of an .xls: hidden rows, errors, days shown in part (MS-XLS 2.4)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from civickit.worksheets.compound import (
    CompoundFile,
    NoSuchStream,
    read_pieces,
    write_pieces,
)
from civickit.worksheets.findings import UnreadableFile, problem
from civickit.worksheets.grids import GAP_ROWS, MOST_STRAYS, Stray, end_of_body
from civickit.worksheets.notes import ERRORS_BY_CODE, SheetNotes, partial_days

_BOF, _SHEET, _FORMAT, _STYLE = 0x809, 0x85, 0x41E, 0xE0
_EPOCH, _ROW, _COLUMNS, _BOOL_OR_ERROR, _FORMULA = 0x22, 0x208, 0x7D, 0x205, 0x06
_NUMBERS = 0xBD  # several beside each other in one record
_CELLS = frozenset((0xFD, 0x203, 0x27E, _NUMBERS, 0x06, 0x204, 0x205, 0xD6))  # hold values
_HIDDEN = 0x20


@dataclass
class _Book:
    epoch: int = 1900
    names: dict[int, str] = field(default_factory=dict)  # where a sheet begins → its name
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)


def read_xls(content: bytes) -> tuple[bytes, dict[str, SheetNotes]]:
    """The file, its far cells moved near, and notes by sheet name.

    A sheet that cannot be followed has no notes: whether it can be read at all calamine tells.
    Raises UnreadableFile for what is no compound file with a book.
    """
    try:
        pieces = CompoundFile(content).pieces("Workbook", "Book")
        stream = read_pieces(content, pieces)
        book = _Book()
        sheets: dict[str, list[tuple[int, int, int]]] = {}
        current: list[tuple[int, int, int]] | None = None
        for kind, place, length in _records(stream):
            if kind == _BOF:
                name = book.names.get(place - 4)
                current = sheets.setdefault(name, []) if name is not None else None
            elif current is None:
                _take_globally(book, kind, bytes(stream[place : place + length]))
            elif kind in _CELLS or kind in (_ROW, _COLUMNS):
                current.append((kind, place, length))
        forms = partial_days(book.formats, book.codes)
        notes = {
            name: _notes_of(stream, records, book.epoch, forms) for name, records in sheets.items()
        }
    except NoSuchStream as error:
        raise UnreadableFile(problem("DAMAGED", found="OLE")) from error
    except struct.error:
        return content, {}
    if any(note.strays for note in notes.values()):
        content = write_pieces(content, pieces, stream)
    return content, notes


def _records(stream: bytearray) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record's data."""
    place, end = 0, len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, place + 4, length
        place += 4 + length


def _take_globally(book: _Book, kind: int, record: bytes) -> None:
    if kind == _SHEET and len(record) > 8:
        (place,) = struct.unpack_from("<I", record)
        count, is_wide = record[6], record[7] & 1
        text = record[8 : 8 + count * (1 + is_wide)]
        book.names[place] = text.decode("utf-16-le" if is_wide else "latin-1", "replace")
    elif kind == _FORMAT and len(record) > 5:
        number, count, is_wide = struct.unpack_from("<HHB", record)
        text = record[5 : 5 + count * (1 + (is_wide & 1))]
        book.codes[number] = text.decode("utf-16-le" if is_wide & 1 else "latin-1", "replace")
    elif kind == _STYLE:
        book.formats.append(struct.unpack_from("<H", record, 2)[0])
    elif kind == _EPOCH and record[:1] == b"\x01":
        book.epoch = 1904


def _notes_of(
    stream: bytearray, records: list[tuple[int, int, int]], epoch: int, forms: dict[int, str]
) -> SheetNotes:
    notes = SheetNotes(epoch=epoch)
    used: dict[int, int] = {}  # row → its first cell's column
    for kind, place, length in records:
        if kind == _ROW and length >= 14:
            (row,) = struct.unpack_from("<H", stream, place)
            if stream[place + 12] & _HIDDEN:
                notes.hidden_spans.append((row, row))
        elif kind == _COLUMNS and length >= 10:
            first, last, _width, _style, options = struct.unpack_from("<5H", stream, place)
            if options & 1:
                notes.hidden_columns.update(range(first, min(last, 256) + 1))
        elif kind in _CELLS and length >= 6:
            for row, column, style in _cells_of(stream, kind, place, length):
                used.setdefault(row, column)
                notes.last_column = max(notes.last_column, column + 1)
                if style in forms:
                    notes.shown[row, column] = forms[style]
            if (error := _error(stream, kind, place, length)) is not None:
                notes.errors[row, column] = error
    notes.last_row = end_of_body(used, GAP_ROWS) + 1
    _bring_near(stream, records, notes, used)
    return notes


def _cells_of(
    stream: bytearray, kind: int, place: int, length: int
) -> Iterator[tuple[int, int, int]]:
    """Row, column and style of each cell of a record: numbers beside each other share one."""
    row, column, style = struct.unpack_from("<3H", stream, place)
    yield row, column, style
    count = (length - 6) // 6 if kind == _NUMBERS else 1
    for no in range(1, count):
        (style,) = struct.unpack_from("<H", stream, place + 4 + 6 * no)
        yield row, column + no, style


def _error(stream: bytearray, kind: int, place: int, length: int) -> str | None:
    if kind == _BOOL_OR_ERROR and length >= 8 and stream[place + 7]:
        return ERRORS_BY_CODE.get(stream[place + 6], "#?")
    if (
        kind == _FORMULA
        and length >= 14
        and stream[place + 6] == 2
        and stream[place + 12 : place + 14] == b"\xff\xff"
    ):
        return ERRORS_BY_CODE.get(stream[place + 8], "#?")
    return None


def _bring_near(
    stream: bytearray,
    records: list[tuple[int, int, int]],
    notes: SheetNotes,
    used: dict[int, int],
) -> None:
    """Move rows far below the rest right under it, so that nobody keeps the room between."""
    far = sorted(row for row in used if row >= notes.last_row)
    if not far:
        return
    notes.strays_from = notes.last_row
    places = {row: notes.last_row + min(no, MOST_STRAYS) for no, row in enumerate(far)}
    notes.strays = [Stray(row, used[row]) for row in far[:MOST_STRAYS]]
    notes.stray_count = len(far)
    for kind, place, length in records:
        if kind in _CELLS and length >= 6:
            (row,) = struct.unpack_from("<H", stream, place)
            if row in places:
                struct.pack_into("<H", stream, place, places[row])
