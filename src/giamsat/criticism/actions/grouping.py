"""A person splits and merges what the engine grouped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F

from giamsat.audit.recording import record
from giamsat.criticism import access
from giamsat.criticism.actions.drafts import DraftNotRead
from giamsat.criticism.actions.opinions import NothingChosen
from giamsat.criticism.grouping import count_draft, count_groups
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.states import AnchorState, DraftState
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.intake.words import tidy
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor


class GroupChanged(Refusal):
    """Somebody else changed or answered it first."""

    code = "GROUP_CHANGED"
    status = 409
    vi = (
        "Chưa ghi: nội dung này vừa có thay đổi (thêm ý kiến, tách, gộp hoặc trả lời). Xem lại "
        "rồi làm tiếp."
    )
    en = "Not done: this point has just changed. Look again, then go on."


class GroupAnswered(Refusal):
    """An answer that was given for it as it is."""

    code = "GROUP_ANSWERED"
    status = 409
    vi = "Nội dung này đã có trả lời nên không tách, gộp được nữa."
    en = "This point has been answered and can no longer be split or merged."


@db.transaction
def ask_grouping(*, actor: Actor, draft: DraftVersion, now: datetime) -> None:
    """Have a version's opinions grouped as a job. Raises DraftNotRead."""
    access.require(access.may_handle(actor, draft.case))
    if draft.state != DraftState.READ:
        raise DraftNotRead
    record(actor, "opinions.grouped", draft.case, at=now, organisation_id=draft.case.lead_id)
    queue.ask_again(actor, "group-opinions", draft.id, now=now)


@db.transaction
def split_group(
    *, actor: Actor, group: OpinionGroup, ids: Sequence[int], version: int, now: datetime
) -> OpinionGroup:
    """Put some opinions of a group into one of their own.

    Raises NothingChosen, GroupAnswered or GroupChanged.
    """
    draft = group.draft
    access.require(access.may_handle(actor, draft.case))
    db.lock(draft.case)
    _step(group, version)
    rows = DraftOpinion.objects.filter(group=group, id__in=list(ids))
    first = rows.order_by("id").first()
    if first is None or rows.count() == group.size:
        raise NothingChosen
    made = OpinionGroup.objects.create(
        draft=draft,
        provision=group.provision,
        path=group.path,
        text=first.text,
        size=0,
        people=0,
        organisations=0,
        why="person",
        is_kept=True,
        place=group.place,
    )
    rows.update(group=made, is_pinned=True)
    _settle(group, made)
    record(actor, "group.split", draft.case, at=now, organisation_id=draft.case.lead_id)
    return made


@db.transaction
def merge_groups(
    *, actor: Actor, group: OpinionGroup, others: Sequence[int], version: int, now: datetime
) -> int:
    """Bring other groups into one; how many opinions came.

    Raises NothingChosen, GroupAnswered or GroupChanged.
    """
    draft = group.draft
    access.require(access.may_handle(actor, draft.case))
    db.lock(draft.case)
    _step(group, version)
    rows = OpinionGroup.objects.filter(draft=draft, id__in=list(others)).exclude(id=group.id)
    if rows.exclude(answer=None).exists():
        raise GroupAnswered
    came = DraftOpinion.objects.filter(group__in=rows).update(group=group, is_pinned=True)
    if not came:
        raise NothingChosen
    DraftOpinion.objects.filter(group=group).update(is_pinned=True)
    rows.delete()
    _settle(group)
    record(actor, "group.merged", draft.case, at=now, organisation_id=draft.case.lead_id)
    return came


@db.transaction
def word_point(
    *,
    actor: Actor,
    group: OpinionGroup,
    heading: str,
    provision: DraftProvision | None,
    is_left_out: bool,
    version: int,
    now: datetime,
) -> None:
    """Word a point as the criticism document has it, place it, leave it out or take it in again.

    Raises GroupChanged, or GroupAnswered when an answered one is to stand elsewhere.
    """
    draft = group.draft
    access.require(access.may_handle(actor, draft.case))
    db.lock(draft.case)
    is_moved = (provision.id if provision else None) != group.provision_id
    if is_moved and group.answer_id is not None:
        raise GroupAnswered
    fields: dict[str, Any] = {"heading": tidy(heading), "is_left_out": is_left_out}
    if fields["heading"] == group.text:
        fields["heading"] = ""
    if is_moved:
        last = draft.provisions.count()
        fields |= {
            "provision": provision,
            "path": provision.path if provision else "",
            "place": provision.place if provision else last,
        }
    rows = OpinionGroup.objects.filter(id=group.id, version=version)
    if not rows.update(version=F("version") + 1, is_kept=True, **fields):
        raise GroupChanged
    if is_moved:
        DraftOpinion.objects.filter(group=group).update(
            provision=provision, anchor_state=AnchorState.SET, candidates=[]
        )
        count_draft(draft)
    record(actor, "group.worded", draft.case, at=now, organisation_id=draft.case.lead_id)


@db.transaction_required
def _step(group: OpinionGroup, version: int) -> None:
    if group.answer_id is not None:
        raise GroupAnswered
    if not OpinionGroup.objects.filter(id=group.id, version=version, answer=None).update(
        version=F("version") + 1, is_kept=True
    ):
        raise GroupChanged


def _settle(*groups: OpinionGroup) -> None:
    count_groups(one.id for one in groups)
    count_draft(groups[0].draft)
