"""A body answers by a link, without an account.

The secret is in the address: it is never logged, and it expires.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Pressed, press
from giamsat.organisations.models import Organisation
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all
from giamsat.recommendations.linking import actor_by_key
from giamsat.recommendations.models import BodyLink, Recommendation
from giamsat.recommendations.queries import Lateness
from giamsat.recommendations.states import CameBy
from giamsat.recommendations.views.replies import HERE, open_rows, with_lateness


@dataclass(frozen=True)
class LinkContext(PageContext):
    """What a body may answer by its link."""

    template: ClassVar[str] = "recommendations/link.html"
    form: Form
    rows: Sequence[tuple[Recommendation, Lateness]]
    body: Organisation
    link: BodyLink


@open_to_all
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def answered_by_link(request: Request, key: str) -> HttpResponseBase:
    """What one body has to answer, and the form with which it does. Raises LinkExpired."""
    found = actor_by_key(key, is_system=False)
    if found is None:
        raise Http404
    link, actor = found
    rows = open_rows(actor, link.organisation)
    initial = {
        "replied_on": today_text(),
        "count": 1,
        "one": [str(row.id) for row in rows[:1]],
    }
    pressed = press(request, HERE, initial=initial, actor=actor, rows=rows, came_by=CameBy.LINK)
    if not isinstance(pressed, Pressed):
        return pressed
    shown = LinkContext(pressed.form(""), with_lateness(rows), link.organisation, link)
    return shown.render(request)
