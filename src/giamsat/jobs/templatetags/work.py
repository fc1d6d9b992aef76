"""Jobs in templates."""

from django import template

from giamsat.jobs.in_words import described, name_of
from giamsat.jobs.models import Job

register = template.Library()


@register.simple_tag
def describe(job: Job | None) -> dict[str, object]:
    """How far a job is."""
    return described(job)


@register.simple_tag
def job_name(job: Job) -> str:
    """What a job does."""
    return name_of(job)
