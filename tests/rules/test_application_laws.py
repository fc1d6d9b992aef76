"""Laws of the web application: actors, privacy, names, clocks, relations, languages."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest
from django.apps import apps
from tests.rules.sources import ROOT, nodes_of, shown, text_of

SRC = ROOT / "src/giamsat"
VIEWS = [
    path
    for path in sorted(SRC.rglob("*.py"))
    if "views" in path.parts or path.stem in {"views", "desk", "requests"}
]
OURS = [model for model in apps.get_models() if model.__module__.startswith("giamsat.")]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(one for one in CONTRACTS if one["name"] == "The application stacks one way")["layers"]
# How high an app stands; those of one floor know nothing of each other.
FLOOR = {
    app.strip().removeprefix("giamsat."): floor
    for floor, apps_of_it in enumerate(reversed(LAYERS))
    for app in apps_of_it.split("|")
}


def test_every_app_stands_on_a_floor():
    packages = {path.parent.name for path in SRC.glob("*/__init__.py")}
    assert packages == set(FLOOR), "name it among the layers of pyproject.toml"
    installed = {one.label for one in apps.get_app_configs() if one.name.startswith("giamsat.")}
    assert installed <= packages


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_every_field_is_classed_for_privacy(model):
    fields = {
        field.name
        for field in model._meta.get_fields()
        if not field.auto_created or field.name == "id"
    }
    assert set(model.PRIVACY) == fields


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_every_model_is_in_the_glossary(model):
    assert f"`{model.__name__}`" in text_of(ROOT / "docs/glossary.md")


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_relations_go_down_the_stack(model):
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created:
            other = field.related_model._meta.app_label
            own = model._meta.app_label
            assert other == own or FLOOR[other] < FLOOR[own]


@pytest.mark.parametrize("model", OURS, ids=lambda one: one._meta.label)
def test_no_model_orders_itself_or_reads_the_clock(model):
    assert not model._meta.ordering
    assert not any(
        getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        for field in model._meta.fields
    )


def test_actions_and_queries_read_no_clock():
    clock = re.compile(r"timezone\.now\(|localdate\(|date\.today|datetime\.now|time\.time\(")
    places = ("actions.py", "actions/*.py", "queries.py", "queries/*.py")
    paths = [path for place in places for path in SRC.rglob(place)]
    assert len(paths) > 50
    assert [shown(path) for path in paths if clock.search(text_of(path))] == []


def test_the_environment_is_read_in_one_place():
    readers = [
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if re.search(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE)|getenv", text_of(path))
    ]
    assert readers == ["settings.py"]


def test_only_the_middleware_and_workers_catch_everything():
    broad = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") == "Exception")
    }
    assert broad == {"jobs/working.py"}


def test_templates_hold_no_style_script_or_handler():
    for path in SRC.rglob("*.html"):
        text = text_of(path)
        assert not re.search(
            r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son\w+=|javascript:", text
        ), path


def test_every_message_has_its_english():
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_style_sheet_is_light():
    import gzip

    assert (
        len(gzip.compress((ROOT / "src/giamsat/foundation/static/giamsat/style.css").read_bytes()))
        < 6_000
    )


def test_views_read_numbers_in_one_place():
    """`“²”.isdigit()` is true and `int("²")` a bug: what was typed becomes a number in foundation.asking or in a form."""
    told = [
        f"{shown(path)}: {ast.unparse(call)}"
        for path in VIEWS
        for call in nodes_of(path)
        if isinstance(call, ast.Call)
        and (
            getattr(call.func, "attr", "") in {"isdigit", "isdecimal", "isnumeric"}
            or (getattr(call.func, "id", "") == "int" and "request" in ast.unparse(call))
        )
    ]
    assert told == []


def test_buttons_are_pressed_in_one_place():
    told = {
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if re.search(r"""POST(\.get\(|\[)["']do["']""", text_of(path))
    }
    assert told == {"foundation/pressing.py"}
