"""Readings of targets: who meets them, who does not, for whom they do not apply, of whom nothing is known."""

from dataclasses import replace
from datetime import date
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples

from civickit.measures import (
    ALWAYS,
    CountedKind,
    Reason,
    Status,
    Term,
    Vocabulary,
    fact_frame,
    needed,
    read_target,
    read_targets,
    sentence,
    unit_frame,
)

TERM = Term(date(2020, 10, 1), 5)
WORDS = Vocabulary(
    {"front": "Ủy ban MTTQ", "veterans": "Hội Cựu chiến binh", "party": "cấp ủy"},
    {"province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"},
    {"hot": "về vấn đề nổi cộm", "key": "đối với cán bộ chủ chốt", "on_time": "đúng hạn"},
    {
        one.code: one
        for one in (
            CountedKind("visit", "giám sát", "nội dung"),
            CountedKind("due", "kiến nghị đến hạn", ""),
            CountedKind("paper", "định hướng", "văn bản", reported=True),
            CountedKind("cadres", "cán bộ", "", reported=True),
            CountedKind("people", "dân số", "", reported=True),
        )
    },
)
FIRST = {
    "code": "A",
    "title": "Chỉ tiêu A",
    "valid_from": "2021-01-01",
    "source": "Nghị quyết",
    "subjects": {},
    "period": "year",
}
DAY = date(2025, 12, 31)
UNITS = [
    (1, "F1", "front", "province", "40", "", None, None),
    (2, "F2", "front", "commune", "171", "40", None, None),
    (3, "V2", "veterans", "commune", "171", "40", None, None),
]


def define(**told):
    target, faults = read_target(FIRST | told, WORDS)
    assert faults == []
    return target


NUMBERS = count(1)


def fact(unit, event, day=date(2025, 6, 1), quantity=1, subject=0, tags="", pending=0, paper=0):
    return (1, next(NUMBERS), unit, event, day.toordinal(), quantity, subject, tags, pending, paper)


def readings(targets, facts, units=UNITS, successions=(), as_of=DAY, periods=1, **options):
    frame = unit_frame(units, successions)
    wanted = needed(targets, as_of, TERM, WORDS, periods)
    kept = [one for one in facts if one[3] in wanted.since]
    return read_targets(
        targets, frame, fact_frame(kept, frame, wanted, WORDS), as_of=as_of, term=TERM, **options
    )


def read(target, facts, **options):
    return readings([target], facts, **options)[target.code]


def by_unit(reading):
    ids = reading.frame.units.ids[reading.lead]
    return {
        int(one): Status(status) for one, status in zip(ids, reading.groups.statuses, strict=True)
    }


def test_each_unit_needs_its_own_minimum():
    target = define(measure={"count": "visit"}, compare={">=": 2})
    told = read(target, [fact(1, "visit"), fact(1, "visit"), fact(2, "visit")])
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_MET, 3: Status.NOT_MET}
    assert (told.status, told.share()) == (Status.NOT_MET, (1, 3))


def test_what_is_not_reached_is_not_known_while_the_period_runs():
    target = define(measure={"count": "visit"}, compare={">=": 1})
    told = read(target, [fact(1, "visit")], as_of=date(2025, 9, 1))
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_KNOWN, 3: Status.NOT_KNOWN}
    assert (told.status, told.reason) == (Status.NOT_KNOWN, Reason.RUNNING)


def test_what_comes_after_the_day_asked_about_does_not_count():
    target = define(measure={"count": "visit"}, compare={">=": 1})
    told = read(target, [fact(1, "visit", date(2025, 9, 2))], as_of=date(2025, 9, 1))
    assert by_unit(told)[1] == Status.NOT_KNOWN


def test_an_upper_bound_once_passed_is_lost_at_once():
    target = define(measure={"count": "visit"}, compare={"<=": 1})
    told = read(target, [fact(1, "visit"), fact(1, "visit")], as_of=date(2025, 9, 1))
    assert by_unit(told) == {1: Status.NOT_MET, 2: Status.MET, 3: Status.MET}


@pytest.mark.parametrize(
    ("bounds", "passing"),
    [({">": 1}, {2, 3}), ({">=": 1, "<=": 2}, {1, 2}), ({"=": 3}, {3}), ({"<": 2}, {1})],
)
def test_every_comparison(bounds, passing):
    target = define(measure={"count": "visit"}, compare=bounds)
    told = read(target, [fact(unit, "visit") for unit in (1, 2, 2, 3, 3, 3)])
    assert {one for one, status in by_unit(told).items() if status == Status.MET} == passing


def test_nothing_to_divide_by_is_not_applicable_and_never_everything():
    target = define(
        measure={"ratio": {"event": "due", "with": ["on_time"]}, "over": "due"}, compare={">=": 80}
    )
    told = read(target, [fact(1, "due", tags="on_time"), fact(2, "due")])
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_MET, 3: Status.NOT_APPLICABLE}
    assert told.share() == (1, 2)
    nothing = read(
        replace(
            target,
            aggregate=define(
                measure={"count": "visit"}, compare={">=": 1}, aggregate="sum"
            ).aggregate,
        ),
        [],
    )
    assert (nothing.status, nothing.reason) == (Status.NOT_APPLICABLE, Reason.NO_DENOMINATOR)
    assert np.isnan(nothing.value)


def test_silence_about_what_only_the_unit_knows_is_not_zero():
    target = define(measure={"count": "paper"}, compare={">=": 1}, evidence="paper")
    told = read(
        target,
        [fact(1, "paper", quantity=0, paper=True), fact(2, "paper", pending=True, paper=True)],
    )
    assert by_unit(told) == {1: Status.NOT_MET, 2: Status.NOT_KNOWN, 3: Status.NOT_KNOWN}
    reasons = dict(
        zip(told.frame.units.ids[told.lead].tolist(), told.groups.reasons.tolist(), strict=True)
    )
    assert reasons == {1: Reason.NONE, 2: Reason.UNREPORTED, 3: Reason.UNREPORTED}


def test_what_waits_never_counts_however_little_a_target_asks_for():
    told = read(
        define(measure={"count": "paper"}, compare={">=": 1}),
        [fact(1, "paper"), fact(2, "paper", pending=True), fact(2, "paper", quantity=0)],
    )
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_KNOWN, 3: Status.NOT_KNOWN}
    assert told.groups.tops.tolist() == [1, 0, 0]


def test_a_row_stands_from_the_day_it_is_known_until_the_next_one_says_more():
    target = define(measure={"count": {"event": "paper", "with": ["hot"]}}, compare={">=": 1})
    number = {
        day: one.toordinal()
        for day, one in (("sent", date(2025, 3, 1)), ("answered", date(2025, 4, 10)))
    }
    row = (1, 7, 1, "paper", number["sent"], 1, 0)
    passing = [
        (*row, "", 0, 1, number["sent"], number["answered"]),
        (*row, "hot", 0, 1, number["answered"], ALWAYS),
    ]
    frame = unit_frame(UNITS)
    wanted = needed([target], DAY, TERM, WORDS)
    facts = fact_frame([], frame, wanted, WORDS, passing)
    for as_of, expected in ((date(2025, 4, 9), 0), (date(2025, 4, 10), 1), (DAY, 1)):
        told = read_targets([target], frame, facts, as_of=as_of, term=TERM)[target.code]
        assert (told.top, len(told.behind()[0])) == (expected, expected)


def test_what_waits_for_confirmation_or_a_paper_would_change_it():
    target = define(measure={"count": "paper"}, compare={">=": 2}, evidence="paper")
    told = read(
        target, [fact(1, "paper", paper=True), fact(1, "paper"), fact(2, "paper", paper=True)]
    )
    assert by_unit(told)[1] == Status.NOT_KNOWN
    assert told.groups.reasons[0] == Reason.UNCONFIRMED
    assert by_unit(told)[2] == Status.NOT_MET


def test_an_upper_bound_is_not_kept_by_silence():
    target = define(measure={"count": "paper"}, compare={"<=": 3}, evidence="confirmed")
    told = read(
        target,
        [
            fact(1, "paper", quantity=2),
            fact(2, "paper", quantity=2),
            fact(2, "paper", quantity=5, pending=True),
        ],
    )
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_KNOWN, 3: Status.NOT_KNOWN}


def test_two_conditions_and_k_of_them():
    both = define(
        measure={"conditions": ["visit", {"event": "visit", "with": ["hot"], "least": 2}]}
    )
    one = define(
        code="B",
        measure={"conditions": ["due", {"event": "visit", "with": ["hot"]}], "at_least": 1},
    )
    facts = [
        fact(1, "visit", tags="hot"),
        fact(1, "visit", tags="key hot"),
        fact(2, "visit", tags="hot"),
    ]
    told = readings([both, one], facts)
    assert by_unit(told["A"]) == {1: Status.MET, 2: Status.NOT_MET, 3: Status.NOT_MET}
    assert by_unit(told["B"]) == {1: Status.MET, 2: Status.MET, 3: Status.NOT_MET}


def test_people_are_counted_once_and_turns_every_time():
    facts = [
        fact(1, "visit", subject=7),
        fact(1, "visit", subject=7),
        fact(1, "visit", subject=8),
        fact(1, "visit"),
        fact(1, "visit"),
    ]
    people = define(measure={"count": {"event": "visit", "how": "subjects"}}, compare={">=": 4})
    turns = define(code="B", measure={"count": "visit"}, compare={">=": 5})
    told = readings([people, turns], facts)
    assert (told["A"].groups.values[0], told["B"].groups.values[0]) == (4, 5)


def test_a_stock_is_the_newest_figure_and_may_be_older_than_the_period():
    target = define(
        measure={"ratio": "visit", "over": {"event": "cadres", "how": "latest"}},
        compare={">=": 50},
        aggregate="sum",
    )
    facts = [
        fact(1, "cadres", date(2019, 1, 1), 99),
        fact(1, "cadres", date(2023, 1, 1), 4),
        fact(2, "cadres", quantity=6),
        fact(1, "visit", quantity=3),
        fact(2, "visit", quantity=2),
        fact(3, "cadres", quantity=0),
    ]
    told = read(target, facts)
    assert (told.top, told.bottom, told.value, told.status) == (5, 10, 50, Status.MET)


def test_a_threshold_by_size():
    target = define(
        measure={"count": "visit"},
        by_size={
            "of": {"event": "people", "how": "latest"},
            "steps": [{"from": 0, ">=": 1}, {"from": 10000, ">=": 2}],
        },
    )
    facts = [
        fact(1, "people", quantity=20000),
        fact(1, "visit"),
        fact(2, "people", quantity=9999),
        fact(2, "visit"),
    ]
    assert by_unit(read(target, facts)) == {1: Status.NOT_MET, 2: Status.MET, 3: Status.NOT_MET}


def test_a_change_against_the_period_before():
    target = define(
        measure={"change": "due", "over": {"event": "due", "periods_back": 1}}, compare={"<=": -10}
    )
    facts = [
        fact(1, "due", date(2024, 5, 5), 10),
        fact(1, "due", quantity=9),
        fact(2, "due", date(2024, 5, 5), 10),
        fact(2, "due", quantity=10),
    ]
    told = read(target, facts)
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_MET, 3: Status.NOT_APPLICABLE}


def test_mean_longest_and_the_last_months():
    mean = define(measure={"count": {"event": "due", "how": "mean"}}, compare={"<=": 15})
    longest = define(
        code="B",
        measure={"count": {"event": "due", "how": "longest"}},
        compare={"<=": 15},
        period={"last_months": 3},
    )
    facts = [
        fact(1, "due", quantity=10),
        fact(1, "due", date(2025, 11, 1), 20),
        fact(2, "due", date(2025, 9, 30), 99),
    ]
    told = readings([mean, longest], facts)
    assert (told["A"].groups.values[0], told["B"].groups.values[0]) == (15, 20)
    assert by_unit(told["B"])[2] == Status.NOT_APPLICABLE


def test_what_comes_after_the_day_set_in_the_year_is_too_late():
    target = define(
        measure={"count": "visit"}, compare={">=": 1}, period={"every": "year", "by": "06-30"}
    )
    told = read(
        target,
        [fact(1, "visit", date(2025, 6, 30)), fact(2, "visit", date(2025, 7, 1))],
        as_of=date(2025, 8, 1),
    )
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_MET, 3: Status.NOT_MET}


def test_who_is_excepted_and_who_alone_is_counted():
    target = define(
        measure={"count": "visit"},
        compare={">=": 1},
        subjects={"except": {"kinds": ["veterans"], "with": {"event": "paper"}}},
    )
    told = read(target, [fact(2, "paper"), fact(2, "visit"), fact(1, "visit")])
    assert by_unit(told) == {1: Status.MET, 2: Status.NOT_APPLICABLE}
    assert told.share() == (1, 1)
    only = define(measure={"count": "visit"}, compare={">=": 1}, subjects={"only_with": "paper"})
    assert read(only, [fact(2, "paper"), fact(1, "visit")]).share() == (0, 1)


def test_a_sum_leaves_out_what_excused_units_did():
    target = define(
        measure={"count": "visit"},
        compare={">=": 2},
        aggregate="sum",
        subjects={"except": {"with": {"event": "paper"}}},
    )
    visits = [fact(1, "visit"), fact(3, "visit", quantity=5), fact(3, "paper")]
    told = read(target, visits)
    assert (told.status, told.value) == (Status.NOT_MET, 1)
    told = read(target, [*visits, fact(2, "visit")])
    assert (told.status, told.value) == (Status.MET, 2)


def test_bodies_of_one_place_may_count_together():
    target = define(
        measure={"count": "visit"},
        compare={">=": 2},
        subjects={"per": "place", "levels": ["commune"]},
    )
    told = read(target, [fact(2, "visit"), fact(3, "visit"), fact(1, "visit")])
    assert (told.share(), told.groups.values.tolist()) == ((1, 1), [2])


def test_what_counts_for_itself_alone_does_not_count_elsewhere():
    every = define(measure={"count": "visit"}, compare={">=": 1})
    alone = define(
        code="B",
        measure={"count": {"event": "visit", "with": ["key"]}},
        compare={">=": 1},
        counts_toward=[],
    )
    facts = [fact(1, "visit", tags="key"), fact(2, "visit", tags="key"), fact(2, "visit")]
    assert readings([every, alone], facts)["A"].groups.values.tolist() == [0, 1, 0]
    shared = replace(alone, counts_toward=("A",))
    assert readings([every, shared], facts)["A"].groups.values.tolist() == [1, 2, 0]


def test_at_least_so_many_units_and_a_share_of_them():
    facts = [fact(1, "visit"), fact(2, "visit")]
    target = define(measure={"count": "visit"}, compare={">=": 1}, aggregate={"units": {">=": 2}})
    assert read(target, facts).status == Status.MET
    share = define(measure={"count": "visit"}, compare={">=": 1}, aggregate={"share": {">": 67}})
    assert read(share, facts).status == Status.NOT_MET


OLD = (date(2025, 6, 30)).toordinal()
NEW = (date(2025, 7, 1)).toordinal()
MERGED = [
    (1, "A", "front", "commune", "1", "40", None, OLD),
    (2, "B", "front", "commune", "2", "40", None, OLD),
    (3, "C", "front", "commune", "3", "40", NEW, None),
    (4, "D", "front", "commune", "4", "40", None, OLD),
    (5, "E", "front", "commune", "5", "40", NEW, None),
]
LINES = [(1, 3, NEW), (2, 3, NEW), (4, 3, NEW), (4, 5, NEW)]


def test_figures_of_merged_units_go_to_who_took_over_and_those_of_divided_ones_are_told():
    target = define(measure={"count": "visit"}, compare={">=": 2})
    facts = [
        fact(1, "visit", date(2025, 3, 1)),
        fact(2, "visit", date(2025, 4, 1)),
        fact(4, "visit", date(2025, 5, 1)),
    ]
    told = read(target, facts, units=MERGED, successions=LINES)
    assert by_unit(told) == {3: Status.MET, 5: Status.NOT_MET}
    assert (told.merged, told.left_out) == (2, 1)
    assert told.frame.units.divided().tolist() == [3]
    before = read(target, facts, units=MERGED, successions=LINES, as_of=date(2025, 6, 1))
    assert set(by_unit(before)) == {1, 2, 4}
    assert (before.merged, before.left_out) == (0, 0)
    today = read(
        target, facts, units=MERGED, successions=LINES, as_of=date(2025, 6, 1), units_on=DAY
    )
    assert set(by_unit(today)) == {3, 5}


def test_who_ends_on_the_day_it_began_counts_with_its_heir():
    """Still there on that day and taken over on it: it is no group without a unit to be named for."""
    day = DAY.toordinal()
    units = [
        (1, "A", "front", "commune", "1", "40", day, day),
        (2, "B", "front", "commune", "2", "40", None, None),
    ]
    target = define(measure={"count": "visit"}, compare={">=": 1})
    reading = read(target, [fact(1, "visit")], units=units, successions=[(1, 2, day)])
    assert by_unit(reading) == {2: Status.MET}
    assert len(reading.lead) == len(reading.groups.statuses)


def test_a_circle_of_successions_ends():
    circle = [(1, 2, NEW), (2, 4, NEW), (4, 1, NEW)]
    target = define(measure={"count": "visit"}, compare={">=": 1})
    assert set(by_unit(read(target, [], units=MERGED, successions=circle))) == {3, 5}


@pytest.mark.parametrize(
    ("province", "district", "commune", "total"),
    [(2, 27, 176, 205), (2, 25, 71, 98), (2, 16, 65, 83), (1, 8, 53, 62), (4, 28, 187, 219)],
)
def test_published_sums_come_out_of_their_parts(province, district, commune, total):
    """Hậu Giang 2022 and the first half of 2023, Bình Thuận 2023 (domain.md 5.2)."""
    units = [
        (1, "T", "front", "province", "93", "", None, None),
        (2, "H", "front", "district", "930", "93", None, None),
        (3, "X", "front", "commune", "931", "930", None, None),
    ]
    target = define(measure={"count": "visit"}, compare={">=": 1}, aggregate="sum")
    told = read(
        target,
        [
            fact(1, "visit", quantity=province),
            fact(2, "visit", quantity=district),
            fact(3, "visit", quantity=commune),
        ],
        units=units,
    )
    assert (told.value, told.groups.values.tolist()) == (total, [province, district, commune])


def test_the_published_sum_of_six_bodies():
    """Thanh Hóa 2022: 25 = 6 + 4 + 2 + 4 + 5 + 4."""
    parts = [6, 4, 2, 4, 5, 4]
    units = [(one, f"U{one}", "front", "province", "38", "", None, None) for one in range(6)]
    target = define(measure={"count": "visit"}, compare={">=": 25}, aggregate="sum")
    told = read(
        target,
        [fact(unit, "visit") for unit, count in enumerate(parts) for _ in range(count)],
        units=units,
    )
    assert (told.value, told.status) == (25, Status.MET)


EVENTS = st.tuples(
    st.integers(1, 3),
    st.sampled_from(["visit", "due", "paper"]),
    st.dates(date(2024, 12, 1), date(2026, 1, 31)),
    st.integers(0, 9),
    st.integers(0, 3),
    st.sampled_from(["", "hot", "hot key", "on_time"]),
    st.booleans(),
    st.booleans(),
)
MEASURES = st.sampled_from(
    [
        {"count": "visit"},
        {"count": {"event": ["visit", "paper"], "any": ["hot", "on_time"]}},
        {"count": {"event": "paper", "without": ["hot"]}},
        {"ratio": {"event": "due", "with": ["on_time"]}, "over": "due"},
        {"ratio": "visit", "over": {"event": "due", "how": "latest"}},
    ]
)


@examples(50, 2000)
@given(
    st.lists(EVENTS, max_size=40),
    MEASURES,
    st.sampled_from(["confirmed", "paper"]),
    st.dates(date(2025, 1, 1), date(2025, 12, 31)),
)
def test_the_rows_behind_a_figure_add_up_to_it(events, measure, evidence, as_of):
    told = [fact(*one) for one in events]
    target = define(measure=measure, compare={">=": 1}, evidence=evidence, aggregate="sum")
    reading = read(target, told, as_of=as_of)
    quantity = reading.frame.facts.quantity
    for group in (None, 0, 1, 2):
        top, bottom = reading.behind(group)
        expected = (
            (reading.top, reading.bottom)
            if group is None
            else (reading.groups.tops[group], reading.groups.bottoms[group])
        )
        assert quantity[top].sum() == expected[0]
        if "over" in measure:
            assert quantity[bottom].sum() == expected[1]
        assert len(set(top.tolist())) == len(top)
    parts = reading.groups.tops.sum()
    assert parts == reading.top


@examples(50, 2000)
@given(
    st.lists(EVENTS, max_size=30),
    st.sampled_from([{">=": 3}, {"<=": 3}, {">=": 2, "<=": 5}]),
    st.sampled_from(["confirmed", "paper"]),
)
def test_columns_say_what_a_plain_loop_says(events, bounds, evidence):
    """Year closed, everything known to the system: met exactly where the plain sum is inside the bounds."""
    told = [fact(*one) for one in events]
    target = define(measure={"count": "visit"}, compare=bounds, evidence=evidence)
    statuses = by_unit(read(target, told))
    for unit in (1, 2, 3):
        mine = [
            row
            for row in told
            if row[2] == unit and row[3] == "visit" and date.fromordinal(row[4]).year == 2025
        ]
        sure = sum(r[5] for r in mine if not r[8] and (evidence == "confirmed" or r[9]))
        hoped = sum(r[5] for r in mine)
        inside = [
            all((value >= bounds.get(">=", 0), value <= bounds.get("<=", 1e9)))
            for value in (sure, hoped)
        ]
        met = inside[0] and (inside[1] or "<=" not in bounds)
        expected = (
            Status.MET if met else Status.NOT_KNOWN if inside[0] != inside[1] else Status.NOT_MET
        )
        assert statuses[unit] == expected


def test_a_sentence_is_made_from_the_definition():
    target = define(
        measure={"count": {"event": "visit", "with": ["hot"]}},
        compare={">=": 2},
        aggregate={"share": {">=": 80}},
        subjects={"levels": ["commune"], "except": {"kinds": ["veterans"]}},
        evidence="paper",
    )
    assert sentence(target, WORDS) == (
        "Hằng năm, ít nhất 80% cơ quan, tổ chức cấp xã (trừ Hội Cựu chiến binh) có ít nhất 2 nội dung giám sát "
        "về vấn đề nổi cộm. Chỉ tính việc có văn bản kèm theo và đã được cấp trên xác nhận."
    )
