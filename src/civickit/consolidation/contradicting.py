"""Pairs of texts that may never stand in one group, however alike their words are.

Two texts contradict when they bring different amounts of one unit to one place ("70%" and "80%", "4
triệu" and "5 triệu", not "4 triệu" and "5 người"), or when they are nearly one sentence and only
one of them denies it or turns its direction.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from civickit.consolidation.texts import Text

Mask = npt.NDArray[np.bool_]
_ONE_SENTENCE = 0.6  # Jaccard similarity of the words that carry meaning
_ONE_MATTER = 0.15  # the same where one says up and the other down
_SEVERAL = 2  # amounts of one unit; a text with more tells what was and what should be
_DENIAL = re.compile(r"\b(?:khong|chua|chang|phan doi|bac bo)\b")
_TURNS = (
    (
        re.compile(r"\b(?:(?<!ha )tang|nang|keo dai|mo rong|cao hon|them)\b"),
        re.compile(r"\b(?:giam|ha(?! tang| noi)|rut|thu hep|thap hon|bot)\b"),
    ),
    (re.compile(r"\b(?:giu|duy tri)\b"), re.compile(r"\b(?:bo(?! sung| tri| quy)|xoa|bai bo)\b")),
)


def contradictions(
    texts: Sequence[Text], holds: npt.NDArray[np.float64], at_one_place: Mask
) -> Mask:
    """Which pairs contradict; ``holds[i, w]`` is 1 where text i has the meaningful word w."""
    common = holds @ holds.T
    sizes = np.diag(common)
    jaccard = common / np.maximum(np.add.outer(sizes, sizes) - common, 1)
    sentences = [" ".join(text.words) for text in texts]
    denies = np.array([_DENIAL.search(sentence) is not None for sentence in sentences])
    out = np.not_equal.outer(denies, denies) & (jaccard >= _ONE_SENTENCE)
    for up, down in _TURNS:
        sign = np.array(
            [
                (up.search(sentence) is not None) - (down.search(sentence) is not None)
                for sentence in sentences
            ]
        )
        differs = np.not_equal.outer(sign, sign)
        out |= differs & (
            jaccard >= np.where(np.multiply.outer(sign, sign) < 0, _ONE_MATTER, _ONE_SENTENCE)
        )
    found: Mask = out | (at_one_place & _other_amounts(texts))
    return found


def _other_amounts(texts: Sequence[Text]) -> Mask:
    """Pairs that both name amounts of one unit and share none of them."""
    amounts_of = [_amounts(text) for text in texts]
    units: dict[str, list[int]] = {}
    for row, amounts in enumerate(amounts_of):
        for unit in amounts:
            units.setdefault(unit, []).append(row)
    out = np.zeros((len(texts), len(texts)), dtype=bool)
    for unit, rows in units.items():
        numbers = {
            number: place
            for place, number in enumerate(
                sorted({number for row in rows for number in amounts_of[row][unit]})
            )
        }
        if len(rows) < 2 or len(numbers) < 2:
            continue
        has = np.zeros((len(rows), len(numbers)))
        for at, row in enumerate(rows):
            has[at, [numbers[number] for number in amounts_of[row][unit]]] = 1
        out[np.ix_(rows, rows)] |= (has @ has.T) == 0
    return out


def _amounts(text: Text) -> dict[str, frozenset[str]]:
    """Numbers a text brings, by the word that follows them."""
    found: dict[str, set[str]] = {}
    for number, unit in text.amounts:
        if unit:
            found.setdefault(unit, set()).add(number)
    return {unit: frozenset(some) for unit, some in found.items() if len(some) <= _SEVERAL}
