"""Papers of a proceeding, and which of them belong to a step."""

from typing import Any

from django.db.models import Q, QuerySet

from giamsat.documents.catalogue_reading import PaperKind, catalogue, kinds_opened_by
from giamsat.documents.correcting import CORRECTION
from giamsat.documents.models import Paper
from giamsat.foundation.wording import in_vietnamese
from giamsat.procedures.guides import guides
from giamsat.procedures.models import Proceeding
from giamsat.rulebooks.carrying import ProcedureStep


def papers_of(proceeding: Proceeding) -> QuerySet[Paper]:
    """Every paper about it, drafts too."""
    return Paper.objects.filter(subject_type=proceeding.PAPERS, subject_id=proceeding.pk)


@in_vietnamese()
def context_of(proceeding: Proceeding) -> dict[str, Any]:
    """Everything a paper about it may name, as it stands; each template takes what it needs."""
    names: dict[str, Any] = {}
    for context in guides()[type(proceeding)].contexts:
        names |= context(proceeding)
    return names


def issued_to(proceeding: Proceeding, outsider: str) -> QuerySet[Paper]:
    """Issued papers about it that a party outside the office opens, as the catalogue says."""
    opened = kinds_opened_by(outsider)
    theirs = Q(kind__in=opened) | Q(kind=CORRECTION, corrects__kind__in=opened)
    return papers_of(proceeding).filter(theirs, state=Paper.State.ISSUED)


def slugs_in(proceeding: Proceeding, prescribed: ProcedureStep) -> list[str]:
    """Kinds of papers of a step.

    Those the procedure names, then those whose own folder names the step.
    """
    added = [
        slug
        for slug, kind in catalogue().items()
        if prescribed.code in kind.written_in.get(proceeding.procedure, ())
    ]
    return list(dict.fromkeys([*prescribed.papers, *added]))


def kinds_in(proceeding: Proceeding, prescribed: ProcedureStep) -> list[PaperKind]:
    """Kinds of papers of a step that are written about the proceeding itself."""
    kinds = (catalogue()[slug] for slug in slugs_in(proceeding, prescribed))
    return [kind for kind in kinds if kind.of == proceeding.PAPERS]


def cited_in(proceeding: Proceeding, prescribed: ProcedureStep) -> str:
    """The issued papers of a step as a register names them; "" without any."""
    issued = papers_of(proceeding).filter(
        state=Paper.State.ISSUED, kind__in=slugs_in(proceeding, prescribed)
    )
    return "; ".join(paper.cited for paper in issued.order_by("id"))
