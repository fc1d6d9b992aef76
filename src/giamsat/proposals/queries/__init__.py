"""What the pages of the material need; a fixed number of queries each."""

from giamsat.proposals.queries.lists import (
    Counts,
    InFile,
    counts,
    find_pairs,
    find_proposals,
    in_files,
    open_problems,
    pair_after,
    pair_counts,
    pairs_beside,
    pairs_of,
    proposal_ids,
    proposals_coded,
    remarks,
    workbooks,
)
from giamsat.proposals.queries.orders import (
    answering_proposals,
    by_priority,
    find_commissions,
    open_commissions,
    rules_of,
)

__all__ = [
    "Counts",
    "InFile",
    "answering_proposals",
    "by_priority",
    "counts",
    "find_commissions",
    "find_pairs",
    "find_proposals",
    "in_files",
    "open_commissions",
    "open_problems",
    "pair_after",
    "pair_counts",
    "pairs_beside",
    "pairs_of",
    "proposal_ids",
    "proposals_coded",
    "remarks",
    "rules_of",
    "workbooks",
]
