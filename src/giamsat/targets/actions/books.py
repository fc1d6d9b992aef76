"""Take over a packaged rulebook of targets, write one, change one.

Every saving is a version that stays.
"""

from datetime import datetime
from typing import Any

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import target_rulebook, target_rulebook_from
from giamsat.targets import access
from giamsat.targets.models import TargetBook, TargetBookVersion


class BookTaken(Refusal):
    """One rulebook a code."""

    code = "BOOK_TAKEN"
    vi = "Đã có bộ chỉ tiêu mã {code}. Mở bộ đó để sửa, hoặc chọn mã khác."
    en = "There is a rulebook {code} already. Open that one, or choose another code."


class BookChanged(Refusal):
    """Somebody saved it in between."""

    code = "BOOK_CHANGED"
    status = 409
    vi = (
        "Bộ chỉ tiêu vừa được người khác sửa. Xem bản mới rồi sửa lại; nội dung anh/chị gõ vẫn "
        "còn bên dưới."
    )
    en = (
        "Somebody else has just changed it. Look at the new version; what you typed is still below."
    )


@db.transaction
def take_over(*, actor: Actor, code: str, now: datetime) -> TargetBook:
    """A packaged rulebook becomes this office's own, to be followed and changed.

    Raises BookTaken or UnknownRulebook.
    """
    access.require(access.may_edit(actor))
    book = target_rulebook(code)
    if TargetBook.objects.filter(code=code).exists():
        raise BookTaken(code=code)
    made = TargetBook.objects.create(
        code=code, title=book.title, made_at=now, made_by_name=actor.name
    )
    _add_version(actor, made, plain(book.data), "", now)
    record(actor, "targets.taken_over", made, at=now)
    return made


@db.transaction
def save_book(*, actor: Actor, data: Any, note: str, version: int, now: datetime) -> TargetBook:
    """Save a rulebook as its newest version; ``version`` 0 for a new one.

    Raises BadRulebook or BadTarget with every fault, BookTaken or BookChanged; the version before
    stays in force then.
    """
    access.require(access.may_edit(actor))
    book = target_rulebook_from(data, str(data.get("code", "")) if isinstance(data, dict) else "")
    row = TargetBook.objects.filter(code=book.code).first()
    if row is None:
        row = TargetBook(
            code=book.code, title=book.title, version=0, made_at=now, made_by_name=actor.name
        )
    elif version == 0:
        raise BookTaken(code=book.code)
    else:
        db.lock(row)
        row.refresh_from_db()
        if row.version != version:
            raise BookChanged
    row.title, row.version = book.title, row.version + 1
    row.save()
    _add_version(actor, row, plain(data), note, now)
    record(actor, "targets.saved", row, at=now, which=row.version)
    return row


def _add_version(actor: Actor, row: TargetBook, data: Any, note: str, now: datetime) -> None:
    TargetBookVersion.objects.create(
        book=row, no=row.version, data=data, note=note[:300], saved_at=now, saved_by_name=actor.name
    )
