"""Who acts: a person with the roles of the day."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.verdicts import YES, Verdict, no
from giamsat.organisations.models import Membership, Person
from giamsat.organisations.permissions import (
    PERMISSION_NAMES,
    ROLES,
    Permission,
    Role,
    Scope,
    roles_needing_second_factor,
)


@dataclass(frozen=True)
class Actor:
    """A person as permissions see them. ``roles`` are pairs of role and organisation id."""

    person_id: int | None
    name: str
    roles: tuple[tuple[Role, int], ...] = ()
    organisations: tuple[tuple[int, str], ...] = ()  # id and name, for the page's head

    def holds(self, permission: Permission, organisation_id: int | None = None) -> bool:
        """Whether the permission is theirs: anywhere, or for rows of one organisation."""
        scope = self.scope(permission)
        return scope is Scope.ALL or (
            scope is Scope.OWN
            and (organisation_id is None or organisation_id in self.own(permission))
        )

    def scope(self, permission: Permission) -> Scope | None:
        """Over whose rows the permission reaches; None when it is not theirs."""
        told = {ROLES[role].get(permission) for role, _ in self.roles}
        return Scope.ALL if Scope.ALL in told else Scope.OWN if Scope.OWN in told else None

    def own(self, permission: Permission) -> frozenset[int]:
        """The organisations for whose rows they hold a permission as their own."""
        return frozenset(place for role, place in self.roles if permission in ROLES[role])

    def may(self, permission: Permission, organisation_id: int | None = None) -> Verdict:
        """As ``holds``, with the reason when not."""
        if self.holds(permission, organisation_id):
            return YES
        what = PERMISSION_NAMES[permission]
        if organisation_id is not None and self.holds(permission):
            return no(_("Vai trò của anh/chị không gồm việc {what} của tổ chức này."), what=what)
        return no(_("Vai trò của anh/chị không gồm việc {what}."), what=what)

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of their roles approves something."""
        return any(role in roles_needing_second_factor() for role, _ in self.roles)


SYSTEM = Actor(None, "Giám Sát")  # work the application does by itself


def actor_of(person: Person, *, day: date) -> Actor:
    """A person with the roles they hold on a day; one query."""
    held = Membership.objects.filter(Membership.current(day), person=person).select_related(
        "organisation"
    )
    rows = sorted(held, key=lambda membership: membership.id)
    return Actor(
        person.id,
        person.full_name,
        tuple((Role(row.role), row.organisation_id) for row in rows),
        tuple(dict.fromkeys((row.organisation_id, row.organisation.name) for row in rows)),
    )
