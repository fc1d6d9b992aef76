"""Letters that look right are right, whoever typed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civickit.vntext import clean, fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ðịa bàn ð", "Địa bàn đ"),
        ("\u0110i\u00ad\u1ec1u 1\u200e", "Điều 1"),
        ("\u202aĐiều\u200b 2\u202c", "Điều 2"),
        ("\u0430) Hộ nghèo; \u0441) Hộ cận nghèo", "a) Hộ nghèo; c) Hộ cận nghèo"),
        ("Mục \u2161, trang １２", "Mục II, trang 12"),
        ("Москва", "Москва"),
    ],
)
def test_a_letter_is_what_a_reader_sees(typed, meant):
    assert clean(typed) == meant


@given(st.text(alphabet="aeĐđ \u00ad\u200b\u200e\u202a\ufeff", max_size=20))
def test_unseen_letters_never_change_what_is_compared(text):
    seen = "".join(letter for letter in text if letter in "aeĐđ ")
    assert clean(text) == clean(seen)
    assert fold(text) == fold(seen)
