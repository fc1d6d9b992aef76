"""Sheets of an .ods (OpenDocument 1.3, part 3, 9): rows and cells come with repetition counts."""

import re
from datetime import date, datetime
from typing import Any

from civickit.worksheets.events import read_events
from civickit.worksheets.grids import Grid
from civickit.worksheets.sparse import SparseSheet

_CELLS = ("table-cell", "covered-table-cell")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TWO_PARTS = re.compile(r"\s*([^\W_]+)\.?\s*[-/. ]\s*([^\W_]+)\s*")


def _number(attributes: dict[str, str], name: str) -> int:
    given = attributes.get(name, "1")
    return min(int(given), _LAST_ROW) if given.isdecimal() else 1


class _Reader:
    """Events of content.xml, in the order they are told."""

    def __init__(self) -> None:
        self.sheets: list[SparseSheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._row = self._column = self._defined = self._rows = 0
        self._cell: dict[str, str] | None = None
        self._words: list[str] = []
        self._paragraphs = 0
        self._beside = 0  # how deep within a comment or a drawing

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._beside or tag in ("annotation", "shapes", "tracked-changes"):
            self._beside += 1
        elif tag == "style":
            self._style = attributes.get("name", "")
        elif tag == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table":
            self.sheets.append(SparseSheet(attributes.get("name", "")))
            self.sheets[-1].is_visible = attributes.get("style-name") not in self._hidden_styles
            self._row = self._column = self._defined = 0
        elif not self.sheets:
            return
        elif tag == "table-column":
            self._define_columns(attributes)
        elif tag == "table-row":
            self._start_row(attributes)
        elif tag in _CELLS:
            self._cell, self._words, self._paragraphs = attributes, [], 0
        elif self._cell is not None:
            self._start_within(tag, attributes)

    def _define_columns(self, attributes: dict[str, str]) -> None:
        count = min(_number(attributes, "number-columns-repeated"), _LAST_COLUMN)
        if attributes.get("visibility") in ("collapse", "filter"):
            columns = range(self._defined, min(self._defined + count, _LAST_COLUMN))
            self.sheets[-1].notes.hidden_columns.update(columns)
        self._defined += count

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._rows, self._column = _number(attributes, "number-rows-repeated"), 0
        if attributes.get("visibility") in ("collapse", "filter"):
            span = (self._row, self._row + self._rows - 1)
            self.sheets[-1].notes.hidden_spans.append(span)

    def _start_within(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._words += ["\n"] * (self._paragraphs > 0)
            self._paragraphs += 1
        elif tag == "s":
            self._words.append(" " * min(_number(attributes, "c"), 100))
        elif tag in ("tab", "line-break"):
            self._words.append("\n" if tag == "line-break" else " ")

    def text(self, words: str) -> None:
        if self._cell is not None and self._paragraphs and not self._beside:
            self._words.append(words)

    def end(self, tag: str) -> None:
        if self._beside:
            self._beside -= 1
        elif tag in _CELLS and self._cell is not None and self.sheets:
            self._put(self._cell, "".join(self._words))
            self._cell = None
        elif tag == "table-row":
            self._row += self._rows

    def _put(self, cell: dict[str, str], words: str) -> None:
        sheet = self.sheets[-1]
        columns = _number(cell, "number-columns-repeated")
        down, across = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            area = (self._row, self._column, self._row + down - 1, self._column + across - 1)
            sheet.notes.merged.append(area)
        if "formula" in cell and re.match(r"#[A-Z/0!?]+|Err:\d+|#N/A", words):
            sheet.notes.errors[self._row, self._column] = words
        else:
            value = _value(cell, words)
            sheet.put(self._row, self._column, value, rows=self._rows, columns=columns)
        self._column += columns


def _value(cell: dict[str, str], words: str) -> Any:
    """What a cell holds, by its type; a day that is shown in part as it is shown."""
    match cell.get("value-type"):
        case "float" | "currency" | "percentage":
            return float(cell["value"]) if "value" in cell else words
        case "boolean":
            return cell.get("boolean-value") == "true"
        case "date":
            return _day(cell.get("date-value", ""), words)
        case "string" if not words:
            return cell.get("string-value", "")
    return words


def _day(text: str, words: str) -> Any:
    try:
        day: date = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return words or text
    shown = _TWO_PARTS.fullmatch(words)
    if not shown:
        return day
    years = {str(day.year), f"{day.year % 100:02}"}
    if shown[1] == str(day.day) and shown[2] != str(day.year):
        return f"{day.day}-{day.month}"
    return f"{day.month}/{day.year}" if shown[2] in years else f"{day.day}-{day.month}"


def read_ods(content: bytes) -> list[Grid]:
    """The sheets in content.xml. Raises UnreadableFile."""
    reader = _Reader()
    read_events(content, "content.xml", reader)
    return [sheet.grid() for sheet in reader.sheets]
