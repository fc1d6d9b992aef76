"""Papers about a recommendation: urging letters, minutes of dialogues."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.desk import Desk, file_of, sit_at
from giamsat.documents.models import Paper
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.organisations.requests import Request
from giamsat.recommendations import access, actions
from giamsat.recommendations.contexts import KINDS, context_of
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.views.lists import own_recommendation


def _papers(one: Recommendation) -> "list[Paper]":
    return list(
        Paper.objects.select_related("body__under").filter(
            subject_type="recommendation", subject_id=one.id
        )
    )


@shows_refusals
@require_http_methods(["GET", "POST"])
def recommendation_paper(request: Request, code: str, kind: str) -> HttpResponseBase:
    """Write, look at and issue one kind of paper; ``?so=`` names a paper that is there."""
    here = own_recommendation(request, code)
    if kind not in KINDS:
        raise Http404
    access.require(access.may_write_paper(request.actor, here))
    papers = [one for one in _papers(here) if one.kind == kind]
    wanted = asked(request, "so")
    paper = (
        next((one for one in papers if str(one.id) == wanted), None)
        if wanted
        else next((one for one in papers if one.state == Paper.State.DRAFT), None)
    )
    if wanted and paper is None:
        raise Http404
    address = reverse("recommendation_paper", args=[here.code, kind])
    desk = Desk(
        kind=catalogue()[kind],
        body=here.lead,
        context=context_of(here, timezone.localdate()),
        paper=paper,
        may=access.may_write_paper(request.actor, here),
        back=reverse("recommendation", args=[here.code]),
        about=here.code,
        save=lambda **said: actions.write_paper(
            actor=request.actor, one=here, kind=kind, now=timezone.now(), **said
        ),
        issue=lambda **said: actions.issue_paper(
            actor=request.actor, one=here, now=timezone.now(), **said
        ),
        file_url=lambda one, ending: reverse(
            "recommendation_paper_file", args=[here.code, one.id, ending]
        ),
        here=lambda one: f"{address}?so={one.id}",
    )
    return sit_at(request, desk)


@require_GET
def recommendation_paper_file(
    request: Request, code: str, paper_id: int, ending: str
) -> HttpResponseBase:
    """The Word or PDF file of an issued paper."""
    here = own_recommendation(request, code)
    paper = get_object_or_404(Paper, id=paper_id, subject_type="recommendation", subject_id=here.id)
    response = file_of(paper, ending)
    if response is None:
        raise Http404
    return response
