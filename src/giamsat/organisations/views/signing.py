"""Signing in and out; what was typed when a session ended waits, and is sent after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import page_here
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.organisations import proving, sessions
from giamsat.organisations.forms import ProvingForm, SignInForm
from giamsat.organisations.models import Person
from giamsat.organisations.requests import Request, address_of

_HALF_SIGNED_IN_SECONDS = 300
_PRIVATE_FIELDS = ("csrfmiddlewaretoken", "password", "old", "new", "code")
Kept = Mapping[str, Any]  # path: where it was sent to; fields: by name all values


def next_page(request: Request) -> str:
    """Where a form or an address says to go on; the first page when it says nothing."""
    return page_here(request, request.POST.get("next") or request.GET.get("tiep") or "/") or "/"


def _enter(
    *, request: Request, name: str, password: str, now: datetime, **_: Any
) -> HttpResponseBase:
    person = proving.check_password(name, password, address_of(request), now=now)
    kept = _kept(request)
    if person.second_factor:
        request.session["half"] = {
            "person": person.id,
            "at": int(now.timestamp()),
            "next": next_page(request),
            "kept": kept,
        }
        return redirect("sign_in_code")
    sessions.sign_in(request, person, now=now)
    return _go_on(request, next_page(request), kept)


def _prove(*, request: Request, code: str, now: datetime, **_: Any) -> HttpResponseBase:
    half = request.session["half"]
    person = get_object_or_404(Person, id=half["person"], is_active=True)
    proving.check_code(person, code, address_of(request), now=now)
    sessions.sign_in(request, person, now=now)
    request.session.pop("half", None)
    return _go_on(request, half["next"], half["kept"])


SIGN_IN = {"": Button(SignInForm, _enter)}
SIGN_IN_CODE = {"": Button(ProvingForm, _prove)}


@dataclass(frozen=True)
class SignInContext(PageContext):
    """Name and password; ``kept`` is what was typed when the session ended."""

    template: ClassVar[str] = "organisations/sign_in.html"
    form: Form
    next: str
    kept: Kept | None
    ended: bool = False


@sensitive_post_parameters()
@sessions.open_to_all
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponseBase:
    """Name and password, then the second factor for those who have one."""
    pressed = press(request, SIGN_IN, request=request)
    if not isinstance(pressed, Pressed):
        return pressed
    return SignInContext(pressed.form(""), next_page(request), _kept(request)).render(request)


def sign_in_again(request: Request) -> HttpResponse:
    """The session ended while somebody typed.

    What they typed waits here and is sent after they signed in.
    """
    fields = {
        name: request.POST.getlist(name) for name in request.POST if name not in _PRIVATE_FIELDS
    }
    kept = {"path": request.get_full_path(), "fields": fields}
    return SignInContext(SignInForm(), "/", kept, ended=True).render(request, status=403)


def _kept(request: Request) -> Kept | None:
    path = page_here(request, request.POST.get("kept-path", ""))
    if not path:
        return None
    names = [name for name in request.POST if name.startswith("kept:")]
    return {"path": path, "fields": {name[5:]: request.POST.getlist(name) for name in names}}


def _go_on(request: Request, to: str, kept: Kept | None) -> HttpResponseBase:
    if kept:
        return render(request, "organisations/kept.html", {"kept": kept})
    return redirect(to)


@sensitive_post_parameters()
@sessions.open_to_all
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: Request) -> HttpResponseBase:
    """The second factor, within five minutes of the password."""
    half = request.session.get("half")
    if not half or timezone.now().timestamp() - half["at"] > _HALF_SIGNED_IN_SECONDS:
        return redirect("sign_in")
    pressed = press(request, SIGN_IN_CODE, request=request)
    if not isinstance(pressed, Pressed):
        return pressed
    return render(request, "organisations/sign_in_code.html", {"form": pressed.form("")})


@sessions.open_to_all
@require_POST
def sign_out(request: Request) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return redirect("sign_in")
