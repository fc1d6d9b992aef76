"""The programmes, and one programme: the year at a glance."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation, Place
from giamsat.organisations.permissions import Permission, Scope
from giamsat.organisations.requests import Request
from giamsat.planning import access as plan_access
from giamsat.planning import queries as plan_queries
from giamsat.planning.models import Variant
from giamsat.planning.yearview import Year
from giamsat.programmes import access, queries
from giamsat.programmes.states import EDITION_MOVES
from giamsat.proposals import access as proposal_access
from giamsat.proposals import actions as proposal_actions
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.forms import ProgrammeForm, programme_defaults

VIEWS = ("to-chuc", "noi", "bang")
_FIRST_UNITS = 12  # supervised bodies shown before "all"


@shows_refusals
@require_http_methods(["GET", "POST"])
def programmes(request: Request) -> HttpResponseBase:
    """All years; another one can be opened."""
    access.require(proposal_access.may_see(request.actor))
    visible = proposal_access.visible_programmes(request.actor)
    rows = list(plan_queries.with_acceptance(visible).order_by("-year"))
    form = ProgrammeForm(
        request.POST or None, initial=programme_defaults(rows, timezone.localdate().year)
    )
    front = (
        Organisation.objects.filter(kind=Organisation.Kind.FRONT, level=Place.Level.PROVINCE)
        .order_by("id")
        .first()
    )
    if request.method == "POST" and not request.refusal and form.is_valid() and front:
        province = front.short_name.removeprefix("MTTQ ")
        made = proposal_actions.open_programme(
            actor=request.actor,
            front=front,
            province=province,
            now=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(
            request,
            _("Đã mở chương trình năm %(year)s. Bước tiếp: đưa tệp đề xuất vào.")
            % {"year": made.year},
        )
        return redirect("workbooks", made.id)
    context = {"rows": rows, "form": form, "may_open": proposal_access.may_open(request.actor)}
    return render(request, "programmes/programmes.html", context)


@require_GET
def programme(request: Request, programme_id: int) -> HttpResponseBase:
    """One year: what is planned and missed, as a calendar or a table."""
    here = get_object_or_404(proposal_access.visible_programmes(request.actor), id=programme_id)
    view = asked(request, "xem", VIEWS) or "to-chuc"
    variant = plan_queries.shown_variant(request.actor, here)
    context: dict[str, Any] = {
        "here": here,
        "view": view,
        "variant": variant,
        "may_make": plan_access.may_make_plan(request.actor),
    }
    editions = queries.editions_of(request.actor, here)
    context |= {
        "issued": next((one for one in editions if one.issued_on), None),
        "under_way": next((one for one in editions if one.state not in EDITION_MOVES.ends), None),
    }
    context["counts"] = (proposal_queries.pair_counts if variant else proposal_queries.counts)(
        request.actor, here
    )
    if variant:
        context |= year_parts(request.actor, variant, view, everything=bool(asked(request, "ca")))
    return render(request, "programmes/programme.html", context)


def year_parts(actor: Actor, variant: Variant, view: str, *, everything: bool) -> dict[str, Any]:
    """The sentence and the calendar of a variant. A variant never changes, so what was drawn once is kept.

    Only links differ between readers: a topic leads to its proposal for those who may open it.
    """
    scope = actor.scope(Permission.PROPOSAL_VIEW)
    opens = sorted(actor.own(Permission.PROPOSAL_VIEW)) if scope is Scope.OWN else scope
    made = variant.made_at.timestamp() if variant.made_at else 0
    may_make = bool(plan_access.may_make_plan(actor))
    key = (
        f"year:{variant.id}:{made}:{view}:{everything}:{get_language()}:{opens}:{may_make}".replace(
            " ", ""
        )
    )
    parts: dict[str, Any] | None = cache.get(key)
    if parts is None:
        year = Year(variant.plan, english=get_language() == "en")
        year.shown(proposal_queries.proposal_ids(actor, variant.programme))
        groups = year.by_unit() if view == "noi" else year.by_organisation()
        shown = groups if everything or view != "noi" else groups[:_FIRST_UNITS]
        calendar = render_to_string(
            f"planning/year_{'table' if view == 'bang' else 'strips'}.html",
            {
                "year": year,
                "groups": shown,
                "lines": year.lines,
                "left": len(groups) - len(shown),
                "all": len(groups),
                "may_make": may_make,
                "variant": variant,
            },
        )
        missing = render_to_string(
            "planning/year_missing.html",
            {"bodies": year.shortfalls_by_body(), "variant": variant},
        )
        parts = {
            "calendar": calendar,
            "missing": missing,
            "lead": year.lead_sentence(),
            "missed": year.missed_sentence(),
        }
        cache.set(key, parts, 3600)
    return parts
