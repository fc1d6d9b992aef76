"""Jobs and suggestions in templates."""

import json
from typing import Any

from django import template
from django.utils.translation import get_language

from giamsat.audit.models import AuditEntry
from giamsat.foundation.capability import verbs
from giamsat.jobs.models import Job
from giamsat.programmes.jobs_in_words import described, name_of, step_in_words
from giamsat.programmes.yearview import Shortfall

register = template.Library()


@register.simple_tag
def describe(job: Job | None) -> dict[str, object]:
    """How far a job is."""
    return described(job)


@register.simple_tag
def job_name(job: Job) -> str:
    """What a job does."""
    return name_of(job)


@register.simple_tag
def step_name(step: str) -> str:
    """One step."""
    return step_in_words(step)


@register.filter
def as_change(suggestion: dict[str, Any], minimum: str) -> str:
    """A suggestion as the form sends it."""
    change = {name: suggestion[name] for name in ("code", "subject", "which")}
    if change["code"] == "MORE_PROPOSALS":
        change["minimum"] = minimum
    return json.dumps(change)


@register.filter
def as_lowering(shortfall: Shortfall) -> str:
    """Leaving a minimum out for one organisation, as the form sends it."""
    return json.dumps(
        {"code": "LOWER_MINIMUM", "subject": shortfall.subject, "which": shortfall.minimum}
    )


@register.filter
def done(entry: AuditEntry) -> str:
    """What a line of the trail says was done, on the page of what it was done to."""
    words = verbs()[entry.verb][get_language() == "en"]
    for last in (" về", " của", " cho", " on", " of", " for"):
        words = words.removesuffix(last)
    return words
