"""What waits for somebody in a programme, and when it is late."""

from datetime import date

import pytest
from tests.giamsat.conftest import NOON

from giamsat.programmes import actions
from giamsat.programmes.models import Edition, Variant
from giamsat.programmes.next_step import next_step
from giamsat.programmes.states import EDITION_MOVES, EditionState
from giamsat.web.worklist import worklist

LAST_DAY = date(2024, 12, 31)  # for the programme of 2025
OPEN_A_ROUND = "Mở vòng hiệp thương"


@pytest.fixture
def draft(bao, before_agreement):
    return actions.accept(actor=bao, variant=Variant.objects.get(), now=NOON)


def line(lines, title):
    return next(one for one in lines if one.title == title)


def test_a_programme_past_its_day_is_late_and_can_still_be_worked_on(van, draft):
    before = line(worklist(van, today=LAST_DAY).mine, OPEN_A_ROUND)
    assert not before.is_late
    assert "nên ban hành" not in before.about
    first = worklist(van, today=date(2025, 1, 1)).mine[0]  # late lines come first
    assert (first.title, first.is_late, first.icon, first.colour) == (
        OPEN_A_ROUND,
        True,
        "late",
        "late",
    )
    assert "nên ban hành chậm nhất ngày 31/12/2024" in first.about
    actions.open_round(
        actor=van,
        edition=draft,
        place="Phòng họp số 2",
        meets_at=NOON,
        answer_by=NOON.date(),
        invitation="",
        now=NOON,
    )


def test_who_waits_for_others_sees_that_a_programme_is_late(thanh, draft):
    waiting = line(worklist(thanh, today=NOON.date()).theirs, OPEN_A_ROUND)
    assert (waiting.is_late, waiting.chip) == (True, "Quá hạn")
    assert "nên ban hành chậm nhất ngày 31/12/2024" in waiting.about


def test_an_amendment_has_no_day_by_which_it_is_due(van, draft):
    Edition.objects.update(number=2, reason="Thêm một cuộc theo yêu cầu của Tỉnh ủy.")
    assert not line(worklist(van, today=NOON.date()).mine, OPEN_A_ROUND).is_late


def test_how_far_a_programme_is_stands_under_the_lines(van, draft):
    (programme,) = worklist(van, today=NOON.date()).under_way
    assert (programme.head, programme.when) == ("Chương trình", "2025")
    assert programme.state == "Dự thảo"


def test_the_page_of_an_edition_says_the_step_that_the_list_says(van, draft, signed_in):
    waiting = line(worklist(van, today=NOON.date()).mine, OPEN_A_ROUND)
    page = signed_in("van").get(waiting.href).content.decode()
    assert f"Bước tiếp: “{OPEN_A_ROUND}”, chờ chuyên viên Mặt trận." in page


def test_every_state_waits_for_a_step_or_for_nothing(draft):
    """A round says itself what it waits for; what nothing leaves waits for nothing."""
    silent = {EditionState.CONSULTING, *EDITION_MOVES.ends}
    for state in EditionState:
        draft.state = state
        assert (next_step(draft, 0, 0) is None) == (state in silent)
    draft.state = EditionState.OPINED
    assert next_step(draft, 3, 0).title == "Trả lời 3 ý kiến của Ban Thường vụ"
    for state in (EditionState.CONSULTED, EditionState.OPINED):
        draft.state = state
        assert next_step(draft, 0, 2).title == "Sửa theo 2 ý kiến đã tiếp thu"
