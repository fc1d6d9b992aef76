"""An edition at each of its steps, on the sample before anybody took a variant."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.programmes.steps import agree, close, fresh, issue, open_round

from giamsat.organisations.models import Organisation
from giamsat.planning.models import Variant
from giamsat.programmes import actions
from giamsat.programmes.models import Edition, OpinionPoint
from giamsat.programmes.states import AnswerKind, PartyOpinion


@pytest.fixture
def edition(bao, before_agreement):
    return actions.accept(actor=bao, variant=Variant.objects.get(), now=NOON)


@pytest.fixture
def round_(van, edition):
    return open_round(van, edition)


@pytest.fixture
def speaker():
    """``speaker("LDLD")`` speaks for an organisation."""
    from giamsat.organisations.actors import Actor
    from giamsat.organisations.permissions import Role

    def one(code):
        body = Organisation.objects.get(code=code)
        return Actor(
            900 + body.id, f"Người của {body.short_name}", ((Role.ORGANISATION_OFFICER, body.id),)
        )

    return one


@pytest.fixture
def all_agree(van, speaker):
    def everybody(round_, *, but=()):
        agree(van, round_, "MTTQ", but=but)
        for code in ("LDLD", "HND", "LHPN", "DTN", "CCB"):
            agree(speaker(code), round_, code, but=but)

    return everybody


@pytest.fixture
def submitted(van, round_, all_agree):
    all_agree(round_)
    close(van, round_)
    here = Edition.objects.get()
    actions.submit(actor=van, edition=here, version=here.version, now=NOON)
    return fresh(here)


@pytest.fixture
def approved(van, bao, thanh, submitted):
    here = submitted
    actions.give_opinion(
        actor=thanh,
        edition=here,
        opinion=PartyOpinion.WITH_POINTS,
        paper="Thông báo 12-TB/TU",
        points=["Bổ sung nội dung về nhà ở xã hội.", "", "Giảm số cuộc ở cấp xã."],
        version=here.version,
        now=NOON,
    )
    for point in OpinionPoint.objects.all():
        actions.answer_point(
            actor=van,
            point=point,
            kind=AnswerKind.ACCEPTED,
            answer="Đã bổ sung vào nội dung số 3 của kế hoạch.",
            promise="wording",
            version=point.version,
            now=NOON,
        )
    for point in OpinionPoint.objects.all():
        actions.settle_point(
            actor=van,
            point=point,
            settled_as="made",
            why="Đã ghi rõ trong phần tổ chức thực hiện.",
            version=point.version,
            now=NOON,
        )
    here = fresh(here)
    actions.approve(actor=bao, edition=here, version=here.version, now=NOON)
    return fresh(here)


@pytest.fixture
def issued(van, approved, run_waiting):
    issue(van, approved)
    run_waiting()
    return fresh(approved)
