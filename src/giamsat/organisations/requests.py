"""A request as our middleware hands it to views."""

from typing import Any

from django.http import HttpRequest

from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Person


class Request(HttpRequest):
    """What ``Edge``, ``Refusals``, ``SignedIn`` and htmx's middleware add. Only a type: none is ever made of it."""

    actor: Actor
    refusal: Refusal | None
    htmx: Any
    user: Person
