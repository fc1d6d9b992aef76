"""What a unit reports: confirmed by others, returned with a reason, corrected without losing anything."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.giamsat.conftest import NOON

from giamsat.audit.models import AuditEntry
from giamsat.files.storing import store
from giamsat.foundation.moves import Changed
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.targets import actions
from giamsat.targets.actions.facts import (
    AlreadyKnown,
    DayToCome,
    FactEntry,
    NoSubject,
    UnitEnded,
    key_of,
)
from giamsat.targets.books import find_book
from giamsat.targets.models import ReportedFact
from giamsat.targets.queries import target_page
from giamsat.targets.reporting import asked_of
from giamsat.targets.states import FactState

SAID = FactEntry("orientation_paper", date(2026, 6, 1), paper="Công văn số 5-CV/TU")
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """The sample's day."""


@pytest.fixture
def tu():
    return Organisation.objects.get(code="TU")


@pytest.fixture
def tam():
    return actor_of(Person.objects.get(sign_in_name="tam"), day=DAY)


def status_of(unit, code="NA1"):
    book = find_book("nghe-an-2021")
    reading = target_page(
        book, DAY, next(one for one in book.on(DAY) if one.code == code), trend=False
    ).reading
    at = next(no for no, lead in enumerate(reading.lead) if reading.frame.units.codes[lead] == unit)
    return reading.groups.statuses[at], reading.groups.reasons[at], reading.groups.values[at]


def test_a_fact_counts_when_somebody_else_confirmed_it(thanh, van, bao, tu):
    met = actions.report(
        actor=thanh, unit=tu, entry=replace(SAID, event="worked_with_front"), now=NOON
    )
    paper = actions.report(actor=thanh, unit=tu, entry=SAID, now=NOON)
    assert status_of("TU") == (3, 2, 0)  # not known: nothing is confirmed
    actions.confirm(actor=van, facts=[met], now=NOON)
    assert status_of("TU")[:2] == (3, 2)
    actions.confirm(actor=van, facts=[paper], now=NOON)
    assert status_of("TU")[0] == 1
    actions.send_back(
        actor=bao, fact=paper, reason="Công văn này của năm trước, chưa đúng kỳ báo cáo.", now=NOON
    )
    assert status_of("TU")[0] == 3
    verbs = set(AuditEntry.objects.filter(verb__startswith="fact.").values_list("verb", flat=True))
    assert {"fact.reported", "fact.confirmed", "fact.returned"} <= verbs


def test_nobody_confirms_what_they_entered(van, bao):
    fact = actions.report(
        actor=van, unit=Organisation.objects.get(code="LHPN"), entry=SAID, now=NOON
    )
    with pytest.raises(NotAllowed, match="NOT_ALLOWED"):
        actions.confirm(actor=van, facts=[fact], now=NOON)
    actions.confirm(actor=bao, facts=[fact], now=NOON)
    with pytest.raises(NotNow):
        actions.confirm(actor=bao, facts=[fact], now=NOON)


def test_confirming_several_is_all_or_nothing(van, thanh, tu):
    mine = actions.report(actor=van, unit=tu, entry=SAID, now=NOON)
    theirs = actions.report(actor=thanh, unit=tu, entry=SAID, now=NOON)
    with pytest.raises(NotAllowed):
        actions.confirm(actor=van, facts=[theirs, mine], now=NOON)
    theirs.refresh_from_db()
    assert theirs.state == FactState.WAITING


def test_a_unit_reports_for_itself_alone(ha, tam, hung):
    for actor in (ha, tam, hung):
        with pytest.raises(NotAllowed):
            actions.report(
                actor=actor, unit=Organisation.objects.get(code="HND"), entry=SAID, now=NOON
            )


def test_a_correction_keeps_what_it_replaces(tam, van, bao):
    unit = Organisation.objects.get(code="BH04-MT")
    said = FactEntry("criticism", date(2026, 6, 1), 5, paper="Báo cáo số 9")
    fact = actions.report(actor=tam, unit=unit, entry=said, now=NOON)
    with pytest.raises(NotNow):
        actions.correct(
            actor=tam, fact=fact, entry=said, now=NOON
        )  # still waiting: withdrawn, not corrected
    actions.confirm(actor=van, facts=[fact], now=NOON)
    before = status_of("BH04-MT", "NA5")[2]
    made = actions.correct(actor=tam, fact=fact, entry=replace(said, quantity=3), now=NOON)
    fact.refresh_from_db()
    assert (fact.state, made.replaces_id, fact.quantity) == (FactState.REPLACED, fact.id, 5)
    actions.confirm(actor=bao, facts=[made], now=NOON)
    assert status_of("BH04-MT", "NA5")[2] == before - 2


def test_withdrawn_before_anybody_confirmed(tam, van):
    unit = Organisation.objects.get(code="BH04-MT")
    fact = actions.report(actor=tam, unit=unit, entry=SAID, now=NOON)
    actions.withdraw(actor=tam, fact=fact, now=NOON)
    assert ReportedFact.objects.get(id=fact.id).state == FactState.WITHDRAWN
    with pytest.raises(NotNow):
        actions.confirm(actor=van, facts=[fact], now=NOON)


def test_a_fact_is_returned_for_a_reason_whoever_asks(tam, van):
    unit = Organisation.objects.get(code="BH04-MT")
    fact = actions.report(actor=tam, unit=unit, entry=SAID, now=NOON)
    with pytest.raises(ReasonTooShort):
        actions.send_back(actor=van, fact=fact, reason="sai", now=NOON)
    assert ReportedFact.objects.get(id=fact.id).state == FactState.WAITING
    actions.send_back(actor=van, fact=fact, reason="Chưa có văn bản chứng minh việc này.", now=NOON)
    assert ReportedFact.objects.get(id=fact.id).state == FactState.RETURNED


def test_of_two_who_decide_or_correct_at_once_the_second_is_told(tam, van, bao):
    unit = Organisation.objects.get(code="BH04-MT")
    fact = actions.report(actor=tam, unit=unit, entry=SAID, now=NOON)
    seen_by_bao = ReportedFact.objects.get(id=fact.id)
    actions.confirm(actor=van, facts=[fact], now=NOON)
    with pytest.raises(Changed) as refused:
        actions.send_back(
            actor=bao, fact=seen_by_bao, reason="Chưa có văn bản chứng minh việc này.", now=NOON
        )
    assert "đã xác nhận" in refused.value.sentence()
    also_seen = ReportedFact.objects.get(id=fact.id)
    made = actions.correct(actor=tam, fact=fact, entry=SAID, now=NOON)
    with pytest.raises(Changed):
        actions.correct(actor=tam, fact=also_seen, entry=SAID, now=NOON)
    assert ReportedFact.objects.get(replaces=fact).id == made.id


def test_what_cannot_be_is_refused(van, tu):
    unit = Organisation.objects.get(code="BH04A-MT")
    for wanted, said, where in (
        (DayToCome, replace(SAID, day=date(2026, 11, 23)), tu),
        (UnitEnded, SAID, unit),
        (
            NoSubject,
            FactEntry("cadre_moved", date(2026, 6, 1), needs_subject="được luân chuyển"),
            tu,
        ),
        (
            AlreadyKnown,
            FactEntry("supervision", date(2026, 6, 1)),
            Organisation.objects.get(code="MTTQ"),
        ),
    ):
        with pytest.raises(wanted) as told:
            actions.report(actor=van, unit=where, entry=said, now=NOON)
        assert told.value.sentence()
    assert actions.report(
        actor=van,
        unit=tu,
        entry=FactEntry("cadre_moved", date(2026, 6, 1), 0, needs_subject="x"),
        now=NOON,
    )


def test_the_same_name_is_the_same_person_however_it_is_typed():
    assert key_of("Nguyễn Văn  A") == key_of(" nguyễn văn a") != key_of("Nguyễn Văn B")
    assert key_of("  ") == 0
    assert 0 < key_of("Trần Thị Bưởi") < 2**63


def form(**said):
    return {
        "unit": Organisation.objects.get(code="TU").id,
        "event": "orientation_paper",
        "day": "1/6/2026",
        "quantity": "1",
        "paper": "Công văn số 5",
    } | said


def test_the_form_takes_a_paper_and_refuses_what_is_none(signed_in):
    browser = signed_in("thanh")
    pdf = SimpleUploadedFile("cong-van.pdf", b"MZ\x90\x00 not a pdf")
    refused = browser.post("/so-lieu/moi/", form(file=pdf))
    assert refused.status_code == 422
    assert "không phải Word, Excel, PDF" in refused.content.decode()
    assert 'value="Công văn số 5"' in refused.content.decode()
    wrong = browser.post("/so-lieu/moi/", form(quantity="-1", day="31/2/2026"))
    assert wrong.status_code == 422
    taken = browser.post("/so-lieu/moi/", form())
    assert taken.status_code == 302
    fact = ReportedFact.objects.order_by("-id").first()
    assert (fact.unit.code, fact.event, fact.state) == ("TU", "orientation_paper", "waiting")
    other = browser.post("/so-lieu/moi/", form(unit=Organisation.objects.get(code="HND").id))
    assert other.status_code == 422
    later = browser.post("/so-lieu/moi/", form(day="1/6/2027"))
    assert "chưa tới" in later.content.decode()


def test_a_reader_sees_the_figure_and_not_the_name(signed_in):
    unit = Organisation.objects.get(code="BH03-MT")
    fact = ReportedFact.objects.create(
        unit=unit,
        event="cadre_moved",
        day=DAY,
        subject="Đặng Thị Kín",
        subject_key=key_of("Đặng Thị Kín"),
        file_name="QD-dieu-dong-Dang-Thi-Kin.pdf",
        file_sha256=store(b"%PDF-1.4 Dang Thi Kin", now=NOON),
        state="confirmed",
        entered_at=NOON,
        decided_at=NOON,
    )
    for who, sees in (("van", True), ("thanh", False), ("ha", False)):
        page = signed_in(who).get(f"/so-lieu/{fact.id}/")
        assert page.status_code == 200
        for secret in ("Đặng Thị Kín", "Dang-Thi-Kin"):
            assert (secret in page.content.decode()) is sees
        assert signed_in(who).get(f"/so-lieu/{fact.id}/tep").status_code == (200 if sees else 404)
    assert signed_in("hung").get(f"/so-lieu/{fact.id}/").status_code == 404
    assert (
        "Đặng Thị Kín"
        not in signed_in("van").get("/chi-tieu/nghe-an-2021/NA3/su-viec/").content.decode()
    )


def test_a_unit_is_told_what_is_still_asked_of_it(signed_in):
    page = signed_in("thanh").get("/so-lieu/").content.decode()
    assert "Còn phải báo" in page
    assert "Cấp ủy làm việc và có văn bản định hướng" in page
    assert "Còn phải báo" not in signed_in("van").get("/so-lieu/").content.decode()


def test_nobody_is_asked_again_for_what_waits_to_be_confirmed(thanh, van, bao, tu):
    def asked():
        return [one.event for one in asked_of(thanh, DAY) if one.code == "NA1"]

    assert asked() == ["worked_with_front"]
    sent = actions.report(
        actor=thanh, unit=tu, entry=replace(SAID, event="worked_with_front"), now=NOON
    )
    assert asked() == ["orientation_paper"], "the other condition of the same target"
    actions.report(actor=thanh, unit=tu, entry=SAID, now=NOON)
    assert asked() == []
    why = "Văn bản này ban hành năm trước, chưa đúng kỳ."
    actions.send_back(actor=van, fact=sent, reason=why, now=NOON)
    assert asked() == ["worked_with_front"]


def test_pages_confirm_return_and_withdraw(signed_in, thanh, tu):
    one, two, three = (actions.report(actor=thanh, unit=tu, entry=SAID, now=NOON) for _ in range(3))
    van = signed_in("van")
    assert van.post("/so-lieu/", {"id": [one.id, "x", "²", "9" * 40]}).status_code == 302
    short = van.post(f"/so-lieu/{two.id}/", {"do": "return", "reason": "Sai"})
    assert short.status_code == 422
    assert "Lý do còn ngắn" in short.content.decode()
    assert (
        van.post(
            f"/so-lieu/{two.id}/",
            {"do": "return", "reason": "Văn bản này ban hành năm trước, chưa đúng kỳ."},
        ).status_code
        == 302
    )
    assert signed_in("thanh").post(f"/so-lieu/{three.id}/", {"do": "withdraw"}).status_code == 302
    corrected = signed_in("thanh").post(
        f"/so-lieu/{two.id}/sua/", form(note="Đúng kỳ") | {"unit": ""}
    )
    assert corrected.status_code == 302
    states = [ReportedFact.objects.get(id=fact.id).state for fact in (one, two, three)]
    assert states == ["confirmed", "replaced", "withdrawn"]
