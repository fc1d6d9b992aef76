"""Pairs that may overlap: the list, and one pair side by side."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from civickit.overlap.bodies import Cover, parse_body, relate
from civickit.rendering import short_days
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.paging import page_of
from giamsat.jobs import queries as job_queries
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, queries
from giamsat.proposals.forms import DecisionForm
from giamsat.proposals.models import OverlapPair, PairDecision, Proposal
from giamsat.proposals.states import Decision, PairState
from giamsat.proposals.views.own import own_programme


@require_GET
def pairs(request: Request, programme_id: int) -> HttpResponseBase:
    """Pairs that wait for a decision first."""
    here = own_programme(request, programme_id)
    access.require(access.may_see_pairs(request.actor))
    state = asked(request, "trang-thai", {"open", "decided"}) or "open"
    basis = "body" if asked(request, "vi") == "noi" else "matter"
    rows = queries.find_pairs(
        request.actor, here, state=state if basis == "matter" else "open", basis=basis
    )
    context = {
        "here": here,
        "page": page_of(request, rows),
        "state": state,
        "basis": basis,
        "counts": queries.pair_counts(request.actor, here),
        "job": job_queries.job_of("overlaps", [here.id]),
        "may_decide": access.may_decide_pairs(request.actor),
    }
    return render(request, "proposals/pairs.html", context)


@dataclass(frozen=True)
class Row:
    """One line of the comparison."""

    name: str
    one: str
    other: str
    verdict: str
    same: bool


@shows_refusals
@require_http_methods(["GET", "POST"])
def pair(request: Request, pair_id: int) -> HttpResponseBase:
    """Two proposals beside each other, why they stand here, and the decision."""
    actor = request.actor
    here = get_object_or_404(access.visible_pairs(actor), id=pair_id)
    current = PairDecision.objects.filter(pair=here, lapsed_at=None).first()
    initial: dict[str, object] = {"version": here.version}
    if current:
        initial |= {"decision": current.decision, "reason": current.reason}
    may_join = bool(access.may_decide(actor, here, Decision.JOINT))
    form = DecisionForm(request.POST or None, initial=initial, may_join=may_join)
    if request.method == "POST" and not request.refusal and form.is_valid():
        said = form.cleaned_data
        actions.decide(
            actor=actor,
            pair=here,
            decision=Decision(said["decision"]),
            reason=said["reason"],
            version=said["version"],
            now=timezone.now(),
        )
        after = queries.pair_after(actor, here)
        messages.success(
            request,
            _("Đã ghi quyết định.") + ("" if after else " " + _("Không còn cặp nào phải xem.")),
        )
        return redirect("pair", after.id) if after else redirect("pairs", here.programme_id)
    if request.refusal and request.refusal.status == 409:
        form.data = {
            **dict(form.data.items()),
            "version": str(here.version),
        }  # the next press is made knowing both
    context = {
        "here": here,
        "form": form,
        "rows": comparison(here),
        "current": current,
        "may_decide": access.may_decide(actor, here),
        "opens": [access.may_see_proposal(actor, one) for one in (here.one, here.other)],
        "beside": queries.pairs_beside(actor, here),
        "after": queries.pair_after(actor, here),
        "history": PairDecision.objects.filter(pair=here).order_by("-decided_at")[:10],
        "open": here.state == PairState.OPEN,
    }
    return render(request, "proposals/pair.html", context)


def comparison(here: OverlapPair) -> list[Row]:
    """What both say, field by field, and how alike it is: in words, never as a percentage."""
    a, b = here.one, here.other
    same, near, other = _("Giống nhau"), _("Gần nhau"), _("Khác nhau")

    def row(name: str, one: str, two: str, verdict: str) -> Row:
        verdict = verdict if one and two else _("Chỉ một bên ghi")
        return Row(name, one, two, verdict, verdict in (same, near))

    bodies = [
        relate(parse_body(x), parse_body(y)) for x in a.supervised_units for y in b.supervised_units
    ]
    best = max(bodies, default=Cover.NONE)
    days = _common_days(a, b)
    title_verdict = (
        same if a.title.lower() == b.title.lower() else near if here.basis == "matter" else other
    )
    asked_a, asked_b = _who(a), _who(b)
    rows = [
        row(_("Tên"), a.title, b.title, title_verdict),
        row(_("Tổ chức đề xuất"), asked_a, asked_b, same if asked_a == asked_b else other),
        row(
            _("Nơi được giám sát"),
            ", ".join(a.supervised_units),
            ", ".join(b.supervised_units),
            same if best == Cover.SAME else near if best >= Cover.SAME_PLACE else other,
        ),
        row(
            _("Thời gian"),
            _time(a),
            _time(b),
            other if days is None else same if _time(a) == _time(b) else near,
        ),
        row(
            _("Hình thức"),
            a.form,
            b.form,
            same if a.form and a.form.lower() == b.form.lower() else other,
        ),
        row(
            _("Người chịu tác động"),
            _people(a),
            _people(b),
            same if _people(a) and _people(a) == _people(b) else other,
        ),
    ]
    return [one for one in rows if one.one or one.other]


def _who(one: Proposal) -> str:
    return one.organisation.name if one.organisation else one.outside_body


def _time(one: Proposal) -> str:
    if one.period_start and one.period_end:
        return (
            f"{one.time_text} → {short_days(one.period_start, one.period_end)}"
            if one.time_text
            else short_days(one.period_start, one.period_end)
        )
    return one.time_text or _("chưa rõ")


def _people(one: Proposal) -> str:
    count = f"{one.people_affected:,}".replace(",", ".") if one.people_affected else ""
    return ", ".join(
        [*one.vulnerable_groups, *([_("khoảng %(n)s người") % {"n": count}] if count else [])]
    )


def _common_days(a: Proposal, b: Proposal) -> int | None:
    if not (a.period_start and a.period_end and b.period_start and b.period_end):
        return None
    days = (min(a.period_end, b.period_end) - max(a.period_start, b.period_start)).days + 1
    return days if days > 0 else None
