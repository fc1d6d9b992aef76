"""What people do in a case, one function each."""

from giamsat.supervision.actions.boards import (
    add_board_member,
    end_board,
    make_board,
    release_board_member,
)
from giamsat.supervision.actions.cases import cancel, change, open_case
from giamsat.supervision.actions.delegation import (
    add_member,
    declare,
    drop_session,
    hold_session,
    release_member,
    set_session,
)
from giamsat.supervision.actions.findings import (
    add_evidence,
    add_finding,
    change_finding,
    take_note,
    take_photo,
)
from giamsat.supervision.actions.stepping import (
    finish,
    issue_paper,
    reopen,
    skip,
    take_report,
    write_paper,
)

__all__ = [
    "add_board_member",
    "add_evidence",
    "add_finding",
    "add_member",
    "cancel",
    "change",
    "change_finding",
    "declare",
    "drop_session",
    "end_board",
    "finish",
    "hold_session",
    "issue_paper",
    "make_board",
    "open_case",
    "release_board_member",
    "release_member",
    "reopen",
    "set_session",
    "skip",
    "take_note",
    "take_photo",
    "take_report",
    "write_paper",
]
