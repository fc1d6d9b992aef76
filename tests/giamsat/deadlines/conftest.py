"""Days are counted from the sample's day."""

import pytest


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """Pages of this folder speak of the sample's day."""
