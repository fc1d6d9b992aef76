"""What pages of organisations, places and people need; a fixed number of queries each."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from giamsat.foundation.paging import matches
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Membership, Organisation, Person, Place, PlaceSuccession
from giamsat.organisations.permissions import ROLES, Permission, Scope

_MOST_OWN = 12


def find_places(words: str, level: str, day: date) -> QuerySet[Place]:
    """Places in force on a day."""
    rows = Place.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    )
    if level:
        rows = rows.filter(level=level)
    if words:
        rows = rows.filter(matches(words))
    return rows.order_by("-level", "code")  # provinces first


def parents_of(places: list[Place], day: date) -> dict[str, str]:
    """Names of the provinces or districts above some places, by code."""
    codes = {place.parent_code for place in places if place.parent_code}
    rows = find_places("", "", day).filter(code__in=codes).exclude(level="commune")
    return {row.code: str(row) for row in rows}


def came_from(place: Place) -> list[tuple[Place, bool]]:
    """The places before 1/7/2025 that went into one, and whether each did as a whole."""
    links = {
        link.old_code: link.is_whole
        for link in PlaceSuccession.objects.filter(level=place.level, new_code=place.code)
    }
    rows = Place.objects.filter(level=place.level, code__in=links, valid_from=None).order_by("code")
    return [(row, links[row.code]) for row in rows]


def organisations() -> QuerySet[Organisation]:
    """All organisations with the number of people in them, each once whatever their roles."""
    working = Q(memberships__last_day=None, memberships__person__is_active=True)
    return Organisation.objects.annotate(
        people_count=Count("memberships__person", filter=working, distinct=True)
    ).order_by("valid_to", "id")


def people() -> QuerySet[Person]:
    """Everybody with the roles they hold or held."""
    held = Membership.objects.select_related("organisation").order_by("last_day", "id")
    return Person.objects.prefetch_related(Prefetch("memberships", queryset=held)).order_by(
        "-is_active", "full_name"
    )


class Leads(NamedTuple):
    """In whose name a person may do something, and of these the few that are their own."""

    rows: QuerySet[Organisation]
    own: list[Organisation]


def leads_of(actor: Actor, permission: Permission) -> Leads:
    """Organisations in whose name a person may do something: lead a case, recommend."""
    rows = Organisation.objects.filter(valid_to=None).exclude(kind__in=("authority", "party"))
    own = rows.filter(id__in=actor.own(permission)).order_by("id")
    return Leads(rows if actor.scope(permission) is Scope.ALL else own, list(own[:_MOST_OWN]))


def province_front() -> Organisation:
    """The Front of the province: whose office this is.

    Numbers that all share are given while its row is held.
    """
    return Organisation.objects.filter(kind=Organisation.Kind.FRONT, level="province").order_by(
        "id"
    )[0]


def heir_of(body: Organisation, day: date) -> Organisation | None:
    """Who took over from a body by a day; None where nobody did, or several: then people say."""
    came = body.became.filter(happened_on__lte=day).select_related("new").order_by("id")
    heirs = {one.new_id: one.new for one in came}
    return next(iter(heirs.values())) if len(heirs) == 1 else None


def bodies_with(permission: Permission, day: date) -> frozenset[int]:
    """Organisations in which somebody who signs in holds a permission as their own; one query."""
    roles = [role for role, granted in ROLES.items() if permission in granted]
    held = Membership.objects.filter(Membership.current(day), role__in=roles)
    found = held.filter(person__is_active=True).values_list("organisation_id", flat=True)
    return frozenset(found)
