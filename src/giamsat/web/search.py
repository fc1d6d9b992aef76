"""Search across everything a person may see: one question, ranked, a few of each kind."""

from dataclasses import dataclass

from giamsat.foundation.capability import Found, search_kinds
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.searching.finding import find_kinds

_MOST = 15  # of each kind


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    name: str
    rows: list[Found]
    is_cut: bool


def look_for(actor: Actor, words: str) -> list[Group]:
    """Groups that hold something; one query into the index and one more for the rows of each kind found."""
    visible = {
        code: kind.visible(actor)
        for code, kind in search_kinds().items()
        if actor.holds(Permission(kind.needs))
    }
    groups = []
    for code, ids in find_kinds(visible, words, most=_MOST + 1).items():
        if ids:
            kind = search_kinds()[code]
            rows = {row.pk: row for row in visible[code].filter(pk__in=ids[:_MOST])}
            shown = [kind.tell(rows[row_id]) for row_id in ids[:_MOST] if row_id in rows]
            groups.append(Group(str(kind.name), shown, len(ids) > _MOST))
    return groups
