"""The pages of recommendations as each person uses them; links without an account."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.giamsat.documents.test_taking import pdf, word

from giamsat.documents.models import Paper
from giamsat.organisations.models import Organisation
from giamsat.recommendations import actions
from giamsat.recommendations.models import BodyLink, Contact, Recommendation, Reply
from giamsat.recommendations.states import RecommendationState

S = RecommendationState


def get(code):
    return Recommendation.objects.get(code=code)


@pytest.fixture
def waiting():
    """The sample's newest one, sent to Sở Nội vụ."""
    return Recommendation.objects.filter(recipient__code="SNV", state=S.WAITING).latest("id")


def answer(one, **more):
    said = {
        "one": str(one.id),
        "kind": "accepts",
        "paper": "Công văn số 77/SNV",
        "replied_on": "23/11/2026",
        "text": "Sở đã niêm yết ở cả 6 xã.",
        "count": "1",
    }
    day = timezone.localdate()
    return said | {"replied_on": f"{day.day}/{day.month}/{day.year}"} | more


def test_both_rates_stand_side_by_side_and_overdue_is_first(signed_in):
    page = signed_in("van").get("/kien-nghi/").content.decode()
    for words in ("Đã trả lời", "Đã giải quyết xong", "Quá hạn", "40,0%", "20,0%", "Đôn đốc lần 2"):
        assert words in page
    assert page.index("KN-2026-0004") < page.index("KN-2026-0005")
    late = signed_in("van").get("/kien-nghi/?tt=overdue").content.decode()
    assert "KN-2026-0001" in late
    assert "KN-2026-0003" not in late.split("Từng kiến nghị")[1].split("Nơi còn nhiều")[0]


def test_a_body_answers_from_its_own_page_with_a_file(signed_in, waiting):
    browser = signed_in("hung")
    assert waiting.code in browser.get("/kien-nghi/tra-loi/").content.decode()
    file = SimpleUploadedFile("tra-loi.pdf", pdf(), "application/pdf")
    sent = browser.post("/kien-nghi/tra-loi/", answer(waiting, file=file))
    assert sent.status_code == 302
    assert get(waiting.code).state == S.ANSWERED
    reply = Reply.objects.get(paper="Công văn số 77/SNV")
    assert reply.came_by == "account"
    assert browser.get(f"/kien-nghi/tra-loi/{reply.id}/tep/").status_code == 200
    assert signed_in("van").get(f"/kien-nghi/tra-loi/{reply.id}/tep/").status_code == 200


def test_a_secret_file_or_a_wrong_count_keeps_everything_that_was_typed(signed_in, waiting):
    browser = signed_in("hung")
    file = SimpleUploadedFile("a.docx", word("MẬT"), "application/vnd")
    refused = browser.post("/kien-nghi/tra-loi/", answer(waiting, file=file))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "không được đưa lên hệ thống" in page
    assert "Sở đã niêm yết ở cả 6 xã." in page
    counted = browser.post("/kien-nghi/tra-loi/", answer(waiting, count="4"))
    assert "trả lời 4 kiến nghị nhưng đang chọn 1" in counted.content.decode()
    assert get(waiting.code).state == S.WAITING


def test_a_link_opens_one_body_alone_until_it_expires(van, signed_in, waiting):
    body = Organisation.objects.get(code="SNV")
    page = signed_in("van").post(f"/kien-nghi/don-vi/{body.id}/", {"do": "link"}).content.decode()
    address = "/tra-loi/" + page.split("/tra-loi/")[1].split("<")[0].strip()
    clerk = Client()
    shown = clerk.get(address)
    assert waiting.code in shown.content.decode()
    assert "KN-2026-0001" not in shown.content.decode(), "another body's"
    assert shown["Referrer-Policy"] == "same-origin", (
        "the key stays on this host, and browsers still send the form"
    )
    assert clerk.post(address, answer(waiting)).status_code == 302
    assert Reply.objects.get(paper="Công văn số 77/SNV").came_by == "link"
    BodyLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    gone = clerk.get(address)
    assert gone.status_code == 410
    assert "đã hết hạn" in gone.content.decode()
    assert clerk.post(address, answer(waiting)).status_code == 410
    key = actions.make_link(actor=van, organisation=body, now=timezone.now())
    actions.revoke_link(actor=van, link=BodyLink.objects.latest("id"), now=timezone.now())
    assert clerk.get(f"/tra-loi/{key}/").status_code == 410
    assert BodyLink.objects.filter(key_hash=key).count() == 0, "the secret itself is not kept"


def test_the_secret_of_a_link_is_in_no_log(van, waiting, caplog):
    key = actions.make_link(actor=van, organisation=waiting.recipient, now=timezone.now())
    Client().get(f"/tra-loi/{key}/")
    assert key not in caplog.text
    assert all(
        key not in str(record.__dict__)
        for record in caplog.records
        if record.name.startswith("giamsat")
    )


def test_contacts_are_kept_by_the_body_or_by_the_officer(signed_in):
    body = Organisation.objects.get(code="SNV")
    said = {
        "do": "contacts",
        "chinh-name": "Lê Văn Tám",
        "chinh-phone": "0203 3825 001",
        "phu-name": "Trần Thị Chín",
    }
    assert signed_in("hung").post(f"/kien-nghi/don-vi/{body.id}/", said).status_code == 302
    assert {one.name: one.is_main for one in Contact.objects.all()} == {
        "Lê Văn Tám": True,
        "Trần Thị Chín": False,
    }
    signed_in("van").post(f"/kien-nghi/don-vi/{body.id}/", said | {"phu-name": ""})
    assert Contact.objects.count() == 1


def test_an_urging_letter_is_written_issued_and_counts_as_an_urging(signed_in, run_waiting):
    browser, one = signed_in("van"), get("KN-2026-0001")
    address = "/kien-nghi/KN-2026-0001/van-ban/don-doc/"
    saved = browser.post(
        address, {"do": "save", "version": 0, "answer_by": "ngày 30/11/2026", "note": ""}
    )
    preview = browser.get(saved.url).content.decode()
    assert "V/v đôn đốc giải quyết, trả lời kiến nghị (lần 2)" in preview
    paper = Paper.objects.get(kind="don-doc")
    day = timezone.localdate()
    issued = browser.post(
        saved.url,
        {
            "do": "issue",
            "ph-version": paper.version,
            "ph-issued_on": f"{day.day}/{day.month}/{day.year}",
            "ph-place": "Bình Hải",
            "ph-signer": "Trần Quốc Bảo",
        },
    )
    assert issued.status_code == 302
    run_waiting()
    paper.refresh_from_db()
    assert get("KN-2026-0001").urged_count == one.urged_count + 1
    assert paper.docx_sha256
    word_file = browser.get(f"/kien-nghi/KN-2026-0001/van-ban/{paper.id}.docx")
    assert word_file.status_code == 200
    assert paper.cited in browser.get("/kien-nghi/KN-2026-0001/").content.decode()


def test_every_button_of_the_page_acts(signed_in):
    browser, one = signed_in("van"), get("KN-2026-0002")
    page = browser.get(f"/kien-nghi/{one.code}/").content.decode()
    assert "Chấp nhận trả lời" in page
    assert "Đóng" not in page
    done = browser.post(
        f"/kien-nghi/{one.code}/",
        {"do": "accept", "accept-version": one.version, "accept-text": ""},
    )
    assert done.status_code == 302
    stale = browser.post(
        f"/kien-nghi/{one.code}/",
        {
            "do": "promise",
            "promise-version": one.version,
            "promise-due_on": "30/12/2027",
            "promise-text": "",
        },
    )
    assert stale.status_code == 409
    assert "vừa được người khác xử lý" in stale.content.decode()
    assert "30/12/2027" in stale.content.decode(), "what was typed is still there"


def test_a_new_one_is_written_changed_and_sent_from_pages(signed_in):
    browser = signed_in("van")
    body, lead = (Organisation.objects.get(code=code) for code in ("SYT", "MTTQ"))
    said = {
        "recipient": body.id,
        "text": "Bổ sung bác sĩ cho trạm y tế.",
        "measure": "Mỗi trạm 1 bác sĩ",
        "field": "y-te",
        "lead": lead.id,
        "place": "",
    }
    browser.post("/kien-nghi/moi/?cuoc=2026-GS-01&nhan-dinh=1", said)
    one = Recommendation.objects.latest("id")
    assert (one.origin_code, one.finding_no, one.state) == ("2026-GS-01", 1, S.DRAFT)
    browser.post(
        f"/kien-nghi/{one.code}/",
        said | {"do": "change", "version": one.version, "measure": "Mỗi trạm có bác sĩ"},
    )
    assert get(one.code).measure == "Mỗi trạm có bác sĩ"
    day = timezone.localdate()
    browser.post(
        "/kien-nghi/gui/",
        {"one": one.id, "paper": "Công văn số 701", "sent_on": f"{day.day}/{day.month}/{day.year}"},
    )
    assert get(one.code).state == S.WAITING


def test_the_list_leaves_as_a_workbook(signed_in):
    import io

    from openpyxl import load_workbook

    told = signed_in("thanh").get("/kien-nghi/bang.xlsx?tt=overdue")
    rows = list(load_workbook(io.BytesIO(told.content)).active.values)
    assert rows[0][0] == "Mã"
    assert {row[0] for row in rows[1:]} == {"KN-2026-0001", "KN-2026-0004"}
