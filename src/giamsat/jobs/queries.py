"""Jobs as pages show them."""

from giamsat.jobs.models import Job


def job_of(kind: str, subject_ids: list[int]) -> Job | None:
    """The newest job of a kind about one of some subjects."""
    return Job.objects.filter(kind=kind, subject_id__in=subject_ids).order_by("-id").first()
