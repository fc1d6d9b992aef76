"""The sample province, made once through the same actions as everything else; each test works on it and leaves it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    from django.conf import settings

    from giamsat.cli import sample
    from giamsat.cli.sample_cases import make_cases
    from giamsat.cli.sample_criticism import make_criticism
    from giamsat.cli.sample_targets import make_targets
    from giamsat.foundation.appearance import prepare_appearance
    from giamsat.jobs.working import run_waiting

    prepare_appearance(Path(settings.APPEARANCE))
    call_command("collectstatic", interactive=False, verbosity=0)
    with django_db_blocker.unblock():
        cast = sample.make_cast(now=NOON)
        programme = sample.make_programme(cast["van"], ROOT / "samples", now=NOON)
        sample.make_agreement(cast, programme, now=NOON)
        make_cases(cast, now=NOON)
        make_criticism(cast, ROOT / "samples", now=NOON)
        make_targets(cast, now=NOON)
        run_waiting()


@pytest.fixture(autouse=True)
def _database(db):
    """Every test here works on the database, inside a transaction that is rolled back."""


def _actor(name):
    from giamsat.organisations.actors import actor_of
    from giamsat.organisations.models import Person

    return actor_of(Person.objects.get(sign_in_name=name), day=NOON.date())


@pytest.fixture
def van():
    """Officer of the Front."""
    return _actor("van")


@pytest.fixture
def bao():
    """Leader of the Front."""
    return _actor("bao")


@pytest.fixture
def ha():
    """Officer of the Women's Union."""
    return _actor("ha")


@pytest.fixture
def khoi():
    """Officer of the Farmers' Union."""
    return _actor("khoi")


@pytest.fixture
def thanh():
    """Reader from the Party committee."""
    return _actor("thanh")


@pytest.fixture
def hung():
    """Of a supervised body, Sở Nội vụ."""
    return _actor("hung")


@pytest.fixture
def quantri():
    """Administrator."""
    return _actor("quantri")


@pytest.fixture
def at_noon(monkeypatch):
    """The clock stands at the sample's day: what is late there is late whenever these tests run."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def before_agreement(programme):
    """The sample as it is before anybody takes a variant."""
    from giamsat.jobs.models import Job
    from giamsat.programmes import models

    for table in (
        models.Position,
        models.Conclusion,
        models.Round,
        models.Edition,
        models.Commission,
    ):
        table.objects.all().delete()
    Job.objects.filter(kind="round-papers").delete()
    models.Programme.objects.update(accepted_variant=None, accepted_at=None, accepted_by_name="")
    programme.refresh_from_db()
    return programme


@pytest.fixture
def programme():
    from giamsat.programmes.models import Programme

    return Programme.objects.get()


@pytest.fixture
def signed_in(client):
    """``signed_in("van")`` is a browser in which Vân has signed in."""
    import time

    from django.test import Client

    from giamsat.organisations.models import Person

    def sign_in(name):
        browser = Client()
        browser.force_login(
            Person.objects.get(sign_in_name=name),
            backend="giamsat.organisations.sessions.ByPassword",
        )
        session = browser.session
        session["used_at"] = int(time.time())
        session.save()
        return browser

    return sign_in


def run_jobs():
    from giamsat.jobs.working import run_waiting

    return run_waiting()


@pytest.fixture
def run_waiting():
    return run_jobs
