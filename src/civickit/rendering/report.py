"""The report a committee reads: one HTML file that needs nothing else."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from civickit.rendering.paper import PlannedProgramme, short_days


@lru_cache(maxsize=1)
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("civickit.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["days"] = lambda line: short_days(line.first_day, line.last_day)
    environment.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["two"] = lambda number: f"{number:02d}"
    return environment


_MOST_BODIES = 12  # with a row of the calendar of their own

Visit = tuple[Any, bool]  # a line of the programme or of another body's plan; whether it is ours


@dataclass(frozen=True)
class _YearScale:
    """Where days of a year stand on a scale of 365."""

    first: date

    def day(self, value: date) -> int:
        """The place of a day; one of another year stands at the end that is nearer to it."""
        return max(0, min(364, (value - self.first).days))

    def bar(self, line: Any) -> tuple[int, int]:
        """Where a line begins and how long it is; never too short to be seen."""
        start = self.day(line.first_day)
        return start, max(3, self.day(line.last_day) - start + 1)

    @property
    def months(self) -> list[int]:
        """Where months begin, the first of them aside."""
        return [(date(self.first.year, month, 1) - self.first).days for month in range(2, 13)]


def programme_html(programme: PlannedProgramme, *, style: str) -> bytes:
    """Overview, calendar by organisation and by body, what is missed and why, what is left out.

    ``style`` is the sheet the file carries inside, so that it needs nothing else.
    """
    scale = _YearScale(date(programme.year, 1, 1))
    bodies = _visits(programme)

    def meetings(label: str) -> list[Any]:
        return [meeting for meeting in programme.meetings if meeting.label == label]

    text = (
        _environment()
        .get_template("report.html")
        .render(
            p=programme,
            style=style,
            day=scale.day,
            bar=scale.bar,
            months=scale.months,
            busiest=_busiest(bodies),
            bodies=len(bodies),
            supervisions=programme.of_kind("supervision"),
            criticisms=programme.of_kind("criticism"),
            burdens=meetings("burden"),
            duplicates=meetings("duplicate"),
            overlaps=meetings("overlap"),
        )
    )
    return str(text).encode("utf-8")


def _visits(programme: PlannedProgramme) -> dict[str, list[Visit]]:
    """Who comes to each body, ours first."""
    ours = ((line, True) for line in programme.lines if line.kind == "supervision")
    bodies: dict[str, list[Visit]] = {}
    for line, is_ours in (*ours, *((line, False) for line in programme.outside)):
        for unit in line.units:
            bodies.setdefault(unit, []).append((line, is_ours))
    return bodies


def _busiest(bodies: dict[str, list[Visit]]) -> list[tuple[str, list[Visit]]]:
    """Bodies that are visited more than once, the most visited first, each by day."""
    ordered = sorted(bodies.items(), key=lambda body: (-len(body[1]), body[0]))
    several = [(name, visits) for name, visits in ordered if len(visits) > 1]
    return [
        (name, sorted(visits, key=lambda visit: visit[0].first_day))
        for name, visits in several[:_MOST_BODIES]
    ]
