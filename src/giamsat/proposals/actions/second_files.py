"""A file beside what its organisation sent before: how it is taken, and a wrong one taken back."""

from collections.abc import Sequence
from datetime import datetime

from giamsat.audit.moving import move
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import changed
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.proposals import access
from giamsat.proposals.deciding import decided
from giamsat.proposals.models import Programme, Proposal, Workbook
from giamsat.proposals.states import ProposalState, Way, WorkbookState
from giamsat.proposals.taking_away import take_away, was_shown

_MOST_NAMED = 5


class RowsAreDecided(Refusal):
    """Something was decided on a row that would be taken away."""

    code = "ROWS_ARE_DECIDED"
    vi = (
        "Chưa bỏ được: {codes} {why}. Sửa từng đề xuất, hoặc rút từng đề xuất kèm lý do; nếu "
        "đang nhận tệp mới thì chọn Sửa hoặc Bổ sung."
    )
    en = (
        "Not taken away: {codes} {why}. Correct or withdraw each proposal for a reason; a new "
        "file can still correct or add."
    )


def check_undecided(programme: Programme, rows: Sequence[Proposal]) -> None:
    """Nothing that was decided on leaves with a file. Raises RowsAreDecided."""
    why = decided(programme)
    held = [one.code for one in rows if one.code in why]
    if held:
        named = ", ".join(held[:_MOST_NAMED]) + ("…" if len(held) > _MOST_NAMED else "")
        raise RowsAreDecided(codes=named, why=why[held[0]])


def _rows_that_may_leave(workbook: Workbook, reason: str) -> list[Proposal]:
    """The rows of a file, if it may be taken back for this reason."""
    rows = list(workbook.proposals.exclude(state=ProposalState.WITHDRAWN).order_by("id"))
    check_undecided(workbook.programme, rows)
    if any(was_shown(row) and not row.is_outside for row in rows):
        check_reason(reason)
    return rows


@db.transaction
def remove_workbook(*, actor: Actor, workbook: Workbook, reason: str = "", now: datetime) -> None:
    """Take a wrong file back with its rows; what was sent is withdrawn for a reason.

    The file itself is kept for the trail. Raises RowsAreDecided, ReasonTooShort or Changed.
    """
    access.require(access.may_remove(actor, workbook))
    db.lock(workbook.programme)
    rows = _rows_that_may_leave(workbook, reason)
    workbook.problems.all().delete()
    take_away(rows, reason[:300], actor=actor, workbook=workbook, now=now)
    move(
        workbook,
        WorkbookState.REMOVED,
        "workbook.removed",
        actor=actor,
        now=now,
        organisation_id=workbook.organisation_id,
        details={"reason": reason[:300]},
        removed_why=reason[:300],
    )
    if workbook.job_id:
        queue.stop(workbook.job_id, now=now)
    if any(was_shown(one) for one in rows):
        queue.ask_again(actor, "overlaps", workbook.programme_id, now=now)


def _counted(workbook: Workbook) -> dict[str, int]:
    """How many rows a second file would add, change and take away."""
    return {name: len(workbook.comparison[name]) for name in ("added", "changed", "gone")}


@db.transaction
def choose_way(
    *,
    actor: Actor,
    workbook: Workbook,
    way: Way,
    stands: str,
    take: Sequence[int] = (),
    now: datetime,
) -> None:
    """Say how a second file is taken; ``take`` are rows where it wins over what people corrected.

    Raises RowsAreDecided or Changed.
    """
    access.require(access.may_choose_way(actor, workbook))
    db.lock(workbook.programme)
    if stands != workbook.comparison.get("stands"):
        raise changed(workbook)
    if way == Way.REPLACE:
        ids = [one["id"] for one in workbook.comparison["gone"]]
        check_undecided(workbook.programme, list(Proposal.objects.filter(id__in=ids)))
    chosen = {"take": list(take), "chosen_by": [actor.person_id, actor.name]}
    move(
        workbook,
        WorkbookState.RECEIVED,
        "workbook.way_chosen",
        actor=actor,
        now=now,
        organisation_id=workbook.organisation_id,
        details={"way": way} | _counted(workbook),
        way=way,
        comparison=workbook.comparison | chosen,
        job_id=queue.ask(actor, "workbook", workbook.id, now=now).id,
    )


@db.transaction
def compare_with(
    *, actor: Actor, workbook: Workbook, other: Workbook | None, now: datetime
) -> None:
    """Put a second file beside another one of the same organisation. Raises Changed."""
    access.require(access.may_choose_way(actor, workbook))
    move(
        workbook,
        WorkbookState.RECEIVED,
        "workbook.compared",
        actor=actor,
        now=now,
        organisation_id=workbook.organisation_id,
        aimed_at=other,
        way="",
        comparison={},
        job_id=queue.ask(actor, "workbook", workbook.id, now=now).id,
    )
