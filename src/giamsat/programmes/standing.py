"""Where an item of a round stands. Only words count: who said nothing has not agreed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.programmes.models import Conclusion, Position
from giamsat.programmes.states import Outcome, Stance

IN_FAVOUR = (Stance.AGREE, Stance.JOIN)


@dataclass(frozen=True)
class Standing:
    """One activity with what each invited organisation said; ``silent`` are those still awaited."""

    activity: Activity
    positions: dict[int, Position]  # organisation id -> the word that holds
    silent: tuple[Organisation, ...]
    conclusion: Conclusion | None

    @property
    def dissent(self) -> list[Position]:
        """Amendments asked for and refusals."""
        return [one for one in self.positions.values() if one.stance not in IN_FAVOUR]

    @property
    def joining(self) -> list[Position]:
        """Who asked to go along."""
        return [one for one in self.positions.values() if one.stance == Stance.JOIN]

    @property
    def is_agreed(self) -> bool:
        """Everybody invited said yes."""
        return not self.silent and not self.dissent

    @property
    def state(self) -> str:
        """``concluded``, ``agreed``, ``dissent`` or ``waiting``."""
        if self.conclusion:
            return "concluded"
        if self.is_agreed:
            return "agreed"
        return "dissent" if self.dissent else "waiting"

    @property
    def stands(self) -> bool:
        """Whether it can go on as it is.

        Agreed by all, or kept by the chair with dissent on record.
        """
        return self.conclusion.outcome == Outcome.KEPT if self.conclusion else self.is_agreed

    @property
    def needs_ground(self) -> bool:
        """An organisation leads without the Front's word or a law (Law 75/2015 Art. 26.3)."""
        if self.activity.lead.kind == Organisation.Kind.FRONT:
            return False
        if self.conclusion and (
            self.conclusion.lead_ground or self.conclusion.outcome == Outcome.DROPPED
        ):
            return False
        front = [
            word
            for word in self.positions.values()
            if word.organisation.kind == Organisation.Kind.FRONT
        ]
        return not any(word.stance in IN_FAVOUR for word in front)


def _by_activity(positions: Iterable[Position]) -> dict[int, dict[int, Position]]:
    """The word of each organisation on each activity."""
    words: dict[int, dict[int, Position]] = {}
    for word in positions:
        words.setdefault(word.activity_id, {})[word.organisation_id] = word
    return words


def standings(
    activities: Sequence[Activity],
    invited: Iterable[Organisation],
    positions: Iterable[Position],
    conclusions: Iterable[Conclusion],
) -> list[Standing]:
    """Every activity of a round with its standing.

    A body that has been dissolved is no longer waited for.
    """
    awaited = [body for body in invited if body.valid_to is None]
    words = _by_activity(positions)
    concluded = {conclusion.activity_id: conclusion for conclusion in conclusions}
    out = []
    for activity in activities:
        spoken = words.get(activity.id, {})
        silent = tuple(body for body in awaited if body.id not in spoken)
        out.append(Standing(activity, spoken, silent, concluded.get(activity.id)))
    return out
