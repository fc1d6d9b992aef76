"""What people do with targets, one function each."""

from giamsat.targets.actions.books import save_book, take_over
from giamsat.targets.actions.facts import confirm, correct, report, send_back, withdraw
from giamsat.targets.actions.questions import ask_planner

__all__ = [
    "ask_planner",
    "confirm",
    "correct",
    "report",
    "save_book",
    "send_back",
    "take_over",
    "withdraw",
]
