"""The job that takes a file of opinions in: in batches, each kept whole; begun again it doubles nothing."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from giamsat.criticism.batches import batched
from giamsat.criticism.files import Row, UnreadableOpinionFile, rows_of
from giamsat.criticism.models import DraftOpinion, DraftVersion, OpinionFile, OpinionSender
from giamsat.criticism.placing import Placer
from giamsat.criticism.states import FILE_MOVES, OpinionFileState, Who
from giamsat.criticism.taking import LONGEST_KEPT, Said
from giamsat.files.storing import content_of
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import by_job
from giamsat.foundation.words import LANGUAGES, Words
from giamsat.intake.senders import Sender
from giamsat.intake.words import tidy
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.organisations.actors import SYSTEM

Trouble = tuple[int, Words]  # the row of a file, and why it could not be taken
_NOT_FOUND = Words(
    "Không tìm thấy nội dung tệp đã lưu.", "What the file held is not where it was kept."
)
_NO_TEXT = Words("không có nội dung góp ý", "there is no opinion in it")
_TOO_LONG = Words(
    "ý kiến dài {n} ký tự, quá {most}; gửi kèm thành tài liệu, ghi tóm tắt ở đây",
    "the opinion is {n} letters long, more than {most}; attach it as a document and sum it up here",
)
_BATCH = 2_000
_BY_TAKING = by_job("take-opinions")
_MOST_PROBLEMS = 500
_SPACE = uuid.UUID("5b8f2f2e-6f0a-4d0c-9d3c-6a1d3a1f7a52")


def take_file_in(handle: Handle) -> None:
    """Take the job's file in, then ask for grouping. A file that cannot be read is told on its row."""
    file = OpinionFile.objects.select_related("draft").get(id=handle.job.subject_id)
    handle.step("opinions-reading")
    try:
        rows = rows_of(file.file_name, content_of(file.sha256))
    except (UnreadableOpinionFile, FileNotFoundError) as error:
        told = error if isinstance(error, UnreadableOpinionFile) else _NOT_FOUND
        with transaction.atomic():
            handle.still_held()
            FILE_MOVES.put_all(
                OpinionFile.objects.filter(id=file.id),
                OpinionFileState.UNREADABLE,
                _BY_TAKING,
                trouble=told.sentence("vi"),
                trouble_en=told.sentence("en"),
            )
        return
    _take_rows(handle, file, rows)


def _take_rows(handle: Handle, file: OpinionFile, rows: Iterable[Row]) -> None:
    """Keep what can be kept, some at a time, and say on the file's row what became of it."""
    placer, done = Placer(file.draft), 0
    problems: list[Trouble] = []
    for some in batched(rows, _BATCH):
        with transaction.atomic():
            handle.still_held()
            keep_rows(
                file.draft,
                some,
                placer,
                problems,
                now=timezone.now(),
                source=file.source,
                file=file,
            )
        done += len(some)
        handle.step("opinions-taking")
    with transaction.atomic():
        handle.still_held()
        taken = DraftOpinion.objects.filter(file=file).count()
        good = done - len(problems)
        FILE_MOVES.put_all(
            OpinionFile.objects.filter(id=file.id),
            OpinionFileState.READ,
            _BY_TAKING,
            problems=[
                [no, {lang: words.sentence(lang) for lang in LANGUAGES}]
                for no, words in problems[:_MOST_PROBLEMS]
            ],
            taken=taken,
            doubled=max(0, good - taken),
        )
        DraftVersion.objects.filter(id=file.draft_id).update(opinions=F("opinions") + taken)
        queue.ask_again(SYSTEM, "group-opinions", file.draft_id, now=timezone.now())


@db.transaction_required
def keep_rows(
    draft: DraftVersion,
    rows: Iterable[Row],
    placer: Placer,
    problems: list[Trouble],
    *,
    now: datetime,
    source: str,
    file: OpinionFile | None = None,
    seed: str = "",
) -> int:
    """Keep rows that say something; the same row of the same file is kept once. How many were new."""
    made: dict[uuid.UUID, tuple[DraftOpinion, Row]] = {}
    for row in _good(rows, problems):
        place = f"{row.sheet}:{row.no}" if row.sheet else row.no
        whole = file.sha256 if file else seed
        key = uuid.uuid5(_SPACE, f"{draft.id}:{row.id or f'{whole}:{place}'}")
        provision, state, candidates = placer.place(row.anchor)
        said = _said(row)
        made[key] = (
            DraftOpinion(
                draft=draft,
                provision_id=provision,
                key=key,
                source=source,
                who_type=row.who_type,
                who=tidy(said.who)[:300],
                who_key=said.who_key,
                anchor=tidy(row.anchor)[:300],
                anchor_state=state,
                candidates=candidates,
                stance=row.stance,
                text=row.text,
                file=file,
                received_at=now,
            ),
            row,
        )
    there = set(DraftOpinion.objects.filter(key__in=list(made)).values_list("key", flat=True))
    fresh = [pair for key, pair in made.items() if key not in there]
    DraftOpinion.objects.bulk_create([one for one, _row in fresh], 1_000)
    OpinionSender.objects.bulk_create(_senders(fresh), 1_000)
    return len(fresh)


def _said(row: Row) -> Said:
    """A row as somebody said it: an organisation under its open name, a person as a sender to be sealed."""
    if row.who_type == Who.ORGANISATION:
        return Said(row.text, row.stance, who_type=row.who_type, who=row.who)
    return Said(row.text, row.stance, sender=Sender(row.who, row.contact))


def _good(rows: Iterable[Row], problems: list[Trouble]) -> Iterator[Row]:
    for row in rows:
        text = tidy(row.text)
        if row.problem or not text:
            problems.append((row.no, _on_sheet(row, row.problem or _NO_TEXT)))
        elif len(text) > LONGEST_KEPT:
            problems.append((row.no, _TOO_LONG.of(n=len(text), most=LONGEST_KEPT)))
        else:
            yield replace(row, text=text)


def _on_sheet(row: Row, words: Words) -> Words:
    if not row.sheet:
        return words
    return Words(f"“{row.sheet}”: {words.vi}", f"“{row.sheet}”: {words.en}")


def _senders(fresh: Iterable[tuple[DraftOpinion, Row]]) -> Iterator[OpinionSender]:
    for one, row in fresh:
        if sender := _said(row).sender:
            yield OpinionSender(opinion=one, sealed=sender.sealed())
