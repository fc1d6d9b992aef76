"""The year in eight steps: each is told where it is, and one thing is next."""

import pytest
from tests.giamsat.conftest import NOON

from giamsat.programmes import actions
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EditionState
from giamsat.proposals.models import OverlapPair, Programme, Proposal
from giamsat.proposals.states import PairState


def page_of(client, programme):
    return client.get(f"/chuong-trinh/{programme.id}/")


def marks(response):
    return [step.mark for step in response.context["steps"]]


@pytest.fixture
def decided(programme):
    """Nothing of the material waits."""
    OverlapPair.objects.filter(programme=programme, state=PairState.OPEN).update(
        state=PairState.DECIDED
    )
    Proposal.objects.filter(programme=programme, state=Proposal.State.DRAFT).delete()


def test_a_year_that_was_just_opened_waits_for_files(van, programme, signed_in):
    empty = Programme.objects.create(
        front=programme.front,
        year=2031,
        rulebook=programme.rulebook,
        province=programme.province,
        opened_at=NOON,
    )
    page = page_of(signed_in("van"), empty)
    assert marks(page) == ["now", *["open"] * 7]
    assert page.context["next_step"].href == f"/chuong-trinh/{empty.id}/tep/"


def test_what_was_passed_over_waits_beside_what_is_next(programme, edition, signed_in):
    OverlapPair.objects.filter(programme=programme).update(state=PairState.OPEN)
    page = page_of(signed_in("van"), programme)
    assert marks(page)[1] == "wait"
    assert marks(page)[2] == "ok"
    assert marks(page)[3] in ("now", "late")
    assert "Mở vòng hiệp thương" in page.context["next_step"].says


def test_a_round_says_whom_it_waits_for(van, programme, round_, signed_in):
    step = page_of(signed_in("van"), programme).context["next_step"]
    assert step.title == "Hiệp thương"
    assert "chờ ý kiến của" in step.says
    assert "Hội Nông dân" in step.says
    assert step.href == f"/hiep-thuong/{round_.id}/"


def test_each_step_is_done_in_its_turn_to_the_last(van, programme, decided, issued, signed_in):
    browser = signed_in("van")
    page = page_of(browser, programme)
    assert marks(page) == [*["ok"] * 7, "now"]
    actions.publish(actor=van, edition=issued, now=NOON)
    page = page_of(browser, programme)
    assert marks(page) == ["ok"] * 8
    assert page.context["next_step"] is None
    assert "Chương trình đã ban hành và công khai." in page.content.decode()


def test_points_of_the_committee_keep_their_step_open(van, programme, submitted, thanh, signed_in):
    from giamsat.programmes.states import PartyOpinion

    actions.give_opinion(
        actor=thanh,
        edition=submitted,
        opinion=PartyOpinion.WITH_POINTS,
        paper="Thông báo 12-TB/TU",
        points=["Bổ sung nội dung về nhà ở xã hội."],
        version=submitted.version,
        now=NOON,
    )
    assert Edition.objects.get().state == EditionState.OPINED
    step = page_of(signed_in("van"), programme).context["next_step"]
    assert step.title == "Xin ý kiến Ban Thường vụ"
    assert "Trả lời 1 ý kiến" in step.says
