"""The papers of a variant and of an edition, written from what was stored and from nothing else.

The same edition gives the same bytes on any day: what its papers say is kept with its variant, and
no clock is read.
"""

from typing import Any

from django.db import transaction

from civickit.rendering import (
    programme_from,
)
from civickit.rendering.paper import LINE_BETWEEN
from giamsat.jobs.handlers import Handle
from giamsat.planning.papers import differences, stored, written
from giamsat.programmes import queries
from giamsat.programmes.models import Edition, Round
from giamsat.programmes.states import RoundState


def paper_name(edition: Edition, kind: str) -> str:
    """How an edition's file is called."""
    return f"Ke_hoach_GS_PB_{edition.programme.year}_so_{edition.paper_number:02d}.{kind}"


def write_edition_papers(handle: Handle) -> None:
    """The job that writes the papers of an issued edition; one that is written stands."""
    edition = Edition.objects.select_related("programme__front", "base__variant", "variant").get(
        id=handle.job.subject_id
    )
    handle.step("papers-writing")
    contents = edition_papers(edition)
    with transaction.atomic():
        handle.still_held()
        Edition.objects.filter(id=edition.id).update(papers=stored(contents) | edition.papers)


def edition_papers(edition: Edition) -> dict[str, bytes]:
    """The papers of an issued edition with number, day, signer and who joined.

    Always the same bytes.
    """
    assert edition.issued_at is not None, "only what was issued has papers"
    paper = edition.variant.paper | {
        "number": edition.paper_number,
        "symbol": edition.paper_symbol,
        "issued_on": edition.issued_on.isoformat() if edition.issued_on else None,
        "place": edition.place,
        "signer": edition.signer,
        "signs": edition.capacity.split(LINE_BETWEEN) if edition.capacity else None,
        "opinion": edition.opinion_paper,
        "lines": _with_partners(edition),
        "time_unit": edition.prints,
    }
    if edition.base:
        base = edition.base
        paper |= {
            "amends": base.cited,
            "reason": edition.reason,
            "changes": differences(base.variant, edition.variant, edition.prints),
        }
    return written(programme_from(paper), edition.issued_at)


def _joining(edition: Edition) -> dict[str, list[str]]:
    """Who asked in the last round to join, by the activity."""
    closed = Round.objects.filter(
        edition=edition, variant=edition.variant_id, state=RoundState.CLOSED
    )
    last = closed.order_by("-number").first()
    return {
        standing.activity.key: [word.organisation.name for word in standing.joining]
        for standing in (queries.standings_of(last) if last else ())
    }


def _with_partners(edition: Edition) -> list[dict[str, Any]]:
    """The lines of the variant; organisations that asked to join stand among the partners."""
    joining = _joining(edition)
    lines = []
    for line in edition.variant.paper["lines"]:
        known = (line["lead"], *line["joint"], *line["partners"])
        new = [name for name in joining.get(line["id"], []) if name not in known]
        lines.append(line | {"partners": [*line["partners"], *new]})
    return lines
