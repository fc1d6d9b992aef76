"""Calendars of single organisations and bodies: what is issued, nothing else."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from civickit.rendering import activities_ics
from civickit.workdays import whole_span
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.programmes.models import BodyNotice, Edition
from giamsat.programmes.states import EditionState

_YEARS = 2  # the newest programmes a calendar holds


def feed_of(body: Organisation) -> bytes:
    """All activities of the programmes in force that concern a body.

    A supervised one only what it was told of.
    """
    informed = _informed_of(body)
    events = []
    for edition in list((_in_force() | informed).values())[-_YEARS:]:
        stamp = edition.issued_at or datetime(1970, 1, 1, tzinfo=UTC)
        concerning = _concerning(body, edition, is_told=edition in informed.values())
        events += [_event(edition, activity, stamp) for activity in concerning]
    name = _("Giám sát, phản biện: %(body)s") % {"body": body.short_name}
    return activities_ics(name, events)


def _in_force() -> dict[int, Edition]:
    """The last number that was issued of each year's programme."""
    issued = Edition.objects.filter(state=EditionState.ISSUED).select_related("programme")
    in_order = issued.order_by("programme__year", "number")
    return {edition.programme_id: edition for edition in in_order}


def _informed_of(body: Organisation) -> dict[int, Edition]:
    """What a supervised body was told of: until it is told of an amendment, the one before."""
    notices = BodyNotice.objects.filter(organisation=body, told_at__isnull=False)
    in_order = notices.select_related("edition__programme").order_by("edition__number")
    return {notice.edition.programme_id: notice.edition for notice in in_order}


def _event(edition: Edition, activity: Activity, stamp: datetime) -> tuple[Any, ...]:
    return (
        f"{edition.programme.year}-{'-'.join(activity.codes)}@giamsat",
        activity.title,
        activity.kind,
        activity.lead.name,
        [unit.name for unit in activity.units.all()],
        *whole_span(activity.first_day, activity.last_day, edition.prints),
        stamp,
    )


def _concerning(body: Organisation, edition: Edition, *, is_told: bool) -> list[Activity]:
    rows = (
        Activity.objects.filter(variant=edition.variant_id)
        .select_related("lead")
        .prefetch_related("units")
        .order_by("no")
    )
    return [
        activity
        for activity in rows
        if activity.lead_id == body.id
        or body.code in activity.joint
        or (is_told and any(unit.organisation_id == body.id for unit in activity.units.all()))
    ]
