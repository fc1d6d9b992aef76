"""The report a committee reads: one HTML file that needs nothing else."""

from datetime import date
from functools import lru_cache
from typing import Any

from civickit.rendering.paper import Programme, short_days


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


def programme_html(programme: Programme, *, style: str) -> bytes:
    """Overview, calendar by organisation and by body, what is missed and why, what is left out.

    ``style`` is the sheet the file carries inside, so that it needs nothing else.
    """
    first = date(programme.year, 1, 1)

    def day(value: date) -> int:
        return max(0, min(364, (value - first).days))

    def bar(line: Any) -> tuple[int, int]:
        return day(line.first_day), max(3, day(line.last_day) - day(line.first_day) + 1)

    bodies: dict[str, list[tuple[Any, bool]]] = {}
    for line, ours in [(line, True) for line in programme.lines if line.kind == "supervision"] + [
        (line, False) for line in programme.outside
    ]:
        for unit in line.units:
            bodies.setdefault(unit, []).append((line, ours))
    busiest = sorted(bodies.items(), key=lambda body: (-len(body[1]), body[0]))
    template = _environment().get_template("report.html")
    text = template.render(
        p=programme,
        style=style,
        day=day,
        bar=bar,
        months=[(date(programme.year, m, 1) - first).days for m in range(2, 13)],
        busiest=[
            (name, sorted(visits, key=lambda one: one[0].first_day))
            for name, visits in busiest
            if len(visits) > 1
        ][:12],
        bodies=len(bodies),
        supervisions=programme.of_kind("supervision"),
        criticisms=programme.of_kind("criticism"),
        burdens=[m for m in programme.meetings if m.label == "burden"],
        duplicates=[m for m in programme.meetings if m.label == "duplicate"],
        overlaps=[m for m in programme.meetings if m.label == "overlap"],
    )
    return str(text).encode("utf-8")
