"""What people do with their own account: password, address, second factor."""

from datetime import datetime

import pyotp

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.sealing import Kept, seal
from giamsat.organisations import access, proving
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Person, RecoveryCode


class CodeDoesNotFit(Refusal):
    """The telephone's code does not fit the secret that was shown."""

    code = "CODE_DOES_NOT_FIT"
    vi = "Mã 6 số không khớp. Xem lại giờ trên điện thoại, rồi nhập mã đang hiện."
    en = (
        "The 6-digit code does not fit. Check the telephone's clock and type the code it shows now."
    )


class WrongPassword(Refusal):
    """The present password is wrong."""

    code = "WRONG_PASSWORD"
    vi = "Mật khẩu đang dùng chưa đúng."
    en = "The present password is not right."


class SamePassword(Refusal):
    """The new password is the present one."""

    code = "SAME_PASSWORD"
    vi = "Mật khẩu mới phải khác mật khẩu đang dùng."
    en = "The new password must differ from the present one."


@db.transaction
def change_password(*, actor: Actor, person: Person, old: str, new: str, now: datetime) -> None:
    """One's own password. Raises WrongPassword or SamePassword."""
    if not person.check_password(old):
        raise WrongPassword
    if old == new:
        raise SamePassword
    person.set_password(new)
    person.password_is_first = False
    person.save(update_fields=["password", "password_is_first"])
    record(actor, "person.password_changed", person, at=now)


@db.transaction
def change_email(*, actor: Actor, person: Person, email: str, now: datetime) -> None:
    """One's own address for letters; empty: none are wanted."""
    access.require(access.may_change_account(actor, person))
    person.email = email
    person.save(update_fields=["email"])
    record(actor, "person.email_changed", person, at=now)


@db.transaction
def set_second_factor(
    *, actor: Actor, person: Person, secret: str, code: str, now: datetime
) -> list[str]:
    """One's own second factor, once the telephone has shown that it knows the secret.

    Returns the recovery codes that go with it, which are shown once. Raises CodeDoesNotFit.
    """
    clock = pyotp.TOTP(secret)
    if not clock.verify("".join(code.split()), for_time=now, valid_window=1):
        raise CodeDoesNotFit
    person.second_factor = seal(secret, Kept.SECOND_FACTOR)
    person.second_factor_counter = int(now.timestamp()) // clock.interval
    person.save(update_fields=["second_factor", "second_factor_counter"])
    record(actor, "person.second_factor_set", person, at=now)
    return _with_new_codes(person)


class NoSecondFactor(Refusal):
    """Recovery codes without a second factor."""

    code = "NO_SECOND_FACTOR"
    vi = "Mã dự phòng dùng thay mã trên điện thoại: đặt xác thực hai bước trước."
    en = "Recovery codes stand in for the telephone: set up the second factor first."


@db.transaction
def renew_recovery_codes(*, actor: Actor, person: Person, now: datetime) -> list[str]:
    """New recovery codes of one's own; those before work no more. Raises NoSecondFactor."""
    access.require(access.may_change_account(actor, person))
    if not person.second_factor:
        raise NoSecondFactor
    record(actor, "person.recovery_codes_made", person, at=now)
    return _with_new_codes(person)


def _with_new_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = proving.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=proving.digest_of(person, code)) for code in codes
    )
    return codes
