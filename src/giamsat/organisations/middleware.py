"""Who is signed in, asked before every view.

Nobody is signed out without keeping what they typed.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.auth import logout as _django_logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from giamsat.organisations.actors import Actor, actor_of
from giamsat.organisations.views import sign_in_again

if TYPE_CHECKING:
    from giamsat.organisations.requests import Request

_TOUCH_SECONDS = 120  # how often a session notes that it is used


class SignedIn:
    """Middleware: every page needs somebody signed in unless it says otherwise.

    Idle sessions end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nobody is signed in until the view is known."""
        cast("Request", request).actor = Actor(None, "")
        return self.get_response(request)

    def process_view(
        self,
        request: "Request",
        view: Callable[..., Any],
        args: list[Any],  # noqa: ARG002 - Django's shape
        kwargs: dict[str, Any],  # noqa: ARG002 - the same
    ) -> HttpResponseBase | None:
        """Sets ``request.actor``.

        Sends strangers to sign in, with what they typed kept on the page.
        """
        if getattr(view, "is_open_to_all", False) and not getattr(view, "wants_actor", False):
            return None
        if request.user.is_authenticated and self._is_fresh(request):
            request.actor = actor_of(request.user, day=timezone.localdate())
            return self._account_first(request, view)
        if getattr(view, "is_open_to_all", False):
            return None
        if request.method == "POST":
            return sign_in_again(request)
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'tiep': request.get_full_path()})}")

    def _is_fresh(self, request: HttpRequest) -> bool:
        now, used = int(time.time()), request.session.get("used_at", 0)
        if now - used > settings.IDLE_MINUTES * 60:
            _django_logout(request)
            return False
        if now - used > _TOUCH_SECONDS:
            request.session["used_at"] = now
        return True

    def _account_first(
        self, request: "Request", view: Callable[..., Any]
    ) -> HttpResponseBase | None:
        """Everybody chooses a password, and who approves sets up the second factor, before all."""
        actor = request.actor
        if request.user.password_is_first and not getattr(view, "before_own_password", 0):
            return redirect("account")
        if (
            actor.needs_second_factor
            and not request.user.second_factor
            and not getattr(view, "before_second_factor", 0)
        ):
            return redirect("second_factor")
        return None
