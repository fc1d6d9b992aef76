"""Duplicate, overlap or distinct: fitted weights first, the definitions of the terms last.

The weights rank; the definitions decide where they speak: nothing overlaps across provinces or
years, two levels of the hierarchy or two kinds of work are never duplicates, one body visited twice
in a year always meets.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from civickit.overlap.bodies import Cover
from civickit.overlap.features import NAMES, Common, compare_signatures
from civickit.overlap.lexicon import Lexicon, load_lexicon
from civickit.overlap.reasons import Speaker
from civickit.overlap.signature import Signature, sign
from civickit.overlap.topics import Topic

DISTINCT, OVERLAP, DUPLICATE = LABELS = ("distinct", "overlap", "duplicate")
_BATCH = 4096
_WORDS, _CONCEPTS = NAMES.index("words_cosine"), NAMES.index("concepts_best")
NEAR_CONCEPT = 0.4  # relation of concepts from which matters are neighbours
NEAR_MATTER = 0.3
_LEAST_DUPLICATE = 0.9  # score
SAME_MATTER = 0.6  # likeness of wording and concepts from which two topics are about one matter


@dataclass(frozen=True)
class Judgement:
    """The answer for a pair.

    ``score`` ranks what people are asked: distinct under a half, overlaps from there to 0.9 by the
    chance that they are not distinct, duplicates above.
    """

    label: str
    score: float
    reasons: tuple[str, ...]
    basis: str = ""  # matter, or body when only the burden on one body is shared


@lru_cache(maxsize=1)
def _fitted() -> dict[str, Any]:
    fitted: dict[str, Any] = json.loads(
        (resources.files("civickit.overlap") / "fitted.json").read_text("utf-8")
    )
    if fitted["features"] != list(NAMES):
        raise RuntimeError(
            "fitted.json does not match the features: run tools/fit_overlap.py --write"
        )
    return fitted


def chances(
    values: np.ndarray, coefficients: Sequence[Sequence[float]], intercepts: Sequence[float]
) -> np.ndarray:
    """Chances of the three labels for rows of features: softmax of a linear model."""
    scores = values @ np.asarray(coefficients).T + np.asarray(intercepts)
    scores -= scores.max(axis=1, keepdims=True)
    odds = np.exp(scores)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _odds(commons: Sequence[Common]) -> np.ndarray:
    """Chances of the three labels for every pair, by the fitted weights."""
    fitted = _fitted()
    values = np.array([common.values for common in commons])
    return chances(values, fitted["coefficients"], fitted["intercepts"])


def _never_together(own: Signature, other: Signature) -> bool:
    """Other province, other year, or two places of which neither holds the other."""
    a, b = own.place, other.place
    if own.provinces and other.provinces and own.provinces.isdisjoint(other.provinces):
        return True
    if own.year and other.year and own.year != other.year:
        return True
    if not (own.topic.locality and other.topic.locality) or own.level != other.level:
        return False
    if own.level == 0:
        own_a, own_b = a.communes or a.districts, b.communes or b.districts
    elif own.level == 1:
        own_a, own_b = a.districts, b.districts
    else:
        return False
    return bool(own_a and own_b and not own_a & own_b)


def shares_matter(common: Common) -> bool:
    """Whether wording, concepts or cited documents bring two topics together."""
    return (
        common.values[_CONCEPTS] >= NEAR_CONCEPT
        or common.values[_WORDS] >= NEAR_MATTER
        or bool(common.same_documents)
    )


def _has_ground(common: Common) -> bool:
    """An overlap needs a matter in common or a body.

    A class of bodies alone ("các sở, ngành") burdens nobody yet.
    """
    return shares_matter(common) or common.bodies.best in (Cover.SAME, Cover.SAME_PLACE)


def constrain(
    odds: Sequence[float], common: Common, own: Signature, other: Signature
) -> tuple[str, float]:
    """The label and the chance of "not distinct" once the definitions have spoken."""
    if _never_together(own, other):
        return DISTINCT, 0.0
    met = float(1 - odds[0])
    label = DISTINCT if met < 0.5 else LABELS[1 + int(np.argmax(odds[1:]))]
    if label == DISTINCT and common.alike >= SAME_MATTER:
        label, met = OVERLAP, max(met, 0.5)
    if label == DUPLICATE and _never_duplicate(common, own, other):
        label = OVERLAP
    if label != DUPLICATE and _surely_duplicate(common, own, other):
        return DUPLICATE, max(met, 0.97)
    if label != DISTINCT and _are_other_documents(common):
        return DISTINCT, min(met, 0.49)
    if label != DISTINCT and not _has_ground(common):
        return DISTINCT, min(met, 0.49)
    if label == DISTINCT and _visit_one_body(common, own, other):
        return OVERLAP, max(met, 0.5)
    return label, met


def _are_other_documents(common: Common) -> bool:
    """Other documents, other bodies and no matter in common: only the form of words is alike."""
    return (
        common.conflicting is not None
        and common.bodies.best < Cover.COVERS
        and common.values[_CONCEPTS] < NEAR_CONCEPT
    )


def _never_duplicate(common: Common, own: Signature, other: Signature) -> bool:
    """Two kinds of work, two levels of the hierarchy, other documents or other bodies."""
    return (
        own.topic.kind != other.topic.kind
        or (own.level is not None and other.level is not None and own.level != other.level)
        or common.conflicting is not None
        or (bool(own.bodies and other.bodies) and common.bodies.best <= Cover.OTHER_OF_CLASS)
    )


def _surely_duplicate(common: Common, own: Signature, other: Signature) -> bool:
    """The same words about the same bodies, whatever the weights say."""
    is_one_wording = own.plain == other.plain or bool(own.residue and own.residue == other.residue)
    are_bodies_one = common.bodies.best == Cover.SAME and common.bodies.are_all_matched
    return (
        is_one_wording
        and own.topic.kind == other.topic.kind
        and (are_bodies_one or not (own.bodies or other.bodies))
        and common.conflicting is None
        and own.level == other.level
    )


def _visit_one_body(common: Common, own: Signature, other: Signature) -> bool:
    """One body visited twice in a year always meets."""
    return (
        own.topic.kind == other.topic.kind == "supervision"
        and own.bodies_said
        and other.bodies_said
        and common.bodies.best == Cover.SAME
    )


def _rank(label: str, met: float, same: float) -> float:
    """Duplicates first, then overlaps, then the rest, each by how sure it is."""
    if label == DUPLICATE:
        return _LEAST_DUPLICATE + (1 - _LEAST_DUPLICATE) * same
    return 0.5 + (met - 0.5) * (2 * _LEAST_DUPLICATE - 1) if label == OVERLAP else met


class Judge:
    """Compares topics with one lexicon; keeps nothing between calls but caches."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()
        self._rarity = _fitted()["rarity"]

    def sign(self, topic: Topic) -> Signature:
        """Take a topic apart."""
        return sign(topic, self.lexicon, self._rarity, 1.0)

    def judge(
        self,
        pairs: Iterable[tuple[Signature, Signature]],
        lang: str = "vi",
        *,
        explain_distinct: bool = True,
    ) -> list[Judgement]:
        """Judge pairs in batches, with reasons.

        ``explain_distinct`` says whether distinct pairs need them too.
        """
        pairs = list(pairs)
        speaker = Speaker(self.lexicon, lang)
        judgements: list[Judgement] = []
        for start in range(0, len(pairs), _BATCH):
            block = pairs[start : start + _BATCH]
            commons = [compare_signatures(own, other, self.lexicon) for own, other in block]
            odds = _odds(commons)
            for (own, other), common, row in zip(block, commons, odds, strict=True):
                label, met = constrain(row, common, own, other)
                is_told = explain_distinct or label != DISTINCT
                reasons = speaker.explain(label, common, own, other) if is_told else ()
                basis = "matter" if shares_matter(common) else "body"
                score = round(_rank(label, met, float(row[2])), 4)
                judgements.append(Judgement(label, score, reasons, basis))
        return judgements

    def chance_of_duplicate(self, one: Signature, other: Signature) -> tuple[float, Common]:
        """The chance that two topics are one, before the definitions speak; what they share."""
        common = compare_signatures(one, other, self.lexicon)
        return float(_odds([common])[0][2]), common

    def compare(self, one: Topic, other: Topic, lang: str = "vi") -> Judgement:
        """Judge one pair of topics."""
        return self.judge([(self.sign(one), self.sign(other))], lang)[0]
