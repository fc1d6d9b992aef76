"""A request as our middleware hands it to views."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Person


class Request(HttpRequest):
    """What ``Envelope``, ``Refusals``, ``SignedIn`` and htmx's middleware add.

    It is only a type: none is ever made of it.
    """

    actor: Actor
    refusal: Refusal | None
    htmx: Any
    user: Person


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind our own proxy it is the last address the proxy added."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
