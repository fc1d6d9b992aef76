"""How many examples a test of chance tries: few whenever the suite runs, many at night (``make nightly``)."""

import os

from hypothesis import HealthCheck, settings

NIGHTLY = os.environ.get("GIAMSAT_NIGHTLY") == "1"

# By day the same examples in every run, so that what fails was broken by the change at hand; at night others.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=not NIGHTLY,
    max_examples=1000 if NIGHTLY else 100,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


def examples(by_day: int, at_night: int) -> settings:
    """Of a test whose examples are dear."""
    return settings(max_examples=at_night if NIGHTLY else by_day)
