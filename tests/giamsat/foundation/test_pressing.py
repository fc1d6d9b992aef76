"""Pressing a button, on the pages of conduct cases: what is done, what is kept, what is no button."""

import pytest
from tests.giamsat.conftest import NOON, _actor

from giamsat.conduct import actions
from giamsat.conduct.models import ConductCase
from giamsat.conduct.states import Where
from giamsat.organisations.models import Organisation

WORDS = "Tôi có sử dụng xe công một lần ngày nghỉ và đã hoàn trả chi phí."


@pytest.fixture
def case():
    return actions.open_conduct_case(
        actor=_actor("lien"),
        body=Organisation.objects.get(code="SYT"),
        person="Hoàng Đức Thắng",
        post="Phó Giám đốc Sở Y tế",
        where=Where.RESIDENCE,
        ground="Ban công tác Mặt trận phản ánh việc sử dụng xe công vào việc riêng.",
        now=NOON,
    )


@pytest.fixture
def page(case, signed_in):
    browser = signed_in("lien")
    return lambda **said: browser.post(f"/tu-duong/{case.code}/", said)


HEARD = {"do": "hear", "nghe-on": "20/11/2026", "nghe-words": WORDS, "version": "1"}


def test_a_pressed_button_acts_once_says_so_and_comes_back_to_the_page(case, page, at_noon):
    answer = page(**HEARD)
    assert (answer.status_code, answer["Location"]) == (302, f"/tu-duong/{case.code}/")
    case.refresh_from_db()
    assert case.state == "heard"
    assert [str(one) for one in answer.wsgi_request._messages] == ["Đã ghi."]


@pytest.mark.parametrize("do", ["", "open", "hear-1", "hear-²", "-", "-1", "x" * 5_000])
def test_what_no_button_of_the_page_sends_is_answered_and_does_nothing(do, case, page):
    answer = page(**HEARD | {"do": do})
    assert answer.status_code == 404
    assert "không có nút vừa bấm" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "opened"


def test_a_field_left_empty_keeps_the_others(page):
    answer = page(**HEARD | {"nghe-on": ""})
    assert answer.status_code == 200
    assert WORDS in answer.content.decode()


def test_a_refusal_keeps_what_was_typed_and_does_not_act_again(case, page, at_noon):
    answer = page(**HEARD | {"nghe-on": "1/1/2030"})
    assert answer.status_code == actions.HeardInFuture.status
    assert WORDS in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "opened"


@pytest.mark.parametrize("version", ["7", "²", "", "abc"])
def test_an_old_page_is_refused_and_the_next_press_knows_both(version, case, page, at_noon):
    answer = page(**HEARD | {"version": version})
    assert answer.status_code == 409
    assert WORDS in answer.content.decode()
    assert answer.context["forms"]["hear"]["version"].value() == "1"
    assert ConductCase.objects.get().state == "opened"
