"""Opinions → groups per provision.

Nothing is hidden: an opinion that stands alone is a group of one.

1. anchors are resolved; 2. equal words are one text; 3. texts of one provision, stance, set of
numbers and set of turning words are grouped by wording (``near``); 4. where few texts are left, by
meaning (``meaning``). The order of the input does not matter: texts lead by how many said them,
then by their words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from civickit.consolidation.blocks import Name, keys_of, leaders_within, leading, stance_of
from civickit.consolidation.meaning import MOST, Rarity, merge_by_meaning
from civickit.consolidation.texts import Text, amounts_in, content_of, words_of
from civickit.legaltext import Anchor, Anchors, AnchorStatus, Draft
from civickit.vntext import fold

_ARTICLE = re.compile(r"(?:.*?: )?(?:Điều \w+|(?:Phần \S+ )*Mục [IVXL]+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion as it came in.

    ``who_type`` is "citizen" or "organisation", ``stance`` as written or "". ``path`` is where
    somebody has placed it already: an address of the draft, which is not read anew.
    """

    id: str
    who: str
    who_type: str
    anchor: str | None
    text: str
    stance: str = ""
    path: str = ""


@dataclass(slots=True)
class Group:
    """Opinions that say the same about a provision.

    ``members`` are places in the input, ``why`` how they were found alike.
    """

    path: str | None
    text: str
    members: list[int] = field(default_factory=list)
    people: int = 0
    organisations: int = 0
    why: str = "alone"

    @property
    def size(self) -> int:
        """How many opinions."""
        return len(self.members)


@dataclass
class Consolidation:
    """``anchors[i]`` and ``group_of[i]`` belong to opinion i."""

    anchors: list[Anchor]
    group_of: list[int]
    groups: list[Group]


def consolidate(draft: Draft, opinions: Sequence[Opinion], *, processes: int = 1) -> Consolidation:
    """Group all opinions of one draft."""
    resolver = Anchors(draft)
    anchors = [
        Anchor(AnchorStatus.OK, opinion.path, (opinion.path,))
        if opinion.path in draft.by_path
        else resolver.resolve(opinion.anchor)
        for opinion in opinions
    ]
    keys = keys_of([opinion.text for opinion in opinions], processes)
    texts = _Texts(opinions, anchors, keys)
    leader = leaders_within(texts.names, processes)
    group = _by_meaning(draft, texts, leader)
    groups = _groups(draft, opinions, anchors, texts, _Led(leader, group))
    group_of = [0] * len(opinions)
    for number, group_made in enumerate(groups):
        for place in group_made.members:
            group_of[place] = number
    return Consolidation(anchors, group_of, groups)


class _Led(NamedTuple):
    """The leader of each distinct text, and the group of each leader."""

    leader: list[int]
    group: dict[int, int]


class _Texts:
    """Distinct texts of a place and stance, most repeated first."""

    def __init__(self, opinions: Sequence[Opinion], anchors: list[Anchor], keys: list[str]) -> None:
        count: dict[tuple[str, str, str], int] = {}
        names = [
            (anchor.path or anchor.near or "", stance_of(opinion.stance), key)
            for opinion, anchor, key in zip(opinions, anchors, keys, strict=True)
        ]
        self.written: dict[tuple[str, str, str], str] = {}
        for name, opinion in zip(names, opinions, strict=True):
            count[name] = count.get(name, 0) + 1
            self.written[name] = min(self.written.get(name, opinion.text), opinion.text)
        self.names = sorted(count, key=lambda name: leading(name, count[name]))
        place = {name: number for number, name in enumerate(self.names)}
        self.of = [place[name] for name in names]


def _by_meaning(draft: Draft, texts: _Texts, leader: list[int]) -> dict[int, int]:
    """The group of every leader: itself, or an earlier leader that means the same."""
    leaders = [place for place, led_by in enumerate(leader) if place == led_by]
    group = {place: place for place in leaders}
    runs, few = _compared_together(texts, leaders)
    if len(few) < 2:
        return group
    made = {
        place: _text(draft, texts.names[place], texts.written[texts.names[place]]) for place in few
    }
    # Words of the draft itself name the matter; what an opinion adds tells what it asks.
    rarity = Rarity(
        [text.content for text in made.values()]
        + [content_of(words_of(provision.words)) for provision in draft.provisions]
    )
    for run in runs:
        merged = merge_by_meaning([made[place] for place in run], rarity)
        for place, first in zip(run, merged, strict=True):
            group[place] = run[first]
    return group


def _compared_together(texts: _Texts, leaders: Sequence[int]) -> tuple[list[list[int]], list[int]]:
    """Leaders in runs small enough to compare each with each, and all whose words are weighed.

    All at once where they are few, else article by article, those without a place left alone.
    """
    around: dict[str, list[int]] = {}
    for place in leaders:
        around.setdefault(_article(texts.names[place][0]), []).append(place)
    unplaced = around.pop("", [])
    if len(unplaced) > MOST:
        unplaced = []
    small = [some for some in around.values() if len(some) + len(unplaced) <= MOST]
    everybody = sorted(chain(*small, unplaced))
    runs = [everybody] if len(everybody) <= MOST else [sorted(some) for some in small]
    return runs, everybody


def _text(draft: Draft, name: tuple[str, str, str], written: str) -> Text:
    path, stance, key = name
    words = tuple(fold(key).split(" "))
    provision = draft.by_path.get(path)
    known = amounts_in(words_of(provision.words)) if provision else frozenset()
    amounts, old = amounts_in(words) - known, {number for number, _unit in known}
    fresh = frozenset(one for one in amounts if one[0] not in old)
    # Who names what is and what should be asks for the second; a figure that stands alone is what
    # they ask for.
    numbers = frozenset(number for number, _unit in fresh)
    return Text(
        words,
        path,
        _article(path),
        stance,
        numbers=numbers,
        amounts=fresh or amounts,
        marked=tuple(key.split(" ")),
        written=written,
    )


def _article(path: str) -> str:
    found = _ARTICLE.match(path)
    return found.group() if found else path


def _groups(
    draft: Draft, opinions: Sequence[Opinion], anchors: list[Anchor], texts: _Texts, led: _Led
) -> list[Group]:
    """Groups in the order of the draft, the largest first."""
    members: dict[int, list[int]] = {}
    final = [led.group[leader] for leader in led.leader]
    for place, text in enumerate(texts.of):
        members.setdefault(final[text], []).append(place)
    wordings = _wordings(texts.names, final, led.leader)
    made = []
    for first, some in members.items():
        best = min(some, key=lambda place: (texts.of[place] != first, opinions[place].id))
        people = _people(opinions[place] for place in some)
        made.append(
            Group(
                path=_path_of(some, anchors),
                text=opinions[best].text,
                members=some,
                people=len(people),
                organisations=sum(kind == "organisation" for kind, _who in people),
                why=_why(some, wordings[first]),
            )
        )
    order = {provision.path: place for place, provision in enumerate(draft.provisions)}

    def in_the_draft(group: Group) -> tuple[int, int, str]:
        first_id = opinions[group.members[0]].id
        return order.get(group.path or "", len(order)), -group.size, first_id

    return sorted(made, key=in_the_draft)


def _people(opinions: Iterable[Opinion]) -> set[tuple[str, str]]:
    """Who said it, each once; somebody without a name is one person an opinion."""
    return {(opinion.who_type, opinion.who or opinion.id) for opinion in opinions}


def _wordings(
    names: Sequence[Name], final: list[int], leader: list[int]
) -> dict[int, tuple[int, int]]:
    """Distinct wordings, whatever their marks, and distinct leaders of every group."""
    wordings: dict[int, set[str]] = {}
    leaders: dict[int, set[int]] = {}
    for place, first in enumerate(final):
        wordings.setdefault(first, set()).add(fold(names[place][2]))
        leaders.setdefault(first, set()).add(leader[place])
    return {first: (len(some), len(leaders[first])) for first, some in wordings.items()}


def _why(members: list[int], wordings: tuple[int, int]) -> str:
    if len(members) == 1:
        return "alone"
    if wordings[0] == 1:
        return "same words"
    return "near words" if wordings[1] == 1 else "same meaning"


def _path_of(members: Iterable[int], anchors: list[Anchor]) -> str | None:
    """Where most members stand; of equals the finer place."""
    counts: dict[str, int] = {}
    for place in members:
        if path := anchors[place].path:
            counts[path] = counts.get(path, 0) + 1
    return min(counts, key=lambda path: (-counts[path], -len(path), path)) if counts else None
