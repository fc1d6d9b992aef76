"""The names of the six organisations, and of bodies that bore another name before."""

import ast
from dataclasses import astuple
from pathlib import Path

import pytest

from civickit.worksheets.units import organisation_in
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import kind_read_as, members_of
from giamsat.organisations.six import SIX

SRC = Path(__file__).parents[3] / "src/giamsat"


@pytest.mark.parametrize("one", SIX, ids=lambda one: one.kind)
def test_the_reader_of_workbooks_knows_each_of_the_six_by_the_name_in_the_data(one):
    assert one.kind in Organisation.Kind.values
    assert kind_read_as(one.read_as) == one.kind
    for name in (one.province.name, one.commune.name, one.planned_as):
        assert organisation_in(name) == one.read_as


def test_what_the_reader_knows_and_is_none_of_the_six_has_no_kind_here():
    assert kind_read_as("Thanh tra") == ""


def test_no_second_list_of_the_six_grows_elsewhere():
    names = {text for one in SIX for text in (*astuple(one.province), *astuple(one.commune))}
    lists = set()
    for path in SRC.rglob("*.py"):
        told = {
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        if len(told & names) > len(SIX) / 2 and "migrations" not in path.parts:
            lists.add(path.relative_to(SRC).as_posix())
    assert lists == {"organisations/six.py", "organisations/models.py"}  # its kinds have labels


def test_members_of_a_front_are_those_under_it_today():
    front = Organisation.objects.get(code="MTTQ")
    farmers = Organisation.objects.get(code="HND")
    assert members_of(front.id)[0] == front
    assert {one.kind for one in members_of(front.id)} == {one.kind for one in SIX}
    Organisation.objects.filter(id=farmers.id).update(valid_to="2026-06-30")
    assert farmers not in members_of(front.id)
