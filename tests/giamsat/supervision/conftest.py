"""Cases made through the actions."""

from datetime import timedelta

import pytest
from tests.giamsat.conftest import NOON

from giamsat.organisations.models import Organisation
from giamsat.supervision import actions
from giamsat.supervision.models import Case
from giamsat.supervision.states import MemberRole

TODAY = NOON.date()
WHY = "Đã trao đổi và thống nhất với các bên liên quan."
PEOPLE = (
    ("Trần Quốc Bảo", "Phó Chủ tịch Ủy ban MTTQ tỉnh", MemberRole.HEAD),
    ("Lê Hải Yến", "Chuyên viên Ủy ban MTTQ tỉnh", MemberRole.SECRETARY),
    ("Đặng Thu Thảo", "Hội Nông dân tỉnh", MemberRole.MEMBER),
)


def fresh(case):
    """The case as it is now."""
    return Case.objects.select_related("lead", "board", "programme", "activity").get(id=case.id)


@pytest.fixture
def bodies():
    return {one.code: one for one in Organisation.objects.all()}


@pytest.fixture
def opened(van, bodies):
    """``opened()`` is a delegation of the Front to two bodies."""

    def opens(
        *,
        actor=van,
        procedure="doan-giam-sat",
        lead="MTTQ",
        units=("Sở Y tế", "Sở Nội vụ"),
        **more,
    ):
        said = {
            "ground": "Đơn thư của cử tri xã Vạn Hải",
            "first_day": TODAY,
            "last_day": TODAY + timedelta(days=60),
        } | more
        return actions.open_case(
            actor=actor,
            procedure=procedure,
            title="Giám sát việc cấp thuốc bảo hiểm y tế",
            field="y-te",
            lead=bodies[lead],
            units=list(units),
            now=NOON,
            **said,
        )

    return opens


@pytest.fixture
def manned(van):
    """``manned(case)`` gives it a delegation that has declared."""

    def mans(case):
        for name, post, role in PEOPLE:
            member = actions.add_member(
                actor=van, case=case, name=name, post=post, role=role, task="", now=NOON
            )
            actions.declare(
                actor=van,
                member=member,
                has_conflict=False,
                declared="",
                declared_on=TODAY,
                now=NOON,
            )
        return case

    return mans


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """Pages of this folder speak of the sample's day."""
