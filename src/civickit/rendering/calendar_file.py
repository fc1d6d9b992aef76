"""The programme as a calendar file (RFC 5545)."""

from datetime import datetime, timedelta

from civickit.rendering.paper import Programme


def programme_ics(programme: Programme, *, now: datetime) -> bytes:
    """One all-day event an activity; the same plan gives the same identifiers, so importing again updates."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Giám Sát//Chương trình giám sát và phản biện xã hội//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Giám sát, phản biện xã hội {programme.year}")
    for line in programme.lines:
        event = Event()
        event.add("uid", f"{programme.year}-{'-'.join(line.proposals)}@giamsat")
        event.add("dtstamp", now)
        event.add("dtstart", line.first_day)
        event.add("dtend", line.last_day + timedelta(days=1))  # the end of an all-day event is not part of it
        event.add("summary", f"{'Giám sát' if line.kind == 'supervision' else 'Phản biện'}: {line.title}")
        who = ", ".join((line.lead, *line.joint))
        event.add("description", f"Chủ trì, phối hợp: {who}\nNơi được giám sát: {'; '.join(line.units) or '–'}")
        event.add("categories", [line.lead])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
