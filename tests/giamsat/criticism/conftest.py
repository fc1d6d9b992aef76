"""Drafts and opinions made through the actions."""

import uuid
from datetime import timedelta

import pytest
from tests.giamsat.conftest import NOON, ROOT

from giamsat.criticism import actions
from giamsat.criticism.models import DraftVersion
from giamsat.criticism.taking import Statement, take_public
from giamsat.intake.senders import Sender
from giamsat.intake.taking import Arrival
from giamsat.organisations.models import Organisation
from giamsat.supervision import actions as cases
from giamsat.supervision.models import Case

TODAY = NOON.date()
WHY = "Đã xem kỹ từng dòng cùng lãnh đạo ban chuyên môn."
SAMPLES = ROOT / "samples" / "du_thao"
TEXT = """NGHỊ QUYẾT
Quy định mức hỗ trợ học phí
Điều 1. Phạm vi
1. Nghị quyết này quy định mức hỗ trợ học phí.
2. Áp dụng từ năm học 2026 - 2027.
Điều 2. Mức hỗ trợ
1. Học sinh hộ nghèo được hỗ trợ 100%.
2. Học sinh hộ cận nghèo được hỗ trợ 50%.
a) Cấp tiểu học: 600.000 đồng;
b) Cấp trung học: 900.000 đồng.
Điều 3. Hiệu lực
Nghị quyết có hiệu lực từ ngày 01/01/2027.
"""
WITH_ATTACHED = """NGHỊ QUYẾT
Ban hành Quy định hỗ trợ học phí
Điều 1. Ban hành kèm theo Nghị quyết này Quy định hỗ trợ học phí.
Điều 2. Hiệu lực
1. Nghị quyết có hiệu lực từ ngày 01/01/2027.
2. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện.
QUY ĐỊNH
Hỗ trợ học phí
(Ban hành kèm theo Nghị quyết số 01/2026/NQ-HĐND)
Điều 1. Phạm vi
Quy định này quy định mức hỗ trợ học phí.
Điều 2. Mức hỗ trợ
1. Học sinh hộ nghèo được hỗ trợ 100%.
2. Học sinh hộ cận nghèo được hỗ trợ 50%.
a) Cấp tiểu học: 600.000 đồng;
b) Cấp trung học: 900.000 đồng.
Điều 3. Thủ tục
Cha mẹ nộp đơn tại trường.
"""


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """Pages of this folder speak of the sample's day, and no test knows another's provisions."""
    from giamsat.criticism.views import public

    public._known.cache_clear()


@pytest.fixture
def bodies():
    return {one.code: one for one in Organisation.objects.all()}


@pytest.fixture
def opened(van, bodies):
    """``opened()`` is a criticism of a draft of Sở Nội vụ."""

    def opens(
        *,
        actor=van,
        procedure="hoi-nghi-phan-bien",
        units=("Sở Nội vụ",),
        lead="MTTQ",
        **more,
    ):
        said = {
            "ground": "Công văn đề nghị phản biện",
            "first_day": TODAY,
            "last_day": TODAY + timedelta(days=40),
        } | more
        return cases.open_case(
            actor=actor,
            procedure=procedure,
            title="Phản biện dự thảo nghị quyết hỗ trợ học phí",
            field="y-te",
            lead=bodies[lead],
            units=list(units),
            now=NOON,
            **said,
        )

    return opens


@pytest.fixture
def received(van, opened, run_waiting):
    """``received(text)`` is a version that was read, of a case of its own or of one given."""

    def receives(text=TEXT, case=None, name="du-thao.txt"):
        content = text if isinstance(text, bytes) else text.encode()
        made = actions.receive_draft(
            actor=van,
            case=case or opened(),
            file_name=name,
            content=content,
            came_with="",
            received_on=TODAY,
            now=NOON,
        )
        run_waiting()
        return DraftVersion.objects.select_related("case__lead").get(id=made.id)

    return receives


def open_to(draft, day):
    """Ask the public about a draft for a while, as an officer does; a draft that is public stays as it is."""
    DraftVersion.objects.filter(id=draft.id, published_at=None).update(
        opens_on=day, closes_on=day + timedelta(days=40), published_at=NOON
    )


@pytest.fixture
def say():
    """``say(draft, path, text)`` is one opinion from the public page."""

    def says(
        draft,
        path,
        text,
        *,
        address="192.0.2.1",
        seconds=60.0,
        key=None,
        blind="",
        now=NOON,
        name="",
        contact="",
        **said,
    ):
        open_to(draft, now.date())
        provision = draft.provisions.get(path=path) if path else None
        return take_public(
            draft=draft,
            provision=provision,
            statement=Statement(text, sender=Sender(name, contact), **said),
            arrival=Arrival(address, seconds, blind),
            key=key or uuid.uuid4(),
            now=now,
        )

    return says


@pytest.fixture
def sample():
    """The sample's criticism: answered in its first version, the second has come."""
    return Case.objects.get(code="2026-PB-01")
