"""Boards at the commune: set up, members the law allows, dissolved."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import as_recorded, check_reason, with_facts
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.supervision import access
from giamsat.supervision.facts import board_rules
from giamsat.supervision.models import Board, BoardMember
from giamsat.supervision.states import BoardKind, BoardRole, StandsFor

_RELATIVE = _(
    "là người thân của người quyết định, sở hữu, thi công, tư vấn hoặc quản lý dự án ({owner})"
)


class BoardIsThere(Refusal):
    """One board a project, one inspection board a commune."""

    code = "BOARD_IS_THERE"
    vi = "Đã có {name}. Mỗi dự án có một Ban, mỗi xã có một Ban Thanh tra nhân dân; dùng Ban đã có."
    en = (
        "{name} is there already: one board a project, one inspection board a commune. Use that "
        "one."
    )


class ProjectMissing(Refusal):
    """An investment board without its project."""

    code = "PROJECT_MISSING"
    vi = "Ghi tên dự án và chủ đầu tư: Ban Giám sát đầu tư của cộng đồng lập cho từng dự án."
    en = "Name the project and its owner: an investment board is set up for one project."


class MayNotBeMember(Refusal):
    """Somebody the law keeps out."""

    code = "MAY_NOT_BE_MEMBER"
    vi = "{who} không tham gia Ban được: {why} ({source}). Chọn người khác."
    en = "{who} may not be a member: {why} ({source}). Choose somebody else."


@db.transaction
def make_board(
    *,
    actor: Actor,
    kind: BoardKind,
    front: Organisation,
    project: str,
    project_owner: str,
    term: str,
    now: datetime,
) -> Board:
    """Set up a board under a commune's Front. Raises BoardIsThere or ProjectMissing."""
    access.require(access.may_keep_boards(actor, front.id))
    if kind == BoardKind.INVESTMENT and not (project and project_owner):
        raise ProjectMissing
    db.lock(front)
    same = Board.objects.filter(kind=kind, front=front, ended_on=None)
    there = (same.filter(project=project) if kind == BoardKind.INVESTMENT else same).first()
    if there:
        raise BoardIsThere(name=there.name)
    where = front.short_name.removeprefix("MTTQ ")
    made = Board.objects.create(
        kind=kind,
        front=front,
        name=f"{as_recorded(kind.label)} {where}"[:200],
        project=project if kind == BoardKind.INVESTMENT else "",
        project_owner=project_owner if kind == BoardKind.INVESTMENT else "",
        term=term,
        made_at=now,
        made_by_name=actor.name,
    )
    record(actor, "board.made", made, at=now, organisation_id=front.id)
    return made


@db.transaction
def add_board_member(
    *,
    actor: Actor,
    board: Board,
    name: str,
    residence: str,
    role: BoardRole,
    stands_for: StandsFor,
    is_resident: bool,
    is_commune_staff: bool,
    is_relative: bool,
    now: datetime,
) -> BoardMember:
    """A member the law allows (Law 10/2022 Arts. 36, 41).

    Raises MayNotBeMember; the same person twice is one.
    """
    access.require(access.may_keep_boards(actor, board.front_id))
    rules = board_rules(board)
    for is_so, why in (
        (not is_resident, _("không thường trú tại địa bàn")),
        (
            is_commune_staff and not rules.may_be_commune_staff,
            _("đang là cán bộ, công chức cấp xã"),
        ),
        (
            is_relative and not rules.may_be_relatives,
            with_facts(_RELATIVE, owner=board.project_owner),
        ),
    ):
        if is_so:
            raise MayNotBeMember(who=name, why=why, source=rules.source)
    db.lock(board)
    if role == BoardRole.HEAD and board.members.filter(role=role, left_on=None).exists():
        raise MayNotBeMember(who=name, why=_("Ban đã có trưởng ban"), source=rules.source)
    made, _is_new = BoardMember.objects.get_or_create(
        board=board,
        name=name,
        residence=residence,
        left_on=None,
        defaults={"role": role, "stands_for": stands_for, "added_at": now},
    )
    record(actor, "member.added", board, at=now, organisation_id=board.front_id)
    return made


@db.transaction
def release_board_member(*, actor: Actor, member: BoardMember, reason: str, now: datetime) -> None:
    """A member leaves the board, with the reason. Raises ReasonTooShort."""
    access.require(access.may_keep_boards(actor, member.board.front_id))
    check_reason(reason)
    BoardMember.objects.filter(id=member.id, left_on=None).update(
        left_on=timezone.localtime(now).date(), left_why=reason
    )
    record(actor, "member.left", member.board, at=now, organisation_id=member.board.front_id)


@db.transaction
def end_board(*, actor: Actor, board: Board, on: date, reason: str, now: datetime) -> None:
    """A board that has done its work dissolves itself. Raises ReasonTooShort."""
    access.require(access.may_keep_boards(actor, board.front_id))
    check_reason(reason)
    if Board.objects.filter(id=board.id, ended_on=None).update(ended_on=on, ended_why=reason):
        record(
            actor, "board.ended", board, at=now, organisation_id=board.front_id, reason=reason[:300]
        )
