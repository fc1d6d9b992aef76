"""Definitions from plain data: what is wrong is said in Vietnamese at its place, all of it at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples

from civickit.measures import (
    CountedKind,
    Period,
    Term,
    Vocabulary,
    back,
    check_together,
    read_target,
    window_of,
)

WORDS = Vocabulary(
    {"front": "Ủy ban MTTQ"},
    {"commune": "cấp xã"},
    {"hot": "về vấn đề nổi cộm"},
    {"visit": CountedKind("visit", "giám sát", "cuộc")},
)
GOOD = {
    "code": "A",
    "title": "Chỉ tiêu A",
    "valid_from": "2026-01-01",
    "source": "Nghị quyết 1",
    "subjects": {"kinds": ["front"]},
    "period": "year",
    "measure": {"count": "visit"},
    "compare": {">=": 2},
}


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"code": ""}, "code", "MISSING"),
        ({"title": 5}, "title", "NOT_TEXT"),
        ({"valid_from": "năm 2026"}, "valid_from", "NOT_DAY"),
        ({"valid_to": "2025-12-31"}, "valid_to", "DAYS_CROSS"),
        ({"status": "mới"}, "status", "NOT_CHOICE"),
        ({"evidence": "dấu đỏ"}, "evidence", "NOT_CHOICE"),
        ({"subjects": {"kinds": ["xã"]}}, "subjects > kinds", "UNKNOWN_KIND"),
        ({"subjects": {"levels": "commune"}}, "subjects > levels", "NOT_LIST"),
        (
            {"subjects": {"except": {"levels": ["huyện"]}}},
            "subjects > except > levels",
            "UNKNOWN_LEVEL",
        ),
        ({"subjects": None}, "subjects", "MISSING"),
        ({"period": "tuần"}, "period > every", "NOT_CHOICE"),
        ({"period": {"from": "2026-05-01", "to": "2026-01-01"}}, "period > to", "DAYS_CROSS"),
        ({"period": {"every": "year", "by": "13-45"}}, "period > by", "NOT_DAY"),
        ({"measure": {"count": "nothing"}}, "measure > count > event", "UNKNOWN_EVENT"),
        (
            {"measure": {"count": {"event": "visit", "with": ["nóng"]}}},
            "measure > count > with",
            "UNKNOWN_TAG",
        ),
        ({"measure": {"count": {"with": ["hot"]}}}, "measure > count > event", "NO_EVENT"),
        (
            {"measure": {"count": {"event": "visit", "how": "đếm"}}},
            "measure > count > how",
            "NOT_CHOICE",
        ),
        ({"measure": {"ratio": "visit"}}, "measure > over", "NO_DENOMINATOR"),
        ({"measure": {}}, "measure", "NO_MEASURE"),
        ({"measure": {"count": "visit", "ratio": "visit"}}, "measure", "NO_MEASURE"),
        ({"measure": {"conditions": []}}, "measure > conditions", "NOT_LIST"),
        (
            {"measure": {"conditions": ["visit"], "at_least": 2}},
            "measure > at_least",
            "TOO_MANY_CONDITIONS",
        ),
        (
            {"measure": {"conditions": ["visit"]}, "aggregate": "sum"},
            "aggregate",
            "SUM_OF_CONDITIONS",
        ),
        ({"compare": {}}, "compare", "NO_COMPARISON"),
        ({"compare": {">=": "hai"}}, "compare > >=", "NOT_NUMBER"),
        ({"compare": {">=": 5, "<=": 3}}, "compare", "BOUNDS_CROSS"),
        ({"compare": {">=": 5, ">": 3}}, "compare", "TWO_BOUNDS"),
        ({"aggregate": "mean"}, "aggregate", "NOT_CHOICE"),
        ({"aggregate": {"share": {}}}, "aggregate > share", "NO_COMPARISON"),
        (
            {"by_size": {"of": "visit", "steps": [{"from": 5, ">=": 1}]}},
            "by_size > steps",
            "STEPS_FALL",
        ),
        ({"màu": "đỏ"}, "", "UNKNOWN_KEY"),
        ({"by_size": {"of": "visit", "steps": 5}}, "by_size > steps", "NOT_LIST"),
        ({"period": {"last_months": 1.5}}, "period > last_months", "NOT_WHOLE"),
        (
            {"measure": {"count": {"event": "visit", "periods_back": -1}}},
            "measure > count > periods_back",
            "NOT_WHOLE",
        ),
        ({"questions": [{"asks": "Thế nào"}]}, "questions > 1 > chosen", "MISSING"),
    ],
)
def test_a_fault_is_told_at_its_place(change, place, code):
    target, faults = read_target(GOOD | change, WORDS)
    assert target is None
    assert [(one.place, one.code) for one in faults] == [(place, code)]
    assert faults[0].sentence("vi")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*GOOD, "count", "steps", "over", "event", ">="]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@examples(100, 3000)
@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "by_size", "aggregate", "evidence", "counts_toward", "questions"]),
        ANYTHING,
    )
)
def test_nothing_that_can_be_written_breaks_the_reading(change):
    target, faults = read_target(GOOD | change, WORDS)
    assert (target is None) == bool(faults)
    assert all(one.sentence(lang) for one in faults for lang in ("vi", "en"))


def test_all_faults_are_told_at_once_and_nonsense_is_no_crash():
    assert len(read_target(GOOD | {"code": "", "period": "tuần", "compare": {}}, WORDS)[1]) == 3
    for nonsense in (
        None,
        5,
        "chữ",
        [],
        {"measure": "visit", "subjects": [], "period": 7, "compare": [], "by_size": 3},
    ):
        assert read_target(nonsense, WORDS)[1]


def test_a_good_one_has_no_fault():
    target, faults = read_target(GOOD, WORDS)
    assert faults == []
    assert (target.comparison.low, target.valid_from) == (2, date(2026, 1, 1))


def versions(*changes):
    return [read_target(GOOD | one, WORDS)[0] for one in changes]


def test_two_versions_in_force_at_once_are_told():
    overlapping = versions({"valid_to": "2026-12-31"}, {"valid_from": "2026-06-01"})
    told = check_together(overlapping)
    assert [(one.code, fault.code) for one, fault in told] == [("A", "OVERLAPPING")]
    assert told[0][1].sentence("vi") == "hai phiên bản cùng có hiệu lực từ 1/6/2026 đến 31/12/2026"
    assert check_together(versions({"valid_to": "2026-05-31"}, {"valid_from": "2026-06-01"})) == []
    assert check_together(versions({}, {"status": "draft"}, {"status": "replaced"})) == []


def test_counting_toward_nothing_or_itself_is_told():
    told = check_together(versions({"counts_toward": ["A", "B"]}))
    assert [fault.code for _, fault in told] == ["COUNTS_TOWARD_SELF", "COUNTS_TOWARD_NOTHING"]


TERM = Term(date(2020, 10, 1), 5)


@pytest.mark.parametrize(
    ("every", "day", "first", "last", "label"),
    [
        ("month", date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29), "tháng 2 năm 2024"),
        ("quarter", date(2026, 8, 5), date(2026, 7, 1), date(2026, 9, 30), "quý III năm 2026"),
        (
            "half_year",
            date(2026, 7, 1),
            date(2026, 7, 1),
            date(2026, 12, 31),
            "6 tháng cuối năm 2026",
        ),
        ("year", date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
        ("term", date(2025, 9, 30), date(2020, 10, 1), date(2025, 9, 30), "nhiệm kỳ 2020–2025"),
        ("term", date(2025, 10, 1), date(2025, 10, 1), date(2030, 9, 30), "nhiệm kỳ 2025–2030"),
        ("term", date(2019, 1, 1), date(2015, 10, 1), date(2020, 9, 30), "nhiệm kỳ 2015–2020"),
    ],
)
def test_the_period_a_day_lies_in(every, day, first, last, label):
    told = window_of(Period(every), day, TERM)
    assert (told.first, told.last, told.label) == (first, last, label)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period("month"), "August 2026"),
        (Period("quarter"), "quarter III of 2026"),
        (Period("half_year"), "the second half of 2026"),
        (Period("year"), "2026"),
        (Period("term"), "the term 2025–2030"),
        (Period(months=6), "the 6 months to 5 Aug 2026"),
        (Period(span=(date(2026, 1, 1), date(2026, 8, 31))), "1 Jan 2026 to 31 Aug 2026"),
    ],
)
def test_a_period_in_english(period, words):
    assert window_of(period, date(2026, 8, 5), TERM).sentence("en") == words


def test_periods_before():
    assert back(Period("year"), date(2026, 5, 5), TERM, 0) == date(2026, 5, 5)
    assert back(Period("year"), date(2026, 5, 5), TERM, 2) == date(2024, 12, 31)
    assert back(Period("quarter"), date(2026, 5, 5), TERM, 1) == date(2026, 3, 31)
    assert back(Period("term"), date(2026, 5, 5), TERM, 1) == date(2025, 9, 30)
    assert back(Period(months=12), date(2026, 5, 5), TERM, 1) == date(2025, 5, 5)
    closing = window_of(Period("year", by=(2, 29)), date(2026, 5, 5), TERM)
    assert closing.closes == date(2026, 2, 28)
