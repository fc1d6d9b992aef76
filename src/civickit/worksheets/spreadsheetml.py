"""Sheets of "XML Spreadsheet 2003", which many programs write and name .xls."""

from datetime import datetime
from typing import Any

from civickit.worksheets.events import read_events
from civickit.worksheets.findings import UnreadableFile, problem
from civickit.worksheets.grids import Grid
from civickit.worksheets.sparse import SparseSheet

_LAST_COLUMN = 16_384


def _place(attributes: dict[str, str], following: int) -> int:
    given = attributes.get("Index", "")
    return int(given) - 1 if given.isdecimal() and int(given) else following


def _more(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name, "")
    return int(given) if given.isdecimal() else 0


class _Reader:
    """Events of the document, in the order they are told."""

    def __init__(self) -> None:
        self.sheets: list[SparseSheet] = []
        self._row = self._column = self._defined = -1
        self._after = 0  # the column after the last cell and what it covers
        self._type: str | None = None
        self._words: list[str] = []
        self._is_telling = False  # within <Visible>

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Worksheet":
            self.sheets.append(SparseSheet(attributes.get("Name", "")))
            self._row = self._defined = -1
        elif not self.sheets:
            return
        elif tag == "Column":
            self._define_column(attributes)
        elif tag == "Row":
            self._row, self._after = _place(attributes, self._row + 1), 0
            if attributes.get("Hidden") == "1":
                last = self._row + _more(attributes, "Span")
                self.sheets[-1].notes.hidden_spans.append((self._row, last))
        elif tag == "Cell":
            self._start_cell(attributes)
        elif tag == "Data":
            self._type, self._words = attributes.get("Type", "String"), []
        elif tag == "Visible":
            self._is_telling, self._words = True, []

    def _define_column(self, attributes: dict[str, str]) -> None:
        first = _place(attributes, self._defined + 1)
        self._defined = min(first + _more(attributes, "Span"), _LAST_COLUMN)
        if attributes.get("Hidden") == "1":
            self.sheets[-1].notes.hidden_columns.update(range(first, self._defined + 1))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column = _place(attributes, self._after)
        across, down = _more(attributes, "MergeAcross"), _more(attributes, "MergeDown")
        self._after = self._column + 1 + across
        if across or down:
            area = (self._row, self._column, self._row + down, self._column + across)
            self.sheets[-1].notes.merged.append(area)

    def text(self, words: str) -> None:
        if self._type is not None or self._is_telling:
            self._words.append(words)

    def end(self, tag: str) -> None:
        if tag == "Data" and self._type is not None:
            self._put(self._type, "".join(self._words))
            self._type = None
        elif tag == "Visible" and self._is_telling:
            self.sheets[-1].is_visible = "Hidden" not in "".join(self._words)
            self._is_telling = False

    def _put(self, kind: str, words: str) -> None:
        sheet = self.sheets[-1]
        if kind == "Error":
            sheet.notes.errors[self._row, self._column] = words
        else:
            sheet.put(self._row, self._column, _value(kind, words))


def _value(kind: str, words: str) -> Any:
    try:
        if kind == "Number":
            return float(words)
        if kind == "DateTime":
            return datetime.fromisoformat(words)
    except ValueError:
        return words
    return words.strip() == "1" if kind == "Boolean" else words


def read_spreadsheetml(text: str | bytes) -> list[Grid]:
    """The sheets of the document. Raises UnreadableFile."""
    reader = _Reader()
    read_events(text, "XML", reader)
    if not reader.sheets:
        raise UnreadableFile(problem("NOT_XLSX", found="XML không có trang tính"))
    return [sheet.grid() for sheet in reader.sheets]
