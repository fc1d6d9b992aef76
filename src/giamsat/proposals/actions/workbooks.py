"""Bring workbooks in."""

import hashlib
from datetime import datetime

from django.conf import settings

from civickit.worksheets.opening import refusal_at_sight
from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.files.storing import store
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.proposals import access
from giamsat.proposals.models import GONE_BOOKS, Programme, Workbook
from giamsat.proposals.states import WORKBOOK_MOVES, WorkbookState

_ENDINGS = frozenset(("xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "xml", "docx"))


class FileTooLarge(Refusal):
    """One workbook over the limit."""

    code = "FILE_TOO_LARGE"
    vi = (
        "Tệp {name} quá 20 MB. Xóa hình ảnh, trang tính không cần trong tệp, lưu lại rồi chọn lần "
        "nữa."
    )
    en = (
        "The file {name} is over 20 MB. Delete pictures and sheets that are not needed, save it "
        "and choose it again."
    )


class NotASpreadsheet(Refusal):
    """Its first bytes are of no kind of workbook we read."""

    code = "NOT_A_SPREADSHEET"
    vi = (
        "Tệp {name} không phải bảng Excel, CSV hay Word (.docx). Mở bằng chương trình đã tạo ra "
        "tệp, lưu lại thành .xlsx hoặc .docx rồi chọn lần nữa."
    )
    en = (
        "The file {name} is no table of Excel, CSV or Word (.docx). Open it where it was made, "
        "save it as .xlsx or .docx and choose it again."
    )


class HasMacros(Refusal):
    """Programs have no place in a list of proposals."""

    code = "HAS_MACROS"
    vi = (
        "Tệp {name} có macro nên không nhận. Trong Excel chọn Lưu dưới dạng › Sổ làm việc Excel "
        "(.xlsx) rồi chọn lại."
    )
    en = (
        "The file {name} holds macros and is not taken. Save it as a plain workbook (.xlsx) and "
        "choose it again."
    )


class AlreadyBrought(Refusal):
    """Byte for byte the same file."""

    code = "ALREADY_BROUGHT"
    vi = "Tệp {name} giống hệt tệp {earlier} đã nhận, nên không có gì thay đổi."
    en = "The file {name} is the same as {earlier}, which is already here; nothing changed."


def check_file(name: str, content: bytes) -> None:
    """Whether a file may come in. Raises FileTooLarge, NotASpreadsheet or HasMacros."""
    if len(content) > settings.LARGEST_UPLOAD:
        raise FileTooLarge(name=name)
    refusal = refusal_at_sight(content)
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "xlsm" or (refusal and refusal.code == "HAS_MACROS"):
        raise HasMacros(name=name)
    if refusal or ending not in _ENDINGS:
        raise NotASpreadsheet(name=name)


def _check_new(programme: Programme, name: str, content: bytes) -> None:
    same = Workbook.objects.filter(
        programme=programme, sha256=hashlib.sha256(content).hexdigest()
    ).exclude(state__in=GONE_BOOKS)
    if earlier := same.first():
        raise AlreadyBrought(name=name, earlier=earlier.file_name)


@db.transaction
def bring_workbook(
    *,
    actor: Actor,
    programme: Programme,
    name: str,
    content: bytes,
    organisation: Organisation | None,
    is_outside: bool = False,
    outside_body: str = "",
    aimed_at: Workbook | None = None,
    now: datetime,
) -> Workbook:
    """Take a file in and queue its reading; ``aimed_at`` is the file it is to be put beside.

    Without an organisation the file's own head decides, for who may do all.

    Raises FileTooLarge, NotASpreadsheet, HasMacros or AlreadyBrought; then nothing is kept.
    """
    if is_outside:
        access.require(access.may_add_outside_plan(actor))
    else:
        organisation = organisation or _own_organisation(actor)
        access.require(access.may_bring(actor, organisation.id if organisation else None))
    if aimed_at:
        access.require(access.may_replace(actor, aimed_at))
    check_file(name, content)
    db.lock(programme)
    _check_new(programme, name, content)
    workbook = Workbook.objects.create(
        programme=programme,
        organisation=organisation,
        is_outside=is_outside,
        outside_body=outside_body[:200],
        file_name=name[-200:],
        sha256=store(content, now=now),
        received_at=now,
        received_by_id=actor.person_id,
        received_by_name=actor.name,
        aimed_at=aimed_at,
    )
    workbook.job_id = queue.ask(actor, "workbook", workbook.id, now=now).id
    workbook.save(update_fields=["job_id"])
    record(
        actor,
        "workbook.received",
        workbook,
        at=now,
        organisation_id=organisation.id if organisation else None,
    )
    return workbook


def _own_organisation(actor: Actor) -> Organisation | None:
    """The one organisation of somebody who brings files only for it."""
    if actor.scope(Permission.PROPOSAL_EDIT) is Scope.OWN:
        own = sorted(actor.own(Permission.PROPOSAL_EDIT))
        return Organisation.objects.filter(id__in=own[:1]).first()
    return None


class SenderKnown(Refusal):
    """Only a file that does not name its organisation waits for one."""

    code = "SENDER_KNOWN"
    vi = "Tệp này đã rõ của {who}. Nếu sai, sửa tên tổ chức trong tệp rồi đưa vào lại."
    en = (
        "This file is known to be from {who}. If that is wrong, correct the name in the file and "
        "bring it again."
    )


@db.transaction
def name_sender(
    *, actor: Actor, workbook: Workbook, organisation: Organisation, now: datetime
) -> None:
    """Say whose file it is, and read it again. Raises SenderKnown or Changed."""
    access.require(access.may_bring(actor, organisation.id))
    if workbook.is_outside or not WORKBOOK_MOVES.may(workbook, "workbook.received"):
        raise SenderKnown(
            who=workbook.organisation.name if workbook.organisation else workbook.outside_body
        )
    move(
        workbook,
        WorkbookState.RECEIVED,
        "workbook.received",
        actor=actor,
        now=now,
        organisation_id=organisation.id,
        organisation=organisation,
        job_id=queue.ask(actor, "workbook", workbook.id, now=now).id,
    )
