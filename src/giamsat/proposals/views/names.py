"""Names of which it is not clear what body they mean: asked once, remembered for the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.organisations.models import Organisation, Spelling
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions
from giamsat.proposals.forms import NameForm

if TYPE_CHECKING:
    from django.core.paginator import Page

_ROWS = 20


def _spelling(_about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    return {"spelling": row_of(Spelling.objects.all(), row)}


def _settled(count: int) -> str:
    if not count:
        return _("Đã ghi. Lần sau gặp tên này không hỏi nữa.")
    return ngettext(
        "Đã ghi, và đặt lại tên trong %(n)s đề xuất.",
        "Đã ghi, và đặt lại tên trong %(n)s đề xuất.",
        count,
    ) % {"n": count}


def _all_settled(count: int) -> str:
    return _("Đã nhận %(n)s tên nay có trong danh mục.") % {"n": count}


BUTTONS = {
    "name-": Button(NameForm, actions.settle_name, done=_settled, row=_spelling, keeps=("xem",)),
    "known": Button(None, actions.settle_known, done=_all_settled),
}


@dataclass(frozen=True)
class NamesContext(PageContext):
    """Names that wait, each with its form; or with ``settled`` those that were said."""

    template: ClassVar[str] = "proposals/names.html"
    page: "Page[Spelling]"
    rows: Sequence[tuple[Spelling, Form]]
    settled: bool


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: Request) -> HttpResponseBase:
    """Unclear names, the oldest first; what was said can be said otherwise."""
    access.require(access.may_settle_names(request.actor))
    pressed = press(request, BUTTONS)
    if not isinstance(pressed, Pressed):
        return pressed
    settled = asked(request, "xem") == "da-ghi"
    shown = Spelling.objects.filter(settled_at__isnull=not settled)
    page = page_of(request, shown.select_related("organisation").order_by("id"), count=_ROWS)
    return NamesContext(page, _rows(pressed, page.object_list), settled).render(request)


def _rows(pressed: Pressed, spellings: Any) -> list[tuple[Spelling, Form]]:
    ids = {one for spelling in spellings for one in spelling.candidates}
    bodies = Organisation.objects.filter(valid_to=None).in_bulk(ids)
    rows = []
    for spelling in spellings:
        form: Any = pressed.form(f"name-{spelling.id}")
        form.offer([bodies[one] for one in spelling.candidates if one in bodies])
        rows.append((spelling, form))
    return rows
