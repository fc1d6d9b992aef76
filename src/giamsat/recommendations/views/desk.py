"""Papers about a recommendation: urging letters, minutes of dialogues."""

from functools import partial

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.desk import Desk, file_of, paper_asked, sit_at
from giamsat.documents.models import Paper
from giamsat.foundation.answering import shows_refusals
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions
from giamsat.recommendations.contexts import KINDS, context_of
from giamsat.recommendations.views.lists import own_recommendation


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_paper(request: Request, code: str, kind: str) -> HttpResponseBase:
    """Write, look at and issue one kind of paper; ``?so=`` names a paper that is there."""
    about = own_recommendation(request, code)
    if kind not in KINDS:
        raise Http404
    may = access.may_write_paper(request.actor, about)
    access.require(may)
    address = reverse("recommendation_paper", args=[about.code, kind])
    desk = Desk(
        kind=catalogue()[kind],
        body=about.lead,
        context=context_of(about, timezone.localdate()),
        paper=paper_asked(request, ("recommendation", about.id), kind),
        may=may,
        back=reverse("recommendation", args=[about.code]),
        about=about.code,
        save=partial(actions.write_paper, recommendation=about, kind=kind),
        issue=partial(actions.issue_paper, recommendation=about),
        file_url=lambda paper, ending: reverse(
            "recommendation_paper_file", args=[about.code, paper.id, ending]
        ),
        here=lambda paper: f"{address}?so={paper.id}",
    )
    return sit_at(request, desk)


@require_safe
def recommendation_paper_file(
    request: Request, code: str, paper_id: int, ending: str
) -> HttpResponseBase:
    """The Word or PDF file of an issued paper."""
    about = own_recommendation(request, code)
    paper = get_object_or_404(
        Paper, id=paper_id, subject_type="recommendation", subject_id=about.id
    )
    return file_of(paper, ending)
