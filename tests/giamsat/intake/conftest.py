"""A table of things from strangers that no capability of ours knows."""

import uuid

import pytest
from django.db import models
from django.test.utils import isolate_apps
from tests.giamsat.conftest import NOON
from tests.giamsat.tables import make_tables

from giamsat.foundation.refusals import Refusal
from giamsat.intake.models import (
    SealedSender,
    Submission,
    submission_constraints,
    submission_indexes,
)
from giamsat.intake.receipts import new_receipt
from giamsat.intake.senders import Sender
from giamsat.intake.taking import Arrival, take, weigh


class Shut(Refusal):
    """Nothing is taken in."""

    code = "SHUT"


class Open:
    """A door that is open and remembers being asked."""

    asked = 0

    def check(self, now):
        assert now == NOON
        self.asked += 1


class Closed:
    """A door that is shut."""

    def check(self, now):  # noqa: ARG002 - whatever the time
        raise Shut


@pytest.fixture
def letters():
    """The table, and beside it who sent them."""
    with isolate_apps("giamsat.intake"):

        class Letter(Submission):
            text = models.TextField()

            class Meta:
                app_label = "intake"
                constraints = submission_constraints("letter")
                indexes = submission_indexes("letter")

        class LetterSender(SealedSender):
            letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="sender")

            class Meta:
                app_label = "intake"

        make_tables(Letter, LetterSender)
        yield Letter, LetterSender


@pytest.fixture
def send(letters):
    """``send(text)`` takes one letter in, as an action of a capability would."""
    table, senders = letters

    def sends(
        text,
        *,
        address="192.0.2.1",
        seconds=60.0,
        blind="",
        key=None,
        sender=None,
        door=None,
        now=NOON,
        receipt=None,
    ):
        weighed = weigh(table, text, Arrival(address, seconds, blind), now=now)
        letter = table(
            text=text,
            key=key or uuid.uuid4(),
            receipt=receipt or new_receipt(),
            received_at=now,
            held=weighed.held,
            source_key=weighed.source_key,
            text_key=weighed.text_key,
        )
        named = sender or Sender()
        sealed = senders(letter=letter, sealed=named.sealed()) if named else None
        return take(letter, sealed, door=door or Open(), now=now)

    return sends
