"""Reports of a period: counted from the data, linked to what they count, taken away as Word and Excel."""

import io
from datetime import timedelta

import pytest
from docx import Document
from openpyxl import load_workbook
from tests.giamsat.conftest import NOON

from giamsat.documents.models import Paper
from giamsat.files.storing import content_of
from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations.models import Organisation
from giamsat.recommendations.models import Recommendation
from giamsat.reporting import actions
from giamsat.reporting.contexts import first_words
from giamsat.reporting.counting import numbers_of
from giamsat.reporting.models import PeriodReport

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """The sample's day."""


@pytest.fixture
def report():
    """The sample's yearly report."""
    return PeriodReport.objects.get()


def test_the_numbers_are_those_of_the_rows(report):
    rows = Recommendation.objects.exclude(state__in=("draft", "withdrawn"))
    sums = report.numbers["sums"]
    assert (sums["sent"], sums["answered"], sums["resolved"]) == (
        rows.count(),
        rows.exclude(answered_on=None).count(),
        rows.filter(state="resolved").count(),
    )
    assert sums["overdue"] == rows.filter(is_running=True, due_on__lt=TODAY).count()
    for table in report.numbers["tables"]:
        assert sum(row["sent"] for row in table["rows"]) == sums["sent"], table["title"]
    assert report.numbers["cases"]["total"] == 3
    assert [one["code"] for one in report.numbers["late"]] == ["KN-2026-0001", "KN-2026-0004"]


def test_a_period_counts_its_own_rows_alone():
    empty = numbers_of(TODAY - timedelta(days=900), TODAY - timedelta(days=800), TODAY)
    assert (empty["sums"]["sent"], empty["sums"]["answered_rate"], empty["cases"]["total"]) == (
        0,
        "–",
        0,
    )


def test_each_number_opens_to_what_it_counts(report, signed_in):
    browser = signed_in("thanh")
    page = browser.get(f"/bao-cao/{report.id}/").content.decode()
    body = Organisation.objects.get(code="SYT").id
    link = f"/kien-nghi/?noi={body}&amp;tu={report.first_day}&amp;den={report.last_day}"
    assert link in page
    shown = browser.get(link.replace("&amp;", "&")).content.decode()
    assert "KN-2026-0001" in shown
    assert "KN-2026-0002" not in shown.split("Từng kiến nghị")[1]


def test_the_workbook_holds_sums_and_every_row(report):
    book = load_workbook(io.BytesIO(content_of(report.xlsx_sha256)))
    assert book.sheetnames == ["Tổng hợp", "Từng kiến nghị"]
    assert len(list(book["Từng kiến nghị"].values)) - 1 == report.numbers["sums"]["sent"]
    words = {str(cell) for row in book["Tổng hợp"].values for cell in row}
    assert {
        "Theo nơi nhận",
        "Theo lĩnh vực",
        "Theo địa bàn",
        "Theo bên kiến nghị",
        "40,0%",
    } <= words


def test_it_is_made_again_with_newer_numbers_and_only_of_what_has_begun(
    van, ha, run_waiting, report
):
    front = Organisation.objects.get(code="MTTQ")
    with pytest.raises(actions.PeriodNotBegun):
        actions.make(actor=van, front=front, year=2027, span="year", now=NOON)
    with pytest.raises(NotAllowed):
        actions.make(actor=ha, front=front, year=2026, span="year", now=NOON)
    Recommendation.objects.filter(code="KN-2026-0003").update(
        state="carrying_out", resolved_on=None, ended_why="", is_running=True
    )
    again = actions.make(actor=van, front=front, year=2026, span="year", now=NOON)
    run_waiting()
    again.refresh_from_db()
    assert again.id == report.id
    assert again.numbers["sums"]["resolved"] == report.numbers["sums"]["resolved"] - 1


@pytest.mark.parametrize(
    ("kind", "to"),
    [("bao-cao-ky", "Hội đồng nhân dân tỉnh Bình Hải"), ("bao-cao-cap-tren", "cấp trên trực tiếp")],
)
def test_papers_to_the_council_and_the_superior_front(kind, to, report, signed_in, run_waiting):
    browser, address = signed_in("van"), f"/bao-cao/{report.id}/van-ban/{kind}/"
    saved = browser.post(
        address,
        {
            "do": "save",
            "version": 0,
            "remarks": "Còn kiến nghị chậm được giải quyết",
            "asks": "Đề nghị chỉ đạo",
        },
    )
    assert to in browser.get(saved.url).content.decode()
    paper = Paper.objects.get(kind=kind)
    browser.post(
        saved.url,
        {
            "do": "issue",
            "ph-version": paper.version,
            "ph-issued_on": "22/11/2026",
            "ph-place": "Bình Hải",
            "ph-signer": "Trần Quốc Bảo",
        },
    )
    run_waiting()
    paper.refresh_from_db()
    told = Document(io.BytesIO(content_of(paper.docx_sha256)))
    words = "\n".join(p.text for p in told.paragraphs)
    assert "Đã trả lời 2 (40,0%); đã giải quyết xong 1 (20,0%)" in words
    assert browser.get(f"/bao-cao/{report.id}/van-ban/{paper.id}.docx").status_code == 200


@pytest.mark.parametrize(
    ("sums", "said", "asks"),
    [
        ({"sent": 0, "answered": 0, "resolved": 0, "overdue": 0}, "không có kiến nghị nào", False),
        (
            {"sent": 3, "answered": 3, "resolved": 2, "overdue": 0},
            "không có kiến nghị quá hạn",
            False,
        ),
        ({"sent": 5, "answered": 2, "resolved": 1, "overdue": 2}, "2 quá hạn", True),
    ],
)
@pytest.mark.parametrize("kind", ["bao-cao-ky", "bao-cao-cap-tren"])
def test_a_paper_says_at_first_only_what_the_figures_bear_out(
    sums, said, asks, kind, report, signed_in
):
    whole = report.numbers["sums"] | sums | {"answered_rate": "–", "resolved_rate": "–"}
    late = report.numbers["late"] if sums["overdue"] else []
    report.numbers |= {"sums": whole, "late": late}
    report.save()
    browser, address = signed_in("van"), f"/bao-cao/{report.id}/van-ban/{kind}/"
    form = browser.get(address).content.decode()
    assert said in form
    assert ("dứt điểm" in form) is asks
    for never in ("nghiêm túc", "còn chậm", "0,0%"):
        assert never not in form
    shown = first_words(report)
    saved = browser.post(address, {"do": "save", "version": 0, **shown})
    words = browser.get(saved.url).content.decode()
    assert said in words
    assert ("mục III" in words) is asks
    assert "(–)" not in words or sums["sent"]
