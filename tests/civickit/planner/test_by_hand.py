"""Changes by hand: what moving breaks, what is held, what is taken out; and moving recounted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples
from tests.civickit.planner.test_planner import load, proposal, small

from civickit.planner import (
    BadInstance,
    best_move,
    broken_by_fixed,
    change_instance,
    instance_json,
    make_plan,
    moves_of,
    parse_instance,
    previous_days,
    verify,
    year_plan,
)


def two_at_one_place(**more):
    """Two visits of one body, which takes one a quarter; the second stands in another quarter."""
    return parse_instance(
        small(
            [
                proposal("P1", first="2027-01-01", last="2027-03-31"),
                proposal(
                    "P2", "B", title="Giám sát chăn nuôi", first="2027-04-01", last="2027-06-30"
                ),
            ],
            **more,
        )
    )


def planned(instance):
    plan = year_plan(make_plan(instance))
    assert verify(instance, plan.to_json()) == []
    return plan


def test_a_month_says_which_rule_it_would_break():
    plan = planned(two_at_one_place())
    first = plan.activity_of["P1"]
    moves = {move.month: move for move in moves_of(plan, first.id)}
    assert len(moves) == 12
    assert [rule.code for rule in moves[5].broken] == ["VISITS"]
    assert moves[8].breaks_nothing
    assert [move.month for move in moves.values() if move.is_now] == [first.first_day.month]
    assert moves[2].is_asked
    assert not moves[8].is_asked
    best = best_move(list(moves.values()))
    assert best.breaks_nothing
    assert abs(best.month - 2) <= 2


def test_days_held_by_hand_fill_a_quarter_for_what_is_moved_next():
    held = {"code": "HOLD", "subject": "P2", "which": 0}
    days = {"first_day": "2027-05-03", "last_day": "2027-05-05"}
    plan = planned(change_instance(two_at_one_place(), [held | days]))
    moves = {move.month: move for move in moves_of(plan, plan.activity_of["P1"].id)}
    assert [rule.code for rule in moves[5].broken] == ["VISITS"]
    assert broken_by_fixed(plan.instance, plan) == []
    both = change_instance(
        plan.instance,
        [{"code": "HOLD", "subject": "P1", "which": 0} | days],
    )
    again = planned(both)
    assert [rule.code for rule in broken_by_fixed(both, again)] == ["VISITS"]


def test_every_month_closed_leaves_no_suggestion():
    closed = {"first_day": "2027-01-01", "last_day": "2027-12-31", "reason": "nghỉ"}
    plan = planned(two_at_one_place())
    shut = two_at_one_place(blackouts=[closed])
    moves = moves_of(type(plan).from_json(shut, plan.to_json()), plan.activities[0].id)
    assert best_move(moves) is None


def test_the_days_tried_avoid_weekends_and_holidays():
    plan = planned(two_at_one_place(rest_days=["2027-09-02", "2027-09-03"]))
    for move in moves_of(plan, plan.activities[0].id):
        assert move.first_day.weekday() < 5
        assert move.first_day not in (date(2027, 9, 2), date(2027, 9, 3))


def test_an_unknown_activity_is_refused():
    with pytest.raises(KeyError):
        moves_of(planned(two_at_one_place()), "A999")


@examples(4, 80)
@given(st.data())
def test_what_a_move_is_said_to_break_is_what_a_recount_finds(data):
    """Any activity of the sample, any month: no more and no less than the checker's own finding."""
    instance = parse_instance(load("p01_nho.json"))
    plan = year_plan(make_plan(instance))
    activity = data.draw(st.sampled_from(plan.activities))
    move = data.draw(st.sampled_from(moves_of(plan, activity.id)))
    pins = [{"code": "PIN", "subject": code, "which": move.month} for code in activity.codes]
    moved = plan.with_days(activity.id, move.first_day, move.last_day)
    found = verify(change_instance(instance, pins), moved.to_json())
    assert {(rule.code, rule.vi) for rule in move.broken} == {
        (rule.code, rule.vi) for rule in found
    }


def test_what_is_held_keeps_its_very_days():
    held = {
        "code": "HOLD",
        "subject": "P1",
        "which": 0,
        "first_day": "2027-02-22",
        "last_day": "2027-02-23",
    }
    plan = planned(change_instance(two_at_one_place(), [held]))
    assert plan.days["P1"] == (date(2027, 2, 22), date(2027, 2, 23))


def test_what_is_dropped_is_in_no_plan_and_in_no_group():
    instance = two_at_one_place(joint=[["P1", "P2"]])
    changed = change_instance(instance, [{"code": "DROP", "subject": "P2", "which": 0}])
    assert [p.id for p in changed.proposals] == ["P1"]
    assert changed.joint == ()
    assert [p.id for p in instance.proposals] == ["P1", "P2"]  # what it came from is as it was


def test_a_limit_raised_twice_is_raised_by_two():
    more = {"code": "MORE_VISITS", "subject": "U1", "which": 2}
    instance = change_instance(two_at_one_place(), [more])
    assert change_instance(instance, [more]).rules.allowed == {("visits", "U1", 2): 2}


def test_a_minimum_is_lowered_for_one_organisation_and_again_for_another():
    instance = two_at_one_place()
    for body in ("A", "B"):
        lower = {"code": "LOWER_MINIMUM", "subject": body, "which": "supervision"}
        instance = change_instance(instance, [lower])
    assert [instance.rules.needed(body, "supervision") for body in ("A", "B")] == [0, 0]


def test_proposals_still_to_be_made_stand_where_the_planner_can_use_them():
    more = {"code": "MORE_PROPOSALS", "subject": "A", "which": 2, "minimum": "criticism"}
    changed = change_instance(two_at_one_place(minimums=(1, 2, 0, 0)), [more])
    made = [p for p in changed.proposals if p.id.startswith("SE-DANG-KY")]
    assert [(p.organisation, p.kind) for p in made] == [("A", "criticism")] * 2
    assert {p.title for p in made} == {"Nội dung phản biện sẽ đăng ký thêm"}
    assert {(one.body, one.lack) for one in planned(changed).reached if one.lack} == {("B", 2)}


@pytest.mark.parametrize(
    "change",
    [
        {"code": "DROP", "subject": "P9"},
        {"code": "UNPIN", "subject": "P9"},
        {"code": "HOLD", "subject": "P1"},
        {"code": "PIN", "subject": "P1", "which": 13},
        {"code": "LOWER_MINIMUM", "subject": "A", "which": "một chỉ tiêu"},
        {"code": "NHẢY"},
    ],
)
def test_a_change_of_what_is_not_there_is_refused_with_its_place(change):
    with pytest.raises(BadInstance) as refused:
        change_instance(two_at_one_place(), [change])
    assert refused.value.where == "changes[1]"


def test_days_held_outside_the_year_are_refused():
    days = {"first_day": "2026-12-31", "last_day": "2027-01-02"}
    with pytest.raises(BadInstance) as refused:
        change_instance(two_at_one_place(), [{"code": "HOLD", "subject": "P1", "which": 0, **days}])
    assert refused.value.where == "P1"


def test_days_of_an_earlier_plan_are_read_from_its_answer_or_its_programme():
    plan = planned(two_at_one_place())
    assert previous_days(plan.to_json()) == plan.days
    assert previous_days({"plan": plan.to_json()}) == plan.days
    with pytest.raises(KeyError):
        previous_days({"plan": {}})


def _together(*chosen):
    both = [proposal("P1"), proposal("P2", "B", title="Giám sát cùng việc")]
    return parse_instance(small(both) | {"joint": [["P1", "P2"]], "chosen": list(chosen)})


@pytest.mark.parametrize(
    ("chosen", "lead", "title"),
    [
        ([], "A", None),
        ([{"proposals": ["P1", "P2"], "lead": "B", "title": "Tên chung"}], "B", "Tên chung"),
        # The later word holds; what it leaves open stays as it was said.
        (
            [{"proposals": ["P1", "P2"], "title": "Một"}, {"proposals": ["P1"], "lead": "B"}],
            "B",
            "Một",
        ),
        # Who brought nothing leads nothing.
        ([{"proposals": ["P1", "P2"], "lead": "C"}], "A", None),
    ],
)
def test_what_people_chose_comes_before_what_is_proposed(chosen, lead, title):
    instance = _together(*chosen)
    assert parse_instance(instance_json(instance)) == instance
    activity = planned(instance).activity_of["P2"]
    assert activity.lead == lead
    assert activity.joint == tuple(body for body in ("A", "B") if body != lead)
    assert activity.title == title or (title is None and activity.title == activity.leading.title)


def test_what_was_chosen_for_two_says_nothing_when_one_is_taken_out():
    chosen = {"proposals": ["P1", "P2"], "lead": "B", "title": "Tên chung"}
    instance = change_instance(_together(chosen), [{"code": "DROP", "subject": "P2", "which": 0}])
    assert planned(instance).activity_of["P1"].title != "Tên chung"


def test_a_choice_about_a_proposal_nobody_made_is_refused():
    with pytest.raises(BadInstance):
        _together({"proposals": ["P9"], "lead": "A"})
