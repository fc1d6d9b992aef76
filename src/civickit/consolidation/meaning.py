"""Groups that ask for the same in other words, where a draft has few enough opinions for it.

Two texts are likened by their rarer words, by the numbers they bring that the provision does not
have, by where they stand, by stance and by what they ask (strike out, keep). The weights were set
by hand on the published sample and are the same for every draft; what stands near the bar is a
suggestion that a person splits or merges.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from civickit.consolidation.asking import are_opposed, ask_of
from civickit.consolidation.contradicting import contradictions
from civickit.consolidation.differing import differ, is_minimal_pair
from civickit.consolidation.texts import Text

Matrix = npt.NDArray[np.float64]
BAR = 2.0
_NEVER = -9.0
# texts of one neighbourhood; above, wording alone decides and a person is shown what is near
MOST = 400
_LIKE, _WITHIN = 3.2, 1.0
_SAME_PLACE, _ABOVE, _SAME_ARTICLE, _UNPLACED = 1.0, 0.7, 0.3, 0.2
_SAME_NUMBER, _OTHER_NUMBER, _ONE_NUMBER = 1.3, -1.5, -0.3
_SAME_STANCE, _SUPPORT = 0.4, -2.0
_SAME_ACTION = 0.9
_AKIN = 0.3  # share of common words under which no two texts are one sentence
_CROWD = 4  # texts at an article from which the words most of them share tell little apart
_FEW = 3  # words; shorter texts are not likened by what one holds of the other


class Rarity:
    """How rare a word is among the texts of a draft."""

    def __init__(self, texts: Sequence[frozenset[str]]) -> None:
        self.count = len(texts)
        self.known = Counter(word for words in texts for word in words)

    def weight(self, word: str) -> float:
        """Inverse document frequency."""
        return math.log((self.count + 1) / self.known.get(word, 1))


def merge_by_meaning(texts: Sequence[Text], rarity: Rarity) -> list[int]:
    """The group of each text: the place of the earliest text it belongs with."""
    group = list(range(len(texts)))
    if not 1 < len(texts) <= MOST:
        return group
    scores = score_pairs(texts, rarity)
    rows, columns = np.nonzero(np.triu(scores >= BAR, 1))
    if not len(rows):
        return group
    order = np.lexsort((columns, rows, -scores[rows, columns]))
    members: dict[int, list[int]] = {place: [place] for place in group}
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        first, second = sorted((group[row], group[column]))
        if first == second:
            continue
        # Everybody must fit on average, and nobody may contradict: chains do not form.
        between = scores[np.ix_(members[first], members[second])]
        if between.mean() < BAR - 0.3 or between.min() < 0:
            continue
        if any(never(texts[a], texts[b]) for a in members[first] for b in members[second]):
            continue
        members[first] += members.pop(second)
        for place in members[first]:
            group[place] = first
    return group


def never(text: Text, other: Text) -> bool:
    """Whether no machine may put the two together, however alike they are."""
    if text.article and other.article and text.article != other.article:
        return True
    if are_opposed(ask_of(text.written), ask_of(other.written)):
        return True
    mine, theirs = text.content, other.content
    if len(mine & theirs) < _AKIN * len(mine | theirs):
        return False
    return is_minimal_pair(text.marked, other.marked) and differ(text.marked, other.marked)


def score_pairs(texts: Sequence[Text], rarity: Rarity) -> Matrix:
    """How strongly every two texts say the same; the bar is ``BAR``."""
    contents = [text.content for text in texts]
    vocabulary = {word: place for place, word in enumerate(sorted(set().union(*contents)))}
    holds = np.zeros((len(texts), max(len(vocabulary), 1)))
    for row, words in enumerate(contents):
        holds[row, [vocabulary[word] for word in words]] = 1
    rare = np.array([rarity.weight(word) for word in vocabulary] or [0.0])
    weight = rare * _telling(texts, holds)
    place = _by_place(texts)
    out: Matrix = (
        _LIKE * _alike(holds, weight)
        + _WITHIN * _within(holds, weight)
        + place
        + _by_numbers(texts, place)
        + _by_stance(texts)
    )
    out[contradictions(texts, holds, place >= _ABOVE)] = _NEVER
    return out


def _alike(holds: Matrix, weight: Matrix) -> Matrix:
    """The cosine of every two texts' weighed words."""
    common: Matrix = (holds * weight**2) @ holds.T
    norms = np.sqrt(np.maximum(np.diag(common), 1e-9))
    alike: Matrix = common / np.outer(norms, norms)
    return alike


def _within(holds: Matrix, weight: Matrix) -> Matrix:
    """How much of the lighter of two texts stands in the other; of too few words, none."""
    common = (holds * weight) @ holds.T
    whole = np.maximum(np.diag(common), 1e-9)
    within: Matrix = common / np.minimum.outer(whole, whole)
    sizes = holds.sum(axis=1)
    within[np.minimum.outer(sizes, sizes) < _FEW] = 0
    return within


def _telling(texts: Sequence[Text], holds: Matrix) -> Matrix:
    """How much of each word's weight is left at the article of each text.

    What nearly everybody there names is the matter of the article, not what one of them asks.
    """
    left = np.ones_like(holds)
    around: dict[str, list[int]] = {}
    for row, text in enumerate(texts):
        around.setdefault(text.article, []).append(row)
    for article, rows in around.items():
        if article and len(rows) >= _CROWD:
            others = np.maximum(holds[rows].sum(axis=0) - 2, 0)  # than the two that are likened
            left[rows] = 1 - others / len(rows)
    return left


def _by_place(texts: Sequence[Text]) -> Matrix:
    out = np.empty((len(texts), len(texts)))
    for row, text in enumerate(texts):
        for column in range(row, len(texts)):
            out[row, column] = out[column, row] = _place(text, texts[column])
    return out


def _place(text: Text, other: Text) -> float:
    if not text.path or not other.path:
        return _UNPLACED
    if text.path == other.path:
        return _SAME_PLACE
    longer, shorter = sorted((text.path, other.path), key=len, reverse=True)
    if longer.startswith((f"{shorter} ", f"{shorter}.")):
        return _ABOVE
    return _SAME_ARTICLE if text.article == other.article else -1.5


def _by_numbers(texts: Sequence[Text], place: Matrix) -> Matrix:
    """The same new number at one place is a strong sign.

    Elsewhere "7 days" is another seven days.
    """
    every = {
        number: place
        for place, number in enumerate(sorted(set().union(*(text.numbers for text in texts))))
    }
    holds = np.zeros((len(texts), max(len(every), 1)))
    for row, text in enumerate(texts):
        holds[row, [every[number] for number in text.numbers]] = 1
    common = holds @ holds.T
    has = holds.sum(axis=1) > 0
    both, either = np.logical_and.outer(has, has), np.logical_xor.outer(has, has)
    same = np.where((place == _SAME_ARTICLE) | (place < 0), 0.0, _SAME_NUMBER)
    out: Matrix = np.where(
        common > 0, same, np.where(both, _OTHER_NUMBER, np.where(either, _ONE_NUMBER, 0.0))
    )
    return out


def _by_stance(texts: Sequence[Text]) -> Matrix:
    """To amend and to oppose is often one ask; what is asked is read from the words."""
    supports = np.array([text.stance == "support" for text in texts])
    out = np.where(np.logical_xor.outer(supports, supports), _SUPPORT, _SAME_STANCE)
    strikes = np.array([text.strikes for text in texts])
    acts: Matrix = out + _SAME_ACTION * np.logical_and.outer(strikes, strikes)
    return acts
