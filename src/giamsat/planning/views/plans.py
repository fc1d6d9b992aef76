"""Make variants, look at one, try a suggestion, compare, take the papers away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext as in_the_readers_language
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import Saying
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.planning import access, actions, queries
from giamsat.planning.asked import outside_time_asked
from giamsat.planning.drafting import AIMS
from giamsat.planning.forms import PlanForm
from giamsat.planning.models import Variant
from giamsat.planning.papers import PAPERS, WORKING, ending_of
from giamsat.planning.taken import editions
from giamsat.planning.yearview import (
    Difference,
    SeparationInWords,
    Year,
    compare_variants,
)
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.models import Programme
from giamsat.proposals.views.own import own_programme

Level = tuple[str, str, int, int, bool]  # name, as proposed, reached, bound, proved


def _start(
    *,
    actor: Actor,
    programme: Programme,
    parent_id: int,
    changes: list[dict[str, Any]],
    now: datetime,
    fresh: bool = False,
) -> Variant:
    made = access.visible_variants(actor).filter(programme=programme, made_at__isnull=False)
    parent = get_object_or_404(made, id=parent_id) if parent_id else None
    return actions.start_plan(
        actor=actor, programme=programme, parent=parent, changes=changes, now=now, fresh=fresh
    )


STARTING = {
    "": Button(PlanForm, _start, to=lambda made: reverse("variant", args=[made.id])),
}


@dataclass(frozen=True)
class PlansContext(PageContext):
    """All variants of a year."""

    template: ClassVar[str] = "planning/plans.html"
    here: Programme
    rows: Sequence[Variant]
    counts: proposal_queries.Counts
    may_make: Verdict
    job: Job | None
    newest: Variant | None
    is_kept: bool


@dataclass(frozen=True)
class VariantContext(PageContext):
    """One variant; before it is made there is no year to show."""

    template: ClassVar[str] = "planning/variant.html"
    here: Variant
    job: Job | None
    may_make: Verdict
    may_accept: Verdict
    may_ever_accept: bool
    is_accepted: bool
    is_by_hand: bool
    year: Year | None = None
    levels: Sequence[Level] = ()
    deep: Sequence[Any] = ()
    plain: Sequence[Any] = ()
    deferred: Sequence[Any] = ()
    moved: Sequence[Any] = ()
    separations: Sequence[SeparationInWords] = ()
    undated: Sequence[tuple[str, str]] = ()
    changed: Sequence[str] = ()
    papers: Sequence[tuple[str, Saying]] = ()
    may_see_making: bool = False


@dataclass(frozen=True)
class CompareContext(PageContext):
    """Two variants, when both are chosen."""

    template: ClassVar[str] = "planning/compare.html"
    here: Programme
    rows: Sequence[Variant]
    a: Variant | None
    b: Variant | None
    differences: Sequence[Difference] = ()
    levels: Sequence[tuple[str, int | str, int | str]] = ()


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def plans(request: Request, programme_id: int) -> HttpResponseBase:
    """All variants; another one is started here."""
    programme = own_programme(request, programme_id)
    actor = request.actor
    access.require(access.may_see_plan(actor))
    pressed = press(request, STARTING, programme=programme)
    if not isinstance(pressed, Pressed):
        return pressed
    rows = queries.variants(actor, programme)
    return PlansContext(
        here=programme,
        rows=rows,
        counts=proposal_queries.counts(actor, programme),
        may_make=access.may_make_plan(actor),
        job=job_queries.job_of("plan", [row.id for row in rows]),
        newest=next((row for row in rows if row.made_at), None),
        is_kept=any(row.accepted_at for row in rows),
    ).render(request)


@require_safe
def variant(request: Request, variant_id: int) -> HttpResponseBase:
    """One variant: how good it is, what is missed and why, what moved, its papers.

    Or how far making it is.
    """
    actor = request.actor
    row = get_object_or_404(access.visible_variants(actor), id=variant_id)
    return VariantContext(
        here=row,
        job=Job.objects.filter(id=row.job_id or 0).first(),
        may_make=access.may_make_plan(actor),
        may_accept=access.may_accept(actor, row),
        may_ever_accept=actor.holds(Permission.PLAN_ACCEPT),
        is_accepted=editions().is_taken(row),
        is_by_hand=bool(row.as_proposed.get("by_hand")),
        **(_as_made(row) if row.made_at else {}),
        papers=_papers(actor, row),
        may_see_making=bool(access.may_see_making(actor)),
    ).render(request)


def _papers(actor: Actor, row: Variant) -> list[tuple[str, Saying]]:
    """What the reader may take away, of what was written."""
    kinds = (*PAPERS, *WORKING) if access.may_see_making(actor) else PAPERS
    return [(kind, name) for kind, name in kinds if kind in row.papers]


def _as_made(row: Variant) -> dict[str, Any]:
    """What a page says of a variant that is made."""
    english, unit = get_language() == "en", row.programme.time_unit
    year = Year(row.plan, english=english, unit=unit)
    shortfalls = year.shortfalls()
    return {
        "year": year,
        "levels": _levels(row),
        "deep": [shortfall for shortfall in shortfalls if shortfall.requirements],
        "plain": [shortfall for shortfall in shortfalls if not shortfall.requirements],
        "deferred": year.unplaced(),
        "moved": [
            (year.line_of[code], asked)
            for code, asked in outside_time_asked(row.as_proposed, row.plan)
        ],
        "separations": sorted(year.separations(), key=lambda pair: pair.is_held),
        "undated": [(body, title) for body, title in row.as_proposed.get("undated", ())],
        "changed": _changed(row, year),
    }


def _levels(row: Variant) -> list[Level]:
    """The aims in order; of what was moved by hand nothing is proved."""
    before = row.as_proposed
    is_planned = not before.get("by_hand")
    rows = [
        (
            in_the_readers_language(AIMS[level.name]),
            "–",
            level.value,
            level.bound,
            level.proved and is_planned,
        )
        for level in row.plan.levels
        if level.says_something
    ]
    if is_planned:  # what a move by hand breaks is named above
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


_MOST_KEPT = 3  # activities in force that are named; of more only their number is said


def _changed(row: Variant, year: Year) -> list[str]:
    """What differs from the rulebook, in words."""
    kept = [change for change in row.changes if change.get("begun") is False]
    named = [change for change in row.changes if change not in kept or len(kept) <= _MOST_KEPT]
    words = [_in_words(change, year) for change in named]
    if len(kept) > _MOST_KEPT:
        words.append(_("%(n)s nội dung giữ ngày của chương trình đang chạy") % {"n": len(kept)})
    return words


def _in_words(change: Mapping[str, Any], year: Year) -> str:
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
        "KEPT": _("“%(name)s” giữ ngày đang có"),
        "CHOOSE": _("“%(name)s” có chủ trì, tên, phối hợp do người chọn"),
        "DROP": _("“%(name)s” đưa ra khỏi chương trình"),
    }
    code = change["code"]
    if code == "HOLD" and not change.get("begun", "by_hand" not in change):
        code = "KEPT"
    return words[code] % {"name": name, "which": change.get("which", "")}


@require_safe
def compare(request: Request, programme_id: int) -> HttpResponseBase:
    """Two variants beside each other."""
    programme = own_programme(request, programme_id)
    access.require(access.may_see_plan(request.actor))
    made = access.visible_variants(request.actor).filter(programme=programme, made_at__isnull=False)
    chosen = [number_asked(request, "a") or 0, number_asked(request, "b") or 0]
    known = {row.number: row for row in made.filter(number__in=chosen)}
    a, b = (known.get(number) for number in chosen)
    rows = queries.variants(request.actor, programme)
    compared = _compared(a, b) if a and b else {}
    return CompareContext(here=programme, rows=rows, a=a, b=b, **compared).render(request)


def _compared(a: Variant, b: Variant) -> dict[str, Any]:
    years = [Year(row.plan, english=get_language() == "en") for row in (a, b)]
    return {"differences": compare_variants(*years), "levels": _side_by_side(a, b)}


def _side_by_side(a: Variant, b: Variant) -> list[tuple[str, int | str, int | str]]:
    """The aims of two variants; one that only a re-planned variant has stands beside a dash."""
    of_a, of_b = ({level[0]: level[2] for level in _levels(row)} for row in (a, b))
    return [
        (name, of_a.get(name, "–"), of_b.get(name, "–")) for name in dict.fromkeys([*of_a, *of_b])
    ]


@require_safe
def paper(request: Request, variant_id: int, kind: str) -> HttpResponseBase:
    """One paper of a variant, as a file."""
    row = get_object_or_404(access.visible_variants(request.actor), id=variant_id)
    if kind not in row.papers:
        raise Http404
    if kind in dict(WORKING):
        access.require(access.may_see_making(request.actor))
    name = f"Chuong_trinh_GS_PB_{row.programme.year}_phuong_an_{row.number}"
    if kind == "lam-viec":
        name += "_lam_viec"
    name += f".{ending_of(kind)}"
    return download(content_of(row.papers[kind]), name)
