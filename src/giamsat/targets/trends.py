"""A trend as points of a picture, with the numbers a table beside it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civickit.measures import Reading, Status, Target
from giamsat.foundation.words import reader
from giamsat.targets.wording import figure, is_share, percent_of, status_in_words, total_in_words

WIDE, HIGH, TOP, BOTTOM = 340, 178, 25, 150


@dataclass(frozen=True)
class TrendPoint:
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

    points: list[TrendPoint]
    path: str
    goal: str
    goal_words: str
    merged: bool


def drawn(readings: Sequence[Reading], target: Target) -> Trend:
    """Oldest first; a period without a figure leaves a gap."""
    goal = _goal(target)
    known = [value for reading in readings if (value := percent_of(reading)) is not None]
    most = max([*known, goal or 0, 1])
    step = WIDE // max(1, len(readings))
    points = [_point(reading, step // 2 + no * step, most) for no, reading in enumerate(readings)]
    percent = bool(readings) and is_share(readings[0])
    return Trend(
        points=points,
        path=_path(points),
        goal="" if goal is None else _height(goal, most),
        goal_words="" if goal is None else figure(goal, percent=percent),
        merged=any(reading.merged for reading in readings),
    )


def _goal(target: Target) -> float | None:
    """The least the whole has to reach; None where only units are counted."""
    whole = target.aggregate
    if whole.kind == "sum":
        return target.comparison.low
    return None if whole.kind == "units" else whole.comparison.low


def _point(reading: Reading, x: int, most: float) -> TrendPoint:
    value, is_met = percent_of(reading), reading.status == Status.MET
    return TrendPoint(
        label=reading.window.sentence(reader()),
        short=_short(reading),
        as_of=reading.frame.as_of,
        value="–" if value is None else figure(value),
        total=total_in_words(reading),
        words=status_in_words(reading.status, 0 if is_met else reading.reason),
        x=x,
        y="" if value is None else _height(value, most),
        above=value is not None and value < 0.8 * most,
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


def _path(points: Sequence[TrendPoint]) -> str:
    out, open_ = [], False
    for point in points:
        if not point.y:
            open_ = False
            continue
        out.append(f"{'L' if open_ else 'M'}{point.x} {point.y}")
        open_ = True
    return "".join(out)
