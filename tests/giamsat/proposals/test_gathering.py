from dataclasses import replace
from datetime import date

import pytest

from civickit.overlap import find_pairs
from civickit.planner.items import Days
from civickit.worksheets import ProposalRow, SheetReading
from giamsat.proposals.gathering import (
    gather,
    instance_of,
    joint_groups,
    organisation_id,
    topic_of,
)
from giamsat.rulebooks import load_programme_rules

RULES = load_programme_rules("mac-dinh")
QUARTER = (date(2027, 4, 1), date(2027, 6, 30))


def row(number, title, units=(), first=QUARTER[0], last=QUARTER[1], **more):
    return ProposalRow(
        number,
        number,
        title,
        more.pop("kind", "supervision"),
        list(units),
        period_start=first,
        period_end=last,
        **more,
    )


def gathered(*rows, others=(), organisation="MTTQ"):
    return gather(
        2027,
        [SheetReading("a.xlsx", "S", organisation, rows=list(rows))],
        [SheetReading("b.xlsx", "S", "Thanh tra", rows=list(others))],
    )


def planned_from(found, rules=RULES, closed=()):
    return instance_of(found, rules, groups=[], closed=closed, rest_days=[], province="tỉnh H")


def test_one_body_under_two_names_is_one():
    found = gathered(
        row(1, "Giám sát A", ["Sở GD&ĐT"]), row(2, "Giám sát B", ["Sở Giáo dục và Đào tạo"])
    )
    assert list(found.units.values()) == ["Sở GD&ĐT"]


def test_classes_of_bodies_are_not_capped():
    found = gathered(
        row(1, "Giám sát A", ["UBND cấp xã", "03 doanh nghiệp FDI", "Các sở, ngành", "Sở Y tế"])
    )
    assert list(found.units.values()) == ["Sở Y tế"]


def test_a_repeated_row_is_counted_once():
    assert len(gathered(row(1, "Giám sát A"), row(2, "Giám sát A", duplicate_of=1)).entries) == 1


def test_an_unknown_organisation_still_gets_its_place():
    assert organisation_id(None) == ("KHAC", "Tổ chức chưa rõ tên")
    assert organisation_id("Hội Luật gia") == ("HOILUATGIA", "Hội Luật gia")


@pytest.mark.parametrize(
    ("first", "last", "quarters"),
    [
        (date(2027, 3, 1), date(2027, 4, 30), {1, 2}),
        (date(2027, 3, 1), date(2027, 6, 30), {1, 2}),
        (date(2027, 1, 1), date(2027, 12, 31), {1, 2, 3, 4}),
        (date(2027, 8, 1), None, {3, 4}),
        (date(2026, 11, 1), date(2027, 2, 1), {1}),
    ],
)
def test_another_bodys_visit_counts_in_every_quarter_it_may_touch(first, last, quarters):
    visit = row(1, "Thanh tra A", ["Sở Y tế"], first, last)
    instance = planned_from(gathered(row(1, "Giám sát A", ["Sở Y tế"]), others=[visit]))
    assert {quarter for _, quarter in Days(instance).outside} == quarters


def test_another_bodys_visit_without_a_time_is_asked_about():
    visits = [row(1, "Thanh tra A", ["Sở Y tế"]), row(2, "Thanh tra B", ["Sở Y tế"], None, None)]
    found = gathered(row(1, "Giám sát A", ["Sở Y tế"]), others=visits)
    visits = planned_from(found).visits
    assert [(visit.unit, visit.first_day) for visit in visits] == [("U001", date(2027, 4, 1))]
    assert [entry.row.title for entry in found.undated] == ["Thanh tra B"]


@pytest.mark.parametrize(
    ("days", "duration"),
    [
        (QUARTER, 5),
        ((date(2027, 3, 15), date(2027, 3, 15)), 1),
        ((date(2027, 3, 15), date(2027, 3, 17)), 3),
    ],
)
def test_days_a_proposer_names_are_the_activity_itself(days, duration):
    [proposal] = planned_from(gathered(row(1, "Giám sát A", [], *days))).proposals
    assert proposal.duration == duration


def test_words_mark_hot_issues_key_cadres_and_commissions():
    [proposal] = planned_from(
        gathered(
            row(
                1,
                "Giám sát việc nêu gương của người đứng đầu",
                note="Cử tri kiến nghị; Tỉnh ủy đặt hàng",
            )
        )
    ).proposals
    assert proposal.key_cadre
    assert proposal.hot_issue
    assert proposal.commissioned


def test_closed_days_and_exemptions_reach_the_planner():
    span = (date(2027, 2, 1), date(2027, 2, 14), "Tết", ())
    rules = replace(RULES, exempt={"key_cadre": ("CCB",)})
    instance = planned_from(gathered(row(1, "Giám sát A")), rules, closed=[span])
    assert [blackout.reason for blackout in instance.rules.blackouts] == ["Tết"]
    assert instance.rules.needed("CCB", "key_cadre") == 0
    assert instance.rules.needed("MTTQ", "supervision") == RULES.minimums["supervision"]
    assert instance.bodies[0].capacity == RULES.capacity["MTTQ"]


def test_duplicates_are_joined_only_where_their_days_meet():
    same = [
        row(1, "Giám sát chính sách bảo hiểm y tế", ["Sở Y tế"]),
        row(2, "GS việc thực hiện BHYT", ["Sở Y tế"]),
        row(
            3,
            "Giám sát thực hiện chính sách BHYT",
            ["Sở Y tế"],
            date(2027, 9, 1),
            date(2027, 9, 30),
        ),
    ]
    found = gathered(*same)
    pairs = find_pairs([topic_of(entry, 2027) for entry in found.entries])
    assert joint_groups(found.entries, pairs, 2027) == [("MTTQ-01", "MTTQ-02")]
