"""Lists ask the database a fixed number of questions, the same for a few rows and for a thousand."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from giamsat.audit.models import AuditEntry
from giamsat.organisations.models import Organisation, Place
from giamsat.programmes import engine
from giamsat.programmes.models import OverlapPair, Proposal, RowProblem, Variant, Workbook

MOST = 12


def grow(programme, count, start):
    """Many more of everything the lists show."""
    now = timezone.now()
    union = Organisation.objects.get(code="HND")
    book = Workbook.objects.filter(organisation=union).first()
    rows = [
        Proposal(
            programme=programme, organisation=union, workbook=book, code=f"HND-{1000 + n + start}", state="sent", title=f"Giám sát {n}",
            kind="supervision", supervised_units=["Sở Y tế"], edited_at=now, edited_by_name="x", excel_row=1000 + n + start,
        )
        for n in range(count)
    ]  # fmt: skip
    for row in rows:
        engine.sum_up(row)
    rows = Proposal.objects.bulk_create(rows)
    OverlapPair.objects.bulk_create(
        OverlapPair(
            programme=programme,
            one=a,
            other=b,
            label="overlap",
            basis="matter",
            score=0.6,
            reasons=["cùng nơi"],
            found_at=now,
        )
        for a, b in pairwise(rows)
    )
    RowProblem.objects.bulk_create(
        RowProblem(workbook=book, proposal=row, sheet="a", excel_row=row.excel_row, code="TIME_MISSING") for row in rows
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(at=now, person_name="x", verb="proposal.sent", subject_type="a", subject_id="1", subject_name="b")
        for _ in range(count)
    )
    Place.objects.bulk_create(
        Place(level="commune", code=f"{n + start:05d}", type="commune", name=f"Xã {n}", search=f"xa {n}")
        for n in range(count)
    )


PAGES = [
    ("van", "home", ()), ("van", "programmes", ()), ("van", "programme", "p"), ("van", "workbooks", "p"), ("van", "workbook", "w"),
    ("van", "proposals", "p"), ("ha", "proposals", "p"), ("van", "pairs", "p"), ("ha", "pairs", "p"), ("van", "pair", "pair"),
    ("van", "proposal", "q"), ("van", "plans", "p"), ("van", "variant", "v"), ("van", "organisations", ()), ("van", "places", ()),
    ("quantri", "people", ()), ("quantri", "trail", ()),
]  # fmt: skip


@pytest.mark.parametrize(("who", "name", "row"), PAGES)
def test_a_page_asks_no_more_for_a_thousand_rows_than_for_a_few(who, name, row, signed_in, programme):
    keys = {
        "p": programme.id, "w": Workbook.objects.filter(organisation__code="HND").first().id, "v": Variant.objects.get().id,
        "q": Proposal.objects.filter(organisation__code="HND").first().id, "pair": OverlapPair.objects.first().id,
    }  # fmt: skip
    address = reverse(name, args=[keys[row]] if row else [])
    browser = signed_in(who)
    browser.get(address)  # what is drawn once and kept is drawn now

    def asked():
        with CaptureQueriesContext(connection) as told:
            assert browser.get(address).status_code == 200
        return [one["sql"] for one in told.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]

    grow(programme, 3, 0)
    few = asked()
    grow(programme, 1000, 10)
    many = asked()
    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)
