"""What a committee reads about a plan: every kind of sentence, in both languages, with its facts."""

from datetime import date

import pytest
from tests.civickit.planner.test_planner import proposal, small

from civickit.planner import parse_instance
from civickit.planner.conflicts import Conflict, Requirement
from civickit.planner.deferrals import Deferral
from civickit.planner.facts import Apart
from civickit.planner.items import Item
from civickit.planner.suggesting import Suggestion
from civickit.planner.wording import DEFERRED, Teller
from civickit.planner.yearplan import Reached

INSPECTION = Apart(
    "p1",
    first_day=date(2027, 3, 8),
    last_day=date(2027, 3, 12),
    body="Thanh tra tỉnh",
    topic="Thanh tra đất đai",
)
INSTANCE = parse_instance(
    small(
        [proposal("p1", title="Rác thải"), proposal("p2", body="B", title="Thuốc", unit="U2")],
    )
)
VI, EN = Teller(INSTANCE), Teller(INSTANCE, "en")


def item(code, why):
    one = next(p for p in INSTANCE.proposals if p.id == code)
    return Item((one,), (one.organisation,), one.units, blocked_by=why)


@pytest.mark.parametrize(
    ("requirement", "vi", "en"),
    [
        (
            Requirement("commission", "p1", 0, 1),
            "nội dung được đặt hàng “Rác thải” phải có trong chương trình",
            "the commissioned “Rác thải” must be placed",
        ),
        (
            Requirement("apart", "p1", "p2", 1),
            "“Rác thải” và “Thuốc” làm khác thời gian, như đã quyết định",
            "“Rác thải” and “Thuốc” take place at different times, as was decided",
        ),
        (
            Requirement("visits", "U2", 4, 2),
            "Sở U2 tiếp không quá 02 cuộc trong quý IV",
            "Sở U2 takes at most 2 visits in quarter 4",
        ),
        (
            Requirement("minimum", "B", "criticism", 3),
            "Tổ chức B có ít nhất 03 nội dung phản biện xã hội",
            "Tổ chức B has at least 3 criticism topics",
        ),
        (
            Requirement("activities", "A", 11, 1),
            "Tổ chức A làm không quá 01 cuộc trong tháng 11",
            "Tổ chức A has at most 1 activities in month 11",
        ),
    ],
)
def test_a_requirement_says_who_how_many_and_when(requirement, vi, en):
    assert (VI.requirement(requirement), EN.requirement(requirement)) == (vi, en)


@pytest.mark.parametrize(
    ("limit", "vi", "en"),
    [
        (("visits", "U1", 1), "Sở U1 quý I", "Sở U1 in quarter 1"),
        (("visits", "U1", 4), "Sở U1 quý IV", "Sở U1 in quarter 4"),
        (("activities", "B", 12), "Tổ chức B tháng 12", "Tổ chức B in month 12"),
        (("activities", "nobody", 2), "nobody tháng 2", "nobody in month 2"),
    ],
)
def test_a_limit_is_named_by_its_place_and_time(limit, vi, en):
    assert (VI.limit(limit), EN.limit(limit)) == (vi, en)


@pytest.mark.parametrize("code", DEFERRED)
def test_every_reason_to_leave_out_has_its_facts(code):
    deferral = Deferral("p1", code, (("visits", "U1", 2), ("activities", "A", 5)), (INSPECTION,))
    for teller, side in ((VI, 0), (EN, 1)):
        sentence = DEFERRED[code][side]
        facts = {
            "{year}": "2027",
            "{days}": "2",
            "{full}": ", ".join(map(teller.limit, deferral.full)),
            "{apart}": teller.kept_clear_of("p1", [INSPECTION]),
        }
        for place, fact in facts.items():
            sentence = sentence.replace(place, fact)
        assert teller.deferral(deferral) == sentence
    assert VI.kept_clear_of("p1", [INSPECTION]) == (
        "“Thanh tra đất đai” của Thanh tra tỉnh (8/3 – 12/3)"
    )
    assert EN.kept_clear_of("p1", [INSPECTION]) == (
        "“Thanh tra đất đai” of Thanh tra tỉnh (8/3 – 12/3)"
    )


@pytest.mark.parametrize(
    "days", [{}, {"first_day": date(2027, 3, 8)}, {"last_day": date(2027, 3, 8)}]
)
def test_days_that_nobody_knows_are_not_said(days):
    visit = Apart("p1", body="Thanh tra tỉnh", topic="Thanh tra đất đai", **days)
    assert VI.kept_clear_of("p1", [visit]) == "“Thanh tra đất đai” của Thanh tra tỉnh"


def test_of_two_proposals_kept_apart_each_hears_of_the_other():
    pair = Apart("p1", "p2")
    assert VI.kept_clear_of("p1", [pair]) == "“Thuốc”"
    assert VI.kept_clear_of("p2", [pair]) == "“Rác thải”"
    assert VI.kept_clear_of("p1", [pair, INSPECTION]).startswith("“Thuốc”, “Thanh tra đất đai”")


def conflict(planned=0, needed=2, registered=2, **more):
    return Conflict(Reached("A", "supervision", planned, needed), registered, **more)


VISITS, ACTIVITIES = Requirement("visits", "U1", 1, 1), Requirement("activities", "A", 3, 1)


@pytest.mark.parametrize(
    ("told", "vi", "en"),
    [
        (
            conflict(registered=0),
            (
                "Tổ chức A chưa đăng ký nội dung giám sát nào, chỉ tiêu tối thiểu là 02; "
                "cần đăng ký thêm 02 hoặc giảm chỉ tiêu."
            ),
            (
                "Tổ chức A registered only 0 supervision topics, the minimum is 2; "
                "2 more are needed, or a lower minimum."
            ),
        ),
        (
            conflict(registered=1),
            (
                "Tổ chức A chỉ đăng ký 01 nội dung giám sát, chỉ tiêu tối thiểu là 02; "
                "cần đăng ký thêm 01 hoặc giảm chỉ tiêu."
            ),
            (
                "Tổ chức A registered only 1 supervision topics, the minimum is 2; "
                "1 more are needed, or a lower minimum."
            ),
        ),
        (
            conflict(planned=1, requirements=(VISITS, ACTIVITIES)),
            (
                "Tổ chức A mới có 01 nội dung giám sát, chỉ tiêu là 02: 2 yêu cầu sau không thể cùng đúng: "
                "(1) Sở U1 tiếp không quá 01 cuộc trong quý I; "
                "(2) Tổ chức A làm không quá 01 cuộc trong tháng 3."
            ),
            (
                "Tổ chức A has 1 supervision topics, the minimum is 2: these 2 cannot hold together: "
                "(1) Sở U1 takes at most 1 visits in quarter 1; "
                "(2) Tổ chức A has at most 1 activities in month 3."
            ),
        ),
        (
            conflict(planned=1, requirements=(VISITS,)),
            (
                "Tổ chức A mới có 01 nội dung giám sát, chỉ tiêu là 02: "
                "các nội dung khác cùng tranh chỗ trong những tháng đó."
            ),
            (
                "Tổ chức A has 1 supervision topics, the minimum is 2: "
                "other topics compete for the same months."
            ),
        ),
        (
            conflict(blocked=(item("p1", "OTHER_YEAR"), item("p2", "WINDOW_TOO_SHORT"))),
            (
                "Tổ chức A mới có 00 nội dung giám sát, chỉ tiêu là 02: "
                "“Rác thải”: thời gian đề xuất không thuộc năm 2027; "
                "“Thuốc”: cần 2 ngày nhưng khoảng thời gian đề xuất ngắn hơn."
            ),
            (
                "Tổ chức A has 0 supervision topics, the minimum is 2: "
                "“Rác thải”: the proposed time is not in 2027; "
                "“Thuốc”: needs 2 days, the proposed time is shorter."
            ),
        ),
    ],
)
def test_a_missed_minimum_says_what_is_lacking_and_why(told, vi, en):
    assert (VI.conflict(told), EN.conflict(told)) == (vi, en)


def test_three_blocked_proposals_are_named_at_most():
    told = VI.conflict(conflict(blocked=(item("p1", "OTHER_YEAR"),) * 4))
    assert told.count("“Rác thải”") == 3


def test_a_conflict_is_about_the_organisation_first_and_about_each_once():
    told = conflict(requirements=(VISITS, ACTIVITIES, VISITS))
    assert VI.subjects(told) == ["A", "U1"]


@pytest.mark.parametrize(
    ("suggestion", "vi", "en"),
    [
        (
            Suggestion("MORE_VISITS", "U1", 3),
            "cho Sở U1 tiếp thêm 01 cuộc trong quý III",
            "let Sở U1 take one more visit in quarter 3",
        ),
        (
            Suggestion("MORE_ACTIVITIES", "B", 7),
            "Tổ chức B nhận thêm 01 cuộc trong tháng 7",
            "let Tổ chức B take one more activity in month 7",
        ),
        (
            Suggestion("WIDER_WINDOW", "p2", 0),
            "cho đề xuất “Thuốc” làm vào tháng khác trong năm",
            "let “Thuốc” take place in another month",
        ),
        (
            Suggestion("MORE_PROPOSALS", "A", 2, "key_cadre"),
            "Tổ chức A đăng ký thêm 02 cuộc giám sát cán bộ chủ chốt",
            "Tổ chức A proposes 2 more supervisions of key cadres",
        ),
    ],
)
def test_a_suggestion_says_who_does_what_more(suggestion, vi, en):
    assert (VI.suggestion(suggestion), EN.suggestion(suggestion)) == (vi, en)
