"""The job that writes an issued paper as Word and PDF."""

from django.db import transaction
from django.utils import timezone

from giamsat.documents.models import Paper
from giamsat.documents.pdf import to_pdf
from giamsat.documents.writing import docx_of
from giamsat.files.storing import store
from giamsat.jobs.handlers import Handle


def write_paper(handle: Handle) -> None:
    """Written from what was stored: again gives the same Word file.

    Without LibreOffice there is no PDF.
    """
    paper = Paper.objects.select_related("body__under").get(id=handle.job.subject_id)
    handle.step("papers-writing")
    assert paper.issued_on is not None, "only what was issued is written"
    docx = docx_of(paper, year=paper.issued_on.year)
    pdf = to_pdf({"van-ban": docx}).get("van-ban")
    with transaction.atomic():
        handle.still_held()
        now = timezone.now()
        Paper.objects.filter(id=paper.id).update(
            docx_sha256=store(docx, now=now), pdf_sha256=store(pdf, now=now) if pdf else ""
        )
