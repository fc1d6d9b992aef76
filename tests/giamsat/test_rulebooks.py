from datetime import date

import pytest

from giamsat.foundation.refusals import Refusal
from giamsat.rulebooks import (
    deadline_versions,
    find_deadline_rule,
    load_programme_rules,
    official_swaps,
    programme_codes,
)
from giamsat.rulebooks.reading import CERTAINTIES, closed_spans

pytestmark = pytest.mark.no_database
OWN = """
code: tinh-ta
title: Mức đã hiệp thương
source: Hiệp thương ngày 10/10/2026
minimums: {supervision: 1}
exempt: {supervision: [CCB]}
max_visits_per_unit_per_quarter: 1
capacity_per_month: {default: 2}
duration_days: {supervision: 3}
blackouts:
  - {first: "03-01", last: "03-05", reason: Đại hội, bodies: [DTN]}
  - {kind: tet, before: 1, after: 2, reason: Tết}
"""


def test_versions_of_a_rule_never_overlap_and_tell_their_source():
    seen = {}
    for version in deadline_versions():
        assert version.rule.source
        assert version.rule.certainty in CERTAINTIES
        assert (version.rule.count is None) == (version.rule.certainty == "absent")
        before = seen.get(version.rule.id)
        assert before is None or (
            before.valid_to is not None and before.valid_to < version.valid_from
        )
        seen[version.rule.id] = version


def test_the_version_of_the_day_is_taken():
    assert find_deadline_rule("COMPL_ACCEPT", date(2026, 6, 30)).rule.count == 10
    assert find_deadline_rule("COMPL_ACCEPT", date(2026, 7, 1)).rule.count == 7
    with pytest.raises(Refusal) as refused:
        find_deadline_rule("SUP_NOTICE", date(2001, 1, 1))
    assert "1/1/2001" in refused.value.sentence("vi")
    assert "SUP_NOTICE" in refused.value.sentence("en")


def test_each_swap_names_a_day_off_and_a_day_worked():
    days = official_swaps()
    assert sum(one.is_working for one in days) * 2 == len(days)
    assert all(one.day.weekday() >= 5 for one in days if one.is_working)
    assert all(one.day.weekday() < 5 for one in days if not one.is_working)


@pytest.mark.parametrize("code", programme_codes())
def test_packaged_programme_rules_are_whole(code):
    rules = load_programme_rules(code)
    assert rules.code == code
    assert rules.capacity["default"] > 0


def test_an_offices_own_rulebook_is_read_from_its_path(tmp_path):
    path = tmp_path / "tinh-ta.yaml"
    path.write_text(OWN, "utf-8")
    rules = load_programme_rules(str(path))
    assert (rules.title, rules.exempt) == ("Mức đã hiệp thương", {"supervision": ("CCB",)})
    assert closed_spans(rules, 2027, (date(2027, 2, 5), date(2027, 2, 9))) == [
        (date(2027, 3, 1), date(2027, 3, 5), "Đại hội", ("DTN",)),
        (date(2027, 2, 4), date(2027, 2, 11), "Tết", ()),
    ]
    assert closed_spans(rules, 2027, None) == [
        (date(2027, 3, 1), date(2027, 3, 5), "Đại hội", ("DTN",))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "code: x",
        OWN.replace("supervision: 1", "khac: 1"),
        OWN.replace("default: 2", "default: nhiều"),
    ],
)
def test_a_wrong_rulebook_is_refused(tmp_path, text):
    path = tmp_path / "sai.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        load_programme_rules(str(path))
    assert refused.value.code == "BAD_RULEBOOK"
    assert "chưa đúng" in refused.value.sentence()
