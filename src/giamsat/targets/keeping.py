"""Once a day every rulebook in use is read and its figures kept.

They are there still when a rulebook cannot be read any more.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from giamsat.targets.books import books_in_use, fingerprint
from giamsat.targets.engine import read_book
from giamsat.targets.models import KeptReading
from giamsat.targets.queries import figures


def keep_readings(now: datetime) -> None:
    """Keep the first reading of the day of one rulebook that has none yet.

    A worker comes by every few seconds.
    """
    today = timezone.localtime(now).date()
    kept = set(KeptReading.objects.filter(as_of=today).values_list("book_code", flat=True))
    for book in books_in_use():
        if book.code in kept:
            continue
        data = figures(read_book(book, today), with_units=False)
        with transaction.atomic():
            KeptReading.objects.get_or_create(
                book_code=book.code,
                as_of=today,
                defaults={"fingerprint": fingerprint(book), "figures": data, "made_at": now},
            )
        return
