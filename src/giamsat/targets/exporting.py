"""Readings as workbooks: text stays text, figures are figures."""

import io
import math
from collections.abc import Callable, Iterable
from typing import Any

from civickit.rendering.writer import without_times
from giamsat.organisations.models import Organisation
from giamsat.targets.queries import BookPage, TargetPage, units_as_data
from giamsat.targets.wording import is_percent

_WORDS = {
    "met": "đạt",
    "not_met": "chưa đạt",
    "not_applicable": "không áp dụng",
    "not_known": "chưa rõ",
}
_REASONS = {
    "": "",
    "running": "chưa hết kỳ",
    "unreported": "chưa báo số liệu",
    "unconfirmed": "chờ xác nhận hoặc chưa có văn bản",
    "no_denominator": "mẫu số bằng 0",
    "nobody": "không có đối tượng",
}


def book_xlsx(page: BookPage) -> bytes:
    """One row a target."""
    heads = (
        "Mã",
        "Chỉ tiêu",
        "Nội dung",
        "Kết quả",
        "Tỷ lệ (%)",
        "Tình trạng",
        "So kỳ trước (điểm)",
    )
    rows = (
        (one.code, one.title, one.said, one.total, one.percent, one.words, one.change)
        for one in page.lines
    )
    title = f"{page.book.title}; số liệu đến ngày {page.as_of:%d/%m/%Y}"
    return _workbook("Chỉ tiêu", title, heads, (8, 44, 80, 16, 10, 34, 12), rows)


def units_xlsx(page: TargetPage) -> bytes:
    """One row a unit."""
    heads = (
        "Mã",
        "Đơn vị",
        "Giá trị" + (" (%)" if is_percent(page.target.measure.kind) else ""),
        "Tử số",
        "Mẫu số",
        "Tình trạng",
        "Vì sao",
    )
    names = dict(Organisation.objects.values_list("code", "name"))
    rows = (
        (
            one["unit"],
            names.get(one["unit"], ""),
            one["value"],
            one["top"],
            one["bottom"],
            _WORDS[one["status"]],
            _REASONS[one["reason"]],
        )
        for one in units_as_data(page.reading)
    )
    title = f"{page.target.code}. {page.target.title}; số liệu đến ngày {page.told.as_of:%d/%m/%Y}"
    return _workbook("Đơn vị", title, heads, (14, 50, 12, 10, 10, 16, 30), rows)


def _workbook(
    name: str,
    title: str,
    heads: Iterable[str],
    widths: Iterable[int],
    rows: Iterable[tuple[Any, ...]],
) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.write_string(0, 0, title)
        sheet.write_row(2, 0, list(heads), bold)
        sheet.freeze_panes(3, 1)
        for no, row in enumerate(rows, 3):
            for place, value in enumerate(row):
                if value is not None:
                    _writer(sheet, value)(no, place, value)
    return without_times(out.getvalue())


def _writer(sheet: Any, value: Any) -> Callable[..., Any]:
    is_number = isinstance(value, int | float) and not math.isnan(value)
    return sheet.write_number if is_number else sheet.write_string  # type: ignore[no-any-return]
