"""Move one activity of a variant by hand.

What each month would break, shown before anything is changed.
"""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from civickit.planner import best_move, moves_of
from civickit.rendering import short_days
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.organisations.requests import Request
from giamsat.planning import access, actions
from giamsat.planning.models import Variant
from giamsat.planning.yearview import Year


@shows_refusals
@require_http_methods(["GET", "POST"])
def move(request: Request, variant_id: int, activity: str) -> HttpResponseBase:
    """The twelve months of one activity: free, or with the rules it would break there.

    Move, or plan the rest anew.
    """
    here = get_object_or_404(
        access.visible_variants(request.actor).filter(made_at__isnull=False), id=variant_id
    )
    access.require(access.may_make_plan(request.actor))
    line = next(
        (
            one
            for one in Year(here.plan, english=get_language() == "en").lines
            if one.id == activity
        ),
        None,
    )
    if line is None:
        raise Http404
    if request.method == "POST" and not request.refusal:
        return _act(request, here, activity, line.codes)
    moves = moves_of(here.plan, activity)
    chosen = asked(request, "thang", {str(n) for n in range(1, 13)})
    rows = [
        (one, short_days(one.first_day, one.last_day), str(one.month) == chosen) for one in moves
    ]
    best = best_move(moves)
    context = {
        "here": here,
        "line": line,
        "rows": rows,
        "best": best,
        "chosen": next((one for one in rows if one[2]), None),
    }
    return render(request, "planning/move.html", context)


def _act(
    request: Request, here: Variant, activity: str, codes: tuple[str, ...]
) -> HttpResponseBase:
    do, _sep, month = request.POST.get("do", "").partition("-")
    chosen, now = whole_number(month) or 0, timezone.now()
    if not 1 <= chosen <= 12 or do not in ("move", "plan"):
        raise Http404
    if do == "move":
        made = actions.move_activity(
            actor=request.actor, variant=here, activity=activity, month=chosen, now=now
        )
        messages.success(
            request,
            _("Đã dời sang tháng %(m)s thành phương án %(n)s; các cuộc khác giữ nguyên.")
            % {"m": chosen, "n": made.number},
        )
    else:
        pins = [{"code": "PIN", "subject": code, "which": chosen} for code in codes]
        made = actions.start_plan(
            actor=request.actor, programme=here.programme, parent=here, changes=pins, now=now
        )
    return redirect("variant", made.id)
