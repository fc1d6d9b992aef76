"""What people and bodies do with recommendations, one function each."""

from giamsat.recommendations.actions.following import (
    answer_reconsideration,
    ask_reconsideration,
    escalate,
    hold_dialogue,
    issue_paper,
    set_dialogue,
    urge,
    write_paper,
)
from giamsat.recommendations.actions.judging import (
    accept_reply,
    close,
    promise,
    reopen,
    resolve,
    send_back,
    withdraw,
)
from giamsat.recommendations.actions.reaching import keep_contacts, make_link, revoke_link
from giamsat.recommendations.actions.replying import ReplyTaken, reply_to
from giamsat.recommendations.actions.sending import REPLY_RULES, change, draft, send

__all__ = [
    "REPLY_RULES",
    "ReplyTaken",
    "accept_reply",
    "answer_reconsideration",
    "ask_reconsideration",
    "change",
    "close",
    "draft",
    "escalate",
    "hold_dialogue",
    "issue_paper",
    "keep_contacts",
    "make_link",
    "promise",
    "reopen",
    "reply_to",
    "resolve",
    "revoke_link",
    "send",
    "send_back",
    "set_dialogue",
    "urge",
    "withdraw",
    "write_paper",
]
