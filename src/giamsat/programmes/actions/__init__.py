"""What people do with a programme. Each: permit, change, record, announce, in one transaction."""

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
from giamsat.programmes.actions.rounds import (
    agree_to,
    close_round,
    conclude,
    open_round,
    take_position,
)
from giamsat.programmes.actions.work import stop_job, write_papers_again

__all__ = [
    "accept",
    "agree_to",
    "amend",
    "answer_point",
    "approve",
    "call_back",
    "close_round",
    "conclude",
    "drop_amendment",
    "give_opinion",
    "issue",
    "note_seen",
    "open_round",
    "publish",
    "stop_job",
    "submit",
    "take_position",
    "tell_bodies",
    "withdraw_approval",
    "write_papers_again",
]
