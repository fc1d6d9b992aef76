"""Why a minimum is missed: the smallest set of requirements that cannot hold together.

A set is found in a small part of the programme (leaving requirements out can only make it easier,
so a part that cannot hold proves that the whole cannot), narrowed to what cannot hold even in
fractions (Farkas' lemma), made minimal by QuickXplain (Junker 2004, "Preferred explanations and
relaxations for over-constrained problems"), and checked again.
"""

import time
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from civickit.planner.items import Item
from civickit.planner.limits import LimitKey
from civickit.planner.program import Program
from civickit.planner.separating import Clash, clashes_of
from civickit.planner.solving import Solution
from civickit.planner.suggesting import Suggestion, Trials
from civickit.planner.surroundings import Surroundings
from civickit.planner.yearplan import Reached

_ROUNDS = 8  # how far from the missed minimum requirements are gathered
_MOST = 1000  # requirements gathered at most
_SOLVE_SECONDS = 5.0
_LIMITS = ("visits", "activities")
_NeedKey = tuple[str, str | int]


@dataclass(frozen=True)
class Requirement:
    """One thing that must hold: a minimum, a commission, a limit, or two held at different times.

    ``subject`` and ``which`` identify it: an organisation and the minimum, a proposal and the
    number of its item, a unit and the quarter, an organisation and the month, two proposals.
    """

    kind: str  # minimum, commission, visits, activities, apart
    subject: str
    which: str | int
    amount: int

    @property
    def limit(self) -> LimitKey | None:
        """The limit it is; None for a minimum and a commission."""
        return (self.kind, self.subject, int(self.which)) if self.kind in _LIMITS else None


@dataclass(frozen=True)
class Conflict:
    """A missed minimum with the requirements that stand against it.

    ``registered`` counts the organisation's own proposals toward it, ``blocked`` are those of them
    that have no possible day at all; ``minimal`` once proved and checked again.
    """

    reached: Reached
    registered: int
    requirements: tuple[Requirement, ...] = ()
    blocked: tuple[Item, ...] = ()
    minimal: bool = True
    suggestions: tuple[Suggestion, ...] = ()


class Explainer:
    """Explains the missed minimums of one solution."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.around = Surroundings(solution)
        self.trials = Trials(self.around)

    def explain(self, *, seconds: float) -> list[Conflict]:
        """A conflict for every missed minimum, in order of organisation and name.

        Those that ``seconds`` of processor time do not allow for are said to be not minimal.
        """
        ends = time.process_time() + seconds
        return [
            self._explain(reached, quick=time.process_time() > ends)
            for reached in self.solution.missed
        ]

    def _explain(self, reached: Reached, *, quick: bool) -> Conflict:
        items = self.solution.items
        own = self.around.toward[reached.body, reached.minimum]
        able = [number for number in own if items[number].choices]
        missed = Requirement("minimum", reached.body, reached.minimum, reached.planned + 1)
        conflict = Conflict(
            reached,
            registered=sum(
                proposal.organisation == reached.body
                for number in own
                for proposal in items[number].proposals
            ),
            requirements=(missed,),
            blocked=tuple(items[number] for number in own if not items[number].choices),
        )
        if len(able) <= reached.planned:
            return conflict if quick else self._with_suggestions(conflict, own)
        gathered = None if quick else self._gather(missed)
        if gathered is None:
            return replace(conflict, minimal=False)
        smallest = self._smallest([missed], gathered)
        conflict = replace(conflict, requirements=tuple(smallest), minimal=not self.holds(smallest))
        return self._with_suggestions(conflict, able)

    def _with_suggestions(self, conflict: Conflict, own: Sequence[int]) -> Conflict:
        limits = [one.limit for one in conflict.requirements if one.limit]
        suggestions = self.trials.suggest(conflict.reached, conflict.registered, limits, own)
        return replace(conflict, suggestions=tuple(suggestions))

    def holds(self, requirements: Sequence[Requirement]) -> bool:
        """Whether these requirements alone can hold together."""
        program, _ = self._program(requirements)
        return program.solve({}, seconds=_SOLVE_SECONDS).status != "infeasible"

    def _items_for(self, requirements: Iterable[Requirement]) -> list[int]:
        numbers: set[int] = set()
        for requirement in requirements:
            if requirement.kind == "minimum":
                toward = self.around.toward[requirement.subject, str(requirement.which)]
                numbers.update(n for n in toward if self.solution.items[n].choices)
            elif requirement.kind == "commission":
                numbers.add(int(requirement.which))
        return sorted(numbers)

    def _clashes(
        self, items: Sequence[Item], apart: Container[tuple[object, object]]
    ) -> list[Clash]:
        """Pairs of the items that are to be held apart by one of these requirements."""
        if not apart:
            return []
        clashes = clashes_of(items, self.solution.days)
        return [clash for clash in clashes if (clash.apart.one, clash.apart.other) in apart]

    def _program(
        self, requirements: Sequence[Requirement]
    ) -> tuple[Program, dict[int, Requirement]]:
        """The small programme of these requirements alone, and which row states which of them."""
        numbers = self._items_for(requirements)
        limits = {stated.limit: stated for stated in requirements if stated.limit}
        items = [self.solution.items[number] for number in numbers]
        apart = {
            (stated.subject, stated.which): stated
            for stated in requirements
            if stated.kind == "apart"
        }
        clashes = self._clashes(items, apart)
        only = replace(self.around.limits, only=frozenset(limits))
        program = Program(items, only, {}, clashes)
        rows = {row: limits[key] for row, key in program.limit_rows.items() if key in limits}
        rows |= {row: apart[key.one, key.other] for row, key in program.apart_rows.items()}
        place = {number: n for n, number in enumerate(numbers)}
        for requirement in requirements:
            if requirement.limit or requirement.kind == "apart":
                continue
            rows[program.row_count] = requirement
            if requirement.kind == "minimum":
                minimum = (requirement.subject, str(requirement.which))
                program.must_meet({minimum: requirement.amount})
            else:
                program.must_place([place[int(requirement.which)]])
        return program, rows

    def _gather(self, missed: Requirement) -> list[Requirement] | None:
        """Requirements around the missed minimum that cannot hold together with it.

        None when they lie too far apart.
        """
        first: _NeedKey = (missed.subject, missed.which)
        needs: dict[_NeedKey, Requirement] = {first: missed}
        for _ in range(_ROUNDS):
            numbers = self._items_for(needs.values())
            touched = Counter(key for number in numbers for key in self.around.keys[number])
            tight = [
                Requirement(*key, amount=self.around.limits.most(key))
                for key in sorted(touched)
                if touched[key] > self.around.room(key)
            ]
            tight += self._apart({*numbers})
            if not self.holds([*needs.values(), *tight]):
                return [*(need for key, need in needs.items() if key != first), *tight]
            rivals = {number for key in touched for number in self.around.touching[key]}
            rivals |= {n for number in numbers for n in self.around.partners.get(number, ())}
            for number in sorted(rivals):
                for key, need in self._needs_of(number):
                    needs.setdefault(key, need)
            if len(needs) > _MOST:
                return None
        return None

    def _apart(self, numbers: set[int]) -> list[Requirement]:
        """Decisions about two of these items of which some choices would meet."""
        return [
            Requirement("apart", clash.apart.one, clash.apart.other, 1)
            for clash in self.solution.clashes
            if clash.choices and {clash.one, clash.other} <= numbers
        ]

    def _needs_of(self, number: int) -> Iterable[tuple[_NeedKey, Requirement]]:
        """What stands behind an item: its commission, and the minimums it helps to meet."""
        item = self.solution.items[number]
        if item.commissioned or item.fixed:
            code = item.proposals[0].id
            yield (code, number), Requirement("commission", code, number, 1)
        for body in item.bodies:
            for name in item.counts_for:
                needed = self.solution.instance.rules.needed(body, name)
                kept = min(self.around.planned[body, name], needed)
                if kept:
                    yield (body, name), Requirement("minimum", body, name, kept)

    def _smallest(
        self, background: Sequence[Requirement], candidates: list[Requirement]
    ) -> list[Requirement]:
        """QuickXplain: a subset of the candidates of which none can be left out.

        Limits are dropped last, they explain most.
        """
        ordered = sorted(
            self._fewer(background, candidates),
            key=lambda requirement: (
                requirement.limit is None,
                requirement.subject,
                str(requirement.which),
            ),
        )
        if not ordered:
            return list(background)
        return [*background, *self._divide(list(background), ordered, added=False)]

    def _divide(
        self, base: list[Requirement], rest: list[Requirement], *, added: bool
    ) -> list[Requirement]:
        """Those of ``rest`` that are needed for ``base`` not to hold."""
        if added and not self.holds(base):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        left, right = rest[:half], rest[half:]
        from_right = self._divide(base + left, right, added=bool(left))
        from_left = self._divide(base + from_right, left, added=bool(from_right))
        return from_left + from_right

    def _fewer(
        self, background: Sequence[Requirement], candidates: list[Requirement]
    ) -> list[Requirement]:
        """The candidates that cannot hold even in fractions: one solve instead of many."""
        program, rows = self._program([*background, *candidates])
        contradicting = program.contradicting_rows()
        if contradicting is None:
            return candidates
        kept = {rows[row] for row in contradicting if row in rows}
        fewer = [candidate for candidate in candidates if candidate in kept]
        return candidates if self.holds([*background, *fewer]) else fewer
