"""The tables of pages: every app has its own in ``tests/giamsat/<app>/pages.py``, found by its label.

``PAGES`` says who opens each address; ``MEASURED`` whose questions to the database are counted, while ``grow`` makes many
more of the app's rows; ``SEEN`` which are looked at in a browser and ``WEIGHED`` which are loaded anew, each by whom.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from giamsat.cli.sample import CAST
from giamsat.foundation.capability import modules
from giamsat.organisations.permissions import ROLES, Permission, Scope

P = Permission
Rows = list[tuple[tuple[object, ...], set[str]]]
NOBODY = "nobody"
ROLE_OF = {one.sign_in_name: one.role for one in CAST}
HOME_OF = {one.sign_in_name: one.organisation for one in CAST}


def alone() -> Rows:
    """A page without a row."""
    return [((), set())]


def nothing(owners: set[str]) -> dict[str, str]:
    """A form without fields."""
    return {}


@dataclass(frozen=True)
class Page:
    """How an address is guarded. ``sees`` decides 404, ``needs`` 403.

    ``rows`` makes the arguments of the address and the codes of the organisations each row belongs to, if to some.
    """

    needs: Permission | None = None
    sees: Permission | None = None
    rows: Callable[[], Rows] = alone
    post: bool = False  # only sent to, never opened
    open_to_all: bool = False
    ok: int = 200
    more: tuple[object, ...] = ()  # further parts of the address
    or_needs: Permission | None = None
    or_sees: Permission | None = None  # of the body a row is about
    or_holds: Permission | None = None  # whosever the row is
    own_or: Permission | None = None  # for the owner alone, and for who holds this
    sends: Callable[[set[str]], dict[str, str]] = nothing  # what its form needs to be taken


@dataclass(frozen=True)
class Measured:
    """A page that asks at most so many questions, the same for three rows and for a thousand."""

    who: str
    name: str
    query: str = ""
    most: int = 12


TABLES = [
    import_module(f"tests.giamsat.{label}.pages") for label in modules("urls") if label != "api"
]
PAGES: dict[str, Page] = {name: page for table in TABLES for name, page in table.PAGES.items()}


def every(name: str) -> list:
    """One list of all apps."""
    return [one for table in TABLES for one in getattr(table, name, ())]


def expected(page: Page, who: str, owners: set[str]) -> int:
    """What the table of permissions says."""
    if page.open_to_all:
        return page.ok
    if who == NOBODY:
        return (
            403 if page.post else 302
        )  # a form sent by a stranger waits on the page that asks them to sign in
    granted = ROLES[ROLE_OF[who]]

    def reaches(permission: Permission | None) -> bool:
        scope = granted.get(permission)
        return scope is Scope.ALL or (scope is Scope.OWN and (not owners or HOME_OF[who] in owners))

    if page.sees and not reaches(page.sees) and not (page.or_sees and reaches(page.or_sees)):
        return 404
    if page.own_or and HOME_OF[who] not in owners and not reaches(page.own_or):
        return 403
    if page.needs and not reaches(page.needs) and not (page.or_needs and reaches(page.or_needs)):
        return page.ok if page.or_holds and page.or_holds in granted else 403
    return page.ok
