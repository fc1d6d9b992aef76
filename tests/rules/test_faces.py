"""Laws of the faces of applications: what stands in one face stands in no other, and can be used."""

import ast
from collections import Counter

from django.urls import reverse
from tests.rules.sources import ROOT, nodes_of, shown

from giamsat.foundation.capability import JobKind, capabilities, job_kinds, search_kinds
from giamsat.organisations.actors import SYSTEM
from giamsat.organisations.permissions import Permission

SRC = ROOT / "src/giamsat"
FACES = capabilities()
APPS = {path.parent.name for path in SRC.glob("*/__init__.py")}
WRITTEN = [
    path
    for folder in ("src", "tests", "tools", "bench")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
    and "upgrade" not in path.parts  # what lay where in a version of before stays as it was
    and path.name != "test_moves.py"  # apps whose states do not move by tables yet: fewer each time
]


def repeated(codes):
    return [code for code, count in Counter(codes).items() if count > 1]


def words_given(method, place):
    """Every string that our code gives to a method at a place of its arguments, with the file it stands in."""
    return {
        (str(path.relative_to(SRC)), call.args[place].value)
        for path in SRC.rglob("*.py")
        for call in nodes_of(path)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == method
        and len(call.args) > place
        and isinstance(call.args[place], ast.Constant)
        and isinstance(call.args[place].value, str)
    }


def test_what_stands_in_one_face_stands_in_no_other():
    for codes in ("verbs", "jobs", "finds"):
        assert repeated(code for face in FACES.values() for code in getattr(face, codes)) == []


def test_every_place_of_the_menu_has_its_own_order_an_address_and_permissions_of_the_table():
    places = [place for face in FACES.values() for place in face.menu]
    assert repeated(place.order for place in places) == []
    for place in places:
        assert reverse(place.view)
        assert [Permission(code) for code in place.needs] == list(place.needs)


def test_every_kind_that_is_found_has_its_own_order_and_a_permission_of_the_table():
    kinds = search_kinds().values()
    assert repeated(kind.order for kind in kinds) == []
    assert all(Permission(kind.needs) for kind in kinds)


def test_all_long_work_that_is_asked_for_stands_in_a_face():
    asked = words_given("ask", 1) | words_given("ask_again", 1)
    assert len(asked) > 10
    assert [(path, code) for path, code in asked if code not in job_kinds()] == []


def test_every_step_of_long_work_has_its_words():
    told = {code for kind in job_kinds().values() for code in kind.steps}
    steps = {(path, code) for path, code in words_given("step", 0) if path[:4] != "cli/"}
    assert len(steps) > 15
    assert [(path, code) for path, code in steps if code not in told] == []
    for kind in job_kinds().values():
        assert kind.seldom < set(kind.steps)


def test_long_work_with_a_panel_says_where_it_leads_and_who_may_stop_it():
    shown = [kind for kind in job_kinds().values() if kind.visible]
    assert shown
    for kind in shown:
        assert kind.visible(SYSTEM).model
        assert reverse(kind.page, args=[1])
        assert kind.may_change is not JobKind.may_change


def test_the_site_knows_its_capabilities_by_their_faces_alone():
    of_people = {"organisations"}
    told = {
        node.module.split(".")[1]
        for path in (SRC / "web").rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("giamsat.")
    }
    assert told & (set(FACES) - of_people - {"web", "jobs"}) == set()


def app_named(text):
    """The app that a string names, alone or as a path of modules; None for other words."""
    name = text.removeprefix("giamsat.").partition(".")[0]
    return name if name in APPS and "/" not in text else None


def members(node):
    """The strings of a list, or of the rows of a table."""
    for one in node.keys if isinstance(node, ast.Dict) else node.elts:
        row = one.elts if isinstance(one, ast.List | ast.Tuple) else [one]
        yield from (cell.value for cell in row if isinstance(cell, ast.Constant))


def test_no_list_of_apps_is_kept_by_hand():
    """A new app is its folder and its floor in the import contract. Two names may be two words; three are a list."""
    named = [
        (shown(path), {app_named(text) for text in members(node) if isinstance(text, str)} - {None})
        for path in WRITTEN
        for node in nodes_of(path)
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict)
    ]
    assert [(path, sorted(names)) for path, names in named if len(names) > 2] == []


def test_nobody_reads_a_face_but_through_the_scan():
    imported = {
        (shown(path), node.module)
        for path in SRC.rglob("*.py")
        if path.parent.name != "foundation"
        for node in nodes_of(path)
        if isinstance(node, ast.ImportFrom) and str(node.module).endswith(".capability")
    }
    assert imported
    assert [one for one in imported if one[1] != "giamsat.foundation.capability"] == []
