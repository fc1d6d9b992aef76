"""Shared by all tests: where the samples are, the sample province, and quiet, repeatable Hypothesis."""

import os
import shutil
from pathlib import Path

import pytest
from tests import chance  # noqa: F401 - loads the profile before any test is decorated

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def sample_files(samples: Path) -> list[Path]:
    return sorted(samples.glob("[1-6]*.xlsx"))


def pytest_configure(config: pytest.Config) -> None:
    """What is left open fails the test, on SQLite and in the engines; on PostgreSQL it was not looked at yet."""
    if "DATABASE_URL" in os.environ:
        ignored = "ignore::pytest.PytestUnraisableExceptionWarning"
        config.addinivalue_line("filterwarnings", ignored)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: nothing here may be left out quietly."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


# Every test that asks for a database has the same one, wherever it lies: with two in a session, who comes second
# takes it away from the first. Django is imported inside, the engines' tests run without it.


@pytest.fixture(scope="session")
def _place(tmp_path_factory):
    """Where the tests' own copy of the database lies; its name is the database's name on a server."""
    return tmp_path_factory.mktemp("tinh") / f"giamsat-{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, _place):
    """A copy of the sample province, and of its stored files: tests may write into both."""
    from django.conf import settings as django_settings
    from tests import province

    with django_db_blocker.unblock():
        province.prepare_statics()
        made = province.prepared()
        django_settings.FILES = _place.parent / "tep"
        shutil.copytree(made / "tep", django_settings.FILES)
        province.copy_database(made, _place)
    yield made
    with django_db_blocker.unblock():
        province.drop_database(_place)


@pytest.fixture
def transactional_db(django_db_setup, django_db_blocker, _place):
    """No transaction around the test: what it commits stays until it ends; the next one has a fresh copy.

    Django's own way empties the tables, which append-only ones refuse.
    """
    from tests import province

    with django_db_blocker.unblock():
        yield
        province.copy_database(django_db_setup, _place)
