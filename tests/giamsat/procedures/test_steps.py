"""The engine of steps by itself: every table of steps keeps the same rules, and whoever guides may carry out."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.test.utils import isolate_apps
from tests.giamsat.conftest import NOON
from tests.giamsat.tables import make_tables

from giamsat.foundation.capability import capabilities
from giamsat.foundation.moves import Changed
from giamsat.foundation.wording import ReasonTooShort
from giamsat.organisations.actors import SYSTEM
from giamsat.procedures import stepping
from giamsat.procedures.guides import Guide, guides
from giamsat.procedures.guiding import begin, count_steps, stop_clocks
from giamsat.procedures.models import Proceeding, Step, step_constraints, step_indexes
from giamsat.procedures.queries import progress_of, steps_of
from giamsat.procedures.states import StepState

TODAY = NOON.date()
HEARD = TODAY + timedelta(days=40)
WHY = "Nơi gửi đã bổ sung đủ tài liệu ngay trong ngày."
TABLES = Step.__subclasses__()


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.__name__)
def test_every_table_of_steps_belongs_to_a_proceeding_that_is_guided_and_keeps_the_same_rules(
    table,
):
    [owner] = [field for field in table._meta.fields if field.is_relation]
    assert issubclass(owner.related_model, Proceeding)
    assert owner.remote_field.related_name == "steps"
    assert owner.related_model in guides()
    clocks = [clock.model for face in capabilities().values() for clock in face.clocks]
    assert table in clocks, "announced days move its deadlines"
    [index] = [one.name for one in table._meta.indexes if one.fields == ["is_running", "due_on"]]
    kept = step_constraints(index.removesuffix("_due"), owner.name)
    assert {one.name for one in kept} <= {one.name for one in table._meta.constraints}


@pytest.fixture
def petition(monkeypatch):
    """A proceeding that no capability of ours knows, with a table made for the test alone."""
    with isolate_apps("giamsat.procedures"):

        class Petition(Proceeding):
            PAPERS = "petition"
            heard_on = models.DateField(null=True)
            is_read = models.BooleanField(default=False)

            class Meta:
                app_label = "procedures"

        class PetitionStep(Step):
            petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="steps")

            class Meta:
                app_label = "procedures"
                indexes = step_indexes("petition_step")
                constraints = step_constraints("petition_step", "petition")

        make_tables(Petition, PetitionStep)
        needs = dict.fromkeys(("delegation", "conflicts", "session", "session_over"), _nothing)
        needs["units"] = lambda one: "" if one.is_read else "Chưa đọc đơn."
        needs["reports"] = lambda one: "Chưa có báo cáo."
        guide = Guide(
            of=Petition,
            facts=lambda one: one,
            days=lambda one: {"session": one.heard_on},
            needs=needs,
            excusable=frozenset({"reports"}),
        )
        monkeypatch.setitem(guides(), Petition, guide)
        with transaction.atomic():  # these are steps of an action
            yield Petition.objects.create(
                procedure="doan-giam-sat", procedure_from=date(2025, 7, 1), heard_on=HEARD
            )


def _nothing(_facts):
    return ""


def finish(petition, code, *, paper="Công văn số 1", reason="", on=TODAY):
    step = petition.steps.get(code=code)
    done = stepping.Done(on, paper, reason)
    return stepping.finish(actor=SYSTEM, proceeding=petition, step=step, done=done, now=NOON)


def test_a_step_under_a_condition_is_laid_out_only_where_it_holds(petition):
    begin(petition)
    assert petition.steps.order_by("no").first().code == "PLAN"
    petition.steps.all().delete()
    begin(petition, holds=("lead_is_member",))
    assert petition.steps.order_by("no").first().code == "AGREE"
    with pytest.raises(IntegrityError), transaction.atomic():
        petition.steps.create(no=99, code="AGREE")


def test_a_strange_proceeding_runs_step_by_step(petition):
    begin(petition)
    assert petition.steps.get(code="NOTICE").due_on == HEARD - timedelta(days=15)
    with pytest.raises(stepping.StepsBefore):
        finish(petition, "NOTICE")
    with pytest.raises(stepping.StepLacks) as refused:
        finish(petition, "PLAN")
    assert "Chưa đọc đơn." in refused.value.sentence()
    petition.is_read = True
    with pytest.raises(stepping.NoPaperNoReason):
        finish(petition, "PLAN", paper="")
    with pytest.raises(stepping.DoneInFuture):
        finish(petition, "PLAN", on=TODAY + timedelta(days=1))
    assert finish(petition, "PLAN").code == "PLAN"
    finish(petition, "NOTICE")
    lines = {line.row.code: line for line in steps_of(petition, TODAY, runs=True)}
    assert [code for code, line in lines.items() if line.mark == "now"] == ["REPORT_IN"]
    assert (lines["PLAN"].mark, lines["SESSION"].mark) == ("ok", "open")
    assert "now" not in {line.mark for line in steps_of(petition, TODAY, runs=False)}


def test_a_need_is_excused_by_a_reason_only_where_the_guide_leaves_room(petition):
    begin(petition)
    with pytest.raises(stepping.StepLacks):
        finish(petition, "PLAN", reason=WHY)
    petition.is_read = True
    finish(petition, "PLAN")
    finish(petition, "NOTICE")
    with pytest.raises(stepping.StepLacks):
        finish(petition, "REPORT_IN")
    with pytest.raises(ReasonTooShort):
        finish(petition, "REPORT_IN", reason="muộn")
    finish(petition, "REPORT_IN", reason=WHY)
    assert petition.steps.get(code="REPORT_IN").reason == WHY


def test_only_what_is_open_is_closed_and_only_what_is_closed_is_opened(petition):
    begin(petition)
    petition.is_read = True
    seen_open = petition.steps.get(code="PLAN")
    finish(petition, "PLAN")
    with pytest.raises(Changed):
        stepping.finish(
            actor=SYSTEM,
            proceeding=petition,
            step=seen_open,
            done=stepping.Done(TODAY, "x"),
            now=NOON,
        )
    done = petition.steps.get(code="PLAN")
    assert (done.state, done.is_running, done.done_by_name) == (StepState.DONE, False, SYSTEM.name)
    again = {"actor": SYSTEM, "proceeding": petition, "reason": WHY, "now": NOON}
    assert stepping.reopen(step=done, **again).code == "PLAN"
    assert stepping.reopen(step=done, **again) is None
    again = petition.steps.get(code="PLAN")
    assert (again.state, again.done_on, again.paper) == (StepState.OPEN, None, "")


def test_an_optional_step_is_skipped_with_a_reason_and_the_last_one_ends_it(petition):
    begin(petition)
    plan, survey = petition.steps.get(code="PLAN"), petition.steps.get(code="SURVEY")
    with pytest.raises(stepping.StepNotOptional):
        stepping.skip(actor=SYSTEM, proceeding=petition, step=plan, reason=WHY, now=NOON)
    with pytest.raises(ReasonTooShort):
        stepping.skip(actor=SYSTEM, proceeding=petition, step=survey, reason="thôi", now=NOON)
    petition.steps.exclude(code="SURVEY").delete()
    assert not stepping.is_over(petition)
    stepping.skip(actor=SYSTEM, proceeding=petition, step=survey, reason=WHY, now=NOON)
    assert stepping.is_over(petition)


def test_days_are_counted_anew_and_a_moved_day_moves_them(petition):
    begin(petition)
    petition.heard_on = HEARD + timedelta(days=10)
    count_steps(petition)
    assert petition.steps.get(code="NOTICE").due_on == HEARD - timedelta(days=5)
    petition.heard_on = None
    count_steps(petition)
    assert petition.steps.get(code="NOTICE").due_on is None
    stop_clocks(petition)
    assert not petition.steps.filter(is_running=True).exists()


def test_progress_names_the_next_step_while_it_runs(petition):
    begin(petition)
    petition.is_read = True
    finish(petition, "PLAN")
    steps = list(petition.steps.order_by("no"))
    running, ended = (progress_of(petition, steps, runs=runs) for runs in (True, False))
    assert running.step == "Gửi kế hoạch, quyết định và đề cương báo cáo"
    assert (running.done, running.steps) == (1, len(steps))
    assert running.due_on == HEARD - timedelta(days=15)
    assert ended.step == ""
