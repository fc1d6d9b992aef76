"""A moment that is typed is one that a database, and a reader in another time zone, can hold."""

from pathlib import Path

import pytest
from django import forms

from giamsat import foundation
from giamsat.foundation.fields import MomentField

SRC = Path(foundation.__file__).parents[1]


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31T23:59", "1899-12-31T23:59:59", "²"])
def test_what_no_clock_of_ours_can_hold_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        MomentField().clean(typed)


def test_a_moment_of_our_times_is_taken():
    assert MomentField().clean("2027-03-05T08:30").year == 2027


def test_every_form_asks_for_moments_this_way():
    asking = [path.name for path in SRC.rglob("*.py") if "forms.DateTimeField" in path.read_text()]
    assert asking == ["fields.py"]
