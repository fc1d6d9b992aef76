"""Ask for long work, stop it, and hand it to workers one at a time."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, QuerySet, When

from giamsat.audit.recording import Acting
from giamsat.foundation import transactions as db
from giamsat.foundation.capability import job_kinds
from giamsat.jobs.models import Job

LEASE = timedelta(seconds=20)  # a worker silent for longer is taken for dead
MOST_TRIES = 3
State = Job.State


@db.transaction_required
def ask(actor: Acting, kind: str, subject_id: int, *, now: datetime, **params: object) -> Job:
    """Queue work about one subject; the same work already queued or running is returned instead."""
    job, _ = Job.objects.get_or_create(
        kind=kind,
        subject_id=subject_id,
        state__in=[State.WAITING, State.RUNNING],
        defaults={
            "params": params,
            "state": State.WAITING,
            "asked_by_id": actor.person_id,
            "asked_by_name": actor.name,
            "asked_at": now,
        },
    )
    return job


@db.transaction_required
def ask_again(actor: Acting, kind: str, subject_id: int, *, now: datetime) -> Job:
    """Queue work that must see what has just changed: a run that has begun does not count."""
    waiting = Job.objects.filter(kind=kind, subject_id=subject_id, state=State.WAITING).first()
    if waiting:
        return waiting
    running = Job.objects.filter(kind=kind, subject_id=subject_id, state=State.RUNNING).first()
    if running:
        # Its result would be out of date: it begins anew, fenced off by the lost claim.
        Job.objects.filter(id=running.id, state=State.RUNNING).update(
            state=State.WAITING, claim="", step="", share=0.0, steps_done=[], tries=0
        )
        return running
    return ask(actor, kind, subject_id, now=now)


def stop(job_id: int, *, now: datetime) -> bool:
    """Ask a job to stop; at once when nobody works on it. False when it was over already."""
    waiting = Job.objects.filter(id=job_id, state=State.WAITING)
    if waiting.update(state=State.STOPPED, stop_asked_at=now, ended_at=now):
        return True
    return bool(Job.objects.filter(id=job_id, state=State.RUNNING).update(stop_asked_at=now))


def claim_next(*, now: datetime, only_short: bool = False) -> Job | None:
    """Take the oldest waiting job, short work first; nobody else can have the same.

    A job whose worker fell silent waits again. With ``only_short``, long work is left to other
    workers: a workbook of two seconds never stands behind a plan of two minutes.
    """
    _take_from_silent(now)
    claim = secrets.token_hex(16)
    anew = {"started_at": now, "step": "", "share": 0.0, "steps_done": []}
    for job_id in _waiting(only_short=only_short).values_list("id", flat=True)[:5]:
        taken = Job.objects.filter(id=job_id, state=State.WAITING).update(
            state=State.RUNNING, claim=claim, beat_at=now, tries=F("tries") + 1, **anew
        )
        if taken:
            return Job.objects.get(id=job_id)
    return None


def _waiting(*, only_short: bool) -> QuerySet[Job]:
    """Short work before long, each in the order in which it was asked for."""
    is_long = Q(kind__in=[code for code, kind in job_kinds().items() if kind.is_long])
    waiting = Job.objects.filter(state=State.WAITING)
    if only_short:
        waiting = waiting.exclude(is_long)
    return waiting.order_by(Case(When(is_long, then=1), default=0), "asked_at", "id")


def _take_from_silent(now: datetime) -> None:
    """Work of a worker that shows no sign of life waits for another, not for ever."""
    silent = Job.objects.filter(state=State.RUNNING, beat_at__lt=now - LEASE)
    silent.filter(tries__gte=MOST_TRIES).update(
        state=State.FAILED, ended_at=now, trouble_code="WORKER_LOST"
    )
    silent.update(state=State.WAITING, claim="")


def held(job: Job) -> QuerySet[Job]:
    """The job's row as long as this worker still holds it."""
    return Job.objects.filter(id=job.id, claim=job.claim, state=State.RUNNING)
