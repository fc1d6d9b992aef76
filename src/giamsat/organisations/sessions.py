"""Signing in, staying in, and being signed out without losing what was typed."""

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pyotp
from django.conf import settings
from django.contrib.auth import login as _django_login
from django.contrib.auth import logout as _django_logout
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.unsealing import unseal
from giamsat.organisations.actors import Actor, actor_of
from giamsat.organisations.models import Person, SignInFailure

if TYPE_CHECKING:
    from giamsat.organisations.requests import Request

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
MOST_FAILURES = 5
WINDOW = timedelta(minutes=15)
_TOUCH_SECONDS = 120  # how often a session notes that it is used


class WrongNameOrPassword(Refusal):
    """Deliberately one sentence for both."""

    code = "WRONG_NAME_OR_PASSWORD"
    vi = "Tên đăng nhập hoặc mật khẩu chưa đúng. Còn {left} lần thử, sau đó phải chờ 15 phút."
    en = "The name or the password is not right. {left} tries are left, then a wait of 15 minutes."


class TooManyFailures(Refusal):
    """Too many failures under this name or from this address."""

    code = "TOO_MANY_FAILURES"
    status = 429
    vi = "Đã thử sai {most} lần. Chờ đến {until} rồi thử lại, hoặc nhờ người quản trị đặt lại mật khẩu."
    en = "{most} failed tries. Wait until {until}, or ask the administrator to reset the password."


class WrongCode(Refusal):
    """The one-time code is wrong, old or used."""

    code = "WRONG_CODE"
    vi = "Mã 6 số chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại; còn {left} lần thử."
    en = "The 6-digit code is wrong or was used. Wait for a new one; {left} tries are left."


class ByPassword(BaseBackend):
    """Finds the person of a session; checking passwords is ``check_password`` below."""

    def get_user(self, user_id: int) -> Person | None:
        """An active person by id."""
        return Person.objects.filter(id=user_id, is_active=True).first()


def _keys(name: str, address: str) -> list[str]:
    return [
        hashlib.sha256(f"{settings.SECRET_KEY}:{kind}:{value}".encode()).hexdigest()
        for kind, value in (("name", name.strip().lower()), ("address", address))
    ]


def tries_left(name: str, address: str, *, now: datetime) -> int:
    """How many more failures are allowed. Raises TooManyFailures. An address may fail ten times as often as a name."""
    by_name, by_address = _keys(name, address)
    recent = SignInFailure.objects.filter(at__gt=now - WINDOW)
    times = list(
        recent.filter(key=by_name).order_by("-at").values_list("at", flat=True)[:MOST_FAILURES]
    )
    from_there = recent.filter(key=by_address).count()
    if len(times) >= MOST_FAILURES or from_there >= MOST_FAILURES * 10:
        oldest = timezone.localtime((times[-1] if times else now) + WINDOW)
        raise TooManyFailures(most=MOST_FAILURES, until=f"{oldest.hour}:{oldest.minute:02d}")
    return MOST_FAILURES - len(times)


@db.transaction
def _note_failure(name: str, address: str, *, now: datetime) -> None:
    SignInFailure.objects.filter(at__lt=now - timedelta(days=1)).delete()
    SignInFailure.objects.bulk_create(
        SignInFailure(key=key, at=now) for key in _keys(name, address)
    )


def check_password(name: str, password: str, address: str, *, now: datetime) -> Person:
    """The person who knows this password. Raises WrongNameOrPassword or TooManyFailures."""
    left = tries_left(name, address, now=now)
    person = Person.objects.filter(sign_in_name=name.strip().lower(), is_active=True).first()
    if person is None:
        Person().set_password(
            password
        )  # takes as long as a real check: who is here is nobody's business
    if person is None or not person.check_password(password):
        _note_failure(name, address, now=now)
        raise WrongNameOrPassword(left=left - 1)
    return person


def check_code(person: Person, code: str, address: str, *, now: datetime) -> None:
    """A one-time code of now or the half minute around it, once. Raises WrongCode or TooManyFailures."""
    left = tries_left(person.sign_in_name, address, now=now)
    clock = pyotp.TOTP(unseal(person.second_factor))
    moment = int(now.timestamp()) // clock.interval
    said = "".join(code.split())
    for counter in (moment - 1, moment, moment + 1):
        if pyotp.utils.strings_equal(clock.generate_otp(counter), said):
            unused = Person.objects.filter(id=person.id, second_factor_counter__lt=counter)
            if unused.update(second_factor_counter=counter):
                return
    _note_failure(person.sign_in_name, address, now=now)
    raise WrongCode(left=left - 1)


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


def before_second_factor(view: V) -> V:
    """Marks a page that somebody may open before their second factor is set up."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


class SignedIn:
    """Middleware: every page needs somebody signed in unless it says otherwise; idle sessions end."""

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
        """Sets ``request.actor``; sends strangers to sign in, with what they typed kept on the page."""
        if getattr(view, "is_open_to_all", False) and not getattr(view, "wants_actor", False):
            return None
        if request.user.is_authenticated and self._is_fresh(request):
            request.actor = actor_of(request.user, day=timezone.localdate())
            return self._second_factor_first(request, view)
        if getattr(view, "is_open_to_all", False):
            return None
        if request.method == "POST":
            from giamsat.organisations.views import sign_in_again

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

    def _second_factor_first(
        self, request: "Request", view: Callable[..., Any]
    ) -> HttpResponseBase | None:
        """Who approves must set up the second factor before anything else."""
        actor = request.actor
        if (
            actor.needs_second_factor
            and not request.user.second_factor
            and not getattr(view, "before_second_factor", 0)
        ):
            return redirect("second_factor")
        return None
