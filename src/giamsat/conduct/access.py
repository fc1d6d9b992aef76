"""Who works on conduct cases: nobody but those who hold this one permission."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.conduct.models import ConductCase
from giamsat.conduct.states import CONDUCT_MOVES, ConductState
from giamsat.foundation.verdicts import Verdict, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


def visible_conduct_cases(actor: Actor) -> QuerySet[ConductCase]:
    """All of them, or none."""
    rows = ConductCase.objects.select_related("body")
    return rows if actor.holds(Permission.CONDUCT) else rows.none()


def may_work(actor: Actor) -> Verdict:
    """Open and see them."""
    return actor.may(Permission.CONDUCT)


def may_become(actor: Actor, case: ConductCase, to: ConductState) -> Verdict:
    """Take the step to a state."""
    verdict = actor.may(Permission.CONDUCT)
    needs_hearing = to in (ConductState.ESTABLISHED, ConductState.RECOMMENDED)
    if verdict and needs_hearing and case.heard_on is None:
        return not_now(
            _(
                "Chưa nghe người liên quan trình bày. Ghi ý kiến của người đó, hoặc việc đã mời "
                "mà không trình bày, trước khi làm bước này."
            )
        )
    return CONDUCT_MOVES.when(verdict, case, f"conduct.{to}")
