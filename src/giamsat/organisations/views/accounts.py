"""One's own account: password, address for letters, second factor, calendars.

And how pages look on this device.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import pyotp
import segno
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, only, press
from giamsat.organisations import actions, sessions
from giamsat.organisations.forms import CodeForm, EmailForm, PasswordForm, role_name
from giamsat.organisations.models import Membership, Organisation, Person
from giamsat.organisations.requests import Request
from giamsat.organisations.views.signing import next_page

_YEAR_SECONDS = 365 * 24 * 3600


@sessions.open_to_all
@require_POST
def preferences(request: Request) -> HttpResponseBase:
    """Language and background, kept in cookies on this device."""
    response = redirect(next_page(request))
    for name, cookie, values in (
        ("language", "ngon-ngu", ("vi", "en")),
        ("theme", "nen", ("light", "device")),
    ):
        chosen = request.POST.get(name, "")
        if chosen in values:
            response.set_cookie(
                cookie, chosen, max_age=_YEAR_SECONDS, samesite="Lax", httponly=True
            )
    return response


def _change_password(*, request: Request, person: Person, now: datetime, **said: Any) -> None:
    actions.change_password(person=person, now=now, **said)
    sessions.sign_in(request, person, now=now)  # the change has ended every session


@dataclass(frozen=True)
class RecoveryCodesContext(PageContext):
    """Codes that are shown this once."""

    template: ClassVar[str] = "organisations/recovery_codes.html"
    codes: Sequence[str]


def _set_second_factor(*, request: Request, **said: Any) -> HttpResponseBase:
    codes = actions.set_second_factor(secret=request.session["new_second_factor"], **said)
    request.session.pop("new_second_factor")
    return RecoveryCodesContext(codes).render(request)


def _renew_codes(*, request: Request, **said: Any) -> HttpResponseBase:
    return RecoveryCodesContext(actions.renew_recovery_codes(**said)).render(request)


ACCOUNT = {
    "": Button(
        PasswordForm,
        _change_password,
        gettext_lazy("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."),
    ),
    "email": Button(
        EmailForm,
        actions.change_email,
        gettext_lazy("Đã lưu địa chỉ thư."),
        takes=only("person"),
    ),
    "codes": Button(None, _renew_codes),
}
SECOND_FACTOR = {
    "": Button(
        CodeForm,
        _set_second_factor,
        gettext_lazy("Đã đặt xác thực hai bước. Từ lần sau, đăng nhập cần thêm mã 6 số."),
    )
}


@dataclass(frozen=True)
class AccountContext(PageContext):
    """What one may do and change; ``codes_left`` are recovery codes not used yet.

    ``bodies`` are one's organisations, each with its calendar below ``address``.
    """

    template: ClassVar[str] = "organisations/account.html"
    form: Form
    email_form: Form
    sends_mail: bool
    codes_left: int
    roles: Sequence[tuple[str, str]]
    bodies: Sequence[Organisation]
    address: str


@sensitive_post_parameters()
@sessions.before_own_password
@sessions.before_second_factor
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: Request) -> HttpResponseBase:
    """One's own roles, password, address for letters, and calendars of one's organisations."""
    initial = {"email": request.user.email}
    pressed = press(request, ACCOUNT, initial=initial, request=request, person=request.user)
    if not isinstance(pressed, Pressed):
        return pressed
    held = Membership.objects.filter(
        Membership.current(timezone.localdate()), person_id=request.user.id
    )
    held = held.select_related("organisation").order_by("id")
    return AccountContext(
        form=pressed.form(""),
        email_form=pressed.form("email"),
        sends_mail=settings.SENDS_MAIL,
        codes_left=request.user.recovery_codes.filter(used_at=None).count(),
        roles=[(role_name(row.role), row.organisation.name) for row in held],
        bodies=list(dict.fromkeys(row.organisation for row in held)),
        address=request.build_absolute_uri("/"),
    ).render(request)


@dataclass(frozen=True)
class SecondFactorContext(PageContext):
    """A new secret, as words and as a picture for the telephone."""

    template: ClassVar[str] = "organisations/second_factor.html"
    form: Form
    secret: str
    link: str
    picture: SafeString


@sessions.before_second_factor
@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: Request) -> HttpResponseBase:
    """Show a new secret to the telephone; keep it once a code shows that it arrived."""
    secret = request.session.setdefault("new_second_factor", pyotp.random_base32())
    pressed = press(request, SECOND_FACTOR, request=request, person=request.user)
    if not isinstance(pressed, Pressed):
        return pressed
    link = pyotp.TOTP(secret).provisioning_uri(
        name=request.user.sign_in_name, issuer_name="Giám Sát"
    )
    return SecondFactorContext(pressed.form(""), secret, link, _picture(link)).render(request)


def _picture(link: str) -> SafeString:
    out = io.BytesIO()
    segno.make(link, error="m").save(
        out,
        kind="svg",
        omitsize=True,
        svgclass="map",
        xmldecl=False,
        svgns=True,
        light="#fff",
        title=_("Mã QR"),
        nl=False,
    )
    return mark_safe(out.getvalue().decode("utf-8"))  # noqa: S308 - segno's own drawing, no text of ours in it


@require_POST
def feed_key(request: Request, organisation_id: int) -> HttpResponseBase:
    """Make or renew the secret address of an organisation's calendar."""
    body = get_object_or_404(Organisation, id=organisation_id)
    actions.renew_feed(actor=request.actor, organisation=body, now=timezone.now())
    messages.success(request, _("Địa chỉ lịch đã được tạo mới; địa chỉ cũ không dùng được nữa."))
    return redirect("account")
