"""A drafting agency sends drafts and sees what it has to do; an officer takes them with one button."""

from datetime import timedelta

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.criticism.conftest import TEXT, TODAY, WHY
from tests.giamsat.criticism.test_steps_follow import issue, man

from giamsat.criticism import actions
from giamsat.criticism.actions.drafts import NotADraftFile, SameDraft
from giamsat.criticism.actions.sending import SentAlready
from giamsat.criticism.models import DraftVersion, SentDraft
from giamsat.criticism.waiting import waits
from giamsat.foundation.moves import Changed
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.supervision import actions as cases
from giamsat.supervision.models import Case

LETTER = "Công văn số 77/SNV-VP ngày 10/11/2026"
OPENING = {
    "procedure": "hoi-nghi-phan-bien",
    "title": "Phản biện dự thảo nghị quyết hỗ trợ học phí",
    "field": "y-te",
    "units": ["Sở Nội vụ"],
    "first_day": TODAY,
    "last_day": TODAY + timedelta(days=30),
    "starts_on": TODAY + timedelta(days=40),
    "ground": LETTER,
}


@pytest.fixture
def sent(hung, bodies):
    """``sent()`` is a draft that Sở Nội vụ sent, of a case or for a new one."""

    def sends(text=TEXT, *, case=None, actor=hung, sender="SNV", name="du-thao.txt", now=NOON):
        return actions.send_draft(
            actor=actor,
            sender=bodies[sender],
            recipient=bodies["MTTQ"],
            case=case,
            title="Nghị quyết hỗ trợ học phí",
            letter=LETTER,
            submits_on=TODAY + timedelta(days=40),
            note="",
            file_name=name,
            content=text.encode(),
            now=now,
        )

    return sends


def titles(actor):
    return [work.title for work in waits(actor, TODAY)]


def test_a_draft_that_was_sent_opens_a_criticism_whose_first_steps_are_done(
    van, hung, bodies, sent, run_waiting
):
    made = sent()
    assert "Nhận 2 dự thảo đề nghị phản biện" in titles(van), "one more than the sample's"
    assert "Dự thảo chờ nơi phản biện nhận" in titles(hung)
    draft = actions.take_sent(
        actor=van, sent=made, now=NOON + timedelta(days=2), lead=bodies["MTTQ"], **OPENING
    )
    run_waiting()
    case = Case.objects.get(id=draft.case_id)
    came = case.steps.get(code="DRAFT_IN")
    assert (came.state, came.done_on, came.paper) == ("done", TODAY, LETTER)
    assert case.steps.get(code="REQUEST").state == "skipped"
    assert draft.received_on == TODAY, "the day it was sent, not the day somebody looked"
    made.refresh_from_db()
    assert (made.state, made.case_id, made.draft_id) == ("taken", case.id, draft.id)
    with pytest.raises(NotNow):
        actions.take_sent(actor=van, sent=made, now=NOON, lead=bodies["MTTQ"], **OPENING)


def test_the_next_version_is_sent_in_the_case_and_taken_with_one_button(
    van, hung, received, sent, signed_in, run_waiting
):
    first = received()
    made = sent(TEXT.replace("100%", "80%"), case=first.case)
    assert "Nhận dự thảo lần sau" in titles(van)
    browser = signed_in("van")
    hub = f"/phan-bien/{first.case.code}/du-thao/"
    assert LETTER in browser.get(hub).content.decode()
    assert browser.post(hub, {"do": f"take-{made.id}"}).status_code == 302
    run_waiting()
    assert DraftVersion.objects.filter(case=first.case).count() == 2
    assert DraftVersion.objects.get(case=first.case, no=2).came_with == LETTER


def test_the_same_file_again_is_said_before_and_after_it_was_taken(van, received, sent):
    first = received()
    sent("Điều 1. Khác.", case=first.case)
    with pytest.raises(SentAlready):
        sent("Điều 1. Khác.", case=first.case)
    again = sent(TEXT, case=first.case)
    with pytest.raises(SameDraft):
        actions.take_sent(actor=van, sent=again, now=NOON)
    with pytest.raises(NotADraftFile):
        sent(name="du-thao.zip")


def test_a_draft_goes_back_with_the_reason_which_its_agency_reads(van, hung, sent, signed_in):
    made = sent()
    with pytest.raises(ReasonTooShort):
        actions.return_sent(actor=van, sent=made, reason="thiếu", now=NOON)
    actions.return_sent(actor=van, sent=made, reason=WHY, now=NOON)
    assert "Dự thảo bị trả lại" in titles(hung)
    assert WHY in signed_in("hung").get("/tai-don-vi/du-thao/").content.decode()
    sent("Điều 1. Bản khác.")
    assert "Dự thảo bị trả lại" not in titles(hung), "another one followed"


def test_who_may_send_and_take(van, hung, ha, thanh, bodies, opened, sent):
    with pytest.raises(NotAllowed):
        sent(actor=van)
    with pytest.raises(NotAllowed):
        sent(sender="SYT")
    with pytest.raises(NotAllowed):
        sent(case=opened(units=("Sở Y tế",)))
    made = sent()
    for stranger in (hung, ha, thanh):
        with pytest.raises(NotAllowed):
            actions.take_sent(actor=stranger, sent=made, now=NOON, **OPENING, lead=bodies["MTTQ"])
    ended = opened()
    cases.cancel(actor=van, case=ended, reason=WHY, version=ended.version, now=NOON)
    ended.refresh_from_db()
    with pytest.raises(NotNow):
        sent("Điều 1. Muộn.", case=ended)


def test_its_work_list_says_send_meet_answer_each_with_its_day(
    van, hung, opened, sent, say, signed_in, run_waiting
):
    case = opened(starts_on=TODAY + timedelta(days=20))
    [send] = [work for work in waits(hung, TODAY) if case.code in work.about]
    assert (send.title, send.chip) == ("Gửi dự thảo để phản biện", "Hạn 27/11/2026")
    made = sent(case=case)
    assert "Gửi dự thảo để phản biện" not in [
        work.title for work in waits(hung, TODAY) if case.code in work.about
    ]
    draft = actions.take_sent(actor=van, sent=made, now=NOON)
    run_waiting()
    man(van, case)
    cases.set_session(
        actor=van,
        case=case,
        unit=None,
        starts_at=NOON + timedelta(days=9),
        place="Hội trường tầng 2",
        is_online=False,
        agreed="",
        now=NOON,
    )
    page = f"/phan-bien/{case.code}/co-quan-soan-thao/"
    assert "Hội trường tầng 2" not in signed_in("hung").get(page).content.decode()
    issue(van, case, "pb-giay-moi")
    run_waiting()
    assert "Dự buổi họp phản biện" in titles(hung)
    shown = signed_in("hung").get(page).content.decode()
    assert "Hội trường tầng 2" in shown
    assert "Giấy mời" in shown
    say(DraftVersion.objects.get(id=draft.id), "Điều 2 khoản 1", "Đề nghị bổ sung.")
    actions.ask_grouping(actor=van, draft=DraftVersion.objects.get(id=draft.id), now=NOON)
    issue(van, case, "pb-gui")
    run_waiting()
    [answer] = [work for work in waits(hung, TODAY) if "Trả lời" in work.title]
    assert answer.chip.startswith("Hạn ")
    assert not [work for work in waits(van, TODAY) if work.title == "Dự buổi họp phản biện"]


def test_two_officers_take_it_once(van, bodies, sent):
    made = sent()
    stale = SentDraft.objects.get(id=made.id)
    actions.take_sent(actor=van, sent=made, now=NOON, lead=bodies["MTTQ"], **OPENING)
    before = Case.objects.count()
    with pytest.raises(Changed):
        actions.take_sent(actor=van, sent=stale, now=NOON, lead=bodies["MTTQ"], **OPENING)
    assert Case.objects.count() == before, "the second criticism was not opened"
