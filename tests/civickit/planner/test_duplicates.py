"""Two proposals are one when kind, bodies and matter are the same and they have enough days in common."""

import pytest
from tests.civickit.planner.test_planner import proposal, small

from civickit.planner import find_duplicates, parse_instance


def groups(*two, **more):
    return find_duplicates(parse_instance(small(two, **more)))


def pair(**other):
    first = proposal("P1", first="2027-03-01", last="2027-03-10", duration_days=3)
    return first, proposal("P2", body="B") | {"duration_days": 3} | other


@pytest.mark.parametrize(
    ("first", "last", "days", "is_one"),
    [
        ("2027-03-08", "2027-03-31", 3, True),  # 8, 9, 10: just enough
        ("2027-03-09", "2027-03-31", 3, False),
        ("2027-01-01", "2027-03-03", 3, True),
        ("2027-01-01", "2027-03-02", 3, False),
        ("2027-03-01", "2027-03-10", 10, True),  # the longer of the two must fit
        ("2027-03-01", "2027-03-10", 11, False),
        ("2027-04-01", "2027-12-31", 1, False),
    ],
)
def test_the_days_in_common_hold_the_longer_of_the_two(first, last, days, is_one):
    found = groups(*pair(earliest=first, latest=last, duration_days=days))
    assert found == ((("P1", "P2"),) if is_one else ())


@pytest.mark.parametrize(
    ("one", "other", "is_one"), [(3, 3, True), (3, 5, False), (3, None, True), (None, None, True)]
)
def test_pinned_to_different_months_they_are_two(one, other, is_one):
    found = groups(proposal("P1", pinned_month=one), proposal("P2", body="B", pinned_month=other))
    assert bool(found) is is_one


@pytest.mark.parametrize(
    "other",
    [{"supervised_units": ["U2"]}, {"supervised_units": ["U1", "U2"]}, {"kind": "criticism"}],
)
def test_other_bodies_or_another_kind_are_another_matter(other):
    assert groups(proposal("P1"), proposal("P2", body="B")) == (("P1", "P2"),)
    assert groups(proposal("P1"), proposal("P2", body="B") | other) == ()


def test_the_order_in_which_bodies_are_named_says_nothing():
    both = {"supervised_units": ["U1", "U2"]}
    turned = {"supervised_units": ["U2", "U1"]}
    assert groups(proposal("P1") | both, proposal("P2", body="B") | turned) == (("P1", "P2"),)


def test_a_title_that_names_another_document_is_another_matter():
    titles = [f"Giám sát việc thực hiện Nghị quyết số {no}/NQ-HĐND" for no in (5, 6)]
    two = [
        proposal(f"P{no}", body=body, title=title)
        for no, (body, title) in enumerate(zip("AB", titles, strict=True))
    ]
    assert groups(*two) == ()
    assert groups(two[0], two[1] | {"title": titles[0]}) == (("P0", "P1"),)


def test_who_is_alike_to_one_of_a_group_alone_stays_outside():
    wide = proposal("P1", first="2027-01-01", last="2027-12-31")
    early = proposal("P2", body="B", first="2027-01-01", last="2027-02-28")
    late = proposal("P3", body="B", first="2027-11-01", last="2027-12-31")
    assert groups(wide, early, late) == (("P1", "P2"),)
