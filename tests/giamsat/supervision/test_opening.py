"""Opening a case: who leads, from which activity, by which procedures; and which papers others open."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.supervision.conftest import TODAY

from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import leads_of
from giamsat.planning.models import Activity
from giamsat.procedures.papers import context_of
from giamsat.programmes.models import Edition
from giamsat.supervision import access, actions, queries
from giamsat.supervision.opening import opening
from giamsat.supervision.states import CRITICISM, Form


@pytest.fixture
def planned(bodies):
    """``planned(kind, lead)`` is an activity of the programme as it was issued."""
    edition = Edition.objects.select_related("variant").order_by("-number").first()
    Edition.objects.filter(id=edition.id).update(
        state="issued", approved_at=NOON, issued_at=NOON, issued_on=TODAY, paper_number=7
    )

    def plans(kind="supervision", lead="MTTQ", joint=("LHPN", "MTTQ")):
        activity = Activity.objects.create(
            variant=edition.variant,
            no=Activity.objects.count() + 900,
            key=f"{kind}{lead}",
            title="Giám sát việc chi trả trợ cấp",
            kind=kind,
            lead=bodies[lead],
            joint=list(joint),
            first_day=TODAY,
            last_day=TODAY,
        )
        activity.units.create(key="so y te", name="Sở Y tế", organisation=bodies["SYT"])
        return activity

    return plans


def start(actor, activity, forms=queries.SUPERVISION):
    return opening(actor, activity_id=str(activity.id), forms=forms)


def test_a_case_takes_over_what_the_programme_planned(van, planned, bodies):
    activity = planned()
    first = start(van, activity).initial("doan-giam-sat")
    assert first["units"] == "Sở Y tế"
    assert (first["title"], first["lead"]) == (activity.title, bodies["MTTQ"].id)
    case = actions.open_case(
        actor=van,
        procedure="doan-giam-sat",
        title=first["title"],
        field="y-te",
        lead=activity.lead,
        units=["Sở Y tế"],
        first_day=TODAY,
        last_day=TODAY,
        activity=activity,
        now=NOON,
    )
    assert case.form == Form.DELEGATION, "a case has the form of its procedure"
    assert [one.code for one in case.joint.all()] == ["LHPN"], "without the one that leads"
    assert case.programme == activity.variant.programme
    assert start(van, activity).activity is None, "an activity has one case"


def test_an_activity_of_others_or_of_another_kind_is_none(van, ha, planned):
    of_the_front, criticised = planned(), planned("criticism")
    assert start(ha, of_the_front).activity is None
    assert start(van, criticised).activity is None
    assert start(van, criticised, CRITICISM).activity == criticised
    for odd in ("", "abc", "²", "9" * 40):
        assert opening(van, activity_id=odd, forms=queries.SUPERVISION).activity is None


def test_an_opening_offers_the_procedures_of_its_forms_and_the_leads_of_the_person(van, ha):
    supervising, criticising = (
        opening(van, activity_id="", forms=forms) for forms in (queries.SUPERVISION, CRITICISM)
    )
    assert {one.form for one in supervising.procedures} == set(queries.SUPERVISION)
    assert {one.form for one in criticising.procedures} == set(CRITICISM)
    assert [one.code for one in leads_of(ha, Permission.CASE_EDIT).rows] == ["LHPN"]
    assert {"authority", "party"}.isdisjoint(one.kind for one in supervising.leads.rows)


def test_a_supervised_body_opens_what_it_is_told_and_no_minutes(van, bao, hung, opened):
    case = opened()
    how = {"place": "Bình Hải", "signer": "Trần Quốc Bảo", "as_deputy": False, "number": None}
    papers = {}
    for kind in ("thong-bao", "bao-cao-ket-qua"):
        papers[kind] = actions.write_paper(
            actor=van,
            case=case,
            kind=kind,
            context=context_of(case),
            paper=None,
            version=0,
            now=NOON,
        )
    assert not access.papers_to_open(hung, case.code).exists(), "a body sees no draft"
    for paper in papers.values():
        actions.issue_paper(
            actor=bao, case=case, paper=paper, version=1, issued_on=TODAY, now=NOON, **how
        )
    assert not access.papers_to_open(hung, case.code).exists(), "the body was not told yet"
    actions.set_session(
        actor=van,
        case=case,
        unit=None,
        starts_at=NOON.replace(year=2027),
        place="Sở",
        is_online=False,
        agreed="",
        now=NOON,
    )
    assert list(access.papers_to_open(hung, case.code)) == [papers["thong-bao"]]
    assert set(access.papers_to_open(van, case.code)) == set(papers.values())


def test_whoever_may_not_lead_opens_nothing(khoi, bodies):
    with pytest.raises(NotAllowed):
        actions.open_case(
            actor=khoi,
            procedure="doan-giam-sat",
            title="Giám sát",
            field="y-te",
            lead=bodies["MTTQ"],
            units=[],
            first_day=TODAY,
            last_day=TODAY,
            ground="Đơn thư",
            now=NOON,
        )
