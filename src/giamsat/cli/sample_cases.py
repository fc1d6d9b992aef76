"""Cases and recommendations of the sample province, made through the same actions as everything else, at their own times."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from giamsat.documents.models import Paper
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.procedures.papers import context_of
from giamsat.recommendations import actions as recommending
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import CameBy, ReplyKind
from giamsat.reporting import actions as reporting
from giamsat.supervision import actions
from giamsat.supervision.models import Case
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
    return {one.code: one for one in Organisation.objects.all()}


def make_cases(cast: dict[str, Actor], *, now: datetime) -> None:
    """A delegation that has recommended, one that is being set up, a board's work, and what bodies answered."""
    bodies = make_bodies(now)
    first = _carried_out(cast, bodies, now)
    _recommended(cast, bodies, first, now)
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
    people = (
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
    for name, post, role, task in people:
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
    _issue(cast["bao"], case, "quyet-dinh", then, {})
    actions.finish(
        actor=van,
        case=case,
        code="PLAN",
        done_on=_day(then),
        paper="Kế hoạch số 46/KH-MTTQ-BTT",
        reason="",
        now=then,
    )
    _met(cast, case, then)
    case.refresh_from_db()
    return case


def _met(cast: dict[str, Actor], case: Case, then: datetime) -> None:
    """Notice, reports, the session and what was found in it."""
    van, hung = cast["van"], cast["hung"]
    session = actions.set_session(
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
    actions.finish(
        actor=van,
        case=case,
        code="NOTICE",
        done_on=_day(sent),
        paper="Công văn số 512/MTTQ-BTT",
        reason="",
        now=sent,
    )
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
    actions.finish(
        actor=van,
        case=case,
        code="REPORT_IN",
        done_on=_day(late),
        paper="2 báo cáo",
        reason="",
        now=late,
    )
    held = then + timedelta(days=31)
    actions.hold_session(
        actor=van,
        session=session,
        said="Hai đơn vị báo cáo, giải trình; đoàn kết luận 2 nội dung.",
        now=held,
    )
    actions.finish(
        actor=van,
        case=case,
        code="SESSION",
        done_on=_day(held),
        paper="Biên bản làm việc",
        reason="",
        now=held,
    )
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

    told = {one.name: one.default for one in catalogue()[kind].blanks} | blanks
    paper = actions.write_paper(
        actor=actor,
        case=case,
        kind=kind,
        context=context_of(case) | told,
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


def _recommended(
    cast: dict[str, Actor], bodies: dict[str, Organisation], case: Case, now: datetime
) -> None:
    van, hung = cast["van"], cast["hung"]
    then = now - timedelta(days=40)
    made = [
        recommending.draft(
            actor=van,
            lead=bodies["MTTQ"],
            recipient=bodies[code],
            text=text,
            measure=measure,
            field=field,
            place="tỉnh Bình Hải",
            origin_code=case.code,
            finding_no=no,
            now=then,
        )
        for code, text, measure, field, no in (
            (
                "SYT",
                "Cấp đủ thuốc bảo hiểm y tế cho 9 trạm y tế xã.",
                "9/9 trạm có đủ 20 loại thuốc",
                "y-te",
                1,
            ),
            (
                "SNV",
                "Chi trả phụ cấp nhân viên y tế thôn đúng hạn từng quý.",
                "Không còn quý nào chậm trả",
                "can-bo",
                2,
            ),
            (
                "SNV",
                "Công khai danh sách nhân viên y tế thôn được hưởng phụ cấp.",
                "Niêm yết tại 100% xã",
                "hanh-chinh",
                2,
            ),
            (
                "BHXH",
                "Quyết toán đúng hạn cho các trạm y tế xã.",
                "Quyết toán xong trước ngày 15 tháng đầu quý sau",
                "y-te",
                1,
            ),
        )
    ]
    recommending.send(
        actor=van, several=made, sent_on=_day(then), paper="Công văn số 560/MTTQ-BTT", now=then
    )
    answered = then + timedelta(days=12)
    made = list(
        Recommendation.objects.filter(origin_code=case.code)
        .select_related("recipient", "lead")
        .order_by("no")
    )
    recommending.reply_to(
        actor=hung,
        several=made[1:3],
        kind=ReplyKind.ACCEPTS,
        paper="Công văn số 882/SNV-CCVC",
        replied_on=_day(answered),
        text="Sở đã yêu cầu các xã chi trả trước ngày 10 tháng đầu quý và niêm yết danh sách.",
        count=2,
        came_by=CameBy.ACCOUNT,
        now=answered,
    )
    done = now - timedelta(days=6)
    third = Recommendation.objects.select_related("recipient", "lead").get(id=made[2].id)
    recommending.accept_reply(actor=van, one=third, text="", version=third.version, now=answered)
    recommending.resolve(
        actor=van,
        one=third,
        on=_day(done),
        evidence="Kiểm tra thực tế tại 6 xã: danh sách đã niêm yết ở nhà văn hóa thôn.",
        paper="Biên bản kiểm tra",
        version=third.version,
        now=done,
    )
    urged = then + timedelta(days=18)
    first = Recommendation.objects.select_related("recipient", "lead").get(id=made[0].id)
    recommending.urge(
        actor=van,
        one=first,
        on=_day(urged),
        paper="Công văn số 590/MTTQ-BTT",
        text="",
        version=first.version,
        now=urged,
    )
    new = recommending.draft(
        actor=van,
        lead=bodies["MTTQ"],
        recipient=bodies["SNV"],
        field="hanh-chinh",
        now=now,
        place="xã Vạn Hải",
        text="Niêm yết lịch tiếp công dân của Chủ tịch UBND xã tại trụ sở và nhà văn hóa thôn.",
        measure="6/6 xã niêm yết",
    )
    recommending.send(
        actor=van, several=[new], sent_on=_day(now), paper="Công văn số 640/MTTQ-BTT", now=now
    )


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
    actions.finish(
        actor=ha,
        case=case,
        code="AGREE",
        done_on=_day(then),
        paper="Công văn số 498/MTTQ-BTT",
        reason="",
        now=then,
    )
    actions.add_member(
        actor=ha,
        case=case,
        name="Phạm Thu Hà",
        post="Phó Chủ tịch Hội LHPN tỉnh",
        role=MemberRole.HEAD,
        task="",
        now=then,
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
    people = (
        ("Ngô Văn Tấn", BoardRole.HEAD, StandsFor.FRONT),
        ("Bùi Thị Lan", BoardRole.DEPUTY, StandsFor.INSPECTION),
        ("Hoàng Đình Phú", BoardRole.MEMBER, StandsFor.RESIDENTS),
        ("Vũ Thị Mơ", BoardRole.MEMBER, StandsFor.RESIDENTS),
        ("Đinh Công Sáng", BoardRole.MEMBER, StandsFor.RESIDENTS),
    )
    for name, role, stands in people:
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
    actions.finish(
        actor=van,
        case=case,
        code="BOARD",
        done_on=_day(now),
        paper="Quyết định số 12/QĐ-MTTQ-BTT",
        reason="",
        now=now,
    )
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
