"""What long work says of itself: its name, its steps, how far it is."""

from django.utils import timezone
from django.utils.translation import get_language

from giamsat.foundation.capability import JobKind, job_kinds
from giamsat.jobs.handlers import trouble_of
from giamsat.jobs.models import Job


def name_of(job: Job) -> str:
    """What it does."""
    return str(job_kinds()[job.kind].name)


def step_of(job: Job) -> str:
    """The step that runs, in words; empty while nobody works on it."""
    return str(job_kinds()[job.kind].steps.get(job.step, ""))


def _steps(job: Job, kind: JobKind) -> list[str]:
    """The steps of this run: those of every run, and the seldom ones it came to."""
    ran = (*job.steps_done, job.step)
    return [step for step in kind.steps if step in ran or step not in kind.seldom]


def _seconds(job: Job) -> int:
    """How long it ran, or has been running."""
    if job.started_at is None:
        return 0
    return int(((job.ended_at or timezone.now()) - job.started_at).total_seconds())


def described(job: Job | None) -> dict[str, object]:
    """Steps done, running and to come.

    Seconds so far, a share for the bar, trouble in a sentence.
    """
    if job is None:
        return {}
    kind = job_kinds()[job.kind]
    steps = _steps(job, kind)
    place = steps.index(job.step) + 1 if job.step in steps else 0
    return {
        "is_papers": kind.writes_papers,
        "step": step_of(job),
        "steps": [(kind.steps[code], code in job.steps_done, code == job.step) for code in steps],
        "place": place,
        "count": len(steps),
        "seconds": _seconds(job),
        "percent": round(100 * (place - 1 + job.share) / len(steps)) if place else 2,
        "trouble": trouble_of(job, get_language() or "vi"),
    }
