"""What people do with the plan. Each: permit, change, record, announce, in one transaction."""

from giamsat.planning.actions.plans import choose_activity, move_activity, start_plan

__all__ = [
    "choose_activity",
    "move_activity",
    "start_plan",
]
