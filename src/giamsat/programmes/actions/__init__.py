"""What people do with a programme. Each: permit, change, record, announce, in one transaction."""

from giamsat.programmes.actions.commissions import (
    commission,
    deliver_product,
    judge_product,
    return_commission,
    take_commission,
    withdraw_commission,
)
from giamsat.programmes.actions.editions import (
    accept,
    amend,
    answer_point,
    approve,
    call_back,
    drop_amendment,
    give_opinion,
    issue,
    note_seen,
    publish,
    submit,
    tell_bodies,
    withdraw_approval,
)
from giamsat.programmes.actions.pairs import decide
from giamsat.programmes.actions.plans import move_activity, open_programme, start_plan, stop_job, write_papers_again
from giamsat.programmes.actions.proposals import add_proposal, correct, send, send_one, set_aside, withdraw
from giamsat.programmes.actions.rounds import agree_to, close_round, conclude, open_round, take_position
from giamsat.programmes.actions.workbooks import bring_workbook, name_sender

__all__ = [
    "accept",
    "add_proposal",
    "agree_to",
    "amend",
    "answer_point",
    "approve",
    "bring_workbook",
    "call_back",
    "close_round",
    "commission",
    "conclude",
    "correct",
    "decide",
    "deliver_product",
    "drop_amendment",
    "give_opinion",
    "issue",
    "judge_product",
    "move_activity",
    "name_sender",
    "note_seen",
    "open_programme",
    "open_round",
    "publish",
    "return_commission",
    "send",
    "send_one",
    "set_aside",
    "start_plan",
    "stop_job",
    "submit",
    "take_commission",
    "take_position",
    "tell_bodies",
    "withdraw",
    "withdraw_approval",
    "withdraw_commission",
    "write_papers_again",
]
