"""The facts behind a figure, in words: a fixed number of queries however many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse

from civickit.measures import Reading
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.recommendations.models import Recommendation
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.supervision.models import Case
from giamsat.targets import sources
from giamsat.targets.models import ReportedFact


@dataclass(frozen=True)
class FactRow:
    """One fact behind a figure: when, what, how much, and the paper or page that shows it."""

    day: date
    unit: str
    text: str
    quantity: float
    paper: str
    address: str
    is_running: bool  # heard of, and not counted before it ends
    is_merged: bool  # of a unit that another one took over


class _Record(NamedTuple):
    """What the table a fact comes from says of it."""

    text: str = ""
    paper: str = ""
    address: str = ""


def fact_rows(reading: Reading, rows: Iterable[int], book: TargetRulebook) -> list[FactRow]:
    """The facts of some rows of the frame, in words; at most six queries."""
    facts, units = reading.frame.facts, reading.frame.units
    rows = [int(row) for row in rows]
    by_source: dict[int, set[int]] = {}
    for row in rows:
        by_source.setdefault(int(facts.source[row]), set()).add(int(facts.ids[row]))
    records = dict(_records(by_source))
    numbers = {int(units.ids[facts.unit[row]]) for row in rows}
    names = dict(Organisation.objects.filter(id__in=numbers).values_list("id", "name"))
    return [_fact_row(reading, row, book, records, names) for row in rows]


def _fact_row(
    reading: Reading,
    row: int,
    book: TargetRulebook,
    records: dict[tuple[int, int], _Record],
    names: dict[int, str],
) -> FactRow:
    facts, units = reading.frame.facts, reading.frame.units
    record = records.get((int(facts.source[row]), int(facts.ids[row])), _Record())
    event = book.vocabulary.events[facts.events[facts.event[row]]]
    quantity = float(facts.quantity[row])
    return FactRow(
        day=date.fromordinal(int(facts.day[row])),
        unit=names.get(int(units.ids[facts.unit[row]]), ""),
        text=record.text or f"{event.unit} {event.title}".strip(),
        quantity=quantity,
        paper=record.paper,
        address=record.address,
        is_running=bool(facts.source[row] == sources.CASES and quantity == 0),
        is_merged=_is_merged(reading, int(facts.unit[row])),
    )


def _is_merged(reading: Reading, unit: int) -> bool:
    """Whether another unit took over what a unit did."""
    group = reading.frame.group[unit]
    lead = reading.lead[group] if group >= 0 else unit
    ids, subjects = reading.frame.units.ids, reading.frame.target.subjects
    return int(ids[lead]) != int(ids[unit]) and subjects.per == "unit"


def _records(by_source: dict[int, set[int]]) -> Iterator[tuple[tuple[int, int], _Record]]:
    """What the tables say of facts, by source and id."""
    for source, find in (
        (sources.CASES, _of_cases),
        (sources.RECOMMENDATIONS, _of_recommendations),
        (sources.REPORTED, _of_reported),
        (sources.REPORTS, _of_reports),
        (sources.ACTIVITIES, _of_activities),
    ):
        if ids := by_source.get(source):
            yield from (((source, number), record) for number, record in find(ids))


def _of_cases(ids: Iterable[int]) -> Iterator[tuple[int, _Record]]:
    for case in Case.objects.filter(id__in=ids).only("id", "code", "title"):
        yield case.id, _Record(case.title, case.code, reverse("case", args=[case.code]))


def _of_recommendations(ids: Iterable[int]) -> Iterator[tuple[int, _Record]]:
    kept = Recommendation.objects.filter(id__in=ids).only("id", "code", "text", "sent_with")
    for sent in kept:
        address = reverse("recommendation", args=[sent.code])
        yield sent.id, _Record(sent.text, sent.sent_with or sent.code, address)


def _of_reported(ids: Iterable[int]) -> Iterator[tuple[int, _Record]]:
    for fact in ReportedFact.objects.filter(id__in=ids):
        yield fact.id, _Record(fact.note, fact.paper, reverse("fact", args=[fact.id]))


def _of_reports(ids: Iterable[int]) -> Iterator[tuple[int, _Record]]:
    for number in ids:
        yield number, _Record(address=reverse("report", args=[number]))


def _of_activities(ids: Iterable[int]) -> Iterator[tuple[int, _Record]]:
    planned = Activity.objects.filter(id__in=ids).select_related("variant")
    for activity in planned.only("id", "title", "variant__programme_id"):
        address = reverse("programme", args=[activity.variant.programme_id])
        yield activity.id, _Record(activity.title, address=address)
