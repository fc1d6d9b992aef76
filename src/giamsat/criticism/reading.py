"""The job that reads a version of a draft, and reading it again after a person's correction."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.legaltext import Draft, Kind, Line, Problem, UnreadableDraft, read_lines
from civickit.legaltext.comparing import match_versions
from civickit.legaltext.findings import problem
from civickit.legaltext.opening import open_lines
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.placing import engine_draft, engine_provision
from giamsat.criticism.promises import check_promises
from giamsat.criticism.states import DRAFT_MOVES, AnchorState, ChangeKind, DraftState
from giamsat.files.storing import content_of, store
from giamsat.foundation import transactions as db
from giamsat.foundation.moves import by_job
from giamsat.foundation.words import LANGUAGES
from giamsat.jobs.handlers import Handle
from giamsat.organisations.actors import SYSTEM
from giamsat.supervision.heeding import follow

GROUPS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ATTACHED)
_BATCH = 2_000
_BY_READING = by_job("read-draft")
_FIELDS = (
    "path",
    "kind",
    "number",
    "label",
    "text",
    "body",
    "tables",
    "parent",
    "part",
    "line",
    "depth",
    "unit",
    "before",
    "change",
    "is_moved",
)


def read_version(handle: Handle) -> None:
    """Read the job's version.

    A file that cannot be read is told on the version; the job itself succeeds.
    """
    draft = DraftVersion.objects.get(id=handle.job.subject_id)
    handle.step("draft-reading")
    try:
        lines, problems = open_lines(content_of(draft.sha256))
    except FileNotFoundError:
        return _refuse(handle, draft, problem("NOT_FOUND"))
    except UnreadableDraft as error:
        return _refuse(handle, draft, error.finding)
    read = read_lines(lines, problems)
    with transaction.atomic():
        handle.still_held()
        db.lock(draft.case)
        fields = keep_tree(draft, lines, problems, read, now=timezone.now())
        rows = DraftVersion.objects.filter(id=draft.id)
        DRAFT_MOVES.put_all(rows, DraftState.READ, _BY_READING, **fields)
        link_neighbours(draft)
        follow(actor=SYSTEM, case=draft.case, now=timezone.now())
    return None


def _refuse(handle: Handle, draft: DraftVersion, found: Problem) -> None:
    with transaction.atomic():
        handle.still_held()
        DRAFT_MOVES.put_all(
            DraftVersion.objects.filter(id=draft.id),
            DraftState.UNREADABLE,
            _BY_READING,
            trouble=found.message("vi"),
            trouble_en=found.message("en"),
        )


def lines_of(draft: DraftVersion) -> tuple[list[Line], list[Problem]]:
    """The lines as they stand, corrected by persons, and what the file itself showed."""
    kept = json.loads(content_of(draft.lines_sha256))
    lines = [
        Line(text, tuple(tuple(row) for row in rows), is_plain=is_plain)
        for text, rows, is_plain in kept["lines"]
    ]
    problems = [
        Problem(code, path, tuple((name, value) for name, value in facts))
        for code, path, facts in kept["problems"]
    ]
    return lines, problems


@db.transaction_required
def keep_tree(
    draft: DraftVersion, lines: list[Line], problems: list[Problem], read: Draft, *, now: datetime
) -> dict[str, Any]:
    """Write the tree; opinions and groups of a version that was read before keep their provision.

    Returns what the version then says of itself; when that is written its neighbours are linked.
    """
    kept = {
        "lines": [[line.text, line.rows, line.is_plain] for line in lines],
        "problems": [[finding.code, finding.path, finding.facts] for finding in problems],
    }
    sha256 = store(json.dumps(kept, ensure_ascii=False).encode(), now=now)
    _write_provisions(draft, read)
    found = [
        [finding.code, finding.path, {lang: finding.message(lang) for lang in LANGUAGES}]
        for finding in read.problems
    ]
    return {"title": read.title, "lines_sha256": sha256, "problems": found, "trouble": ""}


@db.transaction_required
def link_neighbours(draft: DraftVersion) -> None:
    """Link a version that was read with the one before, and the one after with it."""
    for version in DraftVersion.objects.filter(
        case=draft.case_id, no__in=(draft.no, draft.no + 1), state=DraftState.READ
    ).order_by("no"):
        link_versions(version)


def _write_provisions(draft: DraftVersion, read: Draft) -> None:
    """New provisions in place of those that were there; one that is the same keeps its row."""
    rows = list(_rows(draft, read))
    before = list(draft.provisions.order_by("place"))
    if not before:
        DraftProvision.objects.bulk_create(rows, _BATCH)
        return
    after = _same_provisions(before, read)
    _free_places(before)
    fresh = [row for row in rows if row.place not in after]
    changed = []
    for row in rows:
        if old := after.get(row.place):
            for name in ("place", *_FIELDS[:12]):
                setattr(old, name, getattr(row, name))
            changed.append(old)
    DraftProvision.objects.bulk_update(changed, ["place", *_FIELDS[:12]], _BATCH)
    DraftProvision.objects.bulk_create(fresh, _BATCH)
    kept = {row.id for row in changed}
    _let_go(draft, [row.id for row in before if row.id not in kept])


def _free_places(rows: Sequence[DraftProvision]) -> None:
    """Let go of all places first, so that rows may change places among themselves."""
    for row in rows:
        row.place += 1_000_000
        row.path = f"~{row.id}"
    DraftProvision.objects.bulk_update(rows, ["place", "path"], _BATCH)


def _let_go(draft: DraftVersion, gone: Sequence[int]) -> None:
    """Opinions about a unit that was none are put before a person again."""
    DraftOpinion.objects.filter(draft=draft, provision__in=gone).update(
        anchor_state=AnchorState.AMBIGUOUS, provision=None
    )
    OpinionGroup.objects.filter(draft=draft, provision__in=gone).update(provision=None, path="")
    DraftProvision.objects.filter(id__in=gone).delete()


def _same_provisions(before: Sequence[DraftProvision], read: Draft) -> dict[int, DraftProvision]:
    """Which row each unit of the corrected text was: new place → row; rows in their order."""
    old = Draft("", [], [engine_provision(row) for row in before], [])
    return {new: before[place] for new, place in match_versions(old, read).items()}


def _rows(draft: DraftVersion, read: Draft) -> Iterable[DraftProvision]:
    depth: list[int] = []
    units: list[int] = []
    for place, provision in enumerate(read.provisions):
        above = provision.parent
        depth.append(0 if above is None else depth[above] + 1)
        is_inner = above is not None and read.provisions[above].kind not in GROUPS
        units.append(units[above] if is_inner and above is not None else place)
        yield DraftProvision(
            draft=draft,
            place=place,
            path=provision.path[:300],
            kind=provision.kind,
            number=provision.number[:20],
            label=provision.label[:60],
            text=provision.text,
            body=provision.body,
            tables=provision.tables,
            parent=above,
            part=provision.part[:300],
            line=provision.line,
            depth=depth[place],
            unit=units[place],
        )


@db.transaction_required
def link_versions(draft: DraftVersion) -> None:
    """Say of every provision what it was in the version before, and what came of its promises."""
    earlier = DraftVersion.objects.filter(
        case=draft.case_id, no=draft.no - 1, state=DraftState.READ
    ).first()
    news = list(draft.provisions.order_by("place"))
    if earlier is None:
        return
    olds = list(earlier.provisions.order_by("place"))
    pairs = match_versions(engine_draft(earlier), engine_draft(draft))
    for place, row in enumerate(news):
        old = olds[pairs[place]] if place in pairs else None
        row.before, row.change = old, _change(old, row)
        above = None if row.parent is None else pairs.get(row.parent)
        row.is_moved = old is not None and above != old.parent
    DraftProvision.objects.bulk_update(news, ["before", "change", "is_moved"], _BATCH)
    check_promises(earlier)


def _change(old: DraftProvision | None, row: DraftProvision) -> ChangeKind:
    """What became of a provision since the version before; None: it was not there."""
    if old is None:
        return ChangeKind.ADDED
    if (old.text, old.body, old.tables) != (row.text, row.body, row.tables):
        return ChangeKind.MODIFIED
    return ChangeKind.SAME if old.path == row.path else ChangeKind.RENUMBERED
