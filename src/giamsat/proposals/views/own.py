"""The programme of a page below it."""

from django.shortcuts import get_object_or_404

from giamsat.organisations.requests import Request
from giamsat.proposals import access
from giamsat.proposals.models import Programme


def own_programme(request: Request, programme_id: int) -> Programme:
    """The programme of a page below it. Raises Http404."""
    return get_object_or_404(access.visible_programmes(request.actor), id=programme_id)
