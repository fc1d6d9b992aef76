import json
import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples

from civickit.planner import (
    BadInstance,
    find_duplicates,
    make_plan,
    parse_instance,
    verify,
    year_plan,
)
from civickit.planner.aims import first_guess
from civickit.planner.conflicts import Explainer
from civickit.planner.dating import choose_days
from civickit.planner.items import make_items
from civickit.planner.limits import limits_of
from civickit.planner.program import build_program
from civickit.planner.solving import Solution

FOLDER = Path(__file__).parent / "instances"
TRUTH = json.loads((FOLDER / "truth.json").read_text("utf-8"))["instances"]


def load(name):
    return json.loads((FOLDER / name).read_text("utf-8"))


def small(
    proposals=(),
    *,
    bodies=("A", "B"),
    units=("U1", "U2"),
    capacity=1,
    cap=1,
    visits=(),
    minimums=(1, 0, 0, 0),
    blackouts=(),
    **more,
):
    """An instance in its JSON form, as short as can be."""
    sup, cri, key, hot = minimums
    return {
        "year": 2027,
        "bodies": [
            {"id": b, "name": f"Tổ chức {b}", "capacity_per_month": capacity} for b in bodies
        ],
        "supervised": [{"id": u, "name": f"Sở {u}"} for u in units],
        "proposals": list(proposals),
        "external_visits": list(visits),
        "rules": {
            "min_supervisions_per_body": sup,
            "min_criticisms_per_body": cri,
            "min_key_cadre": key,
            "min_hot_issue": hot,
            "max_visits_per_unit_per_quarter": cap,
            "blackouts": list(blackouts),
        },
        **more,
    }


def proposal(
    name,
    body="A",
    unit="U1",
    first="2027-01-01",
    last="2027-12-31",
    title="Giám sát việc thu gom rác",
    **more,
):
    return {
        "id": name,
        "organisation": body,
        "title": title,
        "kind": "supervision",
        "supervised_units": [unit],
        "earliest": first,
        "latest": last,
        "duration_days": 2,
        **more,
    }


def planned(data, **options):
    instance = parse_instance(data)
    plan = make_plan(instance, **options)
    told = year_plan(plan).to_json()
    assert verify(instance, told, plan.groups) == []
    return told


@pytest.mark.parametrize("name", TRUTH)
def test_the_sample_instances(name):
    instance = parse_instance(load(name))
    plan = make_plan(instance)
    told = year_plan(plan).to_json()
    assert verify(instance, told, TRUTH[name]["duplicate_groups"]) == []
    assert {tuple(sorted(group)) for group in plan.groups} == {
        tuple(sorted(group)) for group in TRUTH[name]["duplicate_groups"]
    }
    expected = TRUTH[name].get("expected_conflict")
    if expected:
        [conflict] = told["conflicts"]
        assert (told["status"], conflict["code"], conflict["subjects"]) == (
            "infeasible",
            expected["code"],
            expected["subjects"],
        )
    else:
        assert (told["status"], told["objective"], told["bound"]) == ("optimal", 0, 0)


def test_duplicates_are_held_as_one_delegation_and_count_for_both():
    told = planned(small([proposal("P1"), proposal("P2", "B", title="GS công tác thu gom rác")]))
    assert [activity["proposals"] for activity in told["activities"]] == [["P1", "P2"]]
    assert told["savings"] == {"joint_activities": 1, "activities": 1, "visits": 1}
    assert told["status"] == "optimal"


def test_unlike_matters_at_one_body_are_never_joined():
    instance = parse_instance(
        small([proposal("P1"), proposal("P2", "B", title="Giám sát phòng cháy, chữa cháy")])
    )
    assert find_duplicates(instance) == ()


@pytest.mark.parametrize(
    ("first", "days", "one"),
    [
        ("2027-03-30", 2, True),  # 30 and 31 March: two days for two
        ("2027-03-31", 2, False),
        ("2027-03-31", 1, True),
        ("2027-04-01", 1, False),
        ("2027-03-29", 3, True),
        ("2027-03-30", 3, False),
    ],
)
def test_duplicates_are_one_when_the_days_they_share_are_as_many_as_the_longer_needs(
    first, days, one
):
    instance = parse_instance(
        small(
            [
                proposal("P1", last="2027-03-31", duration_days=1),
                proposal("P2", "B", first=first, duration_days=days),
            ]
        )
    )
    assert find_duplicates(instance) == ((("P1", "P2"),) if one else ())


def test_an_organisation_is_named_by_its_own_name_and_an_unknown_one_by_its_id():
    instance = parse_instance(small([], bodies=("A", "B")))
    assert [instance.body_name(code) for code in ("B", "A", "C")] == ["Tổ chức B", "Tổ chức A", "C"]


def test_duplicates_whose_days_do_not_meet_stay_apart():
    instance = parse_instance(
        small([proposal("P1", last="2027-03-31"), proposal("P2", "B", first="2027-09-01")])
    )
    assert find_duplicates(instance) == ()


def test_people_may_decide_what_is_joined():
    data = small(
        [proposal("P1"), proposal("P2", "B", unit="U2", title="Việc khác")], joint=[["P1", "P2"]]
    )
    assert len(planned(data)["activities"]) == 1
    assert len(planned(data | {"joint": []})["activities"]) == 2


def test_a_missed_minimum_names_the_smallest_set_that_cannot_hold():
    quarter = {"first": "2027-04-01", "last": "2027-06-30"}
    told = planned(
        small(
            [proposal("P1", **quarter), proposal("P2", "B", title="Giám sát phòng cháy", **quarter)]
        )
    )
    assert (told["status"], told["objective"], told["bound"]) == ("infeasible", 1, 1)
    [conflict] = told["conflicts"]
    assert conflict["minimal"]
    assert len(conflict["requirements"]) == 3
    assert "Sở U1 tiếp không quá 01 cuộc trong quý II" in conflict["requirements"]
    assert {suggestion["code"] for suggestion in conflict["suggestions"]} == {
        "MORE_VISITS",
        "WIDER_WINDOW",
    }
    [deferred] = told["deferred"]
    assert deferred["reason_code"] == "UNIT_FULL"
    assert "Sở U1 quý II" in deferred["reason"]


def test_each_suggestion_lifts_what_it_says():
    quarter = {"first": "2027-04-01", "last": "2027-06-30"}
    data = small(
        [proposal("P1", **quarter), proposal("P2", "B", title="Giám sát phòng cháy", **quarter)]
    )
    data["rules"]["max_visits_per_unit_per_quarter"] = 2
    assert planned(data)["objective"] == 0
    wider = small([proposal("P1", **quarter), proposal("P2", "B", title="Giám sát phòng cháy")])
    assert planned(wider)["objective"] == 0


def test_too_few_proposals_are_told_with_how_many_more_are_needed():
    told = planned(small([proposal("P1")], bodies=("A",), minimums=(3, 0, 0, 0)))
    (conflict,) = told["conflicts"]
    said = json.dumps(conflict, ensure_ascii=False)
    assert "chỉ đăng ký 01" in said
    assert "chỉ tiêu tối thiểu là 03; cần đăng ký thêm 02" in said


def test_too_few_proposals_is_a_conflict_of_its_own():
    told = planned(small([proposal("P1")], minimums=(1, 1, 0, 0)))
    assert {conflict["subjects"][0] for conflict in told["conflicts"]} == {"A", "B"}
    assert all(
        conflict["suggestions"][0]["code"] == "MORE_PROPOSALS" for conflict in told["conflicts"]
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"first": "2027-05-09", "last": "2027-05-01"}, "WINDOW_BACKWARDS"),
        ({"first": "2027-05-01", "last": "2027-05-01"}, "WINDOW_TOO_SHORT"),
        ({"first": "2026-05-01", "last": "2026-06-01"}, "OTHER_YEAR"),
        ({"first": "2027-02-01", "last": "2027-02-10"}, "BLACKOUT"),
        ({"first": "2027-05-01", "last": "2027-06-01", "pinned_month": 9}, "PIN_OUTSIDE_WINDOW"),
        ({"first": "2027-07-01", "last": "2027-09-30"}, "OUTSIDE_VISITS"),
    ],
)
def test_every_deferred_proposal_says_why(change, code):
    blackouts = [
        {"first_day": "2027-02-01", "last_day": "2027-02-14", "reason": "Tết", "bodies": []}
    ]
    visits = [
        {"unit": "U1", "first_day": "2027-08-01", "last_day": "2027-08-03", "body": "Thanh tra"}
    ]
    told = planned(
        small([proposal("P1", **change)], blackouts=blackouts, visits=visits, minimums=(0, 0, 0, 0))
    )
    assert [(one["proposal"], one["reason_code"]) for one in told["deferred"]] == [("P1", code)]
    assert told["deferred"][0]["reason"]


def test_closed_days_of_the_year_before_close_nothing():
    closed = {"first_day": "2026-12-20", "last_day": "2026-12-28", "reason": "nghỉ", "bodies": []}
    first = {"first": "2027-01-01", "last": "2027-01-31"}
    told = planned(small([proposal("P1", **first)], blackouts=[closed]))
    assert [activity["proposals"] for activity in told["activities"]] == [["P1"]]


def test_a_commissioned_proposal_comes_before_the_number_of_others():
    quarter = {"first": "2027-04-01", "last": "2027-06-30"}
    others = [
        proposal(f"P{n}", "B", title=f"Giám sát việc {word}", **quarter)
        for n, word in enumerate(("tuyển sinh", "chăn nuôi"))
    ]
    told = planned(
        small([*others, proposal("P9", commissioned=True, **quarter)], minimums=(0, 0, 0, 0))
    )
    assert [activity["proposals"] for activity in told["activities"]] == [["P9"]]


def test_commissions_that_cannot_all_be_placed_still_give_a_plan():
    day = {"first": "2027-04-05", "last": "2027-04-06", "commissioned": True}
    told = planned(
        small(
            [
                proposal("P1", **day),
                proposal("P2", title="Giám sát chăn nuôi", **day),
                proposal("P3", "B", unit="U2"),
            ]
        )
    )
    assert len(told["activities"]) == 2
    assert len(told["deferred"]) == 1


def test_what_has_begun_stays_even_where_it_breaks_a_cap():
    fixed = {"fixed": {"first_day": "2027-05-03", "last_day": "2027-05-04"}}
    visits = [
        {"unit": "U1", "first_day": "2027-05-20", "last_day": "2027-05-21", "body": "Thanh tra"}
    ]
    told = planned(
        small(
            [
                proposal("P1", **fixed),
                proposal("P2", title="Giám sát chăn nuôi", first="2027-04-01", last="2027-06-30"),
            ],
            visits=visits,
        )
    )
    assert [(a["proposals"], a["first_day"]) for a in told["activities"]] == [
        (["P1"], "2027-05-03")
    ]


def test_replanning_moves_as_little_as_possible():
    instance = parse_instance(load("p01_nho.json"))
    days = year_plan(make_plan(instance)).days
    again = year_plan(make_plan(instance, previous=days), previous=days)
    assert again.moved == ()
    withdrawn, *kept = instance.proposals
    fewer = replace(instance, proposals=tuple(kept))
    [moved] = year_plan(make_plan(fewer, previous=days), previous=days).moved
    assert (moved.proposal, moved.before, moved.now) == (withdrawn.id, days[withdrawn.id][0], None)


def test_weekends_and_holidays_are_avoided_where_the_months_allow():
    told = planned(
        small(
            [proposal("P1", first="2027-05-01", last="2027-05-09", duration_days=3)],
            rest_days=["2027-05-03", "2027-05-04"],
        )
    )
    first = date.fromisoformat(told["activities"][0]["first_day"])
    days = [first + timedelta(days=n) for n in range(3)]
    assert all(day.weekday() < 5 for day in days)
    assert not {date(2027, 5, 3), date(2027, 5, 4)} & set(days)


def test_an_organisation_a_minimum_does_not_bind_misses_nothing():
    data = small([proposal("P1")])
    data["rules"]["exempt"] = {"supervision": ["B"]}
    assert planned(data)["status"] == "optimal"


def test_out_of_time_still_places_or_explains_every_proposal():
    instance = parse_instance(load("p10_tinh_10_xa.json"))
    plan = make_plan(instance, seconds=0.0)
    told = year_plan(plan).to_json()
    assert verify(instance, told) == []
    assert len(told["activities"]) > 200


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"year": "năm nay"}, "year"),
        ({"bodies": [{"id": "A", "capacity_per_month": 1}] * 2}, "bodies"),
        ({"proposals": [proposal("P1", body="Z")]}, "P1"),
        ({"proposals": [proposal("P1", unit="U9")]}, "P1"),
        ({"proposals": [proposal("P1"), proposal("P1")]}, "P1"),
        ({"proposals": [proposal("P1", first="2027-02-30")]}, "P1"),
        ({"proposals": [proposal("P1", kind="khác")]}, "P1"),
        ({"rules": {}}, "max_visits"),
        ({"year": 3000}, "year"),
        (
            {
                "proposals": [
                    proposal("P1", fixed={"first_day": "2027-05-05", "last_day": "2027-05-01"})
                ]
            },
            "P1",
        ),
    ],
)
def test_a_wrong_instance_is_refused_with_its_place(change, where):
    with pytest.raises(BadInstance) as refused:
        parse_instance(small([proposal("P1")]) | change)
    assert where in str(refused.value)
    assert refused.value.vi != refused.value.en


# laws


def invented(seed):
    """A tight instance of a few organisations and bodies."""
    rng = random.Random(seed)
    matters = [
        "thu gom rác",
        "tuyển sinh đầu cấp",
        "chăn nuôi an toàn",
        "cấp nước sạch",
        "tiếp công dân",
        "thi đua khen thưởng",
        "quản lý chợ",
        "chi trả trợ cấp",
    ]
    proposals = []
    for n in range(rng.randint(1, 14)):
        first = date(2027, 1, 1) + timedelta(days=rng.randint(0, 330))
        kind = rng.choice(["supervision", "supervision", "criticism"])
        proposals.append(
            proposal(
                f"P{n:02d}",
                rng.choice("ABC"),
                rng.choice(["U1", "U2", "U3"]),
                first.isoformat(),
                min(
                    date(2027, 12, 31), first + timedelta(days=rng.choice([1, 5, 30, 90]))
                ).isoformat(),
                f"{'Giám sát' if kind == 'supervision' else 'Phản biện dự thảo về'} {rng.choice(matters)}",
                kind=kind,
                duration_days=rng.choice([1, 2, 5, 40]),
                key_cadre=rng.random() < 0.3,
                hot_issue=rng.random() < 0.3,
                people_affected=rng.choice([0, 100, 5000]),
                pinned_month=rng.choice([None, None, first.month]),
                commissioned=rng.random() < 0.1,
            )
        )
    visits = [
        {
            "unit": rng.choice(["U1", "U2"]),
            "first_day": "2027-05-03",
            "last_day": "2027-05-07",
            "body": "Thanh tra",
        }
        for _ in range(rng.randint(0, 2))
    ]
    blackouts = [
        {
            "first_day": "2027-02-01",
            "last_day": "2027-02-14",
            "reason": "Tết",
            "bodies": rng.choice([[], ["A"]]),
        }
    ]
    return small(
        proposals,
        bodies=("A", "B", "C"),
        units=("U1", "U2", "U3"),
        capacity=rng.randint(1, 2),
        cap=rng.randint(1, 2),
        visits=visits,
        minimums=(rng.randint(0, 2), 1, rng.randint(0, 1), 0),
        blackouts=blackouts,
    )


@examples(40, 1000)
@given(st.integers(0, 10**6))
def test_no_plan_breaks_a_rule_and_every_proposal_is_placed_or_explained(seed):
    instance = parse_instance(invented(seed))
    plan = make_plan(instance)
    told = year_plan(plan).to_json()
    assert verify(instance, told, plan.groups) == []
    assert all(conflict["message"] and conflict["minimal"] for conflict in told["conflicts"])
    assert {one["code"] for one in told["conflicts"]} == {
        f"MIN_{one['code'].upper()}" for one in told["missed"]
    }
    assert all(level["proved"] for level in told["levels"][:2])


@examples(15, 300)
@given(st.integers(0, 10**6))
def test_the_answer_to_the_same_input_is_the_same(seed):
    def once():
        told = year_plan(make_plan(parse_instance(invented(seed)))).to_json()
        return {key: value for key, value in told.items() if key != "seconds"}

    assert once() == once()


def brute_force(instance):
    """Fewest missed minimums, then most placed, over every way to choose months."""
    items, days = make_items(instance, find_duplicates(instance))
    cap = instance.rules.max_visits_per_quarter
    capacity = {body.id: body.capacity for body in instance.bodies}
    best = (10**9, 0)
    for ways in product(*[[None, *item.choices] for item in items]):
        visits = dict(days.outside)
        load, have = {}, {}
        ok = True
        for item, months in zip(items, ways, strict=True):
            if months is None:
                ok = ok and not (item.commissioned and item.choices)
                continue
            for body in item.bodies:
                for month in months:
                    load[body, month] = load.get((body, month), 0) + 1
                for name in item.counts_for:
                    have[body, name] = have.get((body, name), 0) + 1
            if item.is_supervision:
                for unit in item.units:
                    for quarter in {(month - 1) // 3 + 1 for month in months}:
                        visits[unit, quarter] = visits.get((unit, quarter), 0) + 1
        if (
            not ok
            or any(count > capacity[body] for (body, _), count in load.items())
            or any(count > cap for key, count in visits.items() if count > days.outside.get(key, 0))
        ):
            continue
        missed = sum(
            max(0, instance.rules.needed(body.id, name) - have.get((body.id, name), 0))
            for body in instance.bodies
            for name in instance.rules.minimums
        )
        best = min(
            best,
            (
                missed,
                -sum(
                    len(item.proposals) for item, months in zip(items, ways, strict=True) if months
                ),
            ),
        )
    return best


@examples(30, 800)
@given(st.integers(0, 10**6))
def test_small_plans_are_as_good_as_trying_everything(seed):
    data = invented(seed)
    data["proposals"] = data["proposals"][:5]
    instance = parse_instance(data)
    missed, placed = brute_force(instance)
    if missed == 10**9:
        return  # the commissioned ones do not fit together: another test
    told = year_plan(make_plan(instance)).to_json()
    assert (told["objective"], told["value"]) == (missed, -placed)


# verifying


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lambda told: told["activities"].pop(), "ONCE"),
        (lambda told: told["activities"][0].update(first_day="2027-02-30"), "DATE"),
        (lambda told: told["activities"][0].update(first_day="2027-12-31"), "ORDER"),
        (lambda told: told["activities"][0].update(lead="B"), "ORGANISATIONS"),
        (lambda told: told["activities"][0].update(supervised_units=["U2"]), "UNITS"),
        (lambda told: told["activities"][0].update(proposals=["P7"]), "UNKNOWN"),
        (
            lambda told: told["activities"][0].update(last_day=told["activities"][0]["first_day"]),
            "DURATION",
        ),
        (
            lambda told: told["activities"][0].update(
                first_day="2027-01-01", last_day="2027-01-04"
            ),
            "WINDOW",
        ),
        (lambda told: told.update(objective=7), "OBJECTIVE"),
        (lambda told: told.update(missed=[]), "MINIMUM"),
    ],
)
def test_a_broken_plan_is_found_out(break_it, code):
    instance = parse_instance(small([proposal("P1", first="2027-03-01", last="2027-06-30")]))
    told = year_plan(make_plan(instance)).to_json()
    break_it(told)
    assert code in {broken.code for broken in verify(instance, told)}


def test_caps_capacity_and_closed_days_are_verified():
    blackouts = [
        {"first_day": "2027-02-01", "last_day": "2027-02-14", "reason": "Tết", "bodies": []}
    ]
    instance = parse_instance(
        small([proposal("P1"), proposal("P2", title="Giám sát chăn nuôi")], blackouts=blackouts)
    )
    told = year_plan(make_plan(instance)).to_json()
    for activity in told["activities"]:
        activity.update(first_day="2027-02-03", last_day="2027-02-04")
    assert {"VISITS", "CAPACITY", "BLACKOUT"} <= {broken.code for broken in verify(instance, told)}


def test_the_plan_made_without_the_solver_keeps_every_rule():
    instance = parse_instance(load("p10_tinh_10_xa.json"))
    groups = find_duplicates(instance)
    items, days = make_items(instance, groups)
    months = first_guess(items, limits_of(instance, days))
    placed = choose_days(items, days, months, {})
    plan = Solution(
        instance, items, days, groups, months=months, placed=placed, levels=(), seconds=0.0
    )
    told = year_plan(plan).to_json()
    assert verify(instance, told, groups) == []
    assert len(placed) > 200
    values = build_program(instance, items, days).values_of(months)
    assert values.sum() > len(placed)


@examples(30, 600)
@given(st.integers(0, 10**6))
def test_a_conflict_holds_as_soon_as_any_of_its_requirements_is_left_out(seed):
    plan = make_plan(parse_instance(invented(seed)))
    explainer = Explainer(plan)
    for conflict in explainer.explain(seconds=60):
        if len(conflict.requirements) > 1:
            assert not explainer.holds(conflict.requirements)
            for left_out in conflict.requirements:
                assert explainer.holds(
                    [one for one in conflict.requirements if one is not left_out]
                ), left_out
