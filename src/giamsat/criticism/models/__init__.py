"""Tables of criticism."""

from giamsat.criticism.models.answers import (
    AnswerCorrection,
    CriticismExport,
    DrafterAnswer,
    OpinionGroup,
)
from giamsat.criticism.models.drafts import DraftProvision, DraftVersion
from giamsat.criticism.models.opinions import (
    DraftOpinion,
    OpinionFile,
    OpinionInvite,
    OpinionSender,
)
from giamsat.criticism.models.sent import SentDraft

__all__ = [
    "AnswerCorrection",
    "CriticismExport",
    "DraftOpinion",
    "DraftProvision",
    "DraftVersion",
    "DrafterAnswer",
    "OpinionFile",
    "OpinionGroup",
    "OpinionInvite",
    "OpinionSender",
    "SentDraft",
]
