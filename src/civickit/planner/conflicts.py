"""Why a minimum is missed: the smallest set of requirements that cannot hold together, and what would lift it.

A set is found in a small part of the programme (leaving requirements out can only make it easier, so a part that
cannot hold proves that the whole cannot), narrowed to what cannot hold even in fractions (Farkas' lemma), made minimal
by QuickXplain (Junker 2004, "Preferred explanations and relaxations for over-constrained problems"), and checked
again. A suggestion is tried around the plan, everything else held still: what helps there helps in the whole.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from civickit.planner.facts import CRITICISM, HOT_ISSUE, KEY_CADRE, SUPERVISION, Proposal
from civickit.planner.items import Item
from civickit.planner.planning import Plan, limits_of
from civickit.planner.program import LimitKey, Program, limit_keys

_ROUNDS = 8  # how far from the missed minimum requirements are gathered
_MOST = 1000  # requirements gathered at most
_SOLVE_SECONDS = 5.0
_TRY_SECONDS = 1.0
_LIFTS = {"visits": "MORE_VISITS", "activities": "MORE_ACTIVITIES"}


@dataclass(frozen=True)
class Requirement:
    """One thing that must hold: a minimum, a commission, or a limit. ``subject`` and ``which`` identify it."""

    kind: str  # minimum, commission, visits, activities
    subject: str
    which: str | int
    amount: int


@dataclass(frozen=True)
class Suggestion:
    """A change that was tried and lets one more minimum be met."""

    code: str  # MORE_VISITS, MORE_ACTIVITIES, WIDER_WINDOW, MORE_PROPOSALS
    subject: str
    which: str | int
    minimum: str = ""


@dataclass(frozen=True)
class Conflict:
    """A missed minimum with the requirements that stand against it; ``minimal`` once proved and checked again."""

    body: str
    minimum: str
    needed: int
    planned: int
    registered: int
    requirements: tuple[Requirement, ...] = ()
    blocked: tuple[Item, ...] = ()  # its own proposals that have no possible day at all
    minimal: bool = True
    suggestions: tuple[Suggestion, ...] = field(default=())


class Explainer:
    """Explains the missed minimums of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.limits = limits_of(plan.instance, plan.days)
        self.toward: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.touching: dict[LimitKey, list[int]] = defaultdict(list)
        self.have: dict[tuple[str, str], int] = defaultdict(int)
        self.used: Counter[LimitKey] = Counter(self.limits.used)
        for placed in plan.placed.values():
            self.used.update(limit_keys(placed.item, placed.months))
        self.keys: list[frozenset[LimitKey]] = []
        for i, item in enumerate(plan.items):
            for key in {(body, name) for body in item.bodies for name in item.counts_for}:
                self.toward[key].append(i)
                self.have[key] += i in plan.placed
            self.keys.append(
                frozenset(chain.from_iterable(limit_keys(item, months) for months in item.choices))
            )
            for limit in self.keys[i]:
                self.touching[limit].append(i)

    def _room(self, key: LimitKey) -> int:
        return max(0, self.limits.most(key) - self.limits.used.get(key, 0))

    def explain(self, *, seconds: float) -> list[Conflict]:
        """A conflict for every missed minimum; those the time does not allow for are said to be not minimal."""
        ends = time.process_time() + seconds
        out = []
        for (body, name), (needed, planned) in sorted(self.plan.missed.items()):
            out.append(self._explain(body, name, needed, planned, quick=time.process_time() > ends))
        return out

    def _explain(self, body: str, name: str, needed: int, planned: int, *, quick: bool) -> Conflict:
        own = self.toward[body, name]
        able = [i for i in own if self.plan.items[i].choices]
        blocked = tuple(self.plan.items[i] for i in own if not self.plan.items[i].choices)
        registered = sum(
            len([p for p in self.plan.items[i].proposals if p.organisation == body]) for i in own
        )
        conflict = Conflict(
            body,
            name,
            needed,
            planned,
            registered,
            (Requirement("minimum", body, name, planned + 1),),
            blocked,
        )
        if len(able) <= planned:
            return replace(
                conflict, suggestions=tuple(self._tried(conflict, own)) if not quick else ()
            )
        if quick:
            return replace(conflict, minimal=False)
        gathered = self._gather(conflict.requirements[0])
        if gathered is None:
            return replace(conflict, minimal=False)
        smallest = self._smallest(conflict.requirements, gathered)
        again = not self._holds(smallest)
        return replace(
            conflict,
            requirements=tuple(smallest),
            minimal=again,
            suggestions=tuple(self._tried(replace(conflict, requirements=tuple(smallest)), able)),
        )

    def _items_for(self, requirements: Iterable[Requirement]) -> list[int]:
        found: set[int] = set()
        for one in requirements:
            if one.kind == "minimum":
                found.update(
                    i
                    for i in self.toward[one.subject, str(one.which)]
                    if self.plan.items[i].choices
                )
            elif one.kind == "commission":
                found.add(int(one.which))
        return sorted(found)

    def _holds(self, requirements: Sequence[Requirement]) -> bool:
        """Whether these requirements alone can hold together."""
        return (
            self._program(requirements)[0].solve({}, seconds=_SOLVE_SECONDS).status != "infeasible"
        )

    def _program(
        self, requirements: Sequence[Requirement]
    ) -> tuple[Program, dict[int, Requirement]]:
        """The small programme of these requirements alone, and which row states which of them."""
        ids = self._items_for(requirements)
        limits: dict[LimitKey, Requirement] = {
            (one.kind, one.subject, int(one.which)): one
            for one in requirements
            if one.kind in _LIFTS
        }
        program = Program(
            [self.plan.items[i] for i in ids], replace(self.limits, only=frozenset(limits)), {}
        )
        rows = {row: limits[key] for row, key in program.limit_rows.items() if key in limits}
        place = {i: n for n, i in enumerate(ids)}
        for one in requirements:
            if one.kind in _LIFTS:
                continue
            rows[program.row_count] = one
            if one.kind == "minimum":
                program.must_meet({(one.subject, str(one.which)): one.amount})
            else:
                program.must_place([place[int(one.which)]])
        return program, rows

    def _fewer(
        self, background: Sequence[Requirement], candidates: list[Requirement]
    ) -> list[Requirement]:
        """The candidates that cannot hold even in fractions, when there are such: one solve instead of many."""
        program, rows = self._program([*background, *candidates])
        named = program.contradicting_rows()
        if named is None:
            return candidates
        kept = {rows[row] for row in named if row in rows}
        fewer = [one for one in candidates if one in kept]
        return candidates if self._holds([*background, *fewer]) else fewer

    def _gather(self, first: Requirement) -> list[Requirement] | None:
        """Requirements around the missed minimum that cannot hold together with it; None when too far apart."""
        needs: dict[tuple[str, str | int], Requirement] = {(first.subject, first.which): first}
        for _ in range(_ROUNDS):
            ids = self._items_for(needs.values())
            touched = Counter(key for i in ids for key in self.keys[i])
            limits = set(touched)
            tight = [
                Requirement(*key, self.limits.most(key))
                for key in sorted(limits)
                if touched[key] > self._room(key)
            ]
            if not self._holds([*needs.values(), *tight]):
                return [
                    *[one for key, one in needs.items() if key != (first.subject, first.which)],
                    *tight,
                ]
            rivals = {i for key in limits for i in self.touching[key]}
            for i in sorted(rivals):
                item = self.plan.items[i]
                if item.commissioned or item.fixed:
                    needs.setdefault(
                        (item.proposals[0].id, i),
                        Requirement("commission", item.proposals[0].id, i, 1),
                    )
                for body in item.bodies:
                    for name in item.counts_for:
                        kept = min(
                            self.have[body, name], self.plan.instance.rules.needed(body, name)
                        )
                        if kept:
                            needs.setdefault((body, name), Requirement("minimum", body, name, kept))
            if len(needs) > _MOST:
                return None
        return None

    def _smallest(
        self, background: Sequence[Requirement], candidates: list[Requirement]
    ) -> list[Requirement]:
        """QuickXplain: a subset of the candidates of which none can be left out. Limits are dropped last, they explain most."""
        ordered = sorted(
            self._fewer(background, candidates),
            key=lambda one: (one.kind in ("minimum", "commission"), one.subject, str(one.which)),
        )

        def divide(
            base: list[Requirement], rest: list[Requirement], *, added: bool
        ) -> list[Requirement]:
            if added and not self._holds(base):
                return []
            if len(rest) == 1:
                return rest
            half = len(rest) // 2
            left, right = rest[:half], rest[half:]
            from_right = divide(base + left, right, added=bool(left))
            from_left = divide(base + from_right, left, added=bool(from_right))
            return from_left + from_right

        return (
            [*background, *divide(list(background), ordered, added=False)]
            if ordered
            else list(background)
        )

    # what would lift it

    def _tried(self, conflict: Conflict, own: Sequence[int]) -> Iterable[Suggestion]:
        """Suggestions that, tried around the plan, meet one more minimum."""
        for one in conflict.requirements:
            key = (one.kind, one.subject, int(one.which)) if one.kind in _LIFTS else None
            if key and self._helps(own, {key: 1}):
                yield Suggestion(_LIFTS[one.kind], one.subject, one.which)
        for i in own:
            if (
                i not in self.plan.placed
                and not self.plan.items[i].fixed
                and (wider := self._widened(i))
                and self._helps(own, {}, {i: wider})
            ):
                yield Suggestion("WIDER_WINDOW", self.plan.items[i].proposals[0].id, "")
        lack = conflict.needed - conflict.registered
        if lack > 0 and self._helps(own, {}, {-1: self._another(conflict)}):
            yield Suggestion("MORE_PROPOSALS", conflict.body, lack, conflict.minimum)

    def _another(self, conflict: Conflict) -> Item:
        """A proposal the organisation could still make: one day, at nobody's door, any time of the year."""
        year = self.plan.instance.year
        kind = CRITICISM if conflict.minimum == CRITICISM else SUPERVISION
        key, hot = conflict.minimum == KEY_CADRE, conflict.minimum == HOT_ISSUE
        proposal = Proposal(
            "", conflict.body, "", kind, (), date(year, 1, 1), date(year, 12, 31), 1, 0, key, hot
        )
        item = Item((proposal,), (conflict.body,), ())
        self.plan.days.set_choices(item)
        return item

    def _widened(self, i: int) -> Item | None:
        """The item with the whole year to choose from."""
        item = self.plan.items[i]
        year = self.plan.instance.year
        proposals = tuple(
            replace(
                p,
                earliest=p.earliest.replace(year=year, month=1, day=1),
                latest=p.latest.replace(year=year, month=12, day=31),
                pinned_month=None,
            )
            for p in item.proposals
        )
        wider = Item(proposals, item.bodies, item.units)
        self.plan.days.set_choices(wider)
        return wider if len(wider.choices) > len(item.choices) else None

    def _helps(
        self,
        own: Sequence[int],
        more: Mapping[LimitKey, int],
        swapped: dict[int, Item] | None = None,
    ) -> bool:
        """Re-plan the neighbourhood of the minimum with more room or other items, everything else held where it is."""
        items = {i: self.plan.items[i] for i in own} | (swapped or {})
        keys = {
            key
            for item in items.values()
            for months in item.choices
            for key in limit_keys(item, months)
        }
        free = sorted(
            set(items) | {i for key in keys for i in self.touching[key] if i in self.plan.placed}
        )
        local = [items[i] if i in items else self.plan.items[i] for i in free]
        used, have = Counter(self.used), Counter(self.have)
        for i in free:
            if i in self.plan.placed:
                used.subtract(limit_keys(self.plan.items[i], self.plan.placed[i].months))
                have.subtract(
                    (body, name)
                    for body in self.plan.items[i].bodies
                    for name in self.plan.items[i].counts_for
                )
        bodies = {body for item in local for body in item.bodies}
        rules = self.plan.instance.rules
        needed = {
            (body, name): left
            for body in sorted(bodies)
            for name in rules.minimums
            if (left := rules.needed(body, name) - have[body, name]) > 0
        }
        program = Program(local, replace(self.limits, used=used, more=more), needed)
        program.must_place(
            n
            for n, i in enumerate(free)
            if local[n].choices and (local[n].commissioned or local[n].fixed)
        )
        now = sum(min(left, self.have[key] - have[key]) for key, left in needed.items())
        program.require(program.met_columns(), [1.0] * len(program.minimums), low=now + 1)
        return program.solve({}, seconds=_TRY_SECONDS).status in ("optimal", "feasible")
