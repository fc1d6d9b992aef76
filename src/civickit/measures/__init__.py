"""Target definitions and facts → readings with the evidence behind them.

Definitions in words and from plain data.
"""

from civickit.measures.definition import (
    Aggregate,
    Comparison,
    CountedKind,
    Counting,
    Measure,
    SizeStep,
    Subjects,
    Target,
    Vocabulary,
    plain,
)
from civickit.measures.faults import Fault
from civickit.measures.frames import (
    ALWAYS,
    MOST_TAGS,
    FactFrame,
    Needed,
    PassingRow,
    Row,
    TooManyTags,
    UnitFrame,
    fact_frame,
    needed,
    unit_frame,
)
from civickit.measures.judging import GroupOutcomes, Reason, Status
from civickit.measures.parsing import check_together, read_target
from civickit.measures.periods import Period, Term, Window, back, window_of, written
from civickit.measures.reading import Reading, read, read_targets
from civickit.measures.sentences import sentence, subjects_in_words

__all__ = [
    "ALWAYS",
    "MOST_TAGS",
    "Aggregate",
    "Comparison",
    "CountedKind",
    "Counting",
    "FactFrame",
    "Fault",
    "GroupOutcomes",
    "Measure",
    "Needed",
    "PassingRow",
    "Period",
    "Reading",
    "Reason",
    "Row",
    "SizeStep",
    "Status",
    "Subjects",
    "Target",
    "Term",
    "TooManyTags",
    "UnitFrame",
    "Vocabulary",
    "Window",
    "back",
    "check_together",
    "fact_frame",
    "needed",
    "plain",
    "read",
    "read_target",
    "read_targets",
    "sentence",
    "subjects_in_words",
    "unit_frame",
    "window_of",
    "written",
]
