"""Proving who one is: a password, then a one-time code.

Failures are counted by name and by address.
"""

import secrets
from datetime import datetime, timedelta

import pyotp
from django.utils import timezone

from giamsat.foundation import transactions as db
from giamsat.foundation.limits import Limit, keyed
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.unsealing import unseal
from giamsat.organisations.models import Person, RecoveryCode, SignInFailure

_WINDOW = timedelta(minutes=15)
BY_NAME = Limit(5, _WINDOW)
BY_ADDRESS = Limit(50, _WINDOW)  # a whole office signs in from behind one
_KEPT = timedelta(days=1)
_RECOVERY_CODES = 8
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read as another


class WrongNameOrPassword(Refusal):
    """Deliberately one sentence for both."""

    code = "WRONG_NAME_OR_PASSWORD"
    vi = "Tên đăng nhập hoặc mật khẩu chưa đúng. Còn {left} lần thử, sau đó phải chờ 15 phút."
    en = "The name or the password is not right. {left} tries are left, then a wait of 15 minutes."


class TooManyFailures(Refusal):
    """Too many failures under this name or from this address."""

    code = "TOO_MANY_FAILURES"
    status = 429
    vi = (
        "Đã thử sai {most} lần. Chờ đến {until} rồi thử lại, hoặc nhờ người quản trị đặt lại mật "
        "khẩu."
    )
    en = "{most} failed tries. Wait until {until}, or ask the administrator to reset the password."


class WrongCode(Refusal):
    """The one-time code is wrong, old or used."""

    code = "WRONG_CODE"
    vi = (
        "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại, hoặc nhập một mã dự "
        "phòng chưa dùng; còn {left} lần thử."
    )
    en = (
        "The code is wrong or was used. Wait for a new one on the telephone, or type a recovery "
        "code not used yet; {left} tries are left."
    )


def _failures(name: str, address: str) -> dict[str, Limit]:
    """The keys under which a failure counts, each with its limit."""
    return {
        keyed("sign-in name", name.strip().lower()): BY_NAME,
        keyed("sign-in address", address): BY_ADDRESS,
    }


def tries_left(name: str, address: str, *, now: datetime) -> int:
    """How many more failures are allowed. Raises TooManyFailures, for a name or for an address."""
    left = []
    for key, limit in _failures(name, address).items():
        recent = limit.recent(SignInFailure.objects.filter(key=key), "at", now=now)
        moments = list(recent.values_list("at", flat=True))
        if until := limit.free_again(moments):
            local = timezone.localtime(until)
            raise TooManyFailures(most=limit.most, until=f"{local.hour}:{local.minute:02d}")
        left.append(limit.left(moments))
    return min(left)


@db.transaction
def _note_failure(name: str, address: str, *, now: datetime) -> None:
    SignInFailure.objects.filter(at__lt=now - _KEPT).delete()
    SignInFailure.objects.bulk_create(
        SignInFailure(key=key, at=now) for key in _failures(name, address)
    )


@db.transaction_required
def forget_failures(name: str) -> None:
    """Who was let in again by the machine's keeper may try at once."""
    key = keyed("sign-in name", name.strip().lower())
    SignInFailure.objects.filter(key=key).delete()


def check_password(name: str, password: str, address: str, *, now: datetime) -> Person:
    """The person who knows this password. Raises WrongNameOrPassword or TooManyFailures."""
    left = tries_left(name, address, now=now)
    person = Person.objects.filter(sign_in_name=name.strip().lower(), is_active=True).first()
    if person is None:
        Person().set_password(
            password
        )  # takes as long as a real check: who is here is nobody's business
    if person is None or not person.check_password(password):
        _note_failure(name, address, now=now)
        raise WrongNameOrPassword(left=left - 1)
    return person


def new_recovery_codes() -> list[str]:
    """Ten letters and digits each, in two halves that can be read aloud: about 49 bits."""
    return [
        "-".join("".join(secrets.choice(_ALPHABET) for _each in range(5)) for _half in range(2))
        for _code in range(_RECOVERY_CODES)
    ]


def digest_of(person: Person, code: str) -> str:
    """What is kept of a recovery code, however it was typed."""
    plain = "".join(one for one in code.upper() if one.isalnum())
    return keyed(f"recovery code of {person.id}", plain)


def check_code(person: Person, code: str, address: str, *, now: datetime) -> None:
    """A one-time code of now or the half minute around it, or a recovery code; each once.

    Raises WrongCode or TooManyFailures.
    """
    left = tries_left(person.sign_in_name, address, now=now)
    kept = RecoveryCode.objects.filter(person=person, used_at=None, digest=digest_of(person, code))
    if kept.update(used_at=now):
        return
    clock = pyotp.TOTP(unseal(person.second_factor))
    moment = int(now.timestamp()) // clock.interval
    typed = "".join(code.split())
    for counter in (moment - 1, moment, moment + 1):
        if pyotp.utils.strings_equal(clock.generate_otp(counter), typed):
            unused = Person.objects.filter(id=person.id, second_factor_counter__lt=counter)
            if unused.update(second_factor_counter=counter):
                return
    _note_failure(person.sign_in_name, address, now=now)
    raise WrongCode(left=left - 1)
