"""Dated law and agreed figures as data: deadlines, swapped days, minimums of a programme."""

from giamsat.rulebooks.agreement import AgreementRules, LeadGround, agreement_rules
from giamsat.rulebooks.reading import (
    DeadlineVersion,
    ProgrammeRules,
    UnknownRule,
    UnknownRulebook,
    deadline_versions,
    find_deadline_rule,
    load_programme_rules,
    official_swaps,
    programme_codes,
)

__all__ = [
    "AgreementRules",
    "DeadlineVersion",
    "LeadGround",
    "ProgrammeRules",
    "UnknownRule",
    "UnknownRulebook",
    "agreement_rules",
    "deadline_versions",
    "find_deadline_rule",
    "load_programme_rules",
    "official_swaps",
    "programme_codes",
]
