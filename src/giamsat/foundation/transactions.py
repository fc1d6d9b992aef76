"""One transaction an action, effects after it.

Used as ``db.transaction``; raises when an action calls another.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection
from django.db import transaction as _django
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")


def in_transaction() -> bool:
    """Whether an action, or anything else of ours, opened a transaction.

    The one that a test case puts around each test does not count: with it, a step called without
    its action would pass every test and fail in use.
    """
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


def transaction(act: Callable[P, R]) -> Callable[P, R]:
    """The outermost transaction, kept whole or not at all.

    Raises RuntimeError inside another one.
    """

    @wraps(act)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with _django.atomic(durable=True):
            return act(*args, **kwargs)

    return wrapped


def lock(row: Model) -> None:
    """Hold a row until the transaction ends.

    Who comes second waits and then sees what the first did. On SQLite a transaction that writes
    holds everything from its beginning.
    """
    list(type(row)._default_manager.select_for_update().filter(pk=row.pk).values_list("pk"))


def transaction_required(step: Callable[P, R]) -> Callable[P, R]:
    """A step of an action. Raises RuntimeError when no action opened a transaction."""

    @wraps(step)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if not in_transaction():
            message = f"{step.__qualname__} is a step of an action and opens no transaction itself"
            raise RuntimeError(message)
        return step(*args, **kwargs)

    return wrapped
