"""What calamine does not tell of an .xlsx, read from the workbook's own XML."""

import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from civickit.worksheets.findings import UnreadableFile, problem
from civickit.worksheets.notes import SheetNotes, cell_place, partial_days
from civickit.worksheets.tags import look_through


@dataclass
class BookNotes:
    """Notes by sheet, and the parts that stand in the file's stead once far cells were moved."""

    sheets: dict[str, SheetNotes] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)


class _SheetParser:
    """Expat callbacks over one worksheet part."""

    def __init__(self, epoch: int, forms: dict[int, str]) -> None:
        self.notes = SheetNotes(epoch=epoch)
        self._forms = forms
        self.parser: Any = None
        self._cell: tuple[int, int] | None = None
        self._row = -1
        self._column = -1
        self._formula = self._value = self._is_error = False
        self._said = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes.get("r", ""))
            self._is_error = attributes.get("t") == "e"
            style = attributes.get("s", "")
            if self._forms and style.isdigit() and (form := self._forms.get(int(style))):
                self.notes.shown[self._row, self._column] = form
        elif tag == "f":
            self._formula = True
        elif tag == "v" and (self._formula or self._is_error) and self.parser:
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
        place = cell_place(reference)
        self._column = place[1] if place else self._column + 1
        self._cell = (self._row, self._column)
        self._formula = self._value = False
        self._said = ""

    def _merge(self, reference: str) -> None:
        first, last = map(cell_place, f"{reference}:".split(":")[:2])
        if first and last:
            self.notes.merged.append((*first, *last))

    def _result(self, text: str) -> None:
        self._said += text.strip()
        self._value = self._value or bool(text.strip())

    def end(self, tag: str) -> None:
        """The end of an element: a cell is judged when it is complete."""
        if (self._formula or self._is_error) and self.parser:
            self.parser.CharacterDataHandler = None
        if tag.rpartition(":")[2] != "c" or self._cell is None:
            return
        row, column = self._cell
        if self._value:
            self.notes.last_row = max(self.notes.last_row, row + 1)
            self.notes.last_column = max(self.notes.last_column, column + 1)
        elif self._formula:
            self.notes.bare_formulas.add(self._cell)
        if self._is_error:
            self.notes.errors[self._cell] = self._said
        self._cell = None


def _parse(content: bytes, part: str, handler: _SheetParser) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    handler.parser = parser
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnreadableFile(problem("DAMAGED", found=f"{part}, dòng {error.lineno}")) from error


def _forms_of(archive: zipfile.ZipFile) -> dict[int, str]:
    """The styles of a book that show a day in part."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    try:
        root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - as the workbook's part
    except ET.ParseError:
        return {}
    codes = {
        int(entry.get("numFmtId", "0")): entry.get("formatCode", "")
        for entry in root.iterfind("{*}numFmts/{*}numFmt")
    }
    styles = root.iterfind("{*}cellXfs/{*}xf")
    return partial_days([int(style.get("numFmtId", "0")) for style in styles], codes)


def read_xlsx(archive: zipfile.ZipFile) -> BookNotes:
    """Notes for an .xlsx archive."""
    try:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat refuses entity bombs since 2.4.1
        relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except ET.ParseError as error:
        raise UnreadableFile(problem("DAMAGED", found="workbook.xml")) from error
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    settings = book.find("{*}workbookPr")  # Strict files have a namespace of their own
    epoch = 1904 if settings is not None and settings.get("date1904") in ("1", "true") else 1900
    names = set(archive.namelist())
    forms = _forms_of(archive)
    found = BookNotes()
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        relation = next((key for key in sheet.attrib if key.endswith("}id")), "")
        target = targets.get(sheet.get(relation), "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in names and "worksheet" in part:
            notes, content = _notes_of(archive.read(part), part, epoch, forms)
            found.sheets[sheet.get("name", "")] = notes
            if content is not None:
                found.parts[part] = content
    return found


def _notes_of(
    content: bytes, part: str, epoch: int, forms: dict[int, str]
) -> tuple[SheetNotes, bytes | None]:
    """A sheet's notes, and its part rewritten where cells stood far from the rest."""
    if (seen := look_through(content, epoch, forms)) is not None:
        return seen
    handler = _SheetParser(epoch, forms)
    _parse(content, part, handler)
    return handler.notes, None
