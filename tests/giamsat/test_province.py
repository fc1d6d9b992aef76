"""The copied sample province: its name tells what made it, and no test sees what another did."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests import province

from giamsat.organisations.models import Person


def test_no_page_helped_to_make_the_province_so_its_name_may_pass_over_them(django_db_setup):
    loaded = [Path(line) for line in (django_db_setup / "loaded.txt").read_text().splitlines()]
    assert len(loaded) > 200
    assert [str(path) for path in loaded if province.is_page(path)] == []


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("giamsat/supervision/views/case.py", True),
        ("giamsat/supervision/templates/supervision/case.html", True),
        ("giamsat/portal/views.py", True),
        ("giamsat/web/worklist.py", False),
        ("giamsat/supervision/actions/opening.py", False),
        ("civickit/rendering/templates/plan.txt", False),
        ("giamsat/settings.py", False),
        ("giamsat/portal/__init__.py", False),
        ("giamsat/portal/capability.py", False),
    ],
)
def test_only_what_answers_requests_counts_as_a_page(path, page):
    assert province.is_page(Path(path)) is page


def test_tables_are_made_of_what_their_name_stands_for():
    """A migration that imports from elsewhere would leave tables as they were when that changes."""
    made_of = set(province.table_sources())
    apps = province.ROOT / "src/giamsat"
    migrations = set(apps.glob("*/migrations/*.py"))
    assert migrations < made_of
    imported = {
        node.module
        for path in (*migrations, apps / "searching/index.py", apps / "foundation/migrating.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module.startswith(("giamsat", "civickit"))
    }
    assert imported
    assert {module.split(".")[1] for module in imported} <= set(province.BELOW_MIGRATIONS)


def test_another_source_is_another_name():
    one, other = Path(__file__), Path(province.__file__)
    names = {
        province.name_over(iter(paths), *more)
        for paths, more in [([one], ()), ([other], ()), ([one, other], ()), ([one], ("a day",))]
    }
    assert len(names) == 4


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_the_province_as_it_found_it(turn, transactional_db):
    assert not connection.in_atomic_block
    with transaction.atomic():
        assert Person.objects.filter(sign_in_name="van").update(full_name="Người Khác") == 1
        Person.objects.create(sign_in_name="moi", full_name="Người Mới", added_at=province.NOON)
    assert Person.objects.get(sign_in_name="van").full_name == "Người Khác"


@pytest.mark.parametrize("turn", [1, 2])
def test_after_it_everybody_is_back(turn):
    assert Person.objects.get(sign_in_name="van").full_name == "Nguyễn Thị Hồng Vân"
    assert not Person.objects.filter(sign_in_name="moi").exists()
    assert connection.in_atomic_block


def test_stored_files_are_a_copy(django_db_setup):
    assert Path(settings.FILES).is_dir()
    assert not Path(settings.FILES).is_relative_to(province.STORE)
    assert {path.name for path in Path(settings.FILES).iterdir()} >= {
        path.name for path in (django_db_setup / "tep").iterdir()
    }
