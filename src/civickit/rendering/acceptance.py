"""The table "tiếp thu, giải trình".

Every point of criticism, who made it, what the drafter answered (Law 75/2015, Art. 36.3).
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from civickit.legaltext import cited
from civickit.rendering.sheets import plain_book, set_page
from civickit.rendering.writer import Letterhead, Writer, blank_document, saved

NO_PLACE = "Ý kiến chung, chưa rõ điều khoản"
_HEADS = (
    "TT",
    "Điều khoản",
    "Nội dung dự thảo",
    "Nội dung góp ý",
    "Bên góp ý",
    "Tiếp thu, giải trình",
    "Thể hiện ở bản sau",
)
_WIDTHS_CM = (1.0, 2.8, 4.6, 6.0, 3.2, 4.6, 3.5)
_WIDTHS = (6, 24, 46, 60, 34, 46, 40)
_LONGEST = 32_000  # characters that one cell of a workbook holds
_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class AcceptanceRow:
    """One point: ``path`` is None for a general one.

    ``wordings`` are further wordings of the same, most repeated first.
    """

    path: str | None
    provision: str
    text: str
    who: str
    answer: str = ""
    follows: str = ""
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Acceptance:
    """What stands above the table: the draft, the drafter, how many spoke."""

    title: str
    issuer: str
    summary: str
    letterhead: Letterhead | None = None


def senders(people: int, organisations: int, names: Sequence[str] = ()) -> str:
    """Who made a point, without naming citizens: names are those of organisations."""
    citizens = people - organisations
    named = list(names[:5])
    if organisations > len(named):
        named.append(
            f"{organisations - len(named)} tổ chức khác" if named else f"{organisations} tổ chức"
        )
    if citizens:
        named.append(f"{citizens} người dân")
    return "; ".join(named) or "–"


_TITLE = "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN"
_RULED = {"text_wrap": True, "valign": "top", "border": 1}


def acceptance_xlsx(about: Acceptance, points: Iterable[AcceptanceRow]) -> bytes:
    """As a workbook, row by row: memory stays the same however many points there are."""
    out = io.BytesIO()
    book = plain_book(out, constant_memory=True)
    cell = book.add_format(_RULED)
    head = book.add_format(_RULED | {"bold": True, "bg_color": "#F2F2F2"})
    sheet = book.add_worksheet("Tiếp thu, giải trình")
    _begin(sheet, about, bold=book.add_format({"bold": True}), head=head)
    for number, point in enumerate(points, 1):
        sheet.write_number(3 + number, 0, number, cell)
        for column, text in enumerate(_cells(point), 1):
            sheet.write_string(3 + number, column, text.translate(_CONTROL)[:_LONGEST], cell)
    book.close()
    return out.getvalue()


def _cells(point: AcceptanceRow) -> tuple[str, ...]:
    wording, path = point.text, cited(point.path or "")
    if point.wordings:
        wording += "\n" + "\n".join(f"– {one}" for one in point.wordings)
    return (
        path[:1].upper() + path[1:] or NO_PLACE,
        point.provision,
        wording,
        point.who,
        point.answer,
        point.follows,
    )


def _landscape() -> Writer:
    from docx.enum.section import WD_ORIENT

    writer = Writer(blank_document())
    writer.set_page()
    section = writer.document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = writer.Cm(29.7), writer.Cm(21)
    return writer


def _table(writer: Writer) -> Any:
    table = writer.document.add_table(rows=0, cols=len(_HEADS))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_CM, strict=True):
        column.width = writer.Cm(width)
    return table


def _begin(sheet: Any, about: Acceptance, *, bold: Any, head: Any) -> None:
    """What stands above the rows, and how wide they are."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    set_page(sheet, 3)
    sheet.freeze_panes(4, 2)
    sheet.write_string(0, 0, _TITLE, bold)
    sheet.write_string(1, 0, about.title)
    sheet.write_string(2, 0, about.summary)
    for column, name in enumerate(_HEADS):
        sheet.write_string(3, column, name, head)


def acceptance_docx(about: Acceptance, points: Iterable[AcceptanceRow]) -> bytes:
    """As a Word document, landscape; rows are written as XML, since thousands of them are usual."""
    from docx.oxml import parse_xml

    writer = _landscape()
    if about.letterhead:
        writer.letterhead(about.letterhead)
    writer.title(_TITLE, about.title)
    writer.paragraph(about.summary)
    table = _table(writer)
    table._tbl.append(parse_xml(_row(_HEADS, is_head=True)))  # noqa: SLF001 - python-docx adds a row in milliseconds
    for number, point in enumerate(points, 1):
        table._tbl.append(parse_xml(_row((str(number), *_cells(point)))))  # noqa: SLF001
    return saved(writer.document, f"Tiếp thu, giải trình: {about.title}", about.issuer)


_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONTS = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" '
    'w:cs="Times New Roman"/>'
)


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    return (
        "<w:tr "
        f"{_NS}>{properties}{''.join(map(_cell, cells, _WIDTHS_CM, [is_head] * len(cells)))}</w:tr>"
    )


def _cell(text: str, width: float, is_head: bool) -> str:  # noqa: FBT001 - mapped
    bold = "<w:b/>" if is_head else ""
    align = '<w:pPr><w:jc w:val="center"/></w:pPr>' if is_head else ""
    paragraphs = "".join(
        (
            f'<w:p>{align}<w:r><w:rPr>{_FONTS}{bold}<w:sz w:val="22"/></w:rPr><w:t '
            f'xml:space="preserve">{escape(line.translate(_CONTROL))}</w:t></w:r></w:p>'
        )
        for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 567)}" '
        f'w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'
    )
