"""A list of recommendations as a workbook: text stays text, days are days."""

import io
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civickit.rendering.writer import without_times
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks.carrying import topic_fields

HEADS = (
    _("Mã"),
    _("Nơi nhận"),
    _("Bên kiến nghị"),
    _("Lĩnh vực"),
    _("Địa bàn"),
    _("Kiến nghị"),
    _("Kết quả cần đạt"),
    _("Ngày gửi"),
    _("Hạn"),
    _("Tình trạng"),
    _("Ngày trả lời"),
    _("Ngày giải quyết"),
    _("Quá hạn (ngày)"),
    _("Đôn đốc (lần)"),
    _("Từ cuộc giám sát"),
)
_COLUMNS = (
    "code",
    "recipient__name",
    "lead__name",
    "field",
    "place",
    "text",
    "measure",
    "sent_on",
    "due_on",
    "state",
    "answered_on",
    "resolved_on",
    "is_running",  # shown as the days it is late
    "urged_count",
    "origin_code",
)
_WIDTHS = (14, 26, 26, 22, 16, 60, 40, 11, 11, 20, 12, 14, 12, 12, 16)


def recommendations_xlsx(rows: QuerySet[Recommendation], today: date) -> bytes:
    """One sheet with a row for each."""
    out = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(gettext("Kiến nghị"))
        write_rows(book, sheet, values_of(rows, today))
    return without_times(out.getvalue())


def write_rows(book: "object", sheet: "object", values: Iterable[tuple[object, ...]]) -> None:
    """Heads, widths and rows of the table of recommendations."""
    bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})  # type: ignore[attr-defined]
    day = book.add_format({"num_format": "dd/mm/yyyy"})  # type: ignore[attr-defined]
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)  # type: ignore[attr-defined]
    sheet.freeze_panes(1, 1)  # type: ignore[attr-defined]
    sheet.write_row(0, 0, [str(head) for head in HEADS], bold)  # type: ignore[attr-defined]
    for no, row in enumerate(values, 1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(no, place, value, day)  # type: ignore[attr-defined]
            elif value is not None:
                sheet.write(no, place, value)  # type: ignore[attr-defined]


def values_of(rows: QuerySet[Recommendation], today: date) -> Iterable[tuple[object, ...]]:
    """Rows of the table, read in chunks."""
    fields = topic_fields()
    states = {str(value): str(label) for value, label in Recommendation.State.choices}
    for row in rows.values(*_COLUMNS).iterator(chunk_size=2_000):
        due, runs = row["due_on"], row["is_running"]
        words: dict[str, object] = {
            "field": str(fields.get(row["field"], row["field"])),
            "state": states[row["state"]],
            "is_running": (today - due).days if runs and due and due < today else None,
        }
        yield tuple((row | words).values())
