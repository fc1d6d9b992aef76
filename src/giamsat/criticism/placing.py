"""Provisions that somebody names, found among those of a stored version."""

from civickit.legaltext import Anchor, Anchors, Draft, Kind, Provision, cited
from giamsat.criticism.models import DraftProvision, DraftVersion
from giamsat.criticism.states import AnchorState

_MOST_NEAR = 5  # addresses offered beside one that is not there
_STATES = {
    "ok": AnchorState.OK,
    "ambiguous": AnchorState.AMBIGUOUS,
    "missing": AnchorState.MISSING,
    "wrong": AnchorState.WRONG,
}


def engine_provision(row: DraftProvision) -> Provision:
    """A row as the engines know it."""
    return Provision(
        path=row.path,
        kind=Kind(row.kind),
        number=row.number,
        label=row.label,
        text=row.text,
        parent=row.parent,
        part=row.part,
        line=row.line,
        body=row.body,
        tables=[tuple(tuple(cells) for cells in table) for table in row.tables],
    )


def engine_draft(draft: DraftVersion) -> Draft:
    """A stored version as the engines know it."""
    return Draft(
        draft.title, [], [engine_provision(one) for one in draft.provisions.order_by("place")], []
    )


class Placer:
    """Finds the provision that somebody named, among those of one version."""

    def __init__(self, draft: DraftVersion) -> None:
        self.anchors = Anchors(engine_draft(draft))
        self.ids = dict(draft.provisions.values_list("path", "id"))

    def place(self, anchor: str) -> tuple[int | None, str, list[str]]:
        """The provision's id, what became of the anchor, and what it could be.

        Unclear ones wait.
        """
        found: Anchor = self.anchors.resolve(anchor)
        state = _STATES[found.status]
        sure = self.ids.get(found.path or "") if state == AnchorState.OK else None
        maybe = list(found.candidates[:10]) or ([found.near] if found.near else [])
        return sure, state, [] if sure else maybe

    def named(self, written: str, *, beside: str | None = None) -> list[str]:
        """Every address that words name or may name; none where they name nothing of the version.

        ``beside`` is an address in the text that is spoken of: it tells a decision's article from
        the article of the same number in what the decision issues.
        """
        found = list(self.anchors.resolve(written).candidates)
        if beside is None:
            return found
        return [path for path in found if _text_of(path) == _text_of(beside)] or found

    def near(self, written: str) -> list[str]:
        """What words that name nothing sure may have meant, as people read it."""
        found = self.anchors.resolve(written)
        paths = list(found.candidates[:_MOST_NEAR]) or ([found.near] if found.near else [])
        return list(map(cited, paths))


def _text_of(path: str) -> str:
    """The attached text an address lies in; empty for the draft's own."""
    return path.rpartition(": ")[0]
