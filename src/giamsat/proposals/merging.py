"""Which proposal each row of a file was before: a file sent again updates and never doubles."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from civickit.vntext import fold
from civickit.worksheets import ProposalRow, SheetProblem
from giamsat.foundation.moves import by_job
from giamsat.organisations.models import Organisation
from giamsat.organisations.recognising import Register
from giamsat.proposals import engine
from giamsat.proposals.corrections import BLOCKING
from giamsat.proposals.models import Proposal, RowProblem, Workbook
from giamsat.proposals.rereading import Rereading
from giamsat.proposals.states import PROPOSAL_MOVES, WORKBOOK_MOVES, ProposalState, WorkbookState

_BATCH = 1000
_LIKE = 75  # alikeness of titles, of 100, from which rows with one number are one proposal
_SAME_FILE_SHARE = 0.5
_CHANGED = [
    "workbook",
    "organisation",
    "sheet",
    "excel_row",
    "no",
    "title",
    "kind",
    "supervised_units",
    "named_bodies",
    "form",
    "time_text",
    "period_start",
    "period_end",
    "session_count",
    "budget_vnd",
    "vulnerable_groups",
    "lead",
    "partners",
    "people_affected",
    "note",
    "problem_count",
    "read_as",
    "fingerprint",
    "search",
    "state",
    "version",
    "edited_at",
    "edited_by_name",
    "outside_body",
]
_PLACE = ["workbook", "sheet", "excel_row", "problem_count", "state", "version"]
BY_READING = by_job("workbook")


@dataclass
class FileRow:
    """One row of the file on its way to a proposal."""

    sheet: str
    row: ProposalRow
    organisation: Organisation | None
    read_as: str
    problems: list[SheetProblem] = field(default_factory=list)


class Merging:
    """Finds for each row the proposal it was: a file sent again updates and never doubles."""

    def __init__(self, workbook: Workbook, register: Register, now: Any) -> None:
        self.workbook, self.register, self.now = workbook, register, now
        self.by_place: dict[tuple[str, int], Proposal] = {}
        self.new: list[Proposal] = []
        self.changed: list[Proposal] = []
        # Said again word for word: only their place in the file is new.
        self.kept: list[Proposal] = []
        self.rereading = Rereading(workbook, ())

    def merge(self, rows: list[FileRow]) -> None:
        """Create, update and withdraw."""
        earlier = self._earlier(rows)
        old = list(Proposal.objects.filter(workbook__in=earlier)) if earlier else []
        settled = self._settled(old)
        self.rereading = Rereading(self.workbook, old)
        left = _Left(old, self.rereading)
        for row in rows:
            before = left.take(row)
            proposal = self._update(before, row, settled) if before else self._create(row)
            self.by_place[row.sheet, row.row.excel_row] = proposal
        self._withdraw([gone for gone in left.rest() if self.rereading.leaves(gone)])
        self._save()
        if earlier:
            self._replace(earlier)

    def _save(self) -> None:
        self._number()
        Proposal.objects.bulk_create(self.new, batch_size=_BATCH)
        _upsert(self.changed, _CHANGED)
        _upsert(self.kept, _PLACE)

    def _replace(self, earlier: list[Workbook]) -> None:
        """The file stands in their place from now on."""
        self.workbook.save()
        others = Workbook.objects.filter(id__in=[book.id for book in earlier])
        WORKBOOK_MOVES.put_all(
            others.exclude(id=self.workbook.id),
            WorkbookState.REPLACED,
            BY_READING,
            replaced_by=self.workbook,
        )

    def _earlier(self, rows: list[FileRow]) -> list[Workbook]:
        """Files this one replaces: the same name, or mostly the same rows."""
        others = Workbook.objects.filter(
            programme=self.workbook.programme_id,
            is_outside=self.workbook.is_outside,
            state=Workbook.State.READ,
        )
        if not self.workbook.is_outside:
            others = others.filter(organisation=rows[0].organisation)
        titles = {fold(row.row.title) for row in rows}
        others = others.exclude(id=self.workbook.id)
        return [self.workbook, *(book for book in others if self._is_earlier(book, titles))]

    def _is_earlier(self, other: Workbook, titles: set[str]) -> bool:
        standing = other.proposals.exclude(state=ProposalState.WITHDRAWN)
        held = {fold(title) for title in standing.values_list("title", flat=True)}
        share = len(held & titles) / max(1, min(len(held), len(titles)))
        same_name = _stem(other.file_name) == _stem(self.workbook.file_name)
        return share >= _SAME_FILE_SHARE or (share > 0 and same_name)

    def _settled(self, old: list[Proposal]) -> dict[int, dict[str, RowProblem]]:
        rows = RowProblem.objects.filter(
            proposal__in=[one.id for one in old], settled_at__isnull=False
        )
        out: dict[int, dict[str, RowProblem]] = {}
        for problem in rows:
            out.setdefault(problem.proposal_id or 0, {})[problem.code] = problem
        return out

    def _create(self, row: FileRow) -> Proposal:
        proposal = Proposal(
            programme=self.workbook.programme,
            is_outside=self.workbook.is_outside,
            state=ProposalState.SENT if self.workbook.is_outside else ProposalState.DRAFT,
            outside_body=self.workbook.outside_body if self.workbook.is_outside else "",
        )
        if self.workbook.is_outside:
            proposal.sent_at = self.now
        self._take(proposal, row)
        self.new.append(proposal)
        return proposal

    def _update(
        self, proposal: Proposal, row: FileRow, settled: dict[int, dict[str, RowProblem]]
    ) -> Proposal:
        if proposal.state == ProposalState.WITHDRAWN and self.workbook.is_outside:
            PROPOSAL_MOVES.put(proposal, ProposalState.SENT, BY_READING)
        elif proposal.state == ProposalState.WITHDRAWN:
            PROPOSAL_MOVES.put(proposal, ProposalState.DRAFT, BY_READING)
        if proposal.read_as == row.read_as:
            self._keep(proposal, row, settled.get(proposal.id, {}))
        else:
            self._change(proposal, row)
        return proposal

    def _keep(self, proposal: Proposal, row: FileRow, solved: dict[str, RowProblem]) -> None:
        """The file says what it said: what a person corrected since stays corrected."""
        proposal.workbook, proposal.sheet = self.workbook, row.sheet
        proposal.excel_row = row.row.excel_row
        row.problems = [problem for problem in row.problems if problem.code not in solved]
        proposal.problem_count = sum(problem.code in BLOCKING for problem in row.problems)
        self.kept.append(proposal)

    def _change(self, proposal: Proposal, row: FileRow) -> None:
        """The file says something else; what was sent and is wrong now has to be sent again."""
        held = self.rereading.hold(proposal) if self.rereading.is_own(proposal) else {}
        self._take(proposal, row)
        self.rereading.restore(proposal, held, row)
        proposal.version += 1
        is_sent = proposal.state == ProposalState.SENT and not proposal.is_outside
        if proposal.problem_count and is_sent:
            PROPOSAL_MOVES.put(proposal, ProposalState.DRAFT, BY_READING)
        self.changed.append(proposal)

    def _take(self, proposal: Proposal, row: FileRow) -> None:
        engine.take_row(proposal, row.row)
        engine.name_bodies(proposal, self.register)
        proposal.workbook, proposal.sheet, proposal.read_as = (
            self.workbook,
            row.sheet[:100],
            row.read_as,
        )
        proposal.organisation = None if self.workbook.is_outside else row.organisation
        proposal.problem_count = sum(problem.code in BLOCKING for problem in row.problems)
        proposal.edited_at, proposal.edited_by_name = self.now, self.workbook.received_by_name
        engine.sum_up(proposal)

    def _withdraw(self, rest: list[Proposal]) -> None:
        for proposal in rest:
            if proposal.state != ProposalState.WITHDRAWN:
                PROPOSAL_MOVES.put(proposal, ProposalState.WITHDRAWN, BY_READING)
                self.changed.append(proposal)

    def _number(self) -> None:
        """Codes like LHPN-03, going on from the highest there is."""
        codes = Proposal.objects.filter(programme=self.workbook.programme_id).values_list(
            "code", flat=True
        )
        last: Counter[str] = Counter()
        for code in codes:
            head, _, tail = code.rpartition("-")
            last[head] = max(last[head], int(tail) if tail.isdigit() else 0)
        for proposal in self.new:
            head = (
                "CQK"
                if proposal.is_outside or not proposal.organisation
                else proposal.organisation.code
            )
            last[head] += 1
            proposal.code = f"{head}-{last[head]:02d}"
            engine.sum_up(proposal)


def _upsert(rows: list[Proposal], fields: list[str]) -> None:
    """Write some fields of many rows as one insert a batch.

    ``bulk_update`` takes ten times as long.
    """
    Proposal.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=_BATCH
    )


def _stem(name: str) -> str:
    """A file's name without its ending and without what copying adds.

    "De xuat (2).xlsx" is "de xuat".
    """
    return re.sub(
        r"[\s_-]*(\(\d+\)|copy|ban sao|v\d+|lan \d+|sua)\s*$", "", fold(name.rsplit(".", 1)[0])
    ).strip()


class _Left:
    """Proposals of the earlier file that no row has claimed yet."""

    def __init__(self, old: list[Proposal], rereading: Rereading) -> None:
        self._rereading = rereading
        self.left = {proposal.id: proposal for proposal in old}
        self._exact: dict[tuple[int | None, str], list[Proposal]] = {}
        self._title: dict[tuple[int | None, str], list[Proposal]] = {}
        self._no: dict[tuple[int | None, str, str], Proposal] = {}
        for proposal in old:
            who = proposal.organisation_id
            self._exact.setdefault((who, proposal.read_as), []).append(proposal)
            self._title.setdefault((who, fold(proposal.title)), []).append(proposal)
            if proposal.no:
                self._no[who, proposal.sheet, proposal.no] = proposal

    def take(self, row: FileRow) -> Proposal | None:
        """The proposal a row was.

        The same row of this very file, else the same words, else the same title, else the same
        number and much the same title.
        """
        for proposal in self._candidates(row):
            if proposal.id in self.left:
                return self.left.pop(proposal.id)
        return None

    def _candidates(self, row: FileRow) -> Iterator[Proposal]:
        who, title = row.organisation.id if row.organisation else None, fold(row.row.title)
        if same_row := self._rereading.before(row.sheet, row.row.excel_row):
            yield same_row
        yield from self._exact.get((who, row.read_as), ())
        yield from self._title.get((who, title), ())
        near = self._no.get((who, row.sheet, str(row.row.no or "")))
        if near and fuzz.ratio(fold(near.title), title) >= _LIKE:
            yield near

    def rest(self) -> list[Proposal]:
        """What the file no longer has."""
        return list(self.left.values())
