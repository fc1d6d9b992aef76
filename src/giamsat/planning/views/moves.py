"""Move one activity of a variant by hand.

What each month would break, shown before anything is changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from civickit.planner import Move, best_move, moves_of
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.wording import days_text
from giamsat.organisations.requests import Request
from giamsat.planning import access, actions
from giamsat.planning.models import Variant
from giamsat.planning.yearview import Year, YearLine

MonthRow = tuple[Move, str, bool]


def _month(text: str) -> int:
    """The month a button is for. Raises Http404."""
    month = whole_number(text) or 0
    if not 1 <= month <= 12:
        raise Http404
    return month


def _moved(about: Mapping[str, Any], month: str) -> Mapping[str, Any]:
    line: YearLine = about["line"]
    return {"variant": about["variant"], "activity": line.id, "month": _month(month)}


def _planned_around(about: Mapping[str, Any], month: str) -> Mapping[str, Any]:
    line: YearLine = about["line"]
    variant: Variant = about["variant"]
    pins = [{"code": "PIN", "subject": code, "which": _month(month)} for code in line.codes]
    return {"programme": variant.programme, "parent": variant, "changes": pins}


def _moved_in_words(made: Variant) -> str:
    month = made.changes[-1]["which"]  # the pin of what was moved
    return _("Đã dời sang tháng %(m)s thành phương án %(n)s; các cuộc khác giữ nguyên.") % {
        "m": month,
        "n": made.number,
    }


def _page_of(made: Variant) -> str:
    return reverse("variant", args=[made.id])


BUTTONS = {
    "move-": Button(None, actions.move_activity, done=_moved_in_words, to=_page_of, row=_moved),
    "plan-": Button(None, actions.start_plan, to=_page_of, row=_planned_around),
}


@dataclass(frozen=True)
class MoveContext(PageContext):
    """The twelve months of one activity; ``chosen`` is the row of the month asked for."""

    template: ClassVar[str] = "planning/move.html"
    here: Variant
    line: YearLine
    rows: Sequence[MonthRow]
    best: Move | None
    chosen: MonthRow | None


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, variant_id: int, activity: str) -> HttpResponseBase:
    """The twelve months of one activity: free, or with the rules it would break there.

    Move, or plan the rest anew.
    """
    made = access.visible_variants(request.actor).filter(made_at__isnull=False)
    variant = get_object_or_404(made, id=variant_id)
    access.require(access.may_make_plan(request.actor))
    year = Year(variant.plan, english=get_language() == "en")
    line = next((line for line in year.lines if line.id == activity), None)
    if line is None:
        raise Http404
    pressed = press(request, BUTTONS, variant=variant, line=line)
    if not isinstance(pressed, Pressed):
        return pressed
    moves = moves_of(variant.plan, activity)
    month = asked(request, "thang", {str(n) for n in range(1, 13)})
    rows = [
        (move, days_text(move.first_day, move.last_day), str(move.month) == month) for move in moves
    ]
    return MoveContext(
        here=variant,
        line=line,
        rows=rows,
        best=best_move(moves),
        chosen=next((row for row in rows if row[2]), None),
    ).render(request)
