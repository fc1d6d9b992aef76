"""Lines of the trail in templates."""

from django import template
from django.utils.translation import get_language

from giamsat.audit.models import AuditEntry
from giamsat.foundation.capability import verbs

register = template.Library()


@register.filter
def done(entry: AuditEntry) -> str:
    """What a line of the trail says was done, on the page of what it was done to."""
    words = verbs()[entry.verb][get_language() == "en"]
    for last in (" về", " của", " cho", " on", " of", " for"):
        words = words.removesuffix(last)
    return words
