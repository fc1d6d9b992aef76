"""Suggestions and pins in templates."""

import json
from typing import Any

from django import template

from giamsat.planning.yearview import Shortfall

register = template.Library()


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
