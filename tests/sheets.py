"""One book of sheets written in each format that people bring."""

import io
import struct
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import docx
import openpyxl
import xlwt
from openpyxl.utils import get_column_letter


@dataclass
class Sheet:
    """Rows of texts and numbers, and what was done to them. Numbers count from 0."""

    name: str
    rows: list[list]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    far: dict[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False

    def cells(self):
        for row, line in enumerate(self.rows):
            for column, value in enumerate(line):
                if value not in ("", None) and (row, column) not in self.errors:
                    yield row, column, value
        for (row, column), value in self.far.items():
            yield row, column, value


def as_xlsx(sheets, *, prefix=False):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row, column, value in sheet.cells():
            page.cell(row + 1, column + 1, value)
        for (row, column), error in sheet.errors.items():
            page.cell(row + 1, column + 1, error).data_type = "e"
        for row in sheet.hidden_rows:
            page.row_dimensions[row + 1].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[get_column_letter(column + 1)].hidden = True
        for top, left, bottom, right in sheet.merged:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        page.sheet_state = "hidden" if sheet.is_hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return _prefixed(out.getvalue()) if prefix else out.getvalue()


def _prefixed(content):
    """As some programs write it: every element of the sheets with a prefix."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/"):
                part = part.replace(b"</", b"</x:").replace(b"<", b"<x:")
                part = part.replace(b"<x:/x:", b"</x:").replace(b"xmlns=", b"xmlns:x=")
                part = part.replace(b"<x:?", b"<?")
            archive.writestr(name, part)
    return out.getvalue()


def as_xls(sheets):
    book = xlwt.Workbook()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        merged = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
        for row, column, value in sheet.cells():
            if (row, column) in merged:
                bottom, right = merged[row, column]
                page.write_merge(row, bottom, column, right, value)
            else:
                page.write(min(row, 65_535), min(column, 255), value)
        for (row, column), error in sheet.errors.items():
            page.row(row).set_cell_error(column, {"#N/A": "#N/A!"}.get(error, error))
        for row in sheet.hidden_rows:
            page.row(row).hidden = True
        for column in sheet.hidden_columns:
            page.col(column).hidden = True
        page.visibility = int(sheet.is_hidden)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(data), bytearray()
    while True:
        size.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return head + bytes(size) + data


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


_ERROR_CODES = {"#REF!": 0x17, "#N/A": 0x2A}


def _xlsb_sheet(sheet):
    by_row = {}
    for row, column, value in sheet.cells():
        by_row.setdefault(row, {})[column] = value
    for (row, column), error in sheet.errors.items():
        by_row.setdefault(row, {})[column] = _ERROR_CODES[error]
    last = (max(by_row, default=0), max((max(line) for line in by_row.values()), default=0))
    out = [_record(129), _record(148, struct.pack("<4I", 0, last[0], 0, last[1]))]
    if sheet.hidden_columns:
        out.append(_record(390))
        out += [
            _record(60, struct.pack("<4IH", one, one, 2048, 0, 1)) for one in sheet.hidden_columns
        ]
        out.append(_record(391))
    out.append(_record(145))
    for row, line in sorted(by_row.items()):
        flags = 0x10 if row in sheet.hidden_rows else 0
        out.append(_record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0)))
        for column, value in sorted(line.items()):
            place = struct.pack("<II", column, 0)
            if (row, column) in sheet.errors:
                out.append(_record(3, place + bytes([value])))
            elif isinstance(value, str):
                out.append(_record(6, place + _wide(value)))
            else:
                out.append(_record(5, place + struct.pack("<d", value)))
    out.append(_record(146))
    if sheet.merged:
        out.append(_record(177, struct.pack("<I", len(sheet.merged))))
        for top, left, bottom, right in sheet.merged:
            out.append(_record(176, struct.pack("<4I", top, bottom, left, right)))
        out.append(_record(178))
    return b"".join([*out, _record(130)])


def as_xlsb(sheets):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entries, relations = [], []
        for no, sheet in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{no}.bin", _xlsb_sheet(sheet))
            hidden = struct.pack("<II", int(sheet.is_hidden), no)
            entries.append(_record(156, hidden + _wide(f"rId{no}") + _wide(sheet.name)))
            relations.append(
                f'<Relationship Id="rId{no}" Target="worksheets/sheet{no}.bin" Type="http://schemas'
                '.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
            )
        book = [_record(131), _record(153, bytes(12)), _record(143), *entries, _record(144)]
        archive.writestr("xl/workbook.bin", b"".join([*book, _record(132)]))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{''.join(relations)}</Relationships>",
        )
    return out.getvalue()


def as_ods(sheets):
    collapsed = ' table:visibility="collapse"'

    def cell(sheet, row, column, value, covered):
        if (row, column) in sheet.errors:
            return (
                f'<table:table-cell table:formula="of:=1" office:value-type="string" '
                f'office:string-value=""><text:p>{sheet.errors[row, column]}</text:p>'
                "</table:table-cell>"
            )
        if (row, column) in covered:
            return "<table:covered-table-cell/>"
        span = next((area for area in sheet.merged if area[:2] == (row, column)), None)
        spans = (
            f' table:number-rows-spanned="{span[2] - span[0] + 1}"'
            f' table:number-columns-spanned="{span[3] - span[1] + 1}"'
            if span
            else ""
        )
        if value in ("", None):
            return f"<table:table-cell{spans}/>"
        if isinstance(value, str):
            lines = "".join(f"<text:p>{escape(part)}</text:p>" for part in value.split("\n"))
            return f'<table:table-cell{spans} office:value-type="string">{lines}</table:table-cell>'
        return (
            f'<table:table-cell{spans} office:value-type="float" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    def row_of(sheet, row, line, covered):
        hidden = collapsed if row in sheet.hidden_rows else ""
        cells = "".join(cell(sheet, row, c, value, covered) for c, value in enumerate(line))
        return f"<table:table-row{hidden}>{cells}</table:table-row>"

    def table(no, sheet):
        covered = {
            (row, column)
            for top, left, bottom, right in sheet.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        columns = "".join(
            f"<table:table-column{collapsed if c in sheet.hidden_columns else ''}/>"
            for c in range(max(map(len, sheet.rows)))
        )
        rows = [row_of(sheet, row, line, covered) for row, line in enumerate(sheet.rows)]
        at = len(sheet.rows)
        for (row, column), value in sorted(sheet.far.items()):
            if row > at:
                rows.append(
                    f'<table:table-row table:number-rows-repeated="{row - at}"><table:table-cell/>'
                    "</table:table-row>"
                )
            rows.append(
                f'<table:table-row><table:table-cell table:number-columns-repeated="{column}"/>'
                f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
                "</table:table-cell></table:table-row>"
            )
            at = row + 1
        style = f' table:style-name="ta{int(sheet.is_hidden)}"'
        return (
            f'<table:table table:name="{sheet.name}"{style}>{columns}{"".join(rows)}</table:table>'
        )

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    styles = "".join(
        f'<style:style style:name="ta{no}" style:family="table"><style:table-properties '
        f'table:display="{shown}"/></style:style>'
        for no, shown in enumerate(("true", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{''.join(table(no, one) for no, one in enumerate(sheets))}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()


def as_xml_2003(sheets):
    def cell(sheet, row, column, value):
        if (row, column) in sheet.errors:
            inner = f'<Data ss:Type="Error">{sheet.errors[row, column]}</Data>'
        else:
            kind = "String" if isinstance(value, str) else "Number"
            inner = f'<Data ss:Type="{kind}">{escape(str(value))}</Data>'
        span = next((area for area in sheet.merged if area[:2] == (row, column)), None)
        merge = (
            f' ss:MergeDown="{span[2] - span[0]}" ss:MergeAcross="{span[3] - span[1]}"'
            if span
            else ""
        )
        return f'<Cell ss:Index="{column + 1}"{merge}>{inner}</Cell>'

    def table(sheet):
        by_row = {}
        for row, column, value in [*sheet.cells(), *((*at, "") for at in sheet.errors)]:
            by_row.setdefault(row, {})[column] = value
        columns = "".join(
            f'<Column ss:Index="{c + 1}" ss:Hidden="1"/>' for c in sheet.hidden_columns
        )
        rows = "".join(
            f'<Row ss:Index="{row + 1}"{" ss:Hidden=" + chr(34) + "1" + chr(34) if row in sheet.hidden_rows else ""}>'
            + "".join(cell(sheet, row, column, value) for column, value in sorted(line.items()))
            + "</Row>"
            for row, line in sorted(by_row.items())
        )
        options = (
            '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden'
            "</Visible></WorksheetOptions>"
            if sheet.is_hidden
            else ""
        )
        return (
            f'<Worksheet ss:Name="{sheet.name}"><Table>{columns}{rows}</Table>{options}</Worksheet>'
        )

    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?>'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}">{"".join(map(table, sheets))}</Workbook>'
    ).encode()


def as_csv(sheets, *, sign=";", encoding="utf-8-sig"):
    def cell(value):
        text = "" if value is None else str(value)
        return f'"{text}"' if sign in text or "\n" in text else text

    return "\r\n".join(sign.join(map(cell, line)) for line in sheets[0].rows).encode(encoding)


def as_html(sheets):
    def cell(sheet, row, column, value):
        span = next((area for area in sheet.merged if area[:2] == (row, column)), None)
        spans = f" rowspan={span[2] - span[0] + 1} colspan={span[3] - span[1] + 1}" if span else ""
        return f"<td{spans}>{escape(str(value or ''))}</td>"

    def table(sheet):
        covered = {
            (row, column)
            for top, left, bottom, right in sheet.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (row, column) != (top, left)
        }
        rows = "".join(
            "<tr>"
            + "".join(
                cell(sheet, row, column, value)
                for column, value in enumerate(line)
                if (row, column) not in covered
            )
            + "</tr>"
            for row, line in enumerate(sheet.rows)
        )
        return f"<table>{rows}</table>"

    return f"<html><meta charset=utf-8>{''.join(map(table, sheets))}</html>".encode()


def as_docx(sheets, *, paragraphs=0):
    """Tables of a document; the first rows of each sheet are paragraphs."""
    paper = docx.Document()
    for sheet in sheets:
        for line in sheet.rows[:paragraphs]:
            paper.add_paragraph(" ".join(str(value) for value in line if value))
        rows = sheet.rows[paragraphs:]
        table = paper.add_table(len(rows), max(map(len, rows)))
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if value not in ("", None):
                    table.cell(row, column).text = str(value)
        for top, left, bottom, right in sheet.merged:
            if top >= paragraphs:
                table.cell(top - paragraphs, left).merge(table.cell(bottom - paragraphs, right))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


FORMATS = {
    "a.xlsx": as_xlsx,
    "prefixed.xlsx": lambda sheets: as_xlsx(sheets, prefix=True),
    "a.xls": as_xls,
    "a.xlsb": as_xlsb,
    "a.ods": as_ods,
    "xml.xls": as_xml_2003,
    "html.xls": as_html,
    "a.csv": as_csv,
    "tabs.csv": lambda sheets: as_csv(sheets, sign="\t", encoding="utf-16"),
    "a.docx": as_docx,
}
WITH_SHEETS = ("a.xlsx", "prefixed.xlsx", "a.xls", "a.xlsb", "a.ods", "xml.xls")
