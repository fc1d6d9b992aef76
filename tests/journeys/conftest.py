"""Debian's chromium before a real installation, and the people who sit at it."""

import json
import os
import shutil
import time
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from tests import province
from tests.journeys.installation import PASSWORD, Installation

HERE = Path(__file__).parent
PICTURES = os.environ.get("GIAMSAT_PICTURES")


def make(folder, *processes, **kwargs):
    installation = Installation(folder, **kwargs)
    installation.start(*processes)
    return installation


@pytest.fixture(scope="session")
def chromium():
    where = shutil.which("chromium")
    assert where, "Thiếu chromium: sudo apt install chromium (chromium is missing)"
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser; whatever a page asks another host for, or says on its console, is kept."""

    def __init__(self, site, chromium, name, **options):
        options = {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN"} | options
        self.site, self.name = site, name
        self.context = chromium.new_context(**options, base_url=site.address)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.trouble = []
        self.page.on("console", lambda said: self._hear(said))
        self.page.on("request", lambda asked: self._look(asked.url))

    def _hear(self, said):
        # A refused form is answered with 422: the browser notes it, and it is no trouble.
        if said.type == "error" and "status of 422" not in said.text:
            self.trouble.append(said.text)

    def _look(self, url):
        if not url.startswith((self.site.address, "data:")):
            self.trouble.append(f"another host: {url}")

    def sign_in(self):
        page = self.page
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(self.name)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        if self.site.secrets[self.name]:
            page.get_by_label("Mã 6 số").fill(self.site.code(self.name))
            page.get_by_role("button", name="Tiếp tục").click()
        page.wait_for_url("**/")
        return page


class Visitors:
    """``visitors("van")`` is Vân, signed in; one session a person and kind of browser."""

    def __init__(self, site, chromium):
        self.site, self.chromium, self.known = site, chromium, {}

    def __call__(self, name, **options):
        key = (name, json.dumps(options, sort_keys=True))
        if key not in self.known:
            self.known[key] = Visitor(self.site, self.chromium, name, **options)
            self.known[key].sign_in()
        return self.known[key]

    def seen(self):
        """What stands before each person's eyes, under their name and address."""
        for one in self.known.values():
            yield f"{one.name} at {one.page.url}", one.page.inner_text("body", timeout=1_000)

    def leave(self):
        for one in self.known.values():
            assert one.trouble == []
            one.context.close()


@pytest.fixture(scope="session")
def visitor(story, chromium):
    """``visitor("van")`` is Vân, signed in, after the story."""
    visitors = Visitors(story, chromium)
    yield visitors
    visitors.leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A journey that fails says what stood before each person's eyes."""
    report = yield
    if report.when == "call" and report.failed and (visitors := item.funcargs.get("visitor")):
        report.sections += visitors.seen()
    return report


def take_picture(page, name):
    """A picture for the manual when GIAMSAT_PICTURES names the folder."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


@pytest.fixture(scope="session")
def picture():
    return take_picture


_FOLLOWED = """
import json
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
django.setup()
from django.utils import timezone
from giamsat.cli.sample_cases import make_cases
from giamsat.documents.models import Paper
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.recommendations.models import Recommendation
from giamsat.reporting.models import PeriodReport
from giamsat.supervision.models import Board, Case, CaseUnit, Finding
now = timezone.now()
cast = {one.sign_in_name: actor_of(one, day=timezone.localdate()) for one in Person.objects.all()}
make_cases(cast, now=now)
cases, recs = list(Case.objects.order_by("id")), list(Recommendation.objects.order_by("id"))
print(json.dumps({"gs1": cases[0].code, "gs2": cases[1].code, "kn1": recs[0].code, "kn5": recs[4].code,
    "snv": Organisation.objects.get(code="SNV").id, "paper": Paper.objects.get(kind="quyet-dinh").id,
    "unit": CaseUnit.objects.get(case=cases[0], organisation__code="SNV").id, "finding": Finding.objects.order_by("id").first().id,
    "report": PeriodReport.objects.get().id, "board": Board.objects.get().id}))
"""


_CRITICISED = """
import json
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
django.setup()
from pathlib import Path
from django.utils import timezone
from giamsat.cli.sample_criticism import make_criticism
from giamsat.criticism.models import DraftOpinion, DraftProvision, OpinionGroup
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Person
cast = {one.sign_in_name: actor_of(one, day=timezone.localdate()) for one in Person.objects.all()}
case = make_criticism(cast, Path("samples"), now=timezone.now())
place = DraftProvision.objects.get(draft__case=case, draft__no=1, path="Điều 2 khoản 1 điểm đ").place
point = OpinionGroup.objects.filter(draft__case=case, path="Điều 2 khoản 1 điểm đ").order_by("-size").first()
lone = OpinionGroup.objects.filter(draft__case=case, answer=None).order_by("id").first()
print(json.dumps({"pb": case.code, "place": place, "point": point.id, "lone": lone.id, "opinion": DraftOpinion.objects.filter(sender__isnull=False).first().id}))
"""


_TARGETED = """
import json
import django, os
os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
django.setup()
from django.utils import timezone
from giamsat.cli.sample_targets import make_targets
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Person
from giamsat.targets.models import ReportedFact
today = timezone.localdate()
cast = {one.sign_in_name: actor_of(one, day=today) for one in Person.objects.all()}
make_targets(cast, now=timezone.now())
print(json.dumps({"fact": ReportedFact.objects.filter(state="confirmed").first().id, "today": f"{today.day}/{today.month}/{today.year}"}))
"""


def tell_the_story(chromium, making):
    """The whole story in an office that begins empty, then what the sample adds to it; how it is left is kept."""
    site = make(making / "cai-dat", "web", "worker")
    try:
        watched(site, chromium)
        known = {}
        for script in (_FOLLOWED, _CRITICISED, _TARGETED):
            known |= json.loads(site.python(script).strip().splitlines()[-1])
        site.secrets["tam"] = ""
        site.keep(making)
    finally:
        site.stop()
    assert site.faults() == []
    shutil.rmtree(making / "cai-dat")
    (making / "known.json").write_text(json.dumps(known), "utf-8")


def watched(site, chromium):
    """Tell the story; where it stops, what each person saw is said beside why."""
    from tests.journeys.telling import tell

    visitors = Visitors(site, chromium)
    try:
        tell(visitors, take_picture)
    except Exception as error:
        for where, text in visitors.seen():
            error.add_note(f"{where}\n{text}")
        raise
    visitors.leave()


@pytest.fixture(scope="session")
def told(chromium):
    """The folder of the office in which the story was told, once a version of the sources; whoever comes first tells it."""
    kind = "postgresql" if "DATABASE_URL" in os.environ else "sqlite"
    again = [str(time.time())] if PICTURES else []
    sources = chain(province.whole_source(), (HERE / "conftest.py", HERE / "telling.py"))
    return province.kept(f"told-{kind}", partial(tell_the_story, chromium), sources, *again)


@pytest.fixture(scope="session")
def story(told, tmp_path_factory):
    """An installation in which the story was told: each run of journeys has its own."""
    site = make(tmp_path_factory.mktemp("cai-dat"), "web", "worker", made=told)
    yield site
    site.stop()
    assert site.faults() == []


@pytest.fixture(scope="session")
def known(told):
    """What journeys look for in it: codes, numbers, the day."""
    return json.loads((told / "known.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def followed(known):
    """Cases and recommendations in every state."""
    return known


@pytest.fixture(scope="session")
def criticised(known):
    """A criticism answered in its first version, whose second has come."""
    return known


@pytest.fixture(scope="session")
def targeted(known):
    """Communes that report, and the targets of a resolution in use."""
    return known
