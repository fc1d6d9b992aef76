"""What the programme, supervision and recommendations know is counted without anybody typing it again."""

from datetime import date, timedelta

import pytest
from tests.giamsat.conftest import NOON

from civickit.measures import Needed, Status
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity, Variant
from giamsat.programmes.models import Edition
from giamsat.proposals.models import Proposal
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import target_rulebook, target_rulebook_from
from giamsat.supervision.models import Case, CaseUnit
from giamsat.targets import sources
from giamsat.targets.engine import read_book
from giamsat.targets.facts_behind import fact_rows
from giamsat.targets.models import ReportedFact
from giamsat.targets.queries import target_page
from giamsat.targets.trying import try_change

DAY = date(2026, 11, 22)
TAGS = ("key_cadre", "hot_issue", "own_level", "lower_level", "joint", "on_time", "answered")


def facts(*events, since=date(2025, 1, 1), as_of=DAY):
    wanted = Needed(dict.fromkeys(events, since), TAGS)
    told = [
        *sources.reported(wanted, as_of),
        *(one for one in sources.known(wanted, as_of) if one[10] <= as_of.toordinal() < one[11]),
    ]
    return [one for one in told if one[3] in events]


def test_a_closed_case_counts_for_its_lead_and_with_a_mark_for_who_went_along():
    ReportedFact.objects.all().delete()
    case = Case.objects.filter(form="delegation").order_by("id").first()
    women = Organisation.objects.get(code="LHPN")
    case.joint.set([women])
    case.title = "Giám sát việc nêu gương của người đứng đầu, nơi cử tri kiến nghị nhiều"
    case.save()
    CaseUnit.objects.filter(case=case).exclude(
        id=CaseUnit.objects.filter(case=case).first().id
    ).delete()
    CaseUnit.objects.filter(case=case).update(organisation=None, name="UBND xã Vạn Hải")
    running = [one for one in facts("supervision") if one[1] == case.id]
    assert {one[5] for one in running} == {0}  # it runs: heard of, not counted
    case.state, case.ended_on = "closed", DAY
    case.save()
    told = {one[2]: one for one in facts("supervision") if one[1] == case.id}
    assert set(told) == {case.lead_id, women.id}
    assert told[case.lead_id][5] == told[women.id][5] == 1
    assert told[case.lead_id][7].split() == ["delegation", "hot_issue", "key_cadre", "lower_level"]
    assert told[women.id][7].split() == [
        "delegation",
        "hot_issue",
        "joint",
        "key_cadre",
        "lower_level",
    ]
    assert told[case.lead_id][6] == told[women.id][6]
    before = [
        one for one in facts("supervision", as_of=DAY - timedelta(days=1)) if one[1] == case.id
    ]
    assert {one[5] for one in before} <= {0}
    assert [one for one in facts("criticism") if one[1] == case.id] == []


def marks_of(case):
    return {
        one
        for row in facts("supervision", since=date(2024, 1, 1))
        if row[1] == case.id
        for one in row[7].split()
    } & {"key_cadre", "hot_issue"}


def test_a_case_counts_as_its_proposal_says_and_as_a_person_says_after_that(programme, signed_in):
    case = (
        Case.objects.filter(form="delegation", state="running", joint=None).order_by("id").first()
    )
    activity = (
        Activity.objects.filter(variant__programme=programme, kind="supervision")
        .exclude(codes=[])
        .first()
    )
    Case.objects.filter(id=case.id).update(
        title="Việc thu các khoản đóng góp", programme=programme, activity=activity
    )
    asked = Proposal.objects.get(programme=programme, code=activity.codes[0])
    Proposal.objects.filter(id=asked.id).update(
        title="Các khoản đóng góp", note="", hot_issue_evidence=""
    )
    assert marks_of(case) == set()
    Proposal.objects.filter(id=asked.id).update(hot_issue_evidence="312 lượt phản ánh trong năm")
    assert marks_of(case) == {"hot_issue"}
    van = signed_in("van")
    page = van.get(f"/giam-sat/{case.code}/")
    assert "Giám sát về vấn đề nổi cộm, Nhân dân quan tâm." in page.content.decode()
    said = page.context["change"].initial
    form = {f"sua-{key}": value for key, value in said.items() if value} | {"do": "change"}
    assert van.post(f"/giam-sat/{case.code}/", form).status_code == 302
    case.refresh_from_db()
    assert case.marks is None  # nothing was said by hand
    form |= {"sua-marks": ["key_cadre"], "sua-version": case.version}
    assert van.post(f"/giam-sat/{case.code}/", form).status_code == 302
    assert marks_of(case) == {"key_cadre"}
    form |= {"sua-marks": [], "sua-version": case.version + 1}
    assert van.post(f"/giam-sat/{case.code}/", form).status_code == 302
    assert marks_of(case) == set()


def test_an_answer_that_came_later_does_not_show_on_a_day_before():
    one = Recommendation.objects.filter(answered_on__isnull=False).first()
    late = [row for row in facts("recommendation", as_of=one.answered_on) if row[1] == one.id]
    early = [
        row
        for row in facts("recommendation", as_of=one.answered_on - timedelta(days=1))
        if row[1] == one.id
    ]
    assert "answered" in late[0][7]
    assert not early or "answered" not in early[0][7]


def test_the_programme_in_force_says_what_was_planned_and_leads_there(programme):
    assert [
        one for one in facts("supervision_planned") if one[0] == sources.ACTIVITIES
    ] == []  # nothing is issued yet
    issued = date(2025, 1, 10)
    paper = {
        "paper_number": 1,
        "paper_symbol": "KH-MTTQ-BTT",
        "issued_on": issued,
        "issued_at": NOON,
        "approved_at": NOON,
    }
    Edition.objects.update(
        state="issued", opinion="agreed", opinion_at=NOON, submitted_at=NOON, **paper
    )
    activities = list(
        Activity.objects.filter(variant__in=Edition.objects.values("variant"), kind="supervision")
    )
    told = [one for one in facts("supervision_planned") if one[0] == sources.ACTIVITIES]
    assert len(told) == sum(1 + len(one.joint) for one in activities) > 0
    data = {
        "code": "thu",
        "title": "Thử nghiệm",
        "source": "Thử",
        "targets": [
            {
                "code": "A",
                "title": "Chương trình",
                "valid_from": "2025-01-01",
                "source": "Thử",
                "subjects": {"levels": ["province"]},
                "period": "year",
                "measure": {"count": "supervision_planned"},
                "compare": {">=": 1},
            }
        ],
    }
    book = target_rulebook_from(data, "thu")
    assert read_book(book, issued - timedelta(days=1)).readings["A"].top == 0
    reading = read_book(book, issued).readings["A"]
    rows = [one for one in fact_rows(reading, reading.behind()[0], book) if one.address]
    assert len(rows) == len(told)
    assert {one.text for one in rows} == {one.title for one in activities}
    assert {one.address for one in rows} == {f"/chuong-trinh/{programme.id}/"}
    # Amended on 1 July: what the first edition asked for was in force until then, and is no more.
    first = Edition.objects.get()
    other = Variant.objects.create(programme=programme, number=99, made_at=NOON, asked_at=NOON)
    Edition.objects.create(
        programme=programme,
        number=2,
        base=first,
        variant=other,
        reason="Điều chỉnh theo kết luận",
        state="issued",
        opened_at=NOON,
        opinion="agreed",
        opinion_at=NOON,
        submitted_at=NOON,
        **paper | {"issued_on": date(2025, 7, 1), "paper_number": 2},
    )
    assert read_book(book, date(2025, 6, 30)).readings["A"].top == reading.top
    assert read_book(book, date(2025, 7, 1)).readings["A"].top == 0


@pytest.mark.parametrize("every", ["month", "quarter"])
def test_a_period_before_reads_the_same_in_the_trend_and_on_its_own_day(programme, every):
    """What came later - an answer, a closed case, an amended programme - does not show on the points before it."""
    data = {
        "code": "thu",
        "title": "Thử nghiệm",
        "source": "Thử",
        "targets": [
            {
                "code": code,
                "title": f"Chỉ tiêu {code}",
                "valid_from": "2020-01-01",
                "source": "Thử",
                "subjects": {"levels": ["province"]},
                "period": every,
                "measure": measure,
                "compare": {">=": 100 if "ratio" in measure else 1},
                "aggregate": "sum",
            }
            for code, measure in (
                (
                    "A",
                    {
                        "ratio": {"event": "recommendation_due", "with": ["answered"]},
                        "over": "recommendation_due",
                    },
                ),
                (
                    "B",
                    {
                        "ratio": {"event": "recommendation", "with": ["resolved"]},
                        "over": "recommendation",
                    },
                ),
                ("C", {"count": "supervision"}),
                ("D", {"count": "supervision_planned"}),
            )
        ],
    }
    book = target_rulebook_from(data, "thu")
    sent = Recommendation.objects.filter(answered_on__isnull=False).first()
    Recommendation.objects.filter(id=sent.id).update(
        sent_on=date(2026, 8, 14),
        due_on=date(2026, 9, 14),
        answer_due_on=None,
        answered_on=date(2026, 9, 24),
    )
    issued = {
        "state": "issued",
        "opinion": "agreed",
        "opinion_at": NOON,
        "submitted_at": NOON,
        "approved_at": NOON,
    }
    Edition.objects.update(
        **issued, paper_number=1, paper_symbol="KH", issued_on=date(2025, 1, 10), issued_at=NOON
    )
    case = Case.objects.filter(form="delegation").order_by("id").first()
    Case.objects.filter(id=case.id).update(
        state="closed", opened_on=date(2026, 5, 4), ended_on=date(2026, 8, 3)
    )
    seen = 0
    for as_of in (DAY, date(2025, 12, 31)):
        for target in book.on(as_of):
            for point in target_page(book, as_of, target).trend:
                alone = read_book(book, point.frame.as_of).readings[target.code]
                assert repr((point.status, point.top, point.bottom)) == repr(
                    (alone.status, alone.top, alone.bottom)
                )
                assert [len(one) for one in point.behind()] == [len(one) for one in alone.behind()]
                seen += point.top > 0
    assert seen > 5
    for day, answered in ((date(2026, 9, 23), 0), (date(2026, 9, 24), 1)):
        reading = read_book(book, day).readings["A"]
        told = [reading.frame.facts.ids[one].tolist().count(sent.id) for one in reading.behind()]
        assert told == [answered, 1]


def test_what_counts_for_itself_alone_is_barred_in_trend_and_trial_too():
    data = plain(target_rulebook("nghe-an-2021").data)
    data["targets"][5]["counts_toward"] = []
    book = target_rulebook_from(data, "nghe-an-2021")
    target = next(one for one in book.on(DAY) if one.code == "NA4")
    page = target_page(book, DAY, target)
    assert (
        page.reading.groups.values.sum()
        < target_page(target_rulebook("nghe-an-2021"), DAY, target).reading.groups.values.sum()
    )
    whole = read_book(book, DAY).readings["NA4"]
    trial = try_change(book, target, target, DAY)
    for one in (page.trend[-1], whole, trial.before, trial.after):
        assert one.groups.values.tolist() == page.reading.groups.values.tolist()


def test_days_are_counted_alike_in_the_database_and_in_python():
    unit = Organisation.objects.get(code="LHPN")
    for day in (date(2020, 2, 29), date(2026, 1, 1), date(2025, 12, 31)):
        ReportedFact.objects.create(
            unit=unit,
            event="cadres",
            day=day,
            quantity=7,
            state="confirmed",
            entered_at=NOON,
            decided_at=NOON,
        )
    assert sorted(one[4] for one in facts("cadres", since=None)) == sorted(
        day.toordinal() for day in (date(2020, 2, 29), date(2025, 12, 31), date(2026, 1, 1))
    )


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("confirmed", True),
        ("waiting", False),
        ("returned", False),
        ("replaced", False),
        ("withdrawn", False),
    ],
)
def test_only_confirmed_figures_count_where_that_is_asked(state, counts):
    book = target_rulebook_from(
        {
            "code": "thu",
            "title": "Thử nghiệm",
            "source": "Thử",
            "targets": [
                {
                    "code": "A",
                    "title": "Đối thoại",
                    "valid_from": "2026-01-01",
                    "source": "Thử",
                    "subjects": {"units": ["LHPN"]},
                    "period": "year",
                    "measure": {"count": "dialogue_with_people"},
                    "compare": {">=": 1},
                    "evidence": "confirmed",
                }
            ],
        },
        "thu",
    )
    unit = Organisation.objects.get(code="LHPN")
    ReportedFact.objects.create(
        unit=unit,
        event="dialogue_with_people",
        day=DAY,
        state=state,
        entered_at=NOON,
        decided_at=NOON,
        reason="Lý do",
    )
    assert (read_book(book, DAY).readings["A"].status == Status.MET) is counts
