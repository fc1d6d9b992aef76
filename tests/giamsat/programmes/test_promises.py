"""A point answered "Tiếp thu" leads to its change, or stays open; and what went into an item."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.programmes.conftest import fresh

from giamsat.foundation.verdicts import NotAllowed
from giamsat.planning import actions as plan_actions
from giamsat.planning.models import Activity
from giamsat.programmes import actions
from giamsat.programmes.actions.points import (
    NoSuchItem,
    NothingMade,
    PromiseMissing,
    PromisesOpen,
)
from giamsat.programmes.models import Edition, OpinionPoint
from giamsat.programmes.states import PartyOpinion

WHY = "Đã rà soát lại cùng tổ chức chủ trì nội dung này."


@pytest.fixture
def point(thanh, submitted):
    actions.give_opinion(
        actor=thanh,
        edition=submitted,
        opinion=PartyOpinion.WITH_POINTS,
        paper="Thông báo 12-TB/TU",
        points=["Giao rõ cơ quan phối hợp ở nội dung số 1."],
        version=submitted.version,
        now=NOON,
    )
    return OpinionPoint.objects.get()


def answer(van, point, **given):
    given = {"kind": "accepted", "answer": WHY} | given
    actions.answer_point(actor=van, point=point, version=point.version, now=NOON, **given)
    return _again(point)


def settle(van, point, settled_as, actor=None):
    actions.settle_point(
        actor=actor or van,
        point=point,
        settled_as=settled_as,
        why=WHY,
        version=point.version,
        now=NOON,
    )


def _again(point):
    return OpinionPoint.objects.select_related("edition__variant", "activity").get(id=point.id)


def approve(bao):
    here = Edition.objects.get()
    actions.approve(actor=bao, edition=here, version=here.version, now=NOON)


def test_what_is_accepted_says_what_will_change(van, point):
    with pytest.raises(PromiseMissing):
        answer(van, point)
    with pytest.raises(PromiseMissing):
        answer(van, point, promise="activity")
    with pytest.raises(NoSuchItem):
        answer(van, point, promise="activity", no=9999)
    assert answer(van, point, kind="not").promise == ""


def test_what_was_promised_bars_the_approval_by_its_number(van, bao, ha, point, signed_in):
    made = answer(van, point, promise="activity", no=1)
    with pytest.raises(PromisesOpen) as refused:
        approve(bao)
    assert "ý kiến số 1 " in refused.value.sentence()
    assert "Sửa theo 1 ý kiến đã tiếp thu" in signed_in("van").get("/").content.decode()
    with pytest.raises(NothingMade):
        settle(van, made, "made")
    with pytest.raises(NotAllowed):
        settle(van, made, "needless", actor=ha)
    settle(van, made, "needless")
    approve(bao)


def test_the_change_is_made_in_place_and_agreed_on(van, bao, point, all_agree, round_):
    made = answer(van, point, promise="activity", no=1)
    here = Edition.objects.get()
    actions.call_back(actor=van, edition=here, reason=WHY, version=here.version, now=NOON)
    item = Activity.objects.get(variant=here.variant_id, no=1)
    changed = plan_actions.choose_activity(
        actor=van,
        variant=here.variant,
        activity=item.key,
        lead=item.lead.code,
        title=item.title,
        partners=["Sở Nội vụ"],
        first_day=item.first_day,
        last_day=item.last_day,
        why="Theo ý kiến số 1 của Ban Thường vụ Tỉnh ủy.",
        now=NOON,
    )
    actions.accept(actor=bao, variant=changed, now=NOON)
    settle(van, _again(made), "made")
    assert not _again(made).is_promised


def test_it_cannot_be_submitted_again_before_the_change(van, point):
    answer(van, point, promise="addition")
    here = fresh(Edition.objects.get())
    actions.call_back(actor=van, edition=here, reason=WHY, version=here.version, now=NOON)
    here = fresh(here)
    with pytest.raises(PromisesOpen):
        actions.submit(actor=van, edition=here, version=here.version, now=NOON)


def test_an_organisation_sees_whose_proposals_are_in_an_item(signed_in, round_):
    item = Activity.objects.filter(variant=round_.variant_id).order_by("no").first()
    Activity.objects.filter(id=item.id).update(partners=["Hội Luật gia tỉnh"])
    page = signed_in("ha").get(f"/hiep-thuong/{round_.id}/noi-dung/{item.no}/").content.decode()
    assert item.codes[0] in page
    assert "Hội Luật gia tỉnh" in page
    whole = signed_in("ha").get(f"/hiep-thuong/{round_.id}/").content.decode()
    assert "Hội Luật gia tỉnh" in whole
