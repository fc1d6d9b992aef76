"""What people do with a programme. Each: permit, change, record, announce, in one transaction."""

from giamsat.programmes.actions.closing import close_round
from giamsat.programmes.actions.editions import (
    accept,
    amend,
    approve,
    call_back,
    drop_amendment,
    give_opinion,
    submit,
    withdraw_approval,
)
from giamsat.programmes.actions.in_force import (
    issue,
    note_seen,
    publish,
    record_letter,
    tell_bodies,
)
from giamsat.programmes.actions.papers import issue_paper, write_paper
from giamsat.programmes.actions.points import answer_point, settle_point
from giamsat.programmes.actions.printing import choose_time_unit
from giamsat.programmes.actions.rounds import (
    agree_to,
    conclude,
    open_round,
    take_position,
)

__all__ = [
    "accept",
    "agree_to",
    "amend",
    "answer_point",
    "approve",
    "call_back",
    "choose_time_unit",
    "close_round",
    "conclude",
    "drop_amendment",
    "give_opinion",
    "issue",
    "issue_paper",
    "note_seen",
    "open_round",
    "publish",
    "record_letter",
    "settle_point",
    "submit",
    "take_position",
    "tell_bodies",
    "withdraw_approval",
    "write_paper",
]
