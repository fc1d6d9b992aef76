"""The plan of a year as a value: what takes place when, what is missed and why, what is left out.

It is written to JSON and read back here and nowhere else. Sentences in it are in one language,
the one it was explained in; days are inclusive on both ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum, auto
from functools import cached_property
from typing import Any, Protocol

from civickit.planner.facts import Instance, ProposalFacts, counted_minimums
from civickit.vntext import sentence_case


class PlanStatus(StrEnum):
    """How good a plan is known to be; infeasible when some minimum cannot be met."""

    OPTIMAL = auto()
    FEASIBLE = auto()
    INFEASIBLE = auto()


@dataclass(frozen=True)
class Level:
    """One aim: ``value`` reached, ``bound`` that no plan beats, and whether both are proved equal.

    ``missed``, ``changes`` and ``load`` are to be small; ``placed``, ``people`` and ``months``
    large.
    """

    name: str
    value: int
    bound: int
    proved: bool

    @property
    def says_something(self) -> bool:
        """Whether a reader learns from it: a lower aim of which there is nothing says nothing."""
        return bool(self.value or self.bound or self.name in ("missed", "placed"))


@dataclass(frozen=True)
class PlannedActivity:
    """One activity with its days; several proposals in it are held as one joint delegation."""

    id: str
    proposals: tuple[ProposalFacts, ...]
    lead: str
    joint: tuple[str, ...]  # the other organisations in it
    units: tuple[str, ...]  # ids of the bodies it visits
    first_day: date
    last_day: date
    wording: str = ""  # the title people chose
    partners: tuple[str, ...] | None = None  # names people chose; None as they were proposed

    @cached_property
    def leading(self) -> ProposalFacts:
        """The proposal of the organisation that leads; its words stand for the whole activity."""
        return next((p for p in self.proposals if p.organisation == self.lead), self.proposals[0])

    @property
    def title(self) -> str:
        """What people chose to call it, else the leading proposal's title, as a sentence begins."""
        return sentence_case(self.wording or self.leading.title)

    @property
    def kind(self) -> str:
        """Supervision or criticism."""
        return self.leading.kind

    @property
    def bodies(self) -> tuple[str, ...]:
        """Every organisation in it, the leading one first."""
        return (self.lead, *self.joint)

    @cached_property
    def counts_for(self) -> tuple[str, ...]:
        """The minimums it counts toward, for every organisation in it."""
        return counted_minimums(self.proposals)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Ids of its proposals."""
        return tuple(proposal.id for proposal in self.proposals)

    @property
    def is_joint(self) -> bool:
        """Whether several proposals go together."""
        return len(self.proposals) > 1


class CountedTopic(Protocol):
    """What counts toward minimums: an activity, planned or in the making."""

    @property
    def bodies(self) -> tuple[str, ...]:
        """Organisations it counts for."""

    @property
    def counts_for(self) -> tuple[str, ...]:
        """Minimums it counts toward."""


@dataclass(frozen=True)
class Reached:
    """One minimum of one organisation: how many activities count toward it, of how many needed."""

    body: str
    minimum: str
    planned: int
    needed: int

    @property
    def lack(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.planned)


@dataclass(frozen=True)
class Lift:
    """A change that was tried and lets a missed minimum be met; ``change_instance`` takes it."""

    code: str
    subject: str
    which: str | int
    message: str


@dataclass(frozen=True)
class MissedMinimum:
    """A minimum that is missed, why, and what would lift it.

    ``requirements`` are the sentences that cannot hold together, ``subjects`` what they are about,
    ``minimal`` whether it was proved that none of them can be left out.
    """

    reached: Reached
    message: str
    subjects: tuple[str, ...]
    requirements: tuple[str, ...]
    lifts: tuple[Lift, ...]
    minimal: bool


@dataclass(frozen=True)
class LeftOut:
    """A proposal that is not in the plan, and why."""

    proposal: ProposalFacts
    code: str
    reason: str


@dataclass(frozen=True)
class Moved:
    """A proposal whose first day is not the running plan's; ``now`` is None when it fell out."""

    proposal: str
    before: date
    now: date | None


@dataclass(frozen=True)
class Savings:
    """What joint delegations save beside each proposal going alone."""

    joint_activities: int
    activities: int
    visits: int  # that supervised bodies are spared


@dataclass(frozen=True)
class YearPlan:
    """The plan of a year. ``moved`` is None where no running plan was given to compare with."""

    instance: Instance
    status: PlanStatus
    levels: tuple[Level, ...]
    activities: tuple[PlannedActivity, ...]  # in order of time
    left_out: tuple[LeftOut, ...]
    missed: tuple[MissedMinimum, ...]
    seconds: float
    moved: tuple[Moved, ...] | None = None

    def level(self, name: str) -> Level | None:
        """One aim by name; None when it was not aimed at."""
        return next((level for level in self.levels if level.name == name), None)

    @property
    def objective(self) -> int:
        """How many activities are missing for all minimums to be met."""
        level = self.level("missed")
        return level.value if level else sum(missed.reached.lack for missed in self.missed)

    @property
    def missed_bound(self) -> int:
        """How many any plan would lack at least."""
        level = self.level("missed")
        return level.bound if level else 0

    @property
    def placed(self) -> int:
        """How many proposals are in."""
        level = self.level("placed")
        return level.value if level else 0

    @property
    def placed_bound(self) -> int:
        """How many any plan could take in at most while it meets as many minimums."""
        level = self.level("placed")
        return level.bound if level else len(self.instance.proposals)

    def activity(self, name: str) -> PlannedActivity | None:
        """One activity by its id."""
        return next((activity for activity in self.activities if activity.id == name), None)

    @cached_property
    def reached(self) -> tuple[Reached, ...]:
        """Every minimum that binds an organisation, met or not."""
        return reached_minimums(self.instance, self.activities)

    @cached_property
    def activity_of(self) -> Mapping[str, PlannedActivity]:
        """Proposal id -> the activity it is in."""
        return {code: activity for activity in self.activities for code in activity.codes}

    @property
    def days(self) -> dict[str, tuple[date, date]]:
        """Proposal id -> its first and last day."""
        return {
            code: (activity.first_day, activity.last_day)
            for code, activity in self.activity_of.items()
        }

    @property
    def savings(self) -> Savings:
        """What is saved by going together."""
        joint = [activity for activity in self.activities if activity.is_joint]
        visits = [activity for activity in joint if activity.leading.is_supervision]
        alone = sum(len(p.units) for activity in visits for p in activity.proposals)
        return Savings(
            joint_activities=len(joint),
            activities=sum(len(activity.proposals) - 1 for activity in joint),
            visits=alone - sum(len(activity.units) for activity in visits),
        )

    @property
    def outside_months_asked(self) -> list[tuple[PlannedActivity, ProposalFacts]]:
        """Proposals that named months, with their activities that begin in none of these."""
        return [
            (activity, proposal)
            for activity in self.activities
            for proposal in activity.proposals
            if proposal.preferred_months
            and activity.first_day.month not in proposal.preferred_months
        ]

    def with_days(self, name: str, first_day: date, last_day: date) -> "YearPlan":
        """The same plan with one activity on other days."""
        return self.with_activity(name, first_day=first_day, last_day=last_day)

    def with_activity(self, name: str, **changes: Any) -> "YearPlan":
        """The same plan with some fields of one activity changed."""
        every = (replace(one, **changes) if one.id == name else one for one in self.activities)
        return replace(self, activities=tuple(every))

    def to_json(self) -> dict[str, Any]:
        """The form that the command line promises and the database keeps."""
        data = {
            "status": str(self.status),
            "objective": self.objective,
            "bound": self.missed_bound,
            "value": self.placed,
            "value_bound": self.placed_bound,
            "levels": [asdict(level) for level in self.levels],
            "missed": [_reached_json(missed.reached) for missed in self.missed],
            "activities": [_activity_json(activity) for activity in self.activities],
            "deferred": [
                {"proposal": left.proposal.id, "reason_code": left.code, "reason": left.reason}
                for left in self.left_out
            ],
            "conflicts": [_conflict_json(missed) for missed in self.missed],
            "savings": asdict(self.savings),
            "seconds": self.seconds,
        }
        if self.moved is not None:
            data["moved"] = [_moved_json(moved) for moved in self.moved]
        return data

    @classmethod
    def from_json(cls, instance: Instance, data: Mapping[str, Any]) -> "YearPlan":
        """Read what ``to_json`` wrote about the same instance; anything else is a bug and rises."""
        proposals = {proposal.id: proposal for proposal in instance.proposals}
        moved = data.get("moved")
        return cls(
            instance=instance,
            status=PlanStatus(data["status"]),
            levels=tuple(Level(**level) for level in data["levels"]),
            activities=tuple(_activity(one, proposals) for one in data["activities"]),
            left_out=tuple(
                LeftOut(proposals[left["proposal"]], left["reason_code"], left["reason"])
                for left in data["deferred"]
            ),
            missed=tuple(
                _missed(missed, conflict)
                for missed, conflict in zip(data["missed"], data["conflicts"], strict=True)
            ),
            seconds=data["seconds"],
            moved=None if moved is None else tuple(map(_moved, moved)),
        )


def reached_minimums(instance: Instance, activities: Iterable[CountedTopic]) -> tuple[Reached, ...]:
    """Every minimum that binds an organisation, with how many of the activities count toward it."""
    planned: dict[tuple[str, str], int] = {}
    for activity in activities:
        for body in activity.bodies:
            for minimum in activity.counts_for:
                planned[body, minimum] = planned.get((body, minimum), 0) + 1
    return tuple(
        Reached(body.id, minimum, planned.get((body.id, minimum), 0), needed)
        for body in instance.bodies
        for minimum in instance.rules.minimums
        if (needed := instance.rules.needed(body.id, minimum))
    )


def _activity_json(activity: PlannedActivity) -> dict[str, Any]:
    data = {
        "id": activity.id,
        "proposals": list(activity.codes),
        "lead": activity.lead,
        "joint": list(activity.joint),
        "supervised_units": list(activity.units),
        "first_day": activity.first_day.isoformat(),
        "last_day": activity.last_day.isoformat(),
    }
    chosen = {"title": activity.wording or None, "partners": activity.partners}
    return data | {name: word for name, word in chosen.items() if word is not None}


def _activity(data: Mapping[str, Any], proposals: Mapping[str, ProposalFacts]) -> PlannedActivity:
    return PlannedActivity(
        id=data["id"],
        proposals=tuple(proposals[code] for code in data["proposals"]),
        lead=data["lead"],
        joint=tuple(data["joint"]),
        units=tuple(data["supervised_units"]),
        first_day=date.fromisoformat(data["first_day"]),
        last_day=date.fromisoformat(data["last_day"]),
        wording=data.get("title", ""),
        partners=None if data.get("partners") is None else tuple(data["partners"]),
    )


def _reached_json(reached: Reached) -> dict[str, Any]:
    return {
        "body": reached.body,
        "code": reached.minimum,
        "needed": reached.needed,
        "planned": reached.planned,
    }


def _conflict_json(missed: MissedMinimum) -> dict[str, Any]:
    return {
        "code": f"MIN_{missed.reached.minimum.upper()}",
        "message": missed.message,
        "subjects": list(missed.subjects),
        "minimal": missed.minimal,
        "requirements": list(missed.requirements),
        "suggestions": [asdict(lift) for lift in missed.lifts],
    }


def _missed(missed: Mapping[str, Any], conflict: Mapping[str, Any]) -> MissedMinimum:
    return MissedMinimum(
        reached=Reached(missed["body"], missed["code"], missed["planned"], missed["needed"]),
        message=conflict["message"],
        subjects=tuple(conflict["subjects"]),
        requirements=tuple(conflict["requirements"]),
        lifts=tuple(Lift(**lift) for lift in conflict["suggestions"]),
        minimal=conflict["minimal"],
    )


def _moved_json(moved: Moved) -> dict[str, Any]:
    return {
        "proposal": moved.proposal,
        "from": moved.before.isoformat(),
        "to": moved.now.isoformat() if moved.now else None,
    }


def _moved(data: Mapping[str, Any]) -> Moved:
    now = date.fromisoformat(data["to"]) if data["to"] else None
    return Moved(data["proposal"], date.fromisoformat(data["from"]), now)
