"""What concerns one supervised body, from the day it was told; and calendars by a secret address."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all
from giamsat.programmes import access, actions, queries
from giamsat.programmes.feeds import feed_of
from giamsat.programmes.models import BodyNotice
from giamsat.proposals.models import Programme

if TYPE_CHECKING:
    from django.db.models import QuerySet


@require_GET
def visits(request: Request) -> HttpResponseBase:
    """Supervision at one's own body, the newest programme first."""
    access.require(request.actor.may(Permission.VISIT_VIEW))
    rows = current_notices(access.visible_notices(request.actor))
    actions.note_seen(
        actor=request.actor,
        notices=[one for one in rows if one.seen_at is None],
        now=timezone.now(),
    )
    programmes = (
        Programme.objects.order_by("-year")[:2]
        if request.actor.holds(Permission.COMMISSION_VIEW)
        else []
    )
    context = {
        "rows": [(one, queries.visits_of(one)) for one in rows[:3]],
        "programmes": programmes,
    }
    return render(request, "programmes/visits.html", context)


def current_notices(rows: "QuerySet[BodyNotice]") -> list[BodyNotice]:
    """The newest edition a body was told of, for each year."""
    newest: dict[int, BodyNotice] = {}
    for one in rows.order_by("edition__programme__year", "edition__number"):
        newest[one.edition.programme_id] = one
    return sorted(newest.values(), key=lambda one: -one.edition.programme.year)


@open_to_all
@require_GET
def feed(request: Request, key: str) -> HttpResponseBase:  # noqa: ARG001 - every view and migration step has this shape
    """The calendar of what an organisation leads, goes along with, or is visited for; the address is the secret."""
    body = Organisation.objects.filter(feed_key=key).first() if len(key) >= 20 else None
    if body is None:
        raise Http404
    response = HttpResponse(feed_of(body), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response
