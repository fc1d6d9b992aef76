"""What concerns a supervised body, from the day it was told; calendars by a secret address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamsat.foundation.pages import PageContext
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all
from giamsat.planning.models import Activity
from giamsat.programmes import access, actions, queries
from giamsat.programmes.feeds import feed_of
from giamsat.programmes.models import BodyNotice
from giamsat.proposals.models import Programme

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class VisitsContext(PageContext):
    """What a body was told of, by programme."""

    template: ClassVar[str] = "programmes/visits.html"
    rows: Sequence[tuple[BodyNotice, Sequence[Activity]]]
    programmes: Iterable[Programme]


@require_safe
def visits(request: Request) -> HttpResponseBase:
    """Supervision at one's own body, the newest programme first."""
    actor = request.actor
    access.require(actor.may(Permission.VISIT_VIEW))
    notices = current_notices(access.visible_notices(actor))
    unseen = [notice for notice in notices if notice.seen_at is None]
    actions.note_seen(actor=actor, notices=unseen, now=timezone.now())
    may_order = actor.holds(Permission.COMMISSION_VIEW)
    return VisitsContext(
        rows=[(notice, queries.visits_of(notice)) for notice in notices[:3]],
        programmes=Programme.objects.order_by("-year")[:2] if may_order else [],
    ).render(request)


def current_notices(rows: "QuerySet[BodyNotice]") -> list[BodyNotice]:
    """The newest edition a body was told of, for each year."""
    newest: dict[int, BodyNotice] = {}
    for notice in rows.order_by("edition__programme__year", "edition__number"):
        newest[notice.edition.programme_id] = notice
    return sorted(newest.values(), key=lambda notice: -notice.edition.programme.year)


@open_to_all
@require_safe
def feed(request: Request, key: str) -> HttpResponseBase:  # noqa: ARG001 - every view's shape
    """The calendar of what an organisation leads, joins, or is visited for.

    The address is the secret.
    """
    body = Organisation.objects.filter(feed_key=key).first() if len(key) >= 20 else None
    if body is None:
        raise Http404
    response = HttpResponse(feed_of(body), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response
