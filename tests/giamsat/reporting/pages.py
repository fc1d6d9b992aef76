"""Pages of reports: who opens them, what they ask of the database, which are looked at in a browser."""

from tests.giamsat.pages import Measured, P, Page

from giamsat.reporting.models import PeriodReport


def the_report():
    return [((PeriodReport.objects.get().id,), set())]


def the_led_report():
    return [((PeriodReport.objects.get().id,), {"MTTQ"})]


PAGES = {
    "reports": Page(needs=P.REPORT_VIEW),
    "report": Page(sees=P.REPORT_VIEW, rows=the_report),
    "report_table": Page(sees=P.REPORT_VIEW, rows=the_report),
    "report_paper": Page(
        sees=P.REPORT_VIEW, needs=P.PAPER_ISSUE, rows=the_led_report, more=("bao-cao-ky",)
    ),
    "report_paper_file": Page(sees=P.REPORT_VIEW, rows=the_report, more=(999_999, "docx"), ok=404),
}
MEASURED = [
    Measured("van", "reports"),
]
SEEN = [
    ("van", "/bao-cao/"),
    ("van", "/bao-cao/{report}/"),
]
