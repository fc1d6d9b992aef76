"""Give a paper its number: the next one, or one the office's own book already says."""

from datetime import date, datetime

from django.db.models import Max

from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.models import Organisation
from giamsat.registers.models import IssuedNumber


class NumberTaken(Refusal):
    """A number another paper bears."""

    code = "NUMBER_TAKEN"
    status = 409
    vi = (
        "Số {number}/{symbol} năm {year} đã cấp cho “{title}” ngày {day}. Số tiếp theo còn trống "
        "là {free}."
    )
    en = (
        "Number {number}/{symbol} of {year} belongs to “{title}” of {day}. The next free number is "
        "{free}."
    )


def next_number(body: Organisation, year: int, symbol: str) -> int:
    """The number after the last one given."""
    last = IssuedNumber.objects.filter(body=body, year=year, symbol=symbol).aggregate(
        last=Max("number")
    )["last"]
    return (last or 0) + 1


@db.transaction_required
def give_number(
    body: Organisation,
    symbol: str,
    title: str,
    *,
    day: date,
    by_name: str,
    now: datetime,
    number: int | None = None,
) -> int:
    """Enter a paper in the register; without ``number`` it gets the next. Raises NumberTaken.

    The body's row is locked: of two people who issue at once, the second gets the number after.
    """
    db.lock(body)
    free = next_number(body, day.year, symbol)
    taken = IssuedNumber.objects.filter(
        body=body, year=day.year, symbol=symbol, number=number or 0
    ).first()
    if taken:
        raise _bears(taken, free)
    IssuedNumber.objects.create(
        body=body,
        year=day.year,
        symbol=symbol,
        number=number or free,
        title=title[:300],
        issued_on=day,
        given_at=now,
        given_by_name=by_name,
    )
    return number or free


def _bears(taken: IssuedNumber, free: int) -> NumberTaken:
    return NumberTaken(
        number=f"{taken.number:02d}",
        symbol=taken.symbol,
        year=taken.year,
        title=taken.title,
        day=taken.issued_on,
        free=f"{free:02d}",
    )
