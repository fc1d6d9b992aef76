"""Names of organisations.

What two spellings share, who bears or bore a name, who stands under a Front.
"""

from django.db.models import Q

from civickit.vntext import fold
from giamsat.organisations.models import FormerName, Organisation
from giamsat.organisations.six import SIX


def unit_key(name: str) -> str:
    """What two spellings of one supervised body share."""
    return " ".join(fold(name).split())[:200]


def organisations_by_name() -> dict[str, Organisation]:
    """Every body by the folded form of each name it bears or bore."""
    found: dict[str, Organisation] = {}
    for former in FormerName.objects.select_related("organisation"):
        found |= dict.fromkeys(
            (unit_key(former.name), unit_key(former.short_name)), former.organisation
        )
    for body in Organisation.objects.order_by("-valid_to", "id"):  # one that still exists wins
        found |= dict.fromkeys((unit_key(body.name), unit_key(body.short_name)), body)
    return found


def members_of(front_id: int) -> list[Organisation]:
    """A Front and the organisations under it today, in their usual order."""
    standing = Organisation.objects.filter(valid_to=None)
    return list(standing.filter(Q(id=front_id) | Q(under=front_id)).order_by("id"))


def kind_read_as(name: str) -> str:
    """The kind of the organisation that the reader of workbooks calls so.

    Empty for one that is none of the six.
    """
    return next((one.kind for one in SIX if one.read_as == name), "")
