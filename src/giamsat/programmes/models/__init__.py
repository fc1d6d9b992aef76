"""Tables of the yearly programme: the year's material, commissions, and what a programme passes until it is in force."""

from giamsat.programmes.models.agreement import (
    Activity,
    ActivityUnit,
    BodyNotice,
    Conclusion,
    Edition,
    OpinionPoint,
    Position,
    Round,
)
from giamsat.programmes.models.commissions import Commission
from giamsat.programmes.models.year import (
    OverlapPair,
    PairDecision,
    Programme,
    Proposal,
    RowProblem,
    Variant,
    Workbook,
)

__all__ = [
    "Activity",
    "ActivityUnit",
    "BodyNotice",
    "Commission",
    "Conclusion",
    "Edition",
    "OpinionPoint",
    "OverlapPair",
    "PairDecision",
    "Position",
    "Programme",
    "Proposal",
    "Round",
    "RowProblem",
    "Variant",
    "Workbook",
]
