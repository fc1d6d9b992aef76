"""What became of plans. Answered by the room of editions, which this one does not know."""

from collections.abc import Callable
from dataclasses import dataclass

from giamsat.planning.models import Variant
from giamsat.proposals.models import Programme


@dataclass(frozen=True)
class Editions:
    """Two questions to editions.

    Whether the programme was issued, and whether one stands on the variant.
    """

    is_in_force: Callable[[Programme], bool]
    is_taken: Callable[[Variant], bool]


_ANSWERING: list[Editions] = []


def register_editions(editions: Editions) -> None:
    """Called once, by the app that knows editions, when Django starts."""
    _ANSWERING[:] = [editions]


def editions() -> Editions:
    """Who answers."""
    return _ANSWERING[0]
