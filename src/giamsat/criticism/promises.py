"""What was accepted, beside the text of the next version: what the machine finds, never what it accuses of.

That a promise was not kept is said by a person who has looked (``Promise.NOT_KEPT``).
"""

from collections.abc import Mapping
from functools import cached_property

from django.db.models import Q

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
    told = rows.filter(promised, promise_by_name="")
    for group, provision, path, place in told.values_list(
        "id", "provision", "path", "answer__place"
    ):
        found.setdefault(look.at(provision, path, place), []).append(group)
    for verdict, some in found.items():
        for begin in range(0, len(some), 500):
            OpinionGroup.objects.filter(id__in=some[begin : begin + 500]).update(promise=verdict)


class _Look:
    """Two versions, and what the second has of the first one's promises."""

    def __init__(self, draft: DraftVersion, following: DraftVersion) -> None:
        self.changed, self.places = _changed(draft, following)
        self.following = following

    @cached_property
    def placer(self) -> Placer:
        """Reads the whole version, which is needed only where the drafter named a place."""
        return Placer(self.following)

    def at(self, provision: int | None, path: str, place: str) -> Promise:
        """What became of a promise about a provision, kept at a place the drafter named or did not."""
        is_changed = provision in self.changed
        if not place:
            if provision is None:
                return Promise.NOT_SAID
            return Promise.KEPT if is_changed else Promise.UNCHANGED
        named = self.placer.named(place, beside=path or None)
        touched = [_is_touched(self.places, one) for one in named]
        if all(touched) and touched:
            return Promise.KEPT
        if any(touched) or not touched:  # one of several, or none that is there: a person looks
            return Promise.NO_PLACE
        return Promise.ELSEWHERE if is_changed else Promise.UNCHANGED


def _is_touched(places: Mapping[str, bool], path: str) -> bool:
    return places.get(path, False)


def _changed(draft: DraftVersion, following: DraftVersion) -> tuple[set[int], dict[str, bool]]:
    """Provisions of a version with other words in the next, and every address of the next with whether it has."""
    news = list(
        following.provisions.order_by("place").values_list(
            "place", "parent", "path", "change", "before"
        )
    )
    touched = {place: change in _CHANGED for place, _parent, _path, change, _before in news}
    for place, parent, *_rest in reversed(news):  # what changes inside changes what is around
        if touched[place] and parent is not None:
            touched[parent] = True
    same = {
        before for place, _parent, _path, _change, before in news if before and not touched[place]
    }
    changed: set[int] = set()
    olds = list(
        DraftProvision.objects.filter(draft=draft)
        .order_by("place")
        .values_list("id", "place", "parent")
    )
    by_place = {place: one for one, place, _parent in olds}
    for one, _place, parent in reversed(olds):
        if (
            one in changed or one not in same
        ):  # other words, or gone: then what is around has changed too
            changed.add(one)
            if parent is not None:
                changed.add(by_place[parent])
    return changed, {path: touched[place] for place, _parent, path, *_rest in news}
