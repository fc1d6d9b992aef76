"""From a variant to a programme in force: hiệp thương, opinion, approval, issue, amendment."""

import io
import re
import zipfile
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from html import unescape
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.giamsat.conftest import NOON
from tests.giamsat.programmes.steps import LETTER, agree, close, fresh, issue, open_round

from giamsat.audit.models import AuditEntry
from giamsat.files.storing import content_of
from giamsat.foundation.moves import Changed
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import EditedTwice, ReasonTooShort
from giamsat.organisations.models import Organisation
from giamsat.planning import actions as plan_actions
from giamsat.planning.models import Activity, Variant
from giamsat.programmes import actions, issuing, queries
from giamsat.programmes.actions import closing, editions, in_force, rounds
from giamsat.programmes.models import BodyNotice, Conclusion, Edition, OpinionPoint, Position
from giamsat.programmes.states import EditionState, Outcome, PartyOpinion, Stance
from giamsat.registers.models import IssuedNumber
from giamsat.registers.numbering import NumberTaken

WHY = "Hai bên đã bàn và thống nhất như vậy tại hội nghị."


@contextmanager
def refused(kind, words):
    """A refusal whose Vietnamese sentence holds some words."""
    with pytest.raises(kind) as told:
        yield
    assert words in told.value.sentence("vi")


def test_accepting_makes_the_first_edition_and_its_activities(edition):
    told = edition.variant.answer["activities"]
    rows = list(Activity.objects.filter(variant=edition.variant).order_by("no"))
    assert (edition.number, edition.state) == (1, EditionState.DRAFT)
    assert len(rows) == len(told)
    assert [row.no for row in rows] == list(range(1, len(rows) + 1))
    assert rows == sorted(rows, key=lambda row: row.first_day)


def test_silence_is_not_agreement(van, round_, all_agree):
    agree(van, round_, "MTTQ")
    items = queries.standings_of(round_)
    assert all(not one.is_agreed and len(one.silent) == 5 for one in items)
    with pytest.raises(closing.NotConcluded) as refused:
        close(van, round_)
    assert refused.value.facts["count"] == len(items)
    all_agree(round_)
    assert all(one.is_agreed for one in queries.standings_of(round_))


def test_a_dissent_needs_its_reason_and_a_conclusion_and_stays_in_the_minutes(
    van, ha, round_, all_agree, run_waiting
):
    body = Organisation.objects.get(code="LHPN")
    item = Activity.objects.get(variant=round_.variant_id, no=2)
    all_agree(round_, but=[2])
    agree(van, round_, "MTTQ")
    say = {"actor": ha, "round_": round_, "activity": item, "organisation": body, "now": NOON}
    with pytest.raises(ReasonTooShort):
        actions.take_position(**say, stance=Stance.DECLINE, text="Không", seen=0)
    why = "Nội dung này trùng với đợt kiểm tra của Trung ương Hội trong quý II."
    actions.take_position(**say, stance=Stance.DECLINE, text=why, seen=0)
    with pytest.raises(closing.NotConcluded):
        close(van, round_)
    actions.conclude(
        actor=van, round_=round_, activity=item, outcome=Outcome.KEPT, reason=WHY, now=NOON
    )
    close(van, round_)
    run_waiting()
    papers = fresh(round_).papers
    text = (
        zipfile.ZipFile(io.BytesIO(content_of(papers["bien-ban"])))
        .read("word/document.xml")
        .decode()
    )
    for part in (
        why.rstrip("."),
        "không đồng ý",
        "Chưa có ý kiến: Liên đoàn Lao động",
        "Giữ như dự thảo",
        "Trần Quốc Bảo",
    ):
        assert part in text
    assert Position.objects.get(organisation=body, activity=item).stance == Stance.DECLINE


def test_an_organisation_leads_only_with_the_fronts_word_or_a_law(van, speaker, round_, all_agree):
    led = Activity.objects.filter(variant=round_.variant_id, lead__code="LDLD").first()
    all_agree(round_, but=[led.no])
    for code in ("LDLD", "HND", "LHPN", "DTN", "CCB"):
        agree(speaker(code), round_, code)
    actions.conclude(
        actor=van, round_=round_, activity=led, outcome=Outcome.KEPT, reason=WHY, now=NOON
    )
    with pytest.raises(closing.LeadNotAgreed):
        close(van, round_)
    with pytest.raises(rounds.NoGround):
        actions.conclude(
            actor=van,
            round_=round_,
            activity=led,
            outcome=Outcome.KEPT,
            reason=WHY,
            lead_ground="LUAT-KHAC",
            now=NOON,
        )
    actions.conclude(
        actor=van,
        round_=round_,
        activity=led,
        outcome=Outcome.KEPT,
        reason=WHY,
        lead_ground="LUAT-CONG-DOAN",
        known=Conclusion.objects.get().stamp,
        now=NOON,
    )
    close(van, round_)


def _minutes(round_):
    stored = content_of(fresh(round_).papers["bien-ban"])
    return zipfile.ZipFile(io.BytesIO(stored)).read("word/document.xml").decode()


def test_a_round_is_closed_after_its_meeting_with_who_came(van, round_, all_agree, run_waiting):
    agree(van, round_, "MTTQ")
    all_agree(round_)
    came = [Organisation.objects.get(code=code).id for code in ("MTTQ", "LHPN")]
    met = {"attended": came, "by_letter": ""}
    with pytest.raises(closing.NotMetYet):
        close(van, round_, **met, now=round_.meets_at - timedelta(minutes=1))
    with pytest.raises(closing.MetOrByLetter):
        close(van, round_, attended=came, now=round_.meets_at)
    stranger = Organisation.objects.exclude(id__in=round_.invited.values("id")).first()
    with pytest.raises(closing.NobodyAttended):
        close(van, round_, attended=[stranger.id], by_letter="", now=round_.meets_at)
    close(van, round_, **met, now=round_.meets_at)
    assert set(round_.attended.values_list("id", flat=True)) == set(came)
    assert AuditEntry.objects.get(verb="round.closed").details["attended"] == came
    run_waiting()
    words = _minutes(round_)
    assert "Thành phần dự họp: " in words
    assert "Vắng mặt: " in words


def test_a_round_agreed_by_letter_has_no_meeting_in_its_minutes(
    van, round_, all_agree, run_waiting
):
    agree(van, round_, "MTTQ")
    all_agree(round_)
    close(van, round_, now=NOON)
    run_waiting()
    words = _minutes(round_)
    assert LETTER in words
    assert "dự họp" not in words
    assert round_.place not in words


def test_two_people_of_one_organisation_see_both_words(ha, round_):
    body = Organisation.objects.get(code="LHPN")
    item = Activity.objects.get(variant=round_.variant_id, no=1)
    say = {"actor": ha, "round_": round_, "activity": item, "organisation": body, "now": NOON}
    first = actions.take_position(**say, stance=Stance.AGREE, text="", seen=0)
    assert (
        actions.take_position(**say, stance=Stance.AGREE, text="", seen=0).id == first.id
    )  # pressed twice
    with pytest.raises(EditedTwice):
        actions.take_position(**say, stance=Stance.JOIN, text="", seen=0)
    second = actions.take_position(**say, stance=Stance.JOIN, text="", seen=first.id)
    assert fresh(first).replaced_at == NOON
    assert second.replaced_at is None


def test_what_came_on_paper_is_written_down_with_its_paper(van, ha, round_):
    body = Organisation.objects.get(code="CCB")
    items = list(Activity.objects.filter(variant=round_.variant_id))
    common = {"round_": round_, "organisation": body, "activities": items, "now": NOON}
    with pytest.raises(NotAllowed):
        actions.agree_to(actor=van, **common)
    with pytest.raises(NotAllowed):
        actions.agree_to(actor=ha, paper="Công văn 4", **common)
    assert actions.agree_to(actor=van, paper="Công văn số 4/CV-CCB", **common) == len(items)
    assert set(Position.objects.values_list("paper", flat=True)) == {"Công văn số 4/CV-CCB"}


def test_nobody_speaks_for_another_organisation_or_after_the_round(
    van, ha, khoi, round_, all_agree
):
    item = Activity.objects.get(variant=round_.variant_id, no=1)
    other = Organisation.objects.get(code="HND")
    with pytest.raises(NotAllowed):
        actions.take_position(
            actor=ha,
            round_=round_,
            activity=item,
            organisation=other,
            stance=Stance.AGREE,
            text="",
            seen=0,
            now=NOON,
        )
    all_agree(round_)
    close(van, round_)
    with refused(NotNow, "đã kết thúc"):
        agree(khoi, fresh(round_), "HND")


def test_a_body_dissolved_in_the_meantime_is_no_longer_waited_for(van, quantri, speaker, round_):
    from giamsat.organisations.actions import record_succession

    old, new = (Organisation.objects.get(code=code) for code in ("CCB", "LDLD"))
    agree(van, round_, "MTTQ")
    for code in ("LDLD", "HND", "LHPN", "DTN"):
        agree(speaker(code), round_, code)
    assert not any(one.is_agreed for one in queries.standings_of(round_))
    record_succession(actor=quantri, old=old, new=new, happened_on=NOON.date(), decree="", now=NOON)
    assert all(one.is_agreed for one in queries.standings_of(round_))
    with refused(NotNow, "thôi hoạt động"):
        agree(speaker("CCB"), round_, "CCB")
    close(van, round_)


def test_what_was_not_agreed_on_cannot_be_submitted(van, bao, edition, round_, all_agree):
    all_agree(round_)
    item = Activity.objects.get(variant=round_.variant_id, no=3)
    actions.conclude(
        actor=van, round_=round_, activity=item, outcome=Outcome.DROPPED, reason=WHY, now=NOON
    )
    close(van, round_)
    here = fresh(edition)
    with refused(editions.StillToChange, "3"):
        actions.submit(actor=van, edition=here, version=here.version, now=NOON)


def test_after_a_change_only_the_changed_items_are_asked_again(
    van, bao, edition, round_, all_agree, run_waiting
):
    all_agree(round_)
    item = Activity.objects.get(variant=round_.variant_id, no=3)
    actions.conclude(
        actor=van, round_=round_, activity=item, outcome=Outcome.DROPPED, reason=WHY, now=NOON
    )
    close(van, round_)
    drops = [{"code": "DROP", "subject": code, "which": 0} for code in item.codes]
    made = plan_actions.start_plan(
        actor=van, programme=edition.programme, parent=edition.variant, changes=drops, now=NOON
    )
    run_waiting()
    made = fresh(made)
    assert not set(item.codes) & {
        code for one in made.answer["activities"] for code in one["proposals"]
    }
    actions.accept(actor=bao, variant=made, now=NOON)
    here = fresh(edition)
    assert here.state == EditionState.DRAFT
    with pytest.raises(NotNow):
        actions.submit(actor=van, edition=here, version=here.version, now=NOON)
    second = open_round(van, here)
    items = queries.standings_of(second)
    same = [one for one in items if one.is_agreed]
    assert same
    assert all(word.carried for one in same for word in one.positions.values())


def test_the_whole_way_ends_with_a_numbered_programme(issued, programme):
    assert (issued.state, issued.paper_number, issued.paper_symbol) == (
        EditionState.ISSUED,
        1,
        "KH-MTTQ-BTT",
    )
    assert set(issued.papers) == {"docx", "xlsx", "ics"}
    text = (
        zipfile.ZipFile(io.BytesIO(content_of(issued.papers["docx"])))
        .read("word/document.xml")
        .decode()
    )
    for part in ("01/KH-MTTQ-BTT", "Bình Hải, ngày 22 tháng 11 năm 2026", "Trần Quốc Bảo"):
        assert part in text
    assert fresh(issued.variant).accepted_at


def test_papers_can_be_produced_again_exactly(issued):
    again = issuing.edition_papers(issued)
    assert {kind: content_of(sha) for kind, sha in issued.papers.items()} == again


def test_a_joining_organisation_stands_in_the_paper(
    van, bao, thanh, ha, round_, all_agree, run_waiting
):
    body, item = (
        Organisation.objects.get(code="LHPN"),
        Activity.objects.filter(variant=round_.variant_id).exclude(lead__code="LHPN").first(),
    )
    actions.take_position(
        actor=ha,
        round_=round_,
        activity=item,
        organisation=body,
        stance=Stance.JOIN,
        text="",
        seen=0,
        now=NOON,
    )
    all_agree(round_)
    close(van, round_)
    here = Edition.objects.get()
    lines = {line["id"]: line for line in issuing._with_partners(here)}
    assert body.name in lines[item.key]["partners"]


def test_an_unanswered_point_stops_the_approval(van, bao, thanh, submitted):
    here = submitted
    give = {
        "actor": thanh,
        "edition": here,
        "paper": "12-TB/TU",
        "version": here.version,
        "now": NOON,
    }
    with pytest.raises(editions.PointsMissing):
        actions.give_opinion(**give, opinion=PartyOpinion.NOT_YET, points=[" "])
    actions.give_opinion(
        **give, opinion=PartyOpinion.WITH_POINTS, points=["Cân đối lại số cuộc ở cấp xã."]
    )
    here = fresh(here)
    with pytest.raises(editions.PointsOpen):
        actions.approve(actor=bao, edition=here, version=here.version, now=NOON)
    with pytest.raises(NotAllowed):
        actions.approve(actor=van, edition=here, version=here.version, now=NOON)


def test_not_yet_sends_it_back_and_points_stay(van, bao, thanh, submitted):
    here = submitted
    actions.give_opinion(
        actor=thanh,
        edition=here,
        opinion=PartyOpinion.NOT_YET,
        paper="13-TB/TU",
        points=["Chuẩn bị lại phần cấp xã."],
        version=here.version,
        now=NOON,
    )
    here = fresh(here)
    with pytest.raises(editions.OpinionNotYet):
        actions.approve(actor=bao, edition=here, version=here.version, now=NOON)
    actions.call_back(actor=van, edition=here, reason=WHY, version=here.version, now=NOON)
    assert fresh(here).state == EditionState.CONSULTED
    assert OpinionPoint.objects.count() == 1


def test_an_approval_withdrawn_stops_the_issue_and_nothing_is_numbered(van, bao, approved):
    loaded_before = fresh(approved)
    actions.withdraw_approval(
        actor=bao, edition=approved, reason=WHY, version=approved.version, now=NOON
    )
    with refused(NotNow, "phê duyệt vừa bị rút"):
        issue(van, fresh(approved))
    with pytest.raises(Changed):
        issue(van, loaded_before)
    assert not IssuedNumber.objects.filter(symbol__startswith="KH").exists()


def test_an_issued_programme_keeps_its_approval(bao, issued):
    with refused(NotNow, "Mở một lần điều chỉnh"):
        actions.withdraw_approval(
            actor=bao, edition=issued, reason=WHY, version=issued.version, now=NOON
        )


def test_a_number_is_given_once(van, approved):
    front = approved.programme.front
    IssuedNumber.objects.create(
        body=front,
        year=2026,
        symbol="KH-MTTQ-BTT",
        number=7,
        title="Kế hoạch khác",
        issued_on=date(2026, 3, 1),
        given_at=NOON,
        given_by_name="Văn thư",
    )
    with pytest.raises(NumberTaken) as refused:
        issue(van, approved, number=7)
    assert refused.value.facts["free"] == "08"
    issue(van, fresh(approved))
    assert fresh(approved).paper_number == 8


@pytest.mark.parametrize("days", [-1, 1])
def test_issued_neither_before_its_approval_nor_tomorrow(van, approved, days):
    with pytest.raises(in_force.IssuedTooEarly):
        issue(van, approved, day=NOON.date() + timedelta(days=days))


def test_the_database_refuses_an_edition_around_the_rules(edition):
    for fields in (
        {"state": "issued"},
        {"state": "approved"},
        {"published_at": NOON},
        {"number": 2},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(id=edition.id).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            programme=edition.programme,
            number=2,
            reason=WHY,
            variant=edition.variant,
            opened_at=NOON,
            opened_by_name="x",
        )


def test_an_amendment_has_reason_consent_and_papers_of_its_own(
    van, bao, thanh, issued, all_agree, run_waiting, signed_in
):
    before = {kind: content_of(sha) for kind, sha in issued.papers.items()}
    with pytest.raises(ReasonTooShort):
        actions.amend(actor=van, programme=issued.programme, reason="đổi", now=NOON)
    second = actions.amend(
        actor=van,
        programme=issued.programme,
        reason="Sở Nội vụ sáp nhập nên phải dời một cuộc.",
        now=NOON,
    )
    unchanged = open_round(van, second)
    all_agree(unchanged)
    close(van, unchanged)
    with pytest.raises(editions.NothingAmended):
        actions.submit(actor=van, edition=fresh(second), version=fresh(second).version, now=NOON)
    moving = Activity.objects.filter(variant=issued.variant_id, kind="criticism").first()
    month = 9 if moving.first_day.month != 9 else 10
    made = plan_actions.move_activity(
        actor=van, variant=issued.variant, activity=moving.key, month=month, now=NOON
    )
    run_waiting()
    actions.accept(actor=bao, variant=fresh(made), now=NOON)
    assert fresh(issued.variant).accepted_at  # in force until the amendment is issued
    round_ = open_round(van, fresh(second))
    asked = [one for one in queries.standings_of(round_) if not one.is_agreed]
    assert [one.activity.codes for one in asked] == [moving.codes]
    all_agree(round_)
    close(van, round_)
    here = fresh(second)
    actions.submit(actor=van, edition=here, version=here.version, now=NOON)
    here = fresh(here)
    actions.give_opinion(
        actor=thanh,
        edition=here,
        opinion=PartyOpinion.AGREED,
        paper="20-TB/TU",
        points=[],
        version=here.version,
        now=NOON,
    )
    here = fresh(here)
    actions.approve(actor=bao, edition=here, version=here.version, now=NOON)
    issue(van, fresh(here))
    run_waiting()
    here = fresh(here)
    assert here.paper_number == 2
    text = (
        zipfile.ZipFile(io.BytesIO(content_of(here.papers["docx"])))
        .read("word/document.xml")
        .decode()
    )
    assert "điều chỉnh Kế hoạch số 01/KH-MTTQ-BTT ngày 22/11/2026" in text
    assert "Sở Nội vụ sáp nhập" in text
    assert {kind: content_of(sha) for kind, sha in fresh(issued).papers.items()} == before
    assert issuing.edition_papers(fresh(issued)) == before
    changed = issuing.differences(issued.variant, here.variant)
    assert len(changed) == len(moving.codes)
    page = signed_in("ha").get(f"/chuong-trinh/{issued.programme_id}/ban/?a=1&b=2").content.decode()
    for part in changed[0]:
        assert part in page


def test_the_page_of_an_edition_asks_twelve_questions_at_most_in_every_state(
    signed_in, van, submitted, approved, issued, django_assert_max_num_queries
):
    """``submitted``, ``approved`` and ``issued`` are one edition on its way; it ends issued, with bodies to tell."""
    browser = signed_in("van")
    for state in ("opined", "approved", "submitted", "consulted", "issued"):
        Edition.objects.filter(id=issued.id).update(state=state)
        with django_assert_max_num_queries(12):
            assert browser.get(f"/ban/{issued.id}/").status_code == 200
    actions.tell_bodies(actor=van, edition=fresh(issued), now=NOON)
    hung = signed_in("hung")
    hung.get("/tai-don-vi/")  # the first visit writes down that it was seen
    for reader, address in (
        (hung, "/tai-don-vi/"),
        (browser, "/cong-khai/"),
        (browser, f"/ban/{issued.id}/"),
    ):
        with django_assert_max_num_queries(12):
            assert reader.get(address).status_code == 200


def test_an_amendment_given_up_leaves_the_programme(van, issued):
    second = actions.amend(actor=van, programme=issued.programme, reason=WHY, now=NOON)
    with pytest.raises(NotNow):
        actions.amend(actor=van, programme=issued.programme, reason=WHY, now=NOON)
    actions.drop_amendment(actor=van, edition=second, reason=WHY, version=second.version, now=NOON)
    assert fresh(second).state == EditionState.DROPPED
    actions.amend(actor=van, programme=issued.programme, reason=WHY, now=NOON)


def test_what_has_begun_stays_when_an_amendment_is_planned(van, issued, run_waiting):
    actions.amend(actor=van, programme=issued.programme, reason=WHY, now=NOON)
    june = datetime(2025, 6, 30, tzinfo=timezone.get_current_timezone())
    made = plan_actions.start_plan(
        actor=van, programme=issued.programme, parent=issued.variant, changes=[], now=june
    )
    run_waiting()

    def begun(variant):
        return {
            (code, one["first_day"], one["last_day"])
            for one in fresh(variant).answer["activities"]
            for code in one["proposals"]
            if one["first_day"] <= "2025-06-30"
        }

    assert begun(issued.variant)
    assert begun(issued.variant) <= begun(made)


def test_a_programme_in_force_keeps_all_its_days_and_what_is_new_goes_around_them(
    van, issued, run_waiting
):
    before = issued.variant.plan.days
    actions.amend(actor=van, programme=issued.programme, reason=WHY, now=NOON)
    new = {"code": "MORE_PROPOSALS", "subject": "MTTQ", "which": 1, "minimum": "supervision"}
    made = plan_actions.start_plan(
        actor=van, programme=issued.programme, parent=None, changes=[new], now=NOON
    )
    run_waiting()
    after = fresh(made).plan.days
    assert {code: after.get(code) for code in before} == before
    assert len(after) == len(before) + 1


def test_a_supervised_body_sees_what_concerns_it_once_told(van, ha, issued, signed_in):
    browser = signed_in("hung")
    assert "Chưa có cuộc nào" in browser.get("/tai-don-vi/").content.decode()
    told = actions.tell_bodies(actor=van, edition=issued, now=NOON)
    assert [one.code for one in told] == ["SNV"]
    assert actions.tell_bodies(actor=van, edition=issued, now=NOON) == []
    page = browser.get("/tai-don-vi/").content.decode()
    ours = Activity.objects.filter(variant=issued.variant_id, units__organisation__code="SNV")
    others = Activity.objects.filter(variant=issued.variant_id).exclude(id__in=ours)
    assert ours
    assert all(one.title in page for one in ours)
    assert not any(one.title in page for one in others)
    assert BodyNotice.objects.get().seen_at
    with pytest.raises(NotAllowed):
        actions.tell_bodies(actor=ha, edition=issued, now=NOON)


def test_told_is_only_who_can_read_it_here_the_others_get_a_letter(van, issued, signed_in):
    issued.issued_on = NOON.date()
    actions.tell_bodies(actor=van, edition=issued, now=NOON)
    places = queries.bodies_concerned(issued, NOON.date())
    told = [one.name for one in places if one.state == "told"]
    assert told == ["Sở Nội vụ tỉnh Bình Hải"]
    others = [one for one in places if one.state == "to_send"]
    assert len(others) == len(places) - 1 > 3
    send = {"actor": van, "edition": issued, "letter": "Thông báo số 12/TB", "now": NOON}
    with refused(in_force.NobodyTicked, "Chưa chọn nơi nào"):
        actions.record_letter(**send, place=[0], sent_on=NOON.date())
    with refused(in_force.SentTooEarly, "Ngày gửi"):
        actions.record_letter(**send, place=[others[0].id], sent_on=date(2020, 1, 1))
    first = others[:2]
    actions.record_letter(**send, place=[one.id for one in first], sent_on=NOON.date())
    states = {one.id: one.state for one in queries.bodies_concerned(issued, NOON.date())}
    assert [states[one.id] for one in others] == ["sent"] * 2 + ["to_send"] * (len(others) - 2)
    page = signed_in("van").get(f"/ban/{issued.id}/").content.decode()
    assert page.count("đã báo") + page.count("đã xem") == 1
    assert page.count('name="gt-place"') == len(others)
    assert "Thông báo số 12/TB" in page


def test_who_has_an_account_later_is_told_then_and_a_dissolved_body_by_letter(van, issued):
    body = Organisation.objects.get(code="SNV")
    held = body.memberships.all()
    held.update(first_day=NOON.date() + timedelta(days=1))
    assert actions.tell_bodies(actor=van, edition=issued, now=NOON) == []
    assert not BodyNotice.objects.exists()
    held.update(first_day=NOON.date())
    assert actions.tell_bodies(actor=van, edition=issued, now=NOON) == [body]
    Organisation.objects.filter(id=body.id).update(valid_to=NOON.date())
    here = next(
        one for one in queries.bodies_concerned(issued, NOON.date()) if one.name == body.name
    )
    assert (here.organisation, here.state) == (None, "to_send")


def test_stored_notices_say_told_only_of_who_could_read_them(van, issued):
    concerned = queries.bodies_concerned(issued, NOON.date())
    known = [one.organisation for one in concerned if one.organisation]
    nobody = Organisation.objects.exclude(id__in=[one.id for one in known]).filter(
        kind="authority"
    )[0]
    for body in (*known, nobody):
        BodyNotice.objects.create(
            edition=issued, organisation=body, told_at=NOON, told_by_name="Vân"
        )
    import_module("giamsat.programmes.migrations.0009_told_or_sent_a_letter").tell_the_truth(
        apps, None
    )
    told = BodyNotice.objects.filter(told_at__isnull=False)
    assert [notice.organisation.code for notice in told] == ["SNV"]
    assert not BodyNotice.objects.get(organisation=nobody).told_by_name


def test_citizens_see_what_is_published_and_nothing_before(client, van, issued):
    assert client.get("/cong-khai/2025/").status_code == 404
    actions.publish(actor=van, edition=issued, now=NOON)
    page = client.get("/cong-khai/2025/").content.decode()
    assert "01/KH-MTTQ-BTT" in page
    for one in Activity.objects.filter(variant=issued.variant_id)[:5]:
        assert one.title in page
    for name in ("Phạm Thu Hà", "Nguyễn Thị Hồng Vân", "12-TB/TU"):
        assert name not in page
    response = client.get("/cong-khai/2025/1/docx/")
    assert response.content == content_of(issued.papers["docx"])
    assert client.get("/cong-khai/2025/1/html/").status_code == 404


def test_the_calendar_of_an_organisation_needs_its_secret_address(client, ha, issued):
    from giamsat.organisations.actions import renew_feed

    body = Organisation.objects.get(code="LHPN")
    assert client.get("/lich/.ics").status_code == 404
    key = renew_feed(actor=ha, organisation=body, now=NOON)
    told = client.get(f"/lich/{key}.ics").content.decode().replace("\r\n ", "")
    own = [
        one
        for one in Activity.objects.filter(variant=issued.variant_id)
        if one.lead_id == body.id or body.code in one.joint
    ]
    assert told.count("BEGIN:VEVENT") == len(own) > 0
    again = renew_feed(actor=ha, organisation=body, now=NOON)
    assert client.get(f"/lich/{key}.ics").status_code == 404
    assert client.get(f"/lich/{again}.ics").status_code == 200
    with pytest.raises(NotAllowed):
        renew_feed(actor=ha, organisation=Organisation.objects.get(code="HND"), now=NOON)


def test_papers_that_failed_are_written_again_and_are_not_stopped(
    van, approved, run_waiting, signed_in
):
    from giamsat.jobs.actions import PapersGoOn, stop_job
    from giamsat.jobs.models import Job

    issue(van, approved)
    job = Job.objects.get(kind="edition-papers")
    with pytest.raises(PapersGoOn):
        stop_job(actor=van, job=job, now=NOON)
    Job.objects.filter(id=job.id).update(state="failed", trouble_code="DISK_FULL", ended_at=NOON)
    browser = signed_in("van")
    page = browser.get(f"/ban/{approved.id}/").content.decode()
    assert "Ổ đĩa của máy chủ đã đầy" in page
    assert "Viết lại văn bản" in page
    browser.post(f"/cong-viec/{job.id}/viet-lai/")
    run_waiting()
    assert set(fresh(approved).papers) == {"docx", "xlsx", "ics"}


def test_files_issued_with_their_making_are_taken_back_and_written_anew(issued, run_waiting):
    kept = dict(issued.papers)
    Edition.objects.update(papers=kept | {"xlsx": kept["docx"], "html": kept["docx"]})
    migration = import_module("giamsat.programmes.migrations.0007_issued_alone")
    migration.take_back(apps, None)
    assert set(fresh(issued).papers) == {"docx", "ics"}
    run_waiting()
    assert fresh(issued).papers == kept


def test_the_old_workbook_of_a_variant_is_the_working_file():
    variant = Variant.objects.get()
    Variant.objects.update(papers={"docx": "a" * 64, "xlsx": "b" * 64})
    import_module("giamsat.planning.migrations.0002_working_files_apart").set_apart(apps, None)
    assert fresh(variant).papers == {"docx": "a" * 64, "lam-viec": "b" * 64}


def test_the_programme_is_signed_by_the_person_and_post_that_were_chosen(issued, programme):
    words = _words_in(content_of(issued.papers["docx"]))
    assert "PHÓ CHỦ TỊCH" in words
    assert "ý kiến của Ban Thường vụ cấp ủy tại Thông báo 12-TB/TU;" in words
    assert "với các tổ chức chính trị - xã hội." in words
    assert queries.last_signed(programme.front) == {
        "signer": "Trần Quốc Bảo",
        "capacity": "TM. BAN THƯỜNG TRỰC / PHÓ CHỦ TỊCH",
        "place": "Bình Hải",
    }


def _words_in(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        text = re.sub(r"<[^>]+>", "", file.read("word/document.xml").decode("utf-8"))
    return unescape(text)
