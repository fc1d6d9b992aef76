"""Facts as the tables have them.

What the programme, supervision, criticism and recommendations know is not typed again.

Each source is a few queries however many rows it has (reports: one; supervision: five) and gives
rows for ``civickit.measures.fact_frame``.
What our tables know changes with time: each row says from which day on it stands, and until which,
so that a reading of an earlier day sees what was known then.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import product, zip_longest
from operator import itemgetter
from typing import Any

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
    told = ReportedFact.objects.filter(state__in=COUNTED, day__lte=as_of).order_by()
    parts = [
        told.filter(event=event, day__gte=since or date.min)
        .annotate(
            source=Value(REPORTED),
            day_number=DayNumber("day"),
            waits=Case(When(state=FactState.WAITING, then=1), default=0),
        )
        .values_list(
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
    start = _start(asked)
    ended = Q(state=CaseState.CLOSED, ended_on__gte=start, ended_on__lte=as_of)
    begun = ~Q(state=CaseState.CANCELLED) & Q(opened_on__gte=start, opened_on__lte=as_of)
    rows = (
        SupervisionCase.objects.filter(ended | begun)
        .order_by()
        .values_list(
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
    )
    if "criticism" not in asked:
        rows = rows.exclude(form__in=CRITICISM)
    elif "supervision" not in asked:
        rows = rows.filter(form__in=CRITICISM)
    told = list(rows)
    along, levels = (
        _joint(rows),
        _levels(rows) if {"own_level", "lower_level"} & set(wanted.tags) else {},
    )
    marking = Marking(one[8] for one in told)
    for case_id, form, title, lead, level, ended_on, opened_on, marks, programme, codes in told:
        event = "criticism" if form in CRITICISM else "supervision"
        said = marks if marks is not None else marking.of(title, programme, codes or ())
        tags = {*said, _FORMS.get(form, "")} | {
            "lower_level" if _LEVELS[one] < _LEVELS[level] else "own_level"
            for one in levels.get(case_id, ())
        }
        for unit, more in ((lead, set()), *((one, {"joint"}) for one in along.get(case_id, ()))):
            yield from _row(
                CASES, case_id, unit, event, opened_on, tags | more, until=ended_on, quantity=0
            )
            if ended_on is not None:
                yield from _row(CASES, case_id, unit, event, ended_on, tags | more)


def _row(
    source: int,
    number: int,
    unit: int,
    event: str,
    day: date,
    tags: Iterable[str],
    *,
    known: date | None = None,
    until: date | None = None,
    quantity: int = 1,
) -> Iterator[PassingRow]:
    """One fact of a table of ours.

    Sure, proved by its own record, and one thing however many took part.

    Nothing where it never stood: it would end on the day it began.
    """
    first, end = (known or day).toordinal(), until.toordinal() if until else ALWAYS
    if first < end:
        words = " ".join(sorted(tags)).strip()
        yield (
            source,
            number,
            unit,
            event,
            day.toordinal(),
            quantity,
            source * _APART + number,
            words,
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
    rows = list(
        Activity.objects.filter(
            variant__in=stood, last_day__gte=_start(asked), last_day__year__lte=as_of.year
        )
        .order_by()
        .values_list(
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
    )
    by_code = dict(
        Organisation.objects.filter(valid_to=None, level="province").values_list("code", "id")
    )
    marking = Marking({one[7] for one in rows})
    for number, kind, title, lead, joint, day, variant, programme, codes in rows:
        event = f"{kind}_planned"
        if event not in asked:
            continue
        tags = marking.of(title, programme, codes)
        for unit, (issued, replaced) in product(
            (lead, *(by_code[one] for one in joint if one in by_code)), stood[variant]
        ):
            since = max(issued, date(day.year, 1, 1))
            yield from _row(ACTIVITIES, number, unit, event, day, tags, known=since, until=replaced)


def _editions(as_of: date) -> dict[int, list[tuple[date, date | None]]]:
    """By variant the days its programme was in force.

    From the issue of its edition to that of the next one.
    """
    issued = Edition.objects.filter(state=EditionState.ISSUED, issued_on__lte=as_of).order_by(
        "programme_id", "number"
    )
    out: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    told = list(issued.values_list("programme_id", "variant_id", "issued_on"))
    for (programme, variant, day), after in zip_longest(told, told[1:]):
        assert day is not None  # an issued edition has its day
        out[variant].append((day, after[2] if after and after[0] == programme else None))
    return out


def _recommendations(
    asked: Mapping[str, date | None], _wanted: Needed, as_of: date
) -> Iterator[PassingRow]:
    """Recommendations sent, and the same on the day their answer was due.

    What was known of them day by day.
    """
    rows = (
        Recommendation.objects.filter(SENT, sent_on__lte=as_of)
        .annotate(due=Coalesce("answer_due_on", "due_on"))
        .filter(Q(sent_on__gte=_start(asked)) | Q(due__gte=_start(asked)))
        .order_by()
        .values_list("id", "lead_id", "sent_on", "due", "answered_on", "resolved_on")
    )
    for number, unit, sent, due, answered, resolved in rows:
        assert sent is not None  # the query asked for it
        learned: list[tuple[date, tuple[str, ...]]] = [(sent, ())]
        if answered:
            learned.append(
                (answered, ("answered", "on_time") if due and answered <= due else ("answered",))
            )
        if resolved:
            learned.append((resolved, ("resolved",)))
        learned.sort(key=itemgetter(0))
        tags: set[str] = set()
        for (since, more), after in zip_longest(learned, learned[1:]):
            tags |= set(more)
            for event, day in (("recommendation", sent), ("recommendation_due", due)):
                if event in asked and day:
                    until = after[0] if after else None
                    yield from _row(
                        RECOMMENDATIONS,
                        number,
                        unit,
                        event,
                        day,
                        tags,
                        known=max(since, day),
                        until=until,
                    )


def _reports(
    asked: Mapping[str, date | None], _wanted: Needed, as_of: date
) -> Iterator[PassingRow]:
    rows = PeriodReport.objects.filter(
        made_at__isnull=False, as_of__gte=_start(asked), as_of__lte=as_of
    )
    for number, unit, day in rows.values_list("id", "front_id", "as_of"):
        yield from _row(REPORTS, number, unit, "period_report", day, ())


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
