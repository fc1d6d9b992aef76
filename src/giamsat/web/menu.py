"""What every page shows around its own content."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from giamsat.foundation.capability import MenuPlace, capabilities
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


@dataclass(frozen=True)
class MenuItem:
    """One link of the menu."""

    name: str
    href: str
    here: bool


def furniture(request: HttpRequest) -> dict[str, Any]:
    """The person, their menu, their office, the time and the background; no query of its own."""
    actor: Actor = getattr(request, "actor", None) or Actor(None, "")
    return {
        "actor": actor,
        "menu": menu(actor, request.path),
        "home": "/" if actor.person_id else reverse(_places(public=True)[0].view),
        "office": actor.organisations[0][1] if actor.organisations else "",
        "now": timezone.now(),
        "theme": "light" if request.COOKIES.get("nen") == "light" else "",
    }


def menu(actor: Actor, path: str) -> list[MenuItem]:
    """What the person may open; the public places for who did not sign in. One is marked."""
    shown = [
        (str(place.name), reverse(place.view), _depth(path, place))
        for place in _places(public=actor.person_id is None)
        if not place.needs or any(actor.holds(Permission(code)) for code in place.needs)
    ]
    deepest = max((depth for _name, _href, depth in shown), default=0)
    return [MenuItem(name, href, depth == deepest > 0) for name, href, depth in shown]


@cache
def _places(*, public: bool) -> list[MenuPlace]:
    faces = capabilities().values()
    places = [place for face in faces for place in face.menu if place.is_public == public]
    return sorted(places, key=lambda place: place.order)


def _depth(path: str, place: MenuPlace) -> int:
    """How much of an address a place covers: of two places one lies in, the nearer is meant.

    The first page is itself.
    """
    beginnings = place.beginnings or (reverse(place.view),)
    covering = [one for one in beginnings if path.startswith(one) and (one != "/" or path == "/")]
    return max(map(len, covering), default=0)
