"""Supervision of earlier years, which priorities look back on.

Told by the room that knows what was issued.
"""

from collections.abc import Callable, Sequence
from datetime import date

from giamsat.proposals.models import Programme

# Key of the supervised body, title, last day; the earliest first.
Visits = Callable[[Programme, Sequence[str]], list[tuple[str, str, date]]]
_SOURCES: list[Visits] = []


def register_visits(source: Visits) -> None:
    """Called when Django starts, by the app that knows them."""
    _SOURCES.append(source)


def earlier_visits(programme: Programme, keys: Sequence[str]) -> list[tuple[str, str, date]]:
    """Visits in issued programmes of earlier years to bodies with these keys."""
    return [visit for source in _SOURCES for visit in source(programme, keys)]
