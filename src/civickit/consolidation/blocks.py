"""The part of consolidation that any number of machines can share.

A block of texts is grouped by itself.

A block is what must be equal for two texts to be likened by wording: provision, stance, numbers,
turning words. Nothing outside a block changes what happens in it, so texts may be dealt out by
block to processes or to a cluster.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from zlib import crc32

import numpy as np

from civickit.consolidation import near
from civickit.consolidation.differing import differ
from civickit.consolidation.texts import TURNING, marked_words_of
from civickit.vntext import fold

Name = tuple[str, str, str]  # provision, stance, key
_PARALLEL_FROM = 50_000  # texts; fewer are done before a second process has started
_STEP = 20_000
_STANCES = {"support": "support", "oppose": "oppose"}


def key_of(text: str) -> str:
    """Words of a text in small letters; texts of one key are one."""
    return " ".join(marked_words_of(text))


def keys_of(texts: list[str], processes: int = 1) -> list[str]:
    """Keys of many texts."""
    if processes < 2 or len(texts) < _PARALLEL_FROM:
        return [key_of(text) for text in texts]
    parts = [texts[begin : begin + _STEP] for begin in range(0, len(texts), _STEP)]
    with ProcessPoolExecutor(processes) as pool:
        return [key for some in pool.map(keys_of, parts) for key in some]


def stance_of(stance: str) -> str:
    """Support and opposition are kept apart; what asks for a change in any way is one."""
    return _STANCES.get(stance, "")


def leading(name: Name, count: int) -> tuple[int, str, str, str]:
    """The order in which texts may lead: those that most people said, then by their words."""
    return (-count, name[2], name[0], name[1])


def block_of(name: Name) -> int:
    """64 bits that are equal for texts of one block."""
    path, stance, key = name
    words = set(fold(key).split(" "))
    turning = sorted(word for word in words if word in TURNING or word[:1].isdigit())
    whole = f"{path}|{stance}|{' '.join(turning)}".encode()
    return crc32(whole) << 32 | crc32(whole[::-1])


def leaders_within(names: Sequence[Name], processes: int = 1) -> list[int]:
    """The text that leads each, by wording.

    ``names`` are distinct and in the order of ``leading``.
    """
    keys = [name[2] for name in names]
    if processes < 2 or len(keys) < _PARALLEL_FROM:
        parts = [_features(keys)]
    else:
        chunks = [keys[begin : begin + _STEP] for begin in range(0, len(keys), _STEP)]
        with ProcessPoolExecutor(processes) as pool:
            parts = list(pool.map(_features, chunks))
    features = np.concatenate([part[0] for part in parts])
    starts = np.r_[0, np.cumsum(np.concatenate([part[1] for part in parts]))]
    del parts
    blocks = np.fromiter(map(block_of, names), dtype=np.uint64, count=len(names))

    def may_follow(text: int, leader: int) -> bool:
        return not differ(keys[text].split(" "), keys[leader].split(" "))

    leaders: list[int] = near.leaders_of(features, starts, blocks, may_follow).tolist()
    return leaders


def _features(keys: list[str]) -> tuple[near.Words, near.Array]:
    found = [near.features_of(fold(key).split(" ")) if key else [] for key in keys]
    sizes = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    return np.fromiter(
        (one for some in found for one in some), dtype=np.uint64, count=int(sizes.sum())
    ), sizes
