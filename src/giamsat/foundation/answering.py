"""Trouble in the reader's words.

The one place where refusals and bugs become pages, form messages or JSON problems.
"""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from giamsat.foundation.asking import page_here
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.uploads import UploadTooLarge

log = logging.getLogger("giamsat.trouble")
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class Refusals:
    """Middleware: trouble becomes a page, a message in a form, or a JSON problem.

    A view that shows a form is asked again with ``request.refusal`` set, so nothing typed is lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing is refused yet."""
        request.refusal = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> None:
        """Remember what was asked."""
        request.asked = (view, args, kwargs)  # type: ignore[attr-defined]

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """A refusal in its place, everything else as a page that says what is left."""
        if isinstance(error, Refusal):
            log.info("refusal", extra=_about(request) | {"refusal": error.code})
            return refused(request, error)
        if isinstance(error, UploadTooLarge | RequestDataTooBig | TooManyFieldsSent):
            return plain_page(request, 413)
        if isinstance(error, OperationalError | InterfaceError):
            log.error("database", exc_info=error, extra=_about(request))
            return plain_page(request, 503)
        if not isinstance(error, Http404 | PermissionDenied | SuspiciousOperation):
            log.error("bug", exc_info=error, extra=_about(request))
        return None


def _about(request: HttpRequest) -> dict[str, object]:
    return {
        "request_id": getattr(request, "request_id", None),
        "route": request.resolver_match.route if request.resolver_match else "-",
    }


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    """A refusal as JSON problem (RFC 9457), page or message beside the form."""
    sentence = refusal.sentence()
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse(
            {
                "type": f"urn:giamsat:{refusal.code}",
                "title": sentence,
                "status": refusal.status,
                "code": refusal.code,
            },
            status=refusal.status,
            content_type="application/problem+json",
        )
    if refusal.status in (403, 404, 410):
        return plain_page(request, refusal.status, sentence)
    view, args, kwargs = request.asked  # type: ignore[attr-defined]
    if request.method == "POST" and getattr(view, "shows_refusals", False):
        request.refusal = refusal  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response.status_code = refusal.status
        return response  # type: ignore[no-any-return]
    messages.error(request, sentence)
    return redirect(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    return page_here(request, request.headers.get("Referer", "")) or "/"


def shows_refusals(view: V) -> V:
    """Marks a view that shows its form again instead of acting once more.

    It finds the reason in ``request.refusal``.
    """
    view.shows_refusals = True  # type: ignore[attr-defined]
    return view


def plain_page(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """A page for trouble, with what to do next; needs neither a session nor the database."""
    title, text = _trouble(status, sentence)
    # No menu where it may be what is broken.
    bare = status in (413, 500, 503) or not hasattr(request, "actor")
    context = {"title": title, "sentence": text}
    if bare:
        return HttpResponse(render_to_string("trouble_bare.html", context), status=status)
    return render(request, "trouble.html", context, status=status)


def _trouble(status: int, sentence: str) -> tuple[str, str]:
    """What a page for trouble is headed and says; its own sentence stands before the general."""
    now = timezone.localtime()
    time = f"{now.hour}:{now.minute:02d}"
    return {
        403: (
            _("Không mở được trang này"),
            sentence or _("Trang này không thuộc phần việc của anh/chị."),
        ),
        404: (
            _("Không có trang này"),
            sentence or _("Địa chỉ không đúng, hoặc nội dung không thuộc tổ chức của anh/chị."),
        ),
        409: (_("Trang đã cũ"), sentence),
        410: (_("Đã hết hạn"), sentence),
        413: (
            _("Tệp quá lớn"),
            _(
                "Mỗi tệp không quá 20 MB, mỗi lần gửi không quá 60 MB. Xóa hình ảnh, trang tính "
                "không cần trong tệp rồi gửi lại."
            ),
        ),
        503: (
            _("Chưa mở được kho lưu trữ"),
            _(
                "Nơi lưu trữ đang khởi động lại lúc %(time)s. Những gì đã lưu vẫn còn; chờ một "
                "phút rồi tải lại trang."
            )
            % {"time": time},
        ),
        500: (
            _("Trang chưa mở được"),
            _(
                "Trang chưa mở được do lỗi của chúng tôi, đã ghi lại lúc %(time)s. Những gì đã lưu "
                "vẫn còn."
            )
            % {"time": time},
        ),
    }[status]


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that does not show it came from our page, and why: origin, cookies, or age."""
    if reason.startswith(("Origin checking", "Referer checking")):
        sentence = _(
            "Trình duyệt không cho biết biểu mẫu được gửi từ trang này nên chưa nhận. Mở lại trang "
            "bằng đúng địa chỉ đã được cung cấp, tắt phần mềm chặn hoặc dùng trình duyệt khác rồi "
            "gửi lần nữa."
        )
    elif not request.COOKIES:
        sentence = _(
            "Trình duyệt đang chặn cookie của trang này nên chưa gửi được. Cho phép cookie, tải "
            "lại trang rồi gửi lần nữa."
        )
    else:
        sentence = _(
            "Trang mở đã lâu nên chưa gửi được. Bấm nút Quay lại của trình duyệt, tải lại trang "
            "rồi gửi lần nữa."
        )
    return plain_page(request, 403, sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - the same
    """Handler of 404."""
    return plain_page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Handler of 500: the error was logged by type and place."""
    return plain_page(request, 500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 400: an address or form no page of ours makes."""
    if isinstance(exception, DisallowedHost):
        return HttpResponse(status=400)
    return plain_page(request, 404)
