"""So much from one source in so long a time. A source is known by a keyed hash, never by itself.

Who is over a limit is refused (sign-in) or held for a person (what strangers send): that is the
caller's to say.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def keyed(kind: str, value: str) -> str:
    """32 hexadecimal digits that nobody without the installation's key can make.

    ``kind`` keeps uses apart.
    """
    key, words = settings.SECRET_KEY.encode(), f"{kind}:{value}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()[:32]


@dataclass(frozen=True)
class Limit:
    """At most so many within a window.

    Rows are those of one source, ``moment`` their field of time.
    """

    most: int
    window: timedelta

    def recent(self, rows: "QuerySet[M]", moment: str, *, now: datetime) -> "QuerySet[M]":
        """Rows within the window, newest first, ``most`` of them at most."""
        within = rows.filter(**{f"{moment}__gt": now - self.window})
        return within.order_by(f"-{moment}")[: self.most]

    def left(self, recent: Sequence[object]) -> int:
        """How many more are allowed after the ``recent`` ones."""
        return self.most - len(recent)

    def free_again(self, moments: Sequence[datetime]) -> datetime | None:
        """When one more is allowed after the ``moments`` of the recent ones; None: at once."""
        return None if self.left(moments) else moments[-1] + self.window
