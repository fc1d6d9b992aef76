"""Take a version in, correct how it was read, open it to the public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from civickit.legaltext import Line, cited, read_lines
from giamsat.audit.moving import move
from giamsat.audit.recording import record
from giamsat.criticism import access
from giamsat.criticism.models import DraftProvision, DraftVersion
from giamsat.criticism.reading import keep_tree, lines_of, link_neighbours
from giamsat.criticism.states import DRAFT_MOVES, DraftState
from giamsat.documents.taking import FileTooBig, MarkedSecret, check_file
from giamsat.files.storing import store
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.intake.words import tidy
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.procedures.guiding import count_steps
from giamsat.supervision.models import Case

LARGEST = 20 * 2**20
PLAIN = "¶"  # before a line that a person took for words of the unit above


class SameDraft(Refusal):
    """The same file again."""

    code = "SAME_DRAFT"
    status = 409
    vi = "Tệp này đã là bản {no} của dự thảo. Chọn tệp của bản mới."
    en = "This file is version {no} already. Choose the file of the new version."


class NotADraftFile(Refusal):
    """Neither Word nor PDF nor text."""

    code = "NOT_A_DRAFT_FILE"
    vi = (
        "Tệp {name} không phải Word (.docx), PDF hay văn bản thuần (.txt). Xin cơ quan soạn thảo "
        "một trong ba loại đó."
    )
    en = (
        "The file {name} is no Word (.docx), PDF or plain text (.txt). Ask the drafter for one of "
        "these."
    )


class DraftNotRead(Refusal):
    """Nothing can be done with a version that was not read."""

    code = "DRAFT_NOT_READ"
    status = 409
    vi = "Bản dự thảo này chưa đọc xong hoặc không đọc được nên chưa làm việc này được."
    en = "This version has not been read."


class DraftChanged(Refusal):
    """Somebody else corrected it first."""

    code = "DRAFT_CHANGED"
    status = 409
    vi = "Chưa ghi: cách đọc dự thảo vừa được người khác sửa. Xem lại bên dưới rồi sửa tiếp."
    en = "Not done: somebody else has just corrected this text. Look again below."


class NothingLeft(Refusal):
    """A correction that would leave no words."""

    code = "NOTHING_LEFT"
    vi = "Không được xóa hết lời văn của điều khoản: bản hiển thị phải đủ chữ như dự thảo."
    en = "The words of a provision cannot all be removed: the text must stay whole."


class ClosedBeforeOpened(Refusal):
    """The last day lies before the first."""

    code = "CLOSED_BEFORE_OPENED"
    vi = "Ngày kết thúc lấy ý kiến {last} trước ngày bắt đầu {first}. Kiểm tra lại."
    en = "The last day for opinions {last} lies before the first {first}. Check both."


@db.transaction
def receive_draft(
    *,
    actor: Actor,
    case: Case,
    file_name: str,
    content: bytes,
    came_with: str,
    received_on: date,
    now: datetime,
) -> DraftVersion:
    """Keep a version and have it read as a job.

    Raises FileTooBig, NotADraftFile, MarkedSecret or SameDraft.
    """
    access.require(access.may_handle(actor, case))
    check_draft(file_name, content)
    sha256 = store(content, now=now)
    came = Came(file_name, sha256, came_with, received_on)
    return keep_version(actor=actor, case=case, came=came, now=now)


@dataclass(frozen=True)
class Came:
    """A file that is a draft, with which letter it came, and when."""

    file_name: str
    sha256: str
    came_with: str
    received_on: date


@db.transaction_required
def keep_version(*, actor: Actor, case: Case, came: Came, now: datetime) -> DraftVersion:
    """A version of a case's draft, read as a job. Raises SameDraft."""
    db.lock(case)
    versions = DraftVersion.objects.filter(case=case)
    if same := versions.filter(sha256=came.sha256).first():
        raise SameDraft(no=same.no)
    # A file that could not be read leaves its number to the one that replaces it.
    versions.filter(state=DraftState.UNREADABLE, provisions=None).delete()
    no = (versions.order_by("-no").values_list("no", flat=True).first() or 0) + 1
    made = DraftVersion.objects.create(
        case=case,
        no=no,
        file_name=came.file_name[-200:],
        sha256=came.sha256,
        came_with=came.came_with,
        received_on=came.received_on,
        added_at=now,
        added_by_name=actor.name,
    )
    record(actor, "draft.received", case, at=now, organisation_id=case.lead_id)
    queue.ask(actor, "read-draft", made.id, now=now)
    return made


def check_draft(name: str, content: bytes) -> None:
    """Only what can be a draft; marks of secrecy are looked for as in every file that comes in.

    Raises FileTooBig, NotADraftFile or MarkedSecret.
    """
    if len(content) > LARGEST:
        raise FileTooBig(name=name)
    ending = name.rsplit(".", 1)[-1].lower()
    begins = {"docx": b"PK\x03\x04", "pdf": b"%PDF-", "txt": b""}.get(ending)
    if (
        begins is None
        or not content.startswith(begins)
        or (ending == "txt" and b"\x00" in content[:4096])
    ):
        raise NotADraftFile(name=name)
    if ending != "txt":
        try:
            check_file(name, content)
        except MarkedSecret:
            raise
        except Refusal:
            return  # what else is wrong is told when it is read


@db.transaction
def correct(
    *, actor: Actor, provision: DraftProvision, lines: Sequence[str], version: int, now: datetime
) -> None:
    """Put other lines in the place of a provision's, and read the whole text again.

    A line that begins with ¶ stays words of the unit above, whatever it looks like.
    Raises DraftNotRead, DraftChanged or NothingLeft.
    """
    draft = provision.draft
    access.require(access.may_handle(actor, draft.case))
    db.lock(draft.case)
    if not DRAFT_MOVES.may(draft, "draft.corrected"):
        raise DraftNotRead
    if not DraftVersion.objects.filter(id=draft.id, version=version, published_at=None).exists():
        raise DraftChanged
    written = [_line(one) for one in lines if one.strip(f" \t{PLAIN}")]
    if not written:
        raise NothingLeft
    before, problems = lines_of(draft)
    first, last = span_of(provision, before)
    tables = [one for one in before[first:last] if one.rows]
    after = [*before[:first], *written, *tables, *before[last:]]
    read = read_lines(after, list(problems))
    move(
        draft,
        DraftState.READ,
        "draft.corrected",
        actor=actor,
        now=now,
        version=version,
        subject=draft.case,
        organisation_id=draft.case.lead_id,
        details={"reason": cited(provision.path)},
        **keep_tree(draft, after, problems, read, now=now),
    )
    link_neighbours(draft)


def _line(text: str) -> Line:
    text = text.strip()
    is_plain = text.startswith(PLAIN)
    return Line(tidy(text.lstrip(f"{PLAIN} ")), is_plain=is_plain)


def span_of(provision: DraftProvision, lines: Sequence[Line]) -> tuple[int, int]:
    """The lines a provision holds by itself: from its own to that of the next."""
    after = (
        DraftProvision.objects.filter(draft=provision.draft_id, line__gt=provision.line)
        .order_by("line")
        .first()
    )
    return provision.line, after.line if after else len(lines)


@db.transaction
def open_to_public(
    *, actor: Actor, draft: DraftVersion, opens_on: date, closes_on: date, now: datetime
) -> None:
    """Show a version to everybody and take opinions between two days.

    Raises DraftNotRead or ClosedBeforeOpened.
    """
    access.require(access.may_handle(actor, draft.case))
    if draft.state != DraftState.READ:
        raise DraftNotRead
    if closes_on < opens_on:
        raise ClosedBeforeOpened(first=opens_on, last=closes_on)
    DraftVersion.objects.filter(id=draft.id).update(
        opens_on=opens_on, closes_on=closes_on, published_at=draft.published_at or now
    )
    record(actor, "draft.published", draft.case, at=now, organisation_id=draft.case.lead_id)
    count_steps(draft.case)


@db.transaction
def close_to_public(*, actor: Actor, draft: DraftVersion, now: datetime) -> None:
    """Take no more opinions from today on; the text stays public."""
    access.require(access.may_handle(actor, draft.case))
    today = timezone.localtime(now).date()
    closing = DraftVersion.objects.filter(id=draft.id, closes_on__gte=today)
    yesterday = date.fromordinal(today.toordinal() - 1)
    closing.update(closes_on=yesterday, opens_on=min(draft.opens_on or yesterday, yesterday))
    record(actor, "draft.closed", draft.case, at=now, organisation_id=draft.case.lead_id)
