"""Readings as workbooks: text stays text, figures are figures."""

import io
import math
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civickit.rendering.writer import without_times
from giamsat.foundation.wording import with_facts
from giamsat.organisations.models import Organisation
from giamsat.targets.queries import BookPage, TargetPage, units_as_data
from giamsat.targets.wording import is_percent

_WORDS = {
    "met": _("đạt"),
    "not_met": _("chưa đạt"),
    "not_applicable": _("không áp dụng"),
    "not_known": _("chưa rõ"),
}
_REASONS = {
    "": "",
    "running": _("chưa hết kỳ"),
    "unreported": _("chưa báo số liệu"),
    "unconfirmed": _("chờ xác nhận hoặc chưa có văn bản"),
    "no_denominator": _("mẫu số bằng 0"),
    "nobody": _("không có đối tượng"),
}
_AS_OF = _("{what}; số liệu đến ngày {day}")


def book_xlsx(page: BookPage) -> bytes:
    """One row a target."""
    heads = (
        gettext("Mã"),
        gettext("Chỉ tiêu"),
        gettext("Nội dung"),
        gettext("Kết quả"),
        gettext("Tỷ lệ (%)"),
        gettext("Tình trạng"),
        gettext("So kỳ trước (điểm)"),
    )
    rows = (
        (line.code, line.title, line.said, line.total, line.percent, line.words, line.change)
        for line in page.lines
    )
    title = str(with_facts(_AS_OF, what=page.book.title, day=page.as_of))
    return _workbook(gettext("Chỉ tiêu"), title, heads, (8, 44, 80, 16, 10, 34, 12), rows)


def units_xlsx(page: TargetPage) -> bytes:
    """One row a unit."""
    heads = (
        gettext("Mã"),
        gettext("Đơn vị"),
        gettext("Giá trị") + (" (%)" if is_percent(page.target.measure.kind) else ""),
        gettext("Tử số"),
        gettext("Mẫu số"),
        gettext("Tình trạng"),
        gettext("Vì sao"),
    )
    names = dict(Organisation.objects.values_list("code", "name"))
    rows = (
        (
            unit["unit"],
            names.get(unit["unit"], ""),
            unit["value"],
            unit["top"],
            unit["bottom"],
            str(_WORDS[unit["status"]]),
            str(_REASONS[unit["reason"]]),
        )
        for unit in units_as_data(page.reading)
    )
    what = f"{page.target.code}. {page.target.title}"
    title = str(with_facts(_AS_OF, what=what, day=page.read.as_of))
    return _workbook(gettext("Đơn vị"), title, heads, (14, 50, 12, 10, 10, 16, 30), rows)


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
