"""What the papers of a programme say, as plain data; one source for Word, Excel, calendar and report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Line:
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
class Meeting:
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
class Aim:
    """One level of the plan in words, with what was reached and what cannot be beaten."""

    name: str
    value: str
    bound: str
    proved: bool


@dataclass(frozen=True)
class Programme:
    """Everything the papers need. ``closed`` are days without activities: first, last, reason."""

    province: str
    year: int
    issuer: str
    parent: str
    symbol: str
    place: str
    rulebook: str
    rulebook_source: str
    lines: Sequence[Line]
    left: Sequence[Left] = ()
    meetings: Sequence[Meeting] = ()
    shortfalls: Sequence[Shortfall] = ()
    files: Sequence[FileNote] = ()
    aims: Sequence[Aim] = ()
    closed: Sequence[tuple[date, date, str]] = ()
    outside: Sequence[Line] = ()  # visits of other bodies
    minimums: Sequence[tuple[str, str, int, int]] = ()  # organisation, what, planned, needed
    saved_visits: int = 0
    notes: Sequence[str] = field(default_factory=tuple)

    def of_kind(self, kind: str) -> list[Line]:
        """Lines of one kind in order of time."""
        return sorted((line for line in self.lines if line.kind == kind), key=lambda line: (line.first_day, line.id))

    def by_organisation(self) -> list[tuple[str, list[Line]]]:
        """Every organisation with the activities it leads, in order of time."""
        names = list(dict.fromkeys([who for who, _, _, _ in self.minimums] + [line.lead for line in self.lines]))
        return [
            (name, sorted((line for line in self.lines if line.lead == name), key=lambda line: line.first_day))
            for name in names
        ]

    def by_month(self) -> list[tuple[int, list[Line]]]:
        """The twelve months with the activities that begin in them."""
        return [
            (
                month,
                sorted((line for line in self.lines if line.first_day.month == month), key=lambda line: line.first_day),
            )
            for month in range(1, 13)
        ]


def short_days(first: date, last: date) -> str:
    """Days as read in running text, the dash kept with its numbers: 5/4–28/5."""
    return f"{first.day}/{first.month}" if first == last else f"{first.day}/{first.month}–\u2060{last.day}/{last.month}"


def official_day(day: date) -> str:
    """A zero before days under 10 and months 1, 2 (Decree 30/2020, Appendix I): ngày 05 tháng 4 năm 2027."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
