"""All overlapping pairs among many topics, without comparing all with all.

Topics meet only within a province (after the mergers) and year. There an inverted index on rare
words, concepts, cited documents and bodies, per place, brings together the few that can be alike;
the judge then decides.
"""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from civickit.overlap.judging import DISTINCT, Judge, Judgement
from civickit.overlap.lexicon import load_lexicon
from civickit.overlap.places import locality, successor
from civickit.overlap.signature import Signature
from civickit.overlap.topics import Topic

_MANY = 5_000  # topics from which the work is shared among processes and candidates are limited
_LONGEST_LIST = 400  # an entry of the index found in more topics than this says too little
_MOST_CANDIDATES = 5  # per topic, in a large set
_RAREST = 5  # words of a topic that are looked up
_LOWEST = 0.4  # relation of concepts from which topics are brought together
_WORTH = {"concept": 1.0, "near": 0.6, "document": 1.5, "body": 1.2}


@dataclass(frozen=True)
class Pair:
    """Two topics by their place in the list, the smaller first, and the judgement."""

    one: int
    other: int
    judgement: Judgement


def find_pairs(
    topics: Sequence[Topic],
    *,
    against: Sequence[Topic] = (),
    lexicon_folder: Path | None = None,
    processes: int | None = None,
    lang: str = "vi",
) -> list[Pair]:
    """Every pair above "distinct" among ``topics`` and between them and ``against``, in order.

    Places in ``against`` go on counting after ``topics``; two topics of ``against`` are never
    paired, nor supervision with criticism. In a set of more than 5,000 topics each keeps its 5
    likeliest partners.
    """
    everything = [*topics, *against]
    many = len(everything) > _MANY
    processes = (processes or os.cpu_count() or 1) if many else 1
    parts = [
        _Part(
            [everything[i] for i in numbers], numbers, len(topics), lexicon_folder, lang, many=many
        )
        for numbers in _parts(everything, processes)
    ]
    if len(parts) == 1:
        found = [_search(parts[0])]
    else:
        with ProcessPoolExecutor(len(parts), mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_search, parts))
    pairs = {(pair.one, pair.other): pair for part in found for pair in part}
    return [pairs[key] for key in sorted(pairs)]


@dataclass(frozen=True)
class _Part:
    """Topics that one process searches, with their places among all; ``own`` are planned here."""

    topics: Sequence[Topic]
    numbers: Sequence[int]
    own: int
    lexicon_folder: Path | None
    lang: str
    many: bool


_Site = tuple[str, int | None, str]  # province after the mergers, year, smaller places


def _site(topic: Topic) -> _Site:
    place = locality(topic.locality)
    smaller = ",".join(sorted(place.districts or place.communes))
    return successor(place.province, topic.year), topic.year, smaller


def _parts(topics: Sequence[Topic], count: int) -> list[list[int]]:
    """Split by place so that pairs stay together.

    Topics of a whole province go to each part that has one of its places, those of no province or
    year to all.
    """
    if count == 1:
        return [list(range(len(topics)))]
    sites: dict[_Site, list[int]] = defaultdict(list)
    for number, topic in enumerate(topics):
        sites[_site(topic)].append(number)
    anywhere = [
        number
        for (province, year, _), numbers in sites.items()
        if not province or year is None
        for number in numbers
    ]
    parts = [list(anywhere) for _ in range(count)]
    _deal(sites, parts)
    return [sorted(part) for part in parts if part]


def _deal(sites: Mapping[_Site, list[int]], parts: list[list[int]]) -> None:
    """Give every site to the part that has least so far, the largest sites first."""
    whole = {
        (province, year): ids for (province, year, smaller), ids in sites.items() if not smaller
    }
    provinces: list[set[tuple[str, int | None]]] = [set() for _ in parts]
    ordered = sorted(sites.items(), key=lambda site: (-len(site[1]), str(site[0])))
    for (province, year, smaller), numbers in ordered:
        if not province or year is None:
            continue
        lightest = min(range(len(parts)), key=lambda part: len(parts[part]))
        if (province, year) not in provinces[lightest]:
            provinces[lightest].add((province, year))
            parts[lightest] += whole.get((province, year), [])
        if smaller:
            parts[lightest] += numbers


def _search(part: _Part) -> list[Pair]:
    """The pairs above "distinct" in one part, by places among all topics."""
    judge = Judge(load_lexicon(part.lexicon_folder))
    signatures = [judge.sign(topic) for topic in part.topics]
    numbers = part.numbers
    wanted = [
        (i, j)
        for i, j in sorted(set(_candidates(signatures, judge, many=part.many)))
        if min(numbers[i], numbers[j]) < part.own
        and part.topics[i].kind == part.topics[j].kind  # the two cannot be joined: nothing to ask
    ]
    signed = ((signatures[i], signatures[j]) for i, j in wanted)
    judgements = judge.judge(signed, part.lang, explain_distinct=False)
    return [
        Pair(min(numbers[i], numbers[j]), max(numbers[i], numbers[j]), judgement)
        for (i, j), judgement in zip(wanted, judgements, strict=True)
        if judgement.label != DISTINCT
    ]


def _candidates(
    signatures: Sequence[Signature], judge: Judge, *, many: bool
) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, by what the index brings together; a pair may come twice.

    In a large set a topic gives its likeliest partners alone, and a pair may be among the best of
    one side only.
    """
    index = _Index(signatures, judge.lexicon.neighbours(_LOWEST), many=many)
    for number in range(len(signatures)):
        score = index.partners(number)
        if many:
            best = sorted(score.items(), key=lambda item: (-item[1], item[0]))[:_MOST_CANDIDATES]
            partners = [partner for partner, _ in best]
        else:
            partners = [partner for partner in score if partner > number]
        for partner in partners:
            yield (number, partner) if number < partner else (partner, number)


class _Index:
    """Which topics have a word, a concept, a document or a body in common at one place."""

    def __init__(
        self, signatures: Sequence[Signature], near: dict[str, list[str]], *, many: bool
    ) -> None:
        self.signatures, self.near, self.many = signatures, near, many
        self.longest = _LONGEST_LIST if many else len(signatures)
        self.numbers: dict[_Key, list[int]] = defaultdict(list)
        for number, signature in enumerate(signatures):
            for key, _ in _keys(signature, _sites(signature), {}):
                self.numbers[key].append(number)

    def partners(self, number: int) -> dict[int, float]:
        """Topics that share something with one, and how much it is worth."""
        signature = self.signatures[number]
        sites = _sites(signature)
        # Many topics of one commune need not ask the whole province: who works in the whole of it
        # asks for them.
        if self.many and (signature.place.districts or signature.place.communes):
            sites = sites[:-1]
        score: dict[int, float] = defaultdict(float)
        for key, worth in _keys(signature, sites, self.near):
            sharing = self.numbers.get(key, ())
            if len(sharing) <= self.longest:
                for partner in sharing:
                    score[partner] += worth
        score.pop(number, None)
        return score


_Key = tuple[object, ...]


def _sites(signature: Signature) -> list[_Key]:
    """Where a topic can meet others: the smaller places it is about, and the whole province."""
    whole = (signature.place.province, signature.year)
    smaller = sorted(signature.place.districts | signature.place.communes)
    return [*((*whole, place) for place in smaller or [""]), (*whole, "*")]


def _keys(
    signature: Signature, sites: Sequence[_Key], near: Mapping[str, list[str]]
) -> Iterator[tuple[_Key, float]]:
    """Entries of the index with their worth; with ``near`` also those of related concepts."""
    rarest = sorted(signature.words.items(), key=lambda word: (-word[1], word[0]))[:_RAREST]
    for site in sites:
        for word, weight in rarest:
            yield (*site, "w", word), weight
        for concept, weight in signature.concepts.items():
            yield (*site, "c", concept), _WORTH["concept"] * weight
            for related in near.get(concept, ()):
                yield (*site, "c", related), _WORTH["near"] * weight
        for cited in signature.documents:
            yield (*site, "d", cited.type, cited.number), _WORTH["document"]
    if signature.topic.kind == "supervision":
        yield from _body_keys(signature)


def _body_keys(signature: Signature) -> Iterator[tuple[_Key, float]]:
    whole = (signature.place.province, signature.year, "*")
    for body in signature.bodies:
        yield (*whole, "b", body.kind, body.core, *sorted(body.place)), _WORTH["body"]
        if body.kind:
            yield (*whole, "bk", body.kind, body.level), _WORTH["body"] / 3
