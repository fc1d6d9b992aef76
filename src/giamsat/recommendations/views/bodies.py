"""Bodies: how each answers, whom to reach there, and links by which it answers without an account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked, whole_number
from giamsat.organisations.models import Organisation
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.forms import ContactForm
from giamsat.recommendations.models import BodyLink
from giamsat.rulebooks.carrying import following_rules


@require_GET
def bodies(request: Request) -> HttpResponseBase:
    """Every body with both rates and what is overdue, the worst first."""
    access.require(access.may_see(request.actor))
    today, year = timezone.localdate(), number_asked(request, "nam")
    rows = queries.listed(request.actor, year=year, today=today)
    context = {
        "rows": queries.by_body(rows, today),
        "years": queries.years(request.actor),
        "year": year,
        "rules": following_rules(today),
    }
    return render(request, "recommendations/bodies.html", context)


@shows_refusals
@require_http_methods(["GET", "POST"])
def body(request: Request, organisation_id: int) -> HttpResponseBase:
    """One body: its figures, its contacts, its links."""
    here = get_object_or_404(Organisation, id=organisation_id)
    actor, do, today = request.actor, request.POST.get("do", ""), timezone.localdate()
    may_keep = access.may_keep_contacts(actor, here)
    access.require(access.may_see_body(actor, here))
    known = queries.contacts_of(here)
    forms = [
        ContactForm(
            request.POST if do == "contacts" else None,
            prefix="chinh" if is_main else "phu",
            initial={
                name: getattr(known[is_main], name) for name in ("name", "post", "phone", "email")
            }
            if is_main in known
            else None,
        )
        for is_main in (True, False)
    ]
    key = ""
    if request.method == "POST" and not request.refusal:
        if do == "contacts" and all(form.is_valid() for form in forms):
            actions.keep_contacts(
                actor=actor,
                organisation=here,
                main=forms[0].cleaned_data,
                alternate=forms[1].cleaned_data,
                now=timezone.now(),
            )
            messages.success(request, _("Đã lưu đầu mối."))
            return redirect("body", here.id)
        if do in ("link", "system"):
            key = actions.make_link(
                actor=actor, organisation=here, is_system=do == "system", now=timezone.now()
            )
        elif do.startswith("revoke-"):
            link = get_object_or_404(BodyLink, id=whole_number(do[7:]) or 0, organisation=here)
            actions.revoke_link(actor=actor, link=link, now=timezone.now())
            messages.success(request, _("Đã hủy đường dẫn."))
            return redirect("body", here.id)
    may_link = access.may_hand_out_link(actor)
    rows = queries.listed(actor, year=None, today=today, recipient=here.id)
    context = {
        "here": here,
        "forms": forms,
        "contacts": known,
        "may_keep": may_keep,
        "may_link": may_link,
        "now": timezone.now(),
        "links": queries.links_of(here) if may_link else [],
        "figures": queries.figures(rows, today),
        "address": f"{settings.ADDRESS}{reverse('answered_by_link', args=[key])}"
        if key and do == "link"
        else "",
        "key": key if do == "system" else "",
        "days": following_rules(today).link_days,
    }
    return render(request, "recommendations/body.html", context)
