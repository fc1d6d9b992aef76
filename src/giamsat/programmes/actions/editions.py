"""From a variant to an approved programme.

Take it, submit, opinion, answers, approval, amendment.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.organisations.actors import Actor
from giamsat.planning import access as plan_access
from giamsat.planning.activities import show, write_activities
from giamsat.planning.models import Variant
from giamsat.programmes import access, queries
from giamsat.programmes.actions.points import check_promises
from giamsat.programmes.models import Edition, OpinionPoint, Round
from giamsat.programmes.states import (
    EDITION_MOVES,
    EditionState,
    PartyOpinion,
    RoundState,
)
from giamsat.proposals.models import Programme


class AmendFirst(Refusal):
    """The programme is in force: only an amendment changes it."""

    code = "AMEND_FIRST"
    vi = (
        "Chương trình đã ban hành. Mở một lần điều chỉnh, nêu lý do, rồi lấy phương án này cho lần "
        "điều chỉnh đó."
    )
    en = (
        "The programme is in force. Begin an amendment with its reason, then take this variant for "
        "it."
    )


class NotConsulted(Refusal):
    """The variant is not the one that was agreed on."""

    code = "NOT_CONSULTED"
    vi = (
        "Chưa trình được: phương án {variant} chưa được hiệp thương. Mở vòng hiệp thương về phương "
        "án này; nội dung không đổi thì ý kiến cũ được giữ."
    )
    en = (
        "Not submitted: variant {variant} has not been agreed on. Open a round about it; what has "
        "not changed keeps its positions."
    )


class NothingAmended(Refusal):
    """An amendment of nothing."""

    code = "NOTHING_AMENDED"
    vi = (
        "Lần điều chỉnh này chưa thay đổi gì. Xếp hoặc dời thành phương án mới rồi lấy phương án "
        "đó, hoặc bỏ lần điều chỉnh."
    )
    en = (
        "This amendment changes nothing yet. Make another variant and take it, or drop the "
        "amendment."
    )


class StillToChange(Refusal):
    """The chair concluded that items change."""

    code = "STILL_TO_CHANGE"
    vi = (
        "Chưa trình được: theo kết luận, nội dung số {which} phải sửa hoặc đưa ra. Xếp phương án "
        "mới, lấy phương án đó rồi hiệp thương những nội dung đã đổi."
    )
    en = (
        "Not submitted: by the conclusions, item no. {which} must change or go. Make another "
        "variant, take it, and consult on what changed."
    )


class PointsMissing(Refusal):
    """An opinion with points that has none."""

    code = "POINTS_MISSING"
    vi = "Ghi ít nhất một ý kiến cần tiếp thu, mỗi ý kiến một đoạn; nếu không có, chọn “Đồng ý”."
    en = "Write at least one point, a paragraph each; if there is none, choose “agrees”."


class PointsOpen(Refusal):
    """Points nobody has answered."""

    code = "POINTS_OPEN"
    vi = "Chưa phê duyệt được: còn {count} ý kiến của Ban Thường vụ chưa được trả lời."
    en = "Not approved: {count} points of the Standing Committee have no answer yet."


class OpinionNotYet(Refusal):
    """The Standing Committee wants it prepared anew."""

    code = "OPINION_NOT_YET"
    vi = (
        "Ban Thường vụ chưa đồng ý. Lấy bản này về sửa, hiệp thương lại nội dung đã đổi rồi trình "
        "lần nữa."
    )
    en = (
        "The Standing Committee has not agreed. Call the programme back, change it, consult again "
        "and submit it anew."
    )


@db.transaction
def accept(*, actor: Actor, variant: Variant, now: datetime) -> Edition:
    """Take a variant as the draft programme, or for the amendment under way. Raises AmendFirst."""
    access.require(plan_access.may_accept(actor, variant))
    programme = variant.programme
    db.lock(programme)
    editions = list(Edition.objects.filter(programme=programme).order_by("number"))
    under_way = [edition for edition in editions if edition.state not in EDITION_MOVES.ends]
    write_activities(variant)
    if under_way:
        edition = under_way[0]
        access.require(access.may_take_variant(actor, edition))
        if edition.variant_id != variant.id:
            _take(actor, edition, variant, now)
    elif editions:
        raise AmendFirst
    else:
        edition = _open_first(actor, variant, now)
    if not any(edition.state == EditionState.ISSUED for edition in editions):
        show(variant, actor.name, now)
    record(actor, "variant.accepted", variant, at=now, organisation_id=programme.front_id)
    return edition


@db.transaction_required
def _open_first(actor: Actor, variant: Variant, now: datetime) -> Edition:
    programme = variant.programme
    edition = Edition.objects.create(
        programme=programme, number=1, variant=variant, opened_at=now, opened_by_name=actor.name
    )
    record(actor, "edition.opened", edition, at=now, organisation_id=programme.front_id)
    return edition


@db.transaction_required
def _take(actor: Actor, edition: Edition, variant: Variant, now: datetime) -> None:
    move(
        edition,
        EditionState.DRAFT,
        "edition.variant_taken",
        actor=actor,
        now=now,
        organisation_id=edition.programme.front_id,
        details={"number": variant.number},
        variant=variant,
    )


@db.transaction
def amend(*, actor: Actor, programme: Programme, reason: str, now: datetime) -> Edition:
    """Begin an amendment of the programme in force (403/2017 Art. 3.5), with its reason.

    Raises ReasonTooShort.
    """
    access.require(access.may_amend(actor, programme))
    check_reason(reason)
    db.lock(programme)
    access.require(access.may_amend(actor, programme))
    editions = Edition.objects.filter(programme=programme)
    base = editions.filter(state=EditionState.ISSUED).order_by("-number").first()
    assert base is not None, "may_amend saw to it"
    last = editions.aggregate(last=Max("number"))["last"]
    edition = Edition.objects.create(
        programme=programme,
        number=last + 1,
        base=base,
        variant=base.variant,
        reason=reason,
        opened_at=now,
        opened_by_name=actor.name,
    )
    record(
        actor,
        "edition.opened",
        edition,
        at=now,
        organisation_id=programme.front_id,
        reason=reason[:300],
    )
    return edition


@db.transaction
def drop_amendment(
    *, actor: Actor, edition: Edition, reason: str, version: int, now: datetime
) -> None:
    """Give an amendment up; the programme stays as it was. Raises ReasonTooShort or Changed."""
    access.require(access.may_drop(actor, edition))
    check_reason(reason)
    move(
        edition,
        EditionState.DROPPED,
        "edition.dropped",
        actor=actor,
        now=now,
        version=version,
        organisation_id=edition.programme.front_id,
        details={"reason": reason[:300]},
    )


def _check_consulted(edition: Edition) -> None:
    """The last round was on this variant and asks no change. Raises NotConsulted, StillToChange."""
    closed = Round.objects.filter(edition=edition, state=RoundState.CLOSED)
    last = closed.order_by("-number").first()
    if last is None or last.variant_id != edition.variant_id:
        raise NotConsulted(variant=edition.variant.number)
    standings = queries.standings_of(last)
    changing = [standing.activity.no for standing in standings if not standing.stands]
    if changing:
        raise StillToChange(which=", ".join(map(str, changing[:5])))


@db.transaction
def submit(*, actor: Actor, edition: Edition, version: int, now: datetime) -> None:
    """Bring it before the Standing Committee.

    Raises NothingAmended, NotConsulted, StillToChange, PromisesOpen or Changed.
    """
    access.require(access.may_submit(actor, edition))
    if edition.base and edition.base.variant_id == edition.variant_id:
        raise NothingAmended
    _check_consulted(edition)
    check_promises(edition)
    move(
        edition,
        EditionState.SUBMITTED,
        "edition.submitted",
        actor=actor,
        now=now,
        version=version,
        organisation_id=edition.programme.front_id,
        submitted_at=now,
        submitted_by_name=actor.name,
    )


@db.transaction
def call_back(*, actor: Actor, edition: Edition, reason: str, version: int, now: datetime) -> None:
    """Take it back to change it; points and answers so far stay on record.

    Raises ReasonTooShort or Changed.
    """
    access.require(access.may_call_back(actor, edition))
    check_reason(reason)
    move(
        edition,
        EditionState.CONSULTED,
        "edition.called_back",
        actor=actor,
        now=now,
        version=version,
        organisation_id=edition.programme.front_id,
        details={"reason": reason[:300]},
        opinion="",
    )


@db.transaction
def give_opinion(
    *,
    actor: Actor,
    edition: Edition,
    opinion: PartyOpinion,
    paper: str,
    points: Sequence[str],
    version: int,
    now: datetime,
) -> None:
    """Write down the Standing Committee's opinion, point by point.

    Raises PointsMissing or Changed.
    """
    access.require(access.may_give_opinion(actor, edition))
    lines = [text.strip() for text in points if text.strip()]
    if opinion != PartyOpinion.AGREED and not lines:
        raise PointsMissing
    move(
        edition,
        EditionState.OPINED,
        "edition.opinion_given",
        actor=actor,
        now=now,
        version=version,
        organisation_id=edition.programme.front_id,
        details={"opinion": str(opinion), "count": len(lines)},
        opinion=opinion,
        opinion_paper=paper,
        opinion_at=now,
        opinion_by_name=actor.name,
    )
    _write_points(actor, edition, lines, now)


@db.transaction_required
def _write_points(actor: Actor, edition: Edition, lines: Sequence[str], now: datetime) -> None:
    """Numbered on from those of an opinion before."""
    last = OpinionPoint.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    OpinionPoint.objects.bulk_create(
        OpinionPoint(
            edition=edition,
            number=last + n,
            text=text,
            search=searchable(text),
            said_at=now,
            said_by_name=actor.name,
        )
        for n, text in enumerate(lines, 1)
    )


@db.transaction
def approve(*, actor: Actor, edition: Edition, version: int, now: datetime) -> None:
    """Approve it. Raises OpinionNotYet, PointsOpen, PromisesOpen or Changed."""
    access.require(access.may_approve(actor, edition))
    if edition.opinion == PartyOpinion.NOT_YET:
        raise OpinionNotYet
    waiting = OpinionPoint.objects.filter(edition=edition, kind="").count()
    if waiting:
        raise PointsOpen(count=waiting)
    check_promises(edition)
    move(
        edition,
        EditionState.APPROVED,
        "edition.approved",
        actor=actor,
        now=now,
        version=version,
        organisation_id=edition.programme.front_id,
        approved_at=now,
        approved_by_name=actor.name,
    )


@db.transaction
def withdraw_approval(
    *, actor: Actor, edition: Edition, reason: str, version: int, now: datetime
) -> None:
    """Withdraw the approval while nothing is issued. Raises ReasonTooShort or Changed."""
    access.require(access.may_withdraw_approval(actor, edition))
    check_reason(reason)
    move(
        edition,
        EditionState.OPINED,
        "edition.approval_withdrawn",
        actor=actor,
        now=now,
        version=version,
        organisation_id=edition.programme.front_id,
        details={"reason": reason[:300]},
        approved_at=None,
        approved_by_name="",
    )
