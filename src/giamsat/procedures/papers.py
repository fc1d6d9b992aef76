"""Papers of a proceeding, and which of them belong to a step."""

from collections.abc import Sequence

from django.db.models import QuerySet

from giamsat.documents.catalogue_reading import PaperKind, catalogue
from giamsat.documents.models import Paper
from giamsat.procedures.models import Proceeding
from giamsat.rulebooks.carrying import ProcedureStep


def papers_of(proceeding: Proceeding) -> QuerySet[Paper]:
    """Every paper about it, drafts too."""
    return Paper.objects.filter(subject_type=proceeding.PAPERS, subject_id=proceeding.pk)


def kinds_of(proceeding: Proceeding, prescribed: ProcedureStep) -> Sequence[PaperKind]:
    """Kinds of papers of a step that are written about the proceeding itself."""
    kinds = (catalogue()[slug] for slug in prescribed.papers)
    return [kind for kind in kinds if kind.of == proceeding.PAPERS]


def cited_in(proceeding: Proceeding, prescribed: ProcedureStep) -> str:
    """The issued papers of a step as a register names them; "" without any."""
    issued = papers_of(proceeding).filter(state=Paper.State.ISSUED, kind__in=prescribed.papers)
    return "; ".join(paper.cited for paper in issued.order_by("id"))
