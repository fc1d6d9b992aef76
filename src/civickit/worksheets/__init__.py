"""Untidy workbooks in, proposals and findings out.

Public face: ``read_files``, ``read_workbook``.
"""

from civickit.worksheets.findings import Problem
from civickit.worksheets.periods import ALL_YEAR, Period, parse_period
from civickit.worksheets.proposals import ProposalRow
from civickit.worksheets.reading import SheetReading, read_files, read_workbook

__all__ = [
    "ALL_YEAR",
    "Period",
    "Problem",
    "ProposalRow",
    "SheetReading",
    "parse_period",
    "read_files",
    "read_workbook",
]
