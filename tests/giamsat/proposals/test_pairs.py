"""Decisions on pairs: by whom, with what reason, and that none is asked twice."""

import pytest
from django.db import transaction
from tests.giamsat.conftest import NOON

from giamsat.audit.models import AuditEntry
from giamsat.foundation.verdicts import NotAllowed
from giamsat.foundation.wording import EditedTwice, ReasonTooShort
from giamsat.jobs import queue
from giamsat.proposals import access, actions, engine
from giamsat.proposals.grounds import same_matter
from giamsat.proposals.models import OverlapPair, PairDecision, Proposal
from giamsat.proposals.states import Decision, PairState

REASON = "Cùng một nội dung tại cùng một nơi, đi chung cho đỡ phiền cơ sở."


@pytest.fixture
def pair():
    own = OverlapPair.objects.filter(basis="matter", one__is_outside=False, other__is_outside=False)
    return own.select_related("one", "other").order_by("id")[0]


def decide(actor, pair, decision=Decision.APART, reason=REASON, version=None):
    actions.decide(
        actor=actor,
        pair=pair,
        decision=decision,
        reason=reason,
        version=version or pair.version,
        now=NOON,
    )
    pair.refresh_from_db()


def test_a_decision_keeps_who_when_and_why(pair, van):
    decide(van, pair)
    kept = PairDecision.objects.get(pair=pair, lapsed_at=None)
    assert (kept.decision, kept.reason, kept.decided_by_name, kept.decided_at) == (
        Decision.APART,
        REASON,
        van.name,
        NOON,
    )
    assert pair.state == PairState.DECIDED
    assert AuditEntry.objects.filter(
        verb="pair.decided", subject_id=str(pair.id), details__reason=REASON
    ).exists()


@pytest.mark.parametrize("name", ["ha", "bao", "thanh", "quantri"])
def test_only_the_officer_of_the_front_decides(name, pair, request):
    with pytest.raises(NotAllowed):
        decide(request.getfixturevalue(name), pair)


def test_a_reason_of_a_few_letters_is_refused(pair, van):
    with pytest.raises(ReasonTooShort):
        decide(van, pair, reason="Cùng nơi 123 456 789 000 111")


def test_a_visit_of_another_body_cannot_be_joined(van):
    outside = (
        OverlapPair.objects.filter(other__is_outside=True).select_related("one", "other").first()
    )
    with pytest.raises(NotAllowed, match="NOT_ALLOWED"):
        decide(van, outside, Decision.JOINT)
    decide(van, outside, Decision.COORDINATE)


def test_topics_without_a_common_day_cannot_be_joined(pair, van):
    Proposal.objects.filter(id=pair.one_id).update(
        period_start="2025-01-01", period_end="2025-01-31"
    )
    Proposal.objects.filter(id=pair.other_id).update(
        period_start="2025-06-01", period_end="2025-06-30"
    )
    again = OverlapPair.objects.select_related("one", "other").get(id=pair.id)
    with pytest.raises(NotAllowed):
        decide(van, again, Decision.JOINT)
    decide(van, again, Decision.COORDINATE)


def test_the_second_of_two_who_decide_is_told_and_the_first_stands(pair, van):
    other = van.__class__(9999, "Chị Mai", van.roles)
    seen = pair.version
    decide(van, pair, Decision.APART)
    with pytest.raises(EditedTwice) as told:
        decide(other, pair, Decision.DISTINCT, version=seen)
    assert van.name in told.value.sentence()
    assert PairDecision.objects.get(pair=pair, lapsed_at=None).decision == Decision.APART


def test_pressing_twice_decides_once(pair, van):
    seen = pair.version
    decide(van, pair, version=seen)
    before = PairDecision.objects.filter(pair=pair).count()
    decide(van, pair, version=seen)
    assert PairDecision.objects.filter(pair=pair).count() == before


def test_comparing_again_asks_nothing_twice(programme, pair, van, run_waiting):
    decide(van, pair)
    with transaction.atomic():
        queue.ask_again(van, "overlaps", programme.id, now=NOON)
    run_waiting()
    pair.refresh_from_db()
    assert pair.state == PairState.DECIDED
    assert PairDecision.objects.filter(pair=pair, lapsed_at=None).exists()


def test_a_changed_proposal_brings_the_pair_back_and_its_decision_stays_as_history(
    pair, van, run_waiting
):
    decide(van, pair)
    one = pair.one
    actions.correct(
        actor=van,
        proposal=one,
        version=one.version,
        values={"title": one.title + " và kết quả thực hiện"},
        now=NOON,
    )
    run_waiting()
    pair.refresh_from_db()
    assert pair.state == PairState.OPEN
    assert PairDecision.objects.filter(pair=pair, lapsed_at__isnull=False, reason=REASON).exists()
    assert not PairDecision.objects.filter(pair=pair, lapsed_at=None).exists()


def corrected(van, proposal, run_waiting, **values):
    proposal.refresh_from_db()
    actions.correct(actor=van, proposal=proposal, version=proposal.version, values=values, now=NOON)
    run_waiting()


@pytest.mark.parametrize("decision", [Decision.DISTINCT, Decision.APART, Decision.COORDINATE])
def test_spelling_people_and_a_note_reopen_nothing(pair, van, run_waiting, decision):
    decide(van, pair, decision)
    one = pair.one
    corrected(van, one, run_waiting, title=one.title.replace("việc", "viêc").upper())
    corrected(van, one, run_waiting, note="Đã thống nhất qua điện thoại", people_affected=1234)
    pair.refresh_from_db()
    assert pair.state == PairState.DECIDED


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (Decision.DISTINCT, PairState.DECIDED),
        (Decision.APART, PairState.DECIDED),
        (Decision.COORDINATE, PairState.OPEN),
    ],
)
def test_another_time_reopens_only_what_was_decided_about_time(
    pair, van, run_waiting, decision, state
):
    decide(van, pair, decision)
    day = pair.one.period_start.replace(day=2)
    Proposal.objects.filter(id=pair.one_id).update(period_start=day)
    with transaction.atomic():
        queue.ask_again(van, "overlaps", pair.programme_id, now=NOON)
    run_waiting()
    pair.refresh_from_db()
    assert pair.state == state


def test_another_body_reopens_every_decision(pair, van, run_waiting):
    decide(van, pair, Decision.APART)
    units = [*pair.one.supervised_units, "UBND xã Nơi Mới"]
    Proposal.objects.filter(id=pair.one_id).update(supervised_units=units)
    with transaction.atomic():
        queue.ask_again(van, "overlaps", pair.programme_id, now=NOON)
    run_waiting()
    pair.refresh_from_db()
    assert pair.state in (PairState.OPEN, PairState.GONE)


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        ("Giám sát việc thu gom rác", "Giám sát viêc  thu gom rác", True),
        ("Giám sát tại xã Hòa Bình", "Giám sát tại xã Hoà Bình", True),
        ("Giám sát thug gomm rác thải", "Giám sát thung gom rác thải", False),
        ("Giám sát chính ssách bảo hiểm", "Giám sát chính sách bảo hiểm", True),
        ("Giám sát Nghị quyết 25/2024", "Giám sát Nghị quyết 26/2024", False),
        ("Giám sát tại xã Tân Hưng", "Giám sát tại xã Tân Hùng", False),
        ("Giám sát bảo hiểm y tế", "Giám sát bảo hiểm xã hội", False),
        ("Giám sát bảo hiểm", "Giám sát bảo hiểm y tế", False),
    ],
)
def test_a_slip_of_spelling_is_told_from_another_matter(before, now, same):
    assert same_matter(before, now) == same


def test_a_withdrawn_proposal_takes_its_pairs_away(pair, van, run_waiting):
    actions.withdraw(
        actor=van, proposal=pair.one, reason="Chuyển sang năm sau theo ý kiến cấp ủy", now=NOON
    )
    run_waiting()
    pair.refresh_from_db()
    assert pair.state == PairState.GONE


def test_joined_pairs_that_share_a_proposal_make_one_group(programme, van):
    own = OverlapPair.objects.filter(one__is_outside=False, other__is_outside=False).select_related(
        "one", "other"
    )
    alike = [pair for pair in own if access.may_decide(van, pair, Decision.JOINT)]
    first, second = next(
        (a, b)
        for a in alike
        for b in alike
        if a.id < b.id and {a.one_id, a.other_id} & {b.one_id, b.other_id}
    )
    PairDecision.objects.update(lapsed_at=NOON)
    for pair in (first, second):
        decide(van, pair, Decision.JOINT)
    (group,) = engine.joint_groups(programme)
    assert set(group) == {first.one.code, first.other.code, second.one.code, second.other.code}


def test_several_pairs_are_decided_at_once_with_one_reason(programme, van, signed_in):
    waiting = OverlapPair.objects.filter(basis="matter").order_by("id")
    PairDecision.objects.filter(pair__in=waiting).update(lapsed_at=NOON)
    waiting.update(state=PairState.OPEN)
    first, second, third = waiting[:3]
    address = f"/chuong-trinh/{programme.id}/trung-lap/"
    client = signed_in("van")
    page = client.get(address).content.decode()
    assert f'name="pairs" value="{first.id}"' in page
    sent = {"pairs": [first.id, second.id], "decision": "distinct", "reason": "ngắn"}
    refused = client.post(address, sent).content.decode()
    assert f'value="{first.id}" checked' in refused
    assert not PairDecision.objects.filter(pair=first, lapsed_at=None).exists()
    client.post(address, sent | {"reason": REASON})
    states = [OverlapPair.objects.get(id=pair.id).state for pair in (first, second, third)]
    assert states == [PairState.DECIDED, PairState.DECIDED, PairState.OPEN]
    none = client.post(address, {"decision": "distinct", "reason": REASON}).content.decode()
    assert "Chưa đánh dấu cặp nào" in none
