"""What people do with the plan. Each: permit, change, record, announce, in one transaction."""

from giamsat.planning.actions.plans import move_activity, start_plan

__all__ = [
    "move_activity",
    "start_plan",
]
