"""Pages of cases: who opens them, what they ask of the database, which are looked at in a browser."""

from datetime import date

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page

from giamsat.organisations.models import Organisation
from giamsat.supervision.models import Board, Case, CaseStep, CaseUnit, Finding, WorkSession

# Steps, papers, facts, members, bodies, recommendations and the trail, each once.
CASE = 14


def the_board():
    return [((Board.objects.get().id,), {"VHMT"})]


def cases():
    return [
        ((one.code,), {one.lead.code, *one.joint.values_list("code", flat=True)})
        for one in Case.objects.order_by("id")
    ]


def led_cases():
    return [((one.code,), {one.lead.code}) for one in Case.objects.filter(joint=None)]


def units():
    rows = CaseUnit.objects.filter(case__code="2026-GS-01").order_by("id")
    return [((one.id,), {"LHPN", one.organisation.code}) for one in rows]


PAGES = {
    "cases": Page(needs=P.CASE_VIEW),
    "open_case": Page(needs=P.CASE_EDIT),
    "boards": Page(needs=P.CASE_VIEW),
    "board": Page(sees=P.CASE_VIEW, rows=the_board),
    "case": Page(sees=P.CASE_VIEW, rows=cases),
    "delegation": Page(sees=P.CASE_VIEW, rows=cases),
    "dossier": Page(sees=P.CASE_VIEW, rows=cases),
    "field": Page(
        sees=P.CASE_VIEW, needs=P.CASE_EDIT, rows=cases
    ),  # of the lead and of those who go along
    "take_field": Page(sees=P.CASE_VIEW, needs=P.CASE_EDIT, rows=cases, post=True, ok=302),
    "evidence_file": Page(sees=P.CASE_VIEW, rows=cases, more=(999_999,), ok=404),
    "case_paper": Page(sees=P.CASE_VIEW, needs=P.PAPER_ISSUE, rows=led_cases, more=("thong-bao",)),
    "case_paper_file": Page(sees=P.CASE_VIEW, rows=cases, more=(999_999, "docx"), ok=404),
    "case_reports": Page(needs=P.CASE_REPORT),
    "case_report": Page(sees=P.CASE_VIEW, or_sees=P.CASE_REPORT, rows=units),
    "report_file": Page(
        sees=P.CASE_VIEW, or_sees=P.CASE_REPORT, rows=units, ok=404
    ),  # reports came without files
    "earlier_report_file": Page(
        sees=P.CASE_VIEW, or_sees=P.CASE_REPORT, rows=units, more=(999_999,), ok=404
    ),
}
MEASURED = [
    Measured("van", "cases"),
    Measured("van", "case", most=CASE),
    Measured("van", "dossier"),
    Measured("van", "delegation"),
    Measured("van", "boards"),
    Measured("hung", "case_reports"),
]
SEEN = [
    ("van", "/giam-sat/"),
    ("van", "/giam-sat/mo/"),
    ("van", "/giam-sat/{gs1}/"),
    ("thanh", "/giam-sat/{gs1}/"),
    ("van", "/giam-sat/{gs2}/doan/"),
    ("van", "/giam-sat/{gs1}/ho-so/"),
    ("van", "/giam-sat/{gs1}/ho-so/?sua={finding}"),
    ("van", "/giam-sat/{gs1}/thuc-dia/"),
    ("van", "/giam-sat/{gs1}/van-ban/thong-bao/"),
    ("van", "/giam-sat/{gs1}/van-ban/quyet-dinh/?so={paper}"),
    ("van", "/giam-sat/ban/"),
    ("van", "/giam-sat/ban/{board}/"),
    ("hung", "/tai-don-vi/bao-cao/"),
    ("hung", "/giam-sat/bao-cao/{unit}/"),
]


def grow(count, start):
    now, first = timezone.now(), Case.objects.get(code="2026-GS-01")
    grown = Case.objects.bulk_create(
        Case(
            year=2026,
            no=start + n + 500,
            code=f"2026-GS-{start + n + 500}",
            form="delegation",
            procedure="doan-giam-sat",
            procedure_from=date(2025, 7, 1),
            title=f"Việc {n}",
            field="khac",
            lead=Organisation.objects.get(code="HND"),
            ground="x",
            first_day=now.date(),
            last_day=now.date(),
            opened_on=now.date(),
            opened_at=now,
            opened_by_name="x",
        )
        for n in range(count)
    )
    CaseStep.objects.bulk_create(CaseStep(case=one, no=1, code="PLAN") for one in grown)
    body = Organisation.objects.get(code="SNV")
    grown_units = CaseUnit.objects.bulk_create(
        CaseUnit(case=one, key="so noi vu", name="Sở Nội vụ", organisation=body) for one in grown
    )
    WorkSession.objects.bulk_create(
        WorkSession(case=one.case, unit=one, starts_at=now, place="x", set_at=now, set_by_name="x")
        for one in grown_units
    )
    Finding.objects.bulk_create(
        Finding(
            case=first, no=start + n + 50, text=f"Nhận định {n}", added_at=now, added_by_name="x"
        )
        for n in range(count // 20)
    )
