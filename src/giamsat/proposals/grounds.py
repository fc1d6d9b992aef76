"""What a decision on a pair rests on, and whether that still holds when a proposal is corrected.

Matter, body, place and who proposes; for a decision about time also the time. Spelling, the number
of people or a note are none of it: asking again for those would cost people's consent.
"""

from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from civickit.overlap.bodies import parse_body
from civickit.vntext import fold, spelling_key, tokens
from giamsat.proposals.gathering import identity
from giamsat.proposals.models import OverlapPair, PairDecision, Proposal
from giamsat.proposals.states import Decision

_SAME_WORD = 75  # alikeness of two words, of 100, from which one is a slip of the other
_SHORTEST = 4  # letters of a word that can be a slip: "an" and "ân" are two words
_MOST_SLIPS = 2  # words of a title


def grounds_of(pair: OverlapPair) -> dict[str, Any]:
    """What both proposals say that a decision rests on, as it is kept with the decision."""
    return {"one": _ground(pair.one), "other": _ground(pair.other)}


def _ground(proposal: Proposal) -> dict[str, Any]:
    first, last = proposal.period_start, proposal.period_end
    return {
        "title": proposal.title,
        "kind": proposal.kind,
        "units": list(proposal.supervised_units),
        "who": proposal.organisation_id or fold(proposal.outside_body),
        "first_day": first.isoformat() if first else "",
        "last_day": last.isoformat() if last else "",
    }


def still_holds(decision: PairDecision, first: Proposal, second: Proposal) -> bool:
    """Whether a decision still fits what both proposals say now."""
    if not decision.based_on:  # decided before grounds were kept
        return (first.fingerprint, second.fingerprint) == (
            decision.one_fingerprint,
            decision.other_fingerprint,
        )
    now = {"one": _ground(first), "other": _ground(second)}
    if not all(_is_same(decision.based_on[side], now[side]) for side in now):
        return False
    if decision.decision == Decision.COORDINATE:
        return all(_days(decision.based_on[side]) == _days(now[side]) for side in now)
    return decision.decision != Decision.JOINT or _meet(now["one"], now["other"])


def _is_same(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return (
        (before["kind"], before["who"]) == (now["kind"], now["who"])
        and _bodies(before["units"]) == _bodies(now["units"])
        and same_matter(before["title"], now["title"])
    )


def _bodies(units: list[str]) -> set[tuple[object, ...]]:
    bodies = {unit: parse_body(unit) for unit in units}
    return {(fold(unit),) if body.wild else identity(body) for unit, body in bodies.items()}


def same_matter(before: str, now: str) -> bool:
    """Whether two wordings of a title differ in spelling alone.

    A number or a name that changed is another matter, however near its letters are.
    """
    words, others = (tokens(title) for title in (before, now))
    if len(words) != len(others):
        return fold(before).replace(" ", "") == fold(now).replace(" ", "")
    slips = 0
    for place, (word, other) in enumerate(zip(words, others, strict=True)):
        if spelling_key(word.lower()) == spelling_key(other.lower()):
            continue
        is_name = place > 0 and word[:1].isupper() and other[:1].isupper()
        if is_name or not (word.isalpha() and other.isalpha()):
            return False
        if fold(word) == fold(other):
            continue
        is_long = min(len(word), len(other)) >= _SHORTEST
        if not is_long or fuzz.ratio(fold(word), fold(other)) < _SAME_WORD:
            return False
        slips += 1
    return slips <= _MOST_SLIPS


def _days(ground: Mapping[str, Any]) -> tuple[str, str]:
    return ground["first_day"], ground["last_day"]


def _meet(ground: Mapping[str, Any], beside: Mapping[str, Any]) -> bool:
    """Whether two windows have a day in common; a window that is not known meets everything."""
    (a, b), (c, d) = _days(ground), _days(beside)
    return (not (a and d) or a <= d) and (not (c and b) or c <= b)
