"""The programme as an official Word document: Decree 30/2020/NĐ-CP, Appendix I, with the Front's own symbols."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from civickit.rendering.paper import Line, Programme, official_day, short_days

_FONT = "Times New Roman"


def programme_docx(programme: Programme) -> bytes:
    """The plan with its letterhead, three parts, signature and recipients, and an annex on landscape pages."""
    from docx import Document

    document = Document()
    writer = Writer(document)
    writer.set_page()
    writer.letterhead(
        programme.parent, programme.number, programme.symbol, programme.place, programme.issued_on, programme.year - 1
    )
    name = f"{'Điều chỉnh Kế hoạch giám' if programme.amends else 'Giám'} sát và phản biện xã hội năm {programme.year}"
    writer.title("KẾ HOẠCH", name)
    _body(writer, programme)
    writer.signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), _recipients(), programme.signer)
    writer.annex()
    _annex(writer, programme)
    return saved(document, f"Kế hoạch: {name}", programme.issuer)


def saved(document: Any, title: str, author: str) -> bytes:
    """The bytes of a document: the same for the same content, whenever it is written."""
    out = io.BytesIO()
    document.core_properties.title = title[:255]
    document.core_properties.author = author[:255]
    document.core_properties.language = "vi-VN"
    document.save(out)
    return without_times(out.getvalue())


def without_times(content: bytes) -> bytes:
    """A zip archive with every member dated 1/1/1980: Office files carry the clock of the machine there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _body(writer: "Writer", programme: Programme) -> None:
    supervisions, criticisms = programme.of_kind("supervision"), programme.of_kind("criticism")
    for basis in (
        "Căn cứ Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13 ngày 09 tháng 6 năm 2015 (được sửa đổi, bổ sung năm 2025);",
        "Căn cứ Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN ngày 15 tháng 6 năm 2017 quy định chi tiết các hình thức giám sát, phản biện xã hội của Mặt trận Tổ quốc Việt Nam;",
        "Trên cơ sở kết quả hiệp thương giữa Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam với các tổ chức chính trị - xã hội,",
    ):
        writer.paragraph(basis, italic=True)
    if programme.amends:
        writer.paragraph(f"{programme.issuer} điều chỉnh {programme.amends}. Lý do: {_sentence(programme.reason)}")
        writer.grid(("TT", "Nội dung điều chỉnh", "Trước", "Nay"), (1.0, 8.0, 3.5, 4.0),
                    [(str(n), *one) for n, one in enumerate(programme.changes, 1)])  # fmt: skip
        writer.paragraph("Sau khi điều chỉnh, toàn văn Kế hoạch như sau:")
    else:
        writer.paragraph(
            f"{programme.issuer} ban hành Kế hoạch giám sát và phản biện xã hội năm {programme.year} như sau:"
        )
    writer.heading("I. MỤC ĐÍCH, YÊU CẦU")
    writer.paragraph(
        "1. Phát huy vai trò giám sát, phản biện xã hội của Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội; góp phần bảo vệ quyền và lợi ích hợp pháp, chính đáng của Nhân dân, xây dựng Đảng, chính quyền trong sạch, vững mạnh."
    )
    writer.paragraph(
        "2. Nội dung giám sát, phản biện có trọng tâm, không chồng chéo giữa các tổ chức và với kế hoạch giám sát, thanh tra, kiểm tra, kiểm toán của cơ quan có thẩm quyền; không làm cản trở hoạt động bình thường của nơi được giám sát."
    )
    writer.heading("II. NỘI DUNG")
    writer.heading(f"1. Giám sát: {len(supervisions):02d} nội dung", bold=True)
    writer.table(supervisions, "Nơi được giám sát")
    writer.heading(f"2. Phản biện xã hội: {len(criticisms):02d} nội dung", bold=True)
    writer.table(criticisms, "Cơ quan soạn thảo")
    joint = [line for line in programme.lines if line.joint]
    if joint:
        saved = (
            f", giảm {programme.saved_visits:02d} lượt làm việc cho nơi được giám sát" if programme.saved_visits else ""
        )
        writer.paragraph(f"Trong đó có {len(joint):02d} nội dung được gộp thành đoàn chung của nhiều tổ chức{saved}.")
    writer.heading("III. TỔ CHỨC THỰC HIỆN")
    for text in (
        "1. Tổ chức được phân công chủ trì xây dựng kế hoạch chi tiết, quyết định thành lập đoàn; gửi kế hoạch và nội dung yêu cầu báo cáo cho nơi được giám sát chậm nhất 15 ngày trước ngày làm việc; báo cáo kết quả trong 15 ngày kể từ ngày kết thúc đợt giám sát.",
        "2. Tổ chức phối hợp cử người tham gia đoàn theo đề nghị của tổ chức chủ trì.",
        "3. Nơi được giám sát gửi báo cáo cho đoàn chậm nhất 07 ngày trước ngày làm việc; xem xét, giải quyết và trả lời kiến nghị sau giám sát theo quy định của pháp luật.",
        "4. Trong năm, khi cần điều chỉnh, bổ sung nội dung, đối tượng, địa bàn, thời gian hoặc có vấn đề đột xuất, Ban Thường trực thống nhất với các cơ quan, tổ chức liên quan trước khi thực hiện.",
        "5. Các tổ chức gửi báo cáo kết quả về Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp để tổng hợp, theo dõi việc giải quyết kiến nghị và công khai theo quy định./.",
    ):
        writer.paragraph(text)


def numbered(number: int | None, symbol: str) -> str:
    """05/KH-MTTQ-BTT; room for the number while there is none."""
    return f"{number:02d}/{symbol}" if number else f"       /{symbol}"


def _recipients() -> tuple[str, ...]:
    return (
        "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam (để b/c);",
        "Thường trực Tỉnh ủy (để b/c);",
        "Đoàn ĐBQH, HĐND, UBND tỉnh;",
        "Các tổ chức chính trị - xã hội tỉnh;",
        "Các cơ quan, đơn vị được giám sát;",
        "Lưu: VT.",
    )


def _annex(writer: "Writer", programme: Programme) -> None:
    writer.title("PHỤ LỤC", f"Phân công, thời gian thực hiện giám sát và phản biện xã hội năm {programme.year}")
    writer.paragraph(
        f"(Kèm theo Kế hoạch số {numbered(programme.number, programme.symbol)} của {programme.issuer})",
        italic=True,
        centre=True,
    )
    writer.months(programme)
    if programme.left:
        writer.heading("Đề xuất chưa đưa vào kế hoạch")
        writer.grid(
            ("TT", "Nội dung", "Tổ chức đề xuất", "Lý do"),
            (1.0, 9.6, 5.4, 8.7),
            [(str(n), one.title, one.organisation, _sentence(one.reason)) for n, one in enumerate(programme.left, 1)],
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


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
            element = _element("w:fldChar", {"w:fldCharType": kind}) if kind else _element("w:instrText")
            element.text = text or None
            run._r.append(element)  # noqa: SLF001 - python-docx has no fields

    def letterhead(
        self, parent: str, number: int | None, symbol: str, place: str, issued_on: date | None, year: int
    ) -> None:
        """The issuing body at the left, the national title and motto at the right, each above its own line.

        Without a number or a day their places stay open; ``year`` is the one the open day would be of.
        """
        table = self._bare_table((6.6, 9.9))
        left, right = table.rows[0].cells
        self._line(left, parent, 12, first=True)
        self._line(left, "BAN THƯỜNG TRỰC", 12, bold=True)
        self._rule(left, 2.2)
        self._line(left, f"Số: {numbered(number, symbol)}", 13)
        self._line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
        self._line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
        self._rule(right, 5.6)
        day = official_day(issued_on) if issued_on else f"ngày      tháng      năm {year}"
        self._line(right, f"{place}, {day}", 13, italic=True)

    def _bare_table(self, widths: Sequence[float]) -> Any:
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

    def _line(
        self, cell: Any, text: str, size: int, *, bold: bool = False, italic: bool = False, first: bool = False
    ) -> None:
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        paragraph.alignment = self.align.CENTER
        self._run(paragraph, text, size, bold=bold, italic=italic)

    def _run(self, paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.bold, run.italic = _FONT, self.Pt(size), bold, italic
        run._r.get_or_add_rPr().get_or_add_rFonts().set(_qn("w:eastAsia"), _FONT)  # noqa: SLF001

    def _rule(self, place: Any, width: float) -> None:
        """A centred hairline as wide as asked, made of a narrow paragraph's top border."""
        available = place.width.cm if hasattr(place, "width") and place.width else 16.5
        paragraph = place.add_paragraph()
        indent = self.Cm(max(0.0, (available - 0.38 - width) / 2))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
        paragraph.paragraph_format.line_spacing = self.Pt(6)
        borders = _element("w:pBdr")
        borders.append(_element("w:top", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "000000"}))
        paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001

    def title(self, kind: str, abstract: str) -> None:
        """Type and abstract, centred, with the short line under the abstract."""
        for text, before in ((kind, 14), (abstract, 0)):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = self.align.CENTER
            paragraph.paragraph_format.space_before = self.Pt(before)
            self._run(paragraph, text, 14, bold=True)
        if kind != "PHỤ LỤC":
            self._rule(self.document, 5.0)

    def paragraph(self, text: str, *, italic: bool = False, centre: bool = False, bold: bool = False) -> None:
        """Body text: 14 point, justified, first line 1.27 cm, 6 points apart."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = self.align.CENTER if centre else self.align.JUSTIFY
        paragraph.paragraph_format.space_before = self.Pt(6)
        if not centre:
            paragraph.paragraph_format.first_line_indent = self.Cm(1.27)
        self._run(paragraph, text, 14, italic=italic, bold=bold)

    def heading(self, text: str, *, bold: bool = True) -> None:
        """A numbered heading, kept with what follows."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = self.Pt(6)
        paragraph.paragraph_format.space_after = self.Pt(3)
        paragraph.paragraph_format.first_line_indent = self.Cm(1.27)
        paragraph.paragraph_format.keep_with_next = True
        self._run(paragraph, text, 14, bold=bold)

    def table(self, lines: Sequence[Line], place: str) -> None:
        """Contents of one kind in the body of the plan."""
        rows = [
            (str(n), line.title, "; ".join(line.units) or "–", line.lead, short_days(line.first_day, line.last_day))
            for n, line in enumerate(lines, 1)
        ]
        self.grid(("TT", "Nội dung", place, "Chủ trì", "Thời gian"), (1.0, 6.0, 3.7, 3.3, 2.5), rows)

    def months(self, programme: Programme) -> None:
        """The annex: the year month by month."""
        rows: list[Sequence[str]] = []
        number = 0
        for month, lines in programme.by_month():
            if lines:
                rows.append((f"Tháng {month}",))
            for line in lines:
                number += 1
                kind = "Giám sát" if line.kind == "supervision" else "Phản biện"
                rows.append(
                    (
                        str(number),
                        line.title,
                        kind,
                        "; ".join(line.units) or "–",
                        line.lead,
                        "; ".join((*line.joint, *line.partners)) or "–",
                        short_days(line.first_day, line.last_day),
                    )
                )
        self.grid(
            ("TT", "Nội dung", "Loại", "Nơi được giám sát, cơ quan soạn thảo", "Chủ trì", "Phối hợp", "Thời gian"),
            (1.0, 7.6, 2.0, 4.5, 3.5, 3.5, 2.6),
            rows,
        )

    def grid(self, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table whose head repeats on every page; a row of one text spans it all."""
        table = self.document.add_table(rows=1, cols=len(heads))
        table.style = "Table Grid"
        self._set_widths(table, widths)
        self._fill(table.rows[0], heads, widths, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001
        for values in rows or [("Không có",)]:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001
            if len(values) == 1:
                cell = row.cells[0].merge(row.cells[-1])
                cell.paragraphs[0].paragraph_format.keep_with_next = bool(rows)
                self._run(cell.paragraphs[0], values[0], 12, bold=bool(rows))
            else:
                self._fill(row, values, widths, bold=False)

    def _fill(self, row: Any, values: Sequence[str], widths: Sequence[float], *, bold: bool) -> None:
        for place, (cell, text, width) in enumerate(zip(row.cells, values, widths, strict=True)):
            cell.width = self.Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = (
                self.align.CENTER if bold or (place in (0, len(values) - 1) and len(text) < 16) else self.align.LEFT
            )
            self._run(paragraph, text, 12, bold=bold)

    def signature(self, capacity: Sequence[str], recipients: Sequence[str], signer: str = "") -> None:
        """Recipients at the left; capacity, room for the signature and the signer's name at the right."""
        self.document.add_paragraph()
        table = self._bare_table((8.5, 8.0))
        left, right = table.rows[0].cells
        head = left.paragraphs[0]
        self._run(head, "Nơi nhận:", 12, bold=True, italic=True)
        for one in recipients:
            self._run(left.add_paragraph(), f"- {one}", 11)
        for place, text in enumerate(capacity):
            self._line(right, text, 14, bold=True, first=place == 0)
        for _ in range(4):
            right.add_paragraph()
        if signer:
            self._line(right, signer, 14, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001

    def two_signatures(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Capacity and name of two people, side by side."""
        self.document.add_paragraph()
        table = self._bare_table((8.25, 8.25))
        for cell, (capacity, name) in zip(table.rows[0].cells, (left, right), strict=True):
            self._line(cell, capacity, 14, bold=True, first=True)
            for _ in range(4):
                cell.add_paragraph()
            self._line(cell, name, 14, bold=True)
        table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001

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


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    from docx.oxml import OxmlElement

    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(_qn(key), value)
    return element
