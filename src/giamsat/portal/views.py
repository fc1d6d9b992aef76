"""Public pages: the programmes, one programme, its papers."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamsat.documents.desk import file_of
from giamsat.files.storing import content_of, download
from giamsat.organisations.sessions import open_to_all
from giamsat.planning.papers import PAPERS
from giamsat.portal import queries
from giamsat.programmes.issuing import paper_name


@open_to_all
@require_safe
def public_programmes(request: HttpRequest) -> HttpResponseBase:
    """Years whose programme is public."""
    return render(request, "portal/programmes.html", {"rows": queries.newest()})


@open_to_all
@require_safe
def public_programme(request: HttpRequest, year: int) -> HttpResponseBase:
    """One year as published: what, who, where, when; and every edition with its papers."""
    rows, activities = queries.in_force(year)
    if not rows:
        raise Http404
    context = {
        "here": rows[0],
        "rows": rows,
        "activities": activities,
        "papers": PAPERS,
        "corrections": queries.corrections(rows[0]),
        "supervisions": sum(one.kind == "supervision" for one in activities),
        "criticisms": sum(one.kind != "supervision" for one in activities),
    }
    return render(request, "portal/programme.html", context)


@open_to_all
@require_safe
def public_paper(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponseBase:  # noqa: ARG001 - every view and migration step has this shape
    """A paper of a published edition, the bytes that were issued."""
    found = next(
        (one for one in queries.published() if (one.programme.year, one.number) == (year, number)),
        None,
    )
    if found is None or kind not in found.papers or kind not in dict(PAPERS):
        raise Http404
    return download(content_of(found.papers[kind]), paper_name(found, kind))


@open_to_all
@require_safe
def public_correction(request: HttpRequest, year: int, paper_id: int) -> HttpResponseBase:  # noqa: ARG001 - every view and migration step has this shape
    """The letter that corrects the published edition of a year. Raises Http404."""
    rows, _activities = queries.in_force(year)
    letters = queries.corrections(rows[0]) if rows else []
    letter = next((letter for letter in letters if letter.id == paper_id), None)
    if letter is None:
        raise Http404
    return file_of(letter, "docx")
