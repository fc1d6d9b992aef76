"""A body answers by a link, without an account. The secret is in the address: it is never logged, and it expires."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all
from giamsat.recommendations.linking import actor_by_key
from giamsat.recommendations.states import CameBy
from giamsat.recommendations.views.replies import open_rows, shown, take_reply


@open_to_all
@shows_refusals
@require_http_methods(["GET", "POST"])
def answered_by_link(request: Request, key: str) -> HttpResponseBase:
    """What one body has to answer, and the form with which it does. Raises LinkExpired."""
    found = actor_by_key(key, is_system=False)
    if found is None:
        raise Http404
    link, actor = found
    rows = open_rows(actor, link.organisation)
    form, is_done = take_reply(request, actor, rows, CameBy.LINK)
    if is_done:
        return redirect("answered_by_link", key)
    first = {str(one.id) for one in rows[:1]}
    context = shown(request, form, rows, first) | {
        "body": link.organisation,
        "link": link,
        "is_body": True,
    }
    response = render(request, "recommendations/link.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response
