"""What papers of a report name."""

from typing import Any

from giamsat.foundation.wording import in_vietnamese
from giamsat.organisations.six import signing_name
from giamsat.reporting.models import PeriodReport


def first_words(report: PeriodReport) -> dict[str, str]:
    """What a paper says at first of the figures: nothing that they do not bear out."""
    sums = report.numbers["sums"]
    if not sums["sent"]:
        return {"remarks": "Trong kỳ không có kiến nghị nào được gửi.", "asks": ""}
    remarks = (
        f"Trong {sums['sent']} kiến nghị đã gửi, {sums['answered']} đã được trả lời, "
        f"{sums['resolved']} đã giải quyết xong"
    )
    if not sums["overdue"]:
        return {"remarks": f"{remarks}; không có kiến nghị quá hạn.", "asks": ""}
    return {
        "remarks": f"{remarks}; {sums['overdue']} quá hạn.",
        "asks": "Đề nghị quan tâm chỉ đạo các cơ quan, đơn vị giải quyết dứt điểm những kiến nghị "
        "quá hạn nêu tại mục III.",
    }


@in_vietnamese()
def context_of(report: PeriodReport) -> dict[str, Any]:
    """Everything a paper of the report may name."""
    place = report.front.name.removeprefix("Ủy ban MTTQ Việt Nam ")
    law = "khoản 1 Điều 30 Luật Mặt trận Tổ quốc Việt Nam"
    period = f"{report.get_span_display()} {report.year}".replace("cả năm", "năm")
    context = {
        "org": signing_name(report.front.name),
        "place_name": place,
        "period": period,
        "law": law,
    }
    return context | {
        name: report.numbers[name]
        for name in ("cases", "forms", "sums", "tables", "late", "late_more")
        if name in report.numbers
    }
