"""What the papers of a programme say, as plain data.

One source for Word, Excel, calendar and report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from civickit.workdays import days_in, time_in


@dataclass(frozen=True)
class ProgrammeLine:
    """One activity of the programme, as readers see it. Days are inclusive."""

    id: str
    title: str
    kind: str  # supervision or criticism
    form: str
    units: tuple[str, ...]
    lead: str
    joint: tuple[str, ...]
    partners: tuple[str, ...]
    first_day: date
    last_day: date
    groups: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()  # vấn đề nổi cộm, cán bộ chủ chốt, đặt hàng


@dataclass(frozen=True)
class Left:
    """A proposal that is not in the programme, and why."""

    id: str
    title: str
    organisation: str
    asked: str
    reason: str


@dataclass(frozen=True)
class TopicPair:
    """Two topics that meet, with the reasons and what the plan made of it."""

    label: str  # duplicate, overlap, or burden: one body visited for different matters
    one: str
    one_who: str
    other: str
    other_who: str
    reasons: tuple[str, ...]
    outcome: str


@dataclass(frozen=True)
class Shortfall:
    """A minimum that is missed: why, and what would lift it."""

    body: str
    what: str
    needed: int
    planned: int
    why: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class FileNote:
    """What one file gave and what a person should look at in it."""

    file: str
    sheet: str
    organisation: str
    read: int
    error: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ReachedAim:
    """One level of the plan in words, with what was reached and what cannot be beaten."""

    name: str
    value: str
    bound: str
    proved: bool


SIGNS = ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")
# As the Front writes it; a deputy also signs with KT. (Decree 30/2020 Art. 13). Between lines of a
# signature a stroke: browsers send a line's end as two letters, which would be another choice.
LINE_BETWEEN = " / "
CAPACITIES = (
    "TM. BAN THƯỜNG TRỰC / CHỦ TỊCH",
    "TM. BAN THƯỜNG TRỰC / PHÓ CHỦ TỊCH",
    "TM. BAN THƯỜNG TRỰC / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    "TM. BAN THƯỜNG TRỰC / PHÓ CHỦ TỊCH THƯỜNG TRỰC",
)


@dataclass(frozen=True)
class PlannedProgramme:
    """Everything the papers need. ``closed`` are days without activities: first, last, reason."""

    province: str
    year: int
    issuer: str
    parent: str
    symbol: str
    place: str
    rulebook: str
    rulebook_source: str
    lines: Sequence[ProgrammeLine]
    left: Sequence[Left] = ()
    meetings: Sequence[TopicPair] = ()
    shortfalls: Sequence[Shortfall] = ()
    files: Sequence[FileNote] = ()
    aims: Sequence[ReachedAim] = ()
    closed: Sequence[tuple[date, date, str]] = ()
    outside: Sequence[ProgrammeLine] = ()  # visits of other bodies
    minimums: Sequence[tuple[str, str, int, int]] = ()  # organisation, what, planned, needed
    saved_visits: int = 0
    notes: Sequence[str] = field(default_factory=tuple)
    number: int | None = None  # None until it is issued: the paper leaves number, day and name open
    issued_on: date | None = None
    signer: str = ""
    signs: tuple[str, ...] = SIGNS  # in whose name, with what post
    opinion: str = ""  # the paper with the Standing Committee's opinion: "Thông báo số …"
    amends: str = ""  # the paper this one amends, as it is cited: "Kế hoạch số 05/KH-… ngày …"
    reason: str = ""  # why
    changes: Sequence[tuple[str, str, str]] = ()  # topic, before, now
    time_unit: str = "day"  # how the time of an activity is printed: one of TIME_UNITS

    def time_of(self, line: ProgrammeLine) -> str:
        """When a line takes place, as this paper prints times."""
        return time_in(line.first_day, line.last_day, self.time_unit, "vi")

    def alone(self) -> "PlannedProgramme":
        """The programme and nothing of how it was made: what is issued and published.

        Without pairs, missed minimums, defects of files, proposals left out, other bodies' plans,
        and without what the proposers noted for themselves.
        """
        return replace(
            self,
            lines=[replace(line, marks=()) for line in self.lines],
            left=(),
            meetings=(),
            shortfalls=(),
            files=(),
            aims=(),
            closed=(),
            outside=(),
            minimums=(),
            notes=(),
        )

    def of_kind(self, kind: str) -> list[ProgrammeLine]:
        """Lines of one kind in order of time."""
        return sorted(
            (line for line in self.lines if line.kind == kind),
            key=lambda line: (line.first_day, line.id),
        )

    def by_organisation(self) -> list[tuple[str, list[ProgrammeLine]]]:
        """Every organisation with the activities it leads, in order of time."""
        names = list(
            dict.fromkeys(
                [who for who, _, _, _ in self.minimums] + [line.lead for line in self.lines]
            )
        )
        return [
            (
                name,
                sorted(
                    (line for line in self.lines if line.lead == name),
                    key=lambda line: line.first_day,
                ),
            )
            for name in names
        ]

    def by_month(self) -> list[tuple[int, list[ProgrammeLine]]]:
        """The twelve months with the activities that begin in them."""
        return [
            (
                month,
                sorted(
                    (line for line in self.lines if line.first_day.month == month),
                    key=lambda line: line.first_day,
                ),
            )
            for month in range(1, 13)
        ]


def programme_data(programme: PlannedProgramme) -> dict[str, Any]:
    """A programme as JSON can hold it; ``programme_from`` brings it back whole."""
    return asdict(programme) | {
        "lines": [_line_data(one) for one in programme.lines],
        "outside": [_line_data(one) for one in programme.outside],
        "closed": [
            (first.isoformat(), last.isoformat(), reason)
            for first, last, reason in programme.closed
        ],
        "issued_on": programme.issued_on.isoformat() if programme.issued_on else None,
    }


def _line_data(line: ProgrammeLine) -> dict[str, Any]:
    return asdict(line) | {
        "first_day": line.first_day.isoformat(),
        "last_day": line.last_day.isoformat(),
    }


_ROWS: Mapping[str, type] = {
    "left": Left,
    "meetings": TopicPair,
    "shortfalls": Shortfall,
    "files": FileNote,
    "aims": ReachedAim,
}


def programme_from(data: Mapping[str, Any]) -> PlannedProgramme:
    """The programme that ``programme_data`` wrote."""
    values = dict(data)
    for name, kind in (*_ROWS.items(), ("lines", ProgrammeLine), ("outside", ProgrammeLine)):
        values[name] = [_row(kind, row) for row in values[name]]
    values["closed"] = [
        (date.fromisoformat(a), date.fromisoformat(b), reason) for a, b, reason in values["closed"]
    ]
    for name in ("minimums", "changes"):
        values[name] = [tuple(row) for row in values[name]]
    values["signs"] = tuple(values.get("signs") or SIGNS)
    values["issued_on"] = date.fromisoformat(values["issued_on"]) if values["issued_on"] else None
    return PlannedProgramme(**values)


def _row(kind: type, data: Mapping[str, Any]) -> Any:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }
    days = {
        column.name: date.fromisoformat(data[column.name])
        for column in fields(kind)
        if column.name in ("first_day", "last_day")
    }
    return kind(**values | days)


def short_days(first: date, last: date) -> str:
    """Days as papers write them in running text: 5/4–28/5."""
    return days_in(first, last, "vi")


def official_day(day: date) -> str:
    """A zero before days under 10 and months 1, 2 (Decree 30/2020, Appendix I).

    Ngày 05 tháng 4 năm 2027.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
