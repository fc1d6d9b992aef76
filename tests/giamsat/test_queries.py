"""Lists ask the database a fixed number of questions, the same for a few rows and for a thousand."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.giamsat.conftest import sign_in

from giamsat.audit.models import AuditEntry
from giamsat.deadlines.counting import due_fields
from giamsat.organisations.models import Organisation, Place
from giamsat.planning.models import Activity, Variant
from giamsat.programmes.models import Edition, Round
from giamsat.proposals import engine
from giamsat.proposals.models import (
    Commission,
    OverlapPair,
    Programme,
    Proposal,
    RowProblem,
    Workbook,
)
from giamsat.recommendations.models import Recommendation
from giamsat.supervision.models import Case, CaseStep, CaseUnit, Finding, WorkSession

MOST = 12
CASE = 14  # steps, papers, facts, members, bodies, recommendations and the trail, each once
HOME = 16  # one more for cases, one for recommendations, one for criticisms, one for figures


def grow(programme, count, start):
    """Many more of everything the lists show."""
    now = timezone.now()
    union = Organisation.objects.get(code="HND")
    book = Workbook.objects.filter(organisation=union).first()
    rows = [
        Proposal(
            programme=programme,
            organisation=union,
            workbook=book,
            code=f"HND-{1000 + n + start}",
            state="sent",
            title=f"Giám sát {n}",
            kind="supervision",
            supervised_units=["Sở Y tế"],
            edited_at=now,
            edited_by_name="x",
            excel_row=1000 + n + start,
        )
        for n in range(count)
    ]
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
        RowProblem(
            workbook=book, proposal=row, sheet="a", excel_row=row.excel_row, code="TIME_MISSING"
        )
        for row in rows
    )
    variant = Variant.objects.first()
    lead = Organisation.objects.get(code="HND")
    last = Activity.objects.filter(variant=variant).count()
    Activity.objects.bulk_create(
        Activity(
            variant=variant,
            no=last + n + 1,
            key=f"X{start + n}",
            title=f"Giám sát việc {n}",
            kind="supervision",
            lead=lead,
            first_day=now.date(),
            last_day=now.date(),
            fingerprint=f"x{start + n}",
            search=f"giám sát {n}",
        )
        for n in range(count)
    )
    Commission.objects.bulk_create(
        Commission(
            programme=programme,
            requester=lead,
            question=f"Việc {n}?",
            product="Báo cáo",
            due_on=now.date(),
            made_at=now,
            made_by_name="x",
            search=f"viec {n}",
        )
        for n in range(count)
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=now,
            person_name="x",
            verb="proposal.sent",
            subject_type="a",
            subject_id="1",
            subject_name="b",
        )
        for _ in range(count)
    )
    body = Organisation.objects.get(code="SNV")
    Recommendation.objects.bulk_create(
        Recommendation(
            year=2026,
            no=start + n + 500,
            code=f"KN-2026-{start + n + 500}",
            lead=lead,
            recipient=body,
            field="khac",
            text=f"Việc {n}",
            measure="x",
            state="waiting",
            sent_on=now.date(),
            made_at=now,
            made_by_name="x",
            **due_fields("SUP_REPLY", now.date()),
        )
        for n in range(count)
    )
    cases = Case.objects.bulk_create(
        Case(
            year=2026,
            no=start + n + 500,
            code=f"2026-GS-{start + n + 500}",
            form="delegation",
            procedure="doan-giam-sat",
            procedure_from=date(2025, 7, 1),
            title=f"Việc {n}",
            field="khac",
            lead=lead,
            ground="x",
            first_day=now.date(),
            last_day=now.date(),
            opened_on=now.date(),
            opened_at=now,
            opened_by_name="x",
        )
        for n in range(count)
    )
    CaseStep.objects.bulk_create(CaseStep(case=one, no=1, code="PLAN") for one in cases)
    units = CaseUnit.objects.bulk_create(
        CaseUnit(case=one, key="so noi vu", name="Sở Nội vụ", organisation=body) for one in cases
    )
    WorkSession.objects.bulk_create(
        WorkSession(case=one.case, unit=one, starts_at=now, place="x", set_at=now, set_by_name="x")
        for one in units
    )
    first = Case.objects.get(code="2026-GS-01")
    Finding.objects.bulk_create(
        Finding(
            case=first, no=start + n + 50, text=f"Nhận định {n}", added_at=now, added_by_name="x"
        )
        for n in range(count // 20)
    )
    Place.objects.bulk_create(
        Place(
            level="commune",
            code=f"{n + start:05d}",
            type="commune",
            name=f"Xã {n}",
            search=f"xa {n}",
        )
        for n in range(count)
    )


PAGES = [
    ("van", "home", ()),
    ("van", "programmes", ()),
    ("van", "programme", "p"),
    ("van", "workbooks", "p"),
    ("van", "workbook", "w"),
    ("van", "proposals", "p"),
    ("ha", "proposals", "p"),
    ("van", "pairs", "p"),
    ("ha", "pairs", "p"),
    ("van", "pair", "pair"),
    ("van", "proposal", "q"),
    ("van", "plans", "p"),
    ("van", "variant", "v"),
    ("van", "organisations", ()),
    ("van", "places", ()),
    ("quantri", "people", ()),
    ("quantri", "trail", ()),
    ("ha", "home", ()),
    ("thanh", "home", ()),
    ("hung", "home", ()),
    ("bao", "home", ()),
    ("van", "priorities", "p"),
    ("van", "commissions", "p"),
    ("hung", "commissions", "p"),
    ("van", "commission", "c"),
    ("van", "editions", "p"),
    ("van", "edition", "e"),
    ("van", "round", "r"),
    ("ha", "round", "r"),
    ("van", "round_item", "ri"),
    ("van", "move", "m"),
    ("van", "new_proposal", "p"),
    ("van", "search", "?tim=giam+sat"),
    ("hung", "visits", ()),
    ("van", "public_programmes", ()),
    ("van", "recommendations", ()),
    ("hung", "recommendations", ()),
    ("van", "recommendation", "kn"),
    ("hung", "reply", ()),
    ("van", "bodies", ()),
    ("van", "cases", ()),
    ("van", "case", "gs"),
    ("van", "dossier", "gs"),
    ("van", "delegation", "gs"),
    ("van", "reports", ()),
    ("van", "working_days", ()),
    ("van", "boards", ()),
    ("hung", "case_reports", ()),
]


def address_of(name, row):
    activity = Activity.objects.first()
    keys = {
        "p": [Programme.objects.get().id],
        "w": [Workbook.objects.filter(organisation__code="HND").first().id],
        "v": [Variant.objects.get().id],
        "q": [Proposal.objects.filter(organisation__code="HND").first().id],
        "pair": [OverlapPair.objects.order_by("id").first().id],
        "c": [Commission.objects.order_by("id").first().id],
        "e": [Edition.objects.get().id],
        "r": [Round.objects.get().id],
        "ri": [Round.objects.get().id, 1],
        "m": [activity.variant_id, activity.key],
        "kn": ["KN-2026-0001"],
        "gs": ["2026-GS-01"],
    }
    if isinstance(row, str) and row.startswith("?"):
        return reverse(name) + row
    return reverse(name, args=keys[row] if row else [])


def questions(browser, address):
    """What a page asks the database, or the answer's status when it is not shown."""
    with CaptureQueriesContext(connection) as captured:
        status = browser.get(address).status_code
    if status != 200:
        return status
    passing = ("SAVEPOINT", "RELEASE")
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(passing)]


@pytest.fixture(scope="module")
def asked(module_db):
    """What every page asks for a few rows more, and for a thousand: grown once for all pages."""
    browsers = {who: sign_in(who) for who in {who for who, _, _ in PAGES}}
    addresses = {page: address_of(*page[1:]) for page in PAGES}
    grow(Programme.objects.get(), 3, 0)
    for (who, *_), address in addresses.items():
        browsers[who].get(address)  # what is drawn once and kept is drawn now
    few = {page: questions(browsers[page[0]], address) for page, address in addresses.items()}
    grow(Programme.objects.get(), 1000, 10)
    many = {page: questions(browsers[page[0]], address) for page, address in addresses.items()}
    return few, many


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page[1]}-{page[0]}")
def test_a_page_asks_no_more_for_a_thousand_rows_than_for_a_few(page, asked):
    few, many = (told[page] for told in asked)
    assert isinstance(few, list), f"answered {few}"
    assert isinstance(many, list), f"answered {many}"
    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= ({"home": HOME, "case": CASE}.get(page[1], MOST)), "\n".join(many)
