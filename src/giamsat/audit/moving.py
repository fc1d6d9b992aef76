"""The one step by which a row changes its state.

The table is asked, the row moves if it still stands there, the trail tells. The tables lie in
``foundation.moves``, below the trail; what moves a row lies here, because it writes a line.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet, TextChoices

from giamsat.audit.recording import Acting, record
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import changed, has_version, moves_of, state_of

M = TypeVar("M", bound=Model)


@db.transaction_required
def move(
    row: M,
    to: TextChoices,
    verb: str,
    *,
    actor: Acting,
    now: datetime,
    version: int | None = None,
    subject: Model | None = None,
    organisation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    **fields: Any,
) -> M:
    """Move a row to a state and write ``fields`` with it; the row as it then is. Raises Changed.

    ``version`` is the one the page showed; without it the state alone must still be the one that
    was read. ``subject`` is what the line is about where it is not the row. A move that does not
    stand on the row's table is a bug.
    """
    moves_of(type(row)).check(row, to, verb)
    _take(row, version, fields | {"state": to})
    record(actor, verb, subject or row, at=now, organisation_id=organisation_id, **(details or {}))
    return row


@db.transaction_required
def revise(
    row: M,
    verb: str,
    *,
    actor: Acting,
    now: datetime,
    version: int,
    organisation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    **fields: Any,
) -> M:
    """Change a row that stays in its state. Raises Changed."""
    _take(row, version, fields)
    record(actor, verb, row, at=now, organisation_id=organisation_id, **(details or {}))
    return row


@db.transaction_required
def move_all(
    rows: QuerySet[M],
    to: TextChoices,
    verb: str,
    *,
    actor: Acting,
    now: datetime,
    subject: Model,
    organisation_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    **fields: Any,
) -> int:
    """Move every row that stands where this is done; how many moved.

    One line tells of it, about what the rows belong to. Where none moves nothing is told.
    """
    count = moves_of(rows.model).put_all(rows, to, verb, **fields)
    if count:
        record(actor, verb, subject, at=now, organisation_id=organisation_id, **(details or {}))
    return count


def _take(row: Model, version: int | None, fields: dict[str, Any]) -> None:
    """Write fields if the row is still as it was read, and read them again. Raises Changed."""
    still = type(row)._default_manager.filter(pk=row.pk, state=state_of(row))
    if version is not None:
        still = still.filter(version=version)
    if has_version(type(row)):
        fields["version"] = F("version") + 1
    if not still.update(**fields):
        raise changed(row)
    row.refresh_from_db(fields=list(fields))
