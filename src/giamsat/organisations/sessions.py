"""Sessions: whose they are, how they begin, and the marks by which views say who may open them."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.contrib.auth import login as _django_login
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponseBase

from giamsat.organisations.models import Person

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class ByPassword(BaseBackend):
    """Finds the person of a session; passwords are checked in ``proving``."""

    def get_user(self, user_id: int) -> Person | None:
        """An active person by id."""
        return Person.objects.filter(id=user_id, is_active=True).first()


def sign_in(request: HttpRequest, person: Person, *, now: datetime) -> None:
    """Begin a session under a new key."""
    _django_login(request, person, backend="giamsat.organisations.sessions.ByPassword")
    request.session["used_at"] = int(now.timestamp())


def open_to_all(view: V) -> V:
    """Marks a view that needs nobody signed in."""
    view.is_open_to_all = True  # type: ignore[attr-defined]
    return view


def with_menu(view: V) -> V:
    """Marks a view open to all that shows the menu to those who are signed in."""
    view.wants_actor = True  # type: ignore[attr-defined]
    return view


def before_own_password(view: V) -> V:
    """Marks a page that somebody may open who has not yet chosen a password of their own."""
    view.before_own_password = True  # type: ignore[attr-defined]
    return view


def before_second_factor(view: V) -> V:
    """Marks a page that somebody may open before their second factor is set up."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view
