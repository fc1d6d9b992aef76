"""Drafts of legal texts.

A tree with stable addresses, references, the difference of two versions, anchors in words.
"""

from civickit.legaltext.anchors import Anchor, Anchors, AnchorStatus
from civickit.legaltext.citing import cited, path_of
from civickit.legaltext.comparing import Change, ChangeType, compare
from civickit.legaltext.findings import Problem, UnreadableDraft
from civickit.legaltext.heads import Kind
from civickit.legaltext.lines import Line
from civickit.legaltext.reading import read_draft, read_lines
from civickit.legaltext.references import Reference, find_references
from civickit.legaltext.tree import Draft, Provision

__all__ = [
    "Anchor",
    "AnchorStatus",
    "Anchors",
    "Change",
    "ChangeType",
    "Draft",
    "Kind",
    "Line",
    "Problem",
    "Provision",
    "Reference",
    "UnreadableDraft",
    "cited",
    "compare",
    "find_references",
    "path_of",
    "read_draft",
    "read_lines",
]
