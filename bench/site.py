"""Promises of the site: import, lists of 100,000 rows, search, pages a second, the weight of the first page, the demo.

.venv/bin/python -m bench.site                                        on SQLite
.venv/bin/python tools/with_postgres.py .venv/bin/python -m bench.site     on PostgreSQL
"""

import http.client
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.journeys.installation import PASSWORD, Installation

from bench.measuring import run, show

ROOT = Path(__file__).parents[1]
ROWS, MANY = 10_000, 100_000
_SETUP = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django; django.setup()
import io, json, logging, time
logging.disable(logging.CRITICAL)
from pathlib import Path
from django.utils import timezone
from giamsat.cli import sample
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.proposals import actions
from giamsat.proposals import engine
from giamsat.proposals.models import *
from giamsat.planning.models import *
from giamsat.programmes.models import *
van = actor_of(Person.objects.get(sign_in_name="van"), day=timezone.localdate())
"""
_IMPORT = (
    _SETUP
    + """
import xlsxwriter
from civickit.worksheets import read_workbook
from giamsat.jobs import queue
from giamsat.jobs.working import carry_out
from giamsat.jobs.models import Job
from giamsat.proposals.states import Way
sample.make_programme(van, Path("samples"), now=timezone.now())
out = io.BytesIO()
book = xlsxwriter.Workbook(out, {"in_memory": True}); sheet = book.add_worksheet()
sheet.write(0, 0, "HỘI NÔNG DÂN TỈNH BÌNH HẢI")
for column, name in enumerate(("TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian", "Ghi chú")):
    sheet.write(2, column, name)
for n in range(ROWS):
    time_text = "Quý 5" if n % 50 == 0 else f"Quý {n % 4 + 1}"
    for column, value in enumerate((n + 1, f"Giám sát việc thực hiện chính sách số {n} tại xã {n % 331}", f"UBND xã Tân {n % 97}", time_text, "")):
        sheet.write(3 + n, column, value)
book.close()
content = out.getvalue()
programme = Programme.objects.get()
def take(book, way):
    book.refresh_from_db()
    if book.state == Workbook.State.WAITING:  # a second file of an organisation asks how it is taken
        actions.choose_way(actor=van, workbook=book, way=way, stands=book.comparison["stands"], now=timezone.now())
        carry_out(queue.claim_next(now=timezone.now()))
started = time.process_time(); wall = time.monotonic()
reading = read_workbook(content, "a.xlsx", 2025)
read = time.monotonic() - wall
made = actions.bring_workbook(actor=van, programme=programme, name="lon.xlsx", content=content, organisation=None, now=timezone.now())
job = queue.claim_next(now=timezone.now())
wall = time.monotonic()
carry_out(job)
take(made, Way.ADD)
seconds = time.monotonic() - wall
job.refresh_from_db()
wall = time.monotonic()
second = content + b" "  # the same rows in another file
again = actions.bring_workbook(actor=van, programme=programme, name="lon (2).xlsx", content=second, organisation=None, now=timezone.now())
carry_out(queue.claim_next(now=timezone.now()))
take(again, Way.CORRECT)
update = time.monotonic() - wall
print(json.dumps({"seconds": seconds, "read": read, "state": job.state, "rows": again.proposals.count(), "problems": RowProblem.objects.filter(workbook=again).count(),
    "update": update, "active": Proposal.objects.filter(title__startswith="Giám sát việc thực hiện chính sách số").count()}))
""".replace("ROWS", str(ROWS))
)
_LISTS = (
    _SETUP
    + """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
from itertools import pairwise
programme = Programme.objects.get(); union = Organisation.objects.get(code="HND"); now = timezone.now()
book = Workbook.objects.filter(organisation__code="LHPN").first()
themes = ["bảo hiểm y tế", "nước sạch nông thôn", "an toàn thực phẩm", "giải phóng mặt bằng", "trật tự an toàn giao thông", "tiếp công dân"]
have = Proposal.objects.count()
for start in range(0, MANY - have, 5000):
    rows = [Proposal(programme=programme, organisation=union, workbook=book, code=f"ZZ-{start + n}", state="sent", kind="supervision",
        title=f"Giám sát {themes[n % 6]} tại khu vực {start + n}", supervised_units=[f"UBND xã Bình {n % 211}"], edited_at=now, edited_by_name="x",
        time_text="Quý II", excel_row=n + 1) for n in range(5000)]
    for row in rows: engine.sum_up(row)
    rows = Proposal.objects.bulk_create(rows)
    OverlapPair.objects.bulk_create(OverlapPair(programme=programme, one=a, other=b, label="overlap", basis="matter", score=0.6, reasons=["cùng nơi"], found_at=now) for a, b in pairwise(rows))
with connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")  # as autovacuum would
browser = Client()
browser.force_login(Person.objects.get(sign_in_name="van"), backend="giamsat.organisations.sessions.ByPassword")
session = browser.session; session["used_at"] = int(time.time()); session.save()
p = f"/chuong-trinh/{programme.id}"
pages = {"proposals": f"{p}/de-xuat/", "proposals, page 1,000": f"{p}/de-xuat/?trang=1000", "proposals of one organisation": f"{p}/de-xuat/?to-chuc=HND&loai=supervision",
    "search with marks": f"{p}/de-xuat/?tim=nước+sạch+bình", "search without marks": f"{p}/de-xuat/?tim=nuoc+sach+binh", "search, one row": f"{p}/de-xuat/?tim=khu+vuc+77123",
    "search, no row": f"{p}/de-xuat/?tim=khong+co+dau", "pairs": f"{p}/trung-lap/", "files": f"{p}/tep/", "one file": f"/tep/{book.id}/", "programme": f"{p}/", "places": "/dia-danh/?tim=quynh", "my work": "/",
    "search everywhere, with marks": "/tim/?tim=nước+sạch+bình", "search everywhere, without marks": "/tim/?tim=nuoc+sach+binh",
    "search everywhere, one row": "/tim/?tim=khu+vuc+77123", "search everywhere, no row": "/tim/?tim=khong+co+dau",
    "search everywhere, a word of every row": "/tim/?tim=giám+sát", "priorities": f"{p}/uu-tien/", "commissions": f"{p}/dat-hang/",
    "likeness while typing": f"{p}/de-xuat/giong/?title=Giám+sát+nước+sạch+nông+thôn+tại+khu+vực+77123&supervised_units=UBND+xã+Bình+4&kind=supervision"}
told = {}
for name, address in pages.items():
    browser.get(address)
    times = []
    for _ in range(7):
        wall = time.perf_counter(); response = browser.get(address); times.append(time.perf_counter() - wall)
        assert response.status_code == 200, (name, response.status_code)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    told[name] = [sorted(times)[3] * 1000, len(asked), max((float(q["time"]) for q in asked.captured_queries), default=0) * 1000]
print(json.dumps({"rows": Proposal.objects.count(), "pages": told}))
""".replace("MANY", str(MANY))
)


def imports(site: Installation) -> bool:
    took = json.loads(site.python(_IMPORT).splitlines()[-1])
    speed = ROWS / took["seconds"]
    good = show(
        "import of 10,000 rows, one transaction",
        f"{speed:,.0f} rows/s",
        "over 2,000 rows/s",
        met=speed > 2000 and took["state"] == "done",
        beside=f"reading alone: {ROWS / took['read']:,.0f} rows/s",
    )
    return good & show(
        "the same 10,000 rows again: none doubled",
        f"{took['rows']:,} rows, {took['active']:,} in all, {took['update']:.1f} s",
        "10,000 and 10,000",
        met=took["rows"] == took["active"] == ROWS,
        beside=f"{took['problems']} problems kept",
    )


def lists(site: Installation) -> bool:
    took = json.loads(site.python(_LISTS).splitlines()[-1])
    good = True
    for name, (ms, queries, slowest) in took["pages"].items():
        most = {"search": 100, "likene": 300}.get(name[:6], 60)
        good &= show(
            f"{name}, {took['rows']:,} proposals",
            f"{ms:.0f} ms, {queries} queries",
            f"under {most} ms, at most 12",
            met=ms < most and queries <= 12,
            beside=f"slowest query {slowest:.0f} ms",
        )
    return good


def signed_in(site: Installation) -> str:
    """The cookies of somebody who signed in."""
    there = http.client.HTTPConnection("127.0.0.1", site.port)
    there.request("GET", "/dang-nhap/")
    response = there.getresponse()
    page, cookie = response.read().decode(), response.headers["Set-Cookie"].split(";")[0]
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    body = f"csrfmiddlewaretoken={token}&name=van&password={PASSWORD}"
    there.request(
        "POST",
        "/dang-nhap/",
        body,
        {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"},
    )
    response = there.getresponse()
    response.read()
    session = [one.split(";")[0] for one in response.headers.get_all("Set-Cookie")]
    return "; ".join(session)


def pages_a_second(
    site: Installation, address: str, cookie: str, *, seconds: float = 6, clients: int = 6
) -> float:
    ends, counts = time.monotonic() + seconds, [0] * clients

    def ask(n: int) -> None:
        there = http.client.HTTPConnection("127.0.0.1", site.port)
        while time.monotonic() < ends:
            there.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            response = there.getresponse()
            response.read()
            assert response.status == 200, response.status
            counts[n] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def weight(site: Installation, address: str, cookie: str) -> int:
    """Bytes of a page with everything it asks for, as a new browser gets them."""
    import re

    there = http.client.HTTPConnection("127.0.0.1", site.port)

    def fetch(path: str) -> tuple[int, str]:
        there.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "br, gzip"})
        response = there.getresponse()
        return len(response.read()), response.headers.get("Content-Encoding") or ""

    there.request("GET", address, headers={"Cookie": cookie})
    page = there.getresponse().read().decode()
    parts = set(re.findall(r'(?:href|src)="(/tinh/[^"]+)"', page))
    there.request("GET", next(one for one in parts if "fonts" in one))
    style = there.getresponse().read().decode()
    parts |= {"/tinh/giamsat/" + name for name in re.findall(r'url\("([^"]+)"\)', style)}
    return sum(fetch(path)[0] for path in (address, *parts))


def serving(site: Installation) -> bool:
    cookie = signed_in(site)
    plain = pages_a_second(site, "/suc-khoe/", "", seconds=3)
    speed = pages_a_second(site, "/chuong-trinh/1/", cookie)
    good = show(
        "programme page, granian with 2 workers",
        f"{speed:.0f} pages/s",
        "over 150 pages/s",
        met=speed > 150,
        beside=f"health page: {plain:.0f}/s, the client on the same two cores",
    )
    for name, address in (("first page", "/dang-nhap/"), ("programme page", "/chuong-trinh/1/")):
        bytes_ = weight(site, address, cookie)
        good &= show(
            f"{name} with fonts, over the wire",
            f"{bytes_ / 1000:.1f} kB",
            "under 100 kB",
            met=bytes_ < 100_000,
        )
    return good


def demo() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GIAMSAT_DATA"] = folder
        job = run([sys.executable, "-m", "giamsat.cli.main", "demo", "--prepare-only"])
        del os.environ["GIAMSAT_DATA"]
    return show(
        "the sample province, from nothing",
        f"{job.wall:.1f} s",
        "under 90 s",
        met=job.code == 0 and job.wall < 90,
    )


def main() -> int:
    """Measure and print."""
    print(f"database: {'PostgreSQL' if os.environ.get('DATABASE_URL') else 'SQLite'}")
    with tempfile.TemporaryDirectory() as folder:
        site = Installation(Path(folder))
        good = imports(site)
        site.start("web")
        good &= serving(site)
        site.stop()
        good &= lists(site)
    if not os.environ.get("DATABASE_URL"):
        good &= demo()
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
