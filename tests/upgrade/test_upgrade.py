"""An installation of before the rooms were apart is brought up to date: nothing is lost, and people work on."""

import json
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from tests.upgrade.bringing import kept

ROOT = Path(__file__).parents[2]
_INSIDE = """
import json, os, time
os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django
django.setup()
from datetime import UTC, datetime
from django.utils import timezone
NOW = datetime(2026, 11, 27, 7, tzinfo=UTC)
timezone.now = lambda: NOW
from django.test import Client
from tests.upgrade import bringing
from giamsat.audit.recording import entries_of
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.planning import actions as plan_actions
from giamsat.planning.models import Activity, Variant
from giamsat.programmes import actions as programme_actions
from giamsat.programmes.models import Edition, Position, Round
from giamsat.proposals import actions as proposal_actions
from giamsat.proposals.models import OverlapPair, Programme, Proposal, Workbook
from giamsat.searching.finding import find

def actor(name):
    return actor_of(Person.objects.get(sign_in_name=name), day=NOW.date())

def browser(name):
    from giamsat.organisations.sessions import ByPassword
    here = Client()
    here.force_login(Person.objects.get(sign_in_name=name), backend=f"{ByPassword.__module__}.ByPassword")
    session = here.session
    session["used_at"] = int(time.time())  # sessions end by the real clock
    session.save()
    return here
"""
_BRINGING = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django
django.setup()
from django.db import connection
from tests.upgrade import bringing
bringing.bring(bringing.kept())
told = {"columns": bringing.columns()}
if connection.vendor == "sqlite":
    told["statements"] = bringing.statements()
from giamsat.cli.serving import prepare
prepare(quiet=True)
print(json.dumps(told | {"counts": bringing.counts()}))
"""
PEOPLE = ("van", "bao", "khoi", "thanh", "quantri")
PAGES = (
    "/",
    "/chuong-trinh/",
    "/chuong-trinh/1/",
    "/chuong-trinh/1/?xem=bang",
    "/chuong-trinh/1/tep/",
    "/tep/1/",
    "/chuong-trinh/1/de-xuat/",
    "/de-xuat/1/",
    "/chuong-trinh/1/uu-tien/",
    "/chuong-trinh/1/trung-lap/",
    "/trung-lap/1/",
    "/chuong-trinh/1/dat-hang/",
    "/dat-hang/1/",
    "/chuong-trinh/1/xep-lich/",
    "/phuong-an/1/",
    "/chuong-trinh/1/ban/",
    "/ban/1/",
    "/hiep-thuong/1/",
    "/hiep-thuong/1/noi-dung/1/",
    "/giam-sat/",
    "/phan-bien/",
    "/kien-nghi/",
    "/tim/?q=giám sát",
)

# What is asked inside the installation: each script sets ``told``. The last one writes.
ASKED = {
    "content types": """
from django.contrib.contenttypes.models import ContentType
told = {kind.model: [kind.id, kind.app_label] for kind in ContentType.objects.all()}
""",
    "accepted": """
from giamsat.planning import queries
told = [
    [one.id, one.accepted_at.isoformat(), one.accepted_by_name]
    for one in Variant.objects.filter(accepted_at__isnull=False)
]
told.append(queries.shown_variant(actor("van"), Programme.objects.get()).id)
""",
    "pages": f"""
told = {{}}
for name in {PEOPLE!r}:
    here = browser(name)
    told[name] = {{page: here.get(page).status_code for page in {PAGES!r}}}
""",
    "search": """
title = Proposal.objects.order_by("id").first().title
found = find("proposal", title, Proposal.objects.all())
activity = Activity.objects.first()
told = [found[0], find("activity", activity.title, Activity.objects.all())[0] == activity.id]
""",
    "trail": """
subjects = (Workbook.objects.get(id=1), Variant.objects.get(number=1), Edition.objects.get(), Round.objects.get())
told = [sorted({one.verb for one in entries_of(subject)}) for subject in subjects]
told.append("Nguyễn Thị Hồng Vân" in browser("bao").get("/nhat-ky/?viec=gửi+đề+xuất").content.decode())
""",
    "going on": """
van, khoi = actor("van"), actor("khoi")
pair = OverlapPair.objects.filter(state="open").first()
proposal_actions.decide(
    actor=van, pair=pair, decision="apart", reason="Hai nội dung khác nhau về đối tượng và thời gian.",
    version=pair.version, now=NOW,
)
variant = Variant.objects.get(number=1)
activity = variant.activities.first()
moved = plan_actions.move_activity(
    actor=van, variant=variant, activity=activity.key, month=activity.first_day.month % 12 + 1, now=NOW
)
round_ = Round.objects.get()
silent = Activity.objects.filter(variant=variant).exclude(positions__organisation__code="HND").first()
programme_actions.agree_to(
    actor=khoi, round_=round_, organisation=Organisation.objects.get(code="HND"), activities=[silent], now=NOW
)
told = [
    OverlapPair.objects.get(id=pair.id).state,
    [one.verb for one in entries_of(pair)],
    [moved.number, moved.parent_id, moved.accepted_at],
    Position.objects.filter(activity=silent, organisation__code="HND").count(),
    browser("van").get(f"/phuong-an/{moved.id}/").status_code,
]
""",
}


class Upgraded:
    """An installation of before, brought up to date in a folder and a database of its own."""

    def __init__(self, folder):
        self.env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        self.env |= {
            "GIAMSAT_DATA": str(folder),
            "GIAMSAT_HOSTS": "testserver",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        self.url, self.name = os.environ.get("DATABASE_URL"), f"giamsat_{uuid.uuid4().hex[:10]}"
        if self.url:
            self._on_server(f"CREATE DATABASE {self.name}")
            self.env["DATABASE_URL"] = re.sub(r"/giamsat\?", f"/{self.name}?", self.url)
        self.told = self.run(_BRINGING)

    def _on_server(self, statement):
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as there:
            there.execute(statement)

    def run(self, script):
        """What a script inside the installation prints, read as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def asked(self):
        """The answer to each script, all in one process; of one that failed, how it did."""
        return self.run(f"""{_INSIDE}
import traceback
answers = {{}}
for name, script in {ASKED!r}.items():
    scope = dict(globals())
    try:
        exec(script, scope)
        answers[name] = scope["told"]
    except Exception:
        answers[name] = traceback.format_exc()
print(json.dumps(answers, default=str))
""")

    def end(self):
        """Leave nothing on the server."""
        if self.url:
            self._on_server(f"DROP DATABASE {self.name}")


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    here = Upgraded(tmp_path_factory.mktemp("du-lieu"))
    yield here
    here.end()


@pytest.fixture(scope="module")
def answers(upgraded):
    return upgraded.asked()


@pytest.fixture(scope="module")
def before():
    return kept()


def rows(installation, table):
    there = installation["tables"][table]
    return [dict(zip(there["columns"], row, strict=True)) for row in there["rows"]]


def on_one_line(statements):
    """How a statement is broken into lines is the formatter's business, and SQLite keeps it as it was typed."""
    return {name: " ".join(statement.split()) for name, statement in statements.items()}


def test_migrations_that_were_applied_somewhere_still_make_the_same_tables(upgraded, before):
    kept_columns = {name: sorted(table["columns"]) for name, table in before["tables"].items()}
    assert upgraded.told["columns"] == kept_columns
    if not upgraded.url:  # the statements that were kept are SQLite's
        assert on_one_line(upgraded.told["statements"]) == on_one_line(before["schema"])


def test_no_row_is_lost(upgraded, before):
    counted = upgraded.told["counts"]
    now = {name: counted[name] for name in before["tables"]}
    grown = {"django_content_type", "auth_permission"}  # of models that came since
    grown |= {"organisations_place", "organisations_placesuccession"}  # loaded again at every start
    assert {name: count for name, count in now.items() if name not in grown} == {
        name: len(table["rows"]) for name, table in before["tables"].items() if name not in grown
    }
    assert all(now[name] >= len(before["tables"][name]["rows"]) for name in grown)


def test_content_types_follow_their_models(answers, before):
    told = answers["content types"]
    ids = {row["model"]: row["id"] for row in rows(before, "django_content_type")}
    for app, names in {
        "proposals": ("programme", "workbook", "proposal", "overlappair", "commission"),
        "planning": ("variant", "activity", "activityunit"),
        "programmes": ("edition", "round", "position"),
    }.items():
        for name in names:
            assert told[name] == [ids[name], app]


def test_an_accepted_variant_is_still_the_accepted_one(answers, before):
    (programme,) = rows(before, "programmes_programme")
    told = answers["accepted"]
    at = programme["accepted_at"].replace(" ", "T") + "+00:00"
    accepted = programme["accepted_variant_id"]
    assert told == [[accepted, at, programme["accepted_by_name"]], accepted]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_main_pages_open(name, answers):
    told = answers["pages"][name]
    assert told["/"] == 200
    assert set(told.values()) <= {200, 403, 404}
    if name in ("van", "bao"):
        assert [page for page, status in told.items() if status != 200] == []


def test_search_finds_what_was_written_before(answers, before):
    proposal = rows(before, "programmes_proposal")[0]
    told = answers["search"]
    assert told == [proposal["id"], True]


def test_lines_of_the_trail_from_before_stand_with_what_they_tell_of(answers):
    told = answers["trail"]
    assert told == [
        ["proposal.sent", "workbook.read", "workbook.received"],
        ["variant.accepted", "variant.started"],
        ["edition.variant_taken"],
        ["position.taken", "round.opened"],
        True,
    ]


def test_people_go_on_with_what_they_had_begun(answers):
    told = answers["going on"]
    assert told == ["decided", ["pair.decided"], [2, 1, None], 1, 200]
