"""Provinces, districts and communes through time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamsat.foundation.asking import asked
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.organisations import access, queries
from giamsat.organisations.models import Place
from giamsat.organisations.requests import Request

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class PlacesContext(PageContext):
    """Places that match; ``parents`` are names by the code above a place."""

    template: ClassVar[str] = "organisations/places.html"
    page: "Page[Place]"
    words: str
    level: str
    levels: Iterable[tuple[str, "_StrPromise"]]
    parents: Mapping[str, str]


@require_safe
def places(request: Request) -> HttpResponseBase:
    """Provinces, districts and communes of a day."""
    access.require(access.may_see_organisations(request.actor))
    words, level = asked(request, "tim"), asked(request, "cap", set(Place.Level.values))
    today = timezone.localdate()
    page = page_of(request, queries.find_places(words, level, today))
    return PlacesContext(
        page=page,
        words=words,
        level=level,
        levels=Place.Level.choices,
        parents=queries.parents_of(list(page), today),
    ).render(request)


@dataclass(frozen=True)
class PlaceContext(PageContext):
    """One place; ``came_from`` are earlier places, and whether each went into it as a whole."""

    template: ClassVar[str] = "organisations/place.html"
    place: Place
    names: Iterable[Place]
    came_from: Sequence[tuple[Place, bool]]


@require_safe
def place(request: Request, place_id: int) -> HttpResponseBase:
    """One place: its names through time and the places that went into it."""
    access.require(access.may_see_organisations(request.actor))
    chosen = get_object_or_404(Place, id=place_id)
    rows = Place.objects.filter(level=chosen.level, code=chosen.code).order_by("valid_from")
    return PlaceContext(chosen, rows, queries.came_from(chosen)).render(request)
