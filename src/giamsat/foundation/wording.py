"""What every capability says the same way.

Reasons, two people who edit at once, days in running text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeAlias

from django.utils import timezone
from django.utils.functional import Promise, lazy
from django.utils.translation import override

from civickit.workdays import day_in, days_in, time_in
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words, filled, reader

Saying: TypeAlias = str | Promise | Words  # read in the reader's language; empty says nothing


def _fill(saying: Saying, facts: dict[str, object]) -> str:
    return filled(str(saying), facts, reader())


_filled = lazy(_fill, str)


def with_facts(saying: Saying, **facts: object) -> Saying:
    """A lazy message whose places ``{name}`` are filled when it is read.

    Facts are values, as in a refusal.
    """
    return _filled(saying, facts)


SHORTEST_REASON = 20


class EditedTwice(Refusal):
    """Somebody else saved first."""

    code = "EDITED_TWICE"
    status = 409
    vi = (
        "Chưa lưu: {who} vừa sửa lúc {at}. Nội dung của hai người nằm cạnh nhau bên dưới; xem lại "
        "rồi lưu lần nữa."
    )
    en = (
        "Not saved: {who} has just changed it at {at}. Both versions stand below; look and save "
        "again."
    )

    @classmethod
    def by(cls, who: str, at: datetime) -> "EditedTwice":
        """Who saved first, and the hour at the reader's place."""
        local = timezone.localtime(at)
        return cls(who=who, at=f"{local.hour}:{local.minute:02d}")


class ReasonTooShort(Refusal):
    """A reason others will read."""

    code = "REASON_TOO_SHORT"
    vi = "Lý do còn ngắn. Cần nêu vì sao, ít nhất {least} chữ cái."
    en = "The reason is too short. Say why, in at least {least} letters."


def check_reason(reason: str, *, least: int = SHORTEST_REASON) -> None:
    """A reason says why. Raises ReasonTooShort."""
    if sum(char.isalpha() for char in reason) < least:
        raise ReasonTooShort(least=least)


def day_text(day: date | None) -> str:
    """15/4/2027 in a sentence, as the reader writes days; a dash where there is none."""
    return day_in(day, reader()) if day else "–"


def days_text(first: date, last: date) -> str:
    """5/4–28/5 in a sentence, as the reader writes days."""
    return days_in(first, last, reader())


def time_text(first: date, last: date, unit: str) -> str:
    """Tháng 5, Quý II or 5/4–28/5, as a programme prints times and the reader writes them."""
    return time_in(first, last, unit, reader())


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """Papers and the trail are Vietnamese whoever makes them.

    Also a decorator, safe in several threads.
    """
    with override("vi"):
        yield


def as_recorded(saying: object) -> str:
    """A name or a sentence as registers, the trail and rows keep it: in Vietnamese."""
    with in_vietnamese():
        return str(saying)
