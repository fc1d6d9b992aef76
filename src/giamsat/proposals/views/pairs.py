"""Pairs that may overlap: the list, and one pair side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from civickit.overlap.bodies import Cover, parse_body, relate
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, numbers
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import days_text
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions, queries
from giamsat.proposals.forms import DecisionForm, ManyDecisionsForm
from giamsat.proposals.joining import joining_of
from giamsat.proposals.models import OverlapPair, PairDecision, Programme, Proposal
from giamsat.proposals.states import Decision
from giamsat.proposals.views.own import own_programme

if TYPE_CHECKING:
    from django.core.paginator import Page


class _Decided(NamedTuple):
    """A pair that was decided, and the next one that waits."""

    pair: OverlapPair
    after: OverlapPair | None

    def in_words(self) -> str:
        """What is said after it."""
        rest = "" if self.after else " " + _("Không còn cặp nào phải xem.")
        return _("Đã ghi quyết định.") + rest

    def address(self) -> str:
        """The next pair, or the list when none is left."""
        if self.after:
            return reverse("pair", args=[self.after.id])
        return reverse("pairs", args=[self.pair.programme_id])


def _decide(*, actor: Actor, pair: OverlapPair, now: datetime, **decision: Any) -> _Decided:
    actions.decide(actor=actor, pair=pair, now=now, **decision)
    return _Decided(pair, queries.pair_after(actor, pair))


def _decide_many(*, actor: Actor, programme: Programme, pairs: list[int], **decision: Any) -> int:
    rows = access.visible_pairs(actor).filter(programme=programme, id__in=pairs)
    ticked = rows.select_related("one", "other").order_by("id")
    return actions.decide_many(actor=actor, pairs=ticked, **decision)


def _many_in_words(count: int) -> str:
    return _("Đã ghi quyết định cho %(n)s cặp.") % {"n": count}


MANY = {"": Button(ManyDecisionsForm, _decide_many, done=_many_in_words)}
BUTTONS = {"": Button(DecisionForm, _decide, done=_Decided.in_words, to=_Decided.address)}


@dataclass(frozen=True)
class ComparedRow:
    """One line of the comparison."""

    name: str
    one: str
    other: str
    verdict: str
    same: bool


@dataclass(frozen=True)
class PairsContext(PageContext):
    """Pairs of a year in one state; ``basis`` is what they have in common."""

    template: ClassVar[str] = "proposals/pairs.html"
    here: Programme
    page: "Page[OverlapPair]"
    state: str
    basis: str
    counts: Mapping[str, int]
    job: Job | None
    may_decide: Verdict
    form: Form
    ticked: set[int]


@dataclass(frozen=True)
class PairContext(PageContext):
    """One pair; ``opens`` says which of its proposals the reader may open."""

    template: ClassVar[str] = "proposals/pair.html"
    here: OverlapPair
    form: Form
    rows: Sequence[ComparedRow]
    current: PairDecision | None
    may_decide: Verdict
    opens: Sequence[Verdict]
    beside: Sequence[OverlapPair]
    after: OverlapPair | None
    history: Iterable[PairDecision]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def pairs(request: Request, programme_id: int) -> HttpResponseBase:
    """Pairs that wait for a decision first; several are decided at once with one reason."""
    programme = own_programme(request, programme_id)
    access.require(access.may_see_pairs(request.actor))
    state = asked(request, "trang-thai", {"open", "decided"}) or "open"
    basis = "body" if asked(request, "vi") == "noi" else "matter"
    rows = queries.find_pairs(
        request.actor, programme, state=state if basis == "matter" else "open", basis=basis
    )
    pressed = press(request, MANY, programme=programme)
    if not isinstance(pressed, Pressed):
        return pressed
    return PairsContext(
        here=programme,
        page=page_of(request, rows),
        state=state,
        basis=basis,
        counts=queries.pair_counts(request.actor, programme),
        job=job_queries.job_of("overlaps", [programme.id]),
        may_decide=access.may_decide_pairs(request.actor),
        form=pressed.form(""),
        ticked=set(numbers(request.POST.getlist("pairs"))),
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: Request, pair_id: int) -> HttpResponseBase:
    """Two proposals beside each other, why they stand here, and the decision."""
    actor = request.actor
    both = get_object_or_404(access.visible_pairs(actor), id=pair_id)
    current = PairDecision.objects.filter(pair=both, lapsed_at=None).first()
    initial: dict[str, object] = {"version": both.version}
    if current:
        initial |= {"decision": current.decision, "reason": current.reason}
        if current.lead_id:
            initial |= {"lead": current.lead_id, "joint_title": current.joint_title}
    joining = joining_of(both) if access.may_decide(actor, both, Decision.JOINT) else None
    pressed = press(request, BUTTONS, initial=initial, start={"": {"joining": joining}}, pair=both)
    if not isinstance(pressed, Pressed):
        return pressed
    return PairContext(
        here=both,
        form=pressed.form(""),
        rows=comparison(both),
        current=current,
        may_decide=access.may_decide(actor, both),
        opens=[access.may_see_proposal(actor, side) for side in (both.one, both.other)],
        beside=queries.pairs_beside(actor, both),
        after=queries.pair_after(actor, both),
        history=PairDecision.objects.filter(pair=both).order_by("-decided_at")[:10],
    ).render(request)


def comparison(pair: OverlapPair) -> list[ComparedRow]:
    """What both say, field by field, and how alike it is: in words, never as a percentage."""
    a, b = pair.one, pair.other
    rows = [
        _row(_("Tên"), a.title, b.title, _of_titles(pair)),
        _row(_("Tổ chức đề xuất"), _who(a), _who(b), _same_or_other(_who(a) == _who(b))),
        _row(
            _("Nơi được giám sát"),
            ", ".join(a.supervised_units),
            ", ".join(b.supervised_units),
            _of_bodies(a, b),
        ),
        _row(_("Thời gian"), _time(a), _time(b), _of_times(a, b)),
        _row(_("Hình thức"), a.form, b.form, _same_or_other(a.form.lower() == b.form.lower())),
        _row(
            _("Người chịu tác động"),
            _people(a),
            _people(b),
            _same_or_other(_people(a) == _people(b)),
        ),
    ]
    return [row for row in rows if row.one or row.other]


def _row(name: str, one: str, other: str, verdict: str) -> ComparedRow:
    if not (one and other):
        return ComparedRow(name, one, other, _("Chỉ một bên ghi"), same=False)
    return ComparedRow(name, one, other, verdict, same=verdict != _("Khác nhau"))


def _same_or_other(is_same: bool) -> str:  # noqa: FBT001 - it is all this says
    return _("Giống nhau") if is_same else _("Khác nhau")


def _of_titles(pair: OverlapPair) -> str:
    if pair.one.title.lower() == pair.other.title.lower():
        return _("Giống nhau")
    return _("Gần nhau") if pair.basis == "matter" else _("Khác nhau")


def _of_bodies(a: Proposal, b: Proposal) -> str:
    """By the two bodies that come closest."""
    best = max(
        (
            relate(parse_body(x), parse_body(y))
            for x in a.supervised_units
            for y in b.supervised_units
        ),
        default=Cover.NONE,
    )
    if best == Cover.SAME:
        return _("Giống nhau")
    return _("Gần nhau") if best >= Cover.SAME_PLACE else _("Khác nhau")


def _of_times(a: Proposal, b: Proposal) -> str:
    if _common_days(a, b) is None:
        return _("Khác nhau")
    return _("Giống nhau") if _time(a) == _time(b) else _("Gần nhau")


def _who(one: Proposal) -> str:
    return one.organisation.name if one.organisation else one.outside_body


def _time(proposal: Proposal) -> str:
    if proposal.period_start and proposal.period_end:
        days = days_text(proposal.period_start, proposal.period_end)
        return f"{proposal.time_text} → {days}" if proposal.time_text else days
    return proposal.time_text or _("chưa rõ")


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
