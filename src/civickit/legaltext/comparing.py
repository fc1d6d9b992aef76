"""The difference of two versions: what was modified, added, deleted, moved, only renumbered.

Levels are aligned from the outside in. Units that say the same pair up first wherever they stand;
the others by title, by number and by likeness, in the order of the text (a Needleman-Wunsch
alignment of what lies between fixed pairs).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz.distance import Indel

from civickit.legaltext.heads import Kind
from civickit.legaltext.tree import Draft, Provision
from civickit.vntext import clean, tokens

_LIKE = 0.42  # below, two provisions have nothing to do with each other
_MOVED_LIKE = 0.72  # of provisions that stand under different units
_SAME_NUMBER = 0.12  # what an unchanged number adds
_LARGEST_TABLE = 250_000  # cells of one alignment
_FEWEST_MOVED = 20  # letters; shorter words stand in many places
_GROUPS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ATTACHED, Kind.ANNEX)


class ChangeType(StrEnum):
    """What happened to a provision."""

    MODIFIED = "modified"
    ADDED = "added"
    DELETED = "deleted"
    RENUMBERED = "renumbered"


@dataclass(frozen=True)
class Change:
    """One provision that is not what it was; ``is_moved`` when it stands under another unit now."""

    type: ChangeType
    old_path: str | None
    new_path: str | None
    old_text: str | None
    new_text: str | None
    is_moved: bool = False


def compare(old: Draft, new: Draft) -> list[Change]:
    """Changes in the order of the new text; a deleted provision stands where it stood."""
    matching = match_versions(old, new)
    changes: list[tuple[tuple[float, int], Change]] = []
    for new_place, after in enumerate(new.provisions):
        place = matching.get(new_place)
        if place is None:
            changes.append(
                ((new_place, 0), Change(ChangeType.ADDED, None, after.path, None, after.words))
            )
            continue
        before = old.provisions[place]
        parent = None if after.parent is None else matching.get(after.parent)
        is_moved = parent != before.parent
        if not _says_same(before, after):
            kind = ChangeType.MODIFIED
        elif before.path != after.path:
            kind = ChangeType.RENUMBERED
        else:
            continue
        changes.append(
            (
                (new_place, 0),
                Change(kind, before.path, after.path, before.words, after.words, is_moved=is_moved),
            )
        )
    kept = {place: new_place for new_place, place in matching.items()}
    last = -1.0
    for place, before in enumerate(old.provisions):
        if place in kept:
            last = kept[place]
        else:
            deleted = Change(ChangeType.DELETED, before.path, None, before.words, None)
            changes.append(((last + 0.5, place), deleted))
    return [change for _, change in sorted(changes, key=lambda placed: placed[0])]


def match_versions(old: Draft, new: Draft) -> dict[int, int]:
    """Which provision of the old text each of the new one was: new place → old place."""
    matcher = _Matcher(old, new)
    matcher.match_groups()
    matcher.match_level(Kind.ARTICLE)
    matcher.match_inside()
    matcher.match_leftovers()
    return matcher.pairs


def _says_same(one: Provision, other: Provision) -> bool:
    return one.text == other.text and one.body == other.body and one.tables == other.tables


class _Matcher:
    def __init__(self, old: Draft, new: Draft) -> None:
        self.old, self.new = old.provisions, new.provisions
        self.inside_old, self.inside_new = old.children(), new.children()
        self.whole_old = _whole(self.old, self.inside_old)
        self.whole_new = _whole(self.new, self.inside_new)
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def pair(self, new: int, old: int) -> None:
        if new not in self.pairs and old not in self.taken:
            self.pairs[new] = old
            self.taken.add(old)

    def match_groups(self) -> None:
        """Chapters, sections and attached texts: by title, then by address."""
        for name in ("text", "path"):
            olds = _unique(
                ((unit.kind, getattr(unit, name)), place)
                for place, unit in enumerate(self.old)
                if unit.kind in _GROUPS and place not in self.taken
            )
            for place, unit in enumerate(self.new):
                found = olds.get((unit.kind, getattr(unit, name)))
                if unit.kind in _GROUPS and place not in self.pairs and found is not None:
                    self.pair(place, found)

    def match_level(self, kind: Kind) -> None:
        """Articles (wherever they stand).

        Whole content, then title, then alignment in order, text by text.
        """
        for part in {unit.part for unit in self.old} | {unit.part for unit in self.new}:
            olds = [
                place
                for place, unit in enumerate(self.old)
                if unit.kind is kind and unit.part == part
            ]
            news = [
                place
                for place, unit in enumerate(self.new)
                if unit.kind is kind and unit.part == part
            ]
            self.align(olds, news)

    def match_inside(self) -> None:
        """Children of every matched pair, from the outside in.

        At the top, what no article holds.
        """
        waiting: list[tuple[int | None, int | None]] = [(None, None)]
        while waiting:
            new, old = waiting.pop()
            olds = [place for place in self.inside_old.get(old, []) if place not in self.taken]
            news = [place for place in self.inside_new.get(new, []) if place not in self.pairs]
            self.align(olds, news)
            waiting += [
                (place, self.pairs[place])
                for place in self.inside_new.get(new, [])
                if place in self.pairs
            ]

    def match_leftovers(self) -> None:
        """What moved to another unit: the same words, or nearly."""
        self._match_same_words(*self._left_over())
        self._match_like_words(*self._left_over())

    def _left_over(self) -> tuple[list[int], list[int]]:
        """Units of the old and of the new version that have no partner yet."""
        return (
            [place for place in range(len(self.old)) if place not in self.taken],
            [place for place in range(len(self.new)) if place not in self.pairs],
        )

    def _match_same_words(self, olds: list[int], news: list[int]) -> None:
        by_words = _unique(
            (self.old[place].words, place)
            for place in olds
            if len(self.old[place].words) > _FEWEST_MOVED
        )
        for place in news:
            found = by_words.get(self.new[place].words)
            if found is not None and self.old[found].kind is self.new[place].kind:
                self.pair(place, found)

    def _match_like_words(self, olds: list[int], news: list[int]) -> None:
        if len(olds) * len(news) > _LARGEST_TABLE:
            return
        scored = [
            (likeness(self.old[before].words, self.new[after].words), before, after)
            for after in news
            for before in olds
            if self.old[before].kind is self.new[after].kind
            if len(self.new[after].words) > _FEWEST_MOVED
        ]
        for score, before, after in sorted(
            scored, key=lambda found: (-found[0], found[1], found[2])
        ):
            if score >= _MOVED_LIKE:
                self.pair(after, before)

    def align(self, olds: list[int], news: list[int]) -> None:
        """Pair units of one level: same content first, then same title, then likeness in order."""
        if not olds or not news:
            return
        for words in (
            (lambda place: self.whole_old[place], lambda place: self.whole_new[place]),
            (
                lambda place: self._title(self.old, place),
                lambda place: self._title(self.new, place),
            ),
        ):
            known = _unique((words[0](place), place) for place in olds if place not in self.taken)
            twice = Counter(words[1](place) for place in news if place not in self.pairs)
            for place in news:
                text = words[1](place)
                if (
                    place not in self.pairs
                    and text
                    and twice[text] == 1
                    and (found := known.get(text)) is not None
                ):
                    self.pair(place, found)
        self._align_between(olds, news)

    @staticmethod
    def _title(made: list[Provision], place: int) -> str:
        return made[place].text if len(made[place].text) > 3 else ""

    def _align_between(self, olds: list[int], news: list[int]) -> None:
        """What lies between pairs that keep the order is aligned.

        A pair that crosses others fixes nothing.
        """
        position = {place: at for at, place in enumerate(olds)}
        fixed = _longest_rising(
            [
                (at, position[self.pairs[place]])
                for at, place in enumerate(news)
                if self.pairs.get(place) in position
            ]
        )
        begin_new = begin_old = 0
        for at_new, at_old in [*fixed, (len(news), len(olds))]:
            some_new = [place for place in news[begin_new:at_new] if place not in self.pairs]
            some_old = [place for place in olds[begin_old:at_old] if place not in self.taken]
            self._align_run(some_old, some_new)
            begin_new, begin_old = at_new + 1, at_old + 1

    def _align_run(self, olds: list[int], news: list[int]) -> None:
        """Needleman-Wunsch over likeness; a gap costs nothing, an unlike pair is never made."""
        if not olds or not news or len(olds) * len(news) > _LARGEST_TABLE:
            return
        score = [[self._score(old, new) for new in news] for old in olds]
        best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
        for i in range(1, len(olds) + 1):
            for j in range(1, len(news) + 1):
                best[i][j] = max(
                    best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + score[i - 1][j - 1]
                )
        i, j = len(olds), len(news)
        while i and j:
            if best[i][j] == best[i - 1][j]:
                i -= 1
            elif best[i][j] == best[i][j - 1]:
                j -= 1
            else:
                self.pair(news[j - 1], olds[i - 1])
                i, j = i - 1, j - 1

    def _score(self, old: int, new: int) -> float:
        former, latter = self.old[old], self.new[new]
        if former.kind is not latter.kind:
            return 0.0
        same = _SAME_NUMBER if former.number == latter.number else 0.0
        like = max(
            likeness(former.words, latter.words), likeness(self.whole_old[old], self.whole_new[new])
        )
        if like + same < _LIKE:
            return 0.0
        return like + same - _LIKE + 0.01


def likeness(words: str, new_words: str) -> float:
    """0..1 by words.

    The larger of what is common in order and what the shorter says within the longer.
    """
    a, b = tokens(clean(words).lower()), tokens(clean(new_words).lower())
    if not a or not b:
        return 0.0
    in_order = Indel.normalized_similarity(a, b)
    common = sum((Counter(a) & Counter(b)).values())
    within = common / min(len(a), len(b)) if min(len(a), len(b)) >= 4 else 0.0
    return float(max(in_order, 0.8 * within))


def _whole(made: list[Provision], inside: dict[int | None, list[int]]) -> list[str]:
    """Words of each unit with everything under it, without numbers."""
    out = [""] * len(made)
    for place in range(len(made) - 1, -1, -1):
        tables = [cell for table in made[place].tables for row in table for cell in row]
        out[place] = "\n".join(
            [made[place].words, *tables, *(out[child] for child in inside.get(place, []))]
        )
    return out


def _unique(found: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    """Keys that stand for one place alone."""
    seen: dict[Any, int] = {}
    twice = set()
    for key, place in found:
        if key in seen:
            twice.add(key)
        seen[key] = place
    return {key: place for key, place in seen.items() if key not in twice}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that keep the order of both texts (patience sorting)."""
    from bisect import bisect_left

    tails: list[int] = []
    chain: list[tuple[int, int, int]] = []  # new, old, place of the one before
    ends: list[int] = []
    for at, (new, old) in enumerate(pairs):
        length = bisect_left(tails, old)
        chain.append((new, old, ends[length - 1] if length else -1))
        if length == len(tails):
            tails.append(old)
            ends.append(at)
        else:
            tails[length], ends[length] = old, at
    out, at = [], ends[-1] if ends else -1
    while at >= 0:
        new, old, at = chain[at]
        out.append((new, old))
    return out[::-1]
