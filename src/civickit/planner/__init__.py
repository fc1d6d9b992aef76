"""Facts in; a dated plan out, with proved bounds, or the smallest sets that cannot hold together.

Public face: ``parse_instance``, ``change_instance``, ``make_plan``, ``year_plan``, ``verify``,
``moves_of``.
"""

from civickit.planner.broken import Broken
from civickit.planner.changing import change_instance
from civickit.planner.duplicates import find_duplicates
from civickit.planner.explaining import year_plan
from civickit.planner.facts import Chosen, Instance
from civickit.planner.instance_json import (
    BadInstance,
    check_instance,
    instance_json,
    parse_instance,
)
from civickit.planner.leading import lead_of, with_chosen
from civickit.planner.moving import (
    Move,
    best_move,
    broken_by_fixed,
    moves_of,
    previous_days,
)
from civickit.planner.separating import Separation, separations
from civickit.planner.solving import Solution, make_plan
from civickit.planner.verifying import verify
from civickit.planner.yearplan import Level, PlannedActivity, PlanStatus, YearPlan

__all__ = [
    "BadInstance",
    "Broken",
    "Chosen",
    "Instance",
    "Level",
    "Move",
    "PlanStatus",
    "PlannedActivity",
    "Separation",
    "Solution",
    "YearPlan",
    "best_move",
    "broken_by_fixed",
    "change_instance",
    "check_instance",
    "find_duplicates",
    "instance_json",
    "lead_of",
    "make_plan",
    "moves_of",
    "parse_instance",
    "previous_days",
    "separations",
    "verify",
    "with_chosen",
    "year_plan",
]
