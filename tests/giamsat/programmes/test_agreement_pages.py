"""Pages of the agreement: who sees which button, what a stale page says, and that nothing typed is lost."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.programmes.steps import LETTER

from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.programmes import actions, queries
from giamsat.programmes.models import Conclusion, Edition, OpinionPoint, Position, Round
from giamsat.programmes.states import EditionState, Outcome

WHY = "Hai bên đã bàn và thống nhất như vậy tại hội nghị."


@pytest.fixture
def round_():
    return Round.objects.get()


@pytest.fixture
def settled(van, round_):
    """The round of the sample, every item that is not agreed concluded, closed."""
    for one in queries.standings_of(round_):
        if not one.is_agreed:
            actions.conclude(
                actor=van,
                round_=round_,
                activity=one.activity,
                outcome=Outcome.KEPT,
                reason=WHY,
                now=NOON,
            )
    actions.close_round(
        actor=van, round_=round_, chair="Bảo", secretary="Vân", by_letter=LETTER, now=NOON
    )
    return Edition.objects.get()


@pytest.fixture
def submitted(van, settled):
    actions.submit(actor=van, edition=settled, version=settled.version, now=NOON)
    return Edition.objects.get()


def text(response):
    return response.content.decode()


def test_the_picture_says_what_is_agreed_and_who_is_awaited(signed_in, round_):
    page = text(signed_in("ha").get(f"/hiep-thuong/{round_.id}/"))
    assert "Tất cả đồng ý 0 trên 29 nội dung" in page
    assert "Hội LHPN còn 28 nội dung chưa cho ý kiến" in page
    assert "Liên đoàn Lao động tỉnh Bình Hải: 29 nội dung" in page
    only = text(signed_in("ha").get(f"/hiep-thuong/{round_.id}/?xem=khac"))
    assert only.count("/noi-dung/") == 1


def test_the_live_part_comes_alone(signed_in, round_):
    page = text(signed_in("van").get(f"/hiep-thuong/{round_.id}/", headers={"HX-Request": "true"}))
    assert "<html" not in page
    assert "Bức tranh lúc" in page


def test_agreeing_to_the_rest_leaves_a_dissent_alone(signed_in, round_):
    response = signed_in("ha").post(f"/hiep-thuong/{round_.id}/", {"do": "agree_rest"}, follow=True)
    assert "Đã ghi đồng ý với 28 nội dung" in text(response)
    stances = Position.objects.filter(organisation__code="LHPN", replaced_at=None).values_list(
        "stance", flat=True
    )
    assert sorted(stances) == ["agree"] * 28 + ["amend"]


def test_chosen_items_are_agreed_to_and_others_are_not(signed_in, round_):
    chosen = list(
        Activity.objects.filter(variant=round_.variant_id, no__in=(5, 6)).values_list(
            "id", flat=True
        )
    )
    signed_in("ha").post(
        f"/hiep-thuong/{round_.id}/", {"do": "agree", "item": [*chosen, "x", "999999"]}
    )
    assert Position.objects.filter(organisation__code="LHPN", stance="agree").count() == 2


def test_a_dissent_without_words_keeps_the_choice_and_says_what_is_missing(signed_in, round_):
    response = signed_in("khoi").post(
        f"/hiep-thuong/{round_.id}/noi-dung/1/",
        {"do": "say", "stance": "decline", "text": "Không", "seen": 0},
    )
    assert response.status_code == 422
    assert "Lý do còn ngắn" in text(response)
    assert 'value="decline"' in text(response)
    assert "checked" in text(response)
    assert "<title>Lỗi:" in text(response)


def test_a_stale_word_shows_both_and_the_next_press_is_taken(signed_in, round_):
    address = f"/hiep-thuong/{round_.id}/noi-dung/2/"
    stale = {
        "do": "say",
        "stance": "decline",
        "text": "Không đồng ý vì trùng đợt kiểm tra của Trung ương Hội.",
        "seen": 0,
    }
    response = signed_in("ha").post(address, stale)
    page = text(response)
    assert response.status_code == 409
    assert "Bản vừa được người khác lưu" in page
    assert "lùi sang quý III" in page
    assert stale["text"] in page
    newest = Position.objects.latest("id").id
    assert f'name="seen" value="{newest}"' in page
    signed_in("ha").post(address, stale | {"seen": newest})
    assert (
        Position.objects.get(organisation__code="LHPN", activity__no=2, replaced_at=None).stance
        == "decline"
    )
    assert Position.objects.filter(organisation__code="LHPN", activity__no=2).count() == 2


def test_a_round_closed_meanwhile_keeps_what_was_typed(van, signed_in, settled, round_):
    typed = "Đề nghị gộp với nội dung số 9 vì cùng nơi được giám sát."
    response = signed_in("khoi").post(
        f"/hiep-thuong/{round_.id}/noi-dung/1/",
        {"do": "say", "stance": "amend", "text": typed, "seen": 0},
    )
    assert response.status_code == 409
    assert "Vòng hiệp thương đã kết thúc" in text(response)
    assert typed in text(response)


def test_words_on_paper_are_written_down_by_the_front_alone(signed_in, round_):
    body = Organisation.objects.get(code="CCB")
    sent = {"do": "on_paper", "vb-organisation": body.id, "vb-paper": "Công văn số 31/CV-CCB"}
    signed_in("ha").post(f"/hiep-thuong/{round_.id}/", sent)
    assert not Position.objects.filter(organisation=body).exists()
    empty = signed_in("van").post(f"/hiep-thuong/{round_.id}/", sent | {"vb-paper": ""})
    assert "<title>Lỗi:" in text(empty)
    signed_in("van").post(f"/hiep-thuong/{round_.id}/", sent)
    assert Position.objects.filter(organisation=body, paper="Công văn số 31/CV-CCB").count() == 29
    one = {
        "do": "on_paper",
        "vb-organisation": body.id,
        "vb-paper": "Công văn số 32/CV-CCB",
        "yk-stance": "amend",
        "yk-text": "Đề nghị làm ở cả cấp xã thay vì chỉ cấp tỉnh.",
        "yk-seen": Position.objects.latest("id").id,
    }
    signed_in("van").post(f"/hiep-thuong/{round_.id}/noi-dung/7/", one)
    assert (
        Position.objects.get(organisation=body, activity__no=7, replaced_at=None).paper
        == "Công văn số 32/CV-CCB"
    )


def test_only_the_front_concludes(signed_in, round_):
    address = f"/hiep-thuong/{round_.id}/noi-dung/2/"
    said = {"do": "conclude", "kl-outcome": "kept", "kl-reason": WHY}
    assert signed_in("ha").post(address, said).status_code == 403
    short = signed_in("van").post(address, said | {"kl-reason": "ngắn"})
    assert short.status_code == 422
    signed_in("van").post(address, said)
    assert Conclusion.objects.get().reason == WHY


def test_two_conclusions_on_one_item_stand_beside_each_other(van, signed_in, round_):
    item = Activity.objects.get(variant=round_.variant_id, no=2)
    actions.conclude(
        actor=van, round_=round_, activity=item, outcome=Outcome.KEPT, reason=WHY, now=NOON
    )
    mine = {
        "do": "conclude",
        "kl-outcome": "dropped",
        "kl-reason": "Cùng việc với đợt kiểm tra của Trung ương Hội.",
        "kl-known": "",
    }
    response = signed_in("van").post(f"/hiep-thuong/{round_.id}/noi-dung/2/", mine)
    assert response.status_code == 409
    assert WHY in text(response)
    assert mine["kl-reason"] in text(response)
    stamp = Conclusion.objects.get().stamp
    assert stamp.replace("+", "&#x2B;") in text(response) or stamp in text(response)
    signed_in("van").post(f"/hiep-thuong/{round_.id}/noi-dung/2/", mine | {"kl-known": stamp})
    assert Conclusion.objects.get().outcome == Outcome.DROPPED


def test_closing_too_early_keeps_the_names(signed_in, round_):
    response = signed_in("van").post(
        f"/hiep-thuong/{round_.id}/", {"do": "close", "chair": "Trần Quốc Bảo", "secretary": "Vân"}
    )
    assert response.status_code == 422
    assert 'value="Trần Quốc Bảo"' in text(response)
    assert "Không có ý kiến không phải là đồng ý" in text(response)


def test_a_step_pressed_twice_or_from_an_old_page_is_taken_once(signed_in, settled):
    browser, address = signed_in("van"), f"/ban/{settled.id}/"
    sent = {"do": "submit", "version": settled.version}
    assert browser.post(address, sent).status_code == 302
    again = browser.post(address, sent)
    assert again.status_code == 409
    assert "đang ở trạng thái “đang xin ý kiến”" in text(again)
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_an_opinion_typed_while_it_was_called_back_is_not_lost(van, signed_in, submitted):
    browser, address = signed_in("thanh"), f"/ban/{submitted.id}/"
    actions.call_back(actor=van, edition=submitted, reason=WHY, version=submitted.version, now=NOON)
    typed = {
        "do": "give_opinion",
        "version": submitted.version,
        "yk-opinion": "with_points",
        "yk-paper": "12-TB/TU",
        "yk-points": "Bổ sung nội dung về nhà ở xã hội.",
    }
    response = browser.post(address, typed)
    assert response.status_code == 409
    assert "Bổ sung nội dung về nhà ở xã hội." in text(response)
    assert not OpinionPoint.objects.exists()


def test_two_answers_to_one_point_stand_beside_each_other(van, signed_in, submitted, thanh):
    actions.give_opinion(
        actor=thanh,
        edition=submitted,
        opinion="with_points",
        paper="12",
        points=["Bổ sung nội dung về nhà ở xã hội."],
        version=submitted.version,
        now=NOON,
    )
    point = OpinionPoint.objects.get()
    first = "Đã bổ sung nội dung này ở quý III của kế hoạch."
    actions.answer_point(
        actor=van,
        point=point,
        kind="accepted",
        answer=first,
        promise="wording",
        version=1,
        now=NOON,
    )
    mine = {
        "do": f"answer-{point.id}",
        f"tl{point.id}-kind": "not",
        f"tl{point.id}-answer": "Giữ như dự thảo vì đã có trong chương trình của HĐND.",
        f"tl{point.id}-version": 1,
    }
    response = signed_in("van").post(f"/ban/{submitted.id}/", mine)
    assert response.status_code == 409
    assert first in text(response)
    assert "Giữ như dự thảo vì đã có" in text(response)
    assert f'name="tl{point.id}-version" value="2"' in text(response)
    assert (
        signed_in("van").post(f"/ban/{submitted.id}/", mine | {"do": "answer-x"}).status_code == 404
    )


def test_the_first_page_says_whom_a_submitted_programme_waits_for(signed_in, submitted):
    mine, theirs = (
        text(signed_in("thanh").get("/")).split("Chờ tôi (")[1].split("Chương trình</h2>")[0],
        text(signed_in("van").get("/")),
    )
    assert mine.startswith("1)")
    assert "Cho ý kiến về chương trình" in mine
    assert "chờ Ban Thường vụ" in theirs.split("Chờ bên khác (")[1]


def test_who_may_do_nothing_here_sees_no_button(signed_in, submitted):
    page = text(signed_in("ha").get(f"/ban/{submitted.id}/"))
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert (
        signed_in("ha")
        .post(f"/ban/{submitted.id}/", {"do": "approve", "version": submitted.version})
        .status_code
        == 403
    )


def test_quarter_four_is_a_reminder_and_never_a_block(signed_in, programme):
    page = text(signed_in("van").get(f"/chuong-trinh/{programme.id}/ban/"))
    assert "Nhắc: chương trình nên ban hành từ 1/10/2024 đến 31/12/2024" in page
    assert "Quá ngày vẫn làm tiếp được" in page


def test_a_round_with_days_in_the_wrong_order_keeps_every_field(van, signed_in, settled):
    sent = {
        "do": "open_round",
        "version": settled.version,
        "ht-place": "Hội trường A",
        "ht-meets_at": "8:00 20/11/2031",
        "ht-answer_by": "25/11/2031",
        "ht-invitation": "Mời dự đủ",
    }
    response = signed_in("van").post(f"/ban/{settled.id}/", sent)
    assert response.status_code == 422
    assert "Hạn trả lời phải từ hôm nay đến ngày họp" in text(response)
    for typed in ("Hội trường A", "8:00 20/11/2031", "25/11/2031", "Mời dự đủ"):
        assert typed in text(response)


@pytest.mark.parametrize("do", ["agree", "agree_rest", "say"])
def test_who_speaks_for_no_invited_organisation_has_no_such_button(do, signed_in, round_):
    before = Position.objects.count()
    where = "noi-dung/1/" if do == "say" else ""
    sent = {"do": do, "stance": "agree", "item": [1, 2]}
    answer = signed_in("thanh").post(f"/hiep-thuong/{round_.id}/{where}", sent)
    assert answer.status_code == 404
    assert Position.objects.count() == before
