"""The drafter's answers.

One for many in one counted step, published together, checked against the next version.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Sum

from giamsat.audit.recording import record
from giamsat.criticism import access
from giamsat.criticism.actions.grouping import GroupChanged
from giamsat.criticism.actions.opinions import NothingChosen
from giamsat.criticism.models import (
    AnswerCorrection,
    CriticismExport,
    DrafterAnswer,
    DraftVersion,
    OpinionGroup,
)
from giamsat.criticism.placing import Placer
from giamsat.criticism.promises import check_promises, version_after
from giamsat.criticism.states import Decision, Promise
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor

_LEAST_REASON = 20  # letters


class NoReasonGiven(Refusal):
    """Not accepted, or in part, without an explanation."""

    code = "NO_REASON_GIVEN"
    vi = (
        "Nội dung không tiếp thu hoặc tiếp thu một phần phải giải trình (khoản 3 Điều 36 Luật "
        "MTTQ Việt Nam). Ghi lý do, ít nhất 20 chữ cái."
    )
    en = (
        "What is not accepted, or only in part, must be explained (Law 75/2015 Art. 36.3). Give "
        "the reason, at least 20 letters."
    )


class PointCountChanged(Refusal):
    """More or fewer points than the person saw."""

    code = "POINT_COUNT_CHANGED"
    status = 409
    vi = (
        "Chưa ghi: anh/chị thấy {seen} nội dung nhưng bây giờ là {now_count}. Xem lại danh sách "
        "rồi trả lời."
    )
    en = "Not done: you saw {seen} points, now there are {now_count}. Look at the list again."


class AnswerChanged(Refusal):
    """Somebody else changed it first."""

    code = "ANSWER_CHANGED"
    status = 409
    vi = "Chưa ghi: trả lời này vừa được người khác sửa. Xem lại rồi sửa tiếp."
    en = "Not done: somebody else has just changed this answer. Look again."


class PlaceNotThere(Refusal):
    """The next version, which is there already, has no such provision."""

    code = "PLACE_NOT_THERE"
    vi = (
        "Chưa ghi: dự thảo lần {no} không có “{place}”{near}. Chọn điều khoản trong danh sách gợi "
        "ý hoặc ghi như “điểm b khoản 1 Điều 5”; để trống nếu chưa rõ nơi thể hiện."
    )
    en = (
        "Not done: version {no} of the draft has no “{place}”{near}. Choose a provision from the "
        "list or write “point b clause 1 Article 5”; leave it empty if not yet known."
    )


class NoCauseGiven(Refusal):
    """A public answer is corrected without saying why."""

    code = "NO_CAUSE_GIVEN"
    vi = (
        "Trả lời đã công khai: ghi vì sao đính chính, ít nhất 20 chữ cái. Lời ghi này được công "
        "khai cùng trả lời."
    )
    en = (
        "The answer is public: say why it is corrected, at least 20 letters. These words are "
        "published with it."
    )


class NothingToPublish(Refusal):
    """No answer waits."""

    code = "NOTHING_TO_PUBLISH"
    status = 409
    vi = "Không có trả lời nào chờ công khai."
    en = "No answer waits to be published."


@db.transaction
def answer_groups(
    *,
    actor: Actor,
    draft: DraftVersion,
    ids: Sequence[int],
    seen: int,
    decision: str,
    reason: str,
    place: str,
    paper: str,
    now: datetime,
) -> tuple[int, int]:
    """One answer for all the points that were chosen.

    How many points and how many opinions it answers.

    Raises NothingChosen, NoReasonGiven, PlaceNotThere, PointCountChanged or GroupChanged.
    """
    access.require(access.may_answer(actor, draft.case))
    _explained(decision, reason)
    _is_there(draft, place)
    if not ids:
        raise NothingChosen
    db.lock(draft.case)
    rows = OpinionGroup.objects.filter(draft=draft, id__in=list(ids), answer=None)
    count = rows.count()
    if count != seen:
        raise PointCountChanged(seen=seen, now_count=count)
    opinions: int = rows.aggregate(n=Sum("size"))["n"] or 0
    made = DrafterAnswer.objects.create(
        draft=draft,
        decision=decision,
        reason=reason,
        place=place,
        paper=paper,
        made_at=now,
        made_by_name=actor.name,
    )
    if rows.update(answer=made, is_kept=True, version=F("version") + 1) != count:
        raise GroupChanged
    check_promises(draft, list(made.groups.values_list("id", flat=True)))
    _record(actor, "points.answered", draft, now)
    return count, opinions


def _explained(decision: str, reason: str) -> None:
    if decision != Decision.ACCEPTED and sum(char.isalpha() for char in reason) < _LEAST_REASON:
        raise NoReasonGiven


def _is_there(draft: DraftVersion, place: str) -> None:
    following = version_after(draft) if place else None
    if following is None:
        return
    placer = Placer(following)
    if not placer.named(place):
        near = "; ".join(placer.near(place))
        raise PlaceNotThere(no=following.no, place=place, near=f" ({near}?)" if near else "")


@db.transaction
def change_answer(
    *,
    actor: Actor,
    answer: DrafterAnswer,
    decision: str,
    reason: str,
    place: str,
    paper: str,
    version: int,
    now: datetime,
) -> None:
    """Change an answer that is not public yet.

    Raises NoReasonGiven, PlaceNotThere or AnswerChanged.
    """
    access.require(access.may_change_answer(actor, answer))
    words = {"decision": decision, "reason": reason, "place": place, "paper": paper}
    _rewrite(actor, answer, words, version=version, now=now)
    _record(actor, "points.answered", answer.draft, now)


@db.transaction
def correct_answer(
    *,
    actor: Actor,
    answer: DrafterAnswer,
    decision: str,
    reason: str,
    place: str,
    paper: str,
    why: str,
    version: int,
    now: datetime,
) -> None:
    """Correct an answer that is public; what it said before and why it changed stay public too.

    Raises NoCauseGiven, NoReasonGiven, PlaceNotThere or AnswerChanged.
    """
    access.require(access.may_correct_answer(actor, answer))
    if sum(char.isalpha() for char in why) < _LEAST_REASON:
        raise NoCauseGiven
    AnswerCorrection.objects.create(
        answer=answer,
        decision=answer.decision,
        reason=answer.reason,
        place=answer.place,
        paper=answer.paper,
        why=why,
        corrected_at=now,
        corrected_by_name=actor.name,
    )
    words = {"decision": decision, "reason": reason, "place": place, "paper": paper}
    _rewrite(actor, answer, words, version=version, now=now)
    _record(actor, "answer.corrected", answer.draft, now)


def _rewrite(
    actor: Actor, answer: DrafterAnswer, words: dict[str, str], *, version: int, now: datetime
) -> None:
    _explained(words["decision"], words["reason"])
    _is_there(answer.draft, words["place"])
    rows = DrafterAnswer.objects.filter(
        id=answer.id, version=version, published_at=answer.published_at
    )
    if not rows.update(version=F("version") + 1, made_at=now, made_by_name=actor.name, **words):
        raise AnswerChanged
    check_promises(answer.draft, list(answer.groups.values_list("id", flat=True)))


def _record(actor: Actor, verb: str, draft: DraftVersion, now: datetime) -> None:
    record(actor, verb, draft.case, at=now, organisation_id=draft.case.lead_id)


@db.transaction
def judge_promise(
    *, actor: Actor, group: OpinionGroup, is_kept: bool, version: int, now: datetime
) -> None:
    """Say after a look at the next version whether it holds what was accepted.

    Raises GroupChanged.
    """
    access.require(access.may_judge_promise(actor, group))
    verdict = Promise.KEPT if is_kept else Promise.NOT_KEPT
    rows = OpinionGroup.objects.filter(id=group.id, version=version)
    if not rows.update(promise=verdict, promise_by_name=actor.name, version=F("version") + 1):
        raise GroupChanged
    _record(actor, "promise.judged", group.draft, now)


@db.transaction
def publish_answers(*, actor: Actor, draft: DraftVersion, now: datetime) -> int:
    """Make all answers of a version public together; how many. Raises NothingToPublish."""
    access.require(access.may_publish_answers(actor, draft.case))
    count = DrafterAnswer.objects.filter(draft=draft, published_at=None).update(published_at=now)
    if not count:
        raise NothingToPublish
    _record(actor, "answers.published", draft, now)
    return count


@db.transaction
def ask_table(*, actor: Actor, draft: DraftVersion, now: datetime) -> CriticismExport:
    """Have the table "tiếp thu, giải trình" written as a job."""
    access.require(access.may_answer(actor, draft.case))
    made = CriticismExport.objects.create(draft=draft, asked_at=now, asked_by_name=actor.name)
    _record(actor, "table.asked", draft, now)
    queue.ask(actor, "criticism-table", made.id, now=now)
    return made
