"""The sample province, made once through the same actions as everything else; each test works on it and leaves it."""

import os
import time
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.signals import setting_changed
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone
from tests.province import NOON, ROOT  # noqa: F401 - the sample's day, of which many tests speak

from giamsat.documents import desk, pdf
from giamsat.jobs import working
from giamsat.jobs.models import Job
from giamsat.organisations.actors import actor_of
from giamsat.organisations.loading import load_places
from giamsat.organisations.models import Person
from giamsat.planning.models import Variant
from giamsat.programmes import models
from giamsat.proposals.models import Commission, Programme


def pytest_collection_modifyitems(config, items):
    """What a database cannot change runs once, beside SQLite.

    ``no_database`` is obeyed by ``_database``; ``one_database`` walks what templates wrote.
    """
    if "DATABASE_URL" in os.environ:
        once = ("no_database", "one_database")
        without = [item for item in items if any(map(item.get_closest_marker, once))]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


@pytest.fixture(scope="session", autouse=True)
def _one_chain_of_middleware():
    """Browsers of tests share one chain of middleware until a setting changes.

    Django builds a chain for every ``Client``, and WhiteNoise then walks all static files: 30 ms a test.
    """
    built, load = {}, ClientHandler.load_middleware

    def load_once(handler, is_async=False):  # noqa: FBT002 - Django's own signature
        if is_async not in built:
            load(handler, is_async)
            built[is_async] = vars(handler).copy()
        parts = ("_middleware_chain", "_view_middleware", "_template_response_middleware")
        for part in (*parts, "_exception_middleware"):
            setattr(handler, part, built[is_async][part])

    def forget(**_told):
        built.clear()

    setting_changed.connect(forget)
    ClientHandler.load_middleware = load_once
    yield
    ClientHandler.load_middleware = load
    setting_changed.disconnect(forget)


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """One transaction around the tests of a module, for what is made once and looked at by all of them."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole._from_testcase = True  # an action may still open its own inside
        with whole:
            yield
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def places(module_db):
    """All places of the country, for tests that only read them: two seconds to load."""
    load_places()


@pytest.fixture(autouse=True)
def _database(request):
    """Every test here works on the database, inside a transaction that is rolled back unless it asks for none.

    What is marked ``no_database`` gets none: pytest-django refuses it every question.
    """
    if request.node.get_closest_marker("no_database"):
        return
    kind = "transactional_db" if "transactional_db" in request.fixturenames else "db"
    request.getfixturevalue(kind)


@pytest.fixture(autouse=True)
def _machine_without_libreoffice(request, monkeypatch):
    """LibreOffice takes two seconds for a paper: it is there for tests that ask for ``libreoffice``.

    A machine without it writes Word files alone.
    """
    if "libreoffice" not in request.fixturenames:
        for module in (pdf, desk):
            monkeypatch.setattr(module, "converter", lambda: None)


@pytest.fixture
def libreoffice():
    """The machine has LibreOffice."""
    assert pdf.converter(), "Thiếu LibreOffice (LibreOffice is missing)"


@pytest.fixture(autouse=True)
def _in_vietnamese():
    """A request leaves its language behind in the thread; the next test begins in Vietnamese."""
    from django.utils.translation import activate

    activate("vi")


def _actor(name):
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
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def before_agreement(programme):
    """The sample as it is before anybody takes a variant."""
    for table in (
        models.Position,
        models.Conclusion,
        models.Round,
        models.Edition,
        Commission,
    ):
        table.objects.all().delete()
    Job.objects.filter(kind="round-papers").delete()
    Variant.objects.update(accepted_at=None, accepted_by_name="")
    programme.refresh_from_db()
    return programme


@pytest.fixture
def programme():
    return Programme.objects.get()


def sign_in(name):
    """A browser in which somebody has signed in: their session is written at once, as signing in leaves it.

    Two thousand tests begin here; ``force_login`` costs each a session that is thrown away and signals.
    """
    person = Person.objects.get(sign_in_name=name)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "giamsat.organisations.sessions.ByPassword"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["used_at"] = int(time.time())
    session.save()
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return browser


@pytest.fixture
def signed_in():
    """``signed_in("van")`` is a browser in which Vân has signed in."""
    return sign_in


@pytest.fixture
def run_waiting():
    """``run_waiting()`` does every waiting job; returns how many."""
    return working.run_waiting
