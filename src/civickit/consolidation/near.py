"""Groups of opinions that say the same in nearly the same words, among a million.

Equal words (folded) are one text. Texts of one block (provision, numbers, turning words) are
candidates when a band of their MinHash signatures agrees (Broder 1997; bands: Leskovec, Rajaraman,
Ullman, ch. 3), and are joined to a *leader* when the exact Jaccard similarity of their words and
word pairs is at least one half. Leaders never chain: a text that joined one cannot take in another,
which is what spoils single linkage at scale.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
SAME = 0.5
_PERMUTATIONS, _ROWS = 48, 3
_BANDS = _PERMUTATIONS // _ROWS
_CHUNK = 40_000  # pairs verified at once
_ROUNDS = 3


def features_of(words: Sequence[str]) -> list[int]:
    """Hashes of the distinct words and of pairs of neighbours; the same on every machine."""
    hashes = [crc32(word.encode()) for word in words]
    pairs = [
        (left * 0x9E3779B1 + right * 0x85EBCA77 + 1) & 0xFFFFFFFF
        for left, right in pairwise(hashes)
    ]
    return list({*hashes, *pairs})


def leaders_of(
    features: Words, starts: Array, blocks: Words, may_follow: Callable[[int, int], bool]
) -> Array:
    """The leader of every text, itself when it leads.

    ``features[starts[i]:starts[i + 1]]`` belong to text i; texts come in the order in which they
    may lead, the most repeated first; only texts of one block are compared, and only those that
    ``may_follow`` do.
    """
    count = len(starts) - 1
    leader = np.arange(count, dtype=np.int64)
    if count < 2:
        return leader
    bands = _bands(features, starts, blocks)
    open_texts = np.arange(count, dtype=np.int64)
    is_settled = np.zeros(count, dtype=bool)
    for _ in range(_ROUNDS):
        pairs = _candidates(bands[:, open_texts], open_texts)
        pairs = pairs[_jaccard(features, starts, pairs) >= SAME] if len(pairs) else pairs
        if not _assign(pairs, leader, is_settled, may_follow):
            break
        # Candidates may have followed others: those who lead are compared with each other once
        # more.
        keep = np.zeros(count, dtype=bool)
        keep[leader == np.arange(count)] = True
        open_texts = np.flatnonzero(keep)
    return leader


def _bands(features: Words, starts: Array, blocks: Words) -> npt.NDArray[np.uint64]:
    """One number a band and text; equal when the rows of the band and the block agree."""
    mixed_up = _mixed(2 * _PERMUTATIONS)
    factors, offsets = mixed_up[:_PERMUTATIONS] | np.uint64(1), mixed_up[_PERMUTATIONS:]
    count = len(starts) - 1
    bands = np.empty((_BANDS, count), dtype=np.uint64)
    spans = np.diff(starts)
    lone = spans == 0
    firsts = np.minimum(starts[:-1], max(len(features) - 1, 0))
    for band in range(_BANDS):
        mixed = blocks.copy()
        for row in range(_ROWS):
            place = band * _ROWS + row
            mins = np.minimum.reduceat(
                features * factors[place] + offsets[place] >> np.uint64(20), firsts
            )
            mixed = (mixed ^ mins) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(29)
        mixed[lone] = np.arange(lone.sum(), dtype=np.uint64)
        bands[band] = mixed
    return bands


def _mixed(count: int) -> Words:
    """So many well-mixed numbers, the same on every machine.

    The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    """
    mixed = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return mixed ^ mixed >> np.uint64(31)


def _candidates(bands: npt.NDArray[np.uint64], texts: Array) -> npt.NDArray[np.int64]:
    """Pairs (text, the first text of its bucket), each once, in the order of the text."""
    found = []
    for values in bands:
        order = np.argsort(
            values, kind="stable"
        )  # texts ascend, so the first of a bucket is the earliest
        ordered = values[order]
        begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        first = texts[order[np.repeat(begins, np.diff(np.r_[begins, len(ordered)]))]]
        mine = texts[order]
        other = mine != first
        found.append(np.stack([mine[other], first[other]], axis=1))
    pairs = np.concatenate(found)
    if not len(pairs):
        return pairs
    packed = np.unique(
        pairs[:, 0].astype(np.uint64) << np.uint64(32) | pairs[:, 1].astype(np.uint64)
    )
    return np.stack([packed >> np.uint64(32), packed & np.uint64(0xFFFFFFFF)], axis=1).astype(
        np.int64
    )


def _jaccard(
    features: Words, starts: Array, pairs: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Exact similarity of the feature sets of every pair."""
    out = np.empty(len(pairs))
    spans = np.diff(starts)
    for begin in range(0, len(pairs), _CHUNK):
        some = pairs[begin : begin + _CHUNK]
        sizes = spans[some]
        number = np.arange(len(some), dtype=np.uint64) << np.uint64(32)
        joined = np.concatenate(
            [
                features[_ranges(starts[some[:, side]], sizes[:, side])]
                | np.repeat(number, sizes[:, side])
                for side in (0, 1)
            ]
        )
        joined.sort()
        common = np.bincount(
            (joined[1:][joined[1:] == joined[:-1]] >> np.uint64(32)).astype(np.int64),
            minlength=len(some),
        )
        out[begin : begin + len(some)] = common / np.maximum(sizes.sum(axis=1) - common, 1)
    return out


def _ranges(begins: Array, sizes: Array) -> Array:
    """The places begin, begin + 1, … of every range, one after another."""
    ends = np.cumsum(sizes)
    return (
        np.arange(ends[-1] if len(ends) else 0)
        - np.repeat(ends - sizes, sizes)
        + np.repeat(begins, sizes)
    )


def _assign(
    pairs: npt.NDArray[np.int64],
    leader: Array,
    is_settled: npt.NDArray[np.bool_],
    may_follow: Callable[[int, int], bool],
) -> int:
    """Give every text the earliest candidate that leads; how many were given one."""
    given = 0
    begins = (
        np.flatnonzero(np.r_[True, pairs[1:, 0] != pairs[:-1, 0]])
        if len(pairs)
        else np.empty(0, np.int64)
    )
    ends = np.r_[begins[1:], len(pairs)] if len(begins) else begins
    firsts = pairs[:, 1].tolist() if len(pairs) else []
    for text, begin, end in zip(
        pairs[begins, 0].tolist(), begins.tolist(), ends.tolist(), strict=True
    ):
        if is_settled[text] or leader[text] != text:
            continue
        chosen = next(
            (
                candidate
                for candidate in firsts[begin:end]
                if leader[candidate] == candidate and may_follow(text, candidate)
            ),
            None,
        )
        if chosen is not None:
            leader[text] = chosen
            is_settled[text] = True
            is_settled[chosen] = True  # it leads now and may follow nobody
            given += 1
    return given
