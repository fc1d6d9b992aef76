"""What waits for somebody, what they wait for from others, and what is late.

For the first page and the daily letter.
"""

from dataclasses import dataclass
from datetime import date

from giamsat.foundation.capability import Capability, UnderWay, Work, capabilities
from giamsat.organisations.actors import Actor

_LAST = 1_000  # after every place of the menu


@dataclass(frozen=True)
class WorkList:
    """Lines for a person, late ones first, and how far is what they work on."""

    mine: tuple[Work, ...]
    theirs: tuple[Work, ...]
    under_way: tuple[UnderWay, ...]

    @property
    def late(self) -> int:
        """How many lines are late."""
        return sum(line.is_late for line in (*self.mine, *self.theirs))


def worklist(actor: Actor, *, today: date) -> WorkList:
    """What every app tells of a person's work, in the order of the menu."""
    faces = sorted(capabilities().values(), key=_place)
    waiting = [line for face in faces if face.waits for line in face.waits(actor, today)]
    lines = sorted(
        (line for line in waiting if isinstance(line, Work)), key=lambda line: not line.is_late
    )
    return WorkList(
        tuple(line for line in lines if not line.is_theirs),
        tuple(line for line in lines if line.is_theirs),
        tuple(line for line in waiting if isinstance(line, UnderWay)),
    )


def _place(face: Capability) -> int:
    return min((place.order for place in face.menu), default=_LAST)
