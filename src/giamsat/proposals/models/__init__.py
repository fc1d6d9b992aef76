"""Tables of the year's material."""

from giamsat.proposals.models.commissions import Commission
from giamsat.proposals.models.year import (
    GONE_BOOKS,
    OverlapPair,
    PairDecision,
    Programme,
    Proposal,
    RowProblem,
    Workbook,
)

__all__ = [
    "GONE_BOOKS",
    "Commission",
    "OverlapPair",
    "PairDecision",
    "Programme",
    "Proposal",
    "RowProblem",
    "Workbook",
]
