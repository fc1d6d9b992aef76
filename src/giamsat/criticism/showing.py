"""The job that reads a file of opinions for a person to look at, before any of it is taken in."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from giamsat.criticism.door import OPINIONS
from giamsat.criticism.files import UnreadableOpinionFile
from giamsat.criticism.importing import Trouble, good_rows, in_both_languages, read_file
from giamsat.criticism.models import OpinionFile
from giamsat.criticism.opinion_rows import OpinionRow
from giamsat.criticism.states import FILE_MOVES, OpinionFileState
from giamsat.foundation.moves import by_job
from giamsat.jobs.handlers import Handle
from giamsat.sheets.keeping import (
    keep_understanding,
    known_forms,
    owner_of,
    remember,
    understanding_of,
)

_SHOWN = 40  # opinions
_LETTERS = 400
_BY_SHOWING = by_job("read-opinions")


def show_file(handle: Handle) -> None:
    """Read the job's file and keep what would be taken, and what would not and why."""
    file = OpinionFile.objects.select_related("draft__case").get(id=handle.job.subject_id)
    handle.step("opinions-reading")
    understanding = understanding_of(OPINIONS, file.id)
    owner = owner_of(file.draft.case.lead_id)
    try:
        read = read_file(file)
    except UnreadableOpinionFile as refusal:
        with transaction.atomic():
            handle.still_held()
            keep_understanding(understanding, refusal.tables, known_forms(OPINIONS, [owner]))
            FILE_MOVES.put_all(
                OpinionFile.objects.filter(id=file.id),
                OpinionFileState.UNREADABLE,
                _BY_SHOWING,
                trouble=refusal.sentence("vi"),
                trouble_en=refusal.sentence("en"),
            )
        return
    problems: list[Trouble] = []
    count, first = _counted(good_rows(read.rows, problems))
    with transaction.atomic():
        handle.still_held()
        remember(understanding, owner, seen_in=file.file_name, now=timezone.now())
        keep_understanding(understanding, read.tables, known_forms(OPINIONS, [owner]))
        FILE_MOVES.put_all(
            OpinionFile.objects.filter(id=file.id),
            OpinionFileState.SHOWN,
            _BY_SHOWING,
            found=count,
            first_rows=first,
            problems=in_both_languages(problems),
            trouble="",
            trouble_en="",
        )


def _counted(rows: Iterable[OpinionRow]) -> tuple[int, list[dict[str, Any]]]:
    """How many opinions there are, and the first of them."""
    count = 0
    first: list[dict[str, Any]] = []
    for row in rows:
        count += 1
        if len(first) < _SHOWN:
            first.append(
                {
                    "no": row.no,
                    "sheet": row.sheet,
                    "who": row.who,
                    "anchor": row.anchor,
                    "text": row.text[:_LETTERS],
                }
            )
    return count, first
