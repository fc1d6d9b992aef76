"""Pages of the material of a year: who opens them, what they ask of the database, which are looked at in a browser."""

from itertools import pairwise

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page

from giamsat.organisations.models import Organisation
from giamsat.proposals import engine
from giamsat.proposals.models import (
    Commission,
    OverlapPair,
    Programme,
    Proposal,
    RowProblem,
    Workbook,
)


def the_programme():
    return [((Programme.objects.get().id,), set())]


def of_two_unions(table):
    codes = ("HND", "LHPN")
    rows = [table.objects.filter(organisation__code=code).first() for code in codes]
    return [((row.id,), {code}) for row, code in zip(rows, codes, strict=True)]


def workbooks():
    return of_two_unions(Workbook)


def proposals():
    return of_two_unions(Proposal)


def pairs():
    """A pair of each of two unions, of that union alone where there is one."""
    found = []
    for code in ("LHPN", "HND"):
        own = OverlapPair.objects.filter(one__organisation__code=code)
        pair = own.exclude(other__organisation__code__in=["LHPN", "HND"]).first() or own.first()
        owners = {one.organisation.code for one in (pair.one, pair.other) if one.organisation}
        found.append(((pair.id,), owners))
    return found


def commissions():
    return [((one.id,), {one.requester.code}) for one in Commission.objects.order_by("id")]


def its_organisation(owners):
    """What the form that names a sender sends."""
    return {"organisation": str(Organisation.objects.get(code=min(owners)).id)}


PAGES = {
    "workbooks": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_VIEW, rows=the_programme),
    "proposals": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_VIEW, rows=the_programme),
    "pairs": Page(sees=P.PROGRAMME_VIEW, needs=P.PAIR_VIEW, rows=the_programme),
    "send": Page(
        sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, rows=the_programme, post=True, ok=302
    ),
    "workbook": Page(sees=P.PROPOSAL_VIEW, rows=workbooks),
    "workbook_reading": Page(sees=P.PROPOSAL_VIEW, rows=workbooks),
    "workbook_original": Page(sees=P.PROPOSAL_VIEW, rows=workbooks),
    "workbook_corrected": Page(sees=P.PROPOSAL_VIEW, rows=workbooks),
    "name_sender": Page(
        sees=P.PROPOSAL_VIEW,
        needs=P.PROPOSAL_EDIT,
        rows=workbooks,
        post=True,
        ok=302,
        sends=its_organisation,
    ),
    "proposal": Page(sees=P.PROPOSAL_VIEW, rows=proposals),
    "pair": Page(sees=P.PAIR_VIEW, rows=pairs),
    "new_proposal": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, rows=the_programme),
    "likeness": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, rows=the_programme),
    "template_workbook": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, rows=the_programme),
    "names": Page(needs=P.NAME_SETTLE),
    "priorities": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_VIEW, rows=the_programme),
    "commissions": Page(needs=P.COMMISSION_VIEW, rows=the_programme),
    "commission": Page(sees=P.COMMISSION_VIEW, rows=commissions),
    "product": Page(sees=P.COMMISSION_VIEW, rows=commissions, ok=404),  # none is delivered yet
}
MEASURED = [
    Measured("van", "workbooks"),
    Measured("van", "workbook"),
    Measured("van", "workbook_reading"),
    Measured("van", "proposals"),
    Measured("ha", "proposals"),
    Measured("van", "pairs"),
    Measured("ha", "pairs"),
    Measured("van", "pair"),
    Measured("van", "proposal"),
    Measured("van", "names"),
    Measured("van", "priorities"),
    Measured("van", "commissions"),
    Measured("hung", "commissions"),
    Measured("van", "commission"),
    Measured("van", "new_proposal"),
]
SEEN = [
    ("van", "/chuong-trinh/1/tep/"),
    ("van", "/tep/1/"),
    ("van", "/tep/4/"),
    ("van", "/tep/1/cach-doc/"),
    ("thanh", "/tep/1/cach-doc/"),
    ("van", "/chuong-trinh/1/de-xuat/"),
    ("van", "/chuong-trinh/1/de-xuat/?tim=khong-co"),
    ("van", "/de-xuat/1/"),
    ("van", "/chuong-trinh/1/trung-lap/"),
    ("van", "/chuong-trinh/1/trung-lap/?trang-thai=decided"),
    ("van", "/chuong-trinh/1/trung-lap/?vi=noi"),
    ("van", "/trung-lap/1/"),
    ("thanh", "/chuong-trinh/1/trung-lap/"),
    ("van", "/chuong-trinh/1/de-xuat/moi/"),
    ("van", "/chuong-trinh/1/uu-tien/"),
    ("van", "/ten-chua-ro/"),
    ("van", "/chuong-trinh/1/dat-hang/"),
    ("thanh", "/dat-hang/1/"),
    ("ha", "/dat-hang/1/"),
    ("hung", "/chuong-trinh/1/dat-hang/"),
]
WEIGHED = [
    ("van", "/chuong-trinh/1/de-xuat/"),
    ("van", "/chuong-trinh/1/de-xuat/moi/"),
    ("van", "/chuong-trinh/1/uu-tien/"),
    ("van", "/chuong-trinh/1/dat-hang/"),
]


def grow(count, start):
    programme, now = Programme.objects.get(), timezone.now()
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
            one=one,
            other=other,
            label="overlap",
            basis="matter",
            score=0.6,
            reasons=["cùng nơi"],
            found_at=now,
        )
        for one, other in pairwise(rows)
    )
    RowProblem.objects.bulk_create(
        RowProblem(
            workbook=book, proposal=row, sheet="a", excel_row=row.excel_row, code="TIME_MISSING"
        )
        for row in rows
    )
    Commission.objects.bulk_create(
        Commission(
            programme=programme,
            requester=union,
            question=f"Việc {n}?",
            product="Báo cáo",
            due_on=now.date(),
            made_at=now,
            made_by_name="x",
            search=f"viec {n}",
        )
        for n in range(count)
    )
