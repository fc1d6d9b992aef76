"""Promises of what is followed: lists of 100,000 recommendations, a recount, a yearly report, a thousand papers, histories.

.venv/bin/python -m bench.following                                        on SQLite
.venv/bin/python tools/with_postgres.py .venv/bin/python -m bench.following     on PostgreSQL
"""

import json
import sys
import tempfile
from pathlib import Path

from tests.journeys.installation import Installation

from bench.measuring import show

ROOT = Path(__file__).parents[1]
MANY, PAPERS = 100_000, 1_000
_SETUP = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django; django.setup()
import json, logging, random, time
logging.disable(logging.CRITICAL)
from datetime import date, timedelta
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from giamsat.deadlines.counting import due_fields
from giamsat.foundation.paging import searchable
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks.carrying import topic_fields
settings.ALLOWED_HOSTS = ["testserver"]
today = timezone.localdate(); now = timezone.now()
van = actor_of(Person.objects.get(sign_in_name="van"), day=today)
"""
_FILL = (
    _SETUP
    + """
draw = random.Random(5)
front = Organisation.objects.get(code="MTTQ")
leads = [front.id, *Organisation.objects.filter(kind__in=["women", "farmers", "union"]).values_list("id", flat=True)]
Organisation.objects.bulk_create(Organisation(code=f"XB{n}", kind="authority", level="commune", name=f"Ủy ban nhân dân xã Bình {n}", short_name=f"UBND xã Bình {n}") for n in range(210))
snv = Organisation.objects.get(code="SNV").id
bodies = [snv, *Organisation.objects.filter(code__startswith="XB").values_list("id", flat=True)]
fields = list(topic_fields())
themes = ["cấp thuốc bảo hiểm y tế", "nước sạch nông thôn", "an toàn thực phẩm", "giải phóng mặt bằng", "trật tự an toàn giao thông", "tiếp công dân"]
known = {}
rows = []
for n in range(MANY):
    sent = today - timedelta(days=draw.randrange(1, 5 * 365))
    state = "waiting" if n % 2 else draw.choice(["answered", "accepted", "resolved", "resolved", "resolved", "refused"])
    due = known.setdefault(sent, due_fields("SUP_REPLY", sent)) | {"is_running": state == "waiting"}
    done = sent + timedelta(days=12)
    rows.append(Recommendation(year=sent.year, no=n + 1, code=f"KN-{sent.year}-{n + 1:06d}", lead_id=draw.choice(leads), recipient_id=draw.choice(bodies),
        field=draw.choice(fields), place=f"xã Bình {draw.randrange(210)}", text=f"Khắc phục việc {draw.choice(themes)} tại khu vực {n}", measure="Đo được", state=state, sent_on=sent,
        sent_with="Công văn", answered_on=None if state == "waiting" else done, answer_due_on=None if state == "waiting" else due["due_on"],
        resolved_on=done if state == "resolved" else None, ended_why="Đã kiểm tra" if state == "resolved" else "", made_at=now, made_by_name="x",
        search=searchable(f"KN-{sent.year}-{n + 1:06d}", f"Khắc phục việc {themes[n % 6]} tại khu vực {n}"), **due))
    if len(rows) == 5000:
        Recommendation.objects.bulk_create(rows); rows = []
with connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
print(json.dumps({"rows": Recommendation.objects.count(), "running": Recommendation.objects.filter(is_running=True).count()}))
""".replace("MANY", str(MANY))
)
_LISTS = (
    _SETUP
    + """
def signed_in(name):
    browser = Client()
    browser.force_login(Person.objects.get(sign_in_name=name), backend="giamsat.organisations.sessions.ByPassword")
    session = browser.session; session["used_at"] = int(time.time()); session.save()
    return browser
body = Organisation.objects.get(code="XB7").id; lead = Organisation.objects.get(code="LHPN").id
one = Recommendation.objects.order_by("id")[50_000].code
pages = {"all": "/kien-nghi/", "one year": f"/kien-nghi/?nam={today.year - 1}", "overdue": "/kien-nghi/?tt=overdue", "newly overdue": "/kien-nghi/?tt=newly", "long overdue": "/kien-nghi/?tt=long",
    "to be judged": "/kien-nghi/?tt=judge", "resolved": "/kien-nghi/?tt=resolved", "one body": f"/kien-nghi/?noi={body}", "one lead": f"/kien-nghi/?ben={lead}", "one field": "/kien-nghi/?linh-vuc=y-te",
    "field, year and overdue": f"/kien-nghi/?linh-vuc=y-te&nam={today.year}&tt=overdue", "a period": f"/kien-nghi/?tu={today - timedelta(days=180)}&den={today}", "page 500": "/kien-nghi/?trang=500",
    "words": "/kien-nghi/?tim=nước+sạch", "words, one row": "/kien-nghi/?tim=khu+vuc+77123", "by body": "/kien-nghi/don-vi/", "one": f"/kien-nghi/{one}/", "my work": "/", "cases": "/giam-sat/"}
told = {}
for who, some in (("van", pages), ("hung", {"my work": "/", "all": "/kien-nghi/", "reply": "/kien-nghi/tra-loi/"})):
    browser = signed_in(who)
    for name, address in some.items():
        browser.get(address)
        times = []
        for _ in range(7):
            wall = time.perf_counter(); response = browser.get(address); times.append(time.perf_counter() - wall)
            assert response.status_code == 200, (name, response.status_code)
        with CaptureQueriesContext(connection) as asked:
            browser.get(address)
        slowest = max(asked.captured_queries, key=lambda q: float(q["time"]))
        told[f"{name} ({who})"] = [sorted(times)[3] * 1000, len(asked), float(slowest["time"]) * 1000, slowest["sql"][:200]]
print(json.dumps(told))
"""
)
_RECOUNT = (
    _SETUP
    + """
from giamsat.deadlines.models import AnnouncedDay, DueChange
from giamsat.deadlines.recounting import recount_all
def announce(busy):
    AnnouncedDay.objects.update(withdrawn_at=now, withdrawn_reason="x")
    day = AnnouncedDay.objects.create(day=busy, is_working=False, source=f"Thông báo {busy}", announced_at=now, announced_by_name="x")
    wall = time.monotonic()
    with transaction.atomic():
        moved = recount_all(day, now=now)
    print(json.dumps({"seconds": time.monotonic() - wall, "moved": moved, "running": Recommendation.objects.filter(is_running=True).count()}))
running = Recommendation.objects.filter(is_running=True)
announce(running.values_list("due_on").order_by("-due_on").first()[0])
# the worst a calendar can do: every one of them due on the day that is closed
monday = today - timedelta(days=today.weekday())
running.update(**due_fields("SUP_REPLY", monday))
announce(running.values_list("due_on", flat=True).first())
# the baseline: every row counted by itself, as many as in the sample, scaled
from giamsat.deadlines.counting import counted
rows = list(Recommendation.objects.filter(is_running=True)[:2000])
wall = time.monotonic()
for row in rows:
    counted(row.rule, row.event_on, number=row.number, valid_from=row.rule_from)
print(json.dumps({"by_row": (time.monotonic() - wall) / len(rows)}))
"""
)
_REPORT = (
    _SETUP
    + """
from giamsat.jobs import queue
from giamsat.jobs.working import carry_out
from giamsat.reporting import actions
from giamsat.reporting.models import PeriodReport
out = {}
for name, year in (("year", today.year - 1), ):
    made = actions.make(actor=van, front=Organisation.objects.get(code="MTTQ"), year=year, span="year", now=now)
    wall = time.monotonic(); carry_out(queue.claim_next(now=timezone.now())); seconds = time.monotonic() - wall
    made.refresh_from_db(); out[name] = [seconds, made.numbers["sums"]["sent"]]
PeriodReport.objects.filter(id=made.id).update(first_day=date(2000, 1, 1))
made = PeriodReport.objects.get(id=made.id)
from giamsat.reporting.counting import numbers_of
wall = time.monotonic(); numbers = numbers_of(date(2000, 1, 1), today, today); out["all rows, numbers alone"] = [time.monotonic() - wall, numbers["sums"]["sent"]]
print(json.dumps(out))
"""
)
_PAPERS = (
    _SETUP
    + """
import sys
from concurrent.futures import ProcessPoolExecutor
sys.path.insert(0, ROOT)
from tools.papers import sample_paper
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.pdf import to_pdf
from giamsat.documents.writing import docx_of
SLUGS = sorted(catalogue())
def batch(numbers):
    documents = {}
    for n in numbers:
        paper = sample_paper(SLUGS[n % len(SLUGS)])
        if paper.number: paper.number = n + 1
        documents[str(n)] = docx_of(paper, year=2026)
    return len(documents), (len(to_pdf(documents)) if PDF else 0)
if __name__ == "__main__":
    wall = time.monotonic()
    with ProcessPoolExecutor(2) as both:
        counts = list(both.map(batch, [range(start, min(start + 125, COUNT)) for start in range(0, COUNT, 125)]))
    print(json.dumps({"seconds": time.monotonic() - wall, "docx": sum(a for a, _ in counts), "pdf": sum(b for _, b in counts)}))
""".replace("COUNT", str(PAPERS)).replace("ROOT", repr(str(ROOT)))
)


def main() -> int:
    """All of it on one installation; 1 when a promise is not kept."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        site = Installation(Path(folder))
        measured = json.loads(site.python(_FILL))
        print(
            f"    {measured['rows']:,} recommendations, {measured['running']:,} with a running deadline",
            flush=True,
        )
        for name, (ms, queries, slowest, sql) in json.loads(site.python(_LISTS)).items():
            beside = f"{queries} queries, slowest {slowest:.0f} ms" + (
                f": {sql}" if ms > 100 else ""
            )
            good &= show(
                f"page: {name}", f"{ms:.0f} ms", "under 100 ms", met=ms < 100, beside=beside
            )
        first, worst, base = map(json.loads, site.python(_RECOUNT).strip().splitlines())
        by_row = base["by_row"] * first["running"]
        good &= show(
            f"recount of {first['running']:,} deadlines after a new holiday",
            f"{first['seconds']:.2f} s, {first['moved']:,} moved",
            "under 5 s",
            met=first["seconds"] < 5,
            beside=f"counting row by row, before any is written: {by_row:.1f} s",
        )
        good &= show(
            "recount when all of them are due on that day",
            f"{worst['seconds']:.2f} s, {worst['moved']:,} moved",
            "under 5 s",
            met=worst["seconds"] < 5,
        )
        for name, (seconds, rows) in json.loads(site.python(_REPORT)).items():
            good &= show(
                f"report: {name}, {rows:,} recommendations",
                f"{seconds:.1f} s",
                "under 10 s",
                met=seconds < 10,
            )
        for pdf in (False, True):
            measured = json.loads(
                site.python(_PAPERS.replace("PDF", str(pdf))).strip().splitlines()[-1]
            )
            what = "Word and PDF" if pdf else "Word"
            good &= show(
                f"{measured['docx']:,} papers as {what}, two processes",
                f"{measured['seconds']:.0f} s",
                "under 60 s",
                met=measured["seconds"] < 60 and measured["pdf"] in (0, measured["docx"]),
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
