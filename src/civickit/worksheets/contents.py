"""What a column holds, from its cells: bodies, times, days, money, kinds, topics.

A head that was never seen does not hide what stands below it, and a head that says one thing over
cells that hold another is not believed.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from civickit.vntext import clean, fold
from civickit.worksheets.columns import holds_kinds, kind_of
from civickit.worksheets.periods import parse_day, parse_period
from civickit.worksheets.units import is_body

SURE = 0.7  # the share of a column's cells that decides
_TOPIC_LETTERS = 22  # letters of an ordinary cell that holds a topic
_TOPIC_WORDS = 5
_MONEY = re.compile(r"\d{1,3}([.,]\d{3})+|\d+([.,]\d+)?\s*(trieu|ty|ti|nghin|ngan|dong|tr|d)\b")
_LEAST_MONEY = 1000
_SAMPLE_YEAR = 2000


def seems_body(value: Any) -> bool:
    """Whether a cell names a body."""
    return isinstance(value, str) and is_body(clean(value))


def seems_time(value: Any) -> bool:
    """Whether a cell names a time; a bare number does not."""
    if isinstance(value, date):
        return True
    return (
        isinstance(value, str)
        and not value.strip().isdigit()
        and len(value) < 60
        and parse_period(value, _SAMPLE_YEAR) is not None
    )


def seems_day(value: Any) -> bool:
    """Whether a cell is one day."""
    return isinstance(value, date) or (
        isinstance(value, str) and parse_day(value, _SAMPLE_YEAR) is not None
    )


def seems_topic(value: Any) -> bool:
    """Whether a cell is a topic: it says what kind it is, or is a sentence that is nothing else."""
    if not isinstance(value, str):
        return False
    words = value.split()
    if len(value) > _TOPIC_LETTERS - 2 and kind_of(" ".join(words[:4])) is not None:
        return True
    return (
        len(value) >= _TOPIC_LETTERS
        and len(words) >= _TOPIC_WORDS
        and not seems_body(value)
        and not seems_time(value)
    )


def seems_money(value: Any) -> bool:
    """Whether a cell is an amount of money."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return value >= _LEAST_MONEY
    return isinstance(value, str) and len(value) < 40 and bool(_MONEY.match(fold(value)))


_TESTS = {
    "supervised_units": seems_body,
    "time": seems_time,
    "budget_vnd": seems_money,
    "title": seems_topic,
}


def meaning_of(values: Sequence[Any]) -> tuple[str, float] | None:
    """What a column of cells holds and the share of cells that say so; None when unclear."""
    cells = [value for value in values if value not in ("", None) and str(value).strip()]
    if len(cells) < 2:
        return None
    if holds_kinds([str(value) for value in cells]):
        return "kind", 1.0
    for role, test in _TESTS.items():
        share = sum(map(test, cells)) / len(cells)
        if share >= SURE and (role != "title" or len(set(map(str, cells))) * 2 > len(cells)):
            return role, share
    return None


def are_days(values: Sequence[Any]) -> bool:
    """Whether a column holds single days."""
    cells = [value for value in values if value not in ("", None) and str(value).strip()]
    return bool(cells) and sum(map(seems_day, cells)) >= SURE * len(cells)
