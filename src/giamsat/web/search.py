"""Search across everything a person may see: one question, ranked, a few of each kind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from giamsat.foundation.capability import Found, search_kinds
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.searching.finding import find_kinds

if TYPE_CHECKING:
    from django.db.models import QuerySet

_MOST = 15  # of each kind


@dataclass(frozen=True)
class FoundGroup:
    """What was found of one kind."""

    name: str
    rows: list[Found]
    is_cut: bool


def look_for(actor: Actor, words: str) -> list[FoundGroup]:
    """Groups that hold something.

    One query into the index and one more for the rows of each kind found.
    """
    visible = {
        code: kind.visible(actor)
        for code, kind in search_kinds().items()
        if actor.holds(Permission(kind.needs))
    }
    return [
        _group_of(code, ids, visible[code])
        for code, ids in find_kinds(visible, words, most=_MOST + 1).items()
        if ids
    ]


def _group_of(code: str, ids: list[int], visible: "QuerySet[Any]") -> FoundGroup:
    kind = search_kinds()[code]
    rows = {row.pk: row for row in visible.filter(pk__in=ids[:_MOST])}
    shown = [kind.tell(rows[row_id]) for row_id in ids[:_MOST] if row_id in rows]
    return FoundGroup(str(kind.name), shown, len(ids) > _MOST)
