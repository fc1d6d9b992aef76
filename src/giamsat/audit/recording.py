"""Write and read the trail."""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from giamsat.audit.models import AuditEntry
from giamsat.foundation import transactions as db
from giamsat.foundation.capability import heeds, verbs
from giamsat.foundation.wording import as_recorded


class Acting(Protocol):
    """Somebody who acts; ``organisations.actors.Actor`` is one."""

    @property
    def person_id(self) -> int | None:
        """The person's id; None for the application itself."""

    @property
    def name(self) -> str:
        """How the trail calls them."""


@db.transaction_required
def record(
    actor: Acting,
    verb: str,
    subject: Model,
    *,
    at: datetime,
    organisation_id: int | None = None,
    **details: Any,
) -> None:
    """Add one line, in the transaction of the action it tells of.

    The verb stands in the face of some app. What another app lets follow from it follows here:
    an action records what it did after it did it.
    """
    assert verb in verbs(), verb
    AuditEntry.objects.create(
        at=at,
        person_id=actor.person_id,
        person_name=actor.name,
        organisation_id=organisation_id,
        verb=verb,
        subject_type=type_of(subject),
        subject_id=str(subject.pk),
        subject_name=as_recorded(subject)[:300],
        details=details,
    )
    for heed in heeds():
        heed(actor, verb, subject, at)


def type_of(subject: Model) -> str:
    """What the trail calls a kind of thing: its table.

    A table keeps its name wherever the model moves. Rows of the trail cannot be changed, so what
    was written years ago must still be found by the same word.
    """
    return subject._meta.db_table.replace("_", ".", 1)


def entries_of(subject: Model) -> QuerySet[AuditEntry]:
    """The lines about one thing, newest first."""
    return AuditEntry.objects.filter(
        subject_type=type_of(subject), subject_id=str(subject.pk)
    ).order_by("-at", "-id")
