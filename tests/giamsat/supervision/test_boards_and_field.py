"""Boards at communes as the law asks, field work over a bad line, evidence, findings."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from tests.giamsat.conftest import NOON
from tests.giamsat.documents.test_taking import pdf, picture
from tests.giamsat.supervision.conftest import TODAY, WHY, fresh
from tests.giamsat.supervision.test_cases import finish, recommend, step

from giamsat.files.storing import content_of
from giamsat.foundation.verdicts import NotAllowed
from giamsat.foundation.wording import EditedTwice
from giamsat.procedures import stepping
from giamsat.supervision import actions
from giamsat.supervision.actions import boards
from giamsat.supervision.facts import board_trouble
from giamsat.supervision.models import Board, BoardMember, Case, Evidence, FieldNote
from giamsat.supervision.states import BoardKind, BoardRole, Form, StandsFor


@pytest.fixture
def rules():
    from giamsat.rulebooks.carrying import procedures

    return {one.form: one.board for one in procedures().values() if one.board}


def member(van, board, name, *, role=BoardRole.MEMBER, stands=StandsFor.RESIDENTS, **more):
    said = {"is_resident": True, "is_commune_staff": False, "is_relative": False} | more
    return actions.add_board_member(
        actor=van,
        board=board,
        name=name,
        residence="thôn Đoài",
        role=role,
        stands_for=stands,
        now=NOON,
        **said,
    )


def make(van, bodies, kind=BoardKind.INVESTMENT, project="Trường mầm non", owner="UBND xã"):
    return actions.make_board(
        actor=van,
        kind=kind,
        front=bodies["VHMT"],
        project=project,
        project_owner=owner,
        term="",
        now=NOON,
    )


def test_one_board_a_project_and_one_inspection_board_a_commune(van, ha, bodies):
    made = make(van, bodies)
    with pytest.raises(boards.BoardIsThere):
        make(van, bodies)
    make(van, bodies, project="Cầu Bến Đò")
    with pytest.raises(boards.ProjectMissing):
        make(van, bodies, project="")
    make(van, bodies, BoardKind.INSPECTION)
    with pytest.raises(boards.BoardIsThere):
        make(van, bodies, BoardKind.INSPECTION)
    with pytest.raises(NotAllowed):
        make(ha, bodies, project="Khác")
    actions.end_board(
        actor=van, board=made, on=TODAY, reason="Dự án đã quyết toán và bàn giao.", now=NOON
    )
    assert make(van, bodies).id != made.id
    with pytest.raises(IntegrityError), transaction.atomic():
        Board.objects.filter(id=made.id).update(ended_on=None)


def test_who_may_not_be_a_member(van, bodies):
    board = make(van, bodies)
    for more, words in (
        ({"is_relative": True}, "người thân"),
        ({"is_commune_staff": True}, "cán bộ, công chức cấp xã"),
        ({"is_resident": False}, "không thường trú"),
    ):
        with pytest.raises(boards.MayNotBeMember) as refused:
            member(van, board, "Ông A", **more)
        assert words in refused.value.sentence()
    inspection = make(van, bodies, BoardKind.INSPECTION)
    member(van, inspection, "Bà B", is_relative=True)  # the law bars relatives for projects only
    assert not BoardMember.objects.filter(board=board).exists()


def test_a_board_is_as_large_and_as_mixed_as_the_law_asks(van, bodies, rules):
    board, asked = make(van, bodies), rules["investment_board"]
    assert "cần ít nhất 5" in str(board_trouble(board, asked))
    member(van, board, "1", role=BoardRole.HEAD, stands=StandsFor.FRONT)
    with pytest.raises(boards.MayNotBeMember):
        member(van, board, "hai trưởng ban", role=BoardRole.HEAD)
    for name in "2345":
        member(van, board, name)
    assert "Ban Thanh tra nhân dân" in str(board_trouble(board, asked))
    inspector = member(van, board, "6", stands=StandsFor.INSPECTION)
    assert board_trouble(board, asked) == ""
    for name in "78":
        member(van, board, name)
    assert "không quá 5" in str(board_trouble(board, asked))
    actions.release_board_member(
        actor=van, member=inspector, reason="Chuyển nơi cư trú sang tỉnh khác.", now=NOON
    )
    assert board.members.filter(left_on=None).count() == 7


def test_a_boards_case_keeps_its_notice_of_45_days_and_waits_for_the_confirmation(van, bodies):
    case = Case.objects.select_related("lead", "board").get(form=Form.INVESTMENT_BOARD)
    assert step(case, "NOTICE").due_on == case.starts_on - timedelta(days=45)
    finish(van, case, "NOTICE")
    actions.add_finding(
        actor=van,
        case=case,
        text="Bê tông mỏng hơn thiết kế 3 cm",
        law="",
        place="",
        evidence=[],
        now=NOON,
    )
    finish(van, case, "WORK")
    recommend(van, case, bodies, NOON)
    with pytest.raises(stepping.StepsBefore):
        finish(van, case, "CONCLUDE")
    finish(van, case, "CONFIRM", paper="Giấy xác nhận số 2/XN-MTTQ-BTT")
    assert step(case, "CONCLUDE").state == "done", "what was sent before was only not confirmed"


def test_an_inspection_board_tells_five_working_days_before(van, bodies):
    board = make(van, bodies, BoardKind.INSPECTION)
    case = actions.open_case(
        actor=van,
        procedure="thanh-tra-nhan-dan",
        title="Thu chi quỹ thôn",
        field="khac",
        lead=bodies["VHMT"],
        units=["UBND xã Vạn Hải"],
        first_day=TODAY,
        last_day=TODAY,
        board=board,
        ground="Kế hoạch năm của Ban",
        now=NOON,
    )
    with pytest.raises(stepping.StepLacks):
        finish(van, case, "BOARD")
    here = fresh(case)
    actions.change(
        actor=van,
        case=here,
        title=here.title,
        field="khac",
        units=["UBND xã Vạn Hải"],
        first_day=TODAY,
        last_day=TODAY,
        place="",
        starts_on=TODAY + timedelta(days=22),
        version=here.version,
        now=NOON,
    )
    assert step(case, "NOTICE").due_on == TODAY + timedelta(days=15), (
        "Monday 14/12, five working days back: Monday 7/12"
    )


def sent(browser, code, **said):
    return browser.post(
        f"/giam-sat/{code}/thuc-dia/gui/", said, headers={"accept": "application/json"}
    )


def test_a_note_sent_twice_over_a_bad_line_is_one(signed_in):
    browser, key = signed_in("van"), str(uuid4())
    note = {
        "key": key,
        "text": "Trạm thiếu 4 loại thuốc",
        "place": "Trạm Y tế xã",
        "taken_at": "2026-11-20T02:10:00.000Z",
    }
    for _ in range(3):
        assert sent(browser, "2026-GS-01", **note).json() == {"taken": key}
    kept = FieldNote.objects.get(key=key)
    assert (kept.text, kept.taken_at.day) == ("Trạm thiếu 4 loại thuốc", 20)
    photo = str(uuid4())
    for _ in range(2):
        file = SimpleUploadedFile("anh.jpg", picture(), "image/jpeg")
        assert sent(browser, "2026-GS-01", key=photo, note=key, photo=file).status_code == 200
    evidence = Evidence.objects.get(key=photo)
    assert evidence.note_id == kept.id
    assert evidence.members_only
    assert b"Exif" not in content_of(evidence.bare_sha256)


def test_what_a_phone_sends_wrongly_comes_back_as_a_sentence(signed_in):
    browser = signed_in("van")
    cut = SimpleUploadedFile("anh.jpg", picture(size=(900, 700))[:-900], "image/jpeg")
    key = str(uuid4())
    early = sent(
        browser,
        "2026-GS-01",
        key=str(uuid4()),
        note=key,
        photo=SimpleUploadedFile("a.jpg", picture()),
    )
    assert (early.status_code, early.json()["code"]) == (409, "NOTE_NOT_HERE")
    sent(browser, "2026-GS-01", key=key, text="Ghi chép", place="")
    told = sent(browser, "2026-GS-01", key=str(uuid4()), note=key, photo=cut)
    assert (told.status_code, told.json()["code"]) == (422, "INCOMPLETE_UPLOAD")
    assert "chọn tệp và gửi lại" in told.json()["title"]
    assert (
        sent(browser, "2026-GS-01", key=str(uuid4()), text="").json()["code"] == "FORM_INCOMPLETE"
    )
    assert sent(signed_in("khoi"), "2026-GS-01", key=str(uuid4()), text="x").status_code == 403


def test_a_photo_of_200_mb_never_gets_in(signed_in):
    browser = signed_in("van")
    answer = browser.post(
        "/giam-sat/2026-GS-01/thuc-dia/gui/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 2**20),
    )
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.content.decode()


def test_evidence_is_one_by_its_content_and_some_is_for_members_only(van, khoi, signed_in):
    case = Case.objects.get(code="2026-GS-01")
    one = actions.add_evidence(
        actor=van,
        case=case,
        title="Biên bản kho",
        name="bb.pdf",
        content=pdf(),
        members_only=True,
        now=NOON,
    )
    assert (
        actions.add_evidence(
            actor=van,
            case=case,
            title="Tên khác",
            name="cc.pdf",
            content=pdf(),
            members_only=False,
            now=NOON,
        ).id
        == one.id
    )
    assert signed_in("van").get(f"/giam-sat/2026-GS-01/ho-so/{one.id}/").status_code == 200
    assert signed_in("ha").get(f"/giam-sat/2026-GS-01/ho-so/{one.id}/").status_code == 200, (
        "her organisation goes along"
    )
    refused = signed_in("khoi").get(f"/giam-sat/2026-GS-01/ho-so/{one.id}/")
    assert refused.status_code == 403
    assert "chỉ thành viên đoàn" in refused.content.decode()
    served = b"".join(signed_in("van").get(f"/giam-sat/2026-GS-01/ho-so/{one.id}/"))
    assert "Kín".encode() not in served


def test_findings_hold_their_evidence_and_two_writers_do_not_overwrite(van, opened):
    case = opened()
    file = actions.add_evidence(
        actor=van,
        case=case,
        title="Ảnh kho",
        name="a.jpg",
        content=picture(),
        members_only=False,
        now=NOON,
    )
    finding = actions.add_finding(
        actor=van, case=case, text="Kho trống", law="", place="", evidence=[file], now=NOON
    )
    assert (
        actions.add_finding(
            actor=van, case=case, text="Kho trống", law="", place="", evidence=[], now=NOON
        ).id
        == finding.id
    )
    actions.change_finding(
        actor=van,
        finding=finding,
        text="Kho trống 3 tháng",
        law="",
        place="",
        evidence=[file],
        version=1,
        now=NOON,
    )
    with pytest.raises(EditedTwice):
        actions.change_finding(
            actor=van,
            finding=finding,
            text="Khác",
            law="",
            place="",
            evidence=[],
            version=1,
            now=NOON,
        )
    finding.refresh_from_db()
    assert (finding.text, finding.evidence.get()) == ("Kho trống 3 tháng", file)


def test_forms_of_the_pages_do_the_same(signed_in, van):
    browser = signed_in("van")
    made = browser.post(
        "/giam-sat/mo/",
        {
            "procedure": "doan-giam-sat",
            "title": "Giám sát thu gom rác thải",
            "field": "moi-truong",
            "units": "UBND xã Vạn Hải\nSở Y tế",
            "lead": Case.objects.get(code="2026-GS-01").lead_id,
            "first_day": "1/12/2026",
            "last_day": "31/12/2026",
            "ground": "Báo chí phản ánh",
        },
    )
    code = made.url.strip("/").split("/")[-1]
    assert Case.objects.get(code=code).units.count() == 2
    added = browser.post(
        f"/giam-sat/{code}/doan/",
        {"do": "member", "tv-name": "Lê A", "tv-post": "Phó Chủ tịch", "tv-role": "head"},
    )
    assert added.status_code == 302
    lacking = browser.post(
        f"/giam-sat/{code}/",
        {"do": "finish-PLAN", "xong-done_on": "23/11/2026", "xong-paper": "KH 1"},
    )
    assert lacking.status_code in (409, 422)
    assert "một người không thành đoàn" in lacking.content.decode()
    assert WHY not in lacking.content.decode()


@pytest.mark.parametrize(
    ("button", "fields"),
    [
        ("skip-SURVEY", {}),  # far from the step of now
        ("reopen-PLAN", {}),
        ("cancel", {"version": "{version}"}),
    ],
)
def test_a_reason_that_is_too_short_stays_in_the_form_that_asked_for_it(
    signed_in, van, opened, manned, button, fields
):
    case = manned(opened())
    finish(van, case, "PLAN")
    typed = "Ngắn quá"
    address = f"/giam-sat/{case.code}/"
    refused = signed_in("van").post(
        address,
        {name: value.format(version=fresh(case).version) for name, value in fields.items()}
        | {"do": button, "ld-reason": typed},
    )
    assert refused.status_code == 422
    page = refused.content.decode()
    form = page.split(f'value="{button}"')[0].rsplit("<details", 1)[1]
    assert form.startswith(" open")
    assert f">\n{typed}</textarea>" in form
    assert page.count(f">\n{typed}</textarea>") == 1
