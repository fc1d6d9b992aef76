"""Rulebooks of carrying out: checked by schema, every rule of the law in, dated."""

from copy import deepcopy
from datetime import date

import pytest

from giamsat.documents.catalogue_reading import catalogue
from giamsat.procedures.guides import guides
from giamsat.rulebooks import deadline_versions
from giamsat.rulebooks.carrying import (
    find_procedure,
    following_rules,
    procedure_from,
    procedures,
    signing_rules,
    topic_fields,
)
from giamsat.rulebooks.files import BadRulebook, read_yaml
from giamsat.supervision.models import Case
from giamsat.supervision.states import Form

RULES = """SUP_NOTICE before 15 days, SUP_REPORT_IN before 7 days, SUP_RESULT_REPORT after 15 days, SUP_RECOMMEND_OUT after 10 days,
SUP_REPLY after 15 days, SUP_HALF_YEAR after 6 months, CRIT_DRAFT_IN before 15 days, CRIT_REPLY after 15 days, PLAN_NEXT_YEAR after 1 year_end,
PIB_PLAN_NOTICE before 5 workdays, PIB_REPLY after 15 days, CISB_NOTICE before 45 days, CISB_REPLY after 15 days, VILLAGE_MEETING before 5 days,
RECEPTION_ANSWER after 10 workdays, DENUN_TRIAGE after 7 workdays, DENUN_FORWARD after 5 workdays, DENUN_FEEDBACK after 20 days,
DENUN_SETTLE after 30 days, COMPL_SETTLE_1 after 30 days, COMPL_SETTLE_2 after 45 days, DATA_SUBJECT_ACK after 2 workdays, HDND_REPLY after 15 days"""


@pytest.mark.parametrize(
    "told", [one.split() for one in RULES.replace("\n", " ").split(",")], ids=lambda one: one[0]
)
def test_every_rule_of_the_law_is_in_with_unit_direction_and_number(told):
    code, direction, number, unit = told
    found = [one.rule for one in deadline_versions() if one.rule.id == code]
    assert [(one.direction, one.count or one.suggested, one.unit) for one in found] == [
        (direction, int(number), unit)
    ]
    assert all(one.source and one.event for one in found)


def test_each_form_has_a_procedure_whose_papers_and_needs_exist():
    assert {one.form for one in procedures().values()} == set(Form.values)
    for procedure in procedures().values():
        for version in procedure.versions:
            for step in version.steps:
                assert set(step.papers) <= set(catalogue())
                assert set(step.needs) <= set(guides()[Case].needs)
                codes = {one.code for one in version.steps}
                assert set(step.done_by) <= {*catalogue(), *guides()[Case].acts, *codes}
                assert {step.skipped_by} - {""} <= set(guides()[Case].acts)
                assert not step.skipped_by or step.optional


def test_the_version_of_a_day():
    told = find_procedure("doan-giam-sat")
    assert "AGREE" not in [one.code for one in told.on(date(2025, 6, 30)).steps]
    assert "AGREE" in [one.code for one in told.on(date(2025, 7, 1)).steps]
    assert told.on(date(2010, 1, 1)).valid_from == date(2017, 8, 1)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda d: d.pop("title"), "thiếu mục"),
        (lambda d: d["versions"][0]["steps"][0].update(needs=["gì đó"]), "ngoài danh sách"),
        (lambda d: d["versions"][0]["steps"][0].update(actor="ai"), "không có vai"),
        (
            lambda d: d["versions"][0]["steps"][0].update(
                deadline={"rule": "KHONG_CO", "anchor": "session"}
            ),
            "không có quy định",
        ),
        (
            lambda d: d["versions"][0]["steps"][0].update(
                deadline={"rule": "SUP_REPLY", "anchor": "đâu đó"}
            ),
            "không có mốc",
        ),
        (lambda d: d["versions"][0]["steps"].append(d["versions"][0]["steps"][0]), "cùng mã"),
        (lambda d: d["versions"][0].update(certainty="chắc"), "ngoài danh sách"),
    ],
)
def test_a_spoiled_rulebook_is_refused_with_its_place(spoil, words):
    data = deepcopy(read_yaml("procedures/doan-giam-sat.yaml"))
    spoil(data)
    with pytest.raises(BadRulebook) as refused:
        procedure_from(data, "thu.yaml")
    assert words in refused.value.sentence()


def test_following_signing_and_fields_are_there():
    rules = following_rules(date(2026, 1, 1))
    assert [one.after_days for one in rules.ladder] == sorted(
        one.after_days for one in rules.ladder
    )
    assert signing_rules(date(2026, 1, 1)).kinds["front"].symbol_of("KH") == "KH-MTTQ-BTT"
    assert signing_rules(date(2026, 1, 1)).kinds["front"].symbol_of("CV") == "MTTQ-BTT"
    assert len(topic_fields()) >= 15
