"""Tables of carrying out."""

from giamsat.supervision.models.boards import Board, BoardMember
from giamsat.supervision.models.cases import Case, CaseStep, CaseUnit, EarlierReport
from giamsat.supervision.models.delegation import Member, WorkSession
from giamsat.supervision.models.findings import Evidence, FieldNote, Finding

__all__ = [
    "Board",
    "BoardMember",
    "Case",
    "CaseStep",
    "CaseUnit",
    "EarlierReport",
    "Evidence",
    "FieldNote",
    "Finding",
    "Member",
    "WorkSession",
]
