"""A criticism of the sample province.

A draft, what people said, what the drafter answered, the next version.
"""

import time
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from civickit.legaltext import cited
from giamsat.criticism import actions
from giamsat.criticism.models import DraftProvision, DraftVersion, OpinionGroup, OpinionInvite
from giamsat.criticism.states import Decision, Who
from giamsat.criticism.taking import Statement, take_public
from giamsat.intake.senders import Sender
from giamsat.intake.taking import Arrival
from giamsat.jobs.models import Job
from giamsat.jobs.working import run_waiting
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.supervision import actions as cases
from giamsat.supervision.models import Case
from giamsat.supervision.states import MemberRole

_DRAFT = "d1_nghi_quyet_ho_tro_bhyt"
_SAID = (
    (
        "Điều 2 khoản 1 điểm đ",
        "Bố mẹ tôi 66 tuổi, không lương hưu, mua thẻ cả năm rất khó. Đề nghị hạ xuống 65 tuổi.",
        "Nguyễn Thị Sáu",
        "amend",
    ),
    (
        "Điều 5 khoản 1 điểm b",
        "Xã đảo đi lại theo tàu, niêm yết 05 ngày thì bà con không kịp biết. Đề nghị 10 ngày.",
        "",
        "amend",
    ),
    (
        "Điều 4 khoản 3",
        "Hỗ trợ toàn bộ cho nhóm này là đúng, gia đình tôi rất đồng tình.",
        "Lê Văn Chín",
        "support",
    ),
)
_AXES = {
    1: "Việc ban hành là cần thiết vì mức hỗ trợ hiện hành hết hiệu lực cuối năm.",
    3: "Cần bổ sung số người thụ hưởng từng nhóm và cách tính kinh phí.",
}


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()


def make_criticism(cast: dict[str, Actor], samples: Path, *, now: datetime) -> Case:
    """A written criticism whose first version was answered and whose second came in.

    One promise in it is not kept.
    """
    van, bodies = cast["van"], {body.code: body for body in Organisation.objects.all()}
    then = now - timedelta(days=25)
    case = _open(van, bodies, then, now)
    draft = _version(case, samples, "v1", van, then)
    actions.open_to_public(
        actor=van,
        draft=draft,
        opens_on=_day(then),
        closes_on=_day(now) + timedelta(days=8),
        now=then,
    )
    _opinions(van, draft, samples, then + timedelta(days=3))
    _steps(van, case, now)
    _answers(cast["hung"], van, draft, now - timedelta(days=4))
    _version(case, samples, "v2", van, now - timedelta(days=1))
    _sent(cast["hung"], bodies, samples, now)
    return case


def _sent(hung: Actor, bodies: dict[str, Organisation], samples: Path, now: datetime) -> None:
    """A draft for which a criticism is asked; nobody has taken it."""
    file = samples / "du_thao" / "d2_quy_che_giam_sat_phan_bien_v1.docx"
    actions.send_draft(
        actor=hung,
        sender=bodies["SNV"],
        recipient=bodies["MTTQ"],
        case=None,
        title="Quy chế phối hợp giám sát, phản biện xã hội trên địa bàn tỉnh",
        letter="Công văn số 1530/SNV-XDCQ ngày 12/11/2026",
        submits_on=_day(now) + timedelta(days=35),
        note="",
        file_name=file.name,
        content=file.read_bytes(),
        now=now - timedelta(hours=3),
    )


def _open(van: Actor, bodies: dict[str, Organisation], then: datetime, now: datetime) -> Case:
    case = cases.open_case(
        actor=van,
        procedure="phan-bien-bang-van-ban",
        field="y-te",
        lead=bodies["MTTQ"],
        title="Phản biện dự thảo nghị quyết hỗ trợ đóng bảo hiểm y tế",
        units=["Sở Y tế", "Sở Nội vụ"],
        ground="Công văn số 2114/SYT-NVY ngày 20/10/2026 của Sở Y tế đề nghị phản biện",
        first_day=_day(then),
        last_day=_day(now) + timedelta(days=30),
        starts_on=_day(now) + timedelta(days=10),
        now=then,
    )
    for name, post, role in (
        ("Trần Quốc Bảo", "Phó Chủ tịch Ủy ban MTTQ tỉnh", MemberRole.CHAIR),
        ("Lê Hải Yến", "Chuyên viên Ủy ban MTTQ tỉnh", MemberRole.SECRETARY),
    ):
        cases.add_member(actor=van, case=case, name=name, post=post, role=role, task="", now=then)
    return case


def _work() -> None:
    """Do what waits, here or by a worker that runs beside."""
    while Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists():
        run_waiting()
        time.sleep(0.05)


_CAME_WITH = {
    "v1": "Công văn số 2114/SYT-NVY ngày 20/10/2026",
    "v2": "Công văn số 2390/SYT-NVY về dự thảo sau tiếp thu",
}


def _version(case: Case, samples: Path, name: str, van: Actor, now: datetime) -> DraftVersion:
    file = samples / "du_thao" / f"{_DRAFT}_{name}.docx"
    made = actions.receive_draft(
        actor=van,
        case=case,
        file_name=file.name,
        content=file.read_bytes(),
        came_with=_CAME_WITH[name],
        received_on=_day(now),
        now=now,
    )
    _work()
    made.refresh_from_db()
    return made


def _opinions(van: Actor, draft: DraftVersion, samples: Path, now: datetime) -> None:
    """From a file, from the public page, from an expert's form, from minutes."""
    file = samples / "du_thao" / f"{_DRAFT}_comments.jsonl"
    brought = actions.bring_file(
        actor=van, draft=draft, file_name=file.name, content=file.read_bytes(), now=now
    )
    _work()
    brought.refresh_from_db()
    actions.take_file(actor=van, file=brought, now=now)
    paths = {part.path: part for part in DraftProvision.objects.filter(draft=draft)}
    _from_the_public(draft, paths, now)
    _from_an_expert(van, draft, paths, now)
    actions.transcribe(
        actor=van,
        draft=draft,
        now=now,
        text=(
            "Bà Trần Thị Năm, phường Trung Tâm | khoản 2 Điều 5 | Thời hạn cấp thẻ 05 ngày khó "
            "thực hiện dịp cuối năm, đề nghị 07 ngày."
        ),
    )
    _work()
    draft.refresh_from_db()


def _from_the_public(draft: DraftVersion, paths: dict[str, DraftProvision], now: datetime) -> None:
    """Three opinions, and an advertisement that is held."""
    for number, (path, text, name, stance) in enumerate(_SAID):
        take_public(
            draft=draft,
            provision=paths[path],
            statement=Statement(text, stance, sender=Sender(name)),
            arrival=Arrival(f"192.0.2.{number}", 60.0),
            key=uuid.uuid5(uuid.NAMESPACE_URL, f"mau-{number}"),
            now=now,
        )
    spam = Statement(
        "Vay tiền nhanh https://vay.example https://vay2.example", who_type=Who.CITIZEN
    )
    take_public(
        draft=draft,
        provision=paths["Điều 1"],
        statement=spam,
        arrival=Arrival("192.0.2.99", 60.0),
        key=uuid.uuid5(uuid.NAMESPACE_URL, "mau-rac"),
        now=now,
    )


def _from_an_expert(
    van: Actor, draft: DraftVersion, paths: dict[str, DraftProvision], now: datetime
) -> None:
    actions.invite(
        actor=van,
        case=draft.case,
        name="TS. Hoàng Minh Đức",
        post="Chuyên gia bảo hiểm y tế, Hội đồng tư vấn",
        who_type=Who.CITIZEN,
        now=now,
    )
    invited = OpinionInvite.objects.get(case=draft.case)
    actions.send_form(
        actor=van,
        invited=invited,
        draft=draft,
        axes=_AXES,
        key=uuid.uuid5(uuid.NAMESPACE_URL, "mau-phieu"),
        now=now,
        points=[
            (
                paths["Điều 4 khoản 1"],
                "Nên nâng lên 40% cho đồng bào dân tộc thiểu số thuộc hộ cận nghèo.",
                "amend",
            )
        ],
    )


def _steps(van: Actor, case: Case, now: datetime) -> None:
    """The steps up to the sending are done; those of the draft followed when it came.

    Opinions that are unclear stay for the reader of the sample to place.
    """
    for code, days, paper in (
        ("PLAN", 24, "Kế hoạch số 58/KH-MTTQ-BTT ngày 29/10/2026"),
        ("SEND_OUT", 23, "Công văn số 391/MTTQ-BTT ngày 30/10/2026"),
    ):
        at = now - timedelta(days=days)
        cases.finish(
            actor=van, case=case, code=code, done_on=_day(at), paper=paper, reason="", now=at
        )


# Provision, decision, reason, where the next version has it.
_ANSWERS = (
    ("Điều 2 khoản 1 điểm đ", Decision.ACCEPTED, "", "Điều 2 khoản 1 điểm đ"),
    (
        "Điều 4 khoản 1",
        Decision.PARTLY,
        (
            "Nâng lên 40% đối với người dân tộc thiểu số; các hộ cận nghèo khác giữ 30% theo khả "
            "năng ngân sách."
        ),
        "Điều 4 khoản 1",
    ),
    ("Điều 5 khoản 1 điểm b", Decision.ACCEPTED, "", "Điều 5 khoản 1 điểm b"),
    (
        "Điều 6 khoản 2",
        Decision.NOT,
        "Khuyến khích nguồn lực xã hội hóa là chủ trương chung, không bắt buộc đóng góp.",
        "",
    ),
    ("Điều 7 khoản 2", Decision.ACCEPTED, "", ""),
)


def _answers(hung: Actor, van: Actor, draft: DraftVersion, now: datetime) -> None:
    """Three answers of the drafter; what follows in the second version is checked by itself."""
    groups = OpinionGroup.objects.filter(draft=draft).order_by("size", "id")
    by_path = {group.path: group.id for group in groups}  # the largest of a provision
    for path, decision, reason, place in _ANSWERS:
        actions.answer_groups(
            actor=hung,
            draft=draft,
            ids=[by_path[path]],
            seen=1,
            decision=decision,
            reason=reason,
            place=cited(place),
            paper="",
            now=now,
        )
    actions.publish_answers(actor=van, draft=draft, now=now)
