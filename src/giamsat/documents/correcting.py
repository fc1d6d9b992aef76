"""Đính chính: an issued paper is never altered, another says what was wrong and what is right.

Decree 30/2020/NĐ-CP Art. 18.3.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.models import Paper
from giamsat.documents.states import PaperState

CORRECTION = "dinh-chinh"


def is_written_about(slug: str, subject: str) -> bool:
    """Whether there is such a kind of paper about a subject: its own kinds, and corrections."""
    kind = catalogue().get(slug)
    return kind is not None and (kind.of == subject or slug == CORRECTION)


def corrections_of(subject: tuple[str, int], corrects: Paper | None = None) -> QuerySet[Paper]:
    """Issued corrections of a paper about a subject, or of the subject itself, in their order."""
    rows = Paper.objects.filter(
        kind=CORRECTION, subject_type=subject[0], subject_id=subject[1], state=PaperState.ISSUED
    )
    return rows.filter(corrects=corrects).order_by("id")


def correcting(
    subject: tuple[str, int], paper: Paper | None, number: int | None, itself: str = ""
) -> Mapping[str, Any]:
    """What a correction names: of a draft what it corrects, else the issued paper of a number.

    ``itself`` is how the subject is cited that is a paper of its own. Raises Http404.
    """
    if itself and (paper.corrects_id is None if paper else not number):
        return {"title": itself, "corrects": None}
    issued = Paper.objects.filter(
        subject_type=subject[0], subject_id=subject[1], state=PaperState.ISSUED
    ).exclude(kind=CORRECTION)
    original = get_object_or_404(issued, id=paper.corrects_id if paper else number)
    return {"title": original.cited, "corrects": original.id}
