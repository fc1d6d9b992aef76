"""Variants: made by a job, verified, changed by one click, compared, accepted."""

import json
import re

import pytest
from django.db import transaction
from tests.giamsat.conftest import NOON

from civickit.planner import best_move, moves_of, parse_instance, verify
from giamsat.files.storing import content_of
from giamsat.foundation.verdicts import NotAllowed
from giamsat.jobs.actions import stop_job
from giamsat.jobs.models import Job
from giamsat.planning import actions
from giamsat.planning.actions.plans import PlanAtWork
from giamsat.planning.activities import show
from giamsat.planning.asked import outside_time_asked
from giamsat.planning.models import Variant
from giamsat.planning.yearview import Year, compare_variants
from giamsat.programmes import actions as programme_actions
from giamsat.proposals import actions as proposal_actions
from giamsat.proposals import engine
from giamsat.proposals.actions.programmes import YearTaken
from giamsat.proposals.models import OverlapPair, PairDecision, Programme, Proposal
from giamsat.proposals.states import Decision, ProposalState


@pytest.fixture
def first():
    return Variant.objects.get()


def another(van, programme, parent, changes, run_waiting):
    made = actions.start_plan(
        actor=van, programme=programme, parent=parent, changes=changes, now=NOON
    )
    run_waiting()
    made.refresh_from_db()
    assert made.made_at, Job.objects.get(id=made.job_id).trouble_code
    return made


def test_the_plan_keeps_every_rule_without_a_solver(first):
    assert verify(parse_instance(first.instance), first.answer) == []
    assert first.missed_count == first.answer["objective"] == first.answer["bound"]


def test_every_sent_proposal_is_placed_or_said_to_be_left_out(first, programme):
    placed = {code for one in first.answer["activities"] for code in one["proposals"]}
    left = {one["proposal"] for one in first.answer["deferred"]}
    sent = set(
        Proposal.objects.filter(state=ProposalState.SENT, is_outside=False).values_list(
            "code", flat=True
        )
    )
    assert placed | left == sent
    assert not placed & left


def test_only_decided_duplicates_go_together(first, programme):
    joined = {
        tuple(sorted(one["proposals"]))
        for one in first.answer["activities"]
        if len(one["proposals"]) > 1
    }
    assert joined == set(engine.joint_groups(programme))


def test_every_suggestion_lifts_what_it_says(first, programme, van, run_waiting):
    suggestion = first.answer["conflicts"][0]["suggestions"][0]
    change = {name: suggestion[name] for name in ("code", "subject", "which")}
    change["minimum"] = first.answer["missed"][0]["code"]
    second = another(van, programme, first, [change], run_waiting)
    assert second.parent == first
    assert second.missed_count < first.missed_count
    assert verify(parse_instance(second.instance), second.answer) == []


def test_a_pin_by_hand_moves_its_activity_and_little_else(first, programme, van, run_waiting):
    line = next(one for one in Year(first.plan).lines if one.first_day.month in (3, 4, 5))
    month = 10
    second = another(
        van,
        programme,
        first,
        [{"code": "PIN", "subject": code, "which": month} for code in line.codes],
        run_waiting,
    )
    days = second.plan.days
    assert {days[code][0].month for code in line.codes} == {month}
    before = first.plan.days
    kept = sum(days.get(code) == before[code] for code in before if code not in line.codes)
    assert kept >= len(before) * 0.9


def test_comparing_shows_what_moved_and_nothing_else(first, programme, van, run_waiting):
    line = next(one for one in Year(first.plan).lines if one.first_day.month in (3, 4, 5))
    second = another(
        van,
        programme,
        first,
        [{"code": "PIN", "subject": code, "which": 10} for code in line.codes],
        run_waiting,
    )
    a, b = (Year(one.plan) for one in (first, second))
    told = {one.code for one in compare_variants(a, b)}
    before, after = first.plan.days, second.plan.days
    assert told == {
        code for code in before.keys() | after.keys() if before.get(code) != after.get(code)
    }
    assert compare_variants(a, a) == []


def test_papers_are_kept_by_their_content(first):
    assert content_of(first.papers["docx"]).startswith(b"PK")
    assert content_of(first.papers["ics"]).startswith(b"BEGIN:VCALENDAR")
    assert "Bình Hải" in content_of(first.papers["html"]).decode()


def test_one_variant_at_a_time(programme, van):
    actions.start_plan(actor=van, programme=programme, parent=None, changes=[], now=NOON)
    with pytest.raises(PlanAtWork):
        actions.start_plan(actor=van, programme=programme, parent=None, changes=[], now=NOON)


def test_a_stopped_variant_leaves_the_others_alone(programme, van, first, run_waiting):
    made = actions.start_plan(actor=van, programme=programme, parent=None, changes=[], now=NOON)
    stop_job(actor=van, job=Job.objects.get(id=made.job_id), now=NOON)
    assert run_waiting() == 0
    assert Job.objects.get(id=made.job_id).state == Job.State.STOPPED
    assert Variant.objects.filter(made_at__isnull=False).get() == first


def test_a_plan_of_nothing_says_what_to_do(programme, van, run_waiting):
    from giamsat.jobs.handlers import trouble_of

    Proposal.objects.update(state=ProposalState.DRAFT)
    made = actions.start_plan(actor=van, programme=programme, parent=None, changes=[], now=NOON)
    run_waiting()
    job = Job.objects.get(id=made.job_id)
    assert (job.state, job.trouble_code) == (Job.State.FAILED, "NOTHING_TO_PLAN")
    assert "Chưa có đề xuất nào được gửi" in trouble_of(job)


@pytest.mark.parametrize("name", ["van", "ha", "thanh", "quantri"])
def test_only_the_standing_board_accepts(name, first, request):
    with pytest.raises(NotAllowed):
        programme_actions.accept(actor=request.getfixturevalue(name), variant=first, now=NOON)


def test_an_accepted_variant_is_the_programme(first, bao, before_agreement, programme):
    programme_actions.accept(actor=bao, variant=first, now=NOON)
    programme.refresh_from_db()
    first.refresh_from_db()
    assert first.accepted_at == NOON
    assert first.accepted_by_name == bao.name


def test_there_is_one_programme_a_year(van, programme):
    with pytest.raises(YearTaken):
        proposal_actions.open_programme(
            actor=van, front=programme.front, year=2025, rulebook="mac-dinh", province="x", now=NOON
        )
    assert Programme.objects.count() == 1


def test_a_pair_found_distinct_is_not_in_the_papers(programme, van, run_waiting):
    from django.db.models import Q

    pair = OverlapPair.objects.filter(Q(label="overlap")).select_related("one", "other").first()
    PairDecision.objects.filter(pair=pair).update(decision=Decision.DISTINCT)
    proposal_actions.decide(
        actor=van,
        pair=pair,
        decision=Decision.DISTINCT,
        reason="Hai việc khác hẳn nhau về nội dung.",
        version=pair.version,
        now=NOON,
    )
    made = another(van, programme, None, [], run_waiting)
    text = content_of(made.papers["html"]).decode()
    assert text.count(pair.one.title) <= content_of(
        Variant.objects.get(number=1).papers["html"]
    ).decode().count(pair.one.title)


def decided(van, pair, decision=Decision.COORDINATE):
    pair.refresh_from_db()
    proposal_actions.decide(
        actor=van,
        pair=pair,
        decision=decision,
        reason="Hai bên làm vào hai thời gian khác nhau.",
        version=pair.version,
        now=NOON,
    )


def test_a_pair_decided_to_change_its_time_is_held_apart_and_the_page_says_so(
    programme, van, run_waiting, first, signed_in
):
    own = OverlapPair.objects.filter(one__is_outside=False, other__is_outside=False)
    pair = own.filter(one__kind="supervision", other__kind="supervision").order_by("id")[0]
    decided(van, pair)
    made = another(van, programme, None, [], run_waiting)
    days = made.plan.days
    a, b = days[pair.one.code], days[pair.other.code]
    assert max(a[0], b[0]) > min(a[1], b[1])
    page = signed_in("van").get(f"/phuong-an/{made.id}/").content.decode()
    assert "Cặp đã quyết định đổi thời gian" in page
    assert "Đã tách" in page


def test_a_time_decision_against_another_body_keeps_clear_of_its_days_or_says_why_not(
    programme, van, run_waiting, first, signed_in
):
    pairs = OverlapPair.objects.filter(other__is_outside=True, one__kind="supervision")
    pair = pairs.select_related("one", "other").order_by("id")[0]
    own = pair.one
    Proposal.objects.filter(id=pair.other_id).update(
        period_start=own.period_start, period_end=own.period_end, outside_body="Thanh tra tỉnh"
    )
    decided(van, pair)
    made = another(van, programme, None, [], run_waiting)
    assert own.code not in made.plan.days
    (left,) = [left for left in made.plan.left_out if left.proposal.id == own.code]
    assert left.code == "KEPT_FROM_OTHERS"
    page = signed_in("van").get(f"/phuong-an/{made.id}/").content.decode()
    assert "đã quyết đổi thời gian để tránh" in page.lower()
    assert "Thanh tra tỉnh" in page


def test_another_bodys_visit_without_any_time_is_asked_about_on_the_page(
    programme, van, run_waiting, first, signed_in
):
    visit = Proposal.objects.filter(is_outside=True, state=ProposalState.SENT).first()
    Proposal.objects.filter(id=visit.id).update(period_start=None, period_end=None)
    made = another(van, programme, None, [], run_waiting)
    page = signed_in("van").get(f"/phuong-an/{made.id}/").content.decode()
    assert "Cuộc của cơ quan khác chưa ghi thời gian" in page


@pytest.mark.parametrize(
    "change",
    [
        "[" * 5_000,
        "PIN",
        '["PIN"]',
        '{"code": "HOLD", "subject": "FRONT-01", "which": 0}',
        '{"code": "PIN", "subject": "\\ud800", "which": 1}',
        '{"code": "PIN", "subject": "FRONT-01", "which": [1]}',
    ],
)
def test_a_change_that_no_page_sends_starts_no_plan(change, programme, signed_in):
    before = Variant.objects.count()
    sent = signed_in("van").post(f"/chuong-trinh/{programme.id}/xep-lich/", {"change": change})
    assert sent.status_code == 404
    assert Variant.objects.count() == before


def test_suggestions_and_a_pin_are_planned_together(first, programme, signed_in):
    line = Year(first.plan).lines[0]
    lowering = {"code": "LOWER_MINIMUM", "subject": "FRONT", "which": "supervision"}
    sent = signed_in("van").post(
        f"/chuong-trinh/{programme.id}/xep-lich/",
        {
            "parent": first.id,
            "change": json.dumps(lowering),
            "pin": ",".join(line.codes),
            "month": 10,
        },
    )
    made = Variant.objects.get(parent=first)
    assert sent.url == f"/phuong-an/{made.id}/"
    assert made.changes == [
        lowering,
        *({"code": "PIN", "subject": code, "which": 10} for code in line.codes),
    ]


def test_a_move_by_hand_is_made_where_a_button_offers_it(first, signed_in):
    line = Year(first.plan).lines[0]
    page, van = f"/phuong-an/{first.id}/doi/{line.id}/", signed_in("van")
    for value in ("move-13", "move-²", "plan-0", "move-", "away-3"):
        assert van.post(page, {"do": value}).status_code == 404
    month = line.first_day.month % 12 + 1
    sent = van.post(page, {"do": f"move-{month}"}, follow=True)
    made = Variant.objects.get(parent=first)
    assert sent.redirect_chain == [(f"/phuong-an/{made.id}/", 302)]
    assert f"sang tháng {month}" in sent.content.decode()
    assert {made.plan.days[code][0].month for code in line.codes} == {month}


def by_hand(van, variant, run_waiting):
    """One visit moved to a month in which nothing breaks; its variant and its codes."""
    line = next(one for one in Year(variant.plan).lines if one.kind == "supervision")
    best = best_move(moves_of(variant.plan, line.id))
    moved = actions.move_activity(
        actor=van, variant=variant, activity=line.id, month=best.month, now=NOON
    )
    run_waiting()
    moved.refresh_from_db()
    return moved, line.codes


def test_every_variant_has_all_its_downloads_and_one_moved_by_hand_says_it_is_not_proved(
    first, van, run_waiting, signed_in
):
    moved, _codes = by_hand(van, first, run_waiting)
    client = signed_in("van")
    for variant in (first, moved):
        page = client.get(f"/phuong-an/{variant.id}/").content.decode()
        links = set(re.findall(rf'href="(/phuong-an/{variant.id}/[^"#]+)"', page))
        papers = [link for link in links if "/doi/" not in link]
        assert len(papers) >= 5
        assert {client.get(link).status_code for link in papers} == {200}
    assert "tốt nhất có thể" not in page
    assert "chưa chứng minh" in page
    checked = json.loads(content_of(moved.papers["json"]))
    assert verify(parse_instance(checked["instance"]), checked["answer"]) == []


def test_planning_again_goes_on_from_what_was_accepted_and_keeps_what_was_moved_by_hand(
    first, programme, van, run_waiting
):
    moved, codes = by_hand(van, first, run_waiting)
    with transaction.atomic():
        show(moved, "Ông Bảo", NOON)
    again = another(van, programme, None, [], run_waiting)
    assert again.parent == moved
    for code in codes:
        assert again.plan.days[code] == moved.plan.days[code]
    once_more = another(van, programme, again, [], run_waiting)
    for code in codes:
        assert once_more.plan.days[code] == moved.plan.days[code]
    fresh = actions.start_plan(
        actor=van, programme=programme, parent=None, changes=[], now=NOON, fresh=True
    )
    assert (fresh.parent, fresh.changes) == (None, [])


def test_what_was_proposed_is_said_to_be_moved_only_outside_the_time_it_asked_for(
    first, programme, van, run_waiting, signed_in
):
    rows = {row.code: row for row in Proposal.objects.filter(is_outside=False)}
    outside = {code for code, _time in outside_time_asked(first.as_proposed, first.plan)}
    assert outside == {
        code
        for code, (start, end) in first.plan.days.items()
        if rows[code].period_start
        and not (rows[code].period_start <= start and end <= rows[code].period_end)
    }
    line = next(line for line in Year(first.plan).lines if rows[line.codes[0]].period_start)
    asked = rows[line.codes[0]]
    month = 1 if asked.period_start.month > 2 else 11
    moved = actions.move_activity(actor=van, variant=first, activity=line.id, month=month, now=NOON)
    page = signed_in("van").get(f"/phuong-an/{moved.id}/").content.decode()
    assert "Nội dung phải dời" in page
    assert asked.time_text in page
