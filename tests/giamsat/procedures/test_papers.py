"""Which papers belong to a step, and who outside the office opens them: the folder of the paper says so."""

from dataclasses import replace

import pytest

from giamsat.documents.catalogue_reading import OUTSIDERS, catalogue, kinds_opened_by
from giamsat.procedures.guiding import procedure_of
from giamsat.procedures.papers import issued_to, kinds_in, papers_of
from giamsat.programmes.states import EditionState
from giamsat.rulebooks.carrying import procedures
from giamsat.supervision.models import Case


@pytest.fixture
def case():
    return Case.objects.get(code="2026-GS-01")


def test_a_papers_folder_alone_puts_it_into_a_step(case, monkeypatch):
    step = procedure_of(case)[1].step("RESULT")
    assert [kind.slug for kind in kinds_in(case, step)] == ["bao-cao-ket-qua"]
    thanks = replace(
        catalogue()["thong-bao"], slug="cam-on", written_in={"doan-giam-sat": ("RESULT",)}
    )
    monkeypatch.setitem(catalogue(), "cam-on", thanks)
    assert [kind.slug for kind in kinds_in(case, step)] == ["bao-cao-ket-qua", "cam-on"]
    assert "cam-on" not in [
        kind.slug for kind in kinds_in(case, procedure_of(case)[1].step("PLAN"))
    ]


@pytest.mark.parametrize("kind", catalogue().values(), ids=lambda kind: kind.slug)
def test_a_folder_names_only_steps_and_outsiders_that_exist(kind):
    assert set(kind.opened_by) <= set(OUTSIDERS)
    for code, steps in kind.written_in.items():
        if code == "chuong-trinh":  # no procedure of a rulebook: its steps are an edition's states
            assert set(steps) <= {state.value for state in EditionState}
            continue
        for version in procedures()[code].versions:
            assert set(steps) <= {step.code for step in version.steps}


@pytest.mark.parametrize("outsider", OUTSIDERS)
def test_an_outsider_opens_only_what_was_issued_of_the_kinds_it_is_told(outsider, case):
    told = kinds_opened_by(outsider)
    assert told
    drafts = papers_of(case).exclude(state="issued")
    seen = list(issued_to(case, outsider))
    assert {paper.kind for paper in seen} <= set(told)
    assert not set(drafts) & set(seen)


def test_minutes_and_reports_of_the_office_are_told_to_nobody_outside():
    inside = {"bien-ban", "bao-cao-ket-qua", "pb-bien-ban", "pb-tong-hop", "xac-nhan-ban"}
    assert not inside & {slug for outsider in OUTSIDERS for slug in kinds_opened_by(outsider)}
