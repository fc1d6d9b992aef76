"""Receipts that are read aloud and typed back; senders known again and opened by nobody here."""

import re

import pytest

from giamsat.intake.forms import StrangersForm
from giamsat.intake.receipts import new_receipt, receipt_typed
from giamsat.intake.revealing import reveal
from giamsat.intake.senders import Sender, body_key
from giamsat.intake.words import tidy


def test_a_receipt_is_twelve_characters_in_three_groups_and_never_the_same():
    receipts = {new_receipt() for _ in range(500)}
    assert len(receipts) == 500
    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}", one) for one in receipts)


@pytest.mark.parametrize(
    "typed", ["abcd-efgh-jkmn", "ABCDEFGHJKMN", " abcd efgh  jkmn. ", "ABCD–EFGH–JKMN"]
)
def test_a_receipt_is_known_however_it_was_typed(typed):
    assert receipt_typed(typed) == "ABCD-EFGH-JKMN"


@pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "²" * 12, "Đ" * 12])
def test_what_is_no_receipt_is_nothing(typed):
    assert receipt_typed(typed) == ""


def test_the_same_person_has_the_same_key_and_who_gave_no_name_has_none():
    pa = Sender("Lò Thị Pá", "bản Na")
    assert pa.key == Sender("lo thi pa", "BAN NA").key
    assert pa.key != Sender("Lò Thị Pá", "bản Bó").key
    assert Sender(contact="0912 000 111").key == ""
    assert "Pá" not in pa.key


def test_a_body_is_not_the_person_of_its_name():
    assert body_key("Hội Nông dân xã") == body_key("hoi nong dan xa")
    assert body_key("Lò Thị Pá") != Sender("Lò Thị Pá").key
    assert body_key("") == ""


def test_a_sender_is_sealed_tidied_and_cut_and_reads_again():
    sealed = Sender(" Lò Thị\u202e Pá ", "x" * 500).sealed()
    assert "Pá" not in sealed
    assert reveal(sealed) == Sender("Lò Thị Pá", "x" * 200)
    assert not Sender()
    assert Sender(contact="bản Na")


def test_words_are_kept_without_what_nobody_sees():
    assert tidy("một\r\n\r\n\r\n\r\nhai\u200b ba\x00") == "một\n\nhai ba"
    assert tidy("e\u0302") == "ê"


def test_a_form_says_how_long_it_was_open_and_a_foreign_one_was_open_no_time(monkeypatch):
    from giamsat.intake import forms

    fresh = StrangersForm.fresh()
    monkeypatch.setattr(forms.time, "time", lambda started=forms.time.time: started() + 60)
    form = StrangersForm(fresh | {"website": "http://x"})
    assert form.is_valid()
    arrival = form.arrival("192.0.2.1")
    assert (arrival.address, arrival.blind_field) == ("192.0.2.1", "http://x")
    assert 59 < arrival.seconds < 70
    for opened in ("x", fresh["opened"][:-1], "1"):
        foreign = StrangersForm(fresh | {"opened": opened})
        assert foreign.is_valid()
        assert foreign.arrival("192.0.2.1").seconds == 0
