"""A million opinions consolidated on this machine, beside datasketch's MinHash LSH on the same crowd.

    .venv/bin/python -m bench.opinions [COUNT] [--ours-only]

Groups are planted (bench.crowd), so pairwise precision, recall and F1 are counted at the full size: at 50,000 a grouping
that chains looks as good as one that does not. Memory is of all processes together (proportional set size).
"""

import argparse
import os
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.crowd import crowd, draft
from bench.measuring import show
from civickit.consolidation import Opinion, consolidate
from civickit.consolidation.texts import TURNING, words_of
from civickit.legaltext import Anchors

PERMUTATIONS, THRESHOLD = 64, 0.5


class Memory(threading.Thread):
    """The most memory this process and its children held together, in GB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self.over = 0.0, False

    def run(self) -> None:
        """Look twice a second."""
        while not self.over:
            self.most = max(
                self.most, sum(map(_pss, [os.getpid(), *_children(os.getpid())])) / 2**20
            )
            time.sleep(0.4)

    def stop(self) -> float:
        """Look no more; the most that was seen, in GB."""
        self.over = True
        self.join()
        return self.most


def _pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def _children(pid: int) -> list[int]:
    try:
        found = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []
    return found + [deeper for child in found for deeper in _children(child)]


def quality(truth: list[int], found: list[int]) -> tuple[float, float, float]:
    """Pairwise precision, recall, F1."""

    def pairs(keys: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(keys).values())

    both, ours, theirs = pairs(zip(truth, found, strict=True)), pairs(found), pairs(truth)
    return both / max(ours, 1), both / max(theirs, 1), 2 * both / max(ours + theirs, 1)


def by_datasketch(opinions: list[Opinion]) -> list[int]:
    """The library's own way: MinHash of words and pairs of words, LSH within a provision and its numbers, then components.

    It is given what ours knows (provision, numbers and turning words must agree): without that, a million opinions chain
    into one group, and there would be nothing to compare.
    """
    from datasketch import MinHash, MinHashLSH

    anchors = Anchors(draft())
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    words = [words_of(one.text) for one in opinions]
    for place, opinion in enumerate(opinions):
        tokens = sorted({word for word in words[place] if word in TURNING or word[0].isdigit()})
        blocks[(anchors.resolve(opinion.anchor).path or "", *tokens)].append(place)
    group = list(range(len(opinions)))

    def root(place: int) -> int:
        while group[place] != place:
            group[place] = group[group[place]]
            place = group[place]
        return place

    chosen = MinHashLSH(
        threshold=THRESHOLD, num_perm=PERMUTATIONS
    )  # the library weighs its bands once, not for every block
    for some in blocks.values():
        if len(some) == 1:
            continue
        seen: dict[tuple[str, ...], int] = {}
        index = MinHashLSH(params=(chosen.b, chosen.r), num_perm=PERMUTATIONS)
        for place in some:
            if words[place] in seen:
                group[place] = root(seen[words[place]])
                continue
            seen[words[place]] = place
            sketch = MinHash(num_perm=PERMUTATIONS, seed=1)
            pairs = [f"{a} {b}" for a, b in zip(words[place], words[place][1:], strict=False)]
            sketch.update_batch([one.encode() for one in {*words[place], *pairs}])
            for other in index.query(sketch):
                low, high = sorted((root(place), root(other)))
                group[high] = low
            index.insert(place, sketch)
    return [root(place) for place in range(len(group))]


def main() -> int:
    """Both on one crowd; 1 when a promise is not kept."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--ours-only", action="store_true")
    options = parser.parse_args()
    rows = list(crowd(options.count))
    opinions, truth = [one for one, _group in rows], [group for _one, group in rows]
    del rows
    memory, text, started, cpu = Memory(), draft(), time.monotonic(), _cpu()
    memory.start()
    found = consolidate(text, opinions, processes=2)
    seconds, spent, most = time.monotonic() - started, _cpu() - cpu, memory.stop()
    precision, recall, ours = quality(truth, found.group_of)
    whole = options.count >= 1_000_000
    good = show(
        f"{options.count:,} opinions consolidated",
        f"{seconds:.0f} s, {spent:.0f} processor s",
        "under 180 s",
        met=seconds < 180 or not whole,
    )
    good &= show("memory of all processes", f"{most:.2f} GB", "under 3 GB", met=most < 3)
    good &= show(
        "pairwise F1 on planted groups",
        f"{ours:.4f} (P {precision:.4f}, R {recall:.4f})",
        "measured at the full size",
        met=ours > 0.9,
        beside=f"{len(found.groups):,} groups, {len(set(truth)):,} planted",
    )
    del found
    if options.ours_only:
        return 0 if good else 1
    started, cpu = time.monotonic(), _cpu()
    theirs_of = by_datasketch(opinions)
    theirs_seconds, theirs_spent = time.monotonic() - started, _cpu() - cpu
    precision, recall, theirs = quality(truth, theirs_of)
    good &= show(
        "faster than datasketch",
        f"{seconds:.0f} s",
        f"{theirs_seconds:.0f} s",
        met=seconds < theirs_seconds,
        beside=f"processor {spent:.0f} s beside {theirs_spent:.0f} s",
    )
    good &= show(
        "the same or better F1",
        f"{ours:.4f}",
        f"{theirs:.4f} (P {precision:.4f}, R {recall:.4f})",
        met=ours >= theirs,
    )
    return 0 if good else 1


def _cpu() -> float:
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


if __name__ == "__main__":
    sys.exit(main())
