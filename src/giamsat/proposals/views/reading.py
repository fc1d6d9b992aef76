"""How a file was understood: look at it, say it otherwise, have it read again that way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions
from giamsat.proposals.door import PROPOSALS
from giamsat.proposals.models import Workbook
from giamsat.sheets.forms import TablesForm, pieces_of
from giamsat.sheets.keeping import how_read, understanding_of
from giamsat.sheets.models import KnownForm


def _reads(file: Workbook) -> str:
    return reverse("workbook", args=[file.id])


def _read_again(*, workbook: Workbook, **given: Any) -> Workbook:
    actions.read_again(workbook=workbook, **given)
    return workbook


def _form(about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    file = about["workbook"]
    followed = understanding_of(PROPOSALS, file.id).taught
    return {"workbook": file, "form": row_of(KnownForm.objects.filter(id__in=followed), row)}


BUTTONS = {
    "read": Button(TablesForm, _read_again, done=_("Đang đọc lại theo cách vừa chỉ."), to=_reads),
    "forget-": Button(
        None,
        actions.forget_form,
        done=_("Đã quên. Tệp sau có mẫu này sẽ được đọc như chưa ai chỉ; tệp này giữ nguyên."),
        row=_form,
    ),
}


@dataclass(frozen=True)
class ReadingContext(PageContext):
    """The tables of one file, each column with what it means; ``followed`` are remembered forms."""

    template: ClassVar[str] = "proposals/reading.html"
    here: Workbook
    tables: TablesForm
    pages: Sequence[int]
    number: int
    followed: Sequence[KnownForm]
    may_teach: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: Request, workbook_id: int) -> HttpResponseBase:
    """How a file was understood."""
    file = get_object_or_404(access.visible_workbooks(request.actor), id=workbook_id)
    how = how_read(PROPOSALS, file.id)
    pages = pieces_of(how.tables)
    number = min(max(1, whole_number(asked(request, "trang")) or 1), len(pages))
    start = {"read": {"door": PROPOSALS, "pieces": pages[number - 1]}}
    pressed = press(request, BUTTONS, start=start, workbook=file)
    if not isinstance(pressed, Pressed):
        return pressed
    tables: Any = pressed.form("read")
    return ReadingContext(
        here=file,
        tables=tables,
        pages=range(1, len(pages) + 1),
        number=number,
        followed=how.followed,
        may_teach=access.may_teach(request.actor, file),
    ).render(request)
