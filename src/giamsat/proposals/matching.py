"""Which proposal each row of a file was before, and what it says otherwise. Nothing is written."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from civickit.vntext import fold
from civickit.worksheets import ProposalRow, SheetProblem
from civickit.worksheets.findings import problem
from giamsat.organisations.models import Organisation
from giamsat.organisations.recognising import Register
from giamsat.proposals import engine
from giamsat.proposals.corrections import BLOCKING
from giamsat.proposals.models import Proposal, Workbook
from giamsat.proposals.states import ProposalState

_NOTHING: tuple[Any, ...] = ("", None, [], ["", None, None])
_SHOWN = 80  # letters of what is kept in a remark
_LIKE = 75  # alikeness of titles, of 100, from which rows with one number are one proposal
# What a row says, and the columns that hold it.
SAID: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "kind": ("kind",),
    "supervised_units": ("supervised_units", "named_bodies"),
    "time_text": ("time_text", "period_start", "period_end"),
    "form": ("form",),
    "session_count": ("session_count",),
    "budget_vnd": ("budget_vnd",),
    "vulnerable_groups": ("vulnerable_groups",),
    "people_affected": ("people_affected",),
    "lead": ("lead",),
    "partners": ("partners",),
    "note": ("note",),
}


@dataclass
class FileRow:
    """One row of the file on its way to a proposal."""

    sheet: str
    row: ProposalRow
    organisation: Organisation | None
    read_as: str
    problems: list[SheetProblem] = field(default_factory=list)


@dataclass(frozen=True)
class RowChange:
    """One thing a row says otherwise; ``is_by_hand`` when a person corrected what stands there."""

    name: str
    before: Any
    after: Any
    is_by_hand: bool


@dataclass
class Matched:
    """A row with the proposal it was; ``told`` is what it says now, None when it is the same."""

    proposal: Proposal
    row: FileRow
    told: Proposal | None
    changes: list[RowChange]

    @property
    def is_back(self) -> bool:
        """Whether it had been taken back before."""
        return self.proposal.state == ProposalState.WITHDRAWN


@dataclass
class Effects:
    """What a file would do: rows that are new, rows that are known, proposals it no longer has."""

    new: list[FileRow] = field(default_factory=list)
    known: list[Matched] = field(default_factory=list)
    gone: list[Proposal] = field(default_factory=list)
    typed: list[Proposal] = field(default_factory=list)  # by hand, for rows nobody could read
    elsewhere: list[FileRow] = field(default_factory=list)  # another file holds them

    def of(self, *, is_changed: bool) -> list[Matched]:
        """Rows whose proposals stand, those that say something else or those that do not."""
        return [one for one in self.known if not one.is_back and bool(one.changes) is is_changed]


def said(proposal: Proposal, name: str) -> Any:
    """What a proposal says of one thing, as JSON keeps it."""
    if name == "supervised_units" and proposal.named_bodies is not None:
        return [" ".join(filter(None, (a["post"], a["name"]))) for a in proposal.named_bodies]
    values = [getattr(proposal, column) for column in SAID[name] if column != "named_bodies"]
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return plain[0] if len(plain) == 1 else plain


def note_by_hand(proposal: Proposal, before: Mapping[str, Any]) -> None:
    """Keep what the file had said of everything a person has just changed.

    ``before`` is what the proposal said of each thing.
    """
    if proposal.workbook_id is None or not proposal.read_as:
        return
    kept = dict(proposal.by_hand)
    for name, value in before.items():
        now = said(proposal, name)
        if now != value:
            kept.setdefault(name, value)
        if name in kept and kept[name] == now:
            del kept[name]
    proposal.by_hand = kept


def told_by(row: FileRow, register: Register, workbook: Workbook) -> Proposal:
    """The proposal a row would make."""
    proposal = Proposal(
        programme=workbook.programme,
        workbook=workbook,
        sheet=row.sheet[:100],
        is_outside=workbook.is_outside,
        state=ProposalState.SENT if workbook.is_outside else ProposalState.DRAFT,
        read_as=row.read_as,
    )
    proposal.organisation = None if workbook.is_outside else row.organisation
    engine.take_row(proposal, row.row)
    engine.name_bodies(proposal, register)
    proposal.problem_count = sum(problem.code in BLOCKING for problem in row.problems)
    return proposal


def find(
    rows: Iterable[FileRow], old: list[Proposal], register: Register, workbook: Workbook
) -> Effects:
    """Each row beside the proposal it was.

    A file that gave some before is read again: rows of other files are left to these.
    """
    effects, left = Effects(), _Left(old, workbook)
    for row in rows:
        before = left.take(row)
        if before is None:
            effects.new.append(row)
        elif left.own and before.workbook_id != workbook.id:
            effects.elsewhere.append(row)
        elif before.read_as == row.read_as:
            effects.known.append(Matched(before, row, None, []))
        else:
            newer = told_by(row, register, workbook)
            effects.known.append(Matched(before, row, newer, _changes(before, newer)))
    for proposal in left.rest():
        if left.own and proposal.workbook_id != workbook.id:
            continue
        if proposal.state != ProposalState.WITHDRAWN:
            (effects.gone if proposal.read_as else effects.typed).append(proposal)
    return effects


def held_by_hand(proposal: Proposal) -> dict[str, Any]:
    """What a person wrote; all of it where the row could not be read."""
    if proposal.read_as:
        return dict(proposal.by_hand)
    return {name: None for name in SAID if said(proposal, name) not in _NOTHING}


def kept_by_hand(row: FileRow, change: RowChange) -> SheetProblem:
    """The remark that a correction stands beside what a new reading says."""
    kept, found = (_shortened(value) for value in (change.before, change.after))
    return problem("KEPT_BY_HAND", row.row.excel_row, kept=kept, found=found)


def _shortened(value: Any) -> str:
    text = "; ".join(map(str, filter(None, value))) if isinstance(value, list) else str(value)
    return text[:_SHOWN]


def _changes(proposal: Proposal, newer: Proposal) -> list[RowChange]:
    """What is said otherwise; where the file says what it had said, a correction stands."""
    by_hand, out = held_by_hand(proposal), []
    for name in SAID:
        before, after = said(proposal, name), said(newer, name)
        is_said_again = name in by_hand and by_hand[name] == after
        if before != after and not is_said_again:
            out.append(RowChange(name, before, after, name in by_hand))
    return out


class _Left:
    """Proposals of the earlier files that no row has claimed yet."""

    def __init__(self, old: list[Proposal], workbook: Workbook) -> None:
        own = [proposal for proposal in old if proposal.workbook_id == workbook.id]
        # What this very file gave before, by its row.
        self.own = {(proposal.sheet, proposal.excel_row or 0): proposal for proposal in own}
        self.left = {proposal.id: proposal for proposal in old}
        self._exact: dict[tuple[int | None, str], list[Proposal]] = {}
        self._title: dict[tuple[int | None, str], list[Proposal]] = {}
        self._no: dict[tuple[int | None, str, str], Proposal] = {}
        self._sort(old)

    def _sort(self, old: list[Proposal]) -> None:
        """By what a row may say of them."""
        for proposal in old:
            who = proposal.organisation_id
            self._exact.setdefault((who, proposal.read_as), []).append(proposal)
            for title in _titles(proposal):
                self._title.setdefault((who, fold(title)), []).append(proposal)
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
        if same_row := self.own.get((row.sheet[:100], row.row.excel_row)):
            yield same_row
        yield from self._exact.get((who, row.read_as), ())
        yield from self._title.get((who, title), ())
        near = self._no.get((who, row.sheet, str(row.row.no or "")))
        if near and any(fuzz.ratio(fold(one), title) >= _LIKE for one in _titles(near)):
            yield near

    def rest(self) -> list[Proposal]:
        """What the file no longer has."""
        return list(self.left.values())


def _titles(proposal: Proposal) -> set[str]:
    """As it stands, and as the file had it before a person corrected it."""
    return {proposal.title, proposal.by_hand.get("title") or proposal.title}


def as_shown(effects: Effects, books: list[Workbook], register: Register) -> dict[str, Any]:
    """What a person looks at before choosing how the file is taken, as JSON keeps it."""
    added = [_line(row, register) for row in effects.new]
    back = (row for row in effects.known if row.is_back)
    added += [_line(row.row, register) | _whose(row.proposal) for row in back]
    return {
        "books": [book.id for book in books],
        "added": added,
        "changed": list(map(_otherwise, _by_hand_first(effects.of(is_changed=True)))),
        "same": len(effects.of(is_changed=False)) + len(effects.typed),
        "gone": [_whose(one) for one in effects.gone],
        "stands": stands(effects, books),
    }


def _otherwise(row: Matched) -> dict[str, Any]:
    lacks = bool(row.told and row.told.problem_count)
    fields = [vars(change) for change in row.changes]
    return _whose(row.proposal) | {"row": row.row.row.excel_row, "lacks": lacks, "fields": fields}


def stands(effects: Effects, books: list[Workbook]) -> str:
    """A stamp of everything the comparison rests on: it differs when a row has moved since."""
    known = [one.proposal for one in effects.known]
    rows = [(one.id, one.version) for part in (known, effects.gone, effects.typed) for one in part]
    text = json.dumps([[book.id for book in books], rows])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _by_hand_first(rows: list[Matched]) -> list[Matched]:
    return sorted(rows, key=lambda one: not any(change.is_by_hand for change in one.changes))


def _line(row: FileRow, register: Register) -> dict[str, Any]:
    bodies = dict.fromkeys(register.recognise(unit).name for unit in row.row.supervised_units)
    return {
        "row": row.row.excel_row,
        "title": row.row.title,
        "units": list(bodies),
        "time": row.row.time_text or "",
    }


def _whose(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "code": proposal.code,
        "title": proposal.title,
        "state": proposal.state,
    }
