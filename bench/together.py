"""Fifty people at work in one programme at once: how long they wait, and whether anybody's words are lost.

.venv/bin/python -m bench.together                                                        on SQLite
.venv/bin/python tools/with_postgres.py --durable .venv/bin/python -m bench.together      on PostgreSQL

Each person opens pages and writes for a minute, with a pause of half a second to a second and a half between requests;
ten of each organisation's people write about the same items, so that many forms are out of date when they are sent.
The server, the database and these fifty clients share the machine's cores.
"""

import http.client
import json
import os
import random
import re
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.installation import Installation

from bench.measuring import show

PEOPLE, SECONDS, ITEMS = 50, 60.0, 6
_SETUP = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "giamsat.settings"
import django; django.setup()
import json, logging, time
logging.disable(logging.CRITICAL)
from pathlib import Path
from django.test import Client
from django.utils import timezone
from giamsat.cli import sample
from giamsat.organisations.models import Organisation, Person
from giamsat.organisations.permissions import Role
from giamsat.proposals.models import *
from giamsat.planning.models import *
from giamsat.programmes.models import *
cast = sample.make_cast(now=timezone.now())
programme = sample.make_programme(cast["van"], Path("samples"), now=timezone.now())
sample.make_agreement(cast, programme, now=timezone.now())
bodies = ["MTTQ", "LDLD", "HND", "LHPN", "DTN", "CCB"]
out = []
for n in range(PEOPLE):
    code = bodies[n % 6]
    person = Person.objects.create(sign_in_name=f"p{n}", full_name=f"Người {n}", added_at=timezone.now())
    role = Role.FRONT_OFFICER if code == "MTTQ" else Role.ORGANISATION_OFFICER
    person.memberships.create(organisation=Organisation.objects.get(code=code), role=role, first_day="2020-01-01")
    browser = Client()
    browser.force_login(person, backend="giamsat.organisations.sessions.ByPassword")
    session = browser.session; session["used_at"] = int(time.time()); session.save()
    own = Proposal.objects.filter(organisation__code=code, state="sent").values_list("id", flat=True)[:2]
    out.append({"cookie": browser.cookies["sessionid"].value, "organisation": code, "proposals": list(own)})
print(json.dumps({"people": out, "round": Round.objects.get().id, "programme": programme.id, "edition": Edition.objects.get().id}))
""".replace("PEOPLE", str(PEOPLE))
_WORDS = """[[p.id, p.activity.no, p.organisation.code, p.text, bool(p.replaced_at)] for p in Position.objects.exclude(text="").select_related("activity", "organisation").order_by("id")]"""
_ALL = """[[p.id, p.activity.no, p.organisation.code] for p in Position.objects.select_related("activity", "organisation").order_by("id")]"""
_VERSIONS = "{p.id: p.version for p in Proposal.objects.filter(is_outside=False)}"


@dataclass
class Person:
    """One client: its address book, what it sent, how long it waited."""

    port: int
    told: dict
    number: int
    cookies: dict[str, str] = field(default_factory=dict)
    waits: list[tuple[str, float]] = field(default_factory=list)
    outcomes: Counter = field(default_factory=Counter)
    words: dict[str, int] = field(default_factory=dict)  # text -> the newest word its page showed
    saved: Counter = field(default_factory=Counter)  # proposal -> accepted saves

    def ask(self, name: str, path: str, form: dict[str, object] | None = None) -> tuple[int, str]:
        """One request with its wait; a server's fault ends the bench."""
        body = urllib.parse.urlencode(form) if form else None
        headers = {
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
            "Accept-Encoding": "identity",
        }
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        started = time.perf_counter()
        self.there.request("POST" if form else "GET", path, body, headers)
        response = self.there.getresponse()
        page = response.read().decode()
        self.waits.append((name, time.perf_counter() - started))
        for cookie in response.headers.get_all("Set-Cookie") or ():
            key, _, value = cookie.split(";")[0].partition("=")
            self.cookies[key] = value
        assert response.status < 500, (name, response.status)
        return response.status, page

    def work(self, ends: float, start: threading.Barrier) -> None:
        """A minute of somebody's day."""
        self.there = http.client.HTTPConnection("127.0.0.1", self.port)
        self.cookies["sessionid"] = self.told["cookie"]
        chance = random.Random(self.number)  # the same people every time
        start.wait()
        time.sleep(chance.random())
        while time.monotonic() < ends:
            chance.choice(
                (self.look, self.look, self.speak, self.speak, self.correct, self.search)
            )(chance)
            time.sleep(chance.uniform(0.5, 1.5))

    def look(self, chance: random.Random) -> None:
        """Open a page."""
        p, r, e = self.told["programme"], self.told["round"], self.told["edition"]
        name, path = chance.choice(
            (
                ("my work", "/"),
                ("programme", f"/chuong-trinh/{p}/"),
                ("round", f"/hiep-thuong/{r}/"),
                ("edition", f"/ban/{e}/"),
                ("proposals", f"/chuong-trinh/{p}/de-xuat/"),
                ("commissions", f"/chuong-trinh/{p}/dat-hang/"),
            )
        )
        status, _ = self.ask(name, path)
        assert status == 200, (name, status)

    def search(self, chance: random.Random) -> None:
        """Look for words."""
        words = chance.choice(
            ("nước", "bạo lực gia đình", "giam sat bao hiem", "đất đai", "cán bộ")
        )
        self.ask("search", f"/tim/?tim={urllib.parse.quote(words)}")

    def speak(self, chance: random.Random) -> None:
        """Open an item, think, say something of one's own; the page may be out of date by then."""
        no = chance.randint(1, ITEMS)
        path = f"/hiep-thuong/{self.told['round']}/noi-dung/{no}/"
        _, page = self.ask("item", path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        seen = re.search(r'name="seen" value="(\d+)"', page)
        assert token, page[:300]
        assert seen, page[:300]
        time.sleep(chance.uniform(0.2, 1.0))
        text = f"Đề nghị sửa theo ý kiến số {self.number}-{len(self.waits)} của tổ chức chúng tôi."
        form = {
            "csrfmiddlewaretoken": token[1],
            "do": "say",
            "stance": "amend",
            "text": text,
            "seen": seen[1],
        }
        status, page = self.ask("say", path, form)
        self.outcomes[f"say {status}"] += 1
        if status == 302:
            self.words[text] = int(seen[1])
        else:
            assert status == 409, status
            assert text in page  # what was typed is still there
            assert "Bản vừa được người khác lưu" in page

    def correct(self, chance: random.Random) -> None:
        """Open a proposal of one's organisation and save it with another note."""
        proposal = chance.choice(self.told["proposals"])
        _, page = self.ask("proposal", f"/de-xuat/{proposal}/")
        form = dict(re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', page))
        for name, value in re.findall(
            r'<textarea[^>]*name="([a-z_]+)"[^>]*>\s*([^<]*)</textarea>', page
        ):
            form.setdefault(name, value)
        kind = re.search(r'<option value="([a-z]+)" selected', page)
        if "version" not in form or not kind:
            return
        time.sleep(chance.uniform(0.2, 1.0))
        form |= {"kind": kind[1], "do": "save", "note": f"Ghi chú {self.number}-{len(self.waits)}"}
        status, page = self.ask("save", f"/de-xuat/{proposal}/", form)
        self.outcomes[f"save {status}"] += 1
        if status == 302:
            self.saved[proposal] += 1
        else:
            assert status in (409, 422, 200), status
            assert form["note"] in page


def percentile(waits: list[float], share: float) -> float:
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))] * 1000


def lost_words(people: list[Person], site: Installation) -> tuple[int, int, int]:
    """Accepted words, those not kept, and those that replaced a word their writer had not seen."""
    texts = {text: seen for person in people for text, seen in person.words.items()}
    kept = {text: (id_, no, body) for id_, no, body, text, _ in site.ask(_WORDS)}
    chains: dict[tuple[int, str], list[int]] = {}
    for id_, no, body in site.ask(_ALL):
        chains.setdefault((no, body), []).append(id_)
    missing = unseen = 0
    for text, seen in texts.items():
        if text not in kept:
            missing += 1
            continue
        id_, no, body = kept[text]
        before = [number for number in chains[no, body] if number < id_]
        unseen += bool(before) and before[-1] > seen
    return len(texts), missing, unseen


def main() -> int:
    """Measure and print."""
    print(
        f"database: {'PostgreSQL' if os.environ.get('DATABASE_URL') else 'SQLite'}, {os.cpu_count()} cores, {PEOPLE} people"
    )
    with tempfile.TemporaryDirectory() as folder:
        site = Installation(Path(folder), cast=False)
        setup = json.loads(site.python(_SETUP).splitlines()[-1])
        site.start("web", "worker")
        common = {name: setup[name] for name in ("round", "programme", "edition")}
        people = [Person(site.port, member | common, n) for n, member in enumerate(setup["people"])]
        before = site.ask(_VERSIONS)
        ends, start = time.monotonic() + SECONDS, threading.Barrier(PEOPLE)
        threads = [threading.Thread(target=thread.work, args=(ends, start)) for thread in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        after = site.ask(_VERSIONS)
        words, missing, unseen = lost_words(people, site)
        site.stop()
        faults = site.faults()
    waits = [wait for thread in people for _, wait in thread.waits]
    outcomes = sum((thread.outcomes for thread in people), Counter())
    saves = sum((thread.saved for thread in people), Counter())
    steps = {int(key): after[key] - before[key] for key in after}
    good = show(
        f"{len(waits):,} requests of {PEOPLE} people",
        f"p95 {percentile(waits, 0.95):.0f} ms, p50 {percentile(waits, 0.5):.0f} ms",
        "p95 under 300 ms",
        met=percentile(waits, 0.95) < 300,
        beside=f"{len(waits) / SECONDS:.0f} requests/s",
    )
    for name in sorted({name for name, _ in people[0].waits}):
        some = [wait for thread in people for what, wait in thread.waits if what == name]
        print(
            f"    {name:16} {len(some):5} requests   p50 {percentile(some, 0.5):4.0f} ms   p95 {percentile(some, 0.95):4.0f} ms"
        )
    good &= show(
        "words accepted, lost, put over unseen ones",
        f"{words}, {missing}, {unseen}",
        "0 lost, 0 unseen",
        met=words > 50 and missing == unseen == 0,
        beside=str(dict(sorted(outcomes.items()))),
    )
    wrong = {key: (saves[key], steps[key]) for key in saves if saves[key] != steps[key]}
    good &= show(
        "saves accepted = versions counted",
        f"{sum(saves.values())} = {sum(steps.get(key, 0) for key in saves)}",
        "equal, each proposal",
        met=not wrong and sum(saves.values()) > 20,
        beside=str(wrong or ""),
    )
    good &= show(
        "faults of ours in the log",
        str(len(faults)),
        "0",
        met=not faults,
        beside=(faults or [""])[0][:200],
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
