"""Taking one thing in.

Durable before the receipt is shown, held where it looks like a machine's, never turned away.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from django.db import IntegrityError
from django.utils import timezone

from civickit.consolidation.texts import words_of
from giamsat.foundation import transactions as db
from giamsat.foundation.limits import Limit, keyed
from giamsat.intake.models import SealedSender, Submission
from giamsat.intake.states import Held
from giamsat.intake.words import accuses, tells_of_a_person

S = TypeVar("S", bound=Submission)

FROM_ONE_SOURCE = Limit(60, timedelta(minutes=10))  # a whole commune writes from behind one
_MOST_SAME = 5  # of one text from one source
_LEAST_SECONDS = 3
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|xyz|top|info|ru|cn)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Arrival:
    """How something came.

    The network address is kept as a keyed hash for two days, never itself.
    """

    address: str
    seconds: float  # since the form was opened
    blind_field: str = ""


@dataclass(frozen=True)
class Weighed:
    """Why it is held, if it is, and the hashes by which the next ones are weighed.

    Fields of ``Submission``.
    """

    held: str
    source_key: str
    text_key: str


class Door(Protocol):
    """Whether something is taken in at a moment."""

    def check(self, now: datetime) -> None:
        """Raises a refusal when it is not; asked inside the transaction that writes."""


def weigh(kind: type[Submission], text: str, arrival: Arrival, *, now: datetime) -> Weighed:
    """Whether a text looks like a machine's, by itself and beside what its source sent lately.

    One query.
    """
    day = timezone.localtime(now).date()
    source_key = keyed("source", f"{day}:{arrival.address}")
    text_key = hashlib.sha256(" ".join(words_of(text)).encode()).hexdigest()[:32]
    held = _held_by_itself(text, arrival)
    if not held:
        rows = kind._default_manager.filter(source_key=source_key)
        recent = FROM_ONE_SOURCE.recent(rows, "received_at", now=now)
        held = _held_beside(list(recent.values_list("text_key", flat=True)), text_key)
    return Weighed(held, source_key, text_key)


def _held_by_itself(text: str, arrival: Arrival) -> str:
    if arrival.blind_field:
        return Held.BLIND_FIELD
    if arrival.seconds < _LEAST_SECONDS:
        return Held.TOO_FAST
    if len(_LINK.findall(text)) >= 2:
        return Held.LINKS
    letters = sum(char.isalpha() or char.isspace() for char in text)
    if letters < 0.6 * len(text) or max(map(len, text.split()), default=0) > 60:
        return Held.NOT_WORDS
    if tells_of_a_person(text):
        return Held.PERSONAL
    return Held.ACCUSES if accuses(text) else Held.NO


def _held_beside(recent: list[str], text_key: str) -> str:
    if recent.count(text_key) >= _MOST_SAME:
        return Held.REPEATED
    return Held.NO if FROM_ONE_SOURCE.left(recent) else Held.FLOOD


def take(submission: S, sender: SealedSender | None, *, door: Door, now: datetime) -> S:
    """Keep what came in; sent again under its key it is what came first.

    Raises what the door raises.

    Everything is read and weighed before the transaction, which holds the database for the door and
    two inserts alone.
    """
    try:
        _write(submission, sender, door, now)
    except IntegrityError:
        if (there := kept_under(type(submission), submission.key)) is None:
            raise
        return there
    return submission


@db.transaction
def _write(submission: Submission, sender: SealedSender | None, door: Door, now: datetime) -> None:
    door.check(now)
    submission.save(force_insert=True)
    if sender is not None:
        sender.save(force_insert=True)


def kept_under(kind: type[S], key: object) -> S | None:
    """What came first under a key."""
    return next(iter(kind._default_manager.filter(key=key)), None)
