"""How urgent a topic is: points made of named parts, each with the fact it rests on.

Weights come from a rulebook.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PARTS = ("people", "groups", "hot_issue", "investment", "commission", "months")


class BadWeights(ValueError):
    """Weights that cannot be used; the text names the part."""


@dataclass(frozen=True)
class TopicFacts:
    """What is known of a topic.

    ``None`` means not known, which is never counted as zero people or zero months.
    """

    people: int | None = None
    groups: tuple[str, ...] = ()  # vulnerable groups named
    hot_issue: str = ""  # the evidence
    investment: str = ""  # the project
    commission: str = ""  # who ordered it
    months: int | None = None  # since the matter or the body was last supervised
    never: bool = False  # no earlier supervision is on record


@dataclass(frozen=True)
class ScorePart:
    """One part of a score: ``points`` of ``most``, because of ``fact``.

    The fact is a number, a text, or None when not known.
    """

    name: str
    points: int
    most: int
    fact: int | str | tuple[str, ...] | None


def check_weights(weights: Mapping[str, Any]) -> None:
    """Whether every part has its weight and all together come to 100. Raises BadWeights."""
    for name in PARTS:
        if name not in weights:
            raise BadWeights(name)
    if sum(int(weights[name]["most"]) for name in PARTS) != 100:
        raise BadWeights("most")
    if not weights["people"].get("steps") or int(weights["months"]["full_after"]) < 1:
        raise BadWeights("steps")


def score(facts: TopicFacts, weights: Mapping[str, Any]) -> tuple[ScorePart, ...]:
    """Every part of a topic's score, in the order of ``PARTS``; ``total`` adds them up."""
    most = {name: int(weights[name]["most"]) for name in PARTS}
    full = int(weights["months"]["full_after"])
    waited = full if facts.never else min(full, facts.months or 0)
    points = {
        "people": min(most["people"], _for_people(facts.people or 0, weights)),
        "groups": min(most["groups"], int(weights["groups"]["each"]) * len(facts.groups)),
        "months": round(most["months"] * waited / full),
    }
    because = {name: getattr(facts, name) for name in PARTS}
    if facts.never:
        because["months"] = None
    return tuple(
        ScorePart(
            name,
            points.get(name, most[name] if because[name] else 0),  # all or nothing for the others
            most[name],
            because[name],
        )
        for name in PARTS
    )


def _for_people(people: int, weights: Mapping[str, Any]) -> int:
    """The points of the highest step that so many people reach."""
    steps = weights["people"]["steps"]
    return max((int(points) for least, points in steps if people >= int(least)), default=0)


def total(parts: tuple[ScorePart, ...]) -> int:
    """Points of 100."""
    return sum(part.points for part in parts)
