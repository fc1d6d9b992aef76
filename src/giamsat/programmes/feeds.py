"""Calendars of single organisations and bodies: what is issued, nothing else."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from civickit.rendering import activities_ics
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.programmes.models import BodyNotice, Edition
from giamsat.programmes.states import EditionState

_YEARS = 2  # the newest programmes a calendar holds


def feed_of(body: Organisation) -> bytes:
    """All activities of the programmes in force that concern a body.

    A supervised one only what it was told of.
    """
    editions: dict[int, Edition] = {}
    for edition in (
        Edition.objects.filter(state=EditionState.ISSUED)
        .select_related("programme")
        .order_by("programme__year", "number")
    ):
        editions[edition.programme_id] = edition  # the last number of each year is in force
    events = []
    told_of: dict[int, Edition] = {}
    notices = BodyNotice.objects.filter(organisation=body).select_related("edition__programme")
    for notice in notices.order_by("edition__number"):
        told_of[notice.edition.programme_id] = (
            notice.edition
        )  # until it is told of an amendment it sees what it was told of
    for edition in list((editions | told_of).values())[-_YEARS:]:
        stamp = edition.issued_at or datetime(1970, 1, 1, tzinfo=UTC)
        concerning = _concerning(body, edition, is_told=edition in told_of.values())
        events += [(edition.programme.year, activity, stamp) for activity in concerning]
    return activities_ics(
        _("Giám sát, phản biện: %(body)s") % {"body": body.short_name},
        [
            (
                f"{year}-{'-'.join(activity.codes)}@giamsat",
                activity.title,
                activity.kind,
                activity.lead.name,
                [u.name for u in activity.units.all()],
                activity.first_day,
                activity.last_day,
                stamp,
            )
            for year, activity, stamp in events
        ],
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
