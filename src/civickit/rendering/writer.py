"""Paragraphs, tables and borders of official Word documents: Decree 30/2020/NĐ-CP, Appendix I."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from civickit.rendering.paper import official_day

_FONT = "Times New Roman"
_RIGHT = {
    "state": (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12), ("Độc lập - Tự do - Hạnh phúc", 13)),
    "party": (("ĐẢNG CỘNG SẢN VIỆT NAM", 15),),
    "youth": (("ĐOÀN TNCS HỒ CHÍ MINH", 15),),
}
_LAST_WORDS = 2  # paragraphs that go to the page of the signature rather than leave it alone
_STARS = {"party": "*", "youth": "***"}


@dataclass(frozen=True)
class Letterhead:
    """What stands above a paper.

    ``style`` is state (national title), party or youth (their own heading).
    """

    parent: str
    issuer: str
    number: str  # "Số: 05/KH-MTTQ-BTT"; empty on annexes
    place_and_day: str
    style: str = "state"
    subject: str = ""  # "V/v …" of an official letter


def place_and_day(place: str, day: date | None, year: int) -> str:
    """Nghệ An, ngày 05 tháng 01 năm 2027; without a day its place stays open."""
    return f"{place}, {official_day(day) if day else f'ngày      tháng      năm {year}'}"


_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "TableGrid", "Header"}
_DROPPED_PARTS = (
    "/thumbnail",
    "/stylesWithEffects",
    "/theme",
    "/fontTable",
    "/webSettings",
    "/numbering",
    "/customXml",
)


def blank_document() -> Any:
    """An empty Word document with only the styles we use.

    Smaller files that open and convert faster.
    """
    from docx import Document

    return Document(io.BytesIO(_blank()))


@lru_cache(maxsize=1)
def _blank() -> bytes:
    """python-docx's own beginning without its theme, its picture and a hundred and sixty styles."""
    from docx import Document

    document = Document()
    for holder in (document.part.rels, document.part.package.rels):
        for key in [key for key, part in holder.items() if part.reltype.endswith(_DROPPED_PARTS)]:
            del holder[key]
    styles = document.styles.element
    for part in list(styles):
        if part.tag.endswith("}latentStyles") or (
            part.tag.endswith("}style") and part.get(_qn("w:styleId")) not in _KEPT_STYLES
        ):
            styles.remove(part)
    for fonts in styles.iter(_qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbered(number: int | None, symbol: str) -> str:
    """05/KH-MTTQ-BTT; room for the number while there is none."""
    return f"{number:02d}/{symbol}" if number else f"       /{symbol}"


def saved(document: Any, title: str, author: str) -> bytes:
    """The bytes of a document: the same for the same content, whenever it is written."""
    out = io.BytesIO()
    document.core_properties.title = title[:255]
    document.core_properties.author = author[:255]
    document.core_properties.language = "vi-VN"
    document.save(out)
    return without_times(out.getvalue())


def without_times(content: bytes) -> bytes:
    """A zip archive with every member dated 1/1/1980.

    Office files carry the clock of the machine there.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class Writer:
    """Paragraphs, tables and borders in the measures of Decree 30/2020, Appendix I."""

    def __init__(self, document: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        self.document, self.Cm, self.Pt, self.align = document, Cm, Pt, WD_ALIGN_PARAGRAPH
        style = document.styles["Normal"]
        style.font.name, style.font.size = _FONT, Pt(14)
        style.element.rPr.rFonts.set(_qn("w:eastAsia"), _FONT)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)

    def set_page(self) -> None:
        """A4, margins 20/20/30/15 mm, the page number at the top from the second page."""
        section = self.document.sections[0]
        section.page_width, section.page_height = self.Cm(21), self.Cm(29.7)
        section.top_margin = section.bottom_margin = self.Cm(2)
        section.left_margin, section.right_margin = self.Cm(3), self.Cm(1.5)
        section.header_distance = self.Cm(1)
        section.different_first_page_header_footer = True
        self._page_number(section)

    def _page_number(self, section: Any) -> None:
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = self.align.CENTER
        run = paragraph.add_run()
        run.font.size = self.Pt(13)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            element = (
                _element("w:fldChar", {"w:fldCharType": kind}) if kind else _element("w:instrText")
            )
            element.text = text or None
            run._r.append(element)  # noqa: SLF001 - python-docx has no fields

    def _issuer(self, cell: Any, head: Letterhead) -> None:
        """Who issues it, under whom, and the number it bears."""
        for place, text in enumerate(filter(None, (head.parent, head.issuer))):
            self.line(cell, text, 12, bold=text == head.issuer, first=place == 0)
        if head.style == "state":
            self.rule(cell, 2.2)
        else:
            self.line(cell, _STARS[head.style], 13, bold=True)
        if head.number:
            self.line(cell, head.number, 13)
        if head.subject:
            self.line(cell, head.subject, 12)

    def letterhead(self, head: Letterhead) -> None:
        """The issuing body left, the national or the Party's title right, each over its line."""
        table = self.bare_table((6.6, 9.9))
        left, right = table.rows[0].cells
        self._issuer(left, head)
        for place, (text, size) in enumerate(_RIGHT[head.style]):
            self.line(right, text, size, bold=True, first=place == 0)
        self.rule(right, 5.6)
        self.line(right, head.place_and_day, 13, italic=True)

    def bare_table(self, widths: Sequence[float]) -> Any:
        """One row of cells without lines; widths in centimetres."""
        table = self.document.add_table(rows=1, cols=len(widths))
        self._set_widths(table, widths)
        return table

    def _set_widths(self, table: Any, widths: Sequence[float]) -> None:
        """Word reads the cells' widths, LibreOffice the grid's: both are set."""
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self.Cm(width)
            for cell in column.cells:
                cell.width = self.Cm(width)

    def line(
        self,
        cell: Any,
        text: str,
        size: int,
        *,
        bold: bool = False,
        italic: bool = False,
        first: bool = False,
    ) -> None:
        """A centred line in a cell; the first uses the paragraph every cell begins with."""
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        paragraph.alignment = self.align.CENTER
        self.run(paragraph, text, size, bold=bold, italic=italic)

    def run(
        self, paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False
    ) -> None:
        """Text of one size in a paragraph, in Times New Roman."""
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.bold, run.italic = _FONT, self.Pt(size), bold, italic
        run._r.get_or_add_rPr().get_or_add_rFonts().set(_qn("w:eastAsia"), _FONT)  # noqa: SLF001

    def rule(self, place: Any, width: float) -> None:
        """A centred hairline as wide as asked, made of a narrow paragraph's top border."""
        available = place.width.cm if hasattr(place, "width") and place.width else 16.5
        paragraph = place.add_paragraph()
        indent = self.Cm(max(0.0, (available - 0.38 - width) / 2))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
        paragraph.paragraph_format.line_spacing = self.Pt(6)
        borders = _element("w:pBdr")
        borders.append(
            _element("w:top", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"})
        )
        paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001

    def title(self, kind: str, abstract: str) -> None:
        """Type and abstract, centred, with the short line under the abstract."""
        for text, before in ((kind, 14), (abstract, 0)):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = self.align.CENTER
            paragraph.paragraph_format.space_before = self.Pt(before)
            self.run(paragraph, text, 14, bold=True)
        if kind != "PHỤ LỤC":
            self.rule(self.document, 5.0)

    def paragraph(
        self,
        text: str,
        *,
        italic: bool = False,
        centre: bool = False,
        bold: bool = False,
        indent: float = 0,
    ) -> None:
        """Body text: 14 point, justified, first line 1.27 cm, 6 points apart.

        With an indent the whole of it stands so many centimetres from the left.
        """
        paragraph = self.document.add_paragraph()
        paragraph.alignment = self.align.CENTER if centre else self.align.JUSTIFY
        paragraph.paragraph_format.space_before = self.Pt(6)
        if indent:
            paragraph.alignment = self.align.LEFT
            paragraph.paragraph_format.left_indent = self.Cm(indent)
        elif not centre:
            paragraph.paragraph_format.first_line_indent = self.Cm(1.27)
        self.run(paragraph, text, 14, italic=italic, bold=bold)

    def heading(self, text: str, *, bold: bool = True) -> None:
        """A numbered heading, kept with what follows."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = self.Pt(6)
        paragraph.paragraph_format.space_after = self.Pt(3)
        paragraph.paragraph_format.first_line_indent = self.Cm(1.27)
        paragraph.paragraph_format.keep_with_next = True
        self.run(paragraph, text, 14, bold=bold)

    def grid(
        self, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        """A ruled table whose head repeats on every page; a row of one text spans it all."""
        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.space_after = self.Pt(4)
        table = self.document.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        self._set_widths(table, widths)
        self._fill(table.rows[0], heads, widths, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001
        for values in rows:
            row = table.add_row()
            if len(values) == 1:
                self._span(row, values[0], heads_next=True)
            else:
                _keep_whole(row)
                self._fill(row, values, widths, bold=False)
        if not rows:
            self._span(table.add_row(), "Không có", heads_next=False)

    def _span(self, row: Any, text: str, *, heads_next: bool) -> None:
        """One text over the whole width; a heading stays with the row below it."""
        _keep_whole(row)
        cell = row.cells[0].merge(row.cells[-1])
        cell.paragraphs[0].paragraph_format.keep_with_next = heads_next
        self.run(cell.paragraphs[0], text, 12, bold=heads_next)

    def _fill(
        self, row: Any, values: Sequence[str], widths: Sequence[float], *, bold: bool
    ) -> None:
        for place, (cell, text, width) in enumerate(zip(row.cells, values, widths, strict=True)):
            cell.width = self.Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = (
                self.align.CENTER
                if bold or text.isdigit() or (place in (0, len(values) - 1) and len(text) < 16)
                else self.align.LEFT
            )
            self.run(paragraph, text, 12, bold=bold)

    def signature(
        self, capacity: Sequence[str], recipients: Sequence[str], signer: str = ""
    ) -> None:
        """Recipients at the left; capacity, room to sign and the signer's name at the right."""
        self._end_of_text()
        table = self.bare_table((8.5, 8.0))
        left, right = table.rows[0].cells
        head = left.paragraphs[0]
        self.run(head, "Nơi nhận:", 12, bold=True, italic=True)
        for recipient in recipients:
            self.run(left.add_paragraph(), f"- {recipient}", 11)
        self._sign(right, capacity, 14)
        if signer:
            self.line(right, signer, 14, bold=True)
        _keep_whole(table.rows[0])

    def signatures(self, several: Sequence[tuple[Sequence[str], str]]) -> None:
        """Capacity and name of one to three people, side by side."""
        self._end_of_text()
        table = self.bare_table((16.5 / len(several),) * len(several))
        for cell, (capacity, name) in zip(table.rows[0].cells, several, strict=True):
            self._sign(cell, capacity, 14 if len(several) < 3 else 13)
            self.line(cell, name, 14 if len(several) < 3 else 13, bold=True)
        _keep_whole(table.rows[0])

    def _sign(self, cell: Any, capacity: Sequence[str], size: int) -> None:
        """In which capacity, and the room for a signature."""
        for place, text in enumerate(capacity):
            self.line(cell, text, size, bold=True, first=place == 0)
        for _ in range(4):
            cell.add_paragraph()

    def _end_of_text(self) -> None:
        """An empty line; the last words of the text stay on the page of the signature."""
        from docx.text.paragraph import Paragraph

        written = list(self.document.element.body.iter(_qn("w:p")))
        for element in [one for one in written if "".join(one.itertext()).strip()][-_LAST_WORDS:]:
            Paragraph(element, self.document).paragraph_format.keep_with_next = True
        self.document.add_paragraph().paragraph_format.keep_with_next = True

    def annex(self) -> None:
        """A landscape section with its own page numbers."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = self.Cm(29.7), self.Cm(21)
        section.left_margin, section.right_margin = self.Cm(3), self.Cm(2)
        numbering = _element("w:pgNumType", {"w:start": "1"})
        section._sectPr.append(numbering)  # noqa: SLF001


def _qn(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _keep_whole(row: Any) -> None:
    """A row never breaks over two pages."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(_qn(key), value)
    return element
