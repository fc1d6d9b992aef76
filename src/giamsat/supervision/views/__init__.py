"""Pages of cases."""

from giamsat.supervision.views.boards import board, boards
from giamsat.supervision.views.case import case, case_paper, case_paper_file
from giamsat.supervision.views.delegation import delegation
from giamsat.supervision.views.dossier import dossier, evidence_file, field, take_field
from giamsat.supervision.views.lists import cases, open_case
from giamsat.supervision.views.reports import (
    case_report,
    case_reports,
    earlier_report_file,
    report_file,
)

__all__ = [
    "board",
    "boards",
    "case",
    "case_paper",
    "case_paper_file",
    "case_report",
    "case_reports",
    "cases",
    "delegation",
    "dossier",
    "earlier_report_file",
    "evidence_file",
    "field",
    "open_case",
    "report_file",
    "take_field",
]
