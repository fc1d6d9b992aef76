"""The job that takes a file of opinions in: in batches, each kept whole.

Begun again it doubles nothing.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from giamsat.criticism.batches import batched
from giamsat.criticism.door import OPINIONS
from giamsat.criticism.files import OpinionsRead, UnreadableOpinionFile, read_opinions
from giamsat.criticism.models import DraftOpinion, DraftVersion, OpinionFile, OpinionSender
from giamsat.criticism.opinion_rows import OpinionRow
from giamsat.criticism.placing import Placer
from giamsat.criticism.states import FILE_MOVES, OpinionFileState, Who
from giamsat.criticism.taking import LONGEST_KEPT, Statement
from giamsat.files.storing import content_of
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import by_job
from giamsat.foundation.words import LANGUAGES, Words
from giamsat.intake.senders import Sender
from giamsat.intake.words import tidy
from giamsat.jobs import queue
from giamsat.jobs.handlers import Handle
from giamsat.organisations.actors import SYSTEM
from giamsat.sheets.keeping import (
    as_forms,
    forget_values,
    forms_to_read_with,
    known_forms,
    owner_of,
    understanding_of,
)

Trouble = tuple[int, Words]  # the row of a file, and why it could not be taken
_NOT_FOUND = Words(
    "không tìm thấy nội dung tệp đã lưu", "what the file held is not where it was kept"
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
    """Take the job's file in as it was shown, then ask for grouping."""
    file = OpinionFile.objects.select_related("draft__case").get(id=handle.job.subject_id)
    handle.step("opinions-reading")
    try:
        read = read_file(file)
    except UnreadableOpinionFile as refusal:
        with transaction.atomic():
            handle.still_held()
            FILE_MOVES.put_all(
                OpinionFile.objects.filter(id=file.id),
                OpinionFileState.UNREADABLE,
                _BY_TAKING,
                trouble=refusal.sentence("vi"),
                trouble_en=refusal.sentence("en"),
            )
        return
    _take_rows(handle, file, read.rows)


def read_file(file: OpinionFile) -> OpinionsRead:
    """A file read as it was said. Raises UnreadableOpinionFile."""
    understanding = understanding_of(OPINIONS, file.id)
    known = known_forms(OPINIONS, [owner_of(file.draft.case.lead_id)])
    forms = as_forms(forms_to_read_with(known, understanding))
    try:
        return read_opinions(file.file_name, content_of(file.sha256), forms)
    except FileNotFoundError as error:
        raise UnreadableOpinionFile(name=file.file_name, why=_NOT_FOUND) from error


def _take_rows(handle: Handle, file: OpinionFile, rows: Iterable[OpinionRow]) -> None:
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
        _tell(file, done, problems)
        queue.ask_again(SYSTEM, "group-opinions", file.draft_id, now=timezone.now())


def in_both_languages(problems: Iterable[Trouble]) -> list[list[Any]]:
    """What could not be taken, as it is kept on the file's row."""
    some = list(problems)[:_MOST_PROBLEMS]
    return [[no, {lang: words.sentence(lang) for lang in LANGUAGES}] for no, words in some]


@db.transaction_required
def _tell(file: OpinionFile, done: int, problems: list[Trouble]) -> None:
    """Say on the file's row what became of it, and count its opinions on the version."""
    taken = DraftOpinion.objects.filter(file=file).count()
    FILE_MOVES.put_all(
        OpinionFile.objects.filter(id=file.id),
        OpinionFileState.READ,
        _BY_TAKING,
        problems=in_both_languages(problems),
        first_rows=[],
        taken=taken,
        doubled=max(0, done - len(problems) - taken),
    )
    DraftVersion.objects.filter(id=file.draft_id).update(opinions=F("opinions") + taken)
    forget_values(understanding_of(OPINIONS, file.id))


@db.transaction_required
def keep_rows(
    draft: DraftVersion,
    rows: Iterable[OpinionRow],
    placer: Placer,
    problems: list[Trouble],
    *,
    now: datetime,
    source: str,
    file: OpinionFile | None = None,
    seed: str = "",
) -> int:
    """Keep rows that say something; the same row of the same file is kept once.

    How many were new.
    """
    seed = file.sha256 if file else seed
    made: dict[uuid.UUID, tuple[DraftOpinion, OpinionRow]] = {}
    for row in good_rows(rows, problems):
        place = f"{row.sheet}:{row.no}" if row.sheet else str(row.no)
        place = f"{place}.{row.part}" if row.part else place
        key = uuid.uuid5(_SPACE, f"{draft.id}:{row.id or f'{seed}:{place}'}")
        opinion = _opinion(row, placer)
        opinion.draft, opinion.file = draft, file
        opinion.key, opinion.source, opinion.received_at = key, source, now
        made[key] = (opinion, row)
    there = set(DraftOpinion.objects.filter(key__in=list(made)).values_list("key", flat=True))
    fresh = [pair for key, pair in made.items() if key not in there]
    DraftOpinion.objects.bulk_create([opinion for opinion, _row in fresh], 1_000)
    OpinionSender.objects.bulk_create(_senders(fresh), 1_000)
    return len(fresh)


def _opinion(row: OpinionRow, placer: Placer) -> DraftOpinion:
    """What a row says, at the provision it names."""
    provision, state, candidates = placer.place(row.anchor)
    statement = _statement(row)
    return DraftOpinion(
        provision_id=provision,
        who_type=row.who_type,
        who=tidy(statement.who)[:300],
        who_key=statement.who_key,
        anchor=tidy(row.anchor)[:300],
        anchor_state=state,
        candidates=candidates,
        stance=row.stance,
        text=row.text,
    )


def _statement(row: OpinionRow) -> Statement:
    """A row as somebody said it.

    An organisation under its open name, a person as a sender to be sealed.
    """
    if row.who_type == Who.ORGANISATION:
        return Statement(row.text, row.stance, who_type=row.who_type, who=row.who)
    return Statement(row.text, row.stance, sender=Sender(row.who, row.contact))


def good_rows(rows: Iterable[OpinionRow], problems: list[Trouble]) -> Iterator[OpinionRow]:
    """Rows that say something; ``problems`` fills with the others as they are met."""
    for row in rows:
        text = tidy(row.text)
        if row.problem or not text:
            problems.append((row.no, _on_sheet(row, row.problem or _NO_TEXT)))
        elif len(text) > LONGEST_KEPT:
            problems.append((row.no, _TOO_LONG.of(n=len(text), most=LONGEST_KEPT)))
        else:
            yield replace(row, text=text)


def _on_sheet(row: OpinionRow, words: Words) -> Words:
    if not row.sheet:
        return words
    return Words(f"“{row.sheet}”: {words.vi}", f"“{row.sheet}”: {words.en}")


def _senders(fresh: Iterable[tuple[DraftOpinion, OpinionRow]]) -> Iterator[OpinionSender]:
    for opinion, row in fresh:
        if sender := _statement(row).sender:
            yield OpinionSender(opinion=opinion, sealed=sender.sealed())
