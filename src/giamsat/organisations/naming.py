"""Names of organisations.

What two spellings share, who bears or bore a name, who stands under a Front.
"""

from django.db.models import Q

from civickit.vntext import fold
from giamsat.organisations.models import Organisation
from giamsat.organisations.six import SIX


def unit_key(name: str) -> str:
    """What two spellings of one supervised body share."""
    return " ".join(fold(name).split())[:200]


def members_of(front_id: int) -> list[Organisation]:
    """A Front and the organisations under it today, in their usual order."""
    standing = Organisation.objects.filter(valid_to=None)
    return list(standing.filter(Q(id=front_id) | Q(under=front_id)).order_by("id"))


def kind_read_as(name: str) -> str:
    """The kind of the organisation that the reader of workbooks calls so.

    Empty for one that is none of the six.
    """
    return next((one.kind for one in SIX if one.read_as == name), "")
