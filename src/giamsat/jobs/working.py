"""The worker: takes a job, does it in a child process, lets go when asked to stop.

It shows signs of life while it works. The child can be killed at any moment: what it writes, it
writes in one transaction that first checks the claim. The parent can be killed too: after ``LEASE``
another worker takes the job, and the orphan's claim is worth nothing.
"""

import errno
import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.utils import timezone

from giamsat.files.storing import NoRoom
from giamsat.foundation.capability import capabilities, job_kinds
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import kept
from giamsat.jobs import queue
from giamsat.jobs.handlers import Bug, DiskFull
from giamsat.jobs.models import Job

log = logging.getLogger("giamsat.jobs")
_LOOK_SECONDS = 0.4
_BEAT_SECONDS = 4.0
_TICK_SECONDS = 20.0
_TELL_SECONDS = 0.5  # progress is written at most this often


class Lost(Exception):
    """Another worker holds the job now."""


class HeldJob:
    """What a handler sees of its job."""

    def __init__(self, job: Job, clock: Callable[[], float] = time.monotonic) -> None:
        self.job, self._clock = job, clock
        self._told = (0.0, "")
        self._steps: list[str] = []

    def step(self, name: str, share: float = 0.0) -> None:
        """Write which step runs; a new step at once, its share now and then."""
        now = self._clock()
        if name == self._told[1] and now - self._told[0] < _TELL_SECONDS:
            return
        if self._told[1] and name != self._told[1] and self._told[1] not in self._steps:
            self._steps.append(self._told[1])
        self._told = (now, name)
        if not queue.held(self.job).update(step=name, share=share, steps_done=self._steps):
            raise Lost

    def still_held(self) -> None:
        """Raises Lost when it is not; holds the row for the rest of the transaction."""
        if not queue.held(self.job).update(share=1.0):
            raise Lost


def carry_out(job: Job, *, now: Callable[[], datetime] = timezone.now) -> None:
    """Do one claimed job in this process and write how it ended."""
    try:
        job_kinds()[job.kind].do(HeldJob(job))
    except Lost:
        log.info("job lost to another worker", extra={"job": job.id, "kind": job.kind})
        return
    except Refusal as refusal:
        end(
            job,
            Job.State.FAILED,
            at=now(),
            trouble=DiskFull() if isinstance(refusal, NoRoom) else refusal,
        )
    except Exception as error:
        full = _is_disk_full(error)
        log.exception("job failed", extra={"job": job.id, "kind": job.kind})
        end(job, Job.State.FAILED, at=now(), trouble=DiskFull() if full else Bug())
    else:
        end(job, Job.State.DONE, at=now())


def _is_disk_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, DatabaseError) and "full" in str(error).lower()


def end(job: Job, state: str, *, at: datetime, trouble: Refusal | None = None) -> None:
    """Write the end, unless another worker holds the job."""
    facts = kept(trouble.facts) if trouble else {}
    with transaction.atomic():
        queue.held(job).update(
            state=state,
            ended_at=at,
            trouble_code=trouble.code if trouble else "",
            trouble_facts=facts,
        )


def run_waiting() -> int:
    """Do all waiting jobs in this process; returns how many. For tests and for ``giamsat demo``."""
    count = 0
    while job := queue.claim_next(now=timezone.now()):
        carry_out(job)
        count += 1
    return count


def work(*, until: Callable[[], bool] = lambda: False, only_short: bool = False) -> None:
    """Work for good: survive a database that restarts, a child that dies, a job that is stopped."""
    ticked = 0.0
    while not until():
        try:
            if time.monotonic() - ticked > _TICK_SECONDS:
                ticked = time.monotonic()
                tick(now=timezone.now())
            job = queue.claim_next(now=timezone.now(), only_short=only_short)
            if job:
                _supervise(job, until)
                continue
        except (OperationalError, InterfaceError):
            log.warning("database away; trying again")
            connections.close_all()
        time.sleep(_LOOK_SECONDS)


def tick(*, now: datetime) -> None:
    """What is done now and then; a fault in one thing does not keep the others from being done."""
    for do in (do for face in capabilities().values() for do in face.ticks):
        try:
            do(now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("tick failed")


def _supervise(job: Job, until: Callable[[], bool]) -> None:
    connections.close_all()  # a child must not inherit an open connection
    child = multiprocessing.get_context("fork").Process(target=_in_child, args=(job,), daemon=True)
    child.start()
    log.info("job begins", extra={"job": job.id, "kind": job.kind})
    last_beat = time.monotonic()
    while child.is_alive():
        child.join(_LOOK_SECONDS)
        if until():
            return  # the daemon child ends with us; the lease brings the job back
        if time.monotonic() - last_beat > _BEAT_SECONDS or not child.is_alive():
            last_beat = time.monotonic()
            queue.held(job).update(beat_at=timezone.now())
        if child.is_alive() and queue.held(job).filter(stop_asked_at__isnull=False).exists():
            child.kill()
            child.join()
            end(job, Job.State.STOPPED, at=timezone.now())
            return
    _let_go_if_dead(job)


def _let_go_if_dead(job: Job) -> None:
    """A child that ended without a word was killed or ran out of memory: others may take over."""
    if queue.held(job).exists():
        queue.held(job).update(beat_at=timezone.now() - queue.LEASE * 2)
        log.warning("job's process died", extra={"job": job.id, "kind": job.kind})


def _in_child(job: Job) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)  # pages come first
    carry_out(job)
    connections.close_all()
