"""Facts in; a dated plan out, with proved bounds, or the smallest sets of requirements that cannot hold together.

Public face: ``parse_instance``, ``change_instance``, ``make_plan``, ``answer``, ``verify``, ``moves_of``.
"""

from civickit.planner.answering import answer
from civickit.planner.changing import change_instance
from civickit.planner.duplicates import find_duplicates
from civickit.planner.facts import BadInstance, Instance, parse_instance
from civickit.planner.moving import Move, best_move, moved_answer, moves_of
from civickit.planner.planning import Level, Plan, make_plan
from civickit.planner.verifying import Broken, verify

__all__ = [
    "BadInstance",
    "Broken",
    "Instance",
    "Level",
    "Move",
    "Plan",
    "answer",
    "best_move",
    "change_instance",
    "find_duplicates",
    "make_plan",
    "moved_answer",
    "moves_of",
    "parse_instance",
    "verify",
]
