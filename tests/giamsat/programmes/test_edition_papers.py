"""Papers about an edition: to the Standing Committee and to the supervised bodies, where the officer stands."""

import io
import re

import pytest
from docx import Document
from tests.giamsat.conftest import NOON
from tests.giamsat.programmes.steps import fresh, issue

from giamsat.documents.models import Paper
from giamsat.files.storing import content_of
from giamsat.foundation.verdicts import NotAllowed
from giamsat.planning.models import Variant
from giamsat.programmes import actions, issuing
from giamsat.programmes.models import Edition


def told(browser, page, slug):
    """Write and issue a paper by its button; the text of its Word file."""
    address = page.split("/soan/")[0] + f"/soan/{slug}/"
    shown = browser.get(address).content.decode()
    assert "Lưu, xem bản in" in shown
    saved = browser.post(address, BLANKS[slug] | {"do": "save", "version": 0})
    assert saved.status_code == 302, saved.content.decode()
    paper = Paper.objects.filter(kind=slug).latest("id")
    sent = browser.post(
        saved.url,
        {
            "do": "issue",
            "ph-version": paper.version,
            "ph-issued_on": NOON.strftime("%d/%m/%Y"),
            "ph-place": "Bình Hải",
            "ph-signer": "Trần Quốc Bảo",
        },
    )
    assert sent.status_code == 302, sent.content.decode()
    return paper


BLANKS = {
    "dinh-chinh": {"where": "Phần II, mục 1", "wrong": "Sở Nội vu", "right": "Sở Nội vụ"},
    "ct-to-trinh": {"need": "Cần có kế hoạch chung.", "asks": "Danh mục nội dung.\r\nPhân công."},
    "ct-tiep-thu": {"remarks": ""},
    "ct-thong-bao": {"request": "Đề nghị phối hợp."},
}


def words(paper):
    document = Document(io.BytesIO(content_of(Paper.objects.get(id=paper.id).docx_sha256)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.fixture
def written(signed_in, run_waiting, at_noon):
    """``written(edition, slug)`` writes and issues a paper by its button on the edition's page."""

    def write(row, slug):
        browser, page = signed_in("van"), f"/ban/{row.id}/"
        assert f"{page}soan/{slug}/" in browser.get(page).content.decode()
        paper = told(browser, f"{page}soan/", slug)
        run_waiting()
        return words(paper)

    return write


def test_the_committee_is_asked_by_a_paper_with_figures_of_the_draft(submitted, written):
    text = written(submitted, "ct-to-trinh")
    lines = submitted.variant.paper["lines"]
    supervision = sum(line["kind"] == "supervision" for line in lines)
    assert f"{supervision:02d} nội dung giám sát" in text
    assert "Kính gửi: Ban Thường vụ Tỉnh ủy" in text
    assert "Vòng 1" in text
    assert "/TTr-MTTQ-BTT" in text


def test_every_point_stands_beside_its_answer(approved, written):
    text = written(approved, "ct-tiep-thu")
    assert "Tổng số 02 ý kiến: tiếp thu 02." in text
    for point in approved.points.all():
        assert point.text in text
        assert f"Tiếp thu. {point.answer}" in text


def test_supervised_bodies_read_what_concerns_each(issued, written):
    text = written(issued, "ct-thong-bao")
    units = {unit.name for one in issued.variant.activities.all() for unit in one.units.all()}
    assert units
    assert all(name in text for name in units)
    assert "Thực hiện Kế hoạch số 01/KH-MTTQ-BTT" in text


def test_a_paper_waits_for_its_step_and_an_issued_one_stays_to_be_read(
    submitted,
    written,
    signed_in,
):
    browser, page = signed_in("van"), f"/ban/{submitted.id}/soan/"
    early = browser.get(f"{page}ct-thong-bao/").content.decode()
    assert "không phải lúc soạn văn bản này" in early
    refused = browser.post(
        f"{page}ct-thong-bao/", BLANKS["ct-thong-bao"] | {"do": "save", "version": 0}
    )
    assert refused.status_code == 409
    written(submitted, "ct-to-trinh")
    Edition.objects.update(state="consulted")
    paper = Paper.objects.get(kind="ct-to-trinh")
    read = signed_in("bao").get(f"{page}ct-to-trinh/?so={paper.id}").content.decode()
    assert "Tải Word" in read
    assert signed_in("van").get(f"{page}{paper.id}.docx").status_code == 200


DAYS = re.compile(r"\b\d{1,2}/\d{1,2}(–|<)")


def in_word(content):
    document = Document(io.BytesIO(content))
    rows = [row for table in document.tables for row in table.rows]
    return [cell.text.replace("\u2060", "") for row in rows for cell in row.cells]


def test_time_is_printed_as_the_office_wants_it_and_what_is_issued_stays(
    approved, van, khoi, signed_in, client, run_waiting
):
    year = f"/chuong-trinh/{approved.programme_id}/ban/"
    browser = signed_in("van")
    assert browser.get(year).status_code == 200
    browser.post(year, {"do": "time_unit", "tg-unit": "quarter"})
    run_waiting()
    draft = in_word(content_of(Variant.objects.get(id=approved.variant_id).papers["docx"]))
    assert any(text.startswith("Quý ") for text in draft)
    issue(van, fresh(approved))
    run_waiting()
    issued = fresh(approved)
    browser.post(year, {"do": "time_unit", "tg-unit": "day"})
    assert fresh(issued.programme).time_unit == "day"
    times = {text for text in in_word(content_of(issued.papers["docx"])) if "Quý" in text}
    assert times <= {"Quý I", "Quý II", "Quý III", "Quý IV"} | {
        f"Quý {a}–{b}" for a in ("I", "II", "III") for b in ("II", "III", "IV")
    }
    assert times
    assert {kind: content_of(sha) for kind, sha in issued.papers.items()} == (
        issuing.edition_papers(issued)
    )
    actions.publish(actor=van, edition=issued, now=NOON)
    public = client.get("/cong-khai/2025/").content.decode().split("<tbody")[1]
    assert "Quý" in public
    assert not DAYS.search(public)
    with pytest.raises(NotAllowed):
        actions.choose_time_unit(actor=khoi, programme=issued.programme, unit="month", now=NOON)


def test_a_correction_names_what_was_wrong_and_the_issued_programme_stays(
    issued, van, written, signed_in, client
):
    before = dict(issued.papers)
    actions.publish(actor=van, edition=issued, now=NOON)
    assert "đính chính" not in client.get("/cong-khai/2025/").content.decode()
    text = written(issued, "dinh-chinh")
    for part in ("Kế hoạch số 01/KH-MTTQ-BTT", "Sở Nội vu\n", "Sở Nội vụ", "Phần II, mục 1"):
        assert part in text
    assert fresh(issued).papers == before
    letter = Paper.objects.get(kind="dinh-chinh")
    for reader, address in ((signed_in("van"), f"/ban/{issued.id}/"), (client, "/cong-khai/2025/")):
        page = reader.get(address).content.decode()
        assert "đã được đính chính" in page.lower()
        assert f"số {letter.numbered} ngày" in page
        assert "“Sở Nội vu” → “Sở Nội vụ”" in page
    assert client.get(f"/cong-khai/2025/dinh-chinh/{letter.id}.docx").status_code == 200
    assert client.get(f"/cong-khai/2025/dinh-chinh/{letter.id + 1}.docx").status_code == 404


def test_a_paper_about_an_edition_is_corrected_by_another_and_says_so(issued, written, signed_in):
    written(issued, "ct-thong-bao")
    notice, browser = Paper.objects.get(kind="ct-thong-bao"), signed_in("van")
    page, desk = f"/ban/{issued.id}/soan/ct-thong-bao/?so={notice.id}", f"/ban/{issued.id}/soan/"
    address = f"{desk}dinh-chinh/?sua={notice.id}"
    assert address in browser.get(page).content.decode()
    saved = browser.post(address, BLANKS["dinh-chinh"] | {"do": "save", "version": 0})
    letter = Paper.objects.get(kind="dinh-chinh")
    assert letter.corrects == notice
    assert "đã được đính chính" not in browser.get(page).content.decode()
    send = {"do": "issue", "ph-version": 1, "ph-place": "Bình Hải", "ph-signer": "Bảo"}
    browser.post(saved.url, send | {"ph-issued_on": NOON.strftime("%d/%m/%Y")})
    corrected = browser.get(page).content.decode()
    assert "Văn bản này đã được đính chính" in corrected
    assert fresh(letter).cited in corrected
    assert "đã được đính chính" not in browser.get(f"/ban/{issued.id}/").content.decode().lower()
    assert browser.get(f"{desk}dinh-chinh/?sua={letter.id}").status_code == 404
    assert browser.get(f"{desk}dinh-chinh/?sua=999999").status_code == 404
