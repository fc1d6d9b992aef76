"""Tables of criticism."""

from giamsat.criticism.models.answers import CriticismExport, DrafterAnswer, OpinionGroup
from giamsat.criticism.models.drafts import DraftProvision, DraftVersion
from giamsat.criticism.models.opinions import (
    DraftOpinion,
    OpinionFile,
    OpinionInvite,
    OpinionSender,
)

__all__ = [
    "CriticismExport",
    "DraftOpinion",
    "DraftProvision",
    "DraftVersion",
    "DrafterAnswer",
    "OpinionFile",
    "OpinionGroup",
    "OpinionInvite",
    "OpinionSender",
]
