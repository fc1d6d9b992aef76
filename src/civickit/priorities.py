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
class Facts:
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
class Part:
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


def score(facts: Facts, weights: Mapping[str, Any]) -> tuple[Part, ...]:
    """Every part of a topic's score, in the order of ``PARTS``; ``total`` adds them up."""
    most = {name: int(weights[name]["most"]) for name in PARTS}
    reached = [
        int(points)
        for least, points in weights["people"]["steps"]
        if (facts.people or 0) >= int(least)
    ]
    full = int(weights["months"]["full_after"])
    waited = full if facts.never else min(full, facts.months or 0)
    return (
        Part("people", min(most["people"], max(reached, default=0)), most["people"], facts.people),
        Part(
            "groups",
            min(most["groups"], int(weights["groups"]["each"]) * len(facts.groups)),
            most["groups"],
            facts.groups,
        ),
        Part(
            "hot_issue",
            most["hot_issue"] if facts.hot_issue else 0,
            most["hot_issue"],
            facts.hot_issue,
        ),
        Part(
            "investment",
            most["investment"] if facts.investment else 0,
            most["investment"],
            facts.investment,
        ),
        Part(
            "commission",
            most["commission"] if facts.commission else 0,
            most["commission"],
            facts.commission,
        ),
        Part(
            "months",
            round(most["months"] * waited / full),
            most["months"],
            None if facts.never else facts.months,
        ),
    )


def total(parts: tuple[Part, ...]) -> int:
    """Points of 100."""
    return sum(part.points for part in parts)
