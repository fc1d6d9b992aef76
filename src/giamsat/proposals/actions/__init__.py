"""What people do with the material. Each: permit, change, record, announce, in one transaction."""

from giamsat.proposals.actions.commissions import (
    commission,
    deliver_product,
    judge_product,
    return_commission,
    take_commission,
    withdraw_commission,
)
from giamsat.proposals.actions.names import settle_known, settle_name
from giamsat.proposals.actions.pairs import decide, decide_many
from giamsat.proposals.actions.programmes import open_programme
from giamsat.proposals.actions.proposals import (
    add_proposal,
    correct,
    return_to_sender,
    send,
    send_one,
    set_aside,
    withdraw,
)
from giamsat.proposals.actions.second_files import (
    choose_way,
    compare_with,
    remove_workbook,
)
from giamsat.proposals.actions.teaching import forget_form, read_again
from giamsat.proposals.actions.workbooks import bring_workbook, name_sender

__all__ = [
    "add_proposal",
    "bring_workbook",
    "choose_way",
    "commission",
    "compare_with",
    "correct",
    "decide",
    "decide_many",
    "deliver_product",
    "forget_form",
    "judge_product",
    "name_sender",
    "open_programme",
    "read_again",
    "remove_workbook",
    "return_commission",
    "return_to_sender",
    "send",
    "send_one",
    "set_aside",
    "settle_known",
    "settle_name",
    "take_commission",
    "withdraw",
    "withdraw_commission",
]
