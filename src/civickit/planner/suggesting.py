"""What would lift a missed minimum.

A suggestion is tried around the plan, everything else held still: what helps there helps in the
whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from civickit.planner.facts import CRITICISM, HOT_ISSUE, KEY_CADRE, SUPERVISION, ProposalFacts
from civickit.planner.items import Item
from civickit.planner.limits import LimitKey, limit_keys
from civickit.planner.program import Program
from civickit.planner.separating import clashes_of
from civickit.planner.surroundings import MinimumKey, Surroundings
from civickit.planner.yearplan import Reached

_TRY_SECONDS = 1.0
_RAISE = {"visits": "MORE_VISITS", "activities": "MORE_ACTIVITIES"}


@dataclass(frozen=True)
class Suggestion:
    """A change that was tried and lets one more minimum be met."""

    code: str  # MORE_VISITS, MORE_ACTIVITIES, WIDER_WINDOW, MORE_PROPOSALS
    subject: str
    which: str | int
    minimum: str = ""


class Trials:
    """Tries changes around one solution."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.solution = around.solution

    def suggest(
        self, reached: Reached, registered: int, limits: Sequence[LimitKey], own: Sequence[int]
    ) -> Iterable[Suggestion]:
        """What meets one more of a minimum.

        One more where a limit of the conflict binds, a wider window for one of its ``own`` items,
        more proposals where too few are ``registered``.
        """
        for kind, subject, which in limits:
            if self._helps(own, more={(kind, subject, which): 1}):
                yield Suggestion(_RAISE[kind], subject, which)
        for number in own:
            if number not in self.solution.placed and not self.solution.items[number].fixed:
                wider = self._widened(number)
                if wider and self._helps(own, swapped={number: wider}):
                    code = self.solution.items[number].proposals[0].id
                    yield Suggestion("WIDER_WINDOW", code, "")
        lack = reached.needed - registered
        if lack > 0 and self._helps(own, swapped={-1: self._another(reached)}):
            yield Suggestion("MORE_PROPOSALS", reached.body, lack, reached.minimum)

    def _another(self, reached: Reached) -> Item:
        """A proposal the organisation could still make: one day, at nobody's door, at any time."""
        year = self.solution.instance.year
        proposal = ProposalFacts(
            id="",
            organisation=reached.body,
            title="",
            kind=CRITICISM if reached.minimum == CRITICISM else SUPERVISION,
            units=(),
            earliest=date(year, 1, 1),
            latest=date(year, 12, 31),
            duration=1,
            key_cadre=reached.minimum == KEY_CADRE,
            hot_issue=reached.minimum == HOT_ISSUE,
        )
        item = Item((proposal,), (reached.body,), ())
        self.solution.days.set_choices(item)
        return item

    def _widened(self, number: int) -> Item | None:
        """The item with the whole year to choose from; None when that gives it no more choice."""
        item, year = self.solution.items[number], self.solution.instance.year
        first, last = date(year, 1, 1), date(year, 12, 31)
        proposals = tuple(
            replace(proposal, earliest=first, latest=last, pinned_month=None)
            for proposal in item.proposals
        )
        wider = Item(proposals, item.bodies, item.units)
        self.solution.days.set_choices(wider)
        return wider if len(wider.choices) > len(item.choices) else None

    def _helps(
        self,
        own: Sequence[int],
        *,
        more: Mapping[LimitKey, int] | None = None,
        swapped: Mapping[int, Item] | None = None,
    ) -> bool:
        """Re-plan the neighbourhood with more room or other items, all else held where it is."""
        solution, around = self.solution, self.around
        items = {number: solution.items[number] for number in own} | dict(swapped or {})
        free = self._free(items)
        local = [items[n] if n in items else solution.items[n] for n in free]
        used, planned = self._without(free)
        needed = self._needed({body for item in local for body in item.bodies}, planned)
        limits = replace(around.limits, used=used, more=more or {})
        program = Program(local, limits, needed, clashes_of(local, solution.days))
        program.must_place(
            n for n, item in enumerate(local) if item.choices and (item.commissioned or item.fixed)
        )
        met = sum(min(left, around.planned[key] - planned[key]) for key, left in needed.items())
        program.require(program.met_columns(), [1.0] * len(program.minimums), low=met + 1)
        return program.solve({}, seconds=_TRY_SECONDS).status in ("optimal", "feasible")

    def _without(self, numbers: Sequence[int]) -> tuple[Counter[LimitKey], Counter[MinimumKey]]:
        """What is used and what is planned when these items are taken out."""
        used, planned = Counter(self.around.used), Counter(self.around.planned)
        for number in numbers:
            placed = self.solution.placed.get(number)
            if placed:
                item = placed.item
                used.subtract(limit_keys(item, placed.months))
                planned.subtract((body, name) for body in item.bodies for name in item.counts_for)
        return used, planned

    def _free(self, items: Mapping[int, Item]) -> list[int]:
        """These items, and those in the plan that share a limit with them."""
        keys = {
            key
            for item in items.values()
            for months in item.choices
            for key in limit_keys(item, months)
        }
        partners = (n for number in items for n in self.around.partners.get(number, ()))
        touching = (number for key in keys for number in self.around.touching.get(key, ()))
        sharing = chain(touching, partners)
        return sorted({*items, *(n for n in sharing if n in self.solution.placed)})

    def _needed(self, bodies: set[str], planned: Counter[MinimumKey]) -> dict[MinimumKey, int]:
        """What is still needed of each minimum beside what is ``planned`` elsewhere."""
        rules = self.solution.instance.rules
        return {
            (body, name): left
            for body in sorted(bodies)
            for name in rules.minimums
            if (left := rules.needed(body, name) - planned[body, name]) > 0
        }
