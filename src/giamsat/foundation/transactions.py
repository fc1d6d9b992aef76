"""One transaction an action, effects after it. Used as ``db.transaction``; raises when an action calls another."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection
from django.db import transaction as _django
from django.db.models import Model

P = ParamSpec("P")
R = TypeVar("R")

run_after_commit = _django.on_commit
savepoint = _django.atomic


def transaction(act: Callable[P, R]) -> Callable[P, R]:
    """The outermost transaction, kept whole or not at all. Raises RuntimeError inside another one."""

    @wraps(act)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        with _django.atomic(durable=True):
            return act(*args, **kwargs)

    return wrapped


def lock(row: Model) -> None:
    """Hold a row until the transaction ends: who comes second waits and then sees what the first did.

    On SQLite a transaction that writes holds everything from its beginning.
    """
    list(type(row)._default_manager.select_for_update().filter(pk=row.pk).values_list("pk"))


def transaction_required(step: Callable[P, R]) -> Callable[P, R]:
    """A step of an action. Raises RuntimeError when no action opened a transaction."""

    @wraps(step)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if not connection.in_atomic_block:
            message = f"{step.__qualname__} is a step of an action and opens no transaction itself"
            raise RuntimeError(message)
        return step(*args, **kwargs)

    return wrapped
