"""Bodies that merge take their running work along, and every trail says so."""

from datetime import timedelta

import pytest
from tests.giamsat.conftest import NOON

from giamsat.audit.recording import entries_of
from giamsat.criticism.models import SentDraft
from giamsat.organisations import actions
from giamsat.organisations.models import Membership, Organisation
from giamsat.organisations.permissions import Role
from giamsat.recommendations.actions.reaching import make_link
from giamsat.recommendations.heirs import hand_over_what_is_due
from giamsat.recommendations.models import BodyLink, Recommendation
from giamsat.recommendations.states import EventKind
from giamsat.supervision.heeding import hand_over_what_is_due as cases_of_the_day
from giamsat.supervision.models import Case, CaseUnit

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """Pages of this file speak of the sample's day."""


@pytest.fixture
def old():
    return Organisation.objects.get(code="SNV")


@pytest.fixture
def heir(quantri):
    return actions.add_organisation(
        actor=quantri,
        code="SNVMOI",
        kind="authority",
        name="Sở Nội vụ và Lao động tỉnh Bình Hải",
        short_name="Sở Nội vụ và Lao động",
        now=NOON,
    )


def succeed(quantri, old, new, on=TODAY):
    actions.record_succession(
        actor=quantri, old=old, new=new, happened_on=on, decree="NQ 60", now=NOON
    )


def running_of(body):
    over = ("resolved", "closed", "withdrawn")
    return Recommendation.objects.filter(recipient=body).exclude(state__in=over)


def test_what_runs_goes_to_the_successor_who_sees_and_may_answer_it(
    quantri, van, hung, old, heir, signed_in
):
    codes = set(running_of(old).values_list("code", flat=True))
    ended = Recommendation.objects.filter(recipient=old).exclude(code__in=codes).count()
    assert codes
    make_link(actor=van, organisation=old, is_system=False, now=NOON)
    Membership.objects.create(
        person_id=hung.person_id, organisation=heir, role=Role.SUPERVISED_BODY, first_day=TODAY
    )
    Membership.objects.filter(person_id=hung.person_id, organisation=old).delete()
    succeed(quantri, old, heir)
    assert set(running_of(heir).values_list("code", flat=True)) == codes
    assert Recommendation.objects.filter(recipient=old).count() == ended, "what is over stays"
    assert not BodyLink.objects.filter(organisation=old, revoked_at=None).exists()
    code = min(codes)
    page = signed_in("hung").get(f"/kien-nghi/{code}/")
    assert page.status_code == 200
    words = f"Việc của {old.name} nay do {heir.name} theo dõi."
    assert words in page.content.decode()
    row = Recommendation.objects.get(code=code)
    assert row.events.filter(kind=EventKind.HANDED_OVER).count() == 1
    for case in Case.objects.filter(state="running", units__organisation=heir):
        assert words in [line.details.get("reason") for line in entries_of(case)]
    left = CaseUnit.objects.filter(organisation=old, case__state="running")
    assert not left.exists()
    assert not SentDraft.objects.filter(sender=old).exists()
    shown = signed_in("hung").get("/tai-don-vi/du-thao/").content.decode()
    assert "2026-PB-01" in shown


def test_before_its_day_nothing_moves_and_on_it_by_itself(quantri, old, heir):
    count = running_of(old).count()
    succeed(quantri, old, heir, on=TODAY + timedelta(days=10))
    hand_over_what_is_due(NOON)
    assert running_of(old).count() == count
    hand_over_what_is_due(NOON + timedelta(days=10))
    assert (running_of(old).count(), running_of(heir).count()) == (0, count)
    cases_of_the_day(NOON + timedelta(days=10))
    assert not CaseUnit.objects.filter(organisation=old, case__state="running").exists()


def test_where_several_took_over_a_person_says_which(quantri, old, heir):
    other = Organisation.objects.get(code="SYT")
    day = TODAY + timedelta(days=5)
    for one in (heir, other):
        succeed(quantri, old, one, on=day)
    count = running_of(old).count()
    hand_over_what_is_due(NOON + timedelta(days=6))
    assert running_of(old).count() == count
