"""Lead, title and partners are chosen by people: when joining, and in place afterwards."""

from datetime import date

import pytest
from tests.giamsat.conftest import NOON

from giamsat.audit.models import AuditEntry
from giamsat.foundation.verdicts import NotAllowed
from giamsat.planning import actions
from giamsat.planning.actions.plans import (
    ActivityUnchanged,
    DaysOutsideYear,
    LeadNotInActivity,
    line_of,
)
from giamsat.planning.models import Activity
from giamsat.programmes import actions as programme_actions
from giamsat.proposals import access as proposal_access
from giamsat.proposals import actions as proposal_actions
from giamsat.proposals import engine
from giamsat.proposals.actions.pairs import LeadNotInDelegation
from giamsat.proposals.models import OverlapPair, Proposal
from giamsat.proposals.states import Decision

WHY = "Theo kết luận hiệp thương vòng 1 về nội dung này."


def _joinable(van):
    """A pair of two organisations that can be held together."""
    rows = OverlapPair.objects.filter(basis="matter", other__is_outside=False).order_by("id")
    rows = rows.select_related("one__organisation", "other__organisation", "programme")
    own = (pair for pair in rows if pair.one.organisation_id != pair.other.organisation_id)
    return next(pair for pair in own if proposal_access.may_decide(van, pair, Decision.JOINT))


@pytest.fixture
def variant(van, programme, run_waiting):
    """A plan with a joint delegation whose lead and title nobody chose."""
    pair = _joinable(van)
    said = {"decision": Decision.JOINT, "reason": WHY, "version": pair.version}
    proposal_actions.decide(actor=van, pair=pair, now=NOON, **said)
    made = actions.start_plan(
        actor=van, programme=programme, parent=None, changes=[], now=NOON, fresh=True
    )
    run_waiting()
    made.refresh_from_db()
    return made


@pytest.fixture
def joint(variant):
    return next(one for one in variant.plan.activities if one.joint)


def words(activity, **changed):
    return {
        "lead": activity.joint[0],
        "title": "Việc thực hiện một tên chung",
        "partners": ["Sở Nội vụ", "Hội Luật gia tỉnh"],
        "first_day": activity.first_day,
        "last_day": activity.last_day,
        "why": WHY,
    } | changed


def test_another_lead_title_and_partners_stand_in_the_plan_and_every_paper(variant, joint, van):
    made = actions.choose_activity(
        actor=van, variant=variant, activity=joint.id, now=NOON, **words(joint)
    )
    now = made.plan.activity(joint.id)
    assert (now.lead, now.title) == (joint.joint[0], "Việc thực hiện một tên chung")
    assert set(now.bodies) == set(joint.bodies)
    assert made.plan.days == variant.plan.days
    line = line_of(made, joint.id)
    assert line["lead"] == made.plan.instance.body_name(joint.joint[0])
    assert line["title"] == now.title
    assert line["partners"] == ["Sở Nội vụ", "Hội Luật gia tỉnh"]
    assert "by_hand" not in made.as_proposed, "no day moved, so what was proved still is"
    entry = AuditEntry.objects.get(verb="variant.chosen")
    assert entry.details["reason"] == WHY
    assert entry.details["lead"] == joint.joint[0]


def test_planning_again_keeps_what_was_chosen(variant, joint, van, programme, run_waiting):
    made = actions.choose_activity(
        actor=van, variant=variant, activity=joint.id, now=NOON, **words(joint)
    )
    again = actions.start_plan(actor=van, programme=programme, parent=made, changes=[], now=NOON)
    run_waiting()
    again.refresh_from_db()
    now = again.plan.activity_of[joint.codes[0]]
    assert (now.lead, now.title) == (joint.joint[0], "Việc thực hiện một tên chung")
    assert line_of(again, now.id)["partners"] == ["Sở Nội vụ", "Hội Luật gia tỉnh"]


def test_other_days_are_held_and_said_to_be_by_hand(variant, joint, van):
    days = {"first_day": date(variant.programme.year, 11, 8)}
    days["last_day"] = date(variant.programme.year, 11, 9)
    made = actions.choose_activity(
        actor=van, variant=variant, activity=joint.id, now=NOON, **words(joint, **days)
    )
    assert made.plan.days[joint.codes[0]] == (days["first_day"], days["last_day"])
    assert made.as_proposed["by_hand"]
    assert {one["code"] for one in made.changes} >= {"CHOOSE", "HOLD"}


def test_what_cannot_be_chosen_is_refused(variant, joint, van, ha):
    def choose(actor=van, **changed):
        actions.choose_activity(
            actor=actor, variant=variant, activity=joint.id, now=NOON, **words(joint, **changed)
        )

    with pytest.raises(NotAllowed):
        choose(actor=ha)
    outsider = next(b.id for b in variant.plan.instance.bodies if b.id not in joint.bodies)
    with pytest.raises(LeadNotInActivity):
        choose(lead=outsider)
    with pytest.raises(DaysOutsideYear):
        choose(last_day=date(1999, 1, 1))
    partners = line_of(variant, joint.id)["partners"]
    with pytest.raises(ActivityUnchanged):
        choose(lead=joint.lead, title=joint.title, partners=partners)


def test_only_what_was_changed_is_to_be_agreed_on_again(variant, joint, van, bao, before_agreement):
    made = actions.choose_activity(
        actor=van, variant=variant, activity=joint.id, now=NOON, **words(joint)
    )
    programme_actions.accept(actor=bao, variant=variant, now=NOON)
    programme_actions.accept(actor=bao, variant=made, now=NOON)
    before, after = (
        {tuple(row.codes): row.fingerprint for row in Activity.objects.filter(variant=one)}
        for one in (variant, made)
    )
    assert {codes for codes in after if after[codes] != before[codes]} == {joint.codes}
    assert Activity.objects.get(variant=made, key=joint.id).partners[0] == "Sở Nội vụ"
    assert not Proposal.objects.filter(state="withdrawn").exists()


def test_who_leads_what_is_joined_is_asked_and_planned(signed_in, van, programme, run_waiting):
    pair = _joinable(van)
    lead, title = pair.other.organisation, "Tên chung do người chọn"
    page = signed_in("van").get(f"/trung-lap/{pair.id}/").content.decode()
    assert 'name="lead"' in page
    said = {
        "decision": Decision.JOINT,
        "reason": WHY,
        "version": pair.version,
        "lead": lead,
        "joint_title": title,
    }
    proposal_actions.decide(actor=van, pair=pair, now=NOON, **said)
    made = actions.start_plan(
        actor=van, programme=programme, parent=None, changes=[], now=NOON, fresh=True
    )
    run_waiting()
    made.refresh_from_db()
    activity = made.plan.activity_of[pair.one.code]
    assert (activity.lead, activity.title) == (lead.code, title)
    assert tuple(sorted(activity.codes)) in engine.joint_groups(programme)


def test_a_stranger_to_the_delegation_cannot_be_said_to_lead(van, programme):
    pair = _joinable(van)
    own = {pair.one.organisation_id, pair.other.organisation_id}
    others = Proposal.objects.filter(is_outside=False).exclude(organisation__in=own)
    said = {"decision": Decision.JOINT, "reason": WHY, "version": pair.version}
    with pytest.raises(LeadNotInDelegation):
        proposal_actions.decide(
            actor=van, pair=pair, now=NOON, lead=others.first().organisation, **said
        )


def test_a_joint_delegation_without_a_title_is_asked_for_it(signed_in, van):
    pair = _joinable(van)
    address = f"/trung-lap/{pair.id}/"
    client = signed_in("van")
    sent = {
        "decision": "joint",
        "reason": WHY,
        "version": pair.version,
        "lead": "",
        "joint_title": "",
    }
    page = client.post(address, sent).content.decode()
    assert "Ghi tên chung của đoàn." in page
    assert "Chọn tổ chức chủ trì đoàn chung." in page
