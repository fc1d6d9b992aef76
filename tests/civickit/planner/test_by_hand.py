"""Changes by hand: what moving breaks, what is held, what is taken out; and moving checked against a plain recount."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.civickit.planner.test_planner import load, planned, proposal, small

from civickit.planner import (
    BadInstance,
    answer,
    best_move,
    change_instance,
    make_plan,
    moved_answer,
    moves_of,
    parse_instance,
    verify,
)


def two_at_one_place(**more):
    """Two visits of one body, which takes one a quarter; the second stands in another quarter."""
    return small(
        [
            proposal("P1", first="2027-01-01", last="2027-03-31"),
            proposal("P2", "B", title="Giám sát chăn nuôi", first="2027-04-01", last="2027-06-30"),
        ],
        **more,
    )


def test_a_month_says_which_rule_it_would_break():
    data = two_at_one_place()
    told = planned(data)
    first = next(one["id"] for one in told["activities"] if one["proposals"] == ["P1"])
    moves = {one.month: one for one in moves_of(data, told, first)}
    assert len(moves) == 12
    assert [rule.code for rule in moves[5].broken] == ["VISITS"]
    assert moves[8].breaks_nothing
    assert [one.month for one in moves.values() if one.is_now] == [
        int(told["activities"][0]["first_day"][5:7])
    ]
    assert moves[2].is_asked
    assert not moves[8].is_asked
    best = best_move(list(moves.values()))
    assert best.breaks_nothing
    assert abs(best.month - 2) <= 2


def test_every_month_closed_leaves_no_suggestion():
    data = two_at_one_place()
    told = planned(data)
    data["rules"]["blackouts"] = [
        {"first_day": "2027-01-01", "last_day": "2027-12-31", "reason": "nghỉ"}
    ]
    assert best_move(moves_of(data, told, told["activities"][0]["id"])) is None


def test_the_days_tried_avoid_weekends_and_holidays():
    data = two_at_one_place(rest_days=["2027-09-02", "2027-09-03"])
    told = planned(data)
    moves = moves_of(data, told, told["activities"][0]["id"])
    for one in moves:
        assert one.first_day.weekday() < 5
        assert one.first_day not in (date(2027, 9, 2), date(2027, 9, 3))


def test_an_unknown_activity_is_refused():
    data = two_at_one_place()
    with pytest.raises(KeyError):
        moves_of(data, planned(data), "A999")


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_what_a_move_is_said_to_break_is_what_a_recount_finds(data):
    """The sample instance: any activity, any month; nothing more and nothing less than the checker's own finding."""
    instance = load("p01_nho.json")
    told = answer(make_plan(parse_instance(instance)))
    one = data.draw(st.sampled_from(told["activities"]))
    move = data.draw(st.sampled_from(moves_of(instance, told, one["id"])))
    pins = [{"code": "PIN", "subject": code, "which": move.month} for code in one["proposals"]]
    moved = moved_answer(told, one["id"], move.first_day, move.last_day)
    found = verify(parse_instance(change_instance(instance, pins)), moved)
    assert {(rule.code, rule.vi) for rule in move.broken} == {
        (rule.code, rule.vi) for rule in found
    }


def test_what_is_held_keeps_its_very_days():
    data = two_at_one_place()
    held = {
        "code": "HOLD",
        "subject": "P1",
        "which": 0,
        "first_day": "2027-02-22",
        "last_day": "2027-02-23",
    }
    told = planned(change_instance(data, [held]))
    assert ("2027-02-22", "2027-02-23") in {
        (one["first_day"], one["last_day"]) for one in told["activities"]
    }


def test_what_is_dropped_is_in_no_plan_and_in_no_group():
    data = two_at_one_place(joint=[["P1", "P2"]])
    changed = change_instance(data, [{"code": "DROP", "subject": "P2", "which": 0}])
    assert [one["id"] for one in changed["proposals"]] == ["P1"]
    assert changed["joint"] == []
    assert [one["id"] for one in data["proposals"]] == [
        "P1",
        "P2",
    ]  # the one it came from is as it was


@pytest.mark.parametrize(
    "change",
    [
        {"code": "DROP", "subject": "P9"},
        {"code": "HOLD", "subject": "P1"},
        {"code": "PIN", "subject": "P1", "which": 13},
        {"code": "NHẢY"},
    ],
)
def test_a_change_of_what_is_not_there_is_refused_with_its_place(change):
    with pytest.raises(BadInstance) as refused:
        change_instance(two_at_one_place(), [change])
    assert refused.value.where == "changes[1]"
