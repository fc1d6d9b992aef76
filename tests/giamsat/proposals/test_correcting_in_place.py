"""The page of a file: what is right is saved, what is not stays beside what is wrong, a row that is none is set aside."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.giamsat.conftest import NOON
from tests.giamsat.proposals.test_workbooks import ROWS, book, bring  # noqa: F401 - a fixture

from giamsat.proposals import actions, queries
from giamsat.proposals.models import Proposal, Workbook
from giamsat.proposals.states import Way

UNREAD = [*ROWS, ("", "Sở Xây dựng", "Quý II")]  # a row without a topic


@pytest.fixture
def file(bring):  # noqa: F811
    return bring(book(UNREAD))


def left(file):
    return {one.code: one for one in queries.open_problems(file)}


def sent(browser, file, texts, **more):
    """The form of the page with other texts beside its problems."""
    fields = {}
    for problem in queries.open_problems(file):
        fields[f"value-{problem.id}"] = texts.get(problem.code, "")
        if problem.proposal:
            fields[f"version-{problem.id}"] = problem.proposal.version
    return browser.post(f"/tep/{file.id}/", fields | more, follow=True)


def test_what_is_right_is_saved_and_what_is_not_stays_as_it_was_typed(file, signed_in):
    page = sent(
        signed_in("van"), file, {"TIME_UNKNOWN": "Quý 7", "UNIT_MISSING": "Ngân hàng Chính sách"}
    )
    text = page.content.decode()
    assert "Đã lưu 1 dòng" in text
    assert 'value="Quý 7"' in text
    assert 'aria-invalid="true"' in text
    assert "UNIT_MISSING" not in left(file)
    assert Proposal.objects.get(title=ROWS[2][0]).supervised_units == ["Ngân hàng Chính sách"]
    sent(signed_in("van"), file, {"TIME_UNKNOWN": "Quý IV"})
    assert "TIME_UNKNOWN" not in left(file)
    assert Proposal.objects.get(title=ROWS[1][0]).time_text == "Quý IV"


def test_a_row_that_gave_nothing_becomes_a_proposal_when_its_topic_is_typed(file, signed_in):
    (lost,) = [one for one in queries.open_problems(file) if one.proposal is None]
    before = file.proposals.count()
    sent(signed_in("van"), file, {})
    assert file.proposals.count() == before, "nothing was typed: nothing is made"
    sent(signed_in("van"), file, {lost.code: "Giám sát cấp nước sạch nông thôn"})
    assert Proposal.objects.get(title="Giám sát cấp nước sạch nông thôn").organisation.code == "HND"
    assert lost.code not in left(file)


def test_a_row_that_is_no_proposal_is_set_aside_once(file, signed_in):
    (lost,) = [one for one in queries.open_problems(file) if one.proposal is None]
    said = f"dòng {lost.excel_row} không phải đề xuất"
    assert said in sent(signed_in("van"), file, {}, aside=lost.id).content.decode()
    again = sent(signed_in("van"), file, {}, aside=lost.id)
    assert again.status_code == 200
    assert said not in again.content.decode()


def test_of_several_files_the_refused_are_named_and_the_others_come_in(programme, signed_in):
    files = [
        SimpleUploadedFile("tot.xlsx", book(ROWS)),
        SimpleUploadedFile("hong.xlsx", b"%PDF-1.7 khong phai bang"),
    ]
    page = signed_in("van").post(
        f"/chuong-trinh/{programme.id}/tep/", {"do": "own", "workbooks": files}, follow=True
    )
    text = page.content.decode()
    assert "Đã nhận 1 tệp" in text
    assert "hong.xlsx" in text
    assert Workbook.objects.filter(file_name="tot.xlsx").exists()
    assert not Workbook.objects.filter(file_name="hong.xlsx").exists()


def test_an_organisation_brings_and_sends_its_own_file_alone(
    programme, signed_in, run_waiting, khoi
):
    browser = signed_in("khoi")
    content = io.BytesIO(book(ROWS))
    content.name = "HND.xlsx"
    browser.post(f"/chuong-trinh/{programme.id}/tep/", {"do": "own", "workbooks": [content]})
    run_waiting()
    made = Workbook.objects.get(file_name="HND.xlsx")
    stands = made.comparison["stands"]
    actions.choose_way(actor=khoi, workbook=made, way=Way.ADD, stands=stands, now=NOON)
    run_waiting()
    address = f"/chuong-trinh/{programme.id}/gui/"
    assert signed_in("ha").post(address, {"workbook": made.id}).status_code == 404
    answer = browser.post(address, {"workbook": made.id}, follow=True)
    assert "Đã gửi 1 đề xuất" in answer.content.decode()
    assert browser.post(address, {"workbook": "²"}).status_code == 404
