"""Steps of a criticism follow what happened: nobody writes down a second time what was done here."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.giamsat.conftest import NOON
from tests.giamsat.criticism.conftest import TEXT, TODAY, WHY

from giamsat.criticism import actions
from giamsat.criticism.models import DraftVersion, OpinionGroup
from giamsat.documents.catalogue_reading import catalogue
from giamsat.procedures.papers import context_of
from giamsat.procedures.queries import steps_of
from giamsat.supervision import actions as cases
from giamsat.supervision.models import Case
from giamsat.supervision.states import CaseState, MemberRole

LETTER = "Công văn số 77/SNV-VP ngày 10/11/2026"


def issue(van, case, kind, on=TODAY, now=NOON):
    """A paper of a case, written and issued as at its desk."""
    typed = {blank.name: blank.default for blank in catalogue()[kind].blanks}
    context = context_of(case) | typed
    paper = cases.write_paper(
        actor=van, case=case, kind=kind, context=context, paper=None, version=0, now=now
    )
    how = {"place": "Hà Nội", "signer": "Trần Quốc Bảo", "as_deputy": False, "number": None}
    cases.issue_paper(
        actor=van, case=case, paper=paper, version=paper.version, now=now, issued_on=on, **how
    )
    return paper


def receive(van, case, run_waiting, text=TEXT, came_with=LETTER, on=TODAY):
    made = actions.receive_draft(
        actor=van,
        case=case,
        file_name="du-thao.txt",
        content=text.encode(),
        came_with=came_with,
        received_on=on,
        now=NOON,
    )
    run_waiting()
    return DraftVersion.objects.select_related("case__lead").get(id=made.id)


def over(case):
    return {step.code for step in case.steps.exclude(state="open")}


def step(case, code):
    return case.steps.get(code=code)


def counter(signed_in, case):
    page = signed_in("van").get(f"/giam-sat/{case.code}/").content.decode()
    at = page.index("Đang ở bước")
    return page[at : at + 30]


def man(van, case):
    for name, role in (("Trần Quốc Bảo", MemberRole.CHAIR), ("Lê Hải Yến", MemberRole.SECRETARY)):
        cases.add_member(
            actor=van, case=case, name=name, post="Ủy ban MTTQ", role=role, task="", now=NOON
        )


def test_a_whole_conference_moves_by_acts_alone(
    van, hung, opened, say, signed_in, run_waiting, monkeypatch
):
    case = opened(starts_on=TODAY + timedelta(days=40))
    total = case.steps.count()
    assert counter(signed_in, case).startswith(f"Đang ở bước 1 trên {total}")
    draft = receive(van, case, run_waiting)
    assert step(case, "REQUEST").state == "skipped", "the drafter sent it without being asked"
    came = step(case, "DRAFT_IN")
    assert (came.state, came.paper, came.is_running) == ("done", LETTER, False)
    assert counter(signed_in, case).startswith("Đang ở bước 2"), "the plan is what is next"
    plan = issue(van, case, "pb-ke-hoach")
    plan.refresh_from_db()
    assert step(case, "PLAN").paper == plan.cited
    assert counter(signed_in, case).startswith("Đang ở bước 4")
    issue(van, case, "pb-giay-moi")
    assert step(case, "INVITE").state == "open", "nobody is named who chairs, no session is set"
    man(van, case)
    held = cases.set_session(
        actor=van,
        case=case,
        unit=None,
        starts_at=NOON + timedelta(days=5),
        place="Hội trường",
        is_online=False,
        agreed="",
        now=NOON,
    )
    assert step(case, "INVITE").state == "done"
    say(draft, "Điều 2 khoản 1", "Đề nghị bổ sung học sinh khuyết tật.")
    later = NOON + timedelta(days=7)
    monkeypatch.setattr(timezone, "now", lambda: later)
    cases.hold_session(actor=van, session=held, outcome="Đã họp", now=later)
    issue(van, case, "pb-bien-ban", on=later.date(), now=later)
    assert step(case, "HOLD").done_on == later.date()
    issue(van, case, "pb-tong-hop", on=later.date(), now=later)
    assert step(case, "GATHER").state == "open", "the opinions are not grouped"
    actions.ask_grouping(actor=van, draft=draft, now=later)
    run_waiting()
    assert step(case, "GATHER").state == "done"
    for kind in ("pb-van-ban", "pb-gui"):
        issue(van, case, kind, on=later.date(), now=later)
    reply = step(case, "REPLY")
    assert (reply.state, reply.due_on) == ("open", later.date() + timedelta(days=15))
    [point] = OpinionGroup.objects.filter(draft=draft)
    actions.answer_groups(
        actor=hung,
        draft=draft,
        ids=[point.id],
        seen=1,
        decision="accepted",
        reason="",
        place="",
        paper="Công văn số 90/SNV-VP",
        now=later,
    )
    reply = step(case, "REPLY")
    assert (reply.state, reply.done_on, reply.paper) == (
        "done",
        later.date(),
        "Công văn số 90/SNV-VP",
    )
    actions.publish_answers(actor=van, draft=draft, now=later)
    assert step(case, "PUBLISH").state == "open", "nobody knows yet what became of the promise"
    receive(van, case, run_waiting, TEXT.replace("100%", "100%, cả học sinh khuyết tật"))
    case.refresh_from_db()
    assert (step(case, "PUBLISH").state, case.state) == ("done", CaseState.CLOSED)
    assert len(over(case)) == total
    shown = signed_in("van").get(f"/giam-sat/{case.code}/").content.decode()
    assert "Mọi bước đã xong." in shown


def test_a_correction_of_the_paper_does_not_undo_the_step(van, opened):
    case = opened()
    plan = issue(van, case, "pb-ke-hoach")
    paper = cases.write_paper(
        actor=van,
        case=case,
        kind="dinh-chinh",
        context=context_of(case) | {"corrects": plan.id, "title": plan.cited, "lines": "a → b"},
        paper=None,
        version=0,
        now=NOON,
    )
    how = {"place": "Hà Nội", "signer": "Trần Quốc Bảo", "as_deputy": False, "number": None}
    cases.issue_paper(
        actor=van, case=case, paper=paper, version=1, now=NOON, issued_on=TODAY, **how
    )
    assert step(case, "PLAN").state == "done"
    [line] = [one for one in steps_of(case, TODAY, runs=True) if one.row.code == "PLAN"]
    assert [one.id for one in line.papers] == [plan.id, paper.id], "the step shows the correction"


def test_a_step_opened_again_waits_for_another_paper_or_a_persons_word(van, opened):
    case = opened()
    issue(van, case, "pb-ke-hoach")
    cases.reopen(actor=van, case=case, code="PLAN", reason=WHY, now=NOON + timedelta(minutes=1))
    man(van, case)
    assert step(case, "PLAN").state == "open", "the first plan does not finish it again"
    issue(van, case, "pb-ke-hoach", now=NOON + timedelta(minutes=2))
    assert step(case, "PLAN").state == "done"


def test_a_step_is_still_written_done_by_hand_with_its_day(van, opened):
    case = opened()
    before = TODAY - timedelta(days=3)
    cases.finish(
        actor=van, case=case, code="PLAN", done_on=before, paper="KH 7", reason="", now=NOON
    )
    assert (step(case, "PLAN").done_on, step(case, "PLAN").paper) == (before, "KH 7")


@pytest.mark.parametrize("late", [False, True])
def test_a_deadline_met_by_an_act_recorded_here_is_met(late, van, opened, run_waiting):
    case = opened(starts_on=TODAY + timedelta(days=16))
    due = step(case, "DRAFT_IN").due_on
    receive(van, case, run_waiting, on=TODAY if not late else TODAY - timedelta(days=1))
    came = step(case, "DRAFT_IN")
    assert came.done_on <= due
    assert not Case.objects.get(id=case.id).steps.filter(code="DRAFT_IN", is_running=True).exists()
