"""The worker itself: a job runs in a child process, which can be stopped, can die, and can lose its job."""

import os
import signal
import time
from dataclasses import replace

import pytest
from django.db import connections, transaction
from django.utils import timezone

from giamsat.foundation.capability import JobKind, capabilities, job_kinds
from giamsat.jobs import queue, working
from giamsat.jobs.models import Job
from giamsat.organisations.actors import SYSTEM

State = Job.State


@pytest.fixture
def asked(transactional_db, monkeypatch):
    """``asked(handler)`` is a job in the queue whose work is the function."""
    monkeypatch.setattr(working, "_LOOK_SECONDS", 0.02)
    monkeypatch.setattr(working, "_BEAT_SECONDS", 0.1)

    def ask(handler):
        kind = JobKind(handler, "Việc mẫu", {"pid": "ghi số tiến trình", "wait": "chờ"})
        monkeypatch.setitem(job_kinds(), "sample", kind)
        with transaction.atomic():
            return queue.ask(SYSTEM, "sample", 1, now=timezone.now())

    return ask


def work_until(look, seconds=20):
    """Be the worker until ``look()``; the test fails when it never is."""
    ends = time.monotonic() + seconds

    def over():
        assert time.monotonic() < ends, "the worker waited in vain"
        return look()

    working.work(until=over)


def state_of(job):
    job.refresh_from_db()
    return job.state


def waits(handle):
    handle.step("wait")
    time.sleep(30)


def test_a_job_is_done_in_a_process_of_its_own(asked):
    job = asked(lambda handle: handle.step(f"in {os.getpid()}"))
    work_until(lambda: state_of(job) == State.DONE)
    assert job.step.startswith("in ")
    assert job.step != f"in {os.getpid()}"
    assert job.ended_at is not None


def test_a_running_job_shows_signs_of_life_and_is_killed_when_it_is_asked_to_stop(asked):
    job, beats = asked(waits), set()

    def look():
        if state_of(job) == State.RUNNING and job.step == "wait":
            beats.add(job.beat_at)
            if len(beats) > 2:
                queue.stop(job.id, now=timezone.now())
        return job.state == State.STOPPED

    began = time.monotonic()
    work_until(look)
    assert time.monotonic() - began < 15
    assert job.ended_at is not None


def test_a_child_that_dies_is_replaced_and_after_three_deaths_the_job_is_given_up(asked):
    job = asked(lambda handle: os.kill(os.getpid(), signal.SIGKILL))
    tries = set()

    def look():
        over = state_of(job) == State.FAILED
        tries.add(job.tries)
        return over

    work_until(look)
    assert job.trouble_code == "WORKER_LOST"
    assert max(tries) == queue.MOST_TRIES


def test_a_fault_in_a_child_is_the_jobs_end_and_not_the_workers(asked, caplog):
    def fails(handle):
        raise ZeroDivisionError

    job = asked(fails)
    work_until(lambda: state_of(job) == State.FAILED)
    assert job.trouble_code == "BUG"


def test_a_worker_that_is_told_to_end_leaves_its_job_to_the_next(asked):
    job = asked(waits)
    work_until(lambda: state_of(job) == State.RUNNING and job.step == "wait")
    assert state_of(job) == State.RUNNING
    taken = queue.claim_next(now=timezone.now() + queue.LEASE * 2)
    assert (taken.id, taken.tries) == (job.id, 2)


def test_a_database_that_went_away_is_asked_again(asked, monkeypatch):
    from django.db import OperationalError

    job, asks = asked(lambda handle: None), []
    claim_next = queue.claim_next

    def away_at_first(**options):
        asks.append(options)
        if len(asks) == 1:
            connections.close_all()
            raise OperationalError
        return claim_next(**options)

    monkeypatch.setattr(queue, "claim_next", away_at_first)
    work_until(lambda: state_of(job) == State.DONE)
    assert len(asks) > 1


def test_a_tick_that_fails_does_not_keep_the_others_from_being_done(monkeypatch, caplog):
    done = []

    def fails(now):
        raise ZeroDivisionError

    face = next(iter(capabilities()))
    monkeypatch.setitem(
        capabilities(), face, replace(capabilities()[face], ticks=(fails, done.append))
    )
    moment = timezone.now()
    working.tick(now=moment)
    assert done == [moment]
    assert "tick failed" in caplog.text
