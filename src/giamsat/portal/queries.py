"""Published editions; a fixed number of queries a page."""

from giamsat.documents.correcting import corrections_of
from giamsat.documents.models import Paper
from giamsat.planning.models import Activity
from giamsat.planning.queries import activities_of
from giamsat.programmes.models import Edition


def published() -> list[Edition]:
    """Every published edition, the newest year and number first."""
    rows = Edition.objects.filter(published_at__isnull=False).select_related(
        "programme__front", "base"
    )
    return list(rows.order_by("-programme__year", "-number"))


def newest() -> list[Edition]:
    """The edition in force of every year."""
    out: dict[int, Edition] = {}
    for programme in published():
        out.setdefault(programme.programme.year, programme)
    return list(out.values())


def in_force(year: int) -> tuple[list[Edition], list[Activity]]:
    """The published editions of a year, the one in force first, and its activities."""
    rows = [one for one in published() if one.programme.year == year]
    rows = [one for one in rows if one.programme_id == rows[0].programme_id]
    return rows, activities_of(rows[0].variant_id) if rows else []


def corrections(edition: Edition) -> list[Paper]:
    """Issued corrections of a published edition."""
    return list(corrections_of(("edition", edition.id)))
