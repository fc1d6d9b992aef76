"""What calamine does not tell, read from a workbook's own XML in one pass (expat, no tree)."""

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from civickit.worksheets.findings import UnreadableFile, problem

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_BUILT_IN = {"16": "d-mmm", "17": "mmm-yy"}
_MOST_HIDDEN = 1_048_576


@dataclass
class SheetNotes:
    """Hidden parts, formulas without a result, merged areas and the used size of one sheet.

    Numbers count from 0.
    """

    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    bare_formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)  # days shown in part
    last_row: int = 0
    last_column: int = 0
    epoch: int = 1900

    def rows(self) -> frozenset[int]:
        """The hidden rows that can hold anything."""
        return frozenset(
            row
            for first, last in self.hidden_spans
            for row in range(first, min(last, self.last_row + 1) + 1)
        )


def column_number(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


class _SheetParser:
    """Expat callbacks over one worksheet part."""

    def __init__(self, epoch: int, forms: dict[str, str]) -> None:
        self.notes = SheetNotes(epoch=epoch)
        self._forms = forms
        self.parser: Any = None
        self._cell: tuple[int, int] | None = None
        self._row = -1
        self._column = -1
        self._formula = self._value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes.get("r", ""))
            if self._forms and (form := self._forms.get(attributes.get("s", ""))):
                self.notes.shown[self._row, self._column] = form
        elif tag == "f":
            self._formula = True
        elif tag == "v" and self._formula and self.parser:
            # Libraries write <v/> for a formula they never worked out: only text inside counts as a
            # result.
            self.parser.CharacterDataHandler = self._result
        elif tag in ("v", "is"):
            self._value = True
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.notes.hidden_spans.append((self._row, self._row))
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self.notes.hidden_columns.update(
                range(int(attributes["min"]) - 1, min(int(attributes["max"]), 16384))
            )
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_cell(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        self._column = column_number(found[1]) if found else self._column + 1
        self._cell = (self._row, self._column)
        self._formula = self._value = False

    def _merge(self, reference: str) -> None:
        corners = _REFERENCE.findall(reference)
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            self.notes.merged.append(
                (int(top) - 1, column_number(left), int(bottom) - 1, column_number(right))
            )

    def _result(self, text: str) -> None:
        self._value = self._value or bool(text.strip())

    def end(self, tag: str) -> None:
        """The end of an element: a cell is judged when it is complete."""
        if self._formula and self.parser:
            self.parser.CharacterDataHandler = None
        if tag.rpartition(":")[2] != "c" or self._cell is None:
            return
        row, column = self._cell
        if self._value:
            self.notes.last_row = max(self.notes.last_row, row + 1)
            self.notes.last_column = max(self.notes.last_column, column + 1)
        elif self._formula:
            self.notes.bare_formulas.add(self._cell)
        self._cell = None


def _parse(archive: zipfile.ZipFile, part: str, handler: Any) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    handler.parser = parser
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    try:
        with archive.open(part) as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise UnreadableFile(problem("DAMAGED", found=f"{part}, dòng {error.lineno}")) from error


def _partial_days(archive: zipfile.ZipFile) -> dict[str, str]:
    """Styles by number that show a day in part: "month" without the day, "day" without the year."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    try:
        root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - as the workbook's part
    except ET.ParseError:
        return {}
    codes = _BUILT_IN | {
        entry.get("numFmtId", ""): entry.get("formatCode", "")
        for entry in root.iterfind("{*}numFmts/{*}numFmt")
    }
    styles = root.iterfind("{*}cellXfs/{*}xf")
    forms = (_partial_day(codes.get(style.get("numFmtId", ""), "")) for style in styles)
    return {str(number): form for number, form in enumerate(forms) if form}


def _partial_day(code: str) -> str | None:
    letters = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", code.lower().partition(";")[0])
    if "m" not in letters or "h" in letters or "s" in letters:
        return None
    if "d" not in letters:
        return "month" if "y" in letters else None
    return None if "y" in letters else "day"


def read_xlsx(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    """Notes by sheet name for an .xlsx archive."""
    try:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs since 2.4.1
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except ET.ParseError as error:
        raise UnreadableFile(problem("DAMAGED", found="workbook.xml")) from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    settings = book.find("{*}workbookPr")  # Strict files have a namespace of their own
    epoch = 1904 if settings is not None and settings.get("date1904") in ("1", "true") else 1900
    parts = set(archive.namelist())
    forms = _partial_days(archive)
    notes = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        relation = next((key for key in sheet.attrib if key.endswith("}id")), "")
        target = targets.get(sheet.get(relation), "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in parts and "worksheet" in part:
            handler = _SheetParser(epoch, forms)
            _parse(archive, part, handler)
            notes[sheet.get("name", "")] = handler.notes
    return notes


class _OdsParser:
    """Expat callbacks over content.xml of an .ods: rows and columns come with repetition counts."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetNotes] = {}
        self.parser: Any = None
        self._notes = SheetNotes()
        self._row = self._column = self._cell = 0
        self._hidden: tuple[int, int] | None = None
        self._used = False
        self._repeat = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        repeat = int(
            attributes.get(
                "table:number-rows-repeated", attributes.get("table:number-columns-repeated", "1")
            )
        )
        hidden = attributes.get("table:visibility") in ("collapse", "filter")
        if tag == "table:table":
            self._notes = self.sheets[attributes.get("table:name", "")] = SheetNotes()
            self._row = self._column = 0
        elif tag == "table:table-column":
            if hidden:
                self._notes.hidden_columns.update(
                    range(self._column, min(self._column + repeat, 16384))
                )
            self._column += repeat
        elif tag == "table:table-row":
            self._cell, self._repeat, self._used = 0, repeat, False
            self._hidden = (
                (self._row, self._row + min(repeat, _MOST_HIDDEN) - 1) if hidden else None
            )
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(attributes, repeat)

    def _start_cell(self, attributes: dict[str, str], repeat: int) -> None:
        down, across = (
            int(attributes.get("table:number-rows-spanned", "1")),
            int(attributes.get("table:number-columns-spanned", "1")),
        )
        if down > 1 or across > 1:
            self._notes.merged.append(
                (self._row, self._cell, self._row + down - 1, self._cell + across - 1)
            )
        self._cell += repeat
        if "office:value-type" in attributes:
            self._used = True
            self._notes.last_column = max(self._notes.last_column, self._cell)

    def end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._repeat
            if self._used:
                self._notes.last_row = self._row
            if self._hidden:
                self._notes.hidden_spans.append(self._hidden)


def read_ods(archive: zipfile.ZipFile) -> dict[str, SheetNotes]:
    """Notes by sheet name for an .ods archive."""
    handler = _OdsParser()
    _parse(archive, "content.xml", handler)
    return handler.sheets
