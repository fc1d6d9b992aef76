"""A day announced late moves what runs, and nothing is forgotten: the day before, the day now, how it was counted."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from tests.giamsat.conftest import NOON

from giamsat.deadlines import actions, trial
from giamsat.deadlines.counting import due_fields, explained, working_calendar
from giamsat.deadlines.models import AnnouncedDay, DueChange
from giamsat.deadlines.queries import changes_of
from giamsat.foundation.verdicts import NotAllowed
from giamsat.foundation.wording import ReasonTooShort
from giamsat.organisations.models import Organisation
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks import find_deadline_rule
from giamsat.supervision.models import Case, CaseStep

WHY = "Thủ tướng đã có văn bản thay đổi phương án nghỉ."


def running(due_from, no, rule="SUP_REPLY", number=None):
    """A recommendation that waits, due by a rule from a day."""
    front, body = (Organisation.objects.get(code=code) for code in ("MTTQ", "SNV"))
    return Recommendation.objects.create(
        year=2026,
        no=900 + no,
        code=f"KN-2026-9{no:03d}",
        lead=front,
        recipient=body,
        field="khac",
        text="x",
        measure="y",
        state="waiting",
        sent_on=due_from,
        made_at=NOON,
        made_by_name="x",
        **due_fields(rule, due_from, number=number),
    )


def announce(actor, day, run_waiting, *, is_working=False, source="Thông báo số 10/TB-BNV"):
    made = actions.announce_day(
        actor=actor, day=day, is_working=is_working, source=source, now=NOON
    )
    run_waiting()
    return made


def test_a_new_day_off_moves_the_last_day_and_says_how(van, run_waiting):
    one = running(date(2026, 11, 23), 1)  # Monday; due fifteen days later, Tuesday 8/12
    assert one.due_on == date(2026, 12, 8)
    made = announce(van, date(2026, 12, 8), run_waiting)
    one.refresh_from_db()
    assert one.due_on == date(2026, 12, 9)
    told = DueChange.objects.get(announced=made, row_id=one.id)
    assert (told.old_due, told.new_due) == (date(2026, 12, 8), date(2026, 12, 9))
    swapped = "nghỉ hoán đổi (Thông báo số 10/TB-BNV)"
    assert any(swapped in step for step in told.steps_in_words)
    with override("en"):
        assert "Wednesday 9 Dec 2026: the last day is off" in told.steps_in_words[-1]
        assert "a day off in exchange (Thông báo số 10/TB-BNV)" in told.steps_in_words[-1]
    assert [change.id for change in changes_of(one)] == [told.id]
    assert explained(one).due == one.due_on


def test_working_days_are_passed_over_and_a_worked_weekend_counts(van, run_waiting):
    case = Case.objects.filter(steps__code="FOLLOW").order_by("id").last()
    step = CaseStep.objects.filter(case=case, code="FOLLOW").first()
    CaseStep.objects.filter(id=step.id).update(**due_fields("PIB_PLAN_NOTICE", date(2026, 12, 14)))
    step.refresh_from_db()
    assert step.due_on == date(2026, 12, 7)
    announce(van, date(2026, 12, 9), run_waiting)
    step.refresh_from_db()
    assert step.due_on == date(2026, 12, 4), (
        "one more day off: the notice is due one working day earlier"
    )
    announce(van, date(2026, 12, 12), run_waiting, is_working=True, source="Thông báo làm bù")
    step.refresh_from_db()
    assert step.due_on == date(2026, 12, 7)


def test_a_day_taken_back_moves_it_back_and_both_moves_stay(van, run_waiting):
    one = running(date(2026, 11, 23), 2)
    made = announce(van, date(2026, 12, 8), run_waiting)
    with pytest.raises(ReasonTooShort):
        actions.withdraw_day(actor=van, announced=made, reason="bỏ", now=NOON)
    actions.withdraw_day(actor=van, announced=made, reason=WHY, now=NOON)
    run_waiting()
    one.refresh_from_db()
    assert one.due_on == date(2026, 12, 8)
    assert [(row.old_due.day, row.new_due.day) for row in changes_of(one)] == [(9, 8), (8, 9)]
    assert AnnouncedDay.objects.get(id=made.id).withdrawn_reason == WHY


def test_what_is_answered_or_has_its_own_day_does_not_move(van, run_waiting):
    done = running(date(2026, 11, 23), 3)
    Recommendation.objects.filter(id=done.id).update(
        state="answered", is_running=False, answered_on=NOON.date()
    )
    own = running(date(2026, 11, 23), 4, number=16)  # Wednesday 9/12
    announce(van, date(2026, 12, 8), run_waiting)
    done.refresh_from_db()
    own.refresh_from_db()
    assert (done.due_on, own.due_on) == (date(2026, 12, 8), date(2026, 12, 9))


def test_a_day_that_changes_nothing_is_refused_and_twice_is_once(van, ha, run_waiting):
    with pytest.raises(actions.NothingAnnounced):
        actions.announce_day(
            actor=van, day=date(2026, 12, 12), is_working=False, source="x", now=NOON
        )
    with pytest.raises(actions.DayTooFar):
        actions.announce_day(
            actor=van, day=date(2036, 12, 8), is_working=False, source="x", now=NOON
        )
    with pytest.raises(NotAllowed):
        actions.announce_day(
            actor=ha, day=date(2026, 12, 8), is_working=False, source="x", now=NOON
        )
    one = announce(van, date(2026, 12, 8), run_waiting)
    assert announce(van, date(2026, 12, 8), run_waiting).id == one.id
    with pytest.raises(actions.NothingAnnounced):
        actions.announce_day(
            actor=van, day=date(2026, 12, 8), is_working=True, source="x", now=NOON
        )
    assert not working_calendar().is_workday(date(2026, 12, 8))


def test_many_deadlines_are_counted_by_group_in_a_few_queries(
    van, run_waiting, django_assert_max_num_queries
):
    front, body = (Organisation.objects.get(code=code) for code in ("MTTQ", "SNV"))
    fields = due_fields("SUP_REPLY", date(2026, 11, 23))
    Recommendation.objects.bulk_create(
        Recommendation(
            year=2027,
            no=n,
            code=f"KN-2027-{n:04d}",
            lead=front,
            recipient=body,
            field="khac",
            text="x",
            measure="y",
            state="waiting",
            sent_on=date(2026, 11, 23),
            made_at=NOON,
            made_by_name="x",
            **fields,
        )
        for n in range(3_000)
    )
    from giamsat.deadlines.recounting import recount_all

    made = actions.announce_day(
        actor=van, day=date(2026, 12, 8), is_working=False, source="Thông báo", now=NOON
    )
    with django_assert_max_num_queries(40):
        assert recount_all(made, now=NOON) >= 3_000
    assert set(Recommendation.objects.filter(year=2027).values_list("due_on", flat=True)) == {
        date(2026, 12, 9)
    }


def test_a_change_of_law_is_tried_and_nothing_is_written(van):
    early, late = running(date(2026, 11, 2), 5), running(date(2026, 11, 23), 6)
    before = list(Recommendation.objects.order_by("id").values_list("id", "due_on"))
    version = find_deadline_rule("SUP_REPLY", NOON.date())
    told = trial.try_change(version, count=30, unit="days", valid_from=date(2026, 11, 20))
    assert late.code in " ".join(row.name for row in told.rows)
    assert early.code not in " ".join(row.name for row in told.rows), "running cases keep theirs"
    row = next(row for row in told.rows if late.code in row.name)
    assert (row.old_due, row.new_due) == (late.due_on, date(2026, 12, 23))
    assert told.keeping >= 1
    assert list(Recommendation.objects.order_by("id").values_list("id", "due_on")) == before


def test_pages_show_the_old_day_the_new_day_and_the_rulebooks(signed_in, van, run_waiting):
    running(date(2026, 11, 23), 7)
    browser = signed_in("van")
    sent = browser.post(
        "/ngay-lam-viec/", {"day": "8/12/2026", "is_working": "0", "source": "Thông báo số 10"}
    )
    run_waiting()
    page = browser.get(sent.url).content.decode()
    for words in ("8/12/2026", "9/12/2026", "KN-2026-9007", "chuyển sang ngày làm việc tiếp theo"):
        assert words in page
    refused = browser.post(
        "/ngay-lam-viec/", {"day": "12/12/2026", "is_working": "0", "source": "x"}
    )
    assert refused.status_code == 422
    assert "vốn đã là ngày nghỉ" in refused.content.decode()
    compared = browser.get("/quy-dinh/doan-giam-sat/?a=2017-08-01&b=2025-07-01").content.decode()
    assert "bước mới" in compared
    assert "Thống nhất với Ủy ban MTTQ cùng cấp" in compared
    tried = browser.get(
        "/quy-dinh/thu/",
        {"rule": "SUP_REPLY", "count": 30, "unit": "days", "valid_from": "20/11/2026"},
    )
    assert "KN-2026-9007" in tried.content.decode()


def test_a_case_keeps_the_version_of_the_day_it_was_opened():
    case = Case.objects.order_by("id").first()
    assert case.procedure_from == date(2025, 7, 1)
    assert timedelta(0) < case.opened_on - case.procedure_from
