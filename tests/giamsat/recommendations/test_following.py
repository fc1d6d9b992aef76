"""A recommendation lives until it is resolved: replies, judgement, urging, reconsideration, dialogue."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from tests.giamsat.conftest import NOON
from tests.giamsat.recommendations.conftest import TODAY, again

from giamsat.foundation.moves import Changed
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.recommendations import actions, queries
from giamsat.recommendations.actions import following, happening, replying, sending
from giamsat.recommendations.models import Recommendation, RecommendationEvent, Reply
from giamsat.recommendations.states import CameBy, RecommendationState, Reconsidered, ReplyKind
from giamsat.rulebooks.carrying import following_rules

S = RecommendationState
WHY = "Đã đối chiếu hồ sơ và kiểm tra thực tế tại ba xã."
RULES = following_rules(TODAY)


def reply(
    actor,
    several,
    kind=ReplyKind.ACCEPTS,
    *,
    paper="Công văn số 12/SNV",
    count=None,
    day=TODAY,
    by=CameBy.ACCOUNT,
    text=WHY,
    file=None,
):
    return actions.reply_to(
        actor=actor,
        several=several,
        kind=kind,
        paper=paper,
        replied_on=day,
        text=text,
        came_by=by,
        now=NOON,
        count=len(several) if count is None else count,
        file=file,
    )


def test_from_draft_to_resolved_every_step_is_told(van, hung, sent):
    assert (sent.state, sent.is_running, sent.due_on - sent.sent_on) == (
        S.WAITING,
        True,
        timedelta(days=15),
    )
    reply(hung, [sent], ReplyKind.INTERIM, paper="Công văn số 1/SNV")
    assert again(sent).state == S.INTERIM
    assert again(sent).is_running, "an interim reply does not stop the clock"
    reply(hung, [again(sent)])
    one = again(sent)
    assert (one.state, one.answered_on, one.answer_due_on, one.is_running) == (
        S.ANSWERED,
        TODAY,
        sent.due_on,
        False,
    )
    actions.accept_reply(actor=van, recommendation=one, text="", version=one.version, now=NOON)
    one = again(one)
    actions.promise(
        actor=van,
        recommendation=one,
        due_on=TODAY + timedelta(days=30),
        text="",
        version=one.version,
        now=NOON,
    )
    one = again(one)
    assert (one.state, one.is_running, one.due_on, one.rule) == (
        S.CARRYING_OUT,
        True,
        TODAY + timedelta(days=30),
        "",
    )
    with pytest.raises(ReasonTooShort):
        actions.resolve(
            actor=van,
            recommendation=one,
            on=TODAY,
            evidence="xong",
            paper="",
            version=one.version,
            now=NOON,
        )
    actions.resolve(
        actor=van,
        recommendation=one,
        on=TODAY,
        evidence=WHY,
        paper="Biên bản",
        version=one.version,
        now=NOON,
    )
    one = again(one)
    assert (one.state, one.resolved_on, one.is_running) == (S.RESOLVED, TODAY, False)
    told = list(one.events.order_by("id"))
    assert [event.to_state for event in told] == [
        S.WAITING,
        S.INTERIM,
        S.ANSWERED,
        S.ACCEPTED,
        S.CARRYING_OUT,
        S.RESOLVED,
    ]
    assert all(event.by_name and (event.paper or event.text) for event in told)


def test_answered_is_not_resolved_in_the_figures(van, hung, sent):
    before = queries.figures(Recommendation.objects.all(), TODAY)
    reply(hung, [sent])
    after = queries.figures(Recommendation.objects.all(), TODAY)
    assert (after.answered, after.resolved, after.sent) == (
        before.answered + 1,
        before.resolved,
        before.sent,
    )


def test_the_wrong_body_does_not_answer(hung, van, write):
    other = write("SYT")
    actions.send(actor=van, several=[other], sent_on=TODAY, paper="Công văn", now=NOON)
    with pytest.raises(NotAllowed) as refused:
        reply(hung, [again(other)])
    assert "chỉ đơn vị nhận kiến nghị" in refused.value.sentence()
    assert again(other).state == S.WAITING


def test_one_paper_answers_many_in_one_counted_step(van, hung, write, sent):
    more = write("SNV", "Niêm yết lịch tiếp công dân tại nhà văn hóa thôn.")
    actions.send(actor=van, several=[more], sent_on=TODAY, paper="Công văn", now=NOON)
    several = [sent, again(more)]
    with pytest.raises(replying.CountDiffers):
        reply(hung, several, count=3)
    assert again(sent).state == S.WAITING, "nothing of a refused reply is kept"
    assert reply(hung, several) == actions.ReplyTaken(2)
    assert {again(one).state for one in several} == {S.ANSWERED}
    assert Reply.objects.filter(paper="Công văn số 12/SNV").count() == 1


def test_the_same_paper_sent_twice_is_one(hung, sent):
    reply(hung, [sent])
    told = reply(hung, [again(sent)])
    assert told.was_there
    assert again(sent).events.count() == 2


def test_bodies_are_not_mixed_in_one_reply(van, sent, write):
    other = write("SYT")
    actions.send(actor=van, several=[other], sent_on=TODAY, paper="Công văn", now=NOON)
    with pytest.raises(replying.OtherBody):
        reply(van, [sent, again(other)], by=CameBy.PAPER)


def test_a_refusal_says_why_and_a_paper_is_not_older_than_its_question(hung, sent):
    with pytest.raises(ReasonTooShort):
        reply(hung, [sent], ReplyKind.REFUSES, text="không")
    with pytest.raises(replying.ReplyBeforeSent):
        reply(hung, [sent], day=sent.sent_on - timedelta(days=1))
    with pytest.raises(happening.NotAfterToday):
        reply(hung, [sent], day=TODAY + timedelta(days=1))


def test_a_refused_one_is_asked_again_promised_or_closed(van, hung, sent):
    reply(hung, [sent], ReplyKind.REFUSES)
    one = again(sent)
    assert (one.state, one.is_running) == (S.REFUSED, False)
    actions.send_back(
        actor=van,
        recommendation=one,
        reason=WHY,
        due_on=TODAY + timedelta(days=10),
        version=one.version,
        now=NOON,
    )
    one = again(one)
    assert (one.state, one.answered_on, one.due_on) == (S.WAITING, None, TODAY + timedelta(days=10))
    reply(hung, [one], ReplyKind.REFUSES, paper="Công văn số 13/SNV")
    one = again(one)
    actions.close(actor=van, recommendation=one, reason=WHY, version=one.version, now=NOON)
    assert (again(one).state, again(one).ended_why) == (S.CLOSED, WHY)


def test_a_resolved_one_can_turn_out_not_to_be(van, hung, sent):
    reply(hung, [sent])
    one = again(sent)
    actions.accept_reply(actor=van, recommendation=one, text="", version=one.version, now=NOON)
    one = again(one)
    actions.resolve(
        actor=van,
        recommendation=one,
        on=TODAY,
        evidence=WHY,
        paper="",
        version=one.version,
        now=NOON,
    )
    one = again(one)
    actions.reopen(
        actor=van,
        recommendation=one,
        reason=WHY,
        due_on=TODAY + timedelta(days=9),
        version=one.version,
        now=NOON,
    )
    one = again(one)
    assert (one.state, one.resolved_on, one.ended_why, one.is_running) == (
        S.CARRYING_OUT,
        None,
        "",
        True,
    )


def test_two_people_at_once_the_second_is_told(van, hung, sent):
    reply(hung, [sent])
    one = again(sent)
    stale = again(sent)
    actions.accept_reply(actor=van, recommendation=one, text="", version=one.version, now=NOON)
    with pytest.raises(Changed):
        actions.accept_reply(
            actor=van, recommendation=stale, text="", version=stale.version, now=NOON
        )


def test_the_ladder_names_the_next_rung_and_nothing_is_skipped(van, sent):
    assert queries.next_rung(sent, sent.due_on, RULES) is None
    assert queries.next_rung(sent, TODAY, RULES).code == "URGE_1"
    actions.urge(
        actor=van,
        recommendation=sent,
        on=TODAY,
        paper="Công văn số 8",
        text="",
        version=sent.version,
        now=NOON,
    )
    one = again(sent)
    assert (one.urged_count, one.urged_on) == (1, TODAY)
    assert queries.next_rung(one, TODAY, RULES) is None, "the second rung's time has not come"
    assert queries.next_rung(one, one.due_on + timedelta(days=10), RULES).code == "URGE_2"
    actions.urge(
        actor=van, recommendation=one, on=TODAY, paper="", text=WHY, version=one.version, now=NOON
    )
    one = again(one)
    assert queries.next_rung(one, one.due_on + timedelta(days=20), RULES).code == "ESCALATE"
    actions.escalate(
        actor=van,
        recommendation=one,
        on=TODAY,
        to="UBND tỉnh",
        paper="",
        text=WHY,
        version=one.version,
        now=NOON,
    )
    assert queries.next_rung(again(one), one.due_on + timedelta(days=60), RULES) is None


def test_an_urging_needs_a_paper_or_words(van, sent):
    with pytest.raises(ReasonTooShort):
        actions.urge(
            actor=van,
            recommendation=sent,
            on=TODAY,
            paper="",
            text="",
            version=sent.version,
            now=NOON,
        )


def test_reconsideration_keeps_changes_or_withdraws(van, hung, sent):
    actions.ask_reconsideration(
        actor=hung,
        recommendation=sent,
        paper="Công văn số 5/SNV",
        on=TODAY,
        reason=WHY,
        version=sent.version,
        now=NOON,
    )
    one = again(sent)
    assert one.is_reconsidered
    assert one.is_running, "the deadline runs on"
    with pytest.raises(NotNow):
        actions.ask_reconsideration(
            actor=hung,
            recommendation=one,
            paper="x",
            on=TODAY,
            reason=WHY,
            version=one.version,
            now=NOON,
        )
    with pytest.raises(NotAllowed):
        actions.answer_reconsideration(
            actor=hung,
            recommendation=one,
            outcome=Reconsidered.WITHDRAWN,
            reason=WHY,
            paper="",
            version=one.version,
            now=NOON,
        )
    actions.answer_reconsideration(
        actor=van,
        recommendation=one,
        outcome=Reconsidered.CHANGED,
        text="Công khai tại 6 xã.",
        due_on=TODAY + timedelta(days=20),
        reason=WHY,
        paper="",
        version=one.version,
        now=NOON,
    )
    one = again(one)
    assert (one.text, one.is_reconsidered, one.due_on) == (
        "Công khai tại 6 xã.",
        False,
        TODAY + timedelta(days=20),
    )
    assert sent.text in one.events.order_by("-id")[0].text, "the words before stay on record"
    actions.ask_reconsideration(
        actor=van,
        recommendation=one,
        paper="Công văn",
        on=TODAY,
        reason=WHY,
        version=one.version,
        now=NOON,
    )
    one = again(one)
    actions.answer_reconsideration(
        actor=van,
        recommendation=one,
        outcome=Reconsidered.WITHDRAWN,
        reason=WHY,
        paper="",
        version=one.version,
        now=NOON,
    )
    assert again(one).state == S.WITHDRAWN


def test_a_dialogue_is_set_by_either_side_and_held_in_its_time(van, hung, sent):
    with pytest.raises(following.DialogueInThePast):
        actions.set_dialogue(
            actor=hung,
            recommendation=sent,
            meets_at=NOON - timedelta(hours=1),
            place="Sở",
            text="",
            version=sent.version,
            now=NOON,
        )
    actions.set_dialogue(
        actor=hung,
        recommendation=sent,
        meets_at=NOON + timedelta(days=2),
        place="Phòng họp Sở",
        text="",
        version=sent.version,
        now=NOON,
    )
    one = again(sent)
    with pytest.raises(following.DialogueNotYet):
        actions.hold_dialogue(
            actor=van, recommendation=one, text=WHY, paper="", version=one.version, now=NOON
        )
    actions.hold_dialogue(
        actor=van,
        recommendation=one,
        text=WHY,
        paper="Biên bản",
        version=one.version,
        now=NOON + timedelta(days=3),
    )
    assert again(one).dialogue_at is None


def test_drafts_are_numbered_changed_and_sent_together(van, ha, hung, write, bodies):
    one, two = write("SYT"), write("SNV", "Hai việc khác nhau thì hai kiến nghị.")
    assert write("SYT").id == one.id, "the same words twice are one draft"
    assert two.no == one.no + 1
    with pytest.raises(sending.ToItself):
        write("MTTQ")
    with pytest.raises(NotAllowed):
        write("SYT", "Của tổ chức khác", actor=ha)
    assert not queries.listed(hung, year=None, today=TODAY, state="draft").exists(), (
        "a body sees no draft"
    )
    with pytest.raises(sending.NothingToSendOut):
        actions.send(actor=van, several=[], sent_on=TODAY, paper="x", now=NOON)
    with pytest.raises(happening.DueTooSoon):
        actions.send(actor=van, several=[one], sent_on=TODAY, paper="Công văn", days=2, now=NOON)
    assert (
        actions.send(
            actor=van, several=[one, two], sent_on=TODAY, paper="Công văn", days=20, now=NOON
        )
        == 2
    )
    assert {again(row).number for row in (one, two)} == {20}


def test_the_two_boards_have_their_own_rule_for_a_reply(van, write, bodies):
    one = actions.draft(
        actor=van,
        lead=bodies["VHMT"],
        recipient=bodies["VHUB"],
        text="Đổ lại mặt đường",
        measure="Đủ 18 cm",
        field="dau-tu-cong",
        rule="CISB_REPLY",
        now=NOON,
    )
    actions.send(actor=van, several=[one, write("SYT")], sent_on=TODAY, paper="Công văn", now=NOON)
    assert (again(one).rule, again(one).due_on) == ("CISB_REPLY", TODAY + timedelta(days=15))


def test_overdue_is_newly_long_and_never_hidden(sent):
    kinds = [
        queries.lateness(sent, sent.due_on + timedelta(days=n), RULES).kind
        for n in (-30, -2, 0, 1, 7, 8, 30, 31)
    ]
    assert kinds == ["due", "near", "near", "newly", "newly", "late", "late", "long"]
    for name, days in (("newly", 3), ("long", 40)):
        rows = Recommendation.objects.filter(
            queries.which(name, sent.due_on + timedelta(days=days)), id=sent.id
        )
        assert rows.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "resolved"},
        {"state": "waiting", "due_on": None},
        {"state": "carrying_out"},
        {"state": "closed"},
        {"state": "answered", "is_running": False},
        {"is_running": False},
        {"resolved_on": TODAY},
    ],
)
def test_the_database_itself_refuses_states_without_what_they_need(sent, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.filter(id=sent.id).update(**broken)


def test_events_are_only_added(sent):
    for act in (lambda rows: rows.update(text="khác"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act(RecommendationEvent.objects.filter(recommendation=sent))
