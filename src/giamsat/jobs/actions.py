"""What people do with long work: stop it, have papers written again."""

from datetime import datetime

from giamsat.audit.recording import Acting, record
from giamsat.foundation import transactions as db
from giamsat.foundation.capability import job_kinds
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import require
from giamsat.jobs import queue
from giamsat.jobs.models import Job


class PapersGoOn(Refusal):
    """Papers are written in seconds, and somebody waits for them."""

    code = "PAPERS_GO_ON"
    vi = (
        "Văn bản được viết xong trong vài giây nên không dừng giữa chừng. Tải lại trang sau một "
        "phút."
    )
    en = "Papers are written within seconds and are not stopped. Load the page again in a minute."


@db.transaction
def write_papers_again(*, actor: Acting, job: Job, now: datetime) -> None:
    """Queue papers anew whose writing failed, for example while the disk was full."""
    kind = job_kinds()[job.kind]
    require(kind.may_change(actor))
    if kind.writes_papers and job.is_over:
        queue.ask(actor, job.kind, job.subject_id, now=now)
        record(actor, "papers.asked", job, at=now)


@db.transaction
def stop_job(*, actor: Acting, job: Job, now: datetime) -> None:
    """Ask long work to stop. Raises PapersGoOn."""
    kind = job_kinds()[job.kind]
    require(kind.may_change(actor))
    if kind.writes_papers:
        raise PapersGoOn
    if queue.stop(job.id, now=now):
        record(actor, "job.stopped", job, at=now)
