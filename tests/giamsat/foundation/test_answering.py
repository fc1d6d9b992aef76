"""Trouble in the reader's words: refusals, too much, broken things; and the trail that nobody can change."""

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.test import RequestFactory
from django.utils import timezone

from giamsat.audit.models import AuditEntry
from giamsat.foundation import transactions as db
from giamsat.foundation.answering import Refusals, broken, plain_page
from giamsat.foundation.logs import JsonFormatter
from giamsat.proposals.models import OverlapPair, PairDecision


@pytest.fixture
def open_pair():
    PairDecision.objects.update(lapsed_at=timezone.now())
    return OverlapPair.objects.filter(basis="matter", other__is_outside=False).first()


def test_a_refused_form_keeps_what_was_typed(signed_in, open_pair):
    typed = {"decision": "apart", "reason": "Ngắn quá", "version": open_pair.version}
    response = signed_in("van").post(f"/trung-lap/{open_pair.id}/", typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Lý do còn ngắn" in page
    assert "Ngắn quá</textarea>" in page
    assert "<title>Lỗi: " in page


def test_a_stale_form_shows_both_versions(signed_in, open_pair, van):
    from giamsat.proposals import actions

    stale = open_pair.version
    actions.decide(
        actor=van.__class__(77, "Lê Minh Khôi", van.roles),
        pair=open_pair,
        decision="apart",
        reason="Hai đoàn đi hai dịp khác nhau, không trùng.",
        version=stale,
        now=timezone.now(),
    )
    typed = {
        "decision": "distinct",
        "reason": "Nội dung khác nhau, chỉ giống tên gọi.",
        "version": stale,
    }
    browser = signed_in("van")
    response = browser.post(f"/trung-lap/{open_pair.id}/", typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Lê Minh Khôi vừa sửa" in page
    assert "Hai đoàn đi hai dịp khác nhau" in page
    assert "Nội dung khác nhau, chỉ giống tên gọi." in page
    assert (
        browser.post(f"/trung-lap/{open_pair.id}/", typed | {"version": stale + 1}).status_code
        == 302
    )


def test_a_program_gets_a_problem_in_json(signed_in, open_pair):
    response = signed_in("van").post(
        f"/trung-lap/{open_pair.id}/",
        {"decision": "apart", "reason": "Ngắn", "version": open_pair.version},
        headers={"accept": "application/json"},
    )
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "REASON_TOO_SHORT"


def test_two_hundred_megabytes_are_refused_before_they_are_read(signed_in):
    response = signed_in("van").post("/chuong-trinh/1/tep/", CONTENT_LENGTH=str(200 * 2**20))
    assert response.status_code == 413
    assert "không quá 20 MB" in response.content.decode()


def test_a_body_longer_than_it_said_is_cut_off(signed_in, programme, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.LARGEST_REQUEST = 2**20
    file = SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"x" * (2 * 2**20))
    response = signed_in("van").post(
        f"/chuong-trinh/{programme.id}/tep/", {"do": "own", "workbooks": [file]}
    )
    assert response.status_code == 413


def trouble(error):
    """What the outer layers make of an exception in a view."""
    request = RequestFactory().get("/")
    request.resolver_match = None
    return Refusals(lambda request: None).process_exception(request, error)


def test_a_fault_of_ours_is_logged_by_place_and_keeps_what_was_typed_out(caplog):
    assert trouble(ValueError("Nguyễn Văn A")) is None  # Django goes on to the page of 500
    page = broken(RequestFactory().get("/")).content.decode()
    assert "do lỗi của chúng tôi" in page
    told = [JsonFormatter().format(record) for record in caplog.records]
    assert any('"error": "ValueError"' in line for line in told)
    assert not any("Nguyễn" in line for line in told)


def test_a_database_that_is_away_is_said_to_come_back():
    response = trouble(OperationalError("server closed the connection unexpectedly"))
    assert response.status_code == 503
    assert "đang khởi động lại" in response.content.decode()


@pytest.mark.parametrize("status", [403, 404, 413, 500, 503])
def test_every_plain_page_says_what_to_do(status):
    page = plain_page(RequestFactory().get("/"), status).content.decode()
    assert 'href="/"' in page
    assert "Error" not in page


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_trail_cannot_be_changed(change):
    entries = AuditEntry.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entries.update(person_name="x") if change == "update" else entries._raw_delete(entries.db)
    assert AuditEntry.objects.exclude(person_name="x").exists()


def test_an_action_inside_another_raises():
    @db.transaction
    def inner():
        """Nothing."""

    @db.transaction
    def outer():
        inner()

    with pytest.raises(RuntimeError):
        outer()


def test_health_names_its_parts(client):
    told = client.get("/suc-khoe/").json()
    assert told["ok"] is True
    assert {told[name] for name in ("database", "migrations", "disk", "queue")} == {"ok"}
