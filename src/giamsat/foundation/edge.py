"""The outermost layer: a number for every request, headers on every answer, one log line, uploads that end in time."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from giamsat.foundation.asking import whole_number

log = logging.getLogger("giamsat.requests")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Edge:
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
        from giamsat.foundation.answering import plain_page

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


class UploadTooLarge(Exception):
    """The body went over the limit while it was read; what had arrived is dropped."""


class UploadLimit(FileUploadHandler):
    """Counts what comes in, also when the sender does not say how much will."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's shape
        """Pass on, until it is too much. Raises UploadTooLarge."""
        self.arrived += len(raw_data)
        if self.arrived > settings.LARGEST_REQUEST:
            raise UploadTooLarge
        return raw_data

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002 - the same
        """The other handlers keep the file."""
        return
