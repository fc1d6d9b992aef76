"""Promises of criticism in the application: a provision with 100,000 opinions, taking opinions in under load and kill -9, the table.

    .venv/bin/python -m bench.criticism [--kills 20]                             on SQLite
    .venv/bin/python tools/with_postgres.py .venv/bin/python -m bench.criticism     on PostgreSQL

Opinions are sent to granian over HTTP as a browser sends them: the form is fetched once a sender for its signed time, then
posted with a key of its own. Whatever was answered with a receipt must be in the database after every kill. Clients run on
the same two cores.
"""

import argparse
import http.client
import json
import os
import re
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid
from pathlib import Path

from tests.journeys.installation import Installation

from bench.measuring import show

ROOT = Path(__file__).parents[1]
MANY, EXPORTED, CLIENTS, SECONDS = 100_000, 10_000, 16, 20.0
_SETUP = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django; django.setup()
import json, logging, sys, time, uuid
logging.disable(logging.CRITICAL)
sys.path.insert(0, ROOT)
from datetime import timedelta
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from giamsat.criticism import actions
from giamsat.criticism.models import *
from giamsat.jobs.working import run_waiting
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.supervision import actions as cases
settings.ALLOWED_HOSTS = ["testserver"]
today = timezone.localdate(); now = timezone.now()
van = actor_of(Person.objects.get(sign_in_name="van"), day=today)
def opened(text):
    case = cases.open_case(actor=van, procedure="phan-bien-bang-van-ban", field="y-te", lead=Organisation.objects.get(code="MTTQ"),
        title="Phản biện dự thảo", units=["Sở Y tế"], ground="x", first_day=today, last_day=today, now=now)
    draft = actions.receive_draft(actor=van, case=case, file_name="a.txt", content=text.encode(), came_with="", received_on=today, now=now)
    run_waiting(); draft.refresh_from_db()
    actions.open_to_public(actor=van, draft=draft, opens_on=today, closes_on=today + timedelta(days=5), now=now)
    return draft
def crowded(count, seed, one_place):
    from bench.crowd import _WHAT, _WHOM, ARTICLES, CLAUSES, crowd
    lines = ["NGHỊ QUYẾT", "Quy định một số chính sách"]
    for article in range(1, ARTICLES + 1):
        lines.append(f"Điều {article}. Chính sách thứ {article}")
        lines += [f"{clause}. {_WHAT[(article + clause) % 20]} đối với {_WHOM[(article * clause) % 16]}." for clause in range(1, CLAUSES + 1)]
    draft = opened("\\n".join([*lines, f"Hết lượt {seed}."]))
    rows = (json.dumps({"id": one.id, "text": one.text, "anchor": "Điều 7 khoản 3" if one_place else one.anchor, "stance": one.stance,
        "who": {"name": one.who, "type": one.who_type}}, ensure_ascii=False) for one, _group in crowd(count, seed))
    started = time.monotonic()
    file = actions.bring_file(actor=van, draft=draft, file_name="a.jsonl", content="\\n".join(rows).encode(), now=now)
    run_waiting(); file.refresh_from_db(); actions.take_file(actor=van, file=file, now=now)
    run_waiting()
    draft.refresh_from_db()
    return draft, time.monotonic() - started
""".replace("ROOT", repr(str(ROOT)))
_PAGE = (
    _SETUP
    + """
draft, seconds = crowded(MANY, 7, True)
with connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
row = draft.provisions.get(path="Điều 7 khoản 3")
group = OpinionGroup.objects.filter(provision=row).order_by("-size").first()
def signed_in(name):
    browser = Client()
    browser.force_login(Person.objects.get(sign_in_name=name), backend="giamsat.organisations.sessions.ByPassword")
    session = browser.session; session["used_at"] = int(time.time()); session.save()
    return browser
code = draft.case.code
pages = {"provision (van)": ("van", f"/phan-bien/{code}/du-thao/1/{row.place}/"), "its article in the draft (van)": ("van", f"/phan-bien/{code}/du-thao/1/"),
    "largest point (van)": ("van", f"/phan-bien/{code}/noi-dung/{group.id}/"), "public provision": (None, f"/cong-khai/du-thao/{code}/1/{row.place}/"),
    "public draft": (None, f"/cong-khai/du-thao/{code}/1/"), "answers (van)": ("van", f"/phan-bien/{code}/tiep-thu/"), "opinions (van)": ("van", f"/phan-bien/{code}/y-kien/"),
    "hub (van)": ("van", f"/phan-bien/{code}/du-thao/")}
told = {"opinions": row.opinions, "points": row.groups, "seconds": seconds}
for name, (who, address) in pages.items():
    browser = signed_in(who) if who else Client()
    browser.get(address)
    times, cpus = [], []
    for _ in range(9):
        wall, cpu = time.perf_counter(), time.process_time(); response = browser.get(address)
        times.append(time.perf_counter() - wall); cpus.append(time.process_time() - cpu)
        assert response.status_code == 200, (name, response.status_code)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    told[name] = [sorted(times)[4] * 1000, len(asked), len(response.content) // 1024]
# the baseline: the same counts without stored figures
started = time.perf_counter()
rows = list(DraftOpinion.objects.filter(provision=row, state="counted").values_list("group_id", "who_key"))
by_group = {}
for group_id, who in rows: by_group.setdefault(group_id, set()).add(who)
told["counting them on the page"] = (time.perf_counter() - started) * 1000
print(json.dumps(told))
""".replace("MANY", str(MANY))
)
_EXPORT = (
    _SETUP
    + """
from civickit.rendering.acceptance import acceptance_docx, acceptance_xlsx
from giamsat.criticism.exporting import about_of, points_of
import io, resource
draft, seconds = crowded(COUNT, 8, False)
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
list(points_of(draft))[:1]; acceptance_xlsx(about_of(draft, 0), [])
before = peak(); cpu = time.process_time()
xlsx = acceptance_xlsx(about_of(draft, 0), points_of(draft)); spent = time.process_time() - cpu; grown = peak() - before
cpu = time.process_time(); docx = acceptance_docx(about_of(draft, 0), points_of(draft)); word = time.process_time() - cpu
import openpyxl
cpu = time.process_time(); book = openpyxl.Workbook(); sheet = book.active
for point in points_of(draft): sheet.append([point.path, point.provision, point.text, point.who, point.answer, point.follows])
book.save(io.BytesIO()); other = time.process_time() - cpu
print(json.dumps({"opinions": draft.opinions, "points": OpinionGroup.objects.filter(draft=draft).count(), "xlsx": spent, "grown": grown, "docx": word, "openpyxl": other, "bytes": len(xlsx)}))
""".replace("COUNT", str(EXPORTED))
)
_OPEN = (
    _SETUP
    + """
draft = opened("NGHỊ QUYẾT\\nQuy định hỗ trợ\\nĐiều 1. Mức hỗ trợ\\n1. Mức hỗ trợ là 30%.\\nĐiều 2. Hiệu lực\\nTừ năm 2027.")
print(json.dumps({"code": draft.case.code, "id": draft.id}))
"""
)


class Sender(threading.Thread):
    """One person after another over one connection; keeps every receipt that was shown."""

    def __init__(self, number: int, port: int, path: str, until: float) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.path, self.until = number, port, path, until
        self.receipts: list[str] = []
        self.slowest: list[float] = []
        self.broken = 0

    def run(self) -> None:
        """Send until the time is over; a cut connection is opened again, the opinion on its way is sent anew."""
        line: http.client.HTTPConnection | None = None
        form: dict[str, str] = {}
        cookie = ""
        while time.monotonic() < self.until:
            try:
                if line is None:
                    line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                    line.request("GET", self.path)
                    answer = line.getresponse()
                    page = answer.read().decode()
                    cookie = (answer.getheader("Set-Cookie") or cookie).split(";")[0]
                    form = dict(
                        re.findall(r'name="(csrfmiddlewaretoken|opened)" value="([^"]+)"', page)
                    )
                    time.sleep(3.2 if not self.receipts else 0)
                fields = form | {
                    "key": str(uuid.uuid4()),
                    "who_type": "citizen",
                    "stance": "amend",
                    "website": "",
                    "name": f"Người {self.number}",
                    "contact": "",
                    "text": f"Đề nghị nâng mức hỗ trợ cho hộ số {len(self.receipts)} của thôn {self.number}.",
                }
                began = time.monotonic()
                line.request(
                    "POST",
                    self.path,
                    urllib.parse.urlencode(fields),
                    {
                        "Content-Type": "application/x-www-form-urlencoded",
                        "Cookie": cookie,
                        "Referer": f"http://127.0.0.1:{self.port}{self.path}",
                    },
                )
                answer = line.getresponse()
                body = answer.read()
                self.slowest.append(time.monotonic() - began)
                if (at := body.find(b"<b>")) > 0 and answer.status == 200:
                    self.receipts.append(body[at + 3 : at + 17].decode())
                else:
                    self.broken += 1
            except (OSError, http.client.HTTPException):
                if line:
                    line.close()
                line = None
                time.sleep(0.05)


def load(site: Installation, path: str, seconds: float) -> tuple[list[Sender], float]:
    """So many senders for so long; how many opinions a second were answered with a receipt, the form's first wait apart."""
    started = time.monotonic()
    senders = [
        Sender(number, site.port, path, started + seconds + 3.5) for number in range(CLIENTS)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    count = sum(len(sender.receipts) for sender in senders)
    return senders, count / (time.monotonic() - started - 3.3)


def kept(site: Installation) -> set[str]:
    """Every receipt the database knows."""
    return {
        row[0]
        for row in site.rows("SELECT receipt FROM criticism_draftopinion WHERE receipt <> ''")
    }


def kill_often(site: Installation, path: str, times: int) -> tuple[int, int]:
    """Kill the web server with SIGKILL in the middle of load, again and again: receipts shown, and how many were lost."""
    shown: set[str] = set()
    for _ in range(times):
        senders = [
            Sender(number, site.port, path, time.monotonic() + 6.0) for number in range(CLIENTS)
        ]
        for sender in senders:
            sender.start()
        time.sleep(4.6)
        site.kill("web")
        for sender in senders:
            sender.until = 0.0
        for sender in senders:
            sender.join()
            shown.update(sender.receipts)
        site.start("web")
    return len(shown), len(shown - kept(site))


def main() -> int:
    """All of it on one installation; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    print("database:", "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite")
    with tempfile.TemporaryDirectory() as folder:
        site = Installation(Path(folder))
        good = pages(json.loads(site.python(_PAGE)))
        measured = json.loads(site.python(_EXPORT))
        good &= show(
            f"table of {measured['opinions']:,} opinions ({measured['points']:,} points) as .xlsx",
            f"{measured['xlsx']:.2f} processor s, memory +{measured['grown']:.0f} MB",
            "under 2 s, constant memory",
            met=measured["xlsx"] < 2 and measured["grown"] < 40,
            beside=f"as Word {measured['docx']:.2f} s; openpyxl without wrapping or borders {measured['openpyxl']:.2f} s",
        )
        where = json.loads(site.python(_OPEN))
        path = f"/cong-khai/du-thao/{where['code']}/1/1/"
        site.start("web")
        senders, rate = load(site, path, SECONDS)
        receipts = [one for sender in senders for one in sender.receipts]
        waits = sorted(wait for sender in senders for wait in sender.slowest)
        lost = len(set(receipts) - kept(site))
        good &= show(
            "opinions taken in a second, each durable",
            f"{rate:.0f} a second, p95 {waits[int(len(waits) * 0.95)] * 1000:.0f} ms",
            "over 200",
            met=rate > 200 and not lost,
            beside=f"{len(receipts):,} receipts, {lost} lost, {sum(one.broken for one in senders)} unanswered",
        )
        shown, gone = kill_often(site, path, options.kills)
        good &= show(
            f"lost over {options.kills} kill -9 of the server under load",
            f"{gone} of {shown:,} receipts",
            "none",
            met=gone == 0 and shown > 0,
        )
        site.stop()
    return 0 if good else 1


def pages(measured: dict) -> bool:  # type: ignore[type-arg]
    """Every page of a provision with very many opinions."""
    good = True
    print(
        f"    {measured['opinions']:,} opinions at one provision, {measured['points']:,} points; taken in and grouped in {measured['seconds']:.0f} s"
    )
    for name, (milliseconds, queries, size) in (
        (name, value) for name, value in measured.items() if isinstance(value, list)
    ):
        good &= show(
            f"page: {name}",
            f"{milliseconds:.0f} ms, {queries} queries, {size} kB",
            "under 60 ms, 8 queries" if "provision" in name else "under 100 ms, 12 queries",
            met=(milliseconds < 60 and queries <= 8)
            if "provision" in name
            else (milliseconds < 100 and queries <= 12),
            beside=f"counting on the page {measured['counting them on the page']:.0f} ms"
            if name == "provision (van)"
            else "",
        )
    return good


if __name__ == "__main__":
    sys.exit(main())
