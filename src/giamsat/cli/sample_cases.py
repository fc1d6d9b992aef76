"""Cases of the sample province and what came of them.

They are made through the same actions as everything else, at their own times.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from giamsat.cli.sample_recommendations import make_recommendations
from giamsat.documents.models import Paper
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.procedures.papers import context_of
from giamsat.reporting import actions as reporting
from giamsat.supervision import actions
from giamsat.supervision.models import Board, Case
from giamsat.supervision.states import BoardKind, BoardRole, MemberRole, StandsFor

_SOURCE = "Kế hoạch phối hợp số 02/KHPH-MTTQ-SYT về giám sát chính sách bảo hiểm y tế"


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()


def make_bodies(now: datetime) -> dict[str, Organisation]:
    """Bodies that the sample's cases need beside those of the office."""
    kinds = Organisation.Kind
    for code, kind, level, name, short in (
        ("SYT", kinds.AUTHORITY, "province", "Sở Y tế tỉnh Bình Hải", "Sở Y tế"),
        ("BHXH", kinds.AUTHORITY, "province", "Bảo hiểm xã hội tỉnh Bình Hải", "BHXH tỉnh"),
        ("VHUB", kinds.AUTHORITY, "commune", "Ủy ban nhân dân xã Vạn Hải", "UBND xã Vạn Hải"),
        ("VHMT", kinds.FRONT, "commune", "Ủy ban MTTQ Việt Nam xã Vạn Hải", "MTTQ xã Vạn Hải"),
    ):
        Organisation.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "level": level,
                "name": name,
                "short_name": short,
                "valid_from": _day(now),
            },
        )
    return {body.code: body for body in Organisation.objects.all()}


def make_cases(cast: dict[str, Actor], *, now: datetime) -> None:
    """A delegation that has recommended, one that is being set up, a board's work.

    What bodies answered is there too.
    """
    bodies = make_bodies(now)
    first = _carried_out(cast, bodies, now)
    make_recommendations(cast, bodies, first, now)
    _begun(cast, bodies, now)
    _board(cast, bodies, now)
    reporting.make(
        actor=cast["van"], front=bodies["MTTQ"], year=_day(now).year, span="year", now=now
    )


def _carried_out(cast: dict[str, Actor], bodies: dict[str, Organisation], now: datetime) -> Case:
    van = cast["van"]
    then = now - timedelta(days=80)
    case = actions.open_case(
        actor=van,
        procedure="doan-giam-sat",
        field="y-te",
        lead=bodies["MTTQ"],
        place="tỉnh Bình Hải",
        title="Giám sát việc khám, chữa bệnh bảo hiểm y tế tại các cơ sở y tế công lập",
        ground=_SOURCE,
        units=["Sở Nội vụ", "Sở Y tế"],
        first_day=_day(then),
        last_day=_day(now),
        joint=[bodies["LHPN"]],
        now=then,
    )
    _set_up(van, case, then)
    _issue(cast["bao"], case, "quyet-dinh", then, {})
    _finish(van, case, "PLAN", "Kế hoạch số 46/KH-MTTQ-BTT", then)
    _reported(cast, case, then)
    _met(van, case, then + timedelta(days=31))
    case.refresh_from_db()
    return case


_DELEGATION = (
    ("Trần Quốc Bảo", "Phó Chủ tịch Ủy ban MTTQ tỉnh", MemberRole.HEAD, "Phụ trách chung"),
    (
        "Phạm Thu Hà",
        "Phó Chủ tịch Hội LHPN tỉnh",
        MemberRole.DEPUTY,
        "Chính sách với phụ nữ, trẻ em",
    ),
    (
        "Lê Hải Yến",
        "Chuyên viên Ủy ban MTTQ tỉnh",
        MemberRole.SECRETARY,
        "Ghi biên bản, tổng hợp",
    ),
)


def _set_up(van: Actor, case: Case, then: datetime) -> None:
    """Members, who have each declared that no interest of theirs is in it."""
    for name, post, role, task in _DELEGATION:
        member = actions.add_member(
            actor=van, case=case, name=name, post=post, role=role, task=task, now=then
        )
        actions.declare(
            actor=van,
            member=member,
            has_conflict=False,
            declared="",
            declared_on=_day(then),
            now=then,
        )


def _finish(actor: Actor, case: Case, code: str, paper: str, now: datetime) -> None:
    actions.finish(
        actor=actor, case=case, code=code, done_on=_day(now), paper=paper, reason="", now=now
    )


def _reported(cast: dict[str, Actor], case: Case, then: datetime) -> None:
    """The session is set, the notice sent; with the last report that step is over by itself."""
    van, hung = cast["van"], cast["hung"]
    actions.set_session(
        actor=van,
        case=case,
        unit=None,
        starts_at=then + timedelta(days=30),
        place="Phòng họp Sở Y tế",
        is_online=False,
        agreed="",
        now=then,
    )
    sent = then + timedelta(days=5)
    _finish(van, case, "NOTICE", "Công văn số 512/MTTQ-BTT", sent)
    reported = then + timedelta(days=22)
    units = list(case.units.order_by("id"))
    actions.take_report(
        actor=hung,
        unit=units[0],
        paper="Báo cáo số 1204/BC-SNV",
        reported_on=_day(reported),
        file=None,
        now=reported,
    )
    late = then + timedelta(days=25)
    actions.take_report(
        actor=van,
        unit=units[1],
        paper="Báo cáo số 377/BC-SYT",
        reported_on=_day(late),
        file=None,
        now=late,
    )


def _met(van: Actor, case: Case, held: datetime) -> None:
    """The session and what was found in it."""
    actions.hold_session(
        actor=van,
        session=case.sessions.get(),
        outcome="Hai đơn vị báo cáo, giải trình; đoàn kết luận 2 nội dung.",
        now=held,
    )
    _finish(van, case, "SESSION", "Biên bản làm việc", held)
    actions.skip(
        actor=van,
        case=case,
        code="SURVEY",
        reason="Tài liệu đã đủ căn cứ, không cần khảo sát thêm.",
        now=held,
    )
    for text, law in (
        (
            "9 trạm y tế xã thiếu thuốc thuộc danh mục bảo hiểm y tế từ tháng 2 đến tháng 8.",
            "Luật Bảo hiểm y tế",
        ),
        ("Chế độ phụ cấp của nhân viên y tế thôn chi trả chậm 2 quý.", ""),
    ):
        actions.add_finding(
            actor=van, case=case, text=text, law=law, place="", evidence=[], now=held
        )


def _issue(actor: Actor, case: Case, kind: str, now: datetime, blanks: dict[str, Any]) -> Paper:
    from giamsat.documents.catalogue_reading import catalogue

    written = {blank.name: blank.default for blank in catalogue()[kind].blanks} | blanks
    paper = actions.write_paper(
        actor=actor,
        case=case,
        kind=kind,
        context=context_of(case) | written,
        paper=None,
        version=0,
        now=now,
    )
    actions.issue_paper(
        actor=actor,
        case=case,
        paper=paper,
        version=paper.version,
        number=None,
        issued_on=_day(now),
        place="Bình Hải",
        signer="Trần Quốc Bảo",
        as_deputy=True,
        now=now,
    )
    return paper


def _begun(cast: dict[str, Actor], bodies: dict[str, Organisation], now: datetime) -> None:
    ha = cast["ha"]
    then = now - timedelta(days=3)
    case = actions.open_case(
        actor=ha,
        procedure="doan-giam-sat",
        field="an-sinh",
        lead=bodies["LHPN"],
        units=["Sở Y tế"],
        title="Giám sát việc thực hiện chính sách với lao động nữ tại các doanh nghiệp",
        first_day=_day(now),
        last_day=_day(now) + timedelta(days=60),
        now=then,
        ground="Đề xuất của Hội LHPN tỉnh đã thống nhất với Ủy ban MTTQ tỉnh",
    )
    _finish(ha, case, "AGREE", "Công văn số 498/MTTQ-BTT", then)
    actions.add_member(
        actor=ha,
        case=case,
        name="Phạm Thu Hà",
        post="Phó Chủ tịch Hội LHPN tỉnh",
        role=MemberRole.HEAD,
        task="",
        now=then,
    )


_BOARD = (
    ("Ngô Văn Tấn", BoardRole.HEAD, StandsFor.FRONT),
    ("Bùi Thị Lan", BoardRole.DEPUTY, StandsFor.INSPECTION),
    ("Hoàng Đình Phú", BoardRole.MEMBER, StandsFor.RESIDENTS),
    ("Vũ Thị Mơ", BoardRole.MEMBER, StandsFor.RESIDENTS),
    ("Đinh Công Sáng", BoardRole.MEMBER, StandsFor.RESIDENTS),
)


def _seat(van: Actor, board: Board, now: datetime) -> None:
    """Residents of the commune; none of its staff, none whose relatives have to do with it."""
    for name, role, stands in _BOARD:
        actions.add_board_member(
            actor=van,
            board=board,
            name=name,
            residence="thôn Đông, xã Vạn Hải",
            role=role,
            stands_for=stands,
            is_resident=True,
            is_commune_staff=False,
            is_relative=False,
            now=now,
        )


def _board(cast: dict[str, Actor], bodies: dict[str, Organisation], now: datetime) -> None:
    van = cast["van"]
    board = actions.make_board(
        actor=van,
        kind=BoardKind.INVESTMENT,
        front=bodies["VHMT"],
        project="đường liên thôn Đông – Đoài",
        project_owner="Ban Quản lý dự án khu vực 2",
        term="đến khi kết thúc dự án",
        now=now,
    )
    _seat(van, board, now)
    case = actions.open_case(
        actor=van,
        procedure="giam-sat-dau-tu",
        field="dau-tu-cong",
        lead=bodies["VHMT"],
        title="Giám sát thi công đường liên thôn Đông – Đoài",
        units=["UBND xã Vạn Hải"],
        board=board,
        now=now,
        first_day=_day(now) + timedelta(days=60),
        last_day=_day(now) + timedelta(days=120),
        place="xã Vạn Hải",
        ground="Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",
    )
    _finish(van, case, "BOARD", "Quyết định số 12/QĐ-MTTQ-BTT", now)
    actions.change(
        actor=van,
        case=case,
        title=case.title,
        field=case.field,
        units=["UBND xã Vạn Hải"],
        first_day=case.first_day,
        last_day=case.last_day,
        place=case.place,
        starts_on=_day(now) + timedelta(days=60),
        version=case.version,
        now=now,
    )
