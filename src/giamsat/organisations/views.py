"""Signing in and out, one's own account, and the pages of organisations, places and people."""

import io

import pyotp
import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, page_here, whole_number
from giamsat.foundation.paging import matches, page_of
from giamsat.organisations import access, actions, proving, queries, sessions
from giamsat.organisations.forms import (
    CodeForm,
    EmailForm,
    OrganisationForm,
    PasswordForm,
    PersonForm,
    RenameForm,
    ResetForm,
    RoleForm,
    SignInForm,
    SuccessionForm,
    role_name,
)
from giamsat.organisations.models import Membership, Organisation, Person, Place
from giamsat.organisations.permissions import Role
from giamsat.organisations.requests import Request, address_of

_HALF_SIGNED_IN_SECONDS = 300
_PRIVATE_FIELDS = ("csrfmiddlewaretoken", "password", "old", "new", "code")


def _next(request: Request) -> str:
    return page_here(request, request.POST.get("next") or request.GET.get("tiep") or "/") or "/"


@sensitive_post_parameters()
@sessions.open_to_all
@shows_refusals
@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponseBase:
    """Name and password, then the second factor for those who have one."""
    form = SignInForm(request.POST or None)
    kept = _kept(request)
    if (
        request.method == "POST"
        and "name" in request.POST
        and not request.refusal
        and form.is_valid()
    ):
        now = timezone.now()
        person = proving.check_password(
            form.cleaned_data["name"], form.cleaned_data["password"], address_of(request), now=now
        )
        if person.second_factor:
            request.session["half"] = {
                "person": person.id,
                "at": int(now.timestamp()),
                "next": _next(request),
                "kept": kept,
            }
            return redirect("sign_in_code")
        sessions.sign_in(request, person, now=now)
        return _go_on(request, _next(request), kept)
    return render(
        request, "organisations/sign_in.html", {"form": form, "next": _next(request), "kept": kept}
    )


def sign_in_again(request: Request) -> HttpResponse:
    """The session ended while somebody typed: what they typed waits here and is sent after they signed in."""
    fields = {
        name: request.POST.getlist(name) for name in request.POST if name not in _PRIVATE_FIELDS
    }
    kept = {"path": request.get_full_path(), "fields": fields}
    return render(
        request,
        "organisations/sign_in.html",
        {"form": SignInForm(), "next": "/", "kept": kept, "ended": True},
        status=403,
    )


def _kept(request: Request) -> dict[str, object] | None:
    path = page_here(request, request.POST.get("kept-path", ""))
    if not path:
        return None
    names = [name for name in request.POST if name.startswith("kept:")]
    return {"path": path, "fields": {name[5:]: request.POST.getlist(name) for name in names}}


def _go_on(request: Request, to: str, kept: dict[str, object] | None) -> HttpResponseBase:
    if kept:
        return render(request, "organisations/kept.html", {"kept": kept})
    return redirect(to)


@sensitive_post_parameters()
@sessions.open_to_all
@shows_refusals
@require_http_methods(["GET", "POST"])
def sign_in_code(request: Request) -> HttpResponseBase:
    """The second factor, within five minutes of the password."""
    now = timezone.now()
    half = request.session.get("half")
    if not half or now.timestamp() - half["at"] > _HALF_SIGNED_IN_SECONDS:
        return redirect("sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        person = get_object_or_404(Person, id=half["person"], is_active=True)
        proving.check_code(person, form.cleaned_data["code"], address_of(request), now=now)
        sessions.sign_in(request, person, now=now)
        request.session.pop("half", None)
        return _go_on(request, half["next"], half["kept"])
    return render(request, "organisations/sign_in_code.html", {"form": form})


@sessions.open_to_all
@require_POST
def sign_out(request: Request) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return redirect("sign_in")


@sessions.open_to_all
@require_POST
def preferences(request: Request) -> HttpResponseBase:
    """Language and background, kept in cookies on this device."""
    response = redirect(_next(request))
    year = 365 * 24 * 3600
    if request.POST.get("language") in ("vi", "en"):
        response.set_cookie(
            "ngon-ngu", request.POST["language"], max_age=year, samesite="Lax", httponly=True
        )
    if request.POST.get("theme") in ("light", "device"):
        response.set_cookie(
            "nen", request.POST["theme"], max_age=year, samesite="Lax", httponly=True
        )
    return response


@sensitive_post_parameters()
@sessions.before_second_factor
@shows_refusals
@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponseBase:
    """One's own roles, password, address for letters, and calendars of one's organisations."""
    wants_letters = request.POST.get("do") == "email"
    form = PasswordForm(None if wants_letters else request.POST or None)
    email_form = EmailForm(
        request.POST if wants_letters else None, initial={"email": request.user.email}
    )
    now = timezone.now()
    if wants_letters and not request.refusal and email_form.is_valid():
        actions.change_email(
            actor=request.actor,
            person=request.user,
            email=email_form.cleaned_data["email"],
            now=now,
        )
        messages.success(request, _("Đã lưu địa chỉ thư."))
        return redirect("account")
    if request.method == "POST" and not request.refusal and form.is_bound and form.is_valid():
        actions.change_password(
            actor=request.actor, person=request.user, now=now, **form.cleaned_data
        )
        sessions.sign_in(request, request.user, now=now)
        messages.success(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."))
        return redirect("account")
    held = Membership.objects.filter(
        Membership.current(timezone.localdate()), person_id=request.user.id
    )
    held = held.select_related("organisation").order_by("id")
    context = {
        "form": form,
        "email_form": email_form,
        "sends_mail": settings.SENDS_MAIL,
        "roles": [(role_name(row.role), row.organisation.name) for row in held],
        "bodies": list(dict.fromkeys(row.organisation for row in held)),
        "address": request.build_absolute_uri("/"),
    }
    return render(request, "organisations/account.html", context)


@sessions.before_second_factor
@shows_refusals
@require_http_methods(["GET", "POST"])
def second_factor(request: Request) -> HttpResponseBase:
    """Show a new secret to the telephone; keep it once a code shows that it arrived."""
    form = CodeForm(request.POST or None)
    secret = request.session.setdefault("new_second_factor", pyotp.random_base32())
    if request.method == "POST" and not request.refusal and form.is_valid():
        actions.set_second_factor(
            actor=request.actor,
            person=request.user,
            secret=secret,
            code=form.cleaned_data["code"],
            now=timezone.now(),
        )
        request.session.pop("new_second_factor")
        messages.success(
            request, _("Đã đặt xác thực hai bước. Từ lần sau, đăng nhập cần thêm mã 6 số.")
        )
        return redirect("account")
    link = pyotp.TOTP(secret).provisioning_uri(
        name=request.user.sign_in_name, issuer_name="Giám Sát"
    )
    return render(
        request,
        "organisations/second_factor.html",
        {"form": form, "secret": secret, "picture": _picture(link)},
    )


def _picture(link: str) -> str:
    out = io.BytesIO()
    segno.make(link, error="m").save(
        out,
        kind="svg",
        omitsize=True,
        svgclass="map",
        xmldecl=False,
        svgns=True,
        light="#fff",
        title="Mã QR",
        nl=False,
    )
    return mark_safe(out.getvalue().decode("utf-8"))  # noqa: S308 - segno's own drawing, no text of ours in it


@require_GET
def places(request: Request) -> HttpResponseBase:
    """Provinces, districts and communes of a day."""
    access.require(access.may_see_organisations(request.actor))
    words, level = asked(request, "tim"), asked(request, "cap", set(Place.Level.values))
    today = timezone.localdate()
    page = page_of(request, queries.find_places(words, level, today))
    parents = queries.parents_of(list(page), today)
    context = {
        "page": page,
        "words": words,
        "level": level,
        "levels": Place.Level.choices,
        "parents": parents,
    }
    return render(request, "organisations/places.html", context)


@require_GET
def place(request: Request, place_id: int) -> HttpResponseBase:
    """One place: its names through time and the places that went into it."""
    access.require(access.may_see_organisations(request.actor))
    here = get_object_or_404(Place, id=place_id)
    rows = Place.objects.filter(level=here.level, code=here.code).order_by("valid_from")
    return render(
        request,
        "organisations/place.html",
        {"place": here, "names": rows, "came_from": queries.came_from(here)},
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def organisations(request: Request) -> HttpResponseBase:
    """All organisations; an administrator adds authorities and Party committees."""
    access.require(access.may_see_organisations(request.actor))
    do = request.POST.get("do", "")
    form = OrganisationForm(request.POST if request.method == "POST" and do != "communes" else None)
    if do == "communes" and not request.refusal:
        count = actions.add_communes(
            actor=request.actor, with_former="former" in request.POST, now=timezone.now()
        )
        messages.success(request, _("Đã mở %(n)s tổ chức, cơ quan cấp xã.") % {"n": count})
        return redirect("organisations")
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.add_organisation(
            actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
        return redirect("organisation", made.id)
    may_edit = access.may_edit_organisations(request.actor)
    words = asked(request, "tim")
    rows = queries.organisations().filter(matches(words)) if words else queries.organisations()
    context = {"page": page_of(request, rows), "form": form, "may_edit": may_edit, "words": words}
    return render(request, "organisations/organisations.html", context)


@require_POST
def feed_key(request: Request, organisation_id: int) -> HttpResponseBase:
    """Make or renew the secret address of an organisation's calendar."""
    here = get_object_or_404(Organisation, id=organisation_id)
    actions.renew_feed(actor=request.actor, organisation=here, now=timezone.now())
    messages.success(request, _("Địa chỉ lịch đã được tạo mới; địa chỉ cũ không dùng được nữa."))
    return redirect("account")


@shows_refusals
@require_http_methods(["GET", "POST"])
def organisation(request: Request, organisation_id: int) -> HttpResponseBase:
    """One organisation through time: former names, what it came from and became; an administrator adds to them."""
    access.require(access.may_see_organisations(request.actor))
    here = get_object_or_404(Organisation, id=organisation_id)
    do = request.POST.get("do", "")
    initial = {"name": here.name, "short_name": here.short_name}
    form = RenameForm(request.POST if do == "rename" else None, initial=initial)
    succession_form = SuccessionForm(
        request.POST if do == "succeed" else None, old=here, prefix="ke"
    )
    if (
        request.method == "POST"
        and not request.refusal
        and _change(request, here, form, succession_form)
    ):
        return redirect("organisation", here.id)
    context = {
        "here": here,
        "form": form,
        "succession_form": succession_form,
        "may_edit": access.may_edit_organisations(request.actor),
        "came_from": here.came_from.select_related("old"),
        "became": here.became.select_related("new"),
    }
    return render(request, "organisations/organisation.html", context)


def _change(
    request: Request, here: Organisation, form: RenameForm, succession_form: SuccessionForm
) -> bool:
    """Carry out the pressed button; False when its form has to be filled in again."""
    now = timezone.now()
    if form.is_bound and form.is_valid():
        actions.rename_organisation(
            actor=request.actor, organisation=here, now=now, **form.cleaned_data
        )
        messages.success(
            request, _("Đã đổi tên. Tên cũ vẫn giữ trên văn bản của những ngày trước.")
        )
    elif succession_form.is_bound and succession_form.is_valid():
        actions.record_succession(
            actor=request.actor, old=here, now=now, **succession_form.cleaned_data
        )
        messages.success(request, _("Đã ghi tổ chức kế tục. Việc cũ vẫn thuộc tổ chức cũ."))
    else:
        return False
    return True


@sensitive_post_parameters()
@shows_refusals
@require_http_methods(["GET", "POST"])
def people(request: Request) -> HttpResponseBase:
    """All accounts; a new one can be added."""
    access.require(access.may_manage_people(request.actor))
    form = PersonForm(request.POST or None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        person = actions.add_person(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(
            request,
            _("Đã thêm %(name)s. Giao vai trò để người này làm việc được.")
            % {"name": person.full_name},
        )
        return redirect("person", person.id)
    return render(
        request,
        "organisations/people.html",
        {"page": page_of(request, queries.people()), "form": form},
    )


@sensitive_post_parameters()
@shows_refusals
@require_http_methods(["GET", "POST"])
def person(request: Request, person_id: int) -> HttpResponseBase:
    """One account: roles given and ended, password reset, account closed."""
    access.require(access.may_manage_people(request.actor))
    here = get_object_or_404(queries.people(), id=person_id)
    role_form = RoleForm(request.POST if request.POST.get("do") == "role" else None)
    reset_form = ResetForm(request.POST if request.POST.get("do") == "reset" else None)
    if (
        request.method == "POST"
        and not request.refusal
        and _act_on(request, here, role_form, reset_form)
    ):
        return redirect("person", here.id)
    context = {
        "here": here,
        "role_form": role_form,
        "reset_form": reset_form,
        "may_close": access.may_close(request.actor, here),
        "roles": [(row, role_name(row.role)) for row in here.memberships.all()],
    }
    return render(request, "organisations/person.html", context)


def _act_on(request: Request, here: Person, role_form: RoleForm, reset_form: ResetForm) -> bool:
    """Carry out the pressed button; False when its form has to be filled in again."""
    actor, now = request.actor, timezone.now()
    do = request.POST.get("do")
    if do == "role" and role_form.is_valid():
        actions.give_role(
            actor=actor,
            person=here,
            organisation=role_form.cleaned_data["organisation"],
            role=Role(role_form.cleaned_data["role"]),
            first_day=timezone.localdate(),
            now=now,
        )
        messages.success(request, _("Đã giao vai trò."))
    elif do == "end":
        which = whole_number(request.POST.get("membership", "")) or 0
        membership = get_object_or_404(Membership, id=which, person=here)
        actions.end_role(actor=actor, membership=membership, last_day=timezone.localdate(), now=now)
        messages.success(request, _("Vai trò kết thúc hết ngày hôm nay."))
    elif do == "reset" and reset_form.is_valid():
        actions.reset_password(
            actor=actor, person=here, password=reset_form.cleaned_data["password"], now=now
        )
        messages.success(request, _("Đã đặt lại mật khẩu và bỏ xác thực hai bước cũ."))
    elif do == "close":
        actions.close_person(actor=actor, person=here, now=now)
        messages.success(request, _("Đã khóa tài khoản."))
    else:
        return False
    return True
