"""What each problem of a row means for sending it, and which field puts it right."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from civickit.vntext import clean
from civickit.worksheets import parse_period
from civickit.worksheets.columns import kind_of
from civickit.worksheets.units import split_bodies

Corrected = tuple[dict[str, Any], str]

# A row with one of these waits until a person has corrected the field beside it.
FIELD_OF = {
    "TIME_UNKNOWN": "time_text",
    "TIME_MISSING": "time_text",
    "START_MISSING": "time_text",
    "END_MISSING": "time_text",
    "TIME_BACKWARDS": "time_text",
    "OTHER_YEAR": "time_text",
    "UNIT_MISSING": "supervised_units",
    "KIND_UNKNOWN": "kind",
    "MISSING_TITLE": "title",
    "HIDDEN_ROW": "title",
    "NOT_IN_TABLE": "title",
}
# These gave no proposal at all: a person adds one, or says that it is none.
LOST = frozenset({"MISSING_TITLE", "HIDDEN_ROW", "NOT_IN_TABLE"})
BLOCKING = frozenset(FIELD_OF)
LABELS = {
    "title": _("Tên nội dung"),
    "supervised_units": _("Nơi được giám sát"),
    "time_text": _("Thời gian"),
    "kind": _("Giám sát hay phản biện"),
}
HINTS = {
    "title": _("Ghi tên nội dung để nhập dòng này, hoặc để trống rồi bấm Bỏ qua."),
    "supervised_units": _("Mỗi nơi một dòng hoặc cách nhau bằng dấu chấm phẩy."),
    "time_text": _("Ví dụ: Quý III, Tháng 5, 20/9–29/10, Cả năm."),
    "kind": _("Ghi Giám sát hoặc Phản biện."),
}
COLUMN_NAMES = {
    "no": _("số thứ tự"),
    "title": _("tên nội dung"),
    "kind": _("loại"),
    "supervised_units": _("nơi được giám sát"),
    "form": _("hình thức"),
    "time": _("thời gian"),
    "quarter": _("quý"),
    "month": _("tháng"),
    "period_start": _("ngày bắt đầu"),
    "period_end": _("ngày kết thúc"),
    "sessions": _("số cuộc"),
    "budget_vnd": _("kinh phí"),
    "vulnerable_groups": _("đối tượng yếu thế"),
    "people_affected": _("số người chịu tác động"),
    "lead": _("chủ trì"),
    "partners": _("phối hợp"),
    "organisation": _("tổ chức đề xuất"),
    "note": _("ghi chú"),
}


def days_meant(text: str, year: int) -> dict[str, Any] | str:
    """First and last day of a time as people write it, or what to write instead."""
    period = parse_period(text, year)
    if not period:
        return str(
            _("Sửa thành quý, tháng hoặc ngày. Ví dụ: Quý III/%(year)s, 20/9–29/10/%(year)s.")
            % {"year": year}
        )
    if period.first_day and period.last_day and period.last_day < period.first_day:
        return str(
            _("Ngày kết thúc phải sau ngày bắt đầu. Ghi lại, ví dụ 20/9–29/10/%(year)s.")
            % {"year": year}
        )
    if not period.first_day or not period.last_day:
        return str(
            _("Cần cả ngày bắt đầu và ngày kết thúc. Ví dụ: 20/9–29/10/%(year)s.") % {"year": year}
        )
    if {period.first_day.year, period.last_day.year} != {year}:
        return str(_("Thời gian phải thuộc năm %(year)s, năm của chương trình.") % {"year": year})
    return {"period_start": period.first_day, "period_end": period.last_day}


def _time(text: str, year: int) -> Corrected:
    days = days_meant(text, year)
    return ({}, days) if isinstance(days, str) else ({"time_text": text[:300]} | days, "")


def _units(text: str, _year: int) -> Corrected:
    units = list(split_bodies(text))
    if not units:
        return {}, str(_("Chọn ít nhất một nơi được giám sát."))
    return {"supervised_units": units}, ""


def _kind(text: str, _year: int) -> Corrected:
    kind = kind_of(text)
    return ({"kind": kind}, "") if kind else ({}, str(_("Ghi Giám sát hoặc Phản biện.")))


def _title(text: str, _year: int) -> Corrected:
    if not any(char.isalpha() for char in text):
        return {}, str(_("Ghi tên nội dung."))
    return {"title": text[:2000], "kind": kind_of(text) or "supervision"}, ""


_READ: dict[str, Callable[[str, int], Corrected]] = {
    "time_text": _time,
    "supervised_units": _units,
    "kind": _kind,
    "title": _title,
}


def corrected(code: str, text: str, year: int) -> Corrected:
    """The fields one correction of a problem changes, and what to say when it does not do."""
    return _READ[FIELD_OF[code]](clean(text), year)
