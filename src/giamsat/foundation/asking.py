"""What an address or a form asks for, read in one place.

Whatever was typed, it is a value or it is nothing.
"""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_MOST_DIGITS = 15  # every database holds it
_MOST_ROWS = 5_000


def whole_number(text: str) -> int | None:
    """A whole number from 0, as ids and versions are; None for anything else that was typed.

    ``str.isdigit`` is no such test: it takes “²”, which ``int`` does not.
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def asked(request: HttpRequest, name: str, allowed: Container[str] | None = None) -> str:
    """One filter of the address; what is not allowed counts as not asked."""
    value = request.GET.get(name, "").replace("\x00", "").strip()[:200]
    return value if allowed is None or value in allowed else ""


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A number of the address; None when none is asked for."""
    return whole_number(asked(request, name))


def day_asked(request: HttpRequest, name: str) -> date | None:
    """A day of the address, 2026-11-22; None when none is asked for."""
    try:
        return date.fromisoformat(asked(request, name))
    except ValueError:
        return None


def page_here(request: HttpRequest, address: str) -> str:
    """The address when it leads to a page of this site, else nothing.

    Where to go on is told by browsers and forms.
    """
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours and ("/" in address) else ""


def numbers(texts: Iterable[Any]) -> list[int]:
    """The rows that were ticked; what is no number was ticked on no page of ours."""
    found = [whole_number(text) for text in texts if isinstance(text, str)]
    return [one for one in found if one is not None][:_MOST_ROWS]
