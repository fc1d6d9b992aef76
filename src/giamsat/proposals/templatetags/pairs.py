"""Pairs in templates."""

import re

from django import template

register = template.Library()
_APART = re.compile("khác", re.IGNORECASE)


@register.filter
def sets_apart(reason: str) -> bool:
    """Whether a reason speaks against an overlap; reasons are kept in Vietnamese."""
    return bool(_APART.search(reason))
