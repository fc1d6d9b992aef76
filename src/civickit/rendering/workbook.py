"""The programme as a workbook. Every cell is written as text, a number or a date: nothing is ever a formula."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from civickit.rendering.paper import Programme

_KIND = {"supervision": "Giám sát", "criticism": "Phản biện xã hội"}
_LABEL = {"duplicate": "Trùng", "overlap": "Chồng chéo", "burden": "Cùng nơi, khác nội dung"}


def programme_xlsx(programme: Programme) -> bytes:
    """Sheets: the programme, what is left out, overlaps, minimums, rows to correct."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": f"Chương trình giám sát, phản biện xã hội năm {programme.year}"})
    lines = [
        (
            n,
            line.title,
            _KIND[line.kind],
            line.form,
            "; ".join(line.units),
            line.lead,
            "; ".join((*line.joint, *line.partners)),
            line.first_day,
            line.last_day,
            "; ".join(line.groups),
            "; ".join(line.marks),
            ", ".join(line.proposals),
        )
        for n, line in enumerate(sorted(programme.lines, key=lambda line: (line.first_day, line.id)), 1)
    ]
    _sheet(book, "Chương trình", f"CHƯƠNG TRÌNH GIÁM SÁT, PHẢN BIỆN XÃ HỘI NĂM {programme.year}",
           ("TT", "Nội dung", "Loại", "Hình thức", "Nơi được giám sát, cơ quan soạn thảo", "Chủ trì", "Phối hợp", "Từ ngày", "Đến hết ngày", "Đối tượng yếu thế", "Ghi chú", "Mã đề xuất"),
           (5, 60, 14, 20, 36, 26, 30, 12, 13, 20, 20, 16), lines)  # fmt: skip
    _sheet(book, "Chưa xếp", "ĐỀ XUẤT CHƯA XẾP ĐƯỢC VÀ LÝ DO", ("Mã", "Nội dung", "Tổ chức", "Thời gian đề xuất", "Lý do"), (12, 60, 28, 20, 70),
           [(one.id, one.title, one.organisation, one.asked, one.reason) for one in programme.left])  # fmt: skip
    _sheet(book, "Trùng, chồng chéo", "CÁC CẶP NỘI DUNG TRÙNG HOẶC CHỒNG CHÉO", ("Mức", "Nội dung 1", "Tổ chức 1", "Nội dung 2", "Tổ chức 2", "Vì sao", "Trong chương trình"), (13, 48, 24, 48, 24, 60, 30),
           [(_LABEL[one.label], one.one, one.one_who, one.other, one.other_who, "; ".join(one.reasons), one.outcome) for one in programme.meetings])  # fmt: skip
    _sheet(book, "Chỉ tiêu", "CHỈ TIÊU TỐI THIỂU", ("Tổ chức", "Chỉ tiêu", "Đã xếp", "Cần"), (34, 34, 10, 10), list(programme.minimums))
    problems = [(file.file, file.sheet, text) for file in programme.files for text in ((file.error,) if file.error else file.problems)]
    _sheet(book, "Cần sửa", "NHỮNG CHỖ CẦN SỬA TRONG TỆP ĐỀ XUẤT", ("Tệp", "Trang tính", "Cần làm"), (32, 20, 100), problems)
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, title: str, heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[object]]) -> None:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    text, day = book.add_format(base), book.add_format(base | {"num_format": "dd/mm/yyyy", "align": "center"})
    head = book.add_format(base | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F1EDE4"})
    large = book.add_format({"font_name": "Times New Roman", "font_size": 14, "bold": True})
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title, large)
    for column, (words, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, words, head)
    for row, values in enumerate(rows, 3):
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(row, column, value, text)
            else:
                sheet.write_string(row, column, str(value), text)
    sheet.freeze_panes(3, 2 if len(heads) > 4 else 0)  # noqa: PLR2004
    if rows:
        sheet.autofilter(2, 0, 2 + len(rows), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
