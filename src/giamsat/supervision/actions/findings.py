"""Field notes from a phone, evidence, findings."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max

from giamsat.audit.recording import record
from giamsat.documents.taking import check_file, without_metadata
from giamsat.files.storing import store
from giamsat.foundation import transactions as db
from giamsat.foundation.wording import EditedTwice
from giamsat.organisations.actors import Actor
from giamsat.supervision import access
from giamsat.supervision.models import Case, Evidence, FieldNote, Finding


@db.transaction
def take_note(
    *, actor: Actor, case: Case, key: UUID, text: str, place: str, taken_at: datetime, now: datetime
) -> FieldNote:
    """A note from the field.

    The phone sends it until it is told that it arrived; the same key is one note.
    """
    access.require(access.may_take_notes(actor, case))
    note, is_new = FieldNote.objects.get_or_create(
        key=key,
        defaults={
            "case": case,
            "text": text,
            "place": place,
            "taken_at": min(taken_at, now),
            "received_at": now,
            "by_id": actor.person_id,
            "by_name": actor.name,
        },
    )
    if is_new:
        record(actor, "note.taken", case, at=now, organisation_id=case.lead_id)
    return note


@db.transaction
def take_photo(
    *,
    actor: Actor,
    case: Case,
    note: FieldNote | None,
    key: UUID,
    name: str,
    content: bytes,
    now: datetime,
) -> Evidence:
    """A photograph of a note; the same key, or the same picture in the case, is one.

    Raises FileTooBig, WrongType, Incomplete or MarkedSecret.
    """
    access.require(access.may_take_notes(actor, case))
    known = Evidence.objects.filter(key=key).first()
    return known or _keep(
        actor, case, name, name, content, members_only=True, now=now, note=note, key=key
    )


@db.transaction
def add_evidence(
    *,
    actor: Actor,
    case: Case,
    title: str,
    name: str,
    content: bytes,
    members_only: bool,
    now: datetime,
) -> Evidence:
    """A file that shows something; the same file twice in a case is one.

    Raises as ``take_photo``.
    """
    access.require(access.may_take_notes(actor, case))
    return _keep(actor, case, title, name, content, members_only=members_only, now=now)


@db.transaction_required
def _keep(
    actor: Actor,
    case: Case,
    title: str,
    name: str,
    content: bytes,
    *,
    members_only: bool,
    now: datetime,
    note: FieldNote | None = None,
    key: UUID | None = None,
) -> Evidence:
    check_file(name, content)
    sha256 = store(content, now=now)
    bare = store(without_metadata(name, content), now=now)
    kept, is_new = Evidence.objects.get_or_create(
        case=case,
        sha256=sha256,
        defaults={
            "note": note,
            "key": key,
            "title": title[:200],
            "file_name": name[-200:],
            "bare_sha256": bare,
            "size_bytes": len(content),
            "members_only": members_only,
            "added_at": now,
            "added_by_name": actor.name,
        },
    )
    if is_new:
        record(actor, "evidence.added", case, at=now, organisation_id=case.lead_id)
    return kept


@db.transaction
def add_finding(
    *,
    actor: Actor,
    case: Case,
    text: str,
    law: str,
    place: str,
    evidence: Sequence[Evidence],
    now: datetime,
) -> Finding:
    """A finding with what shows it; the same words twice are one."""
    access.require(access.may_work(actor, case))
    db.lock(case)
    same = case.findings.filter(text=text).first()
    if same:
        return same
    no = (case.findings.aggregate(last=Max("no"))["last"] or 0) + 1
    made = Finding.objects.create(
        case=case, no=no, text=text, law=law, place=place, added_at=now, added_by_name=actor.name
    )
    made.evidence.set([one for one in evidence if one.case_id == case.id])
    record(actor, "finding.added", case, at=now, organisation_id=case.lead_id)
    return made


@db.transaction
def change_finding(
    *,
    actor: Actor,
    finding: Finding,
    text: str,
    law: str,
    place: str,
    evidence: Sequence[Evidence],
    version: int,
    now: datetime,
) -> None:
    """Correct a finding. Raises EditedTwice."""
    access.require(access.may_work(actor, finding.case))
    taken = Finding.objects.filter(id=finding.id, version=version).update(
        text=text,
        law=law,
        place=place,
        version=F("version") + 1,
        added_at=now,
        added_by_name=actor.name,
    )
    if not taken:
        other = Finding.objects.get(id=finding.id)
        at = other.added_at.astimezone()
        raise EditedTwice(who=other.added_by_name, at=f"{at.hour}:{at.minute:02d}")
    finding.evidence.set([one for one in evidence if one.case_id == finding.case_id])
    record(actor, "finding.added", finding.case, at=now, organisation_id=finding.case.lead_id)
