"""The outermost layer: a number for every request, headers on every answer, one log line."""

import logging
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language_from_request, override

from giamsat.foundation.answering import plain_page
from giamsat.foundation.asking import whole_number

log = logging.getLogger("giamsat.requests")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Envelope:
    """Middleware; what comes out of it has its headers, whatever happened inside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """One request, from its number to its log line."""
        started = time.perf_counter()
        request.request_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        response = self._too_large(request) or self.get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
            self._tell(request, response, started)
        return response

    def _too_large(self, request: HttpRequest) -> HttpResponse | None:
        length = whole_number(request.META.get("CONTENT_LENGTH") or "")
        if length is None or length <= settings.LARGEST_REQUEST:
            return None
        # The middleware that reads the language stands behind: this thread still speaks that of
        # its last request.
        with override(get_language_from_request(request)):
            return plain_page(request, 413)

    def _tell(self, request: HttpRequest, response: HttpResponseBase, started: float) -> None:
        route = request.resolver_match.route if request.resolver_match else "-"
        log.info(
            "request",
            extra={
                "request_id": request.request_id,  # type: ignore[attr-defined]
                "method": request.method,
                "route": route,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
                "person_id": getattr(getattr(request, "actor", None), "person_id", None),
            },
        )
