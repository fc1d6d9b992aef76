"""Every address × every role × own and another organisation's rows, expected from the one table of permissions."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from giamsat.cli.sample import CAST
from giamsat.conduct import actions as conduct
from giamsat.criticism.models import DraftOpinion, OpinionGroup
from giamsat.deadlines.models import AnnouncedDay
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person, Place
from giamsat.organisations.permissions import ROLES, Permission, Scope
from giamsat.planning.models import Activity, Variant
from giamsat.programmes.models import Edition, Round
from giamsat.proposals.models import Commission, OverlapPair, Programme, Proposal, Workbook
from giamsat.recommendations.models import Recommendation, Reply
from giamsat.reporting.models import PeriodReport
from giamsat.supervision.models import Board, Case, CaseUnit
from giamsat.targets.models import ReportedFact

P = Permission
NOBODY = "nobody"
ROLE_OF = {one.sign_in_name: one.role for one in CAST}
HOME_OF = {one.sign_in_name: one.organisation for one in CAST}


@dataclass(frozen=True)
class Page:
    """How an address is guarded. ``sees`` decides 404, ``needs`` 403; ``own`` says the row belongs to somebody."""

    needs: Permission | None = None
    sees: Permission | None = None
    row: str = ""
    post: bool = False  # only sent to, never opened
    open_to_all: bool = False
    ok: int = 200
    more: tuple[object, ...] = ()  # further parts of the address
    or_needs: Permission | None = None
    or_sees: Permission | None = None  # of the body a row is about
    or_holds: Permission | None = None  # whosever the row is


PAGES = {
    "home": Page(),
    "sign_in": Page(open_to_all=True),
    "sign_in_code": Page(
        open_to_all=True, ok=302
    ),  # without a password first: back to the beginning
    "sign_out": Page(open_to_all=True, post=True, ok=302),
    "preferences": Page(open_to_all=True, post=True, ok=302),
    "account": Page(),
    "second_factor": Page(),
    "guide": Page(open_to_all=True),
    "health": Page(open_to_all=True),
    "trail": Page(needs=P.AUDIT_VIEW),
    "organisations": Page(needs=P.ORGANISATION_VIEW),
    "organisation": Page(needs=P.ORGANISATION_VIEW, row="organisation"),
    "places": Page(needs=P.ORGANISATION_VIEW),
    "place": Page(needs=P.ORGANISATION_VIEW, row="place"),
    "people": Page(needs=P.PEOPLE_MANAGE),
    "person": Page(needs=P.PEOPLE_MANAGE, row="person"),
    "programmes": Page(needs=P.PROGRAMME_VIEW),
    "programme": Page(sees=P.PROGRAMME_VIEW, row="programme"),
    "workbooks": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_VIEW, row="programme"),
    "proposals": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_VIEW, row="programme"),
    "pairs": Page(sees=P.PROGRAMME_VIEW, needs=P.PAIR_VIEW, row="programme"),
    "plans": Page(sees=P.PROGRAMME_VIEW, needs=P.PLAN_VIEW, row="programme"),
    "compare": Page(sees=P.PROGRAMME_VIEW, needs=P.PLAN_VIEW, row="programme"),
    "send": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, row="programme", post=True, ok=302),
    "workbook": Page(sees=P.PROPOSAL_VIEW, row="workbook"),
    "workbook_original": Page(sees=P.PROPOSAL_VIEW, row="workbook"),
    "workbook_corrected": Page(sees=P.PROPOSAL_VIEW, row="workbook"),
    "name_sender": Page(
        sees=P.PROPOSAL_VIEW, needs=P.PROPOSAL_EDIT, row="workbook", post=True, ok=302
    ),
    "proposal": Page(sees=P.PROPOSAL_VIEW, row="proposal"),
    "pair": Page(sees=P.PAIR_VIEW, row="pair"),
    "variant": Page(sees=P.PLAN_VIEW, row="variant"),
    "paper": Page(sees=P.PLAN_VIEW, row="variant", more=("docx",)),
    "accept": Page(sees=P.PLAN_VIEW, needs=P.PLAN_ACCEPT, row="variant", post=True, ok=302),
    "new_proposal": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, row="programme"),
    "likeness": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, row="programme"),
    "template_workbook": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_EDIT, row="programme"),
    "priorities": Page(sees=P.PROGRAMME_VIEW, needs=P.PROPOSAL_VIEW, row="programme"),
    "commissions": Page(needs=P.COMMISSION_VIEW, row="programme"),
    "commission": Page(sees=P.COMMISSION_VIEW, row="commission"),
    "product": Page(sees=P.COMMISSION_VIEW, row="commission", ok=404),  # none is delivered yet
    "editions": Page(sees=P.PROGRAMME_VIEW, needs=P.EDITION_VIEW, row="programme"),
    "edition": Page(sees=P.EDITION_VIEW, row="edition"),
    "edition_paper": Page(
        sees=P.EDITION_VIEW, row="edition", more=("docx",), ok=404
    ),  # not issued yet
    "round": Page(sees=P.EDITION_VIEW, row="round"),
    "round_item": Page(sees=P.EDITION_VIEW, row="round", more=(1,)),
    "round_paper": Page(sees=P.EDITION_VIEW, row="round", more=("giay-moi",)),
    "move": Page(sees=P.PLAN_VIEW, needs=P.PLAN_MAKE, row="activity"),
    "visits": Page(needs=P.VISIT_VIEW),
    "feed": Page(open_to_all=True, ok=404, more=("khong-phai-dia-chi-bi-mat",)),
    "feed_key": Page(needs=None, row="own organisation", post=True, ok=302),
    "search": Page(),
    "working_days": Page(),
    "announced_day": Page(row="announced"),
    "rulebooks": Page(),
    "procedure": Page(more=("doan-giam-sat",)),
    "law_trial": Page(needs=P.LAW_TRY),
    "recommendations": Page(needs=P.RECOMMENDATION_VIEW),
    "recommendations_table": Page(needs=P.RECOMMENDATION_VIEW),
    "new_recommendation": Page(needs=P.RECOMMENDATION_EDIT),
    "send_recommendations": Page(needs=P.RECOMMENDATION_EDIT),
    "reply": Page(needs=P.RECOMMENDATION_RECORD, or_needs=P.RECOMMENDATION_REPLY),
    "bodies": Page(needs=P.RECOMMENDATION_VIEW),
    "body": Page(needs=P.RECOMMENDATION_VIEW, or_holds=P.RECOMMENDATION_EDIT, row="body"),
    "recommendation": Page(sees=P.RECOMMENDATION_VIEW, row="recommendation"),
    "recommendation_paper": Page(
        sees=P.RECOMMENDATION_VIEW, needs=P.PAPER_ISSUE, row="recommendation", more=("don-doc",)
    ),
    "recommendation_paper_file": Page(
        sees=P.RECOMMENDATION_VIEW, row="recommendation", more=(1, "docx"), ok=404
    ),
    "reply_file": Page(
        sees=P.RECOMMENDATION_VIEW, row="reply", ok=404
    ),  # the sample's reply came without a file
    "answered_by_link": Page(open_to_all=True, ok=404, more=("khong-phai-duong-dan",)),
    "cases": Page(needs=P.CASE_VIEW),
    "open_case": Page(needs=P.CASE_EDIT),
    "boards": Page(needs=P.CASE_VIEW),
    "board": Page(sees=P.CASE_VIEW, row="board"),
    "case": Page(sees=P.CASE_VIEW, row="case"),
    "delegation": Page(sees=P.CASE_VIEW, row="case"),
    "dossier": Page(sees=P.CASE_VIEW, row="case"),
    "field": Page(
        sees=P.CASE_VIEW, needs=P.CASE_EDIT, row="case"
    ),  # of the lead and of those who go along
    "take_field": Page(sees=P.CASE_VIEW, needs=P.CASE_EDIT, row="case", post=True, ok=302),
    "evidence_file": Page(sees=P.CASE_VIEW, row="case", more=(999_999,), ok=404),
    "case_paper": Page(sees=P.CASE_VIEW, needs=P.PAPER_ISSUE, row="case led", more=("thong-bao",)),
    "case_paper_file": Page(sees=P.CASE_VIEW, row="case", more=(999_999, "docx"), ok=404),
    "reports": Page(needs=P.REPORT_VIEW),
    "report": Page(sees=P.REPORT_VIEW, row="report"),
    "report_table": Page(sees=P.REPORT_VIEW, row="report"),
    "report_paper": Page(
        sees=P.REPORT_VIEW, needs=P.PAPER_ISSUE, row="report led", more=("bao-cao-ky",)
    ),
    "report_paper_file": Page(sees=P.REPORT_VIEW, row="report", more=(999_999, "docx"), ok=404),
    "conduct_cases": Page(needs=P.CONDUCT),
    "conduct_case": Page(sees=P.CONDUCT, row="conduct"),
    "conduct_paper": Page(sees=P.CONDUCT, row="conduct", ok=404),  # nothing is established yet
    "case_reports": Page(needs=P.CASE_REPORT),
    "case_report": Page(sees=P.CASE_VIEW, or_sees=P.CASE_REPORT, row="unit"),
    "report_file": Page(
        sees=P.CASE_VIEW, or_sees=P.CASE_REPORT, row="unit", ok=404
    ),  # reports came without files
    "target_books": Page(needs=P.TARGET_VIEW),
    "target_book": Page(needs=P.TARGET_VIEW, row="targets"),
    "target_file": Page(needs=P.TARGET_VIEW, row="targets", more=("xlsx",)),
    "target": Page(needs=P.TARGET_VIEW, row="targets", more=("NA4",)),
    "target_units": Page(needs=P.TARGET_VIEW, row="targets", more=("NA4",)),
    "target_rows": Page(needs=P.TARGET_VIEW, row="targets", more=("NA4",)),
    "target_try": Page(needs=P.TARGET_VIEW, row="targets", more=("NA4",)),
    "target_edit": Page(needs=P.TARGET_EDIT, row="targets", more=("NA4",)),
    "target_yaml": Page(needs=P.TARGET_EDIT, row="targets"),
    "target_version": Page(needs=P.TARGET_VIEW, row="targets", more=(1,)),
    "facts": Page(needs=P.FACT_REPORT, or_needs=P.FACT_CONFIRM),
    "fact_new": Page(needs=P.FACT_REPORT),
    "fact": Page(sees=P.TARGET_VIEW, or_sees=P.FACT_REPORT, row="fact"),
    "fact_correct": Page(
        sees=P.FACT_REPORT, or_sees=P.FACT_CONFIRM, needs=P.FACT_REPORT, row="fact"
    ),
    "fact_file": Page(
        sees=P.TARGET_VIEW, or_sees=P.FACT_REPORT, row="fact", ok=404
    ),  # reported without a file
    "criticisms": Page(needs=P.CASE_VIEW),
    "open_criticism": Page(needs=P.CASE_EDIT),
    "criticism": Page(sees=P.CASE_VIEW, row="criticism"),
    "criticism_work": Page(
        sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="criticism", more=(999_999,), ok=404
    ),
    "draft": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="criticism", more=(1,)),
    "draft_changes": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="criticism", more=(2,)),
    "provision": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="criticism", more=(1, 2)),
    "correct_provision": Page(
        sees=P.CASE_VIEW, needs=P.CASE_EDIT, row="criticism led", more=(2, 2)
    ),
    "opinions": Page(sees=P.CASE_VIEW, row="criticism"),
    "add_opinions": Page(sees=P.CASE_VIEW, needs=P.CASE_EDIT, row="criticism led"),
    "opinion": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="an opinion"),
    "point": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="a point"),
    "answers": Page(sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="criticism"),
    "table_file": Page(
        sees=P.CASE_VIEW, or_sees=P.DRAFT_ANSWER, row="criticism", more=(999_999, "xlsx"), ok=404
    ),
    "drafter_cases": Page(needs=P.DRAFT_ANSWER),
    "public_drafts": Page(open_to_all=True),
    "public_receipt": Page(open_to_all=True),
    "public_draft": Page(open_to_all=True, more=("2026-PB-01", 1)),
    "public_provision": Page(open_to_all=True, more=("2026-PB-01", 1, 2)),
    "expert_form": Page(open_to_all=True, ok=404, more=("khong-phai-duong-dan",)),
    "public_programmes": Page(open_to_all=True),
    "public_programme": Page(open_to_all=True, ok=404, more=(2025,)),  # nothing is published yet
    "public_paper": Page(open_to_all=True, ok=404, more=(2025, 1, "docx")),
    "job": Page(sees=P.PLAN_VIEW, row="job", ok=302),
    "write_again": Page(sees=P.PLAN_VIEW, needs=P.EDITION_ISSUE, row="job", post=True, ok=302),
    "stop_job": Page(sees=P.PLAN_VIEW, needs=P.PLAN_MAKE, row="job", post=True, ok=302),
}


def test_every_address_is_in_this_table():
    def names(patterns):
        for one in patterns:
            if getattr(one, "namespace", None) == "api":
                continue  # tried with every role in test_api
            yield from names(one.url_patterns) if hasattr(one, "url_patterns") else [one.name]

    assert set(names(get_resolver().url_patterns)) == set(PAGES)


def expected(page: Page, who: str, owners: set[str]) -> int:
    """What the table of permissions says."""
    if page.open_to_all:
        return page.ok
    if who == NOBODY:
        return (
            403 if page.post else 302
        )  # a form sent by a stranger waits on the page that asks them to sign in
    granted = ROLES[ROLE_OF[who]]

    def reaches(permission):
        scope = granted.get(permission)
        return scope is Scope.ALL or (scope is Scope.OWN and (not owners or HOME_OF[who] in owners))

    if page.sees and not reaches(page.sees) and not (page.or_sees and reaches(page.or_sees)):
        return 404
    if (
        page.row == "own organisation"
        and HOME_OF[who] not in owners
        and not reaches(P.PEOPLE_MANAGE)
    ):
        return 403
    if page.needs and not reaches(page.needs) and not (page.or_needs and reaches(page.or_needs)):
        return page.ok if page.or_holds and page.or_holds in granted else 403
    return page.ok


def rows(kind: str):  # noqa: PLR0911, PLR0912 - a table of cases
    """Arguments of the address and the organisations a row belongs to: a row of the Women's Union, one of the Farmers'."""
    if not kind:
        return [((), set())]
    if kind == "programme":
        return [((Programme.objects.get().id,), set())]
    if kind == "organisation":
        return [((Organisation.objects.get(code=code).id,), set()) for code in ("LHPN", "HND")]
    if kind == "place":
        place = Place.objects.create(
            level="province", code="40", type="province", name="Nghệ An", search="nghe an"
        )
        return [((place.id,), set())]
    if kind == "person":
        return [((Person.objects.get(sign_in_name="ha").id,), set())]
    if kind == "own organisation":
        return [
            ((Organisation.objects.get(code=code).id,), {code}) for code in ("LHPN", "HND", "SNV")
        ]
    if kind in ("edition", "round"):
        return [(({"edition": Edition, "round": Round}[kind].objects.get().id,), set())]
    if kind == "activity":
        first = Activity.objects.order_by("id").first()
        return [((first.variant_id, first.key), set())]
    if kind == "announced":
        told = {
            "day": date(2026, 12, 24),
            "is_working": False,
            "source": "Thông báo",
            "announced_by_name": "x",
        }
        return [((AnnouncedDay.objects.create(announced_at=timezone.now(), **told).id,), set())]
    if kind == "body":
        return [((Organisation.objects.get(code=code).id,), {code}) for code in ("SNV", "SYT")]
    if kind == "recommendation":
        return [
            ((one.code,), {one.lead.code, one.recipient.code})
            for one in Recommendation.objects.order_by("id")
        ]
    if kind == "recommendation led":
        return [
            ((one.code,), {one.lead.code, one.recipient.code} - {"SNV"})
            for one in Recommendation.objects.exclude(recipient__code="SNV")
        ]
    if kind == "reply":
        return [((Reply.objects.get().id,), {"SNV"})]
    if kind == "board":
        return [((Board.objects.get().id,), {"VHMT"})]
    if kind == "case":
        return [
            ((one.code,), {one.lead.code, *one.joint.values_list("code", flat=True)})
            for one in Case.objects.order_by("id")
        ]
    if kind == "case led":
        return [((one.code,), {one.lead.code}) for one in Case.objects.filter(joint=None)]
    if kind in ("criticism", "an opinion", "a point", "criticism led"):
        owners = {"MTTQ"} if kind == "criticism led" else {"MTTQ", "SNV", "SYT"}
        inner = {"an opinion": DraftOpinion, "a point": OpinionGroup}.get(kind)
        return [
            (("2026-PB-01", *([inner.objects.order_by("id").first().id] if inner else [])), owners)
        ]
    if kind == "targets":
        return [(("nghe-an-2021",), set())]
    if kind == "fact":
        told = {
            "event": "orientation_paper",
            "day": date(2026, 5, 5),
            "state": "confirmed",
            "decided_at": timezone.now(),
            "entered_at": timezone.now(),
        }
        units = Organisation.objects.filter(code__in=["LHPN", "SNV"])
        return [((ReportedFact.objects.create(unit=one, **told).id,), {one.code}) for one in units]
    if kind in ("report", "report led"):
        return [((PeriodReport.objects.get().id,), {"MTTQ"} if kind == "report led" else set())]
    if kind == "conduct":
        lien = actor_of(Person.objects.get(sign_in_name="lien"), day=date(2026, 11, 22))
        told = {
            "body": Organisation.objects.get(code="SYT"),
            "person": "A",
            "post": "Phó Giám đốc",
            "where": "workplace",
        }
        made = conduct.open_conduct_case(
            actor=lien, ground="Ý kiến của khu dân cư nơi cư trú.", now=timezone.now(), **told
        )
        return [((made.code,), set())]
    if kind == "unit":
        units = CaseUnit.objects.filter(case__code="2026-GS-01").order_by("id")
        return [((one.id,), {"LHPN", one.organisation.code}) for one in units]
    if kind == "commission":
        return [((one.id,), {one.requester.code}) for one in Commission.objects.order_by("id")]
    if kind in ("variant", "job"):
        variant = Variant.objects.get()
        return [((variant.id if kind == "variant" else variant.job_id,), set())]
    if kind == "pair":
        found = []
        for code in ("LHPN", "HND"):
            pair = (
                OverlapPair.objects.filter(one__organisation__code=code)
                .exclude(other__organisation__code__in=["LHPN", "HND"])
                .first()
            )
            pair = pair or OverlapPair.objects.filter(one__organisation__code=code).first()
            owners = {one.organisation.code for one in (pair.one, pair.other) if one.organisation}
            found.append(((pair.id,), owners))
        return found
    table = {"workbook": Workbook, "proposal": Proposal}[kind]
    return [
        ((table.objects.filter(organisation__code=code).first().id,), {code})
        for code in ("LHPN", "HND")
    ]


def sent(name: str, owners: set[str]) -> dict[str, str]:
    """What a form of this address needs to be taken."""
    return (
        {"organisation": str(Organisation.objects.get(code=min(owners)).id)}
        if name == "name_sender"
        else {}
    )


@pytest.mark.parametrize("who", [NOBODY, *ROLE_OF])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role(name, who, signed_in, client):
    page = PAGES[name]
    browser = client if who == NOBODY else signed_in(who)
    for arguments, owners in rows(page.row):
        address = reverse(name, args=(*arguments, *page.more))
        response = browser.post(address, sent(name, owners)) if page.post else browser.get(address)
        assert response.status_code == expected(page, who, owners), (name, who, owners)


def test_a_row_that_is_not_there_is_a_404_for_all_who_are_signed_in(signed_in):
    browser = signed_in("van")
    for name in (
        "programme",
        "workbook",
        "proposal",
        "pair",
        "variant",
        "job",
        "commission",
        "edition",
        "round",
    ):
        assert browser.get(reverse(name, args=[999_999])).status_code == 404


@pytest.mark.parametrize(
    "name", [name for name, page in PAGES.items() if not page.post and not page.open_to_all]
)
def test_every_page_has_its_headers(name, signed_in):
    page = PAGES[name]
    for arguments, _ in rows(page.row)[:1]:
        response = signed_in("van").get(reverse(name, args=(*arguments, *page.more)))
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cache-Control"] == "private, no-store"
