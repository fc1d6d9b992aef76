"""Long work of all three rooms: stop it, have papers written again."""

from datetime import datetime

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.capability import job_kinds
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.planning import access as plan_access
from giamsat.programmes import access
from giamsat.proposals import access as proposal_access


class PapersGoOn(Refusal):
    """Papers are written in seconds, and somebody waits for them."""

    code = "PAPERS_GO_ON"
    vi = "Văn bản được viết xong trong vài giây nên không dừng giữa chừng. Tải lại trang sau một phút."
    en = "Papers are written within seconds and are not stopped. Load the page again in a minute."


@db.transaction
def write_papers_again(*, actor: Actor, job: Job, now: datetime) -> None:
    """Queue papers anew whose writing failed, for example while the disk was full."""
    access.require(access.may_write_papers(actor))
    if job_kinds()[job.kind].writes_papers and job.is_over:
        queue.ask(actor, job.kind, job.subject_id, now=now)
        record(actor, "papers.asked", job, at=now)


@db.transaction
def stop_job(*, actor: Actor, job: Job, now: datetime) -> None:
    """Ask long work to stop. Raises PapersGoOn."""
    if job_kinds()[job.kind].writes_papers:
        access.require(plan_access.may_see_plan(actor))
        raise PapersGoOn
    access.require(
        plan_access.may_make_plan(actor)
        if job.kind != "workbook"
        else proposal_access.may_bring(actor)
    )
    if queue.stop(job.id, now=now):
        record(actor, "job.stopped", job, at=now)
