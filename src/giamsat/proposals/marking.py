"""Which activities supervise key cadres or take up a hot issue.

By the words of titles and by what proposals say.
"""

from collections.abc import Iterable

from giamsat.proposals.models import Programme, Proposal
from giamsat.rulebooks import load_programme_rules

_OUTSIDE = "mac-dinh"  # whose words count for what is in no programme


class Marking:
    """The marks of activities of some programmes, and of cases outside any.

    Two queries whatever their number.
    """

    def __init__(self, programmes: Iterable[int | None] = ()) -> None:
        chosen = {one for one in programmes if one}
        self._outside = load_programme_rules(_OUTSIDE)
        named = (
            dict(Programme.objects.filter(id__in=chosen).values_list("id", "rulebook"))
            if chosen
            else {}
        )
        self._rules = {one: load_programme_rules(code) for one, code in named.items()}
        rows = (
            Proposal.objects.filter(programme_id__in=chosen).order_by()
            if chosen
            else Proposal.objects.none()
        )
        self._said = {
            (programme, code): self._rules[programme].marks_in(
                f"{title} {note}", is_hot=bool(evidence)
            )
            for programme, code, title, note, evidence in rows.values_list(
                "programme_id", "code", "title", "note", "hot_issue_evidence"
            )
        }

    def of(self, title: str, programme: int | None = None, codes: Iterable[str] = ()) -> set[str]:
        """Of one activity: its title and the proposals it was made from."""
        rules = self._rules[programme] if programme else self._outside
        return rules.marks_in(title).union(
            *(self._said.get((programme or 0, code), set()) for code in codes)
        )
