"""The programme, or some of its activities, as a calendar file (RFC 5545)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from civickit.rendering.paper import PlannedProgramme
from civickit.workdays import whole_span


def programme_ics(programme: PlannedProgramme, *, now: datetime) -> bytes:
    """One all-day event an activity.

    The same plan gives the same identifiers, so importing again updates.
    """
    return activities_ics(
        f"Giám sát, phản biện xã hội {programme.year}",
        [
            (
                f"{programme.year}-{'-'.join(line.proposals)}@giamsat",
                line.title,
                line.kind,
                ", ".join((line.lead, *line.joint)),
                line.units,
                *whole_span(line.first_day, line.last_day, programme.time_unit),
                now,
            )
            for line in programme.lines
        ],
    )


Row = tuple[str, str, str, str, Sequence[str], date, date, datetime]


def activities_ics(name: str, rows: Sequence[Row]) -> bytes:
    """All-day events.

    Each row is uid, title, kind, who, supervised bodies, first and last day, and its stamp.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Giám Sát//Chương trình giám sát và phản biện xã hội//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for row in rows:
        calendar.add_component(_event(*row))
    return bytes(calendar.to_ical())


def _event(
    uid: str,
    title: str,
    kind: str,
    who: str,
    units: Sequence[str],
    first_day: date,
    last_day: date,
    stamp: datetime,
) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", first_day)
    event.add(
        "dtend", last_day + timedelta(days=1)
    )  # the end of an all-day event is not part of it
    event.add("summary", f"{'Giám sát' if kind == 'supervision' else 'Phản biện'}: {title}")
    event.add(
        "description", f"Chủ trì, phối hợp: {who}\nNơi được giám sát: {'; '.join(units) or '–'}"
    )
    event.add("categories", [who.partition(", ")[0]])
    event.add("transp", "TRANSPARENT")
    return event
