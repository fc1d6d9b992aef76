"""The list of cases and opening one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.forms import Form as DjangoForm
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, number_asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request
from giamsat.planning.models import Activity
from giamsat.supervision import access, actions, queries
from giamsat.supervision.forms import OpenCaseForm
from giamsat.supervision.models import Case
from giamsat.supervision.opening import Opening, opening
from giamsat.supervision.states import CaseState, Form

if TYPE_CHECKING:
    from django.core.paginator import Page

MOST_TO_OPEN = 60


@dataclass(frozen=True)
class CaseList:
    """What a list of cases shows, and what is not opened yet.

    ``forms`` and ``states`` to choose from.
    """

    page: "Page[Case]"
    lines: Sequence[queries.CaseLine]
    today: date
    year: int | None
    words: str
    form: str
    state: str
    forms: Sequence[tuple[str, Any]]
    states: Sequence[tuple[str, Any]]
    years: Sequence[int]
    counts: Mapping[str, int]
    may_open: Verdict
    to_open: Sequence[Activity]


@dataclass(frozen=True)
class CasesContext(CaseList, PageContext):
    """Every supervision."""

    template: ClassVar[str] = "supervision/cases.html"


@dataclass(frozen=True)
class OpenCaseContext(PageContext):
    """The form that opens one, and what it comes from."""

    template: ClassVar[str] = "supervision/open.html"
    form: DjangoForm
    opening: Opening


L = TypeVar("L", bound=CaseList)


def case_list(request: Request, forms: Sequence[Form], context: type[L]) -> L:
    """Cases of some forms, filtered as the address says."""
    access.require(access.may_see(request.actor))
    actor, today = request.actor, timezone.localdate()
    year, words = number_asked(request, "nam"), asked(request, "tim")
    chosen = {
        "form": asked(request, "hinh-thuc", [form.value for form in forms]),
        "state": asked(request, "tt", (*CaseState.values, "late")),
    }
    rows = queries.listed(actor, year=year, today=today, words=words, of=forms, **chosen)
    page = page_of(request, rows)
    may_open = access.may_open(actor)
    return context(
        page=page,
        lines=queries.lines_of(list(page)),
        today=today,
        year=year,
        words=words,
        **chosen,
        forms=[(form.value, form.label) for form in forms],
        states=[*CaseState.choices, ("late", _("Có bước quá hạn"))],
        years=queries.years(actor, forms),
        counts=queries.counts_by_state(actor, year, forms),
        may_open=may_open,
        to_open=list(queries.activities_to_open(actor, forms)[:MOST_TO_OPEN]) if may_open else [],
    )


@require_safe
def cases(request: Request) -> HttpResponseBase:
    """Every supervision with its next step; what is late says so."""
    return case_list(request, queries.SUPERVISION, CasesContext).render(request)


def _opened(case: Case) -> str:
    return _("Đã mở cuộc giám sát %(code)s. Làm lần lượt từng bước bên dưới.") % {"code": case.code}


OPENING = {
    "": Button(
        OpenCaseForm, actions.open_case, _opened, to=lambda case: reverse("case", args=[case.code])
    )
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: Request) -> HttpResponseBase:
    """Open a case from an activity of the programme, or with a ground of its own."""
    actor = request.actor
    access.require(access.may_open(actor))
    known = opening(actor, activity_id=asked(request, "nd"), forms=queries.SUPERVISION)
    start = {
        "": {
            "opening": known,
            "boards": access.visible_boards(actor),
            "initial": known.initial("doan-giam-sat"),
        }
    }
    pressed = press(request, OPENING, start=start, activity=known.activity)
    if not isinstance(pressed, Pressed):
        return pressed
    return OpenCaseContext(pressed.form(""), known).render(request)
