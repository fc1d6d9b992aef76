"""A row goes back to its organisation with a reason, is corrected there and sent again."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.proposals.test_second_files import (  # noqa: F401 - fixtures
    LAND,
    SEED,
    accept,
    bring,
    send,
    standing,
    take,
    year,
)

from giamsat.audit.recording import entries_of
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.proposals import actions
from giamsat.proposals.actions.proposals import AlreadyPlanned, NothingToSend
from giamsat.proposals.models import OverlapPair, PairDecision, Proposal
from giamsat.proposals.states import ProposalState, Way

WHY = "Ghi rõ xã nào được giám sát."


@pytest.fixture
def sent(bring, khoi, year):  # noqa: F811
    file = bring(LAND, SEED)
    send(file, khoi)
    return standing(year)[LAND[0]]


@pytest.fixture
def give_back(van):
    def do(row, actor=van, reason=WHY):
        row.refresh_from_db()
        actions.return_to_sender(actor=actor, proposal=row, reason=reason, now=NOON)
        row.refresh_from_db()
        return row

    return do


def test_a_row_goes_back_is_corrected_and_sent_again(sent, give_back, signed_in, khoi):
    officer, organisation = signed_in("van"), signed_in("khoi")
    officer.post(f"/de-xuat/{sent.id}/", {"do": "return", "tra-reason": WHY})
    sent.refresh_from_db()
    assert (sent.state, sent.returned_why) == (ProposalState.DRAFT, WHY)
    home = organisation.get("/").content.decode()
    assert f"Sửa đề xuất {sent.code} được trả lại" in home
    assert WHY in home
    assert "Gửi 1 đề xuất" not in home  # it is not ready before it was corrected
    assert WHY in signed_in("van").get("/").content.decode()  # waited for
    address = f"/chuong-trinh/{sent.programme_id}/de-xuat/?trang-thai=returned"
    assert WHY in organisation.get(address).content.decode()
    page = organisation.get(f"/de-xuat/{sent.id}/").content.decode()
    assert "Được trả lại để sửa:" in page
    with pytest.raises(NothingToSend):
        send(sent.workbook, khoi)
    typed = {
        "title": sent.title,
        "kind": "supervision",
        "supervised_units": "UBND xã Yên Thành",
        "time_text": "Quý I",
        "version": sent.version,
    }
    assert organisation.post(f"/de-xuat/{sent.id}/", typed | {"do": "save"}).status_code == 302
    assert "được trả lại" not in organisation.get("/").content.decode()
    organisation.post(f"/de-xuat/{sent.id}/", {"do": "send"})
    sent.refresh_from_db()
    assert (sent.state, sent.returned_why) == (ProposalState.SENT, "")
    told = [(line.verb, line.person_name) for line in reversed(entries_of(sent))]
    assert [verb for verb, _who in told] == [
        "proposal.returned",
        "proposal.corrected",
        "proposal.sent",
    ]
    assert [entries_of(sent).last().details] == [{"reason": WHY}]


def test_a_reason_has_ten_letters(sent, give_back, signed_in):
    with pytest.raises(ReasonTooShort):
        give_back(sent, reason="Sửa xã 1 2 3 4 5 6")
    page = signed_in("van").post(
        f"/de-xuat/{sent.id}/", {"do": "return", "tra-reason": "Sửa\r\nxã"}
    )
    assert "ít nhất 10 chữ cái" in page.content.decode()
    assert give_back(sent, reason="Sửa tên xã nhé").state == ProposalState.DRAFT


@pytest.mark.parametrize("name", ["khoi", "ha", "bao", "thanh", "hung", "quantri"])
def test_only_the_front_returns(name, sent, give_back, request):
    with pytest.raises(NotAllowed):
        give_back(sent, actor=request.getfixturevalue(name))


def test_what_is_not_sent_or_of_another_body_is_not_returned(sent, give_back):
    give_back(sent)
    with pytest.raises(NotNow):
        give_back(sent)
    with pytest.raises(NotAllowed):
        give_back(Proposal.objects.filter(is_outside=True).first())


def test_what_is_planned_is_not_taken_from_under_the_others(sent, give_back, year, signed_in):  # noqa: F811
    accept(year, sent)
    with pytest.raises(AlreadyPlanned) as told:
        give_back(sent)
    assert "có trong phương án đã nhận" in told.value.sentence()


def test_a_decision_on_its_pair_holds_when_the_matter_stays(
    before_agreement, give_back, run_waiting, van
):
    decision = PairDecision.objects.filter(
        lapsed_at=None, pair__state="decided", pair__one__is_outside=False
    ).first()
    if decision is None:
        pair = OverlapPair.objects.filter(state="open", one__is_outside=False).first()
        actions.decide(
            actor=van,
            pair=pair,
            version=pair.version,
            decision="apart",
            reason="Hai việc khác nhau, giữ nguyên cả hai.",
            now=NOON,
        )
        decision = PairDecision.objects.get(pair=pair, lapsed_at=None)
    row = Proposal.objects.get(id=decision.pair.one_id)
    give_back(row)
    run_waiting()
    decision.pair.refresh_from_db()
    assert decision.pair.state == "gone"
    actions.correct(
        actor=van, proposal=row, version=row.version, values={"note": "đã rõ"}, now=NOON
    )
    row.refresh_from_db()
    actions.send_one(actor=van, proposal=row, now=NOON)
    run_waiting()
    decision.refresh_from_db()
    decision.pair.refresh_from_db()
    assert (decision.lapsed_at, decision.pair.state) == (None, "decided")


def test_the_same_row_sent_again_in_a_file_is_not_corrected_by_that(
    sent,
    give_back,
    bring,  # noqa: F811
    take,  # noqa: F811
):
    give_back(sent)
    take(bring(LAND, SEED, (*SEED[:1], "Sở Y tế", "Quý IV"), name="HND (2).xlsx"), Way.REPLACE)
    sent.refresh_from_db()
    assert (sent.problem_count, sent.returned_why) == (1, WHY)
    take(bring((LAND[0], "UBND xã Yên Thành", "Quý I"), name="sua.xlsx"), Way.CORRECT)
    sent.refresh_from_db()
    assert sent.problem_count == 0
