"""Accounts: adding people, their roles, their first passwords, closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations import access, actions, queries
from giamsat.organisations.forms import EndForm, PersonForm, ResetForm, RoleForm, role_name
from giamsat.organisations.models import Membership, Person
from giamsat.organisations.requests import Request

if TYPE_CHECKING:
    from django.core.paginator import Page


def _give_role(**said: Any) -> None:
    actions.give_role(first_day=timezone.localdate(), **said)


def _end_role(*, person: Person, membership: int, **said: Any) -> None:
    held = get_object_or_404(Membership, id=membership, person=person)
    actions.end_role(membership=held, **said)


ADDING = {
    "": Button(
        PersonForm,
        actions.add_person,
        done=lambda person: (
            _("Đã thêm %(name)s. Giao vai trò để người này làm việc được.")
            % {"name": person.full_name}
        ),
        to=lambda person: reverse("person", args=[person.id]),
    )
}
CHANGING = {
    "role": Button(RoleForm, _give_role, gettext_lazy("Đã giao vai trò.")),
    "end": Button(
        EndForm,
        _end_role,
        gettext_lazy("Vai trò đã thôi; từ lúc này không làm được việc của vai trò ấy."),
    ),
    "reset": Button(
        ResetForm,
        actions.reset_password,
        gettext_lazy("Đã đặt lại mật khẩu và bỏ xác thực hai bước cũ."),
    ),
    "close": Button(None, actions.close_person, gettext_lazy("Đã khóa tài khoản.")),
}


@dataclass(frozen=True)
class PeopleContext(PageContext):
    """All accounts, a page at a time with the roles each holds, and the form that adds one."""

    template: ClassVar[str] = "organisations/people.html"
    page: "Page[Person]"
    rows: Sequence[tuple[Person, Sequence[str]]]
    form: Form


@sensitive_post_parameters()
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Request) -> HttpResponseBase:
    """All accounts; a new one can be added."""
    access.require(access.may_manage_people(request.actor))
    pressed = press(request, ADDING)
    if not isinstance(pressed, Pressed):
        return pressed
    page = page_of(request, queries.people())
    rows = [(account, _held(account)) for account in page]
    return PeopleContext(page, rows, pressed.form("")).render(request)


def _held(account: Person) -> list[str]:
    """The roles somebody holds now, each with where."""
    held = (row for row in account.memberships.all() if row.last_day is None)
    return [f"{role_name(row.role)}, {row.organisation.short_name}" for row in held]


@dataclass(frozen=True)
class PersonContext(PageContext):
    """One account; ``roles`` are memberships with the role's name."""

    template: ClassVar[str] = "organisations/person.html"
    here: Person
    role_form: Form
    reset_form: Form
    may_close: Verdict
    roles: Sequence[tuple[Membership, str]]


@sensitive_post_parameters()
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, person_id: int) -> HttpResponseBase:
    """One account: roles given and ended, password reset, account closed."""
    access.require(access.may_manage_people(request.actor))
    account = get_object_or_404(queries.people(), id=person_id)
    pressed = press(request, CHANGING, person=account)
    if not isinstance(pressed, Pressed):
        return pressed
    return PersonContext(
        here=account,
        role_form=pressed.form("role"),
        reset_form=pressed.form("reset"),
        may_close=access.may_close(request.actor, account),
        roles=[(row, role_name(row.role)) for row in account.memberships.all()],
    ).render(request)
