"""A recommendation that was sent, made through the actions."""

from datetime import timedelta

import pytest
from tests.giamsat.conftest import NOON

from giamsat.organisations.models import Organisation
from giamsat.recommendations import actions
from giamsat.recommendations.models import Recommendation

TODAY = NOON.date()


def again(one):
    """The row as it is now."""
    return Recommendation.objects.select_related("lead", "recipient__under").get(id=one.id)


@pytest.fixture
def bodies():
    return {one.code: one for one in Organisation.objects.all()}


@pytest.fixture
def write(van, bodies):
    """``write("SYT")`` is a draft to a body."""

    def written(code, text="Công khai bảng giá dịch vụ tại trạm y tế.", actor=van, lead="MTTQ"):
        return actions.draft(
            actor=actor,
            lead=bodies[lead],
            recipient=bodies[code],
            text=text,
            measure="9/9 trạm niêm yết",
            field="y-te",
            now=NOON,
        )

    return written


@pytest.fixture
def sent(van, write):
    """One that was sent to Sở Nội vụ twenty days ago: due five days ago."""
    one = write("SNV")
    when = NOON - timedelta(days=20)
    actions.send(
        actor=van, several=[one], sent_on=when.date(), paper="Công văn số 700/MTTQ-BTT", now=when
    )
    return again(one)


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """Pages of this folder speak of the sample's day."""
