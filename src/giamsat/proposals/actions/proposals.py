"""Correct, add, send and withdraw proposals."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from giamsat.audit.moving import move, move_all
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import EditedTwice, check_reason
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.recognising import Register, ask_about
from giamsat.proposals import access, engine
from giamsat.proposals.corrections import FIELD_OF
from giamsat.proposals.deciding import planned
from giamsat.proposals.matching import SAID, note_by_hand, said
from giamsat.proposals.models import Programme, Proposal, RowProblem, Workbook
from giamsat.proposals.states import PROPOSAL_MOVES, ProposalState

_SHORTEST_RETURN = 10  # letters: what to correct is often short


class NothingToSend(Refusal):
    """No row is ready."""

    code = "NOTHING_TO_SEND"
    vi = "Không còn dòng nào gửi được: các dòng đã gửi, hoặc còn chỗ cần sửa."
    en = "No row is ready: all were sent, or wait for corrections."


class AlreadyPlanned(Refusal):
    """What the organisations agree upon is not taken from under them."""

    code = "ALREADY_PLANNED"
    vi = (
        "Chưa trả lại được: {code} {why}. Sửa ngay trên cuộc trong phương án, hoặc rút đề xuất "
        "kèm lý do."
    )
    en = (
        "Not returned: {code} {why}. Change the activity in the variant, or withdraw the proposal "
        "for a reason."
    )


class OrganisationGone(Refusal):
    """An organisation that no longer exists."""

    code = "ORGANISATION_GONE"
    vi = "{who} đã thôi hoạt động từ sau {day} nên không gửi thêm đề xuất. Tổ chức kế tục gửi thay."
    en = "{who} ceased to exist after {day} and sends no more proposals; its successor does."


@db.transaction
def correct(
    *, actor: Actor, proposal: Proposal, version: int, values: dict[str, Any], now: datetime
) -> None:
    """Write corrected fields and settle the problems they put right. Raises EditedTwice."""
    access.require(access.may_edit(actor, proposal))
    taken = Proposal.objects.filter(id=proposal.id, version=version).update(
        version=F("version") + 1
    )
    if not taken:
        raise edited_twice(proposal)
    before = {name: said(proposal, name) for name in SAID}
    _write(actor, proposal, values, now)
    note_by_hand(proposal, before)
    proposal.version = version + 1
    put_right = [code for code, field in FIELD_OF.items() if field in values]
    open_problems = proposal.problems.filter(settled_at=None)
    open_problems.filter(code__in=put_right).update(
        settled_at=now, settled_by_name=actor.name, settled_how="corrected"
    )
    proposal.problem_count = open_problems.filter(code__in=FIELD_OF).count()
    proposal.save()
    record(
        actor,
        "proposal.corrected",
        proposal,
        at=now,
        organisation_id=proposal.organisation_id,
        fields=sorted(values),
    )
    if proposal.state == ProposalState.SENT:
        queue.ask_again(actor, "overlaps", proposal.programme_id, now=now)


def edited_twice(proposal: Proposal) -> EditedTwice:
    """Who saved first, and when."""
    other = Proposal.objects.get(id=proposal.id)
    return EditedTwice.by(other.edited_by_name, other.edited_at)


@db.transaction_required
def _write(actor: Actor, proposal: Proposal, values: dict[str, Any], now: datetime) -> None:
    for name, value in values.items():
        setattr(proposal, name, value)
    if values.keys() & {"supervised_units", "partners"}:
        register = Register()
        engine.name_bodies(proposal, register)
        ask_about(register, seen_in=proposal.code, now=now)
    proposal.edited_at, proposal.edited_by_name = now, actor.name
    engine.sum_up(proposal)


@db.transaction
def add_proposal(
    *,
    actor: Actor,
    programme: Programme,
    organisation: Organisation,
    values: dict[str, Any],
    problem: RowProblem | None = None,
    now: datetime,
) -> Proposal:
    """A proposal typed by hand; with ``problem`` it is the row that could not be read."""
    access.require(access.may_bring(actor, organisation.id))
    if organisation.valid_to and organisation.valid_to < timezone.localtime(now).date():
        gone = organisation.valid_to
        raise OrganisationGone(who=organisation.name, day=gone)
    db.lock(programme)
    proposal = Proposal(
        programme=programme, organisation=organisation, code=_next_code(programme, organisation)
    )
    if problem:
        proposal.workbook, proposal.sheet = problem.workbook, problem.sheet
        proposal.excel_row = problem.excel_row
    _write(actor, proposal, {"kind": Proposal.Kind.SUPERVISION} | values, now)
    proposal.save()
    if problem:
        _settle(actor, problem, "added", now)
        _note_lacking(proposal, problem)
    record(actor, "proposal.added", proposal, at=now, organisation_id=organisation.id)
    return proposal


def _note_lacking(proposal: Proposal, problem: RowProblem) -> None:
    """What the row that was typed in lacks still is a problem of that row."""
    lacking = [
        code
        for code, field in (("TIME_MISSING", "time_text"), ("UNIT_MISSING", "supervised_units"))
        if not getattr(proposal, field)
    ]
    RowProblem.objects.bulk_create(
        RowProblem(
            workbook=problem.workbook,
            proposal=proposal,
            sheet=problem.sheet,
            excel_row=problem.excel_row,
            code=code,
            row_text=problem.row_text,
        )
        for code in lacking
    )
    Proposal.objects.filter(id=proposal.id).update(problem_count=len(lacking))


def _next_code(programme: Programme, organisation: Organisation) -> str:
    codes = Proposal.objects.filter(programme=programme, code__startswith=f"{organisation.code}-")
    last = max(
        (int(code.rpartition("-")[2]) for code in codes.values_list("code", flat=True)), default=0
    )
    return f"{organisation.code}-{last + 1:02d}"


@db.transaction
def set_aside(*, actor: Actor, problem: RowProblem, now: datetime) -> None:
    """Say that a row which gave no proposal is none."""
    organisation_id = problem.workbook.organisation_id
    access.require(
        access.may_bring(actor, organisation_id)
        if organisation_id
        else access.may_add_outside_plan(actor)
    )
    _settle(actor, problem, "set_aside", now)
    record(
        actor,
        "problem.settled",
        problem.workbook,
        at=now,
        organisation_id=organisation_id,
        row=problem.excel_row,
    )


@db.transaction_required
def _settle(actor: Actor, problem: RowProblem, how: str, now: datetime) -> None:
    RowProblem.objects.filter(id=problem.id, settled_at=None).update(
        settled_at=now, settled_by_name=actor.name, settled_how=how
    )


@db.transaction
def send(*, actor: Actor, workbooks: list[Workbook], now: datetime) -> int:
    """Send every row that is ready; returns how many. Raises NothingToSend."""
    for workbook in workbooks:
        access.require(access.may_bring(actor, workbook.organisation_id))
    count = 0
    for workbook in workbooks:
        count += move_all(
            Proposal.objects.filter(workbook=workbook, problem_count=0, is_outside=False),
            ProposalState.SENT,
            "proposal.sent",
            actor=actor,
            now=now,
            subject=workbook,
            organisation_id=workbook.organisation_id,
            sent_at=now,
            returned_why="",
        )
    if not count:
        raise NothingToSend
    queue.ask_again(actor, "overlaps", workbooks[0].programme_id, now=now)
    return count


@db.transaction
def send_one(*, actor: Actor, proposal: Proposal, now: datetime) -> None:
    """Send one proposal. Raises NothingToSend or Changed."""
    access.require(access.may_edit(actor, proposal))
    if proposal.problem_count or not PROPOSAL_MOVES.may(proposal, "proposal.sent"):
        raise NothingToSend
    move(
        proposal,
        ProposalState.SENT,
        "proposal.sent",
        actor=actor,
        now=now,
        version=proposal.version,
        organisation_id=proposal.organisation_id,
        sent_at=now,
        returned_why="",
    )
    queue.ask_again(actor, "overlaps", proposal.programme_id, now=now)


@db.transaction
def withdraw(*, actor: Actor, proposal: Proposal, reason: str, now: datetime) -> None:
    """Take a proposal back, with its reason; nothing is deleted.

    Raises ReasonTooShort or Changed.
    """
    access.require(access.may_withdraw(actor, proposal))
    check_reason(reason)
    move(
        proposal,
        ProposalState.WITHDRAWN,
        "proposal.withdrawn",
        actor=actor,
        now=now,
        organisation_id=proposal.organisation_id,
        details={"reason": reason[:300]},
        withdrawn_why=reason[:300],
    )
    queue.ask_again(actor, "overlaps", proposal.programme_id, now=now)


@db.transaction
def return_to_sender(*, actor: Actor, proposal: Proposal, reason: str, now: datetime) -> None:
    """Send a proposal back to its organisation to be corrected; it has to be sent again.

    Raises ReasonTooShort, AlreadyPlanned or Changed.
    """
    access.require(access.may_return(actor, proposal))
    check_reason(reason, least=_SHORTEST_RETURN)
    why = planned(proposal.programme)
    if proposal.code in why:
        raise AlreadyPlanned(code=proposal.code, why=why[proposal.code])
    move(
        proposal,
        ProposalState.DRAFT,
        "proposal.returned",
        actor=actor,
        now=now,
        organisation_id=proposal.organisation_id,
        details={"reason": reason[:300]},
        returned_why=reason[:300],
        problem_count=1,  # it waits until somebody has corrected it
    )
    queue.ask_again(actor, "overlaps", proposal.programme_id, now=now)
