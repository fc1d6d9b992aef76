"""A proposal as its sender wrote it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class ProposalRow:
    """One proposal as its sender wrote it; ``None`` where the sheet does not say.

    Days are inclusive.
    """

    excel_row: int
    no: int | str | None
    title: str
    kind: str  # supervision or criticism
    supervised_units: list[str] = field(default_factory=list)
    form: str | None = None
    time_text: str | None = None
    period_start: date | None = None
    period_end: date | None = None
    sessions: int | None = None
    budget_vnd: int | None = None
    vulnerable_groups: list[str] = field(default_factory=list)
    lead: str | None = None
    partners: list[str] = field(default_factory=list)
    people_affected: int | None = None
    organisation: str | None = None
    note: str | None = None
    group: str | None = None
    duplicate_of: int | None = None  # Excel row of the row this one repeats
