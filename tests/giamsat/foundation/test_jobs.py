"""Long work: claimed once, fenced, given up after three deaths, said in words."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from giamsat.foundation.capability import JobKind, job_kinds
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.handlers import trouble_of
from giamsat.jobs.in_words import described
from giamsat.jobs.models import Job
from giamsat.jobs.working import HeldJob, Lost, carry_out
from giamsat.organisations.actors import SYSTEM

State = Job.State


def ask(kind="sample", subject=1, **params):
    with transaction.atomic():
        return queue.ask(SYSTEM, kind, subject, now=timezone.now(), **params)


@pytest.fixture
def sample(monkeypatch):
    """A kind of work whose handler is the function put into ``sample.does``."""

    class Sample:
        does = staticmethod(lambda handle: None)

    kind = JobKind(
        lambda handle: Sample.does(handle), "Việc mẫu", {"a": "bước một", "b": "bước hai"}
    )
    monkeypatch.setitem(job_kinds(), "sample", kind)
    return Sample


@pytest.fixture
def long(monkeypatch):
    """A kind of work that takes minutes."""
    kind = JobKind(lambda handle: None, "Việc dài", {}, is_long=True)
    monkeypatch.setitem(job_kinds(), "long", kind)


def test_short_work_does_not_wait_behind_long_work(sample, long):
    ask("long")
    ask("sample")
    ask("sample", 2)
    now = timezone.now()
    taken = [queue.claim_next(now=now) for _ in range(3)]
    assert [(job.kind, job.subject_id) for job in taken] == [
        ("sample", 1),
        ("sample", 2),
        ("long", 1),
    ]


def test_one_worker_stays_free_for_short_work(sample, long):
    ask("long")
    now = timezone.now()
    assert queue.claim_next(now=now, only_short=True) is None
    ask("sample")
    assert queue.claim_next(now=now, only_short=True).kind == "sample"
    assert queue.claim_next(now=now).kind == "long"


def test_planning_comparing_and_counting_again_are_long_and_reading_a_file_is_not():
    kinds = job_kinds()
    assert {code for code, kind in kinds.items() if kind.is_long} == {
        "plan",
        "plan-question",
        "overlaps",
        "take-opinions",
        "group-opinions",
        "criticism-table",
        "recount",
    }
    assert not kinds["workbook"].is_long


def test_the_same_work_is_queued_once():
    assert ask().id == ask().id
    assert ask(subject=2).id != ask().id


def test_one_worker_gets_a_job(sample):
    ask()
    assert queue.claim_next(now=timezone.now()) is not None
    assert queue.claim_next(now=timezone.now()) is None


def test_a_job_is_done_with_its_steps(sample):
    sample.does = staticmethod(lambda handle: (handle.step("a"), handle.step("b", 0.5)))
    ask()
    job = queue.claim_next(now=timezone.now())
    carry_out(job)
    job.refresh_from_db()
    assert (job.state, job.steps_done, job.step) == (State.DONE, ["a"], "b")


def test_a_silent_workers_job_goes_to_another_and_the_first_can_write_nothing(sample):
    ask()
    now = timezone.now()
    first = queue.claim_next(now=now)
    second = queue.claim_next(now=now + queue.LEASE * 2)
    assert second.id == first.id
    with pytest.raises(Lost):
        HeldJob(first).step("late")
    with pytest.raises(Lost):
        HeldJob(first).still_held()
    HeldJob(second).still_held()


def test_work_whose_worker_dies_three_times_is_given_up(sample):
    ask()
    now = timezone.now()
    for n in range(3):
        assert queue.claim_next(now=now + queue.LEASE * 2 * n)
    assert queue.claim_next(now=now + queue.LEASE * 8) is None
    job = Job.objects.get(kind="sample")
    assert (job.state, job.trouble_code) == (State.FAILED, "WORKER_LOST")
    assert "3 lần" in trouble_of(job)


def test_a_full_disk_is_said_and_nothing_is_half_done(sample):
    def full(handle):
        import errno

        Job.objects.filter(id=handle.job.id).update(params={"half": True})
        raise OSError(errno.ENOSPC, "No space left on device")

    sample.does = staticmethod(lambda handle: transaction.atomic()(full)(handle))
    ask()
    job = queue.claim_next(now=timezone.now())
    carry_out(job)
    job.refresh_from_db()
    assert (job.state, job.trouble_code, job.params) == (State.FAILED, "DISK_FULL", {})
    assert "đã đầy" in trouble_of(job)


def test_a_fault_of_ours_is_logged_and_says_so_without_details(sample, caplog):
    def broken(handle):
        raise ValueError("Nguyễn Văn A")

    sample.does = staticmethod(broken)
    ask()
    job = queue.claim_next(now=timezone.now())
    carry_out(job)
    job.refresh_from_db()
    assert job.trouble_code == "BUG"
    assert "Nguyễn" not in trouble_of(job)


def test_waiting_work_stops_at_once_and_running_work_when_asked(sample):
    waiting = ask(subject=1)
    assert queue.stop(waiting.id, now=timezone.now())
    waiting.refresh_from_db()
    assert waiting.state == State.STOPPED
    ask(subject=2)
    running = queue.claim_next(now=timezone.now())
    assert queue.stop(running.id, now=timezone.now())
    assert queue.held(running).get().stop_asked_at
    assert not queue.stop(waiting.id, now=timezone.now())


def test_asking_again_makes_running_work_begin_anew(sample):
    ask()
    first = queue.claim_next(now=timezone.now())
    with transaction.atomic():
        again = queue.ask_again(SYSTEM, "sample", 1, now=timezone.now())
    assert again.id == first.id
    with pytest.raises(Lost):
        HeldJob(first).still_held()
    assert queue.claim_next(now=timezone.now() + timedelta(seconds=1)).id == first.id


def test_a_refusal_that_ends_a_job_is_told_in_its_own_sentence(sample):
    class NothingInIt(Refusal):
        code = "NOTHING_IN_THE_SAMPLE"
        vi = "Tệp {name} không có dòng nào."
        en = "The file {name} has no row."

    def refuse(handle):
        raise NothingInIt(name="a.xlsx")

    sample.does = staticmethod(refuse)
    ask()
    job = queue.claim_next(now=timezone.now())
    carry_out(job)
    job.refresh_from_db()
    assert described(job)["trouble"] == "Tệp a.xlsx không có dòng nào."


def test_a_seldom_step_is_counted_in_the_runs_that_have_it():
    job = Job(kind="plan", state=State.RUNNING, step="plan-people", steps_done=["plan-missed"])
    assert (described(job)["place"], described(job)["count"]) == (5, 10)
    job.step, job.steps_done = "plan-kept", ["plan-missed"]
    told = described(job)
    assert (told["place"], told["count"], bool(told["step"])) == (5, 11, True)
