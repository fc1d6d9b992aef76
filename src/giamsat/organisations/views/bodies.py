"""Organisations and authorities through time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import matches, page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations import access, actions, queries
from giamsat.organisations.choosing import FEW, SOURCES, look_up, name_apart
from giamsat.organisations.forms import CommunesForm, OrganisationForm, RenameForm, SuccessionForm
from giamsat.organisations.models import Organisation, OrganisationSuccession
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request

if TYPE_CHECKING:
    from django.core.paginator import Page


def _succeed(*, organisation: Organisation, **said: Any) -> None:
    actions.record_succession(old=organisation, **said)


ADDING = {
    "": Button(
        OrganisationForm,
        actions.add_organisation,
        done=lambda made: _("Đã thêm %(name)s.") % {"name": made.name},
        to=lambda made: reverse("organisation", args=[made.id]),
    ),
    "departments": Button(
        None,
        actions.add_departments,
        done=lambda count: _("Đã thêm %(n)s sở, ngành; nơi đã có giữ nguyên.") % {"n": count},
    ),
    "communes": Button(
        CommunesForm,
        actions.add_communes,
        done=lambda count: _("Đã mở %(n)s tổ chức, cơ quan cấp xã.") % {"n": count},
    ),
}
CHANGING = {
    "rename": Button(
        RenameForm,
        actions.rename_organisation,
        gettext_lazy("Đã đổi tên. Tên cũ vẫn giữ trên văn bản của những ngày trước."),
    ),
    "succeed": Button(
        SuccessionForm,
        _succeed,
        gettext_lazy(
            "Đã ghi tổ chức kế tục. Việc đang chạy chuyển sang nơi kế tục từ ngày đó; việc đã xong "
            "vẫn thuộc tổ chức cũ."
        ),
        prefix="ke",
    ),
}


@dataclass(frozen=True)
class OrganisationsContext(PageContext):
    """Organisations that match, and the form of another authority."""

    template: ClassVar[str] = "organisations/organisations.html"
    page: "Page[Organisation]"
    form: Form
    may_edit: Verdict
    may_settle: Verdict
    words: str


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: Request) -> HttpResponseBase:
    """All organisations; an administrator adds authorities and Party committees."""
    access.require(access.may_see_organisations(request.actor))
    pressed = press(request, ADDING)
    if not isinstance(pressed, Pressed):
        return pressed
    words = asked(request, "tim")
    rows = queries.organisations().filter(matches(words)) if words else queries.organisations()
    may_edit = access.may_edit_organisations(request.actor)
    page = page_of(request, rows)
    may_settle = request.actor.may(Permission.NAME_SETTLE)
    form = pressed.form("")
    return OrganisationsContext(page, form, may_edit, may_settle, words).render(request)


@dataclass(frozen=True)
class OrganisationContext(PageContext):
    """One organisation, what it came from and what it became."""

    template: ClassVar[str] = "organisations/organisation.html"
    here: Organisation
    form: Form
    succession_form: Form
    may_edit: Verdict
    came_from: Iterable[OrganisationSuccession]
    became: Iterable[OrganisationSuccession]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: Request, organisation_id: int) -> HttpResponseBase:
    """One organisation through time: former names, what it came from and became.

    An administrator adds to them.
    """
    access.require(access.may_see_organisations(request.actor))
    body = get_object_or_404(Organisation, id=organisation_id)
    pressed = press(
        request,
        CHANGING,
        initial={"name": body.name, "short_name": body.short_name},
        start={"succeed": {"old": body}},
        organisation=body,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    return OrganisationContext(
        here=body,
        form=pressed.form("rename"),
        succession_form=pressed.form("succeed"),
        may_edit=access.may_edit_organisations(request.actor),
        came_from=body.came_from.select_related("old"),
        became=body.became.select_related("new"),
    ).render(request)


@dataclass(frozen=True)
class BodiesFoundContext(PageContext):
    """Whom a name that is being typed may mean, as the choices of the field ``name``."""

    template: ClassVar[str] = "organisations/bodies_found.html"
    offered: Sequence[tuple[Organisation, str]]
    name: str
    more: bool
    nothing: bool
    chosen: None = None


@require_safe
def bodies_found(request: Request) -> HttpResponseBase:
    """The part of a form under the name of a body."""
    access.require(access.may_see_organisations(request.actor))
    name = asked(request, "o")
    typed = asked(request, name)
    found = look_up(typed, SOURCES[asked(request, "loai", SOURCES)]())
    return BodiesFoundContext(
        offered=name_apart(found[:FEW]),
        name=name,
        more=len(found) > FEW,
        nothing=bool(typed) and not found,
    ).render(request)
