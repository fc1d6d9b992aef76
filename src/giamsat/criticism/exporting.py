"""The job that writes the table "tiếp thu, giải trình" as workbook and Word.

Memory does not grow with the opinions.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from civickit.rendering.acceptance import (
    Acceptance,
    AcceptanceRow,
    acceptance_docx,
    acceptance_xlsx,
    senders,
)
from giamsat.criticism.batches import batched
from giamsat.criticism.models import CriticismExport, DraftOpinion, DraftVersion, OpinionGroup
from giamsat.files.storing import store
from giamsat.jobs.handlers import Handle

_BATCH = 500
_MOST_WORDINGS = 20  # further wordings of one point
_MOST_NAMES = 6


def write_export(handle: Handle) -> None:
    """Write the job's table from what stands now."""
    export = CriticismExport.objects.select_related("draft__case").get(id=handle.job.subject_id)
    draft = export.draft
    count = OpinionGroup.objects.filter(draft=draft).count()
    handle.step("table-xlsx")
    about = about_of(draft, count)
    xlsx = acceptance_xlsx(about, points_of(draft))
    handle.step("table-docx")
    docx = acceptance_docx(about, points_of(draft))
    with transaction.atomic():
        handle.still_held()
        now = timezone.now()
        CriticismExport.objects.filter(id=export.id).update(
            made_at=now,
            points=count,
            xlsx_sha256=store(xlsx, now=now),
            docx_sha256=store(docx, now=now),
        )


def about_of(draft: DraftVersion, count: int) -> Acceptance:
    """The head of the table."""
    units = "; ".join(draft.case.units.order_by("id").values_list("name", flat=True))
    title = draft.title or draft.case.title
    return Acceptance(
        title,
        units,
        f"Bản dự thảo thứ {draft.no}. Cơ quan soạn thảo: {units or '……'}. {draft.opinions} ý "
        f"kiến, {count} nội dung.",
    )


def points_of(draft: DraftVersion) -> Iterator[AcceptanceRow]:
    """Points in the order of the draft, the most told first; names of citizens never stand here."""
    rows = (
        OpinionGroup.objects.filter(draft=draft)
        .select_related("answer", "provision")
        .order_by("place", "-size", "id")
    )
    for groups in batched(rows.iterator(_BATCH), _BATCH):
        wordings, bodies = _said_in([group.id for group in groups])
        for group in groups:
            names = list(bodies.get(group.id, ()))
            others = [words for words in wordings.get(group.id, ()) if words != group.wording]
            yield AcceptanceRow(
                path=group.path or None,
                provision=group.provision.words if group.provision else "",
                text=group.wording,
                who=senders(group.people, group.organisations, names),
                answer=_answered(group),
                follows=_follows(group),
                wordings=tuple(others[:_MOST_WORDINGS]),
            )


def _said_in(groups: list[int]) -> tuple[dict[int, dict[str, None]], dict[int, dict[str, None]]]:
    """Different wordings and names of organisations of some groups; one query, read as a stream."""
    wordings: dict[int, dict[str, None]] = defaultdict(dict)
    bodies: dict[int, dict[str, None]] = defaultdict(dict)
    rows = DraftOpinion.objects.filter(group__in=groups).order_by("group", "id")
    for group, who, text in rows.values_list("group", "who", "text").iterator(2_000):
        assert group is not None  # those of the groups alone were asked for
        if len(wordings[group]) <= _MOST_WORDINGS:
            wordings[group][text] = None
        if who and len(bodies[group]) < _MOST_NAMES:
            bodies[group][who] = None
    return wordings, bodies


def _answered(group: OpinionGroup) -> str:
    if group.answer is None:
        return ""
    told = group.answer.get_decision_display()
    return f"{told}. {group.answer.reason}".strip() if group.answer.reason else f"{told}."


def _follows(group: OpinionGroup) -> str:
    place = group.answer.place if group.answer else ""
    return "; ".join(words for words in (place, group.promise_in_public) if words)
