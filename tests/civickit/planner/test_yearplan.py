"""The plan of a year as a value: written and read back, counted once, told in words once."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.civickit.planner.test_planner import invented, load, proposal, small

from civickit.planner import (
    Level,
    PlannedActivity,
    PlanStatus,
    YearPlan,
    instance_json,
    make_plan,
    parse_instance,
    year_plan,
)

QUARTER = {"first": "2027-04-01", "last": "2027-06-30"}


def plan_of(data, **options):
    return year_plan(make_plan(parse_instance(data)), **options)


def through_text(data):
    return json.loads(json.dumps(data, ensure_ascii=False))


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_a_plan_and_its_instance_read_back_are_what_was_written(seed):
    plan = plan_of(invented(seed))
    instance = parse_instance(through_text(instance_json(plan.instance)))
    assert instance == plan.instance
    assert YearPlan.from_json(instance, through_text(plan.to_json())) == plan


@pytest.mark.parametrize("name", ["p01_nho.json", "p02_trung_lap.json", "p10_tinh_10_xa.json"])
def test_sample_instances_are_written_as_they_were_read(name):
    instance = parse_instance(load(name))
    assert parse_instance(through_text(instance_json(instance))) == instance


def test_what_was_raised_exempted_held_and_joined_is_written_too():
    data = small(
        [proposal("P1", fixed={"first_day": "2027-05-03", "last_day": "2027-05-04"})],
        joint=[["P1"]],
        rest_days=["2027-05-03"],
    )
    data["rules"]["exempt"] = {"supervision": ["B"]}
    data["rules"]["allowed"] = [{"kind": "visits", "subject": "U1", "which": 2, "by": 1}]
    instance = parse_instance(data)
    assert parse_instance(through_text(instance_json(instance))) == instance


def test_the_fields_of_the_promised_json_are_these_in_this_order():
    told = plan_of(
        small([proposal("P1", **QUARTER), proposal("P2", "B", title="Việc khác", **QUARTER)])
    ).to_json()
    assert list(told) == [
        *("status", "objective", "bound", "value", "value_bound", "levels", "missed"),
        *("activities", "deferred", "conflicts", "savings", "seconds"),
    ]
    fields = {name: list(told[name][0]) for name in ("levels", "missed", "activities", "deferred")}
    assert fields == {
        "levels": ["name", "value", "bound", "proved"],
        "missed": ["body", "code", "needed", "planned"],
        "activities": [
            *("id", "proposals", "lead", "joint", "supervised_units", "first_day", "last_day")
        ],
        "deferred": ["proposal", "reason_code", "reason"],
    }
    [conflict] = told["conflicts"]
    assert list(conflict) == [
        *("code", "message", "subjects", "minimal", "requirements", "suggestions")
    ]
    assert list(conflict["suggestions"][0]) == ["code", "subject", "which", "message"]
    assert list(told["savings"]) == ["joint_activities", "activities", "visits"]
    assert told["status"] == "infeasible"
    assert json.dumps(told)


def test_a_plan_that_an_earlier_version_stored_is_read():
    """A row as it was written before plans were values; it has more fields of units than today."""
    data = small([proposal("P1", preferred_months=[6], **QUARTER)])
    data["supervised"][0]["level"] = "province"
    data["proposals"][0]["vulnerable_groups"] = []
    stored = {
        "status": "infeasible",
        "objective": 1,
        "bound": 1,
        "value": 1,
        "value_bound": 1,
        "levels": [{"name": "missed", "value": 1, "bound": 1, "proved": True}],
        "missed": [{"body": "B", "code": "supervision", "needed": 1, "planned": 0}],
        "activities": [
            {
                "id": "A0001",
                "proposals": ["P1"],
                "lead": "A",
                "joint": [],
                "supervised_units": ["U1"],
                "first_day": "2027-05-11",
                "last_day": "2027-05-12",
            }
        ],
        "deferred": [],
        "conflicts": [
            {
                "code": "MIN_SUPERVISION",
                "message": "Tổ chức B chưa đăng ký nội dung giám sát nào.",
                "subjects": ["B"],
                "minimal": True,
                "requirements": ["Tổ chức B có ít nhất 01 nội dung giám sát"],
                "suggestions": [
                    {"code": "MORE_PROPOSALS", "subject": "B", "which": 1, "message": "thêm 1"}
                ],
            }
        ],
        "savings": {"joint_activities": 0, "activities": 0, "visits": 0},
        "seconds": 0.1,
        "moved": [{"proposal": "P7", "from": "2027-03-01", "to": None}],
    }
    plan = YearPlan.from_json(parse_instance(data), stored)
    assert plan.to_json() == stored | {"value": 0, "value_bound": 1}  # its level was not kept
    assert plan.status is PlanStatus.INFEASIBLE
    assert [(one.body, one.lack) for one in plan.reached if one.lack] == [("B", 1)]
    assert [(a.id, p.id) for a, p in plan.outside_months_asked] == [("A0001", "P1")]


def activity_of(*proposals, lead, **more):
    members = parse_instance(small(list(proposals))).proposals
    joint = tuple(p.organisation for p in members if p.organisation != lead)
    days = {"first_day": date(2027, 4, 5), "last_day": date(2027, 4, 6)}
    return PlannedActivity("A0001", members, lead=lead, joint=joint, units=("U1",), **days, **more)


def test_an_activity_is_called_by_the_proposal_of_who_leads():
    members = (
        proposal("P1", title="giám sát rác"),
        proposal("P2", "B", title="giám sát thu gom", hot_issue=True),
    )
    activity = activity_of(*members, lead="B")
    assert (activity.leading.id, activity.title) == ("P2", "Giám sát thu gom")
    assert activity.bodies == ("B", "A")
    assert activity.counts_for == ("supervision", "hot_issue")
    assert activity_of(members[0], lead="C").leading.id == "P1"  # who leads asked for nothing


def test_minimums_reached_are_counted_for_every_organisation_in_an_activity():
    data = small(
        [proposal("P1", hot_issue=True), proposal("P2", "B", title="GS công tác thu gom rác")],
        minimums=(1, 0, 0, 1),
    )
    data["rules"]["exempt"] = {"hot_issue": ["B"]}
    assert {(one.body, one.minimum, one.planned, one.needed) for one in plan_of(data).reached} == {
        ("A", "supervision", 1, 1),
        ("A", "hot_issue", 1, 1),
        ("B", "supervision", 1, 1),
    }


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_minimums_said_to_be_missed_are_those_that_lack_activities(seed):
    plan = plan_of(invented(seed))
    lacking = {one for one in plan.reached if one.lack}
    assert {missed.reached for missed in plan.missed} == lacking
    assert plan.objective == sum(one.lack for one in lacking)


def test_other_days_change_one_activity_and_nothing_else():
    plan = plan_of(small([proposal("P1"), proposal("P2", "B", unit="U2", title="Việc khác")]))
    first, second = plan.activities
    moved = plan.with_days(first.id, date(2027, 9, 1), date(2027, 9, 2))
    assert moved.days[first.codes[0]] == (date(2027, 9, 1), date(2027, 9, 2))
    assert moved.activities[1] == second
    assert replace(moved, activities=plan.activities) == plan


def test_a_lower_aim_of_which_there_is_nothing_says_nothing():
    aims = [Level(name, 0, 0, proved=True) for name in ("missed", "placed", "people", "load")]
    assert [aim.name for aim in aims if aim.says_something] == ["missed", "placed"]
    assert Level("people", 0, 120, proved=False).says_something
