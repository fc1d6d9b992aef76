"""The job that counts a period and writes its workbook."""

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import timezone, translation

from civickit.rendering.writer import without_times
from giamsat.files.storing import store
from giamsat.jobs.handlers import Handle
from giamsat.recommendations.sheet import values_of, write_rows
from giamsat.reporting.counting import numbers_of, sent_in
from giamsat.reporting.models import PeriodReport


def make_report(handle: Handle) -> None:
    """Count, write the workbook, keep both; run again it gives the numbers of the new day."""
    report = PeriodReport.objects.get(id=handle.job.subject_id)
    handle.step("report-counting")
    with translation.override("vi"):
        numbers = numbers_of(report.first_day, report.last_day, report.as_of)
        handle.step("report-writing")
        book = workbook(report, numbers)
    with transaction.atomic():
        handle.still_held()
        now = timezone.now()
        PeriodReport.objects.filter(id=report.id).update(
            numbers=numbers, xlsx_sha256=store(book, now=now), made_at=now
        )


def workbook(report: PeriodReport, numbers: dict[str, Any]) -> bytes:
    """A sheet of sums with every table, and a sheet with the recommendations behind them."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _sums(book, report, numbers)
        rows = book.add_worksheet("Từng kiến nghị")
        write_rows(
            book,
            rows,
            values_of(sent_in(report.first_day, report.last_day).order_by("id"), report.as_of),
        )
    return without_times(out.getvalue())


def _sums(book: Any, report: PeriodReport, numbers: dict[str, Any]) -> None:
    sheet, bold = book.add_worksheet("Tổng hợp"), book.add_format({"bold": True, "bottom": 1})
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 5, 16)
    lines = _whole(report, numbers)
    heads = {0}
    for table in numbers["tables"]:
        lines += [("",), (table["title"],)]
        heads.add(len(lines))
        lines.append((table["head"], "Đã gửi", "Đã trả lời", "Đã giải quyết", "Quá hạn"))
        lines += [
            (row["name"], row["sent"], row["answered"], row["resolved"], row["overdue"])
            for row in table["rows"]
        ]
    for no, line in enumerate(lines):
        sheet.write_row(no, 0, line, bold if no in heads else None)


def _whole(report: PeriodReport, numbers: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What is counted over the whole period."""
    sums = numbers["sums"]
    return [
        (f"Giám sát và việc giải quyết kiến nghị {report}", "", _day(report.as_of)),
        ("",),
        ("Cuộc giám sát trong kỳ", numbers["cases"]["total"]),
        ("Cuộc đã kết thúc", numbers["cases"]["closed"]),
        ("Kiến nghị đã gửi", sums["sent"]),
        ("Đã trả lời", sums["answered"], sums["answered_rate"]),
        ("Đã giải quyết xong", sums["resolved"], sums["resolved_rate"]),
        ("Không tiếp thu", sums["refused"]),
        ("Quá hạn", sums["overdue"]),
        ("Quá hạn lâu", sums["long_overdue"]),
    ]


def _day(day: date) -> str:
    return f"Số liệu đến {day.day}/{day.month}/{day.year}"
