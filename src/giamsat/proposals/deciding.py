"""What was decided on proposals, so that no file takes them away: the pairs, the commissions.

And what rooms above know: who has it in a plan that was accepted or agreed upon.
"""

from collections.abc import Callable, Mapping

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.wording import Saying
from giamsat.proposals.models import Commission, PairDecision, Programme
from giamsat.proposals.states import CommissionState

# Codes of proposals with why they are decided on.
Telling = Callable[[Programme], Mapping[str, Saying]]
_TELLING: list[Telling] = []


def register_decided(telling: Telling) -> None:
    """Called when Django starts, by the app that knows."""
    _TELLING.append(telling)


def planned(programme: Programme) -> dict[str, Saying]:
    """Proposals that stand in an accepted plan, an edition or a round, by their code."""
    out: dict[str, Saying] = {}
    for telling in _TELLING:
        out |= telling(programme)
    return out


def decided(programme: Programme) -> dict[str, Saying]:
    """Every proposal of a year on which something was decided, by its code."""
    standing = PairDecision.objects.filter(pair__programme=programme, lapsed_at=None)
    orders = Commission.objects.filter(programme=programme, proposal__isnull=False)
    orders = orders.exclude(state=CommissionState.WITHDRAWN)
    both = standing.order_by().values_list("pair__one__code", "pair__other__code")
    out: dict[str, Saying] = {}
    for code, other in both.union(orders.order_by().values_list("proposal__code", Value(""))):
        why = _("đã có quyết định về cặp trùng") if other else _("đang trả lời một đặt hàng")
        out |= dict.fromkeys((code, other) if other else (code,), why)
    return out | planned(programme)
