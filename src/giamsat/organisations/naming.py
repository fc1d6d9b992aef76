"""Names of organisations: what two spellings share, and who bears or bore a name."""

from civickit.vntext import fold
from giamsat.organisations.models import FormerName, Organisation


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
    for one in Organisation.objects.order_by("-valid_to", "id"):  # one that still exists wins
        found |= dict.fromkeys((unit_key(one.name), unit_key(one.short_name)), one)
    return found
