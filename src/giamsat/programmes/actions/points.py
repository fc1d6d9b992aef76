"""The Standing Committee's points: answered, and what was promised is done before it goes on."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import EditedTwice, check_reason
from giamsat.organisations.actors import Actor
from giamsat.planning.models import Activity
from giamsat.programmes import access
from giamsat.programmes.models import Edition, OpinionPoint
from giamsat.programmes.states import AnswerKind, PromisedChange, Settlement

_TAKEN_IN = (AnswerKind.ACCEPTED, AnswerKind.PARTLY)


class PromiseMissing(Refusal):
    """A point accepted without saying what is going to change."""

    code = "PROMISE_MISSING"
    vi = "Đã tiếp thu thì ghi rõ sẽ sửa gì; sửa một nội dung thì ghi số của nội dung đó."
    en = "Say what is going to change; for an item, its number."


class NoSuchItem(Refusal):
    """A number that no item of the programme has."""

    code = "NO_SUCH_ITEM"
    vi = "Bản này không có nội dung số {no}. Xem lại số trong phương án {variant}."
    en = "There is no item no. {no}. Look at variant {variant} again."


class PromisesOpen(Refusal):
    """Accepted points whose change nobody has made."""

    code = "PROMISES_OPEN"
    vi = (
        "Chưa làm được bước này: ý kiến số {which} đã trả lời là tiếp thu nhưng chưa sửa. Sửa rồi "
        "ghi “Đã sửa”, hoặc ghi lý do không cần sửa nữa."
    )
    en = (
        "Not yet: point no. {which} was accepted and nothing was changed for it. Make the change "
        "and record it, or say why none is needed."
    )


class NothingMade(Refusal):
    """A promise said to be kept where the programme is as it was."""

    code = "NOTHING_MADE"
    vi = (
        "Chưa ghi “Đã sửa” được: phần đã hứa trong phương án {variant} vẫn như lúc trả lời. Sửa "
        "thành phương án mới rồi lấy phương án đó, hoặc ghi lý do không cần sửa nữa."
    )
    en = (
        "Nothing that was promised differs in variant {variant}. Change it and take the new "
        "variant, or say why no change is needed."
    )


class Answer(NamedTuple):
    """The answer to a point; one that takes it in says what changes, an item by its number."""

    kind: AnswerKind
    answer: str
    promise: str = ""
    no: int | None = None


@db.transaction
def answer_point(
    *, actor: Actor, point: OpinionPoint, version: int, now: datetime, **given: Any
) -> None:
    """Answer one point of the opinion with the fields of ``Answer``.

    Raises ReasonTooShort, PromiseMissing, NoSuchItem or EditedTwice.
    """
    answer = Answer(**given)
    access.require(access.may_answer(actor, point.edition))
    check_reason(answer.answer)
    rows = OpinionPoint.objects.filter(id=point.id)
    taken = rows.filter(version=version).update(
        kind=answer.kind,
        answer=answer.answer,
        search=searchable(point.text, answer.answer),
        answered_at=now,
        answered_by_name=actor.name,
        version=F("version") + 1,
        **_promised(point.edition, answer),
    )
    if not taken:
        current = rows.get()
        if (current.kind, current.answer) == (answer.kind, answer.answer):
            return
        raise EditedTwice.by(current.answered_by_name, current.answered_at or now)
    record(
        actor,
        "point.answered",
        point,
        at=now,
        organisation_id=point.edition.programme.front_id,
        kind=str(answer.kind),
    )


def _promised(edition: Edition, answer: Answer) -> dict[str, Any]:
    """What an answer promises; said anew, it is open again."""
    facts: dict[str, Any] = {
        "promise": "",
        "activity": None,
        "promised_in": None,
        "settled_as": "",
        "settled_why": "",
        "settled_at": None,
        "settled_by_name": "",
    }
    if answer.kind not in _TAKEN_IN:
        return facts
    if not answer.promise:
        raise PromiseMissing
    facts |= {"promise": answer.promise, "promised_in": edition.variant_id}
    if answer.promise == PromisedChange.ACTIVITY:
        if answer.no is None:
            raise PromiseMissing
        activity = Activity.objects.filter(variant=edition.variant_id, no=answer.no).first()
        if activity is None:
            raise NoSuchItem(no=answer.no, variant=edition.variant.number)
        facts["activity"] = activity.id
    return facts


@db.transaction
def settle_point(
    *,
    actor: Actor,
    point: OpinionPoint,
    settled_as: Settlement,
    why: str,
    version: int,
    now: datetime,
) -> None:
    """Say that what was promised is made, or why it is needed no more.

    Raises ReasonTooShort, NothingMade or EditedTwice.
    """
    access.require(access.may_settle(actor, point))
    check_reason(why)
    if settled_as == Settlement.MADE and not _is_made(point):
        raise NothingMade(variant=point.edition.variant.number)
    taken = OpinionPoint.objects.filter(id=point.id, version=version).update(
        settled_as=settled_as,
        settled_why=why,
        settled_at=now,
        settled_by_name=actor.name,
        version=F("version") + 1,
    )
    if not taken:
        raise _edited_meanwhile(point, now)
    record(
        actor,
        "point.settled",
        point,
        at=now,
        organisation_id=point.edition.programme.front_id,
        kind=str(settled_as),
        reason=why[:300],
    )


def _edited_meanwhile(point: OpinionPoint, now: datetime) -> EditedTwice:
    current = OpinionPoint.objects.get(id=point.id)
    by = current.settled_by_name or current.answered_by_name
    return EditedTwice.by(by, current.settled_at or current.answered_at or now)


def _is_made(point: OpinionPoint) -> bool:
    """Whether what was promised differs now; of wording only a person can tell."""
    now = Activity.objects.filter(variant=point.edition.variant_id)
    if point.promise == PromisedChange.ACTIVITY and point.activity:
        return point.activity.fingerprint not in set(now.values_list("fingerprint", flat=True))
    if point.promise == PromisedChange.ADDITION:
        before = Activity.objects.filter(variant=point.promised_in_id)
        return bool(
            _codes(now.values_list("codes", flat=True))
            - _codes(before.values_list("codes", flat=True))
        )
    return True


def _codes(rows: Any) -> set[str]:
    return {code for codes in rows for code in codes}


def check_promises(edition: Edition) -> None:
    """Every change that was promised was made or found needless. Raises PromisesOpen."""
    points = OpinionPoint.objects.filter(edition=edition).order_by("number")
    numbers = [point.number for point in points if point.is_promised]
    if numbers:
        raise PromisesOpen(which=", ".join(map(str, numbers)))
