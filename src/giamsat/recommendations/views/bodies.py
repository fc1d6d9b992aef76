"""Bodies: how each answers, whom to reach there, links by which it answers without account."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.models import Organisation
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.forms import ContactsForm
from giamsat.recommendations.models import BodyLink, Contact
from giamsat.rulebooks.carrying import FollowingRules, following_rules


@dataclass(frozen=True)
class BodiesContext(PageContext):
    """Every body that was sent something."""

    template: ClassVar[str] = "recommendations/bodies.html"
    rows: Sequence[queries.BodyFigures]
    years: Sequence[int]
    year: int | None
    rules: FollowingRules


@require_safe
def bodies(request: Request) -> HttpResponseBase:
    """Every body with both rates and what is overdue, the worst first."""
    access.require(access.may_see(request.actor))
    today, year = timezone.localdate(), number_asked(request, "nam")
    rows = queries.listed(request.actor, year=year, today=today)
    return BodiesContext(
        rows=queries.by_body(rows, today),
        years=queries.years(request.actor),
        year=year,
        rules=following_rules(today),
    ).render(request)


def _link(about: Mapping[str, Any], row: str) -> dict[str, BodyLink]:
    return {"link": row_of(BodyLink.objects.filter(organisation=about["organisation"]), row)}


BUTTONS = {
    "contacts": Button(ContactsForm, actions.keep_contacts, gettext_lazy("Đã lưu đầu mối.")),
    "link": Button(None, actions.make_link, stays=True),
    "system": Button(None, partial(actions.make_link, is_system=True), stays=True),
    "revoke-": Button(None, actions.revoke_link, gettext_lazy("Đã hủy đường dẫn."), row=_link),
}


@dataclass(frozen=True)
class BodyContext(PageContext):
    """One body; ``address`` and ``key`` are secrets just made, told once.

    ``days`` is how long a link opens.
    """

    template: ClassVar[str] = "recommendations/body.html"
    here: Organisation
    contacts_form: Form
    contacts: Mapping[bool, Contact]
    may_keep: Verdict
    may_link: Verdict
    now: datetime
    links: Iterable[BodyLink]
    figures: queries.Figures
    address: str
    key: str
    days: int


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: Request, organisation_id: int) -> HttpResponseBase:
    """One body: its figures, its contacts, its links."""
    organisation = get_object_or_404(Organisation, id=organisation_id)
    actor, today = request.actor, timezone.localdate()
    access.require(access.may_see_body(actor, organisation))
    known = queries.contacts_of(organisation)
    pressed = press(
        request, BUTTONS, start={"contacts": {"known": known}}, organisation=organisation
    )
    if not isinstance(pressed, Pressed):
        return pressed
    made, may_link = pressed.result or "", access.may_hand_out_link(actor)
    rows = queries.listed(actor, year=None, today=today, recipients=[organisation.id])
    is_link = made and pressed.value == "link"
    return BodyContext(
        here=organisation,
        contacts_form=pressed.form("contacts"),
        contacts=known,
        may_keep=access.may_keep_contacts(actor, organisation),
        may_link=may_link,
        now=timezone.now(),
        links=queries.links_of(organisation) if may_link else [],
        figures=queries.figures(rows, today),
        address=f"{settings.ADDRESS}{reverse('answered_by_link', args=[made])}" if is_link else "",
        key="" if is_link else made,
        days=following_rules(today).link_days,
    ).render(request)
