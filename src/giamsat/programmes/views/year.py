"""All editions of a year: an amendment begins here, how times are printed, any two compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request
from giamsat.planning.models import Variant
from giamsat.planning.papers import differences
from giamsat.programmes import access, actions, queries
from giamsat.programmes.forms import (
    TimeUnitForm,
)
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EDITION_MOVES, EditionState
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.models import Programme
from giamsat.proposals.views.own import own_programme

AMENDING = {
    "": Button(
        ReasonForm,
        actions.amend,
        gettext_lazy(
            "Đã mở lần điều chỉnh. Xếp phương án mới rồi lấy phương án đó cho lần điều chỉnh này."
        ),
        to=lambda made: reverse("edition", args=[made.id]),
    ),
    "time_unit": Button(
        TimeUnitForm,
        actions.choose_time_unit,
        gettext_lazy("Đã lưu cách in thời gian; văn bản dự thảo đang được viết lại."),
        prefix="tg",
    ),
}


@dataclass(frozen=True)
class EditionsContext(PageContext):
    """All editions of a year; ``due`` are the days by which the first should be out."""

    template: ClassVar[str] = "programmes/editions.html"
    here: Programme
    rows: Sequence[Edition]
    form: Form
    time_unit_form: Form
    may_choose: Verdict
    may_amend: Verdict
    a: Edition | None
    b: Edition | None
    under_way: Edition | None
    due: tuple[date, date]
    is_due: bool
    is_late: bool
    differences: Sequence[tuple[str, str, str]] | None
    source: str


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def editions(request: Request, programme_id: int) -> HttpResponseBase:
    """All editions; a reminder in Quarter IV; an amendment begins here; any two are compared."""
    programme = own_programme(request, programme_id)
    access.require(access.may_see_editions(request.actor))
    start = {"time_unit": {"initial": {"unit": programme.time_unit}}}
    pressed = press(request, AMENDING, start=start, programme=programme)
    if not isinstance(pressed, Pressed):
        return pressed
    rows = queries.editions_of(request.actor, programme)
    numbered = {str(row.number): row for row in rows}
    a, b = numbered.get(asked(request, "a")), numbered.get(asked(request, "b"))
    rules, today = proposal_queries.rules_of(programme), timezone.localdate()
    first, last = rules.due(programme.year)
    is_issued = any(row.state == EditionState.ISSUED for row in rows)
    return EditionsContext(
        here=programme,
        rows=rows,
        form=pressed.form(""),
        time_unit_form=pressed.form("time_unit"),
        may_choose=access.may_choose_time_unit(request.actor),
        may_amend=access.may_amend(request.actor, programme),
        a=a,
        b=b,
        under_way=next((row for row in rows if row.state not in EDITION_MOVES.ends), None),
        due=(first, last),
        is_due=today >= first and not is_issued,
        is_late=today > last,
        differences=_compared(a, b),
        source=rules.due_source,
    ).render(request)


def _compared(a: Edition | None, b: Edition | None) -> list[tuple[str, str, str]] | None:
    if a is None or b is None:
        return None
    both = Variant.objects.only("paper").in_bulk([a.variant_id, b.variant_id])
    return differences(both[a.variant_id], both[b.variant_id])
