"""A moment that is typed is one that a database, and a reader in another time zone, can hold."""

from pathlib import Path

import pytest
from django import forms
from django.utils import timezone

from giamsat import foundation
from giamsat.foundation.fields import MomentField, SpokenMomentField

SRC = Path(foundation.__file__).parents[1]


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31T23:59", "1899-12-31T23:59:59", "²"])
def test_what_no_clock_of_ours_can_hold_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        MomentField().clean(typed)


def test_a_moment_of_our_times_is_taken():
    assert MomentField().clean("2027-03-05T08:30").year == 2027


@pytest.mark.parametrize(
    "typed",
    [
        "8h00 ngày 04/12/2026",
        "8 giờ 00, ngày 04 tháng 12 năm 2026",
        "08 giờ 00 phút, ngày 4/12/2026",
        "lúc 8g ngày 4.12.2026",
        "8:00 4/12/2026",
        "04/12/2026 08:00",
        "thứ Sáu, ngày 4/12/2026, 8h",
        "Thứ 6 (4/12/2026) lúc 8h00",
        "8h00\u00a0ngày 4-12-2026",
        "2026-12-04 08:00",
        "2026-12-04T08:00",
    ],
)
def test_a_moment_is_read_as_offices_write_it(typed):
    moment = timezone.localtime(SpokenMomentField("Thời gian", "").clean(typed))
    assert (moment.day, moment.month, moment.year, moment.hour, moment.minute) == (
        4,
        12,
        2026,
        8,
        0,
    )


@pytest.mark.parametrize(
    "typed",
    [
        "2 giờ chiều ngày 4/12/2026",
        "25h00 ngày 4/12/2026",
        "8h00 ngày 31/2/2026",
        "ngày 4/12/2026",
        "8h",
    ],
)
def test_what_leaves_a_doubt_is_asked_again(typed):
    with pytest.raises(forms.ValidationError):
        SpokenMomentField("Thời gian", "").clean(typed)


def test_every_form_asks_for_moments_this_way():
    asking = [path.name for path in SRC.rglob("*.py") if "forms.DateTimeField" in path.read_text()]
    assert asking == ["fields.py"]
