"""What papers of a report name."""

from typing import Any

from giamsat.foundation.wording import in_vietnamese
from giamsat.organisations.six import signing_name
from giamsat.reporting.models import PeriodReport


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
