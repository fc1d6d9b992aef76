"""The draft a criticism is about, and what its papers say by themselves."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.text import capfirst

from civickit.legaltext import cited
from giamsat.criticism.models import DraftOpinion, DraftVersion, OpinionGroup
from giamsat.criticism.states import Axis, DraftState, OpinionState, Stance
from giamsat.supervision.models import Case

_MOST_POINTS = 200  # in a paper; the table has all


def latest_draft(case: Case, *, with_opinions: bool = False) -> DraftVersion | None:
    """The newest version that was read.

    The one people spoke about when a later one only came to be compared.
    """
    rows = DraftVersion.objects.filter(case=case, state=DraftState.READ).order_by("-no")
    if with_opinions:
        return rows.filter(opinions__gt=0).first() or rows.first()
    return rows.first()


def criticism_context(case: Case) -> dict[str, Any]:
    """What papers of a criticism name beside what every case has; nothing for a supervision."""
    if not case.is_criticism:
        return {}
    draft = latest_draft(case, with_opinions=True)
    context: dict[str, Any] = {
        "draft_title": draft.title if draft and draft.title else case.title,
        "drafters": [one.name for one in case.units.order_by("id")],
    }
    context["axes"] = [str(one.label) for one in Axis]
    context["units"] = context["drafters"]
    context["draft_no"] = draft.no if draft else 1
    context["draft_letter"] = draft.came_with if draft else ""
    return context | _counted(draft) | _points(draft)


def _counted(draft: DraftVersion | None) -> dict[str, Any]:
    rows = (
        DraftOpinion.objects.filter(draft=draft, state=OpinionState.COUNTED)
        if draft
        else DraftOpinion.objects.none()
    )
    counted = rows.aggregate(
        opinions=Count("id"),
        bodies=Count("who_key", filter=Q(who_type="organisation"), distinct=True),
        public=Count("id", filter=Q(source="public")),
        support=Count("id", filter=Q(stance=Stance.SUPPORT)),
        oppose=Count("id", filter=Q(stance=Stance.OPPOSE)),
        unmarked=Count("id", filter=~Q(stance__in=(Stance.SUPPORT, Stance.OPPOSE))),
    )
    return {f"n_{name}": count for name, count in counted.items()}


def _points(draft: DraftVersion | None) -> dict[str, Any]:
    """The points of a version, those that the criticism document holds, what experts said."""
    rows = (
        OpinionGroup.objects.filter(draft=draft)
        .select_related("answer")
        .order_by("place", "-size", "id")
    )
    chosen = rows.filter(is_left_out=False)
    by_axis = []
    for axis in Axis:
        texts = DraftOpinion.objects.filter(
            draft=draft, axis=axis, state=OpinionState.COUNTED
        ).order_by("id")
        if wordings := list(dict.fromkeys(texts.values_list("text", flat=True)[:20])):
            by_axis.append(
                {"title": str(axis.label), "texts": [in_a_cell(text) for text in wordings]}
            )
    return {
        "points": _first(rows),
        "points_more": max(0, rows.count() - _MOST_POINTS),
        "points_chosen": _first(chosen),
        "chosen_more": max(0, chosen.count() - _MOST_POINTS),
        "by_axis": by_axis,
    }


def _first(rows: "QuerySet[OpinionGroup]") -> list[dict[str, Any]]:
    return [_point(no, group) for no, group in enumerate(rows[:_MOST_POINTS], 1)]


def _point(no: int, point: OpinionGroup) -> dict[str, Any]:
    who = f"{point.size} ý kiến" if point.size > 1 else "01 ý kiến"
    if point.organisations:
        who += f", trong đó {point.organisations:02d} cơ quan, tổ chức"
    return {
        "no": no,
        "path": capfirst(cited(point.path)) or "Ý kiến chung",
        "text": in_a_cell(point.wording),
        "who": who,
    }


def in_a_cell(text: str) -> str:
    """Words of people inside a paper: they make no table, no line and no heading of it."""
    return " ".join(text.replace("|", "/").split())


def sums_of(drafts: Sequence[int]) -> dict[int, dict[str, int]]:
    """Points, points answered and opinions of some versions; one query."""
    rows = OpinionGroup.objects.filter(draft__in=drafts).values("draft").order_by()
    sums = rows.annotate(points=Count("id"), answered=Count("answer"), said=Sum("size"))
    return {
        row["draft"]: {name: row[name] or 0 for name in ("points", "answered", "said")}
        for row in sums
    }
