"""What units are asked to report.

Events nobody else knows, with the words and marks of the rulebooks in use.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, Q

from civickit.measures import Reason, Vocabulary
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.rulebooks.targets import packaged_vocabulary
from giamsat.targets.books import books_in_use
from giamsat.targets.engine import read_book, units
from giamsat.targets.models import ReportedFact
from giamsat.targets.states import FactState

# Marks that only the system sets.
_OURS = {
    "joint",
    "on_time",
    "answered",
    "resolved",
    "published",
    "all_answered",
    "delegation",
    "conference",
    "dialogue",
    "written",
}
MOST_ASKED = 20


@dataclass(frozen=True)
class Askable:
    """The words of the rulebooks in use, the events that are reported, the marks a unit may set."""

    vocabulary: Vocabulary
    events: tuple[str, ...]
    tags: tuple[str, ...]

    def name(self, event: str) -> str:
        """An event in words; its code where its rulebook is gone."""
        known = self.vocabulary.events.get(event)
        return f"{known.unit} {known.title}".strip() if known else event

    def marks(self, tags: str) -> list[str]:
        """Marks in words."""
        return [self.vocabulary.tags.get(one, one) for one in tags.split()]


def askable() -> Askable:
    """What can be reported."""
    known = packaged_vocabulary()
    tags, events = dict(known.tags), dict(known.events)
    for book in books_in_use():
        tags |= book.vocabulary.tags
        events |= book.vocabulary.events
    whole = Vocabulary(known.kinds, known.levels, tags, events)
    reported = tuple(code for code, one in events.items() if one.reported)
    return Askable(whole, reported, tuple(one for one in tags if one not in _OURS))


@dataclass(frozen=True)
class Asked:
    """Something a target waits for."""

    code: str
    title: str
    event: str
    unit_id: int


def asked_of(actor: Actor, day: date) -> list[Asked]:
    """What the targets in use wait for from the person's own units.

    Nothing for who reports for everybody.
    """
    own = actor.own(Permission.FACT_REPORT)
    if actor.scope(Permission.FACT_REPORT) is Scope.ALL or not own:
        return []
    out, frame = [], units()
    sent = _sent_by(own)
    for book in books_in_use():
        read = read_book(book, day, shared=frame)
        for target in read.targets:
            countings = [
                [event for event in counting.events if event in read.facts.reported]
                for counting in target.countings()
            ]
            reading = read.readings[target.code]
            silent = reading.lead[reading.groups.reasons == Reason.UNREPORTED]
            ids = frame.ids[silent]
            for unit in ids[np.isin(ids, list(own))]:
                known = {
                    event
                    for of, event, on in sent
                    if of == unit and reading.window.first <= on <= reading.window.closes
                }
                left = [events[0] for events in countings if events and not known & set(events)]
                if left:
                    out.append(Asked(target.code, target.title, left[0], int(unit)))
    return out[:MOST_ASKED]


def _sent_by(units_of_theirs: Iterable[int]) -> list[tuple[int, str, date]]:
    """What was reported and waits to be confirmed: nobody is asked for it twice; one query."""
    rows = ReportedFact.objects.filter(unit__in=units_of_theirs, state=FactState.WAITING)
    return list(rows.values_list("unit_id", "event", "day"))


def facts_waiting(actor: Actor) -> tuple[int, int]:
    """How many figures wait for the person, how many of their own units came back; one query."""
    waits = Q(state=FactState.WAITING) & ~Q(entered_by_id=actor.person_id)
    returned = Q(state=FactState.RETURNED, unit_id__in=actor.own(Permission.FACT_REPORT))
    open_ones = ReportedFact.objects.filter(state__in=[FactState.WAITING, FactState.RETURNED])
    counts = open_ones.aggregate(
        waiting=Count("id", filter=waits), returned=Count("id", filter=returned)
    )
    return (counts["waiting"] if actor.holds(Permission.FACT_CONFIRM) else 0), counts["returned"]
