"""Put letters into the outbox and send what is due.

A mail server that is away delays letters and loses none.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from giamsat.foundation import transactions as db
from giamsat.letters.models import Letter
from giamsat.organisations.models import Person

log = logging.getLogger("giamsat.letters")
_WAITS = (1, 5, 15, 60, 240, 720, 1440, 1440)  # minutes before each further try
_AT_ONCE = 50


@db.transaction_required
def post(person: Person, key: str, subject: str, body: str, *, now: datetime) -> bool:
    """Put one letter into the outbox.

    False when this very letter is there already or nobody can get it.
    """
    if not person.email or not person.is_active:
        return False
    defaults = {
        "person": person,
        "subject": subject[:200],
        "body": body,
        "written_at": now,
        "next_try_at": now,
    }
    _letter, is_new = Letter.objects.get_or_create(key=key, defaults=defaults)
    return is_new


def send_due(
    *, now: datetime, send: Callable[[EmailMessage], object] | None = None
) -> tuple[int, int]:
    """Send letters whose time has come: how many went, how many have to wait for another try.

    A letter is taken before it is sent and marked after, so a crash between can send it twice but
    never lose it.
    """
    went = waiting = 0
    due = Letter.objects.filter(state=Letter.State.WAITING, next_try_at__lte=now)
    for letter in due.select_related("person").order_by("next_try_at", "id")[:_AT_ONCE]:
        if not _is_mine(letter, now):
            continue  # another worker has it
        if _is_sent(letter, send or EmailMessage.send, now):
            went += 1
        else:
            waiting += 1
    return went, waiting


def _is_mine(letter: Letter, now: datetime) -> bool:
    """Takes a letter for one try; the next comes later each time."""
    wait = timedelta(minutes=_WAITS[min(letter.tries, len(_WAITS) - 1)])
    row = Letter.objects.filter(id=letter.id, state=Letter.State.WAITING, tries=letter.tries)
    return bool(row.update(tries=letter.tries + 1, next_try_at=now + wait))


def _is_sent(letter: Letter, send: Callable[[EmailMessage], object], now: datetime) -> bool:
    """Whether the mail server took it; what became of it is written down."""
    row = Letter.objects.filter(id=letter.id)
    message = EmailMessage(letter.subject, letter.body, settings.EMAIL_FROM, [letter.person.email])
    try:
        send(message)
    except (OSError, smtplib.SMTPException) as error:
        trouble = type(error).__name__
        over = letter.tries + 1 >= len(_WAITS)
        row.update(trouble=trouble, state=Letter.State.GIVEN_UP if over else Letter.State.WAITING)
        log.warning("letter not sent", extra={"letter": letter.id, "trouble": trouble})
        return False
    row.update(state=Letter.State.SENT, sent_at=now, trouble="")
    return True
