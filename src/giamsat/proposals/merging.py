"""Carries out what a file does to the proposals that are there, as its sender chose it."""

import re
from collections import Counter
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from civickit.vntext import fold
from civickit.worksheets.findings import problem
from giamsat.audit.recording import record
from giamsat.foundation.moves import by_job
from giamsat.foundation.wording import as_recorded
from giamsat.organisations.actors import Actor
from giamsat.organisations.recognising import Register
from giamsat.proposals import deciding, engine, matching
from giamsat.proposals.corrections import BLOCKING, FIELD_OF
from giamsat.proposals.matching import SAID, Effects, FileRow, Matched, told_by
from giamsat.proposals.models import Proposal, RowProblem, Workbook
from giamsat.proposals.states import (
    PROPOSAL_MOVES,
    WORKBOOK_MOVES,
    ProposalState,
    Way,
    WorkbookState,
)
from giamsat.proposals.taking_away import take_away, was_shown

if TYPE_CHECKING:
    from civickit.worksheets import SheetProblem

_BATCH = 1000
_SAME_FILE_SHARE = 0.5
_CHANGED = [
    "workbook",
    "organisation",
    "sheet",
    "excel_row",
    "no",
    *(column for columns in SAID.values() for column in columns),
    "problem_count",
    "read_as",
    "by_hand",
    "fingerprint",
    "search",
    "state",
    "version",
    "withdrawn_why",
    "edited_at",
    "edited_by_name",
    "outside_body",
]
_PLACE = ["workbook", "sheet", "excel_row", "problem_count", "state", "version", "withdrawn_why"]
BY_READING = by_job("workbook")


class Merging:
    """One file beside what its organisation sent before: asked about, then carried out."""

    def __init__(self, workbook: Workbook, register: Register, now: datetime) -> None:
        self.workbook, self.register, self.now = workbook, register, now
        self.books: list[Workbook] = []  # those it is put beside
        self.effects = Effects()
        self.is_reread = False
        self.by_place: dict[tuple[str, int], Proposal] = {}
        self.left_out: set[tuple[str, int]] = set()  # rows that change nothing
        self.solved: dict[int, set[str]] = {}  # problems a person has put right, by proposal
        # What a new reading keeps as people corrected it, by row, and what it takes away.
        self.notes: dict[tuple[str, int], list[SheetProblem]] = {}
        self.remarks: list[SheetProblem] = []
        self.new: list[Proposal] = []
        self.changed: list[Proposal] = []
        # Said again word for word: only their place in the file is new.
        self.kept: list[Proposal] = []

    def find(self, rows: list[FileRow]) -> None:
        """Put every row beside the proposal it was."""
        self.is_reread = self._was_taken()
        self.books = self._beside(rows)
        old = Proposal.objects.filter(workbook__in=[self.workbook, *self.books]).order_by("id")
        self.effects = matching.find(rows, list(old), self.register, self.workbook)

    def is_solved(self, proposal: Proposal, code: str) -> bool:
        """Whether a person has put this problem of a proposal right."""
        return code in self.solved.get(proposal.id, ())

    def asks(self) -> bool:
        """Whether a person has to say first how the file is taken.

        Also when what was shown to them stands no more.
        """
        if self.is_reread or not self.books:
            return False
        chosen = self.workbook.comparison if self.workbook.way else {}
        stands = chosen.get("stands") == matching.stands(self.effects, self.books)
        return not stands or (self.workbook.way == Way.REPLACE and bool(self._decided()))

    def _decided(self) -> set[str]:
        return {one.code for one in self.effects.gone} & deciding.decided(
            self.workbook.programme
        ).keys()

    def shown(self) -> dict[str, Any]:
        """What the file would do, to be looked at; ``anew`` when it is not what was chosen."""
        shown = matching.as_shown(self.effects, self.books, self.register)
        return shown | {"anew": bool(self.workbook.way)}

    def carry_out(self) -> None:
        """Create, update, take away."""
        asked = self.books and not self.is_reread
        way = Way(self.workbook.way) if asked else Way.REPLACE
        self.left_out = {(row.sheet, row.row.excel_row) for row in self.effects.elsewhere}
        for row in self.effects.new:
            self._create(row)
        for matched in self.effects.known:
            self._meet(matched, way)
        if way == Way.REPLACE:
            self._keep_typed()
        self._save()
        if way == Way.REPLACE:
            self._take_away()
        if asked:
            self._replace(way)

    def _was_taken(self) -> bool:
        """Whether this file was taken before, and is read again another way."""
        if self.workbook.way and not self.workbook.comparison:
            return True
        return self.workbook.proposals.exists()

    def _meet(self, matched: Matched, way: Way) -> None:
        place = (matched.row.sheet, matched.row.row.excel_row)
        leaves = way == Way.ADD or (way == Way.CORRECT and not matched.changes)
        if leaves and not matched.is_back:
            self.left_out.add(place)
            return
        if matched.is_back and self.workbook.is_outside:
            PROPOSAL_MOVES.put(matched.proposal, ProposalState.SENT, BY_READING)
        elif matched.is_back:
            PROPOSAL_MOVES.put(matched.proposal, ProposalState.DRAFT, BY_READING)
        if matched.is_back:
            matched.proposal.withdrawn_why = ""
        if matched.told is None:
            self._keep(matched.proposal, matched.row)
        else:
            self._change(matched, matched.told)
        self.by_place[place] = matched.proposal

    def _create(self, row: FileRow) -> None:
        proposal = told_by(row, self.register, self.workbook)
        if self.workbook.is_outside:
            proposal.outside_body, proposal.sent_at = self.workbook.outside_body, self.now
        proposal.edited_at, proposal.edited_by_name = self.now, self.workbook.received_by_name
        self.by_place[row.sheet, row.row.excel_row] = proposal
        self.new.append(proposal)

    def _keep(self, proposal: Proposal, row: FileRow) -> None:
        """The file says what it said: what a person corrected since stays corrected."""
        self.solved[proposal.id] = self._settled.get(proposal.id, set())
        self._place(proposal, row)
        if proposal.returned_why:  # nothing was corrected
            proposal.problem_count += 1
        self.kept.append(proposal)

    @cached_property
    def _settled(self) -> dict[int, set[str]]:
        known = [matched.proposal.id for matched in self.effects.known]
        rows = RowProblem.objects.filter(proposal__in=known, settled_at__isnull=False)
        out: dict[int, set[str]] = {}
        for proposal_id, code in rows.values_list("proposal_id", "code"):
            out.setdefault(proposal_id or 0, set()).add(code)
        return out

    def _place(self, proposal: Proposal, row: FileRow) -> None:
        """Where it stands in the file, and how much of it waits for a person."""
        proposal.workbook, proposal.sheet = self.workbook, row.sheet[:100]
        proposal.excel_row = row.row.excel_row
        solved = self.solved[proposal.id]
        proposal.problem_count = sum(
            problem.code in BLOCKING and problem.code not in solved for problem in row.problems
        )

    def _change(self, matched: Matched, newer: Proposal) -> None:
        """The file says something else; what was sent and is wrong now has to be sent again."""
        proposal = matched.proposal
        self._take(matched, newer)
        proposal.no, proposal.read_as = newer.no, newer.read_as
        settled = self._settled.get(proposal.id, set()) - BLOCKING
        by_hand = {code for code, name in FIELD_OF.items() if name in proposal.by_hand}
        self.solved[proposal.id] = settled | by_hand
        self._place(proposal, matched.row)
        proposal.edited_at, proposal.edited_by_name = self.now, self._who().name
        engine.sum_up(proposal)
        proposal.version += 1
        is_sent = proposal.state == ProposalState.SENT and not proposal.is_outside
        if proposal.problem_count and is_sent:
            PROPOSAL_MOVES.put(proposal, ProposalState.DRAFT, BY_READING)
        self.changed.append(proposal)

    def _take(self, matched: Matched, newer: Proposal) -> None:
        """What the file says otherwise; a correction by hand yields only where that was ticked."""
        proposal, taken = matched.proposal, []
        yields = proposal.id in self.workbook.comparison.get("take", ())
        by_hand, notes = matching.held_by_hand(proposal), []
        for change in matched.changes:
            if change.is_by_hand and not yields:
                by_hand[change.name] = change.after
                notes.append(matching.kept_by_hand(matched.row, change))
                continue
            by_hand.pop(change.name, None)
            taken.append(change.name)
            for column in SAID[change.name]:
                setattr(proposal, column, getattr(newer, column))
        proposal.by_hand = {
            name: value for name, value in by_hand.items() if value != matching.said(proposal, name)
        }
        if self.is_reread and notes:
            self.notes[matched.row.sheet, matched.row.row.excel_row] = notes
        if taken:
            self._record("proposal.changed_by_file", proposal, fields=taken)

    def _keep_typed(self) -> None:
        """What was typed for a row nobody could read goes along: no file takes it away."""
        for proposal in self.effects.typed:
            proposal.workbook = self.workbook
            self.solved[proposal.id] = set()
            self.kept.append(proposal)

    def _take_away(self) -> None:
        words = as_recorded(_("Không còn trong tệp")) + f" {self.workbook.file_name}"
        gone = self._leaving() if self.is_reread else self.effects.gone
        take_away(gone, words[:300], actor=self._who(), workbook=self.workbook, now=self.now)

    def _leaving(self) -> list[Proposal]:
        """What a new reading takes away: nothing others have seen, nothing decided on."""
        stays = deciding.decided(self.workbook.programme)
        gone = [
            row
            for row in self.effects.gone
            if row.code not in stays and (row.is_outside or not was_shown(row))
        ]
        if gone:
            found = ", ".join(sorted(row.code for row in gone))
            self.remarks.append(problem("GONE_BY_READING", found=found))
        return gone

    def _who(self) -> Actor:
        """Who chose how the file is taken; else who brought it."""
        person_id, name = self.workbook.comparison.get(
            "chosen_by", (self.workbook.received_by_id, self.workbook.received_by_name)
        )
        return Actor(person_id, name)

    def _record(self, verb: str, proposal: Proposal, **details: Any) -> None:
        record(
            self._who(),
            verb,
            proposal,
            at=self.now,
            organisation_id=proposal.organisation_id,
            workbook=self.workbook.file_name,
            **details,
        )

    def _save(self) -> None:
        self._number()
        Proposal.objects.bulk_create(self.new, batch_size=_BATCH)
        _upsert(self.changed, _CHANGED)
        _upsert(self.kept, _PLACE)
        moved = [row.id for row in (*self.changed, *self.kept)]
        elsewhere = RowProblem.objects.filter(proposal__in=moved, settled_at=None)
        elsewhere.exclude(workbook=self.workbook).delete()

    def _replace(self, way: Way) -> None:
        """Files whose place this one takes: all beside it, or those no row is left of."""
        self.workbook.save()
        books = Workbook.objects.filter(id__in=[book.id for book in self.books])
        if way != Way.REPLACE:
            full = Proposal.objects.exclude(state=ProposalState.WITHDRAWN).values("workbook")
            books = books.exclude(id__in=full) if way == Way.CORRECT else books.none()
        WORKBOOK_MOVES.put_all(books, WorkbookState.REPLACED, BY_READING, replaced_by=self.workbook)

    def _beside(self, rows: list[FileRow]) -> list[Workbook]:
        """What the same organisation sent before.

        The file that was named, else what looks like an earlier one, else all.
        """
        titles = {fold(row.row.title) for row in rows}
        books = self._of_sender(rows, titles)
        aimed = [book for book in books if book.id == self.workbook.aimed_at_id]
        return aimed or [book for book in books if self._is_earlier(book, titles)] or books

    def _of_sender(self, rows: list[FileRow], titles: set[str]) -> list[Workbook]:
        """Every other file of the year that stands, from the same organisation or other body."""
        standing = Workbook.objects.filter(
            programme=self.workbook.programme_id,
            is_outside=self.workbook.is_outside,
            state=Workbook.State.READ,
        ).exclude(id=self.workbook.id)
        if not self.workbook.is_outside:
            senders = {row.organisation.id for row in rows if row.organisation}
            return list(standing.filter(organisation__in=senders))
        body = fold(self.workbook.outside_body)
        return [
            book
            for book in standing
            if fold(book.outside_body) == body or self._is_earlier(book, titles)
        ]

    def _is_earlier(self, other: Workbook, titles: set[str]) -> bool:
        standing = other.proposals.exclude(state=ProposalState.WITHDRAWN)
        held = {fold(title) for title in standing.values_list("title", flat=True)}
        share = len(held & titles) / max(1, min(len(held), len(titles)))
        same_name = _stem(other.file_name) == _stem(self.workbook.file_name)
        return share >= _SAME_FILE_SHARE or (share > 0 and same_name)

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
