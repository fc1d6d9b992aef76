"""Write recommendations and send them, several at once with one paper."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max

from giamsat.audit.moving import revise
from giamsat.audit.recording import record
from giamsat.deadlines.counting import due_fields
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.queries import province_front
from giamsat.recommendations import access
from giamsat.recommendations.actions.happening import (
    check_due,
    check_not_after,
    happen,
    local_day,
)
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import EventKind, RecommendationState
from giamsat.rulebooks.carrying import following_rules

REPLY_RULES = (
    "SUP_REPLY",
    "PIB_REPLY",
    "CISB_REPLY",
)  # by which a reply is due: of a delegation or review, of the two boards


class ToItself(Refusal):
    """A recommendation to the organisation that makes it."""

    code = "TO_ITSELF"
    vi = "{who} không gửi kiến nghị cho chính mình. Chọn nơi nhận khác."
    en = "{who} does not send a recommendation to itself. Choose another body."


class NothingToSendOut(Refusal):
    """No draft was chosen."""

    code = "NOTHING_TO_SEND_OUT"
    vi = "Chưa chọn kiến nghị nào để gửi. Đánh dấu ít nhất một kiến nghị ở dạng dự thảo."
    en = "No recommendation was chosen. Mark at least one draft."


@db.transaction
def draft(
    *,
    actor: Actor,
    lead: Organisation,
    recipient: Organisation,
    text: str,
    measure: str,
    field: str,
    now: datetime,
    place: str = "",
    origin_code: str = "",
    finding_no: int | None = None,
    rule: str = REPLY_RULES[0],
) -> Recommendation:
    """A draft, numbered in its year, with the rule by which its reply will be due.

    The same words to the same body from the same case are one. Raises ToItself.
    """
    access.require(access.may_draft(actor, lead.id))
    if lead.id == recipient.id:
        raise ToItself(who=lead.short_name)
    db.lock(province_front())
    same = Recommendation.objects.filter(
        lead=lead,
        recipient=recipient,
        text=text,
        origin_code=origin_code,
        state=RecommendationState.DRAFT,
    ).first()
    if same:
        return same
    year = local_day(now).year
    no = (Recommendation.objects.filter(year=year).aggregate(last=Max("no"))["last"] or 0) + 1
    made = Recommendation.objects.create(
        year=year,
        no=no,
        code=f"KN-{year}-{no:04d}",
        lead=lead,
        recipient=recipient,
        text=text,
        measure=measure,
        field=field,
        place=place,
        origin_code=origin_code,
        finding_no=finding_no,
        rule=rule,
        made_at=now,
        made_by_name=actor.name,
        search=searchable(f"KN-{year}-{no:04d}", text, measure, recipient.name, origin_code),
    )
    record(actor, "recommendation.drafted", made, at=now, organisation_id=lead.id)
    return made


@db.transaction
def change(
    *,
    actor: Actor,
    recommendation: Recommendation,
    recipient: Organisation,
    text: str,
    measure: str,
    field: str,
    place: str,
    version: int,
    now: datetime,
) -> None:
    """Correct a draft. Raises ToItself or Changed."""
    access.require(access.may_change(actor, recommendation))
    if recommendation.lead_id == recipient.id:
        raise ToItself(who=recommendation.lead.short_name)
    revise(
        recommendation,
        "recommendation.drafted",
        actor=actor,
        now=now,
        version=version,
        organisation_id=recommendation.lead_id,
        recipient=recipient,
        text=text,
        measure=measure,
        field=field,
        place=place,
        search=searchable(
            recommendation.code, text, measure, recipient.name, recommendation.origin_code
        ),
    )


@db.transaction
def send(
    *,
    actor: Actor,
    several: Sequence[Recommendation],
    sent_on: date,
    paper: str,
    now: datetime,
    days: int | None = None,
    document_id: int | None = None,
) -> int:
    """Send drafts with one paper; ``days`` is asked for instead of the rule's number.

    Returns how many were sent.

    Raises NothingToSendOut, NotAfterToday, DueTooSoon or Changed; then none is sent.
    """
    if not several:
        raise NothingToSendOut
    check_not_after(sent_on, now)
    least = sent_on + timedelta(days=following_rules(sent_on).least_days_to_answer)
    due = {
        rule: due_fields(rule, sent_on, number=days)
        for rule in {recommendation.rule or REPLY_RULES[0] for recommendation in several}
    }
    for counted in due.values():
        check_due(counted["due_on"], least)
    for recommendation in sorted(several, key=lambda row: row.id):
        access.require(access.may_send(actor, recommendation))
        happen(
            actor,
            recommendation,
            EventKind.SENT,
            on=sent_on,
            now=now,
            version=recommendation.version,
            to=RecommendationState.WAITING,
            paper=paper,
            document_id=document_id,
            sent_on=sent_on,
            sent_with=paper,
            **due[recommendation.rule or REPLY_RULES[0]],
        )
    return len(several)
