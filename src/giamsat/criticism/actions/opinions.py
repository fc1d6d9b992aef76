"""Opinions by file, from minutes and by an expert's form; placing unclear ones.

Judging what is held.
"""

import hashlib
import secrets
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from giamsat.audit.moving import move_all
from giamsat.audit.recording import record
from giamsat.criticism import access
from giamsat.criticism.actions.drafts import DraftNotRead
from giamsat.criticism.grouping import count_draft, count_groups
from giamsat.criticism.importing import keep_rows
from giamsat.criticism.minutes import rows_of_minutes
from giamsat.criticism.models import (
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionInvite,
    OpinionSender,
)
from giamsat.criticism.placing import Placer
from giamsat.criticism.queries import with_one_place
from giamsat.criticism.states import AnchorState, DraftState, OpinionState, Source, Who
from giamsat.criticism.taking import Statement, keep_invited
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import check_reason
from giamsat.intake.revealing import reveal
from giamsat.intake.senders import Sender
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.supervision.models import Case

_INVITE_DAYS = 45
_BATCH = 500


class NothingChosen(Refusal):
    """A button pressed with nothing chosen."""

    code = "NOTHING_CHOSEN"
    vi = "Chưa chọn dòng nào. Đánh dấu các dòng cần làm rồi bấm lại."
    en = "Nothing was chosen. Tick the rows and press again."


class NoMinutesRead(Refusal):
    """No line of the minutes has the form that is read."""

    code = "NO_MINUTES_READ"
    vi = (
        "Dòng {lines} chưa theo mẫu “Người nói | điều khoản | ý kiến”. Sửa các dòng này; chưa có "
        "ý kiến nào được ghi."
    )
    en = (
        "Lines {lines} are not of the form “who | provision | opinion”. Correct them; nothing was "
        "taken."
    )


@db.transaction
def transcribe(*, actor: Actor, draft: DraftVersion, text: str, now: datetime) -> int:
    """Opinions out of typed minutes, all of them or none; how many were new.

    Raises DraftNotRead or NoMinutesRead.
    """
    access.require(access.may_handle(actor, draft.case))
    if draft.state != DraftState.READ:
        raise DraftNotRead
    rows = list(rows_of_minutes(text.splitlines()))
    if bad := [str(one.no) for one in rows if one.problem]:
        raise NoMinutesRead(lines=", ".join(bad[:20]))
    seed = hashlib.sha256(text.encode()).hexdigest()
    count = keep_rows(draft, rows, Placer(draft), [], now=now, source=Source.MINUTES, seed=seed)
    if count:
        record(
            actor, "opinions.transcribed", draft.case, at=now, organisation_id=draft.case.lead_id
        )
        queue.ask_again(actor, "group-opinions", draft.id, now=now)
    return count


@db.transaction
def place_opinions(
    *,
    actor: Actor,
    draft: DraftVersion,
    ids: Sequence[int],
    provision: DraftProvision | None,
    now: datetime,
) -> int:
    """Say where some opinions belong; None: they are about the whole draft.

    Raises NothingChosen.
    """
    access.require(access.may_handle(actor, draft.case))
    db.lock(draft.case)
    rows = DraftOpinion.objects.filter(draft=draft, id__in=list(ids))
    groups = set(rows.exclude(group=None).values_list("group", flat=True))
    count = rows.update(
        provision=provision,
        anchor_state=AnchorState.SET if provision else AnchorState.MISSING,
        group=None,
        is_pinned=False,
        candidates=[],
    )
    if not count:
        raise NothingChosen
    count_groups(groups)
    record(actor, "opinions.placed", draft.case, at=now, organisation_id=draft.case.lead_id)
    queue.ask_again(actor, "group-opinions", draft.id, now=now)
    return count


@db.transaction
def accept_places(
    *, actor: Actor, draft: DraftVersion, opinions: QuerySet[DraftOpinion], now: datetime
) -> int:
    """Put opinions where alone they can belong; those that may belong to several wait. How many.

    Raises NothingChosen.
    """
    access.require(access.may_handle(actor, draft.case))
    db.lock(draft.case)
    ids = dict(draft.provisions.values_list("path", "id"))
    rows = with_one_place(opinions.filter(draft=draft))
    found: dict[int, list[int]] = defaultdict(list)
    for opinion, (path,) in rows.values_list("id", "candidates"):
        if path in ids:
            found[ids[path]].append(opinion)
    if not found:
        raise NothingChosen
    groups = set(rows.exclude(group=None).values_list("group", flat=True))
    for provision, some in found.items():
        for begin in range(0, len(some), _BATCH):
            DraftOpinion.objects.filter(id__in=some[begin : begin + _BATCH]).update(
                provision=provision,
                anchor_state=AnchorState.SET,
                group=None,
                is_pinned=False,
                candidates=[],
            )
    count_groups(groups)
    record(actor, "opinions.placed", draft.case, at=now, organisation_id=draft.case.lead_id)
    queue.ask_again(actor, "group-opinions", draft.id, now=now)
    return sum(map(len, found.values()))


@db.transaction
def judge(
    *,
    actor: Actor,
    draft: DraftVersion,
    ids: Sequence[int],
    counts: bool,
    reason: str,
    now: datetime,
) -> int:
    """Count what was held, or leave out what is no opinion, with the reason; nothing is deleted.

    Raises NothingChosen or ReasonTooShort.
    """
    access.require(access.may_handle(actor, draft.case))
    if not counts:
        check_reason(reason)
    db.lock(draft.case)
    rows = DraftOpinion.objects.filter(draft=draft, id__in=list(ids))
    groups = set(rows.exclude(group=None).values_list("group", flat=True))
    count = move_all(
        rows,
        OpinionState.COUNTED if counts else OpinionState.REJECTED,
        "opinions.judged",
        actor=actor,
        now=now,
        subject=draft.case,
        organisation_id=draft.case.lead_id,
        details={"reason": reason[:300]},
        judged_why=reason,
        group=None,
        is_pinned=False,
    )
    if not count:
        raise NothingChosen
    count_groups(groups)
    count_draft(draft)
    queue.ask_again(actor, "group-opinions", draft.id, now=now)
    return count


@db.transaction
def invite(*, actor: Actor, case: Case, name: str, post: str, who_type: str, now: datetime) -> str:
    """Ask an expert or a body for an opinion.

    The key of the link is returned once and never again.
    """
    access.require(access.may_handle(actor, case))
    key = secrets.token_urlsafe(32)
    OpinionInvite.objects.create(
        case=case,
        name=name,
        post=post,
        who_type=who_type,
        key_hash=hash_of_key(key),
        expires_at=now + timedelta(days=_INVITE_DAYS),
        made_at=now,
        made_by_name=actor.name,
    )
    record(actor, "invite.made", case, at=now, organisation_id=case.lead_id)
    return key


def hash_of_key(key: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(key.encode()).hexdigest()


@db.transaction
def revoke_invite(*, actor: Actor, invited: OpinionInvite, now: datetime) -> None:
    """The link opens nothing any more; what was sent stays."""
    access.require(access.may_handle(actor, invited.case))
    if OpinionInvite.objects.filter(id=invited.id, revoked_at=None).update(revoked_at=now):
        record(actor, "invite.revoked", invited.case, at=now, organisation_id=invited.case.lead_id)


@db.transaction
def send_form(
    *,
    actor: Actor,
    invited: OpinionInvite,
    draft: DraftVersion,
    axes: dict[int, str],
    points: Sequence[tuple[DraftProvision | None, str, str]],
    key: uuid.UUID,
    now: datetime,
) -> int:
    """An expert's form: what they say on the five sides (Art. 33.2) and on single provisions.

    ``points`` are provision, text and stance. How many statements it holds. Raises NothingChosen.
    """
    db.lock(invited)  # the same form sent twice at once: the second sees what the first kept
    invited.refresh_from_db(fields=["revoked_at", "expires_at"])
    access.require(access.may_send_form(actor, invited, draft, now))
    written: list[tuple[DraftProvision | None, str, dict[str, Any]]]
    written = [(None, text, {"axis": axis}) for axis, text in axes.items()]
    written += [(provision, text, {"stance": stance}) for provision, text, stance in points]
    statements = [
        (provision, _statement_by(invited, text, **about))
        for provision, text, about in written
        if text.strip()
    ]
    if not statements:
        raise NothingChosen
    for number, (provision, statement) in enumerate(statements):
        keep_invited(
            invite=invited,
            draft=draft,
            provision=provision,
            statement=statement,
            key=uuid.uuid5(key, str(number)),
            now=now,
        )
    OpinionInvite.objects.filter(id=invited.id).update(answered_at=now)
    record(actor, "opinions.brought", draft.case, at=now, organisation_id=draft.case.lead_id)
    queue.ask_again(actor, "group-opinions", draft.id, now=now)
    return len(statements)


def _statement_by(
    invited: OpinionInvite, text: str, *, axis: int | None = None, stance: str = ""
) -> Statement:
    """What an invited person or body says.

    A body under its open name, a person as a sender to be sealed.
    """
    is_body = invited.who_type == Who.ORGANISATION
    return Statement(
        text,
        stance,
        axis,
        who_type=invited.who_type,
        who=invited.name if is_body else "",
        sender=Sender() if is_body else Sender(invited.name),
    )


@db.transaction
def open_sender(
    *, actor: Actor, opinion: DraftOpinion, reason: str, now: datetime
) -> Sender | None:
    """Who sent an opinion, for an officer who must answer them.

    The trail keeps who looked and why. Raises ReasonTooShort.
    """
    case = opinion.draft.case
    access.require(access.may_handle(actor, case))
    check_reason(reason)
    found = OpinionSender.objects.filter(opinion=opinion).first()
    record(actor, "sender.opened", case, at=now, organisation_id=case.lead_id, reason=reason[:300])
    return reveal(found.sealed) if found else None
