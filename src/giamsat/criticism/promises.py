"""What was accepted, beside the text of the next version: "accepted, but the provision did not change" is said aloud."""

from django.db.models import Q

from giamsat.criticism.models import DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.states import ChangeKind, Decision, DraftState, Promise
from giamsat.foundation import transactions as db

_CHANGED = (ChangeKind.MODIFIED, ChangeKind.ADDED)


@db.transaction_required
def check_promises(draft: DraftVersion, groups: "list[int] | None" = None) -> None:
    """Judge every accepted answer of a version; a set of updates, whatever the number of groups.

    A promise is kept when the provision (or one inside it) has other words, is gone, or when the place the drafter
    named is new or has other words.
    """
    rows = OpinionGroup.objects.filter(draft=draft)
    if groups is not None:
        rows = rows.filter(id__in=groups)
    promised = Q(answer__decision__in=(Decision.ACCEPTED, Decision.PARTLY))
    rows.exclude(promised).exclude(promise="").update(promise="")
    following = (
        DraftVersion.objects.filter(case=draft.case_id, no__gt=draft.no, state=DraftState.READ)
        .order_by("no")
        .first()
    )
    if following is None:
        rows.filter(promised).update(promise=Promise.WAITING)
        return
    changed, places = _changed(draft, following)
    verdicts: dict[str, list[int]] = {}
    for group, provision, place in rows.filter(promised).values_list(
        "id", "provision", "answer__place"
    ):
        verdict: Promise
        if place and place not in places:
            verdict = Promise.NO_PLACE
        elif place:
            verdict = Promise.KEPT if places[place] else Promise.UNCHANGED
        else:
            verdict = (
                Promise.NOT_SAID
                if provision is None
                else Promise.KEPT
                if provision in changed
                else Promise.UNCHANGED
            )
        verdicts.setdefault(verdict, []).append(group)
    for told, some in verdicts.items():
        for begin in range(0, len(some), 500):
            OpinionGroup.objects.filter(id__in=some[begin : begin + 500]).update(promise=told)


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
