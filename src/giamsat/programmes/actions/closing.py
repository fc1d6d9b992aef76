"""Closing a round of hiệp thương: everything settled, and how it was held."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.programmes import access, queries
from giamsat.programmes.models import Edition, Round
from giamsat.programmes.states import EditionState, RoundState

_NAMED = 3  # items a refusal names


class NotConcluded(Refusal):
    """Items nobody has decided on."""

    code = "NOT_CONCLUDED"
    vi = (
        "Chưa kết thúc được: còn {count} nội dung chưa đủ ý kiến đồng ý và chưa có kết luận, gồm "
        "nội dung số {which}. Không có ý kiến không phải là đồng ý."
    )
    en = (
        "Not closed: {count} items are neither agreed on by all nor concluded, among them no. "
        "{which}. Silence is not agreement."
    )


class NotMetYet(Refusal):
    """A round closed before its meeting."""

    code = "NOT_MET_YET"
    vi = (
        "Chưa kết thúc được: cuộc họp ngày {day} chưa diễn ra. Nếu các tổ chức đã thống nhất sớm "
        "bằng văn bản thì ghi văn bản đó."
    )
    en = (
        "Not closed: the meeting of {day} has not been held. If all agreed early by letter, name "
        "the letter."
    )


class NobodyAttended(Refusal):
    """A meeting of nobody."""

    code = "NOBODY_ATTENDED"
    vi = "Đánh dấu cơ quan, tổ chức đã dự họp, hoặc ghi văn bản thống nhất nếu không họp."
    en = "Tick who attended the meeting, or name the letter if there was no meeting."


class MetOrByLetter(Refusal):
    """A meeting that was attended and was not held."""

    code = "MET_OR_BY_LETTER"
    vi = "Chỉ ghi một trong hai: cơ quan, tổ chức dự họp, hoặc văn bản thống nhất khi không họp."
    en = "Only one of the two: who attended the meeting, or the letter when there was none."


class LeadNotAgreed(Refusal):
    """An organisation would lead without the Front's agreement or a law."""

    code = "LEAD_NOT_AGREED"
    vi = (
        "Nội dung số {which} do tổ chức thành viên chủ trì nhưng Ủy ban MTTQ chưa đồng ý. Ghi ý "
        "kiến của Mặt trận, hoặc nêu luật cho phép khi kết luận (Luật MTTQ Việt Nam, khoản 3 Điều "
        "26)."
    )
    en = (
        "Item no. {which} would be led by an organisation without the Front's agreement. Take the "
        "Front's position, or name the law when concluding (Law on the Front, Art. 26.3)."
    )


def _check_settled(round_: Round) -> None:
    """Nothing is open, and every lead has a right to it. Raises NotConcluded or LeadNotAgreed."""
    items = queries.standings_of(round_)
    waiting = [item.activity.no for item in items if not item.is_agreed and not item.conclusion]
    if waiting:
        raise NotConcluded(count=len(waiting), which=_some(waiting))
    leads = [item.activity.no for item in items if item.needs_ground]
    if leads:
        raise LeadNotAgreed(which=_some(leads))


def _present(
    round_: Round, attended: Collection[int], by_letter: str, now: datetime
) -> list[Organisation]:
    """Who of the invited came to the meeting; nobody where there was none.

    Raises NotMetYet, NobodyAttended or MetOrByLetter.
    """
    present = list(round_.invited.filter(id__in=attended))
    if by_letter and present:
        raise MetOrByLetter
    if not by_letter and now < round_.meets_at:
        raise NotMetYet(day=f"{timezone.localtime(round_.meets_at):%d/%m/%Y}")
    if not by_letter and not present:
        raise NobodyAttended
    return present


@db.transaction
def close_round(
    *,
    actor: Actor,
    round_: Round,
    chair: str,
    secretary: str,
    attended: Collection[int] = (),
    by_letter: str = "",
    now: datetime,
) -> None:
    """End a round, held as a meeting that organisations ``attended`` or agreed on ``by_letter``.

    Raises NotConcluded while an item is open, LeadNotAgreed while one has no right to its lead,
    NotMetYet, NobodyAttended, MetOrByLetter, or Changed.
    """
    access.require(access.may_conclude(actor, round_))
    db.lock(round_)
    _check_settled(round_)
    present = _present(round_, attended, by_letter, now)
    moved: dict[str, Any] = {
        "actor": actor,
        "now": now,
        "organisation_id": round_.edition.programme.front_id,
    }
    move(
        round_,
        RoundState.CLOSED,
        "round.closed",
        **moved,
        chair=chair,
        secretary=secretary,
        by_letter=by_letter,
        closed_at=now,
        closed_by_name=actor.name,
        details={"attended": [body.id for body in present], "by_letter": by_letter},
    )
    round_.attended.set(present)
    edition = Edition.objects.get(id=round_.edition_id)
    move(edition, EditionState.CONSULTED, "edition.agreed_on", **moved)
    queue.ask_again(actor, "round-papers", round_.id, now=now)


def _some(numbers: list[int]) -> str:
    more = "…" if len(numbers) > _NAMED else ""
    return ", ".join(map(str, numbers[:_NAMED])) + more
