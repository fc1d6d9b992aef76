"""What each problem of a row means for sending it, and which field puts it right."""

from django.utils.translation import gettext_lazy as _

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
