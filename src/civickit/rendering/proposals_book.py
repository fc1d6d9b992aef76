"""Proposals as one plain workbook that the reader of workbooks takes back without loss."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from civickit.rendering.sheets import plain_book, set_page
from civickit.worksheets import ProposalRow

_COLUMNS = (
    ("TT", 6),
    ("Nội dung", 60),
    ("Loại", 14),
    ("Đơn vị được giám sát", 40),
    ("Thời gian thực hiện", 24),
    ("Hình thức", 20),
    ("Số cuộc", 10),
    ("Kinh phí (đồng)", 16),
    ("Đối tượng yếu thế", 28),
    ("Số người chịu tác động", 14),
    ("Chủ trì", 24),
    ("Đơn vị phối hợp", 30),
    ("Ghi chú", 30),
)
_KIND = {"supervision": "Giám sát", "criticism": "Phản biện"}


class _Book:
    """A workbook with one ruled sheet of proposals: its head, its columns, ready to print."""

    def __init__(self, organisation: str, year: int, head: str) -> None:
        self.out = io.BytesIO()
        self.book = plain_book(self.out, in_memory=True)
        ruled = {"text_wrap": True, "valign": "top", "border": 1}
        bold = self.book.add_format(ruled | {"bold": True, "bg_color": head})
        self.text = self.book.add_format(ruled)
        self.sheet = self.book.add_worksheet("Đề xuất")
        self.sheet.write_string(0, 0, organisation.upper())
        title = f"ĐỀ XUẤT NỘI DUNG GIÁM SÁT, PHẢN BIỆN XÃ HỘI NĂM {year}"
        self.sheet.write_string(1, 0, title, self.book.add_format({"bold": True}))
        for column, (name, width) in enumerate(_COLUMNS):
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(3, column, name, bold)
        self.sheet.freeze_panes(4, 2)
        set_page(self.sheet, 3)

    def content(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.out.getvalue()


def proposals_xlsx(organisation: str, year: int, rows: Sequence[ProposalRow]) -> bytes:
    """The rows with all corrections, every cell as text or number.

    Times as days where they are known.
    """
    made = _Book(organisation, year, "#FFFFFF")
    for n, row in enumerate(rows, 1):
        for column, value in enumerate(_cells(n, row)):
            if isinstance(value, int):
                made.sheet.write_number(3 + n, column, value, made.text)
            else:
                made.sheet.write_string(3 + n, column, value or "", made.text)
    return made.content()


_GUIDE = (
    "Mỗi dòng là một nội dung. Không cần giữ thứ tự cột; không xóa dòng tiêu đề.",
    "Loại: chọn Giám sát hoặc Phản biện.",
    (
        "Đơn vị được giám sát: nhiều nơi thì cách nhau bằng dấu chấm phẩy. Với phản biện, ghi cơ "
        "quan soạn thảo."
    ),
    (
        "Thời gian thực hiện: ghi quý, tháng hoặc ngày, ví dụ Quý III/{year}; Tháng 5-6; "
        "20/9/{year} - 29/10/{year}."
    ),
    "Số người chịu tác động và Đối tượng yếu thế được dùng để tính thứ tự ưu tiên.",
    "Nội dung được đặt hàng hoặc là vấn đề nổi cộm: nêu ở cột Ghi chú.",
)
_EMPTY_ROWS = 40


def proposals_template_xlsx(organisation: str, year: int) -> bytes:
    """An empty workbook an organisation fills in.

    Its choices are offered in the cell, its rules on a second sheet.
    """
    made = _Book(organisation, year, "#F1EDE4")
    last = 3 + _EMPTY_ROWS
    for column in range(len(_COLUMNS)):
        for row in range(4, last + 1):
            made.sheet.write_blank(row, column, None, made.text)
    _offer_choices(made.sheet, last)
    guide = made.book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 110)
    for row, sentence in enumerate(_GUIDE):
        wrapped = made.book.add_format({"text_wrap": True})
        guide.write_string(row, 0, sentence.format(year=year), wrapped)
    return made.content()


def _offer_choices(sheet: Any, last: int) -> None:
    """Kinds to choose from, and whole numbers where a number is asked for."""
    kinds = {
        "validate": "list",
        "source": list(_KIND.values()),
        "error_title": "Loại",
        "error_message": "Chọn Giám sát hoặc Phản biện.",
    }
    sheet.data_validation(4, 2, last, 2, kinds)
    for column, name in ((6, "Số cuộc"), (7, "Kinh phí"), (9, "Số người")):
        whole = {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": name,
            "error_message": "Ghi một số nguyên, không ghi chữ.",
        }
        sheet.data_validation(4, column, last, column, whole)


def _cells(n: int, row: ProposalRow) -> tuple[int | str | None, ...]:
    return (
        n,
        row.title,
        _KIND.get(row.kind, row.kind),
        ";\n".join(row.supervised_units),
        _time(row),
        row.form,
        row.sessions,
        row.budget_vnd,
        "; ".join(row.vulnerable_groups),
        row.people_affected,
        row.lead,
        "; ".join(row.partners),
        row.note,
    )


def _time(row: ProposalRow) -> str | None:
    if row.period_start and row.period_end:
        return f"{_day(row.period_start)} - {_day(row.period_end)}"
    return row.time_text


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
