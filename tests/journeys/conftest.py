"""Debian's chromium before a real installation, and the people who sit at it."""

import json
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.journeys.installation import PASSWORD, Installation


def make(tmp_path_factory, *processes):
    installation = Installation(tmp_path_factory.mktemp("cai-dat"))
    installation.start(*processes)
    return installation


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The office with its people, nothing in it yet."""
    installation = make(tmp_path_factory, "web", "worker")
    yield installation
    installation.stop()
    assert installation.faults() == []


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


@pytest.fixture(scope="session")
def visitor(site, chromium):
    """``visitor("van")`` is Vân, signed in; one session a person and kind of browser."""
    known = {}

    def visit(name, **options):
        key = (name, json.dumps(options, sort_keys=True))
        if key not in known:
            known[key] = Visitor(site, chromium, name, **options)
            known[key].sign_in()
        return known[key]

    visit.known = known
    yield visit
    for one in known.values():
        assert one.trouble == []
        one.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A journey that fails says what stood before each person's eyes."""
    report = yield
    if report.when == "call" and report.failed and (visit := item.funcargs.get("visitor")):
        for one in visit.known.values():
            seen = one.page.inner_text("body", timeout=1_000)
            report.sections.append((f"{one.name} at {one.page.url}", seen))
    return report


@pytest.fixture(scope="session")
def picture():
    """Keeps a picture for the manual when GIAMSAT_PICTURES names the folder."""
    folder = os.environ.get("GIAMSAT_PICTURES")

    def take(page, name):
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    return take


@pytest.fixture(scope="session")
def story(site, visitor, picture):
    """The installation after the whole story was told in it, once."""
    from tests.journeys.telling import tell

    tell(visitor, picture)
    return site


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


@pytest.fixture(scope="session")
def criticised(followed, story):
    """After that: a criticism answered in its first version, whose second has come."""
    return followed | json.loads(story.python(_CRITICISED).strip().splitlines()[-1])


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


@pytest.fixture(scope="session")
def targeted(criticised, story):
    """After all that: communes that report, and the targets of a resolution in use."""
    told = json.loads(story.python(_TARGETED).strip().splitlines()[-1])
    story.secrets["tam"] = ""
    return criticised | told


@pytest.fixture(scope="session")
def followed(story):
    """After the story: cases and recommendations in every state, by their codes."""
    return json.loads(story.python(_FOLLOWED).strip().splitlines()[-1])
