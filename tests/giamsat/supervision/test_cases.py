"""Cases in each form, step by step; what a step lacks, what is late, who may do what."""

import io
from datetime import date, timedelta
from functools import cache

import pytest
from django.db import IntegrityError, transaction
from docx import Document
from tests.giamsat.conftest import NOON
from tests.giamsat.supervision.conftest import TODAY, WHY, fresh

from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.models import Paper
from giamsat.documents.steps import IssuedInFuture, PaperChanged
from giamsat.files.storing import content_of
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.procedures import stepping
from giamsat.procedures.papers import context_of
from giamsat.procedures.states import StepState
from giamsat.recommendations import actions as recommending
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import CameBy, ReplyKind
from giamsat.supervision import actions, queries
from giamsat.supervision.actions import cases, delegation
from giamsat.supervision.models import CaseStep, CaseUnit
from giamsat.supervision.states import CaseState, MemberRole


def finish(actor, case, code, *, on=TODAY, now=NOON, paper="Công văn số 1/MTTQ-BTT", reason=""):
    actions.finish(
        actor=actor, case=case, code=code, done_on=on, paper=paper, reason=reason, now=now
    )


def states(case):
    return dict(case.steps.values_list("code", "state"))


def step(case, code):
    return CaseStep.objects.get(case=case, code=code)


def session(actor, case, days=30, *, agreed="", unit=None, now=NOON):
    return actions.set_session(
        actor=actor,
        case=case,
        unit=unit,
        starts_at=now + timedelta(days=days),
        place="Phòng họp",
        is_online=False,
        agreed=agreed,
        now=now,
    )


def recommend(van, case, bodies, now):
    made = recommending.draft(
        actor=van,
        lead=case.lead,
        recipient=bodies["SNV"],
        text="Chi trả đúng hạn.",
        measure="Không quý nào chậm",
        field="y-te",
        origin_code=case.code,
        now=now,
    )
    recommending.send(actor=van, several=[made], sent_on=now.date(), paper="Công văn", now=now)
    return Recommendation.objects.select_related("lead", "recipient").get(id=made.id)


def test_a_delegation_from_its_plan_to_the_last_recommendation_resolved(
    van, hung, bodies, opened, manned
):
    case = manned(opened())
    finish(van, case, "PLAN")
    held = session(van, case)
    assert step(case, "NOTICE").due_on == TODAY + timedelta(days=15)
    assert step(case, "REPORT_IN").due_on == TODAY + timedelta(days=23)
    finish(van, case, "NOTICE")
    for unit in case.units.all():
        actions.take_report(
            actor=van, unit=unit, paper="Báo cáo", reported_on=TODAY, file=None, now=NOON
        )
    assert step(case, "REPORT_IN").state == "done", "the last report finishes it"
    later = NOON + timedelta(days=31)
    actions.hold_session(actor=van, session=held, outcome="Đã làm việc", now=later)
    day = (NOON + timedelta(days=30)).date()
    assert step(case, "RESULT").due_on == date(2027, 1, 6), "15 days from the session"
    finish(van, case, "SESSION", on=day, now=later)
    actions.skip(actor=van, case=case, code="SURVEY", reason=WHY, now=later)
    actions.add_finding(
        actor=van, case=case, text="Thiếu thuốc ở 9 trạm", law="", place="", evidence=[], now=later
    )
    finish(van, case, "RESULT", on=day, now=later)
    with pytest.raises(stepping.StepLacks, match="STEP_LACKS") as refused:
        finish(van, case, "CONCLUDE", on=day, now=later)
    assert "Chưa gửi kiến nghị" in refused.value.sentence()
    one = recommend(van, case, bodies, later)
    assert step(case, "CONCLUDE").done_on == later.date(), "sending finishes it"
    with pytest.raises(stepping.StepLacks):
        finish(van, case, "FOLLOW", on=day, now=later)
    recommending.reply_to(
        actor=hung,
        several=[one],
        kind=ReplyKind.ACCEPTS,
        paper="Công văn",
        replied_on=later.date(),
        text=WHY,
        count=1,
        came_by=CameBy.ACCOUNT,
        now=later,
    )
    one.refresh_from_db()
    recommending.accept_reply(
        actor=van, recommendation=one, text="", version=one.version, now=later
    )
    recommending.resolve(
        actor=van,
        recommendation=one,
        on=later.date(),
        evidence=WHY,
        paper="",
        version=one.version,
        now=later,
    )
    here = fresh(case)
    assert (here.state, here.ended_on) == (CaseState.CLOSED, later.date())
    actions.reopen(actor=van, case=here, code="FOLLOW", reason=WHY, now=later)
    assert (fresh(case).state, step(case, "FOLLOW").state) == (CaseState.RUNNING, StepState.OPEN)


def test_steps_come_in_order_and_say_what_they_lack(van, opened, manned):
    case = opened()
    with pytest.raises(stepping.StepsBefore):
        finish(van, case, "NOTICE")
    with pytest.raises(stepping.StepLacks) as refused:
        finish(van, case, "PLAN")
    assert "trưởng đoàn" in refused.value.sentence()
    actions.add_member(
        actor=van,
        case=case,
        name="Trần Quốc Bảo",
        post="Phó Chủ tịch",
        role=MemberRole.HEAD,
        task="",
        now=NOON,
    )
    with pytest.raises(stepping.StepLacks) as refused:
        finish(van, case, "PLAN")
    assert "một người không thành đoàn" in refused.value.sentence(), "a delegation of one"
    actions.add_member(
        actor=van,
        case=case,
        name="Lê Hải Yến",
        post="Chuyên viên",
        role=MemberRole.SECRETARY,
        task="",
        now=NOON,
    )
    with pytest.raises(stepping.StepLacks) as refused:
        finish(van, case, "PLAN")
    assert "Chưa kê khai" in refused.value.sentence()
    with pytest.raises(stepping.StepNotOptional):
        actions.skip(actor=van, case=case, code="PLAN", reason=WHY, now=NOON)
    manned(opened(ground="Một căn cứ khác của báo chí"))


def test_a_tie_to_the_body_keeps_a_member_out(van, opened, manned):
    case = manned(opened())
    with pytest.raises(delegation.MemberOfTheBody):
        actions.add_member(
            actor=van,
            case=case,
            name="Vũ An",
            post="Trưởng phòng Sở Y tế",
            role=MemberRole.MEMBER,
            task="",
            now=NOON,
        )
    member = case.members.get(name="Đặng Thu Thảo")
    with pytest.raises(ReasonTooShort):
        actions.declare(
            actor=van, member=member, has_conflict=True, declared="có", declared_on=TODAY, now=NOON
        )
    actions.declare(
        actor=van,
        member=member,
        has_conflict=True,
        declared="Có em ruột là Phó Giám đốc Sở Y tế.",
        declared_on=TODAY,
        now=NOON,
    )
    with pytest.raises(stepping.StepLacks) as refused:
        finish(van, case, "PLAN")
    assert "Đặng Thu Thảo" in refused.value.sentence()
    actions.release_member(
        actor=van, member=member, reason="Có người thân công tác tại nơi được giám sát.", now=NOON
    )
    finish(van, case, "PLAN")
    member.refresh_from_db()
    assert member.left_why, "who left stays on record"
    with pytest.raises(delegation.MemberIsThere):
        actions.add_member(
            actor=van,
            case=case,
            name="Người khác",
            post="Hội",
            role=MemberRole.HEAD,
            task="",
            now=NOON,
        )


def test_a_session_leaves_time_for_the_notice_or_the_body_agreed(van, opened):
    case = opened()
    with pytest.raises(delegation.SessionTooSoon) as refused:
        session(van, case, 14)
    assert "7/12/2026" in refused.value.sentence(), "the first day that leaves 15 days"
    session(van, case, 15)
    other = opened(ground="Căn cứ thứ hai của báo chí")
    session(van, other, 5, agreed="Công văn số 3/SYT đồng ý làm việc ngày 27/11")
    assert step(other, "NOTICE").due_on < TODAY


def test_a_moved_session_moves_what_is_counted_from_it(van, opened, manned):
    case = manned(opened())
    first = session(van, case, 20)
    session(van, case, 40)
    assert step(case, "REPORT_IN").due_on == TODAY + timedelta(days=13), "from the first session"
    actions.drop_session(
        actor=van, session=first, reason="Nơi được giám sát đề nghị lùi ngày làm việc.", now=NOON
    )
    assert step(case, "REPORT_IN").due_on == TODAY + timedelta(days=33)
    with pytest.raises(delegation.SessionNotYet):
        actions.hold_session(
            actor=van, session=case.sessions.get(dropped_why=""), outcome="x", now=NOON
        )


def test_a_report_on_the_day_after_is_taken_and_marked_late(van, hung, opened, manned):
    case = manned(opened())
    finish(van, case, "PLAN")
    session(van, case, 20)
    unit = CaseUnit.objects.select_related("case__lead", "organisation").get(
        case=case, organisation__code="SNV"
    )
    due = step(case, "REPORT_IN").due_on
    late = NOON + timedelta(days=(due - TODAY).days + 1)
    assert actions.take_report(
        actor=hung,
        unit=unit,
        paper="Báo cáo số 5/BC-SNV",
        reported_on=late.date(),
        file=None,
        now=late,
    )
    assert not actions.take_report(
        actor=hung, unit=unit, paper="Báo cáo số 5/BC-SNV", reported_on=due, file=None, now=late
    )
    other = CaseUnit.objects.select_related("case__lead", "organisation").get(
        case=case, organisation__code="SYT"
    )
    with pytest.raises(NotAllowed):
        actions.take_report(actor=hung, unit=other, paper="x", reported_on=due, file=None, now=late)
    with pytest.raises(stepping.DoneInFuture):
        actions.take_report(
            actor=hung,
            unit=unit,
            paper="x",
            reported_on=late.date() + timedelta(days=9),
            file=None,
            now=late,
        )
    finish(van, case, "NOTICE")
    with pytest.raises(stepping.StepLacks):
        finish(van, case, "REPORT_IN")
    finish(
        van,
        case,
        "REPORT_IN",
        reason="Sở Y tế báo cáo trực tiếp tại buổi làm việc theo thống nhất.",
    )


@cache
def a_report(number):
    word, out = Document(), io.BytesIO()
    word.add_paragraph(f"Báo cáo số {number}/BC-SNV")
    word.save(out)
    return out.getvalue()


def test_a_supplement_leaves_the_report_in_time_and_to_be_opened(
    van, hung, opened, manned, signed_in
):
    case = manned(opened())
    finish(van, case, "PLAN")
    session(van, case, 20)
    unit = CaseUnit.objects.select_related("case__lead", "organisation").get(
        case=case, organisation__code="SNV"
    )
    due = step(case, "REPORT_IN").due_on
    late = NOON + timedelta(days=(due - TODAY).days + 9)
    for number, on in ((5, due), (9, late.date())):
        assert not actions.take_report(
            actor=hung,
            unit=unit,
            paper=f"Báo cáo số {number}/BC-SNV",
            reported_on=on,
            file=(f"bc-{number}.docx", a_report(number)),
            now=late,
        )
    unit.refresh_from_db()
    assert (unit.reported_on, unit.report_paper) == (due, "Báo cáo số 9/BC-SNV")
    browser = signed_in("van")
    page = browser.get(f"/giam-sat/bao-cao/{unit.id}/").content.decode()
    assert "Báo cáo số 5/BC-SNV" in page
    assert "gửi chậm" not in page
    earlier = unit.earlier_reports.get()
    kept = browser.get(f"/giam-sat/bao-cao/{unit.id}/tep/{earlier.id}/")
    assert b"".join(kept) == a_report(5)


def test_a_step_has_a_paper_or_a_reason(van, opened, manned):
    case = manned(opened())
    with pytest.raises(stepping.NoPaperNoReason):
        finish(van, case, "PLAN", paper="")
    with pytest.raises(stepping.DoneInFuture):
        finish(van, case, "PLAN", on=TODAY + timedelta(days=1))
    finish(van, case, "PLAN")
    with pytest.raises(NotNow):
        finish(van, case, "PLAN")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStep.objects.filter(case=case, code="NOTICE").update(
            state="done", done_on=TODAY, done_at=NOON
        )


def test_who_leads_works_and_others_watch(van, ha, khoi, thanh, bodies, opened):
    case = opened(actor=ha, lead="LHPN")
    assert states(case)["AGREE"] == StepState.OPEN, (
        "a member organisation agrees with the Front first (Law 97/2025)"
    )
    assert "AGREE" not in states(opened())
    for stranger in (khoi, thanh):
        with pytest.raises(NotAllowed):
            finish(stranger, case, "AGREE")
    with pytest.raises(NotAllowed):
        opened(actor=khoi, lead="LHPN")
    finish(ha, case, "AGREE")
    finish_by_front = opened(actor=ha, lead="LHPN", ground="Căn cứ thứ hai của báo chí")
    finish(van, finish_by_front, "AGREE")


def test_a_case_outside_the_programme_needs_a_ground_a_host_or_a_board(van, opened):
    with pytest.raises(cases.NoGroundGiven):
        opened(ground="")
    with pytest.raises(cases.NoHost):
        opened(procedure="tham-gia")
    with pytest.raises(cases.NoBoard):
        opened(procedure="giam-sat-dau-tu")
    with pytest.raises(cases.DaysReversed):
        opened(first_day=TODAY, last_day=TODAY - timedelta(days=1))


def test_cancelled_for_a_reason_and_nothing_is_deleted(van, opened, manned):
    case = manned(opened())
    session(van, case)
    actions.cancel(
        actor=van,
        case=fresh(case),
        reason="Thanh tra tỉnh đang thanh tra cùng nội dung.",
        version=fresh(case).version,
        now=NOON,
    )
    assert fresh(case).state == CaseState.CANCELLED
    assert not case.steps.filter(is_running=True).exists()
    with pytest.raises(NotNow):
        finish(van, fresh(case), "PLAN")


def test_document_review_and_joining_run_to_their_end(van, bodies, opened):
    review = opened(procedure="xem-xet-van-ban", units=("UBND tỉnh",))
    finish(van, review, "CHOOSE")
    actions.add_finding(
        actor=van,
        case=review,
        text="Điều 3 trái luật",
        law="Luật Đất đai",
        place="",
        evidence=[],
        now=NOON,
    )
    finish(van, review, "STUDY")
    for code in ("MEETING", "WRITTEN"):
        actions.skip(actor=van, case=review, code=code, reason=WHY, now=NOON)
    one = recommend(van, review, bodies, NOON)
    recommending.withdraw(actor=van, recommendation=one, reason=WHY, version=one.version, now=NOON)
    finish(van, review, "FOLLOW")
    assert fresh(review).state == CaseState.CLOSED

    joining = opened(
        procedure="tham-gia",
        host="Ban Pháp chế HĐND tỉnh",
        ground="Mời của HĐND tỉnh",
    )
    finish(van, joining, "INVITED")
    member = actions.add_member(
        actor=van,
        case=joining,
        name="Lê Hải Yến",
        post="Chuyên viên",
        role=MemberRole.REPRESENTATIVE,
        task="",
        now=NOON,
    )
    actions.declare(
        actor=van, member=member, has_conflict=False, declared="", declared_on=TODAY, now=NOON
    )
    finish(van, joining, "NAME")
    from uuid import uuid4

    actions.take_note(
        actor=van,
        case=joining,
        key=uuid4(),
        text="Đã nêu ý kiến",
        place="",
        taken_at=NOON,
        now=NOON,
    )
    finish(van, joining, "TAKE_PART")
    actions.add_finding(
        actor=van,
        case=joining,
        text="Đoàn không kiến nghị về khoản thu",
        law="",
        place="",
        evidence=[],
        now=NOON,
    )
    finish(van, joining, "RESULT")
    recommend(van, joining, bodies, NOON)  # the separate recommendation when that body does not act
    actions.skip(actor=van, case=joining, code="FOLLOW", reason=WHY, now=NOON)
    assert fresh(joining).state == CaseState.CLOSED


@pytest.mark.parametrize("kind", [one.slug for one in catalogue().values() if one.of == "case"])
def test_every_paper_of_a_case_is_drafted_issued_and_written(
    kind, van, opened, manned, run_waiting, libreoffice
):
    case = manned(opened())
    session(van, case)
    actions.add_finding(
        actor=van, case=case, text="Thiếu thuốc", law="Luật BHYT", place="", evidence=[], now=NOON
    )
    blanks = {one.name: one.default or "Nội dung ghi tại đây" for one in catalogue()[kind].blanks}
    paper = actions.write_paper(
        actor=van,
        case=case,
        kind=kind,
        context=context_of(fresh(case)) | blanks,
        paper=None,
        version=0,
        now=NOON,
    )
    how = {
        "issued_on": TODAY,
        "place": "Bình Hải",
        "signer": "Trần Quốc Bảo",
        "as_deputy": False,
        "number": None,
    }
    with pytest.raises(IssuedInFuture):
        actions.issue_paper(
            actor=van,
            case=case,
            paper=paper,
            version=1,
            now=NOON,
            **how | {"issued_on": date(2027, 1, 1)},
        )
    actions.issue_paper(actor=van, case=case, paper=paper, version=1, now=NOON, **how)
    with pytest.raises(PaperChanged):
        actions.issue_paper(actor=van, case=case, paper=paper, version=1, now=NOON, **how)
    if kind == "ke-hoach":
        run_waiting()
        paper = Paper.objects.get(id=paper.id)
        assert content_of(paper.docx_sha256).startswith(b"PK")
        assert content_of(paper.pdf_sha256).startswith(b"%PDF")
        assert paper.cited == f"Kế hoạch số {paper.numbered} ngày 22/11/2026"
        assert context_of(fresh(case))["plan"] == paper.cited, "later papers cite it"


def test_lists_and_glances(van, ha, hung, opened):
    assert queries.listed(van, year=2026, today=TODAY, state="late").count() == 1
    due = queries.glance(van, TODAY + timedelta(days=7)).steps
    assert [step.code for step in due if step.due_on < TODAY] == ["2026-GS-01"]
    lines = queries.lines_of(list(queries.listed(van, year=None, today=TODAY)))
    assert {line.case.code: line.progress.step for line in lines}[
        "2026-GS-01"
    ] == "Báo cáo kết quả giám sát"
    case = opened()
    session(van, case, 20)
    assert case.code in [report.code for report in queries.glance(hung, TODAY).reports]
