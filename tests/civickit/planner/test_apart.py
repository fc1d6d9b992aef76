"""What people decided to hold at different times is held so, or the plan says what does not hold."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples
from tests.civickit.planner.test_planner import proposal, small

from civickit.planner import (
    BadInstance,
    YearPlan,
    change_instance,
    instance_json,
    make_plan,
    moves_of,
    parse_instance,
    separations,
    verify,
    year_plan,
)

APRIL = {"first": "2027-04-01", "last": "2027-04-30"}
QUARTER = {"first": "2027-04-01", "last": "2027-06-30"}
YEAR = {"first": "2027-01-01", "last": "2027-12-31"}
PAIR = {"one": "P1", "other": "P2"}
INSPECTION = {
    "one": "P1",
    "first_day": "2027-03-01",
    "last_day": "2027-04-30",
    "body": "Thanh tra tỉnh",
    "topic": "Thanh tra đất đai",
}


def two(first, second, *apart, minimums=(0, 0, 0, 0), **more):
    """Two topics at one body by two organisations, with room for both in any quarter."""
    return parse_instance(
        small(
            [
                proposal("P1", "A", title="Giám sát việc thu gom rác", **first),
                proposal("P2", "B", title="Giám sát bảo hiểm y tế", **second),
            ],
            cap=4,
            capacity=4,
            minimums=minimums,
            apart=list(apart),
            joint=[],
            **more,
        )
    )


def planned(instance, **more):
    plan = year_plan(make_plan(instance, **more))
    assert verify(instance, plan.to_json()) == []
    return plan


def meet(plan):
    (a, b), (c, d) = plan.days["P1"], plan.days["P2"]
    return a <= d and c <= b


def test_two_topics_in_the_same_month_are_held_on_different_days():
    plan = planned(two(APRIL, APRIL, PAIR))
    assert not meet(plan)
    assert [one.code for one in separations(plan)] == [""]


def test_without_a_decision_nothing_keeps_them_apart_and_with_it_the_quarters_differ():
    asked = YEAR | {"preferred_months": [5]}
    assert {first.month for first, _ in planned(two(asked, asked)).days.values()} == {5}
    days = planned(two(asked, asked, PAIR)).days
    assert len({(first.month - 1) // 3 for first, _ in days.values()}) == 2


def test_a_topic_stays_clear_of_another_bodys_days():
    plan = planned(two(QUARTER | {"preferred_months": [4]}, QUARTER, INSPECTION))
    assert plan.days["P1"][0] > date(2027, 4, 30)
    assert all(one.is_held for one in separations(plan))


def test_what_cannot_be_held_apart_is_left_out_and_says_from_what():
    plan = planned(two(APRIL, APRIL, INSPECTION))
    (left,) = plan.left_out
    assert (left.proposal.id, left.code) == ("P1", "KEPT_FROM_OTHERS")
    assert "Thanh tra tỉnh" in left.reason
    assert "1/3 – 30/4" in left.reason
    short = {"first": "2027-04-05", "last": "2027-04-06"}
    plan = planned(two(short, short, PAIR))
    (left,) = plan.left_out
    assert left.code == "KEPT_APART"
    assert "quyết làm khác thời gian" in left.reason
    assert [one.code for one in separations(plan)] == ["LEFT_OUT"]


def test_a_missed_minimum_names_the_decision_that_stands_against_it():
    short = {"first": "2027-04-05", "last": "2027-04-06"}
    plan = planned(two(short, short, PAIR, minimums=(1, 0, 0, 0)))
    (missed,) = plan.missed
    assert missed.minimal
    assert any("làm khác thời gian" in sentence for sentence in missed.requirements)
    assert any(lift.code == "WIDER_WINDOW" for lift in missed.lifts)
    lifted = change_instance(
        plan.instance,
        [{"code": x.code, "subject": x.subject, "which": x.which} for x in missed.lifts[:1]],
    )
    assert not planned(lifted).missed


def test_three_that_fit_two_by_two_and_not_together_leave_one_out():
    window = {"first": "2027-04-01", "last": "2027-04-05"}
    proposals = [proposal(f"P{n}", "A", title=f"Giám sát việc {n}", **window) for n in (1, 2, 3)]
    pairs = [{"one": f"P{a}", "other": f"P{b}"} for a, b in ((1, 2), (1, 3), (2, 3))]
    instance = parse_instance(
        small(proposals, cap=9, capacity=9, minimums=(0,) * 4, apart=pairs, joint=[])
    )
    plan = planned(instance)
    assert plan.left_out
    assert plan.activities


def test_what_a_person_fixed_stands_and_is_said_to_meet():
    instance = two(APRIL, APRIL, PAIR, INSPECTION)
    hold = [
        {
            "code": "HOLD",
            "subject": code,
            "which": 0,
            "first_day": "2027-04-05",
            "last_day": "2027-04-06",
        }
        for code in ("P1", "P2")
    ]
    plan = planned(change_instance(instance, hold))
    assert [one.code for one in separations(plan)] == ["MEET", "MEET"]


def test_days_nobody_knows_are_no_constraint_and_said_to_be_unknown():
    undated = {"one": "P1", "body": "HĐND tỉnh", "topic": "Giám sát rác"}
    assert [one.code for one in separations(planned(two(APRIL, APRIL, undated)))] == ["UNDATED"]


def test_moving_by_hand_onto_the_other_says_so():
    plan = planned(two(YEAR, YEAR, PAIR))
    month = plan.days["P2"][0].month
    instance = plan.instance
    there = next(m for m in moves_of(plan, plan.activity_of["P1"].id) if m.month == month)
    moved = plan.with_days(plan.activity_of["P1"].id, *plan.days["P2"])
    assert "APART" in [rule.code for rule in verify(instance, moved.to_json())]
    assert there.breaks_nothing  # the same month has other days


def test_the_json_form_keeps_it_and_what_is_not_there_is_refused():
    instance = two(APRIL, APRIL, PAIR, INSPECTION)
    assert parse_instance(instance_json(instance)) == instance
    plan = planned(instance)
    assert YearPlan.from_json(instance, plan.to_json()) == plan
    with pytest.raises(BadInstance):
        two(APRIL, APRIL, {"one": "P1", "other": "P9"})
    dropped = change_instance(instance, [{"code": "DROP", "subject": "P2", "which": 0}])
    assert [one.other for one in dropped.apart] == [""]


@examples(8, 150)
@given(st.data())
def test_by_chance_every_plan_keeps_them_apart_and_nothing_is_left_out_for_nothing(data):
    number = st.integers(1, 27)
    rows = []
    for n in range(1, 5):
        first = date(2027, data.draw(st.integers(3, 5)), data.draw(number))
        last = date.fromordinal(first.toordinal() + data.draw(st.integers(1, 40)))
        rows.append(
            proposal(
                f"P{n}",
                "A",
                title=f"Giám sát việc {n}",
                first=first.isoformat(),
                last=last.isoformat(),
                duration_days=data.draw(st.integers(1, 5)),
            )
        )
    both = [(f"P{a}", f"P{b}") for a, b in product(range(1, 5), repeat=2) if a < b]
    pairs = data.draw(st.lists(st.sampled_from(both), unique=True, max_size=2))
    apart = [{"one": one, "other": other} for one, other in pairs]
    instance = parse_instance(
        small(rows, cap=9, capacity=9, minimums=(0,) * 4, apart=apart, joint=[])
    )
    plan = planned(instance)
    free = planned(replace(instance, apart=()))
    for left in plan.left_out:
        if left.proposal.id not in {p.proposal.id for p in free.left_out}:
            assert left.code == "KEPT_APART"


def test_a_window_with_room_for_exactly_both_takes_both():
    ten_days = {"first": "2027-03-01", "last": "2027-03-10", "duration_days": 5}
    plan = planned(two(ten_days, ten_days, PAIR))
    assert sorted(plan.days.values()) == [
        (date(2027, 3, 1), date(2027, 3, 5)),
        (date(2027, 3, 6), date(2027, 3, 10)),
    ]
