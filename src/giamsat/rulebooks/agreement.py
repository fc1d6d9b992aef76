"""Read the rulebook of agreement: priority, who may lead, when to issue, under which symbol."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from civickit.priorities import BadWeights, check_weights
from giamsat.rulebooks.files import BadRulebook, read_yaml
from giamsat.rulebooks.reading import CERTAINTIES


@dataclass(frozen=True)
class LeadGround:
    """A law by which an organisation of some kinds leads without the Front's agreement.

    Law 75/2015 Art. 26.3 speaks of it.
    """

    code: str
    kinds: tuple[str, ...]
    title: str
    certainty: str


@dataclass(frozen=True)
class AgreementRules:
    """One version of the rules.

    ``due`` are the days of a year in which the next year's programme is issued.
    """

    valid_from: date
    source: str
    symbol: str
    due_first: str  # "10-01"
    due_last: str
    due_source: str
    lead_grounds: tuple[LeadGround, ...]
    priority: Mapping[str, Any]

    def due(self, year: int) -> tuple[date, date]:
        """First and last day on which the programme of ``year`` is expected."""
        return tuple(
            date.fromisoformat(f"{year - 1}-{end}") for end in (self.due_first, self.due_last)
        )  # type: ignore[return-value]

    def grounds_of(self, kind: str) -> list[LeadGround]:
        """Laws by which an organisation of this kind may lead."""
        return [one for one in self.lead_grounds if kind in one.kinds]


@lru_cache(maxsize=1)
def agreement_versions() -> tuple[AgreementRules, ...]:
    """Every version, newest first, checked. Raises BadRulebook."""
    out = []
    for data in read_yaml("agreement.yaml")["versions"]:
        try:
            out.append(_version(data))
        except (KeyError, TypeError, BadWeights) as error:
            raise BadRulebook(name="agreement.yaml", why=str(error)) from error
    return tuple(sorted(out, key=lambda rules: rules.valid_from, reverse=True))


def _version(data: Mapping[str, Any]) -> AgreementRules:
    symbol, due, priority = data["symbol"], data["due"], data["priority"]
    check_weights(priority)
    certain = [data, symbol, due, priority, *data["lead_grounds"]]
    if any(part["certainty"] not in CERTAINTIES for part in certain):
        raise BadRulebook(name="agreement.yaml", why="certainty")
    return AgreementRules(
        valid_from=data["valid_from"],
        source=data["source"],
        symbol=symbol["text"],
        due_first=due["first"],
        due_last=due["last"],
        due_source=due["source"],
        lead_grounds=tuple(
            LeadGround(ground["code"], tuple(ground["kinds"]), ground["title"], ground["certainty"])
            for ground in data["lead_grounds"]
        ),
        priority=priority,
    )


def agreement_rules(day: date) -> AgreementRules:
    """The version in force on a day; before the first version that one."""
    versions = agreement_versions()
    return next((one for one in versions if one.valid_from <= day), versions[-1])
