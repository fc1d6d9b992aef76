"""Papers about an edition: written, looked at, issued, taken away."""

from functools import partial

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.correcting import CORRECTION, correcting, is_written_about
from giamsat.documents.desk import Desk, file_of, paper_asked, sit_at
from giamsat.documents.models import Paper
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import number_asked
from giamsat.organisations.requests import Request
from giamsat.programmes import access, actions, queries
from giamsat.programmes.contexts import context_of


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def edition_desk(request: Request, edition_id: int, kind: str) -> HttpResponseBase:
    """Write, look at and issue one kind of paper about an edition."""
    edition = get_object_or_404(access.visible_editions(request.actor), id=edition_id)
    if not is_written_about(kind, "edition"):
        raise Http404
    paper = paper_asked(request, ("edition", edition.id), kind)
    may = access.may_write_paper(request.actor, edition, catalogue()[kind])
    if not may and not may.is_about_time and (paper is None or paper.issued_on is None):
        access.require(may)
    address = reverse("edition_desk", args=[edition.id, kind])
    context = context_of(edition)
    if kind == CORRECTION:
        number = number_asked(request, "sua")
        context |= correcting(("edition", edition.id), paper, number, edition.cited)
    desk = Desk(
        kind=catalogue()[kind],
        body=edition.programme.front,
        context=context,
        paper=paper,
        may=may,
        back=reverse("edition", args=[edition.id]),
        about=str(edition),
        save=partial(actions.write_paper, edition=edition, kind=kind),
        issue=partial(actions.issue_paper, edition=edition),
        file_url=lambda made, ending: reverse(
            "edition_desk_file", args=[edition.id, made.id, ending]
        ),
        here=lambda made: f"{address}?so={made.id}",
        correct=reverse("edition_desk", args=[edition.id, CORRECTION]),
        signer=queries.last_signed(edition.programme.front).get("signer", ""),
    )
    return sit_at(request, desk)


@require_safe
def edition_desk_file(
    request: Request, edition_id: int, paper_id: int, ending: str
) -> HttpResponseBase:
    """The Word or PDF file of an issued paper about an edition."""
    edition = get_object_or_404(access.visible_editions(request.actor), id=edition_id)
    paper = get_object_or_404(Paper, id=paper_id, subject_type="edition", subject_id=edition.id)
    return file_of(paper, ending)
