"""A file read again another way: its rows keep their proposals, and those what people corrected."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from civickit.worksheets import SheetProblem
from civickit.worksheets.findings import problem
from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import type_of
from giamsat.proposals import engine
from giamsat.proposals.corrections import BLOCKING, FIELD_OF
from giamsat.proposals.models import Proposal, Workbook
from giamsat.proposals.states import ProposalState

Place = tuple[str, int]
_TYPED = ("title", "kind", "supervised_units", "named_bodies", "time_text", "note")
_WITH = {"supervised_units": ("named_bodies",), "time_text": ("period_start", "period_end")}
_SHOWN = 80  # letters of what is kept


class Rereading:
    """The proposals that this very file gave before, by their row, and what was changed in them."""

    def __init__(self, workbook: Workbook, old: Iterable[Proposal]) -> None:
        own = [proposal for proposal in old if proposal.workbook_id == workbook.id]
        self._by_place = {(row.sheet, row.excel_row or 0): row for row in own}
        self._corrected = _corrected(own)
        self.notes: dict[Place, list[SheetProblem]] = {}
        self._gone: list[str] = []

    def before(self, sheet: str, row: int) -> Proposal | None:
        """The proposal that this row was."""
        return self._by_place.get((sheet[:100], row))

    def is_own(self, proposal: Proposal) -> bool:
        """Whether this very file gave it before."""
        return self.before(proposal.sheet, proposal.excel_row or 0) is proposal

    def hold(self, proposal: Proposal) -> dict[str, Any]:
        """What a person wrote into a proposal; all of it where no row was read."""
        if not proposal.read_as and proposal.excel_row:
            return {name: value for name in _TYPED if (value := getattr(proposal, name))}
        names = self._corrected.get(proposal.id, set())
        names = names.union(*(_WITH.get(name, ()) for name in names))
        return {name: getattr(proposal, name) for name in names}

    def restore(self, proposal: Proposal, held: Mapping[str, Any], row: Any) -> None:
        """Put it back over what the row says now, and note what the row says otherwise."""
        if not held:
            return
        notes = list(_otherwise(proposal, held))
        for name, value in held.items():
            setattr(proposal, name, value)
        self.notes[row.sheet, row.row.excel_row] = notes
        row.problems = [gap for gap in row.problems if FIELD_OF.get(gap.code) not in held]
        proposal.problem_count = sum(gap.code in BLOCKING for gap in row.problems)
        engine.sum_up(proposal)

    def leaves(self, proposal: Proposal) -> bool:
        """Whether a proposal that no row is any more is withdrawn; one that was typed stays."""
        if not self.is_own(proposal):
            return True
        if not proposal.read_as:
            return False
        if proposal.state != ProposalState.WITHDRAWN:
            self._gone.append(proposal.code)
        return True

    def remarks(self) -> list[SheetProblem]:
        """What is said of the whole file."""
        gone = ", ".join(sorted(self._gone))
        return [problem("GONE_BY_READING", found=gone)] if gone else []


def _otherwise(proposal: Proposal, held: Mapping[str, Any]) -> Iterator[SheetProblem]:
    """What the row says otherwise than a person wrote."""
    for name, value in held.items():
        found = getattr(proposal, name)
        if found != value and name in _TYPED and name != "named_bodies":
            yield problem(
                "KEPT_BY_HAND", proposal.excel_row, kept=_shown(value), found=_shown(found)
            )


def _corrected(proposals: Iterable[Proposal]) -> dict[int, set[str]]:
    """The fields that people corrected, as the trail tells."""
    ids = [str(proposal.id) for proposal in proposals]
    lines = AuditEntry.objects.filter(
        verb="proposal.corrected", subject_type=type_of(Proposal()), subject_id__in=ids
    )
    found: dict[int, set[str]] = {}
    for subject, details in lines.values_list("subject_id", "details"):
        found.setdefault(int(subject), set()).update(details.get("fields", ()))
    return found


def _shown(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return text[:_SHOWN]
