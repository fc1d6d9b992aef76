"""A trend as points of a picture, with the numbers a table beside it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civickit.measures import Reading, Status, Target
from giamsat.foundation.words import reader
from giamsat.targets.wording import figure, is_share, percent_of, status_in_words, total_in_words

WIDE, HIGH, TOP, BOTTOM = 340, 178, 25, 150


@dataclass(frozen=True)
class Point:
    """One period."""

    label: str
    short: str
    as_of: date
    value: str
    total: str
    words: str
    x: int
    y: str  # as the picture writes it; empty without a figure
    above: bool  # whether its number fits above it, under the goal's


@dataclass(frozen=True)
class Trend:
    """Points, the line through them, and the height of the goal."""

    points: list[Point]
    path: str
    goal: str
    goal_words: str
    merged: bool


def drawn(readings: Sequence[Reading], target: Target) -> Trend:
    """Oldest first; a period without a figure leaves a gap."""
    percent = bool(readings) and is_share(readings[0])
    values = [percent_of(one) for one in readings]
    aggregate = target.aggregate
    goal = (
        target.comparison.low
        if aggregate.kind == "sum"
        else aggregate.comparison.low
        if aggregate.kind != "units"
        else None
    )
    most = max([*(one for one in values if one is not None), goal or 0, 1])
    step = WIDE // max(1, len(readings))
    points = []
    for no, (one, value) in enumerate(zip(readings, values, strict=True)):
        height = "" if value is None else _height(value, most)
        points.append(
            Point(
                one.window.sentence(reader()),
                _short(one),
                one.frame.as_of,
                "–" if value is None else figure(value),
                total_in_words(one),
                status_in_words(one.status, one.reason)
                if one.status != Status.MET
                else status_in_words(Status.MET, 0),
                step // 2 + no * step,
                height,
                value is not None and value < 0.8 * most,
            )
        )
    return Trend(
        points,
        _path(points),
        "" if goal is None else _height(goal, most),
        figure(goal, percent=percent) if goal is not None else "",
        any(one.merged for one in readings),
    )


def _height(value: float, most: float) -> str:
    return f"{BOTTOM - (BOTTOM - TOP) * value / most:.1f}"


def _short(reading: Reading) -> str:
    """The year, or the month or quarter of it."""
    first, every = reading.window.first, reading.frame.target.period.every
    if every == "month":
        return f"{first.month}/{first.year}"
    if every == "quarter":
        return f"Q{(first.month - 1) // 3 + 1}/{first.year % 100:02d}"
    if every == "half_year":
        return f"{'I' if first.month == 1 else 'II'}/{first.year}"
    return f"{first.year}"


def _path(points: Sequence[Point]) -> str:
    out, open_ = [], False
    for one in points:
        if not one.y:
            open_ = False
            continue
        out.append(f"{'L' if open_ else 'M'}{one.x} {one.y}")
        open_ = True
    return "".join(out)
