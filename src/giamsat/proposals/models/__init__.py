"""Tables of the year's material."""

from giamsat.proposals.models.commissions import Commission
from giamsat.proposals.models.year import (
    OverlapPair,
    PairDecision,
    Programme,
    Proposal,
    RowProblem,
    Workbook,
)

__all__ = [
    "Commission",
    "OverlapPair",
    "PairDecision",
    "Programme",
    "Proposal",
    "RowProblem",
    "Workbook",
]
