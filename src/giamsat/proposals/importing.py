"""The job that reads one workbook into proposals: all of it in one transaction, or nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.worksheets import SheetProblem, SheetReading, read_workbook
from giamsat.audit.recording import record
from giamsat.files.storing import content_of
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.organisations.actors import SYSTEM
from giamsat.organisations.models import Organisation
from giamsat.organisations.naming import kind_read_as, members_of
from giamsat.organisations.recognising import Register, ask_about
from giamsat.proposals import engine
from giamsat.proposals.door import PROPOSALS, owner
from giamsat.proposals.matching import FileRow
from giamsat.proposals.merging import BY_READING, Merging
from giamsat.proposals.models import Proposal, RowProblem, Workbook
from giamsat.proposals.states import WORKBOOK_MOVES, WorkbookState
from giamsat.sheets.keeping import (
    as_forms,
    forms_to_read_with,
    keep_understanding,
    known_forms,
    owner_of,
    remember,
    understanding_of,
)
from giamsat.sheets.models import KnownForm, Understanding

_BATCH = 1000


class NotAWorkbook(Refusal):
    """The stored content is gone."""

    code = "NOT_A_WORKBOOK"
    vi = "Không tìm thấy nội dung tệp đã lưu. Hãy tải tệp lên lần nữa."
    en = "The stored content of the file is missing. Bring the file again."


def read_in(handle: Handle) -> None:
    """Read the job's workbook.

    What it cannot read it keeps as findings; the job itself still succeeds.
    """
    workbook = Workbook.objects.select_related("programme", "organisation").get(
        id=handle.job.subject_id
    )
    if workbook.state != WorkbookState.RECEIVED:
        return  # taken back meanwhile; or read before, by a worker that died at its last word
    handle.step("workbook-reading")
    try:
        content = content_of(workbook.sha256)
    except FileNotFoundError as error:
        raise NotAWorkbook from error
    understanding = understanding_of(PROPOSALS, workbook.id)
    senders = {body.kind: body for body in members_of(workbook.programme.front_id)}
    known = known_forms(PROPOSALS, _owners(workbook, senders.values()))
    forms = as_forms(forms_to_read_with(known, understanding))
    readings = read_workbook(content, workbook.file_name, workbook.programme.year, forms)
    handle.step("workbook-checking")
    rows = list(_rows(workbook, readings, senders))
    handle.step("workbook-writing")
    with transaction.atomic():
        handle.still_held()
        db.lock(workbook.programme)  # codes are numbered on from the highest: one file at a time
        workbook.refresh_from_db(fields=["state"])
        if workbook.state == WorkbookState.RECEIVED:
            _write(workbook, readings, rows)
            _keep_understanding(workbook, understanding, readings, known)


def _owners(workbook: Workbook, members: Iterable[Organisation]) -> list[str]:
    """Whose forms the file may have: all of a programme's members while it does not say whose."""
    if whose := owner(workbook):
        return [whose]
    return [] if workbook.is_outside else [owner_of(body.id) for body in members]


@db.transaction_required
def _keep_understanding(
    workbook: Workbook,
    understanding: Understanding,
    readings: Iterable[SheetReading],
    known: Iterable[KnownForm],
) -> None:
    """What its tables were understood as; what was said of their forms is remembered from now."""
    if workbook.state == WorkbookState.READ:
        remember(understanding, owner(workbook), seen_in=workbook.file_name, now=timezone.now())
        known = known_forms(PROPOSALS, [owner(workbook)])
    views = [view for reading in readings for view in reading.tables]
    keep_understanding(understanding, views, known)


def _rows(
    workbook: Workbook, readings: Iterable[SheetReading], senders: dict[str, Organisation]
) -> Iterable[FileRow]:
    for reading in readings:
        problems: dict[int, list[SheetProblem]] = {}
        for problem in reading.problems:
            if problem.excel_row and problem.code != "DUPLICATE_ROW":
                problems.setdefault(problem.excel_row, []).append(problem)
        for row in reading.rows:
            if row.duplicate_of is None:
                sender = workbook.organisation or senders.get(
                    kind_read_as(row.organisation or reading.organisation or "")
                )
                yield FileRow(
                    reading.sheet or "",
                    row,
                    sender,
                    engine.read_as(row),
                    problems.get(row.excel_row, []),
                )


def _write(workbook: Workbook, readings: list[SheetReading], rows: list[FileRow]) -> None:
    now = timezone.now()
    RowProblem.objects.filter(workbook=workbook, settled_at=None).delete()
    trouble = _trouble(workbook, readings, rows)
    workbook.read_at, workbook.trouble = now, trouble or {}
    workbook.columns = {
        reading.sheet or "": reading.columns for reading in readings if reading.columns
    }
    if trouble:
        WORKBOOK_MOVES.put(workbook, WorkbookState.UNREADABLE, BY_READING)
    else:
        _name_sender(workbook, readings, rows)
        _merge(workbook, readings, rows, now)
    workbook.save()
    record(
        SYSTEM,
        "workbook.read",
        workbook,
        at=now,
        organisation_id=workbook.organisation_id,
        rows=len(rows),
        problems=sum(len(reading.problems) for reading in readings),
    )


def _merge(
    workbook: Workbook, readings: list[SheetReading], rows: list[FileRow], now: datetime
) -> None:
    """Into the proposals; where others of the organisation stand, a person is asked how."""
    register = Register()
    merging = Merging(workbook, register, now)
    merging.find(rows)
    if merging.asks():
        workbook.comparison, workbook.way = merging.shown(), ""
        WORKBOOK_MOVES.put(workbook, WorkbookState.WAITING, BY_READING)
        return
    merging.carry_out()
    workbook.comparison = {}
    WORKBOOK_MOVES.put(workbook, WorkbookState.READ, BY_READING)
    ask_about(register, seen_in=workbook.file_name, now=now)
    _note_problems(workbook, readings, merging)
    _note(workbook, readings[0], merging)
    aimed = Workbook.objects.filter(id=workbook.aimed_at_id or 0)
    unreadable = aimed.filter(state=WorkbookState.UNREADABLE)
    WORKBOOK_MOVES.put_all(unreadable, WorkbookState.REPLACED, BY_READING, replaced_by=workbook)
    if workbook.is_outside or merging.changed:
        queue.ask_again(SYSTEM, "overlaps", workbook.programme_id, now=now)


def _trouble(
    workbook: Workbook, readings: list[SheetReading], rows: list[FileRow]
) -> dict[str, Any] | None:
    """Why the file as a whole gives nothing, as code and facts; None when it gives something."""
    years = {year for reading in readings if reading.rows for year in reading.years}
    if years and workbook.programme.year not in years and not workbook.is_outside:
        return {
            "code": "OTHER_YEAR_FILE",
            "facts": {"found": max(years), "year": workbook.programme.year},
        }
    if rows and (workbook.is_outside or all(one.organisation for one in rows)):
        return None
    if rows:
        return {"code": "UNKNOWN_ORGANISATION", "facts": {}}
    error = next((reading.error for reading in readings if reading.error), None)
    return (
        {"code": error.code, "facts": dict(error.facts)}
        if error
        else {"code": "EMPTY", "facts": {}}
    )


def _name_sender(workbook: Workbook, readings: list[SheetReading], rows: list[FileRow]) -> None:
    """Whose file it is, as it says itself where nobody said it."""
    if workbook.organisation is None and not workbook.is_outside:
        workbook.organisation = rows[0].organisation
    if workbook.is_outside and not workbook.outside_body:
        named = (reading.organisation for reading in readings if reading.organisation)
        workbook.outside_body = next(named, None) or workbook.file_name


def _note_problems(workbook: Workbook, readings: list[SheetReading], merging: Merging) -> None:
    """Keep every finding, beside its proposal where the row gave one.

    What a person has put right is not asked again, nor what was said of a row that gave none.
    """
    settled = RowProblem.objects.filter(workbook=workbook, settled_at__isnull=False)
    lost_rows = set(settled.values_list("sheet", "excel_row", "code"))
    found = []
    for reading in readings:
        for problem in reading.problems:
            place = (reading.sheet or "", problem.excel_row or 0)
            proposal = merging.by_place.get(place)
            is_lost = (place[0][:100], problem.excel_row, problem.code) in lost_rows
            is_settled = merging.is_solved(proposal, problem.code) if proposal else is_lost
            if not is_settled and place not in merging.left_out:
                found.append(_row_problem(workbook, reading, problem, proposal))
    RowProblem.objects.bulk_create(found, batch_size=_BATCH)


def _row_problem(
    workbook: Workbook, reading: SheetReading, problem: SheetProblem, proposal: Proposal | None
) -> RowProblem:
    return RowProblem(
        workbook=workbook,
        proposal=proposal,
        sheet=(reading.sheet or "")[:100],
        excel_row=problem.excel_row,
        code=problem.code,
        facts=dict(problem.facts),
        row_text=reading.row_texts.get(problem.excel_row or 0, "")[:400],
    )


def _note(workbook: Workbook, first: SheetReading, merging: Merging) -> None:
    """What a file read again another way keeps as people corrected it, and what it loses."""
    notes = [(sheet, note) for (sheet, _row), some in merging.notes.items() for note in some]
    notes += [(first.sheet or "", note) for note in merging.remarks]
    RowProblem.objects.bulk_create(
        RowProblem(
            workbook=workbook,
            sheet=sheet[:100],
            excel_row=note.excel_row,
            code=note.code,
            facts=dict(note.facts),
        )
        for sheet, note in notes
    )
