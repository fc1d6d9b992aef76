"""What people do with drafts, opinions and answers."""

from giamsat.criticism.actions.answering import (
    answer_groups,
    ask_table,
    change_answer,
    correct_answer,
    judge_promise,
    publish_answers,
)
from giamsat.criticism.actions.drafts import close_to_public, correct, open_to_public, receive_draft
from giamsat.criticism.actions.files import (
    bring_file,
    forget_opinion_form,
    put_file_away,
    read_file_again,
    take_file,
)
from giamsat.criticism.actions.grouping import ask_grouping, merge_groups, split_group, word_point
from giamsat.criticism.actions.opinions import (
    accept_places,
    invite,
    judge,
    open_sender,
    place_opinions,
    revoke_invite,
    send_form,
    transcribe,
)
from giamsat.criticism.actions.sending import return_sent, send_draft, take_sent

__all__ = [
    "accept_places",
    "answer_groups",
    "ask_grouping",
    "ask_table",
    "bring_file",
    "change_answer",
    "close_to_public",
    "correct",
    "correct_answer",
    "forget_opinion_form",
    "invite",
    "judge",
    "judge_promise",
    "merge_groups",
    "open_sender",
    "open_to_public",
    "place_opinions",
    "publish_answers",
    "put_file_away",
    "read_file_again",
    "receive_draft",
    "return_sent",
    "revoke_invite",
    "send_draft",
    "send_form",
    "split_group",
    "take_file",
    "take_sent",
    "transcribe",
    "word_point",
]
