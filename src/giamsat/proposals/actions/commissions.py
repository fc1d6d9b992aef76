"""Order a topic, take the order, deliver the product, accept it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.files.storing import store
from giamsat.foundation import transactions as db
from giamsat.foundation.paging import searchable
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.proposals import access
from giamsat.proposals.actions.workbooks import FileTooLarge
from giamsat.proposals.models import Commission, Programme, Proposal
from giamsat.proposals.states import CommissionState

PRODUCTS = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-"}
LARGEST = 20 * 2**20


class DueInThePast(Refusal):
    """A day that has gone by."""

    code = "DUE_IN_THE_PAST"
    vi = "Hạn {day} đã qua. Ghi một ngày từ hôm nay trở đi."
    en = "The due date {day} has passed. Give a day from today on."


class NotAProduct(Refusal):
    """A file that is no document."""

    code = "NOT_A_PRODUCT"
    vi = (
        "Tệp {name} không phải văn bản Word, Excel hoặc PDF. Lưu lại thành .docx, .xlsx hoặc .pdf "
        "rồi chọn lần nữa."
    )
    en = (
        "The file {name} is no Word, Excel or PDF document. Save it as .docx, .xlsx or .pdf and "
        "choose it again."
    )


@db.transaction
def commission(
    *,
    actor: Actor,
    programme: Programme,
    requester: Organisation,
    question: str,
    product: str,
    due_on: date,
    money_vnd: int | None = None,
    now: datetime,
) -> Commission:
    """Order a topic. The same order pressed twice is one. Raises DueInThePast."""
    access.require(access.may_commission(actor, requester.id))
    if due_on < timezone.localtime(now).date():
        raise DueInThePast(day=due_on)
    db.lock(programme)
    order = {
        "programme": programme,
        "requester": requester,
        "question": question,
        "due_on": due_on,
    }
    same = Commission.objects.filter(**order, state=CommissionState.OPEN).first()
    if same:
        return same
    made = Commission.objects.create(
        **order,
        product=product,
        money_vnd=money_vnd,
        made_at=now,
        made_by_name=actor.name,
        search=searchable(question, product, requester.name),
    )
    record(actor, "commission.made", made, at=now, organisation_id=requester.id)
    return made


@db.transaction
def take_commission(
    *,
    actor: Actor,
    commission: Commission,
    organisation: Organisation,
    proposal: Proposal | None,
    version: int,
    now: datetime,
) -> None:
    """Take an order, with the topic that answers it where there is one. Raises Changed."""
    access.require(access.may_take_commission(actor, commission, organisation.id))
    if proposal is not None:
        access.require(access.may_edit(actor, proposal))
    move(
        commission,
        CommissionState.TAKEN,
        "commission.taken",
        actor=actor,
        now=now,
        version=version,
        organisation_id=organisation.id,
        taken_by=organisation,
        proposal=proposal,
        said="",
    )
    queue.ask_again(actor, "overlaps", commission.programme_id, now=now)


@db.transaction
def return_commission(
    *, actor: Actor, commission: Commission, reason: str, version: int, now: datetime
) -> None:
    """Give an order back, with the reason; nobody has it then. Raises ReasonTooShort or Changed."""
    access.require(access.may_work_on_commission(actor, commission))
    check_reason(reason)
    move(
        commission,
        CommissionState.OPEN,
        "commission.returned",
        actor=actor,
        now=now,
        version=version,
        organisation_id=commission.taken_by_id,
        details={"reason": reason[:300]},
        taken_by=None,
        proposal=None,
        said=reason,
    )
    queue.ask_again(actor, "overlaps", commission.programme_id, now=now)


@db.transaction
def deliver_product(
    *,
    actor: Actor,
    commission: Commission,
    name: str,
    content: bytes,
    summary: str,
    version: int,
    now: datetime,
) -> None:
    """Hand in the product as a file. Raises FileTooLarge, NotAProduct or Changed."""
    access.require(access.may_work_on_commission(actor, commission))
    if len(content) > LARGEST:
        raise FileTooLarge(name=name)
    begins = PRODUCTS.get(name.rsplit(".", 1)[-1].lower())
    if begins is None or not content.startswith(begins):
        raise NotAProduct(name=name)
    sha256 = store(content, now=now)
    move(
        commission,
        CommissionState.DELIVERED,
        "commission.delivered",
        actor=actor,
        now=now,
        version=version,
        organisation_id=commission.taken_by_id,
        product_sha256=sha256,
        product_name=name[-200:],
        said=summary,
    )


@db.transaction
def judge_product(
    *, actor: Actor, commission: Commission, accepts: bool, reason: str, version: int, now: datetime
) -> None:
    """Accept the product, or send it back with the reason. Raises ReasonTooShort or Changed."""
    access.require(access.may_judge_product(actor, commission))
    moved: dict[str, Any] = {
        "actor": actor,
        "now": now,
        "version": version,
        "organisation_id": commission.requester_id,
        "details": {"reason": reason[:300]},
        "said": reason,
    }
    if accepts:
        move(commission, CommissionState.ACCEPTED, "commission.accepted", **moved, ended_at=now)
    else:
        check_reason(reason)
        move(commission, CommissionState.TAKEN, "commission.sent_back", **moved)


@db.transaction
def withdraw_commission(
    *, actor: Actor, commission: Commission, reason: str, version: int, now: datetime
) -> None:
    """Take an order back, with the reason. Raises ReasonTooShort or Changed."""
    access.require(access.may_withdraw_commission(actor, commission))
    check_reason(reason)
    move(
        commission,
        CommissionState.WITHDRAWN,
        "commission.withdrawn",
        actor=actor,
        now=now,
        version=version,
        organisation_id=commission.requester_id,
        details={"reason": reason[:300]},
        said=reason,
        ended_at=now,
    )
    queue.ask_again(actor, "overlaps", commission.programme_id, now=now)
