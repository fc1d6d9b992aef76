"""What people do with a programme. Each: permit, change, record, announce, in one transaction."""

from giamsat.programmes.actions.pairs import decide
from giamsat.programmes.actions.plans import accept, open_programme, start_plan, stop_job
from giamsat.programmes.actions.proposals import add_proposal, correct, send, send_one, set_aside, withdraw
from giamsat.programmes.actions.workbooks import bring_workbook, name_sender

__all__ = [
    "accept",
    "add_proposal",
    "bring_workbook",
    "correct",
    "decide",
    "name_sender",
    "open_programme",
    "send",
    "send_one",
    "set_aside",
    "start_plan",
    "stop_job",
    "withdraw",
]
