"""What was accepted, beside the text of the next version.

What the machine finds, never what it accuses of.

That a promise was not kept is said by a person who has looked (``Promise.NOT_KEPT``).
"""

from collections.abc import Container
from functools import cached_property

from django.db.models import Q

from giamsat.criticism.batches import batched
from giamsat.criticism.models import DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.placing import Placer
from giamsat.criticism.states import ChangeKind, Decision, DraftState, Promise
from giamsat.foundation import transactions as db

_CHANGED = (ChangeKind.MODIFIED, ChangeKind.ADDED)


def version_after(draft: DraftVersion) -> DraftVersion | None:
    """The next version that was read."""
    later = DraftVersion.objects.filter(case=draft.case_id, no__gt=draft.no, state=DraftState.READ)
    return later.order_by("no").first()


@db.transaction_required
def check_promises(draft: DraftVersion, groups: "list[int] | None" = None) -> None:
    """Look at every accepted answer of a version that no person has judged; a set of updates.

    With ``groups``, whose answer is new, what a person said of the answer before is forgotten.
    """
    rows = OpinionGroup.objects.filter(draft=draft)
    if groups is not None:
        rows = rows.filter(id__in=groups)
        rows.exclude(promise_by_name="").update(promise_by_name="")
    promised = Q(answer__decision__in=(Decision.ACCEPTED, Decision.PARTLY))
    rows.exclude(promised).exclude(promise="").update(promise="")
    following = version_after(draft)
    if following is None:
        rows.filter(promised).update(promise=Promise.WAITING)
        return
    look = _Look(draft, following)
    found: dict[Promise, list[int]] = {}
    open_ones = rows.filter(promised, promise_by_name="")
    columns = ("id", "provision", "path", "answer__place")
    for group, provision, path, place in open_ones.values_list(*columns):
        found.setdefault(look.at(provision, path, place), []).append(group)
    for verdict, judged in found.items():
        for some in batched(judged, 500):
            OpinionGroup.objects.filter(id__in=some).update(promise=verdict)


class _Look:
    """Two versions, and what the second has of the first one's promises."""

    def __init__(self, draft: DraftVersion, following: DraftVersion) -> None:
        self.changed, self.places = _touched(draft, following)
        self.following = following

    @cached_property
    def placer(self) -> Placer:
        """Reads the whole version, which is needed only where the drafter named a place."""
        return Placer(self.following)

    def at(self, provision: int | None, path: str, place: str) -> Promise:
        """What became of a promise about a provision, at the place the drafter named if any."""
        is_changed = provision in self.changed
        if not place:
            if provision is None:
                return Promise.NOT_SAID
            return Promise.KEPT if is_changed else Promise.UNCHANGED
        named = self.placer.named(place, beside=path or None)
        touched = [self.places.get(named_path, False) for named_path in named]
        if all(touched) and touched:
            return Promise.KEPT
        if any(touched) or not touched:  # one of several, or none that is there: a person looks
            return Promise.NO_PLACE
        return Promise.ELSEWHERE if is_changed else Promise.UNCHANGED


def _touched(draft: DraftVersion, following: DraftVersion) -> tuple[set[int], dict[str, bool]]:
    """Provisions of a version with other words in the next.

    With them every address of the next version, and whether it has other words there.
    """
    news = list(
        following.provisions.order_by("place").values_list(
            "place", "parent", "path", "change", "before"
        )
    )
    touched = {place: change in _CHANGED for place, _parent, _path, change, _before in news}
    for place, parent, *_rest in reversed(news):  # what changes inside changes what is around
        if touched[place] and parent is not None:
            touched[parent] = True
    same = {before for place, *_rest, before in news if before and not touched[place]}
    return _not_same(draft, same), {path: touched[place] for place, _parent, path, *_rest in news}


def _not_same(draft: DraftVersion, same: Container[object]) -> set[int]:
    """Provisions with other words or gone, and what they stand in."""
    rows = DraftProvision.objects.filter(draft=draft).order_by("place")
    provisions = list(rows.values_list("id", "place", "parent"))
    by_place = {place: provision for provision, place, _parent in provisions}
    changed: set[int] = set()
    for provision, _place, parent in reversed(provisions):
        if provision in changed or provision not in same:
            changed.add(provision)
            if parent is not None:
                changed.add(by_place[parent])
    return changed
