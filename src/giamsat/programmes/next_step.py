"""The step an edition waits for, in the words of work lists and of its own page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.actors import Actor
from giamsat.programmes import access
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EditionState


@dataclass(frozen=True)
class NextStep:
    """Who may take it, what it is called, whom the others wait for."""

    may: Callable[[Actor, Edition], Verdict]
    title: str
    waits_for: str


def next_step(edition: Edition, open_points: int, promised: int) -> NextStep | None:
    """None while a round is open, which says itself what it waits for, and when all is done.

    ``open_points`` are those of the Standing Committee that nobody has answered, ``promised`` those
    accepted whose change nobody has made.
    """
    answering = NextStep(
        access.may_answer,
        _("Trả lời %(n)s ý kiến của Ban Thường vụ") % {"n": open_points},
        _("chờ Mặt trận trả lời"),
    )
    approving = NextStep(
        access.may_approve, _("Phê duyệt chương trình"), _("chờ Thường trực phê duyệt")
    )
    changing = NextStep(
        access.may_change_as_promised,
        _("Sửa theo %(n)s ý kiến đã tiếp thu") % {"n": promised},
        _("chờ Mặt trận sửa"),
    )
    after = answering if open_points else changing if promised else approving
    steps = {
        EditionState.DRAFT: NextStep(
            access.may_hold_round, _("Mở vòng hiệp thương"), _("chờ chuyên viên Mặt trận")
        ),
        EditionState.CONSULTED: changing
        if promised
        else NextStep(
            access.may_submit, _("Trình xin ý kiến Ban Thường vụ"), _("chờ chuyên viên Mặt trận")
        ),
        EditionState.SUBMITTED: NextStep(
            access.may_give_opinion, _("Cho ý kiến về chương trình"), _("chờ Ban Thường vụ")
        ),
        EditionState.OPINED: after,
        EditionState.APPROVED: NextStep(
            access.may_issue, _("Cấp số, ban hành chương trình"), _("chờ cấp số")
        ),
    }
    return steps.get(EditionState(edition.state))
