"""Make variants, look at one, try a suggestion, compare, take the papers away."""

import json
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext as in_the_readers_language
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked, whole_number
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.planning import access, actions, queries
from giamsat.planning.drafting import AIMS
from giamsat.planning.models import Variant
from giamsat.planning.papers import PAPERS
from giamsat.planning.taken import editions
from giamsat.planning.yearview import Year, compare_variants
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.views.own import own_programme

_CHANGES = (
    "MORE_VISITS",
    "MORE_ACTIVITIES",
    "WIDER_WINDOW",
    "MORE_PROPOSALS",
    "LOWER_MINIMUM",
    "PIN",
    "UNPIN",
    "DROP",
)


@shows_refusals
@require_http_methods(["GET", "POST"])
def plans(request: Request, programme_id: int) -> HttpResponseBase:
    """All variants; another one is started here."""
    here = own_programme(request, programme_id)
    actor = request.actor
    access.require(access.may_see_plan(actor))
    if request.method == "POST" and not request.refusal:
        parent = _parent(request, here.id)
        made = actions.start_plan(
            actor=actor,
            programme=here,
            parent=parent,
            changes=_changes(request),
            now=timezone.now(),
        )
        return redirect("variant", made.id)
    rows = queries.variants(actor, here)
    context = {
        "here": here,
        "rows": rows,
        "counts": proposal_queries.counts(actor, here),
        "may_make": access.may_make_plan(actor),
        "job": job_queries.job_of("plan", [row.id for row in rows]),
        "newest": next((row for row in rows if row.made_at), None),
    }
    return render(request, "planning/plans.html", context)


def _parent(request: Request, programme_id: int) -> Variant | None:
    said = whole_number(request.POST.get("parent", ""))
    made = access.visible_variants(request.actor).filter(
        programme=programme_id, made_at__isnull=False
    )
    return None if said is None else get_object_or_404(made, id=said)


def _changes(request: Request) -> list[dict[str, Any]]:
    """The suggestion or pin of the pressed button, as the engine takes it.

    Anything else is no page of ours.
    """
    out = []
    for text in request.POST.getlist("change"):
        try:
            change = json.loads(text)
            known = {
                name: change[name]
                for name in ("code", "subject", "which", "minimum")
                if name in change
            }
        except (ValueError, TypeError) as error:
            raise Http404 from error
        if known.get("code") not in _CHANGES:
            raise Http404
        out.append(known)
    pinned, month = request.POST.get("pin", ""), whole_number(request.POST.get("month", "")) or 0
    if pinned and 1 <= month <= 12:
        out += [{"code": "PIN", "subject": code, "which": month} for code in pinned.split(",")]
    return out


@require_GET
def variant(request: Request, variant_id: int) -> HttpResponseBase:
    """One variant: how good it is, what is missed and why, what moved, its papers.

    Or how far making it is.
    """
    actor = request.actor
    here = get_object_or_404(access.visible_variants(actor), id=variant_id)
    job = Job.objects.filter(id=here.job_id or 0).first()
    context: dict[str, Any] = {
        "here": here,
        "job": job,
        "may_make": access.may_make_plan(actor),
        "may_accept": access.may_accept(actor, here),
        "may_ever_accept": actor.holds(Permission.PLAN_ACCEPT),
        "is_accepted": editions().is_taken(here),
        "changes": here.changes,
    }
    if here.made_at:
        year = Year(here.plan, english=get_language() == "en")
        context |= {
            "year": year,
            "levels": _levels(here),
            "deep": [one for one in year.shortfalls() if one.requirements],
            "plain": [one for one in year.shortfalls() if not one.requirements],
            "deferred": year.unplaced(),
            "moved": year.outside_months_asked(),
            "meeting": [
                (year.line_of[one], year.line_of[other])
                for one, other in here.as_proposed.get("still_meeting", [])
            ],
            "changed": [_told(change, year) for change in here.changes],
            "papers": (*PAPERS, ("json", "JSON")),
        }
    return render(request, "planning/variant.html", context)


def _levels(here: Variant) -> list[tuple[str, str, int, int, bool]]:
    """The aims in order: name, as proposed, reached, bound, proved."""
    before = here.as_proposed
    rows = [
        (in_the_readers_language(AIMS[level.name]), "–", level.value, level.bound, level.proved)
        for level in here.plan.levels
        if level.says_something
    ]
    rows.append((_("Lượt một nơi bị đến quá mức trần"), str(before["over_cap"]), 0, 0, True))
    rows.append(
        (
            _("Cặp trùng còn để riêng"),
            str(before["duplicates"]),
            before["duplicates_left"],
            0,
            not before["duplicates_left"],
        )
    )
    return rows


def _told(change: dict[str, Any], year: Year) -> str:
    """A change in words."""
    name = year.name_of(str(change.get("subject", "")))
    words = {
        "MORE_VISITS": _("%(name)s tiếp thêm 1 cuộc trong quý %(which)s"),
        "MORE_ACTIVITIES": _("%(name)s nhận thêm 1 cuộc trong tháng %(which)s"),
        "WIDER_WINDOW": _("“%(name)s” làm được vào tháng khác trong năm"),
        "MORE_PROPOSALS": _("%(name)s đăng ký thêm %(which)s nội dung"),
        "LOWER_MINIMUM": _("không tính một chỉ tiêu với %(name)s"),
        "PIN": _("“%(name)s” ghim vào tháng %(which)s"),
        "UNPIN": _("“%(name)s” bỏ ghim"),
        "HOLD": _("“%(name)s” đã bắt đầu nên giữ nguyên"),
        "DROP": _("“%(name)s” đưa ra khỏi chương trình"),
    }
    return words[change["code"]] % {"name": name, "which": change.get("which", "")}


@require_GET
def compare(request: Request, programme_id: int) -> HttpResponseBase:
    """Two variants beside each other."""
    here = own_programme(request, programme_id)
    access.require(access.may_see_plan(request.actor))
    made = access.visible_variants(request.actor).filter(programme=here, made_at__isnull=False)
    chosen = [number_asked(request, "a") or 0, number_asked(request, "b") or 0]
    known = {one.number: one for one in made.filter(number__in=chosen)}
    both = [known.get(number) for number in chosen]
    context: dict[str, Any] = {
        "here": here,
        "rows": queries.variants(request.actor, here),
        "a": both[0],
        "b": both[1],
    }
    if both[0] and both[1]:
        years = [Year(one.plan, english=get_language() == "en") for one in both if one]
        context["differences"] = compare_variants(*years)
        context["levels"] = _side_by_side(both[0], both[1])
    return render(request, "planning/compare.html", context)


def _side_by_side(one: Variant, other: Variant) -> list[tuple[str, int | str, int | str]]:
    """The aims of two variants; one that only a re-planned variant has stands beside a dash."""
    here, there = ({row[0]: row[2] for row in _levels(variant)} for variant in (one, other))
    return [
        (name, here.get(name, "–"), there.get(name, "–")) for name in dict.fromkeys([*here, *there])
    ]


@require_GET
def paper(request: Request, variant_id: int, kind: str) -> HttpResponseBase:
    """One paper of a variant, as a file."""
    here = get_object_or_404(access.visible_variants(request.actor), id=variant_id)
    if kind not in here.papers:
        raise Http404
    name = f"Chuong_trinh_GS_PB_{here.programme.year}_phuong_an_{here.number}.{kind}"
    return download(content_of(here.papers[kind]), name)
