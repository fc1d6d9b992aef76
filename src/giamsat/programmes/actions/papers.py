"""Papers about an edition: to the Standing Committee, to the supervised bodies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from giamsat.documents import steps
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.models import Paper
from giamsat.foundation import transactions as db
from giamsat.organisations.actors import Actor
from giamsat.programmes import access
from giamsat.programmes.models import Edition


@db.transaction
def write_paper(
    *,
    actor: Actor,
    edition: Edition,
    kind: str,
    context: Mapping[str, Any],
    paper: Paper | None,
    version: int,
    now: datetime,
) -> Paper:
    """Draft a paper about an edition, or change the draft. Raises PaperChanged."""
    access.require(access.may_write_paper(actor, edition, catalogue()[kind]))
    return steps.draft(
        actor=actor,
        kind=kind,
        subject=("edition", edition.id),
        body=edition.programme.front,
        context=context,
        now=now,
        paper=paper,
        version=version,
    )


@db.transaction
def issue_paper(
    *, actor: Actor, edition: Edition, paper: Paper, version: int, now: datetime, **how: Any
) -> None:
    """Number and issue it. Raises what ``documents.steps.issue`` raises."""
    access.require(access.may_write_paper(actor, edition, catalogue()[paper.kind]))
    steps.issue(actor=actor, paper=paper, version=version, now=now, **how)
