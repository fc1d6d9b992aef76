"""Every target of every rulebook over 20,130 units and five years of facts, and the places with their lineage.

.venv/bin/python -m bench.targets                                        on SQLite
.venv/bin/python tools/with_postgres.py .venv/bin/python -m bench.targets     on PostgreSQL

The baseline asks the database for every unit and target by itself, for a few units, and is scaled to all.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date
from itertools import islice

from bench.measuring import here, show

os.environ["GIAMSAT_DATA"] = tempfile.mkdtemp(prefix="giamsat-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")

DAY = date(2025, 12, 31)
KINDS = ("front", "union", "farmers", "women", "youth", "veterans")
EVENTS = (
    "supervision",
    "criticism",
    "supervision_planned",
    "cadre_moved",
    "cadres",
    "cadre_trained",
    "member_briefed",
)
TAGS = ("", "", "hot_issue", "key_cadre own_level", "in_planning lateral", "full_time")
SAMPLE = 20


def fill(draw: random.Random) -> tuple[int, int]:
    """34 provinces and 3,321 communes with six bodies each; two facts of each event a year, on average one."""
    from django.db import connection
    from django.utils import timezone

    from giamsat.organisations.models import Organisation, Place
    from giamsat.targets.models import ReportedFact

    now = timezone.now()
    places = Place.objects.filter(level__in=["province", "commune"], valid_to=None).order_by(
        "level", "code"
    )
    Organisation.objects.bulk_create(
        (
            Organisation(
                code=f"{place.code}-{kind[:5]}",
                kind=kind,
                level=place.level,
                place_code=place.code,
                name=f"{kind} {place.name}",
                short_name=place.name,
            )
            for place in places
            for kind in KINDS
        ),
        batch_size=2000,
    )
    ids = list(Organisation.objects.filter(code__contains="-").values_list("id", flat=True))
    rows = (
        ReportedFact(
            unit_id=unit,
            event=event,
            day=date(year, draw.randrange(1, 13), draw.randrange(1, 29)),
            quantity=1,
            subject_key=draw.randrange(1, 9),
            tags=draw.choice(TAGS),
            paper="x",
            is_proved=True,
            state="confirmed",
            entered_at=now,
            decided_at=now,
        )
        for unit in ids
        for year in range(2021, 2026)
        for event in EVENTS
        for _ in range(draw.randrange(3))
    )
    while batch := list(islice(rows, 20_000)):
        ReportedFact.objects.bulk_create(batch, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return len(ids), ReportedFact.objects.count()


def read_all() -> tuple[float, float, int, int]:
    """Every target of every rulebook as of a day: seconds, processor seconds, queries, targets."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from giamsat.rulebooks.targets import target_codes, target_rulebook
    from giamsat.targets.engine import read_book, units

    wall, cpu, count = time.perf_counter(), time.process_time(), 0
    with CaptureQueriesContext(connection) as asked:
        frame = units()
        for code in target_codes():
            book = target_rulebook(code)
            count += len(read_book(book, DAY, book.on(DAY) or book.versions, shared=frame).readings)
    return time.perf_counter() - wall, time.process_time() - cpu, len(asked), count


def one_by_one() -> float:
    """Seconds for one target of one unit asked by itself."""
    from django.db.models import Sum

    from giamsat.organisations.models import Organisation
    from giamsat.targets.models import ReportedFact

    wall = time.perf_counter()
    for unit in Organisation.objects.filter(level="commune")[:SAMPLE]:
        ReportedFact.objects.filter(
            unit=unit, event="supervision", day__year=2025, state="confirmed"
        ).aggregate(all=Sum("quantity"))
    return (time.perf_counter() - wall) / SAMPLE


def main() -> int:
    """1 when a promise is not kept."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from giamsat.organisations.loading import load_places
    from giamsat.organisations.models import Place, PlaceSuccession
    from giamsat.rulebooks.targets import target_rulebook
    from giamsat.targets.engine import read_book
    from giamsat.targets.models import ReportedFact
    from giamsat.targets.queries import book_page

    call_command("migrate", verbosity=0)
    print(f"database: {connection.vendor}")
    kept = []
    Place.objects.all().delete()
    wall = time.perf_counter()
    places = load_places()
    kept.append(
        show(
            "all units, old and new, with lineage, loaded",
            f"{time.perf_counter() - wall:.1f} s",
            "under 30 s",
            met=time.perf_counter() - wall < 30,
            beside=f"{places:,} units, {PlaceSuccession.objects.count():,} successions",
        )
    )
    units, facts = fill(random.Random(7))
    read_all()
    runs = [read_all() for _ in range(3)]
    seconds, cpu, queries, targets = runs[0]
    cpu = min(one[1] for one in runs)
    single = one_by_one() * units * targets
    kept.append(
        show(
            f"{targets} targets, {units:,} units, {facts:,} facts",
            f"{seconds:.2f} s, {runs[0][1]:.2f} processor s",
            "under 3 s",
            met=seconds < 3,
            beside=f"asked one by one: about {single:,.0f} s",
        )
    )
    kept.append(
        show("queries for all of them", str(queries), "a handful a rulebook", met=queries <= 60)
    )
    wall = time.perf_counter()
    book_page(target_rulebook("nghe-an-2021"), DAY)
    kept.append(
        show(
            "the page of one resolution, two periods",
            f"{time.perf_counter() - wall:.2f} s",
            "measured",
            met=True,
        )
    )
    wall = time.perf_counter()
    book = read_book(target_rulebook("nghe-an-2021"), DAY, periods=5)
    book.trend(book.targets[3])
    kept.append(
        show(
            "five years of one target", f"{time.perf_counter() - wall:.2f} s", "measured", met=True
        )
    )
    ReportedFact.objects.filter(id__gt=ReportedFact.objects.order_by("id")[facts // 2].id).delete()
    read_all()
    half = min(read_all()[1] for _ in range(3))
    kept.append(
        show(
            "growth from half the facts",
            f"{cpu / half:.2f} times",
            "at most 2.2 (linear)",
            met=cpu / half <= 2.2,
        )
    )
    print(f"    peak memory {here()[1]:,.0f} MB")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
