"""Untidy workbooks in, proposals and findings out.

Public face: ``read_files``, ``read_workbook``.
"""

from civickit.worksheets.findings import SheetProblem
from civickit.worksheets.forms import BadMapping, TaughtForm, form_from
from civickit.worksheets.periods import ALL_YEAR, PlannedTime, parse_period
from civickit.worksheets.proposals import ProposalRow
from civickit.worksheets.reading import SheetReading, read_files, read_workbook
from civickit.worksheets.understanding import mapping_of

__all__ = [
    "ALL_YEAR",
    "BadMapping",
    "PlannedTime",
    "ProposalRow",
    "SheetProblem",
    "SheetReading",
    "TaughtForm",
    "form_from",
    "mapping_of",
    "parse_period",
    "read_files",
    "read_workbook",
]
