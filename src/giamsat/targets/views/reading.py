"""Read targets: rulebooks, one resolution, one target, the rows behind a figure, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from civickit.measures import Reading, Target, sentence
from giamsat.files.storing import download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import ROWS
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.models import Organisation
from giamsat.organisations.requests import Request
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.targets import access, actions
from giamsat.targets.books import entries, find_book
from giamsat.targets.engine import read_book
from giamsat.targets.exporting import book_xlsx, units_xlsx
from giamsat.targets.facts_behind import FactRow, fact_rows
from giamsat.targets.forms import TakeOverForm
from giamsat.targets.models import KeptReading, TargetBook
from giamsat.targets.queries import (
    BookPage,
    Share,
    TargetPage,
    UnitRow,
    Which,
    book_page,
    figures,
    last_kept,
    parts_by,
    province_names,
    target_page,
    unit_rows,
)
from giamsat.targets.tiles import tile_map
from giamsat.targets.trends import drawn
from giamsat.targets.views.asking import book_and_target, day_asked, day_of, tried, which_asked
from giamsat.targets.wording import status_in_words

if TYPE_CHECKING:
    from django.core.paginator import Page


TAKE_OVER = {
    "": Button(
        TakeOverForm, actions.take_over, to=lambda made: reverse("target_book", args=[made.code])
    )
}


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def target_books(request: Request) -> HttpResponseBase:
    """Every rulebook; a packaged one can be taken over."""
    access.require(access.may_see(request.actor))
    pressed = press(request, TAKE_OVER)
    if not isinstance(pressed, Pressed):
        return pressed
    context = {"entries": entries(), "may_edit": access.may_edit(request.actor)}
    return render(request, "targets/books.html", context)


@dataclass(frozen=True)
class BookContext(PageContext):
    """A resolution as of a day."""

    template: ClassVar[str] = "targets/book.html"
    here: TargetRulebook
    page: BookPage
    day: date
    may_edit: bool


@dataclass(frozen=True)
class BrokenContext(PageContext):
    """A resolution that cannot be read any more: why, and the figures that were kept of it."""

    template: ClassVar[str] = "targets/broken.html"
    code: str
    trouble: Refusal
    kept: KeptReading | None
    may_edit: Verdict


@require_safe
def target_book(request: Request, code: str) -> HttpResponseBase:
    """One resolution in ten seconds."""
    access.require(access.may_see(request.actor))
    day = day_asked(request)
    try:
        book = find_book(code)
    except Refusal as refusal:
        may_edit = access.may_edit(request.actor)
        broken = BrokenContext(code, refusal, last_kept(code, day), may_edit)
        return broken.render(request, status=422)
    return BookContext(book, book_page(book, day), day, _edits(request, code)).render(request)


def _edits(request: Request, code: str) -> bool:
    """Whether the person may change this rulebook: a packaged one is taken over first."""
    return bool(access.may_edit(request.actor)) and TargetBook.objects.filter(code=code).exists()


@require_safe
def target_file(request: Request, code: str, ending: str) -> HttpResponseBase:
    """A resolution as a workbook or as data."""
    access.require(access.may_see(request.actor))
    book, day = find_book(code), day_asked(request)
    if ending == "xlsx":
        return download(book_xlsx(book_page(book, day)), f"chi-tieu-{code}-{day}.xlsx")
    import json

    data = figures(read_book(book, day), with_units=False)
    return HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=1), content_type="application/json"
    )


@dataclass(frozen=True)
class TargetContext(PageContext):
    """One target as of a day: what it says, how far it is met, ``units`` of a status or a part."""

    template: ClassVar[str] = "targets/target.html"
    book: TargetRulebook
    here: Target
    day: date
    reading: Reading
    said: str
    units: "Page[UnitRow]"
    status: str
    counts: Mapping[str, int]
    words: str
    trend: Any
    map: Any
    levels: Sequence[Share]
    kinds: Sequence[Share]
    provinces: Sequence[Share]
    history: Sequence[Target]
    may_edit: bool
    divided: Sequence[str]
    which: Which
    which_words: str


@require_safe
def target(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """One target: map, trend, levels, and every unit."""
    access.require(access.may_see(request.actor))
    day = day_asked(request)
    book, shown = book_and_target(code, target_code, day)
    page = target_page(book, day, shown)
    reading, which = page.reading, which_asked(request)
    status = asked(request, "loc", {"met", "not_met", "not_known", "not_applicable"})
    levels, kinds, provinces = _shares(reading, book)
    return TargetContext(
        book=book,
        here=shown,
        day=day,
        reading=reading,
        said=sentence(shown, book.vocabulary),
        units=_units_shown(request, page, status, which),
        status=status,
        counts=page.counts(),
        words=status_in_words(reading.status, reading.reason),
        trend=drawn(page.trend, shown),
        map=tile_map(reading),
        levels=levels,
        kinds=kinds,
        provinces=provinces,
        history=book.history(shown.code),
        may_edit=_edits(request, code),
        divided=_divided(reading),
        which=which,
        which_words=which.words(book),
    ).render(request)


def _units_shown(request: Request, page: TargetPage, status: str, which: Which) -> "Page[UnitRow]":
    shown = Paginator(page.order(status, which), ROWS).get_page(request.GET.get("trang", "1"))
    shown.object_list = unit_rows(page.reading, [int(group) for group in shown.object_list])
    return shown


def _shares(reading: Reading, book: TargetRulebook) -> tuple[list[Share], list[Share], list[Share]]:
    """The whole by level, by kind and by province; no provinces where there is but one."""
    words, units = book.vocabulary, reading.frame.units
    levels = [words.levels.get(level, level) for level in units.levels]
    kinds = [words.kinds.get(kind, kind) for kind in units.kinds]
    has_provinces = (units.above >= 0).any()
    provinces = parts_by(reading, "province", province_names(reading)) if has_provinces else []
    return (
        parts_by(reading, "level", levels),
        parts_by(reading, "kind", kinds),
        provinces if len(provinces) > 1 else [],
    )


def _divided(reading: Any) -> list[str]:
    """Names of units with two successors, when facts of theirs could not be given to either."""
    if not reading.left_out:
        return []
    rows = reading.frame.units.divided()
    return list(
        Organisation.objects.filter(
            id__in=[int(one) for one in reading.frame.units.ids[rows]]
        ).values_list("name", flat=True)[:20]
    )


@require_safe
def target_units(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """Every unit of a target as a workbook."""
    access.require(access.may_see(request.actor))
    day = day_asked(request)
    book, shown = book_and_target(code, target_code, day)
    page = target_page(book, day, shown, trend=False)
    return download(units_xlsx(page), f"chi-tieu-{code}-{target_code}-{day}.xlsx")


@dataclass(frozen=True)
class Side:
    """Facts on one side of a figure: a page of them, and the total of all."""

    name: str
    page: "Page[FactRow]"
    total: float


@dataclass(frozen=True)
class RowsContext(PageContext):
    """The facts behind a figure.

    ``theo`` is the later day in whose trend it stands, ``unit`` whose it is.
    """

    template: ClassVar[str] = "targets/rows.html"
    book: TargetRulebook
    here: Target
    day: date
    theo: date
    reading: Reading
    which_words: str
    sides: Sequence[Side]
    unit: UnitRow | None
    said: str


@require_safe
def target_rows(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """The facts behind the figure of one unit (``don-vi``), of some, or of the whole.

    ``theo``: of a period before as the trend of that later day shows it. The address of a trial
    asks for the changed target, with the version (``ban``, by its first day) that is changed.
    """
    access.require(access.may_see(request.actor))
    day = day_asked(request)
    theo = day_asked(request, "theo") if "theo" in request.GET else day
    book, kept = book_and_target(code, target_code, day_of(asked(request, "ban")) or theo)
    shown = tried(request, book, kept)
    reading = _as_in_trend(book, shown, day, theo)
    unit, which = asked(request, "don-vi"), which_asked(request)
    groups = _groups_of(reading, unit) if unit else which.groups(reading) if which.query else None
    return RowsContext(
        book=book,
        here=shown,
        day=day,
        theo=theo,
        reading=reading,
        which_words=which.words(book),
        sides=_sides(request, reading, groups, book),
        unit=unit_rows(reading, groups.tolist())[0] if unit and groups is not None else None,
        said=sentence(shown, book.vocabulary),
    ).render(request)


def _groups_of(reading: Reading, unit: str) -> Any:
    """The places of one unit in a reading. Raises Http404."""
    codes = reading.frame.units.codes
    groups = np.flatnonzero(reading.lead == (codes.index(unit) if unit in codes else -1))
    if not groups.size:
        raise Http404
    return groups


def _sides(request: Request, reading: Reading, groups: Any, book: TargetRulebook) -> list[Side]:
    """What was counted, and of a ratio what it is counted over."""
    top, bottom = reading.behind(groups)
    named = {_("Được tính"): top}
    if reading.frame.target.measure.over:
        named[_("Mẫu số")] = bottom
    sides = []
    for name, rows in named.items():
        page = Paginator(rows, ROWS).get_page(request.GET.get("trang", "1"))
        page.object_list = fact_rows(reading, page.object_list, book)
        total = float(reading.frame.facts.quantity[rows].sum())
        sides.append(Side(name, page, total))
    return sides


def _as_in_trend(book: TargetRulebook, shown: Target, day: date, theo: date) -> Reading:
    """The reading of a day, or of a period that the trend of a later day shows.

    Raises Http404 for another day.
    """
    page = target_page(book, theo, shown, trend=theo != day)
    known = [page.reading, *page.trend]
    found = next((reading for reading in known if reading.frame.as_of == day), None)
    if found is None:
        raise Http404
    return found
