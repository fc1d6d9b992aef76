"""Suggestions and pins in templates."""

import json

from django import template

from civickit.planner.yearplan import Lift
from giamsat.planning.yearview import MissedInWords

register = template.Library()


@register.filter
def as_change(lift: Lift, minimum: str) -> str:
    """A suggestion as the form sends it."""
    change = {"code": lift.code, "subject": lift.subject, "which": lift.which}
    if lift.code == "MORE_PROPOSALS":
        change["minimum"] = minimum
    return json.dumps(change)


@register.filter
def as_lowering(missed: MissedInWords) -> str:
    """Leaving a minimum out for one organisation, as the form sends it."""
    return json.dumps({"code": "LOWER_MINIMUM", "subject": missed.subject, "which": missed.minimum})
