"""Lines of the trail in templates."""

from django import template

from giamsat.audit.models import AuditEntry
from giamsat.foundation.capability import verbs
from giamsat.foundation.words import Words

register = template.Library()
_LINKS = Words("về|của|cho", "on|of|for")  # what is left off where the row itself is not named


@register.filter
def done(entry: AuditEntry) -> str:
    """What a line of the trail says was done, on the page of what it was done to."""
    words = str(verbs()[entry.verb])
    for last in str(_LINKS).split("|"):
        words = words.removesuffix(f" {last}")
    return words
