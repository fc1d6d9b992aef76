"""Shared by all tests: where the samples are, and quiet, repeatable Hypothesis."""

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


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: nothing here may be left out quietly."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
