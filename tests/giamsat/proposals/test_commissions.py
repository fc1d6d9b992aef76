"""Commissions: ordered, taken, delivered, judged; nobody else's hands on them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.giamsat.conftest import NOON

from giamsat.foundation.moves import Changed
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.organisations.models import Organisation
from giamsat.proposals import actions, priorities
from giamsat.proposals.actions import commissions
from giamsat.proposals.models import Commission, Proposal
from giamsat.proposals.states import CommissionState

WHY = "Báo cáo còn thiếu số liệu của ba xã miền núi."
PDF = b"%PDF-1.7 xong"


def fresh(row):
    return type(row).objects.get(id=row.id)


@pytest.fixture
def bodies():
    return {one.code: one for one in Organisation.objects.all()}


@pytest.fixture
def open_one():
    return Commission.objects.get(state=CommissionState.OPEN)


def take(actor, one, body, proposal=None):
    actions.take_commission(
        actor=actor,
        commission=one,
        organisation=body,
        proposal=proposal,
        version=one.version,
        now=NOON,
    )
    return fresh(one)


def deliver(actor, one, name="bao_cao.pdf", content=PDF):
    actions.deliver_product(
        actor=actor,
        commission=one,
        name=name,
        content=content,
        summary="Đủ 12 trang.",
        version=one.version,
        now=NOON,
    )
    return fresh(one)


def test_an_order_is_followed_to_its_product(thanh, ha, bodies, open_one, signed_in):
    one = deliver(ha, take(ha, open_one, bodies["LHPN"]))
    judge = {"actor": thanh, "commission": one, "version": one.version, "now": NOON}
    with pytest.raises(ReasonTooShort):
        actions.judge_product(**judge, accepts=False, reason="thiếu")
    actions.judge_product(**judge, accepts=False, reason=WHY)
    one = deliver(ha, fresh(one))
    actions.judge_product(
        actor=thanh, commission=one, accepts=True, reason="", version=one.version, now=NOON
    )
    assert fresh(one).state == CommissionState.ACCEPTED
    assert signed_in("thanh").get(f"/dat-hang/{one.id}/san-pham/").content == PDF


def test_what_nobody_has_taken_is_seen_by_all(open_one, signed_in):
    for who in ("van", "ha", "khoi"):
        page = signed_in(who).get("/").content.decode()
        assert "Chưa ai nhận: Việc tiếp công dân" in page
    assert "Đã đặt hàng: Việc tiếp công dân" in signed_in("thanh").get("/").content.decode()


def test_two_cannot_take_one_order(ha, khoi, bodies, open_one):
    stale = fresh(open_one)
    take(ha, open_one, bodies["LHPN"])
    with pytest.raises(Changed):
        take(khoi, stale, bodies["HND"])
    with pytest.raises(NotNow):
        take(khoi, fresh(open_one), bodies["HND"])
    with pytest.raises(NotAllowed):
        deliver(khoi, fresh(open_one))


def test_pressed_twice_it_is_one_order(thanh, programme, bodies):
    order = {
        "actor": thanh,
        "programme": programme,
        "requester": bodies["TU"],
        "question": "Việc chi trả trợ cấp có đúng không?",
        "product": "Báo cáo",
        "due_on": NOON.date() + timedelta(days=30),
        "now": NOON,
    }
    assert actions.commission(**order).id == actions.commission(**order).id
    with pytest.raises(commissions.DueInThePast):
        actions.commission(**order | {"due_on": NOON.date() - timedelta(days=1)})
    with pytest.raises(NotAllowed):
        actions.commission(**order | {"requester": bodies["SNV"]})


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.pdf", b"<html>"), ("a.docx", b"%PDF-"), ("a.html", b"%PDF-")],
)
def test_a_product_is_a_document(ha, bodies, open_one, name, content):
    one = take(ha, open_one, bodies["LHPN"])
    with pytest.raises(commissions.NotAProduct):
        deliver(ha, one, name, content)
    assert fresh(one).state == CommissionState.TAKEN


def test_given_back_it_waits_again(ha, bodies, open_one):
    one = take(ha, open_one, bodies["LHPN"])
    actions.return_commission(actor=ha, commission=one, reason=WHY, version=one.version, now=NOON)
    assert (fresh(one).state, fresh(one).taken_by) == (CommissionState.OPEN, None)


def test_a_topic_that_answers_an_order_gains_priority(
    van, bodies, open_one, programme, run_waiting
):
    topic = Proposal.objects.filter(organisation__code="MTTQ", state="sent").first()
    (before,) = priorities.parts_of(programme, [topic])
    take(van, open_one, bodies["MTTQ"], topic)
    run_waiting()
    (after,) = priorities.parts_of(programme, [topic])
    assert [part.points for part in before if part.name == "commission"] == [0]
    assert [(part.points, part.fact) for part in after if part.name == "commission"] == [
        (10, bodies["TU"].name)
    ]
    assert fresh(topic).priority == sum(part.points for part in after)


def test_the_form_keeps_what_was_typed_when_the_day_is_wrong(signed_in, programme, bodies):
    typed = {
        "requester": bodies["TU"].id,
        "question": "Việc cấp nước sạch ở ba xã ven biển",
        "product": "Báo cáo",
        "due_on": "32/13/2027",
    }
    response = signed_in("thanh").post(f"/chuong-trinh/{programme.id}/dat-hang/", typed)
    page = response.content.decode()
    assert "Việc cấp nước sạch ở ba xã ven biển" in page
    assert "Ghi ngày/tháng/năm" in page
    response = signed_in("thanh").post(
        f"/chuong-trinh/{programme.id}/dat-hang/", typed | {"due_on": "1/1/2020"}
    )
    assert response.status_code == 422
    assert "Việc cấp nước sạch ở ba xã ven biển" in response.content.decode()
    assert "đã qua" in response.content.decode()


def test_a_body_sees_its_own_orders_only(signed_in, programme, bodies):
    page = signed_in("hung").get(f"/chuong-trinh/{programme.id}/dat-hang/").content.decode()
    assert "Dự thảo quy định về chế độ" in page
    assert "Việc tiếp công dân" not in page


def test_a_supervised_body_follows_what_it_ordered(signed_in, khoi):
    one = Commission.objects.get(requester__code="SNV")
    assert "Đã đặt hàng: Dự thảo quy định" in signed_in("hung").get("/").content.decode()
    deliver(khoi, one)
    assert "Nghiệm thu: Dự thảo quy định" in signed_in("hung").get("/").content.decode()


def test_delivering_in_the_browser(signed_in, ha, bodies, open_one):
    one = take(ha, open_one, bodies["LHPN"])
    browser = signed_in("ha")
    address = f"/dat-hang/{one.id}/"
    empty = browser.post(address, {"do": "deliver", "version": one.version, "said": "Bản đầy đủ"})
    assert "Chọn tệp sản phẩm" in empty.content.decode()
    assert "Bản đầy đủ" in empty.content.decode()
    file = SimpleUploadedFile("bao_cao.pdf", PDF)
    browser.post(
        address, {"do": "deliver", "version": one.version, "said": "Bản đầy đủ", "product": file}
    )
    assert fresh(one).state == CommissionState.DELIVERED
    assert browser.get("/").status_code == 200
    assert "Nghiệm thu: Việc tiếp công dân" in signed_in("thanh").get("/").content.decode()


def test_the_page_of_an_order_tells_what_was_done_with_it(signed_in, ha, bodies, open_one):
    one = take(ha, open_one, bodies["LHPN"])
    page = signed_in("thanh").get(f"/dat-hang/{one.id}/").content.decode()
    assert "Phạm Thu Hà: nhận đặt hàng" in page
