"""Facts as the tables have them.

What the programme, supervision, criticism and recommendations know is not typed again.

Each source is a few queries however many rows it has (reports: one; supervision: five) and gives
rows for ``civickit.measures.fact_frame``.
What our tables know changes with time: each row says from which day on it stands, and until which,
so that a reading of an earlier day sees what was known then.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import product, zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from civickit.measures import ALWAYS, Needed, PassingRow, Row
from civickit.vntext import fold
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.programmes.models import Edition
from giamsat.programmes.states import EditionState
from giamsat.proposals.marking import Marking
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.queries import SENT
from giamsat.reporting.models import PeriodReport
from giamsat.supervision.models import Case as SupervisionCase
from giamsat.supervision.models import CaseUnit
from giamsat.supervision.states import CRITICISM, CaseState, Form
from giamsat.targets.models import ReportedFact
from giamsat.targets.states import COUNTED, FactState

CASES, ACTIVITIES, RECOMMENDATIONS, REPORTED, REPORTS = 1, 2, 3, 4, 5
_APART = 1 << 40  # subjects of different sources are different
_FORMS: dict[str, str] = {
    Form.DELEGATION: "delegation",
    Form.CRITICISM_CONFERENCE: "conference",
    Form.CRITICISM_DIALOGUE: "dialogue",
    Form.CRITICISM_WRITTEN: "written",
}
# In the order of ``civickit.measures.Row``.
_REPORTED_COLUMNS = (
    "source",
    "id",
    "unit_id",
    "event",
    "day_number",
    "quantity",
    "subject_key",
    "tags",
    "waits",
    "is_proved",
)
_CASE_COLUMNS = (
    "id",
    "form",
    "title",
    "lead_id",
    "lead__level",
    "ended_on",
    "opened_on",
    "marks",
    "programme_id",
    "activity__codes",
)
_ACTIVITY_COLUMNS = (
    "id",
    "kind",
    "title",
    "lead_id",
    "joint",
    "last_day",
    "variant_id",
    "variant__programme_id",
    "codes",
)
_LEVELS = {"province": 2, "district": 1, "commune": 0}


class DayNumber(Func):
    """A day as Python counts them (1 is 1/1/0001).

    Numbers come out of the database faster than days.
    """

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """From the Julian day."""
        return self.as_sql(
            compiler,
            connection,
            template="CAST(julianday(%(expressions)s) - 1721424.5 AS INTEGER)",
            **extra,
        )

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """From the difference of days."""
        return self.as_sql(
            compiler, connection, template="(%(expressions)s - DATE '0001-01-01' + 1)", **extra
        )


def reported(wanted: Needed, as_of: date) -> list[Row]:
    """What units reported.

    One statement, read from the index alone, its rows as the database gives them.
    """
    if not wanted.since:
        return []
    counted = ReportedFact.objects.filter(state__in=COUNTED, day__lte=as_of).order_by()
    parts = [
        counted.filter(event=event, day__gte=since or date.min)
        .annotate(
            source=Value(REPORTED),
            day_number=DayNumber("day"),
            waits=Case(When(state=FactState.WAITING, then=1), default=0),
        )
        .values_list(*_REPORTED_COLUMNS)
        for event, since in wanted.since.items()
    ]
    sql, values = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def known(wanted: Needed, as_of: date) -> Iterator[PassingRow]:
    """What our own tables know of the events targets look at, as it stood on each day up to one."""
    for events, source in _SOURCES:
        asked = {one: wanted.since[one] for one in events if one in wanted.since}
        if asked:
            yield from source(asked, wanted, as_of)


def _start(asked: Mapping[str, date | None]) -> date:
    """The first day anything asked for is needed from."""
    days = [one for one in asked.values() if one is not None]
    return min(days) if len(days) == len(asked) else date.min


def _cases(asked: Mapping[str, date | None], wanted: Needed, as_of: date) -> Iterator[PassingRow]:
    """Cases, from the day they ended.

    For who led them, and with the mark ``joint`` for everybody who went along.

    One that still runs counts for nothing, but says that the body keeps its cases here.
    """
    rows = _cases_asked(asked, as_of)
    along = _joint(rows)
    levels = _levels(rows) if {"own_level", "lower_level"} & set(wanted.tags) else {}
    cases = list(rows.values_list(*_CASE_COLUMNS, named=True))
    marking = Marking(case.programme_id for case in cases)
    for case in cases:
        event = "criticism" if case.form in CRITICISM else "supervision"
        marks = case.marks
        if marks is None:
            marks = marking.of(case.title, case.programme_id, case.activity__codes or ())
        tags = {*marks, _FORMS.get(case.form, "")} | {
            "lower_level" if _LEVELS[level] < _LEVELS[case.lead__level] else "own_level"
            for level in levels.get(case.id, ())
        }
        units = ((case.lead_id, set()), *((unit, {"joint"}) for unit in along.get(case.id, ())))
        for unit, more in units:
            fact = Fact(CASES, case.id, unit, event, frozenset(tags | more))
            yield from fact.on(case.opened_on, until=case.ended_on, quantity=0)
            if case.ended_on is not None:
                yield from fact.on(case.ended_on)


def _cases_asked(asked: Mapping[str, date | None], as_of: date) -> QuerySet[SupervisionCase, Any]:
    """Cases that ended or began within the days, of the kinds that are asked for."""
    start = _start(asked)
    ended = Q(state=CaseState.CLOSED, ended_on__gte=start, ended_on__lte=as_of)
    begun = ~Q(state=CaseState.CANCELLED) & Q(opened_on__gte=start, opened_on__lte=as_of)
    rows = SupervisionCase.objects.filter(ended | begun).order_by()
    if "criticism" not in asked:
        return rows.exclude(form__in=CRITICISM)
    return rows if "supervision" in asked else rows.filter(form__in=CRITICISM)


class Fact(NamedTuple):
    """A fact of a table of ours.

    Sure, proved by its own record, and one thing however many took part.
    """

    source: int
    number: int
    unit: int
    event: str
    tags: Collection[str] = ()

    def on(
        self, day: date, *, known: date | None = None, until: date | None = None, quantity: int = 1
    ) -> Iterator[PassingRow]:
        """The row of a day, as it stands from the day it was ``known``.

        Nothing where it never stood: it would end on the day it began.
        """
        first, end = (known or day).toordinal(), until.toordinal() if until else ALWAYS
        if first < end:
            yield (
                self.source,
                self.number,
                self.unit,
                self.event,
                day.toordinal(),
                quantity,
                self.source * _APART + self.number,
                " ".join(sorted(self.tags)).strip(),
                False,
                True,
                first,
                end,
            )


def _joint(rows: QuerySet[SupervisionCase, Any]) -> dict[int, list[int]]:
    pairs = SupervisionCase.joint.through.objects.filter(case_id__in=rows.values("id")).values_list(
        "case_id", "organisation_id"
    )
    return _gathered(pairs)


def _levels(rows: QuerySet[SupervisionCase, Any]) -> dict[int, list[str]]:
    """The levels of the bodies a case goes to.

    A body known by its name alone counts by the first word of it.
    """
    units = CaseUnit.objects.filter(case_id__in=rows.values("id")).values_list(
        "case_id", "organisation__level", "name"
    )
    return _gathered((case, level or _level_of(name)) for case, level, name in units)


def _level_of(name: str) -> str:
    return (
        "commune"
        if re.match(r"(ubnd |uy ban nhan dan |dang uy )?(xa|phuong|dac khu|thi tran)\b", fold(name))
        else "province"
    )


def _gathered(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        out[key].append(value)
    return out


def _activities(
    asked: Mapping[str, date | None], _wanted: Needed, as_of: date
) -> Iterator[PassingRow]:
    """What the programme in force asks for, on its last day; not before its issue nor its year."""
    stood = _editions(as_of)
    planned = Activity.objects.filter(
        variant__in=stood, last_day__gte=_start(asked), last_day__year__lte=as_of.year
    ).order_by()
    activities = list(planned.values_list(*_ACTIVITY_COLUMNS, named=True))
    provincial = Organisation.objects.filter(valid_to=None, level="province")
    by_code = dict(provincial.values_list("code", "id"))
    marking = Marking({row.variant__programme_id for row in activities})
    for row in activities:
        event = f"{row.kind}_planned"
        if event not in asked:
            continue
        tags = marking.of(row.title, row.variant__programme_id, row.codes)
        units = (row.lead_id, *(by_code[code] for code in row.joint if code in by_code))
        new_year = date(row.last_day.year, 1, 1)
        for unit, (issued, replaced) in product(units, stood[row.variant_id]):
            fact = Fact(ACTIVITIES, row.id, unit, event, tags)
            yield from fact.on(row.last_day, known=max(issued, new_year), until=replaced)


def _editions(as_of: date) -> dict[int, list[tuple[date, date | None]]]:
    """By variant the days its programme was in force.

    From the issue of its edition to that of the next one.
    """
    issued = Edition.objects.filter(state=EditionState.ISSUED, issued_on__lte=as_of).order_by(
        "programme_id", "number"
    )
    out: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    editions = list(issued.values_list("programme_id", "variant_id", "issued_on"))
    for (programme, variant, day), after in zip_longest(editions, editions[1:]):
        assert day is not None  # an issued edition has its day
        out[variant].append((day, after[2] if after and after[0] == programme else None))
    return out


def _recommendations(
    asked: Mapping[str, date | None], _wanted: Needed, as_of: date
) -> Iterator[PassingRow]:
    """Recommendations sent, and the same on the day their answer was due.

    What was known of them day by day.
    """
    start = _start(asked)
    rows = (
        Recommendation.objects.filter(SENT, sent_on__lte=as_of)
        .annotate(due=Coalesce("answer_due_on", "due_on"))
        .filter(Q(sent_on__gte=start) | Q(due__gte=start))
        .order_by()
    )
    columns = ("id", "lead_id", "sent_on", "due", "answered_on", "resolved_on")
    for number, unit, *days in rows.values_list(*columns):
        sent, due, *_later = days
        learned = _learned(*days)
        for (since, tags), after in zip_longest(learned, learned[1:]):
            for event, day in (("recommendation", sent), ("recommendation_due", due)):
                if event in asked and day:
                    fact = Fact(RECOMMENDATIONS, number, unit, event, tags)
                    until = after[0] if after else None
                    yield from fact.on(day, known=max(since, day), until=until)


def _learned(
    sent: date, due: date | None, answered: date | None, resolved: date | None
) -> list[tuple[date, frozenset[str]]]:
    """What was known of a recommendation, and from which day on."""
    news: list[tuple[date, tuple[str, ...]]] = [(sent, ())]
    if answered:
        on_time = ("on_time",) if due and answered <= due else ()
        news.append((answered, ("answered", *on_time)))
    if resolved:
        news.append((resolved, ("resolved",)))
    learned: list[tuple[date, frozenset[str]]] = []
    known: frozenset[str] = frozenset()
    for day, more in sorted(news, key=itemgetter(0)):
        known |= set(more)
        learned.append((day, known))
    return learned


def _reports(
    asked: Mapping[str, date | None], _wanted: Needed, as_of: date
) -> Iterator[PassingRow]:
    rows = PeriodReport.objects.filter(
        made_at__isnull=False, as_of__gte=_start(asked), as_of__lte=as_of
    )
    for number, unit, day in rows.values_list("id", "front_id", "as_of"):
        yield from Fact(REPORTS, number, unit, "period_report").on(day)


_SOURCES: tuple[
    tuple[
        tuple[str, ...], Callable[[Mapping[str, date | None], Needed, date], Iterator[PassingRow]]
    ],
    ...,
] = (
    (("supervision", "criticism"), _cases),
    (("supervision_planned", "criticism_planned"), _activities),
    (("recommendation", "recommendation_due"), _recommendations),
    (("period_report",), _reports),
)
