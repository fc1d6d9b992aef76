"""A score is the sum of its parts, never above 100, and grows with each fact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civickit.priorities import PARTS, BadWeights, TopicFacts, check_weights, score, total

WEIGHTS = {
    "people": {"most": 30, "steps": [[1000, 6], [10_000, 12], [1_000_000, 30]]},
    "groups": {"most": 20, "each": 10},
    "hot_issue": {"most": 20},
    "investment": {"most": 10},
    "commission": {"most": 10},
    "months": {"most": 10, "full_after": 36},
}
facts = st.builds(
    TopicFacts,
    people=st.none() | st.integers(0, 10**8),
    groups=st.lists(st.text(min_size=1), max_size=6).map(tuple),
    hot_issue=st.sampled_from(["", "cử tri"]),
    investment=st.sampled_from(["", "Hồ"]),
    commission=st.sampled_from(["", "Tỉnh ủy"]),
    months=st.none() | st.integers(0, 600),
    never=st.booleans(),
)


def test_the_parts_of_a_full_score():
    parts = score(
        TopicFacts(2_000_000, ("nghèo", "trẻ em", "già"), "cử tri", "Hồ", "Tỉnh ủy", never=True),
        WEIGHTS,
    )
    assert [part.name for part in parts] == list(PARTS)
    assert [part.points for part in parts] == [30, 20, 20, 10, 10, 10]
    assert total(parts) == 100


@pytest.mark.parametrize(
    ("people", "points"),
    [(None, 0), (0, 0), (999, 0), (1000, 6), (9_999, 6), (10_000, 12), (10**9, 30)],
)
def test_people_count_by_steps(people, points):
    assert score(TopicFacts(people), WEIGHTS)[0].points == points


@pytest.mark.parametrize(("months", "points"), [(None, 0), (0, 0), (18, 5), (36, 10), (400, 10)])
def test_months_count_up_to_full(months, points):
    assert score(TopicFacts(months=months), WEIGHTS)[-1].points == points


@given(facts)
def test_every_part_stays_within_its_most(one):
    parts = score(one, WEIGHTS)
    assert all(0 <= part.points <= part.most for part in parts)
    assert 0 <= total(parts) == sum(part.points for part in parts) <= 100


@given(facts, st.integers(0, 10**8))
def test_more_people_never_lower_a_score(one, more):
    fewer = TopicFacts(
        one.people or 0,
        one.groups,
        one.hot_issue,
        one.investment,
        one.commission,
        one.months,
        one.never,
    )
    crowd = TopicFacts(
        (one.people or 0) + more,
        one.groups,
        one.hot_issue,
        one.investment,
        one.commission,
        one.months,
        one.never,
    )
    assert total(score(crowd, WEIGHTS)) >= total(score(fewer, WEIGHTS))


@pytest.mark.parametrize("part", PARTS)
def test_weights_must_be_whole(part):
    check_weights(WEIGHTS)
    with pytest.raises(BadWeights):
        check_weights({name: value for name, value in WEIGHTS.items() if name != part})
    with pytest.raises(BadWeights):
        check_weights(WEIGHTS | {part: WEIGHTS[part] | {"most": WEIGHTS[part]["most"] + 1}})
