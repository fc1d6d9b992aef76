"""What happens on bad days: a worker killed, a database restarted, two people at once, a press that comes twice."""

import os
import subprocess
import threading
import time
import urllib.error
import urllib.request

import pytest
from tests.journeys.conftest import make
from tests.journeys.installation import ROOT

SAMPLES = ROOT / "samples"
_MAKE = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django; django.setup()
from pathlib import Path
from django.utils import timezone
from giamsat.cli import sample
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Person
van = actor_of(Person.objects.get(sign_in_name="van"), day=timezone.localdate())
"""
_PROGRAMME = _MAKE + 'sample.make_programme(van, Path("samples"), now=timezone.now(), plan=False)\n'
_START = (
    _MAKE
    + """
from giamsat.planning import actions as plan_actions
from giamsat.proposals.models import Programme
plan_actions.start_plan(actor=van, programme=Programme.objects.get(), parent=None, changes=[], now=timezone.now())
"""
)


@pytest.fixture(scope="module")
def hard(tmp_path_factory):
    """An installation of its own, with the sample year sent and nothing planned; no worker runs yet."""
    installation = make(tmp_path_factory.mktemp("cai-dat"), "web")
    installation.python(_PROGRAMME)
    yield installation
    installation.stop()


def wait_for(look, seconds=60, pause=0.2):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if told := look():
            return told
        time.sleep(pause)
    raise AssertionError("waited in vain")


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done_and_the_next_one_finishes(hard):
    hard.python(_START)
    newest = "SELECT state FROM jobs_job WHERE kind = 'plan' ORDER BY id DESC LIMIT 1"
    variant = "SELECT made_at IS NULL, papers FROM programmes_variant ORDER BY id DESC LIMIT 1"
    hard.start("worker")
    at_work = "SELECT 1 FROM jobs_job WHERE kind = 'plan' AND state = 'running' AND step <> ''"
    wait_for(lambda: hard.rows(at_work), pause=0.005)
    hard.kill("worker")
    assert hard.rows(newest) == [("running",)]
    assert bool(hard.rows(variant)[0][0])
    assert hard.rows(variant)[0][1] in ("{}", {})
    hard.start("worker")
    wait_for(lambda: hard.rows(newest) == [("done",)], 90)
    hard.kill("worker")
    assert not hard.rows(variant)[0][0]
    assert hard.ask("len(Variant.objects.latest('id').papers)") == 6


def test_two_people_decide_one_pair_at_the_same_moment_and_one_is_told(hard):
    script = """
import threading
from django.db import connection
from giamsat.proposals import actions as proposal_actions
from giamsat.foundation.wording import EditedTwice
from giamsat.proposals.models import OverlapPair
pair = OverlapPair.objects.filter(basis="matter").select_related("one", "other").first()
told, start = [], threading.Barrier(2)
def decide(n):
    actor = van.__class__(1000 + n, f"Người {n}", van.roles)
    mine = OverlapPair.objects.select_related("one", "other").get(id=pair.id)
    start.wait()
    try:
        proposal_actions.decide(actor=actor, pair=mine, decision="apart", reason=f"Lý do của người thứ {'một' if n else 'hai'} đủ dài.", version=mine.version, now=timezone.now())
        told.append("saved")
    except EditedTwice:
        told.append("told")
    connection.close()
both = [threading.Thread(target=decide, args=(n,)) for n in range(2)]
[one.start() for one in both]; [one.join() for one in both]
print(sorted(told))
from giamsat.proposals.models import PairDecision
print(PairDecision.objects.filter(pair=pair, lapsed_at=None).count())
"""
    assert hard.python(_MAKE + script).split("\n")[:2] == ["['saved', 'told']", "1"]


def test_a_button_pressed_twice_sends_once(hard):
    script = """
from giamsat.planning import actions as plan_actions
from giamsat.proposals.models import Programme
from giamsat.planning.models import Variant
from giamsat.planning.actions.plans import PlanAtWork
import threading
from django.db import connection
before, told, start = Variant.objects.count(), [], threading.Barrier(3)
def press():
    start.wait()
    try:
        plan_actions.start_plan(actor=van, programme=Programme.objects.get(), parent=None, changes=[], now=timezone.now())
        told.append("started")
    except PlanAtWork:
        told.append("told")
    connection.close()
all = [threading.Thread(target=press) for _ in range(3)]
[one.start() for one in all]; [one.join() for one in all]
print(sorted(told), Variant.objects.count() - before)
from giamsat.jobs.models import Job
Job.objects.filter(state="waiting").update(state="stopped")
"""
    assert hard.python(_MAKE + script).strip() == "['started', 'told', 'told'] 1"


def test_two_people_issue_at_the_same_moment_and_there_is_one_number(hard):
    """Approved rows are made straight away here: how they come about is told elsewhere."""
    script = """
import threading
from django.db import connection
from giamsat.foundation.refusals import Refusal
from giamsat.programmes import actions as programme_actions
from giamsat.programmes.models import Edition
from giamsat.proposals.models import Programme
from giamsat.planning.models import Variant
from giamsat.registers.models import IssuedNumber
first = Programme.objects.get()
now = timezone.now()
editions = []
for year in (2031, 2032):
    programme = Programme.objects.create(front=first.front, year=year, rulebook="mac-dinh", province="", opened_by_name="x", opened_at=now)
    variant = Variant.objects.create(programme=programme, number=1, asked_at=now, asked_by_name="x", made_at=now)
    editions.append(Edition.objects.create(programme=programme, number=1, variant=variant, state="approved", approved_at=now, opened_at=now, opened_by_name="x"))
jobs = [editions[0], editions[0], editions[1], editions[1]]
told, start = [], threading.Barrier(4)
def press(edition):
    mine = Edition.objects.select_related("programme__front", "variant").get(id=edition.id)
    start.wait()
    try:
        programme_actions.issue(actor=van, edition=mine, number=None, symbol="KH-MTTQ-BTT", issued_on=timezone.localdate(), place="Bình Hải", signer="Bảo", capacity="TM. BAN THƯỜNG TRỰC / CHỦ TỊCH", version=mine.version, now=timezone.now())
        told.append("issued")
    except Refusal as refusal:
        told.append(refusal.code)
    connection.close()
all = [threading.Thread(target=press, args=(one,)) for one in jobs]
[one.start() for one in all]; [one.join() for one in all]
print(sorted(told), sorted(IssuedNumber.objects.values_list("number", flat=True)), sorted(Edition.objects.values_list("paper_number", flat=True)))
from giamsat.jobs.models import Job
Job.objects.filter(kind="edition-papers").delete()
Edition.objects.filter(programme__year__gte=2031).delete()
Variant.objects.filter(programme__year__gte=2031).delete()
Programme.objects.filter(year__gte=2031).delete()
"""
    told = hard.python(_MAKE + script).strip()
    assert told.count("issued") == 2
    assert told.count("CHANGED") + told.count("NOT_NOW") == 2
    assert told.endswith("[1, 2] [1, 2]")


def test_a_database_that_restarts_under_load_is_a_sentence_and_nothing_more(hard):
    """PostgreSQL is stopped and started while pages are asked for; SQLite is locked by a long writer instead."""
    statuses, stop = [], threading.Event()
    before = hard.rows("SELECT id, state FROM programmes_workbook ORDER BY id")

    def ask():
        while not stop.is_set():
            try:
                with urllib.request.urlopen(f"{hard.address}/suc-khoe/", timeout=30) as response:
                    statuses.append(response.status)
            except urllib.error.HTTPError as error:
                statuses.append(error.code)
                error.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    time.sleep(0.5)
    if control := os.environ.get("GIAMSAT_PG_CTL"):
        subprocess.run(
            [*control.split(), "-m", "immediate", "restart"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
    else:
        hard.python(
            "import os, sqlite3, time\n"
            "there = sqlite3.connect(os.environ['GIAMSAT_DATA'] + '/giamsat.sqlite3', isolation_level=None)\n"
            "there.execute('BEGIN EXCLUSIVE'); time.sleep(1.5); there.execute('COMMIT')"
        )
    time.sleep(1)
    stop.set()
    for one in threads:
        one.join()
    assert set(statuses) <= {200, 503}
    assert statuses[-1] == 200
    assert hard.health()["ok"]
    assert hard.rows("SELECT id, state FROM programmes_workbook ORDER BY id") == before
    assert len(before) == 7


def test_the_server_says_nothing_of_itself_to_strangers(hard):
    with urllib.request.urlopen(f"{hard.address}/dang-nhap/") as response:
        assert "Django" not in response.read().decode()
        assert response.headers["X-Powered-By"] is None
